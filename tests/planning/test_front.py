"""The front of the two books on the textbook economy, whose points can be done by hand."""

from __future__ import annotations

import numpy as np
import pytest

from planning_toy import BARE, DEMAND, textbook
from upriver.core.errors import PlanningError
from upriver.planning import engine, solve_plan
from upriver.planning.front import pareto_front


def test_every_point_is_the_optimum_under_that_cap() -> None:
    """Pressure of the base year is 140, so a mean pressure of p is a cap of 140 p."""
    free = textbook(demand=0.9 * DEMAND, room=0.3 * DEMAND, cap=1e4)
    front = pareto_front(free, BARE, points=4)
    rows = front.table.to_dicts()
    assert front.stressors == ("CO2",)
    assert rows[0]["pressure"] == pytest.approx(1.2, abs=1e-6)
    assert rows[-1]["pressure"] == pytest.approx(0.9, abs=1e-6)
    for row in rows[:-1]:
        cap = 140 * row["limit"]
        capped = textbook(demand=0.9 * DEMAND, room=0.3 * DEMAND, cap=cap + 1e-9)
        assert row["value"] == pytest.approx(solve_plan(capped, BARE).solution.objective, rel=1e-6)


def test_price_is_that_of_the_published_two_books() -> None:
    """At the cap of 130 one more unit is worth 18.0357142857; one per cent is 1.4 units."""
    free = textbook(demand=0.9 * DEMAND, room=0.3 * DEMAND, cap=1e4)
    rows = pareto_front(free, BARE, points=13).table.to_dicts()
    near = min(rows, key=lambda row: abs(140 * row["limit"] - 130))
    assert near["price"] == pytest.approx(18.0357142857 * 1.4, rel=1e-4)


def test_value_falls_and_prices_rise_as_pressure_falls() -> None:
    rows = pareto_front(
        textbook(demand=0.9 * DEMAND, room=0.3 * DEMAND, cap=1e4), BARE, points=9
    ).table.to_polars()
    assert (np.diff(rows["value"]) <= 1e-6).all()
    assert (np.diff(rows["price"]) >= -1e-6).all()
    assert (np.diff(rows["pressure"]) < 0).all()


def test_what_cannot_be_weighed_is_an_error() -> None:
    with pytest.raises(PlanningError, match="no pressures on nature"):
        pareto_front(textbook(), BARE)
    capped = textbook(cap=200.0)
    with pytest.raises(PlanningError, match="no pressure from SO2"):
        pareto_front(capped, BARE, stressors=("SO2",))
    with pytest.raises(PlanningError, match="two points, got 1"):
        pareto_front(capped, BARE, points=1)
    with pytest.raises(PlanningError, match="no solution"):
        pareto_front(textbook(cap=100.0), BARE)


def test_a_large_front_begins_with_interior_points(monkeypatch: pytest.MonkeyPatch) -> None:
    """And has the same points, the cleanest too, where the limit is the least there can be."""
    free = textbook(demand=0.9 * DEMAND, room=0.3 * DEMAND, cap=1e4)
    wanted = pareto_front(free, BARE, points=6).table.to_polars()
    monkeypatch.setattr(engine, "LARGE", 0)
    found = pareto_front(free, BARE, points=6).table.to_polars()
    for name in ("limit", "pressure", "value"):
        np.testing.assert_allclose(found[name], wanted[name], rtol=1e-8)
