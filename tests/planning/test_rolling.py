"""Places planned one year after the other: what it keeps, what it loses, what it says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from places_toy import SETTINGS, furnished, nature, pair, place, trade
from planning_toy import plant, promise
from upriver.core.errors import PlanningError
from upriver.planning.matrix import to_matrix
from upriver.planning.model import build_model
from upriver.planning.places import (
    PlaceSystem,
    SharedCap,
    SharedFund,
    WholeTarget,
    solve_places,
    to_places_plan,
)
from upriver.planning.places.rolling import settled, system_until
from upriver.planning.solve import solve_matrix

if TYPE_CHECKING:
    from upriver.planning.settings import PlanSettings

YEARS = (2024, 2025, 2026, 2027)
LONG = SETTINGS.model_copy(
    update={"last_year": 2027, "money_price": 1.0, "discount_rate": 0.05, "compare": True,
            "salvage": 0.0}
)  # fmt: skip


def with_sight(years: int | None, *, settings: PlanSettings = LONG) -> PlanSettings:
    chosen = settings.places.model_copy(update={"foresight": years})
    return settings.model_copy(update={"places": chosen})


def lasting() -> PlaceSystem:
    """Two places for four years, with capacity, money and a plant that pays only in the end."""
    up = place(
        "plain", output=[100.0, 10.0, 10.0], demand=[60.0, 5.0, 18.0],
        sales=[30.0, 0.0, 0.0], inflow=[0.0, 0.0, 10.0], years=YEARS, room=1.5,
    )  # fmt: skip
    down = place(
        "hills", output=[10.0, 80.0, 90.0], demand=[29.0, 27.0, 43.0],
        sales=[0.0, 10.0, 30.0], inflow=[20.0, 0.0, 0.0], years=YEARS, room=1.5,
    )  # fmt: skip
    return PlaceSystem(
        {
            name: replace(
                furnished(each),
                projects=(plant(f"mill-{name}", cost=12.0, effect=6.0, industry="steel"),),
            )
            for name, each in (("plain", up), ("hills", down))
        },
        trade=trade(),
    )  # fmt: skip


def test_who_sees_all_years_has_the_plan_itself() -> None:
    system = lasting()
    at_once = solve_places(system, with_sight(None))
    for years in (4, 9):
        rolled = solve_places(system, with_sight(years))
        assert rolled.solution.objective == at_once.solution.objective
        assert rolled.solution.bound == at_once.solution.bound


def test_short_sight_never_gains_and_can_lose() -> None:
    system = lasting()
    best = solve_places(system, with_sight(None)).solution.objective
    short, longer = (solve_places(system, with_sight(years)).solution.objective for years in (1, 3))
    assert short <= best + 1e-6
    assert longer <= best + 1e-6
    assert short < best - 0.1  # capacity is not built for sales that are not seen


def test_without_anything_to_build_short_sight_loses_nothing() -> None:
    """Every year stands for itself, so a year in sight is enough."""
    at_once = solve_places(pair(), with_sight(None, settings=SETTINGS))
    rolled = solve_places(pair(), with_sight(1, settings=SETTINGS))
    assert rolled.solution.objective == pytest.approx(at_once.solution.objective, rel=1e-9)
    assert rolled.solution.audit.passed


def test_the_plan_says_that_it_was_short_sighted() -> None:
    plan = to_places_plan(solve_places(lasting(), with_sight(2)))
    assert plan.gap_of_gain is None
    assert all(each.gap_of_gain is None for each in plan.plans.values())
    assert plan.audit.passed
    (note,) = [each for each in plan.notes if "2 years in sight" in each.en]
    assert "可见 2 年" in note.zh


def test_every_row_is_checked_also_those_of_past_years() -> None:
    solved = solve_places(lasting(), with_sight(1))
    matrix, columns = solved.solution.matrix, solved.solution.columns
    whole = solved.built.coupled.matrix
    np.testing.assert_array_equal(matrix.row_lower, whole.row_lower)
    activity = whole.A @ columns
    assert (activity <= whole.row_upper + 1e-5).all()
    assert (activity >= whole.row_lower - 1e-5).all()


def test_a_year_without_a_plan_is_named() -> None:
    """A hard cap falls below what is made in the third year, and nobody saw it come."""
    system = lasting()
    tight = nature(1000.0, hard=True, years=YEARS)
    tight.caps[0, 2:] = 1.0
    system = replace(
        system, places={name: replace(each, nature=tight) for name, each in system.places.items()}
    )
    with pytest.raises(PlanningError, match="Seeing 1 years ahead there is no plan for 2026"):
        solve_places(system, with_sight(1, settings=LONG.model_copy(update={"compare": False})))


def test_what_is_shared_is_cut_with_the_years() -> None:
    system = replace(
        lasting(),
        caps=(SharedCap("river", "CO2", {2024: 9.0, 2027: 8.0}),),
        funds=(SharedFund("common", {2024: 5.0, 2026: 6.0}, ("capacity",)),),
        targets=(
            WholeTarget(promise(1.0, year=2025, name="early")),
            WholeTarget(promise(1.0, year=2027, name="late")),
        ),
    )
    seen = system_until(system, 2025)
    assert seen.first.years == (2024, 2025)
    assert seen.caps[0].limit == {2024: 9.0}
    assert seen.funds[0].amount == {2024: 5.0}
    assert [each.target.target for each in seen.targets] == ["early"]


def test_what_is_settled_leaves_only_the_rows_that_are_open() -> None:
    inputs = lasting().places["plain"]
    matrix = to_matrix(build_model(inputs, LONG).model)
    best = solve_matrix(matrix, LONG)
    assert best is not None
    past = {
        name: best.value(name).sel(year=[2024, 2025])
        for name, at in matrix.columns.items()
        if "year" in at.dims
    }
    rest = settled(matrix, past)
    fixed = np.zeros(len(matrix.cost), dtype=bool)
    for name, values in past.items():
        fixed[matrix.columns[name].sel(year=values.coords["year"]).values] = True
    assert (rest.lower[fixed] == rest.upper[fixed]).all()
    touched = (abs(matrix.A) @ (~fixed).astype(float)) > 0
    assert np.isinf(rest.row_upper[~touched]).all()
    np.testing.assert_array_equal(rest.row_upper[touched], matrix.row_upper[touched])
    again = solve_matrix(rest, LONG)
    assert again is not None
    assert again.objective == pytest.approx(best.objective, rel=1e-7)
