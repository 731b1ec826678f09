"""What is wrong with the data of several places is told at once, with the place and the cell."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from places_toy import SETTINGS, hills, nature, pair, plain, trade
from planning_toy import purse
from upriver.core.errors import DataError, PlanningError
from upriver.core.message import Message
from upriver.planning.places import planner
from upriver.planning.places.planner import build_places, solve_places
from upriver.planning.places.system import PlaceSystem, SharedCap


def pressed(*, small: float, large: float, cap: float = np.nan) -> PlaceSystem:
    """Grain of the plain and cars of the hills, with pressures of very different size."""
    plain_nature, hills_nature = nature(cap), nature(cap)
    places = {
        "plain": replace(
            plain(), nature=replace(plain_nature, intensity=plain_nature.intensity * small)
        ),
        "hills": replace(
            hills(), nature=replace(hills_nature, intensity=hills_nature.intensity * large)
        ),
    }
    names = {"plain": Message("The Plain", "平原"), "hills": Message("The Hills", "丘陵")}
    return PlaceSystem(places, trade=trade(), labels=names)


def test_a_row_of_one_place_is_named_with_its_place() -> None:
    system = pressed(small=1.0, large=1.0, cap=500.0)
    nature_there = system.places["hills"].nature
    assert nature_there is not None
    intensity = nature_there.intensity.copy(data=[[1e-9, 2.0, 0.5]])
    hill = replace(system.places["hills"], nature=replace(nature_there, intensity=intensity))
    broken = replace(system, places={**system.places, "hills": hill})
    with pytest.raises(PlanningError, match=r"cap\(place=hills The Hills.*range over") as caught:
        build_places(broken, SETTINGS)
    told = caught.value.render("en")
    assert "Smallest: 1e-09 of output(place=hills The Hills, industry=grain, year=2024)" in told
    assert "pressures, projects" in told
    assert "place=hills 丘陵" in caught.value.render("zh")


def test_a_row_over_both_places_names_a_cell_of_each() -> None:
    system = pressed(small=1e-7, large=1e3)
    build_places(system, SETTINGS)  # each place alone is sound
    river = SharedCap("river", "CO2", {2024: 1e5})
    with pytest.raises(PlanningError, match=r"shared_cap\(cap=river, year=2024\)") as caught:
        build_places(replace(system, caps=(river,)), SETTINGS)
    told = caught.value.render("en")
    assert "Smallest: 1e-08 of output(place=plain The Plain, industry=grain" in told
    assert "Largest: 2e+03 of output(place=hills The Hills, industry=steel" in told


def test_rows_of_different_places_need_not_be_of_one_size() -> None:
    """Each cap has a unit of its own; between the two places there are eleven orders."""
    solved = solve_places(pressed(small=1e-4, large=1e7, cap=1e12), SETTINGS)
    assert solved.solution.audit.passed
    assert solved.solution.audit.coefficient_range < 1e8 + 1


def test_faults_of_all_places_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planner, "build_model", None)
    both = pair().places
    broken = {
        "plain": replace(both["plain"], money=purse(-1.0, both["plain"].years)),
        "hills": replace(both["hills"], nature=nature(-5.0)),
    }
    with pytest.raises(DataError, match=r"4 error\(s\)") as caught:
        solve_places(replace(pair(), places=broken), SETTINGS)
    told = caught.value.render("en")
    assert "plain: money.amount[fund=f, year=2024]" in told
    assert "hills: nature.caps[stressor=CO2, year=2025]" in told


def test_doubts_go_with_the_notes_of_their_place() -> None:
    system = pressed(small=1.0, large=1.0, cap=1000.0)
    low = replace(system.places["hills"], nature=nature(90.0, hard=True))
    built = build_places(replace(system, places={**system.places, "hills": low}), SETTINGS)
    assert any("cap 900 kt is" in note.en for note in built.inputs["hills"].notes)
    assert built.inputs["plain"].notes == ()
