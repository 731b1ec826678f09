"""Good plans beside the best, against trying every choice of projects."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import pytest
from polars.testing import assert_frame_equal

from planning_toy import BARE, DEMAND, capacity, plant, purse, textbook
from upriver.core.errors import PlanningError
from upriver.planning import engine, solve_plan
from upriver.planning import near_optimal as module
from upriver.planning.near_optimal import VERDICTS, near_optimal
from upriver.planning.solve import solve_matrix

if TYPE_CHECKING:
    from upriver.planning import Solved
    from upriver.planning.inputs import PlanInputs

YEARS = (2024, 2025, 2026)
CHOICES = BARE.model_copy(
    update={"last_year": 2026, "discount_rate": 0.05, "money_price": 1.0, "compare": True}
)


def inputs() -> PlanInputs:
    """Four plants of falling worth; money enough for three."""
    base = textbook(demand=0.9 * DEMAND, years=YEARS)
    sizes = {"a": (20.0, 90.0), "b": (20.0, 80.0), "c": (20.0, 79.0), "d": (20.0, 20.0)}
    return replace(
        base,
        economy=replace(base.economy, tradable=base.economy.tradable | True),
        capacity=capacity(growth=0.05),
        money=purse(900.0, YEARS),
        projects=tuple(plant(name, cost=c, effect=e) for name, (c, e) in sizes.items()),
    )  # fmt: skip


def every_choice(solved: Solved) -> dict[frozenset[str], float]:
    """Value of the best plan with exactly these plants."""
    matrix = solved.solution.matrix
    found = {}
    for flags in product((False, True), repeat=4):
        taken = frozenset(name for name, flag in zip("abcd", flags, strict=True) if flag)
        lower, upper = matrix.lower.copy(), matrix.upper.copy()
        for name in "abcd":
            at = matrix.columns["started"].sel(project=name).values
            if name in taken:
                lower[at[-1]] = 1.0
            else:
                upper[at] = 0.0
        forced = solve_matrix(replace(matrix, lower=lower, upper=upper), CHOICES)
        if forced is not None:
            found[taken] = forced.objective
    return found


@pytest.fixture(scope="module")
def solved() -> Solved:
    return solve_plan(inputs(), CHOICES)


@pytest.fixture(scope="module")
def choices(solved: Solved) -> dict[frozenset[str], float]:
    return every_choice(solved)


@pytest.mark.parametrize("slack", [0.02, 0.1, 0.4])
def test_verdicts_and_values_against_every_choice(
    solved: Solved, choices: dict[frozenset[str], float], slack: float
) -> None:
    assert max(choices.values()) == pytest.approx(solved.solution.objective, rel=1e-9)
    gain = solved.solution.gain_over(solved.usual)
    least = solved.solution.objective - slack * gain
    good = [taken for taken, worth in choices.items() if worth >= least - 1e-6]
    found = near_optimal(solved, slack=slack, plans=6)
    for row in found.decisions.to_dicts():
        assert row["verdict"] in VERDICTS
        in_good = {row["code"] in taken for taken in good}
        if row["verdict"] == "sure":
            assert in_good == {True}
        if row["verdict"] == "never":
            assert in_good == {False}
        if row["verdict"] == "open":
            assert 0.0 < row["share"] < 1.0
    kept = found.alternatives.to_polars()["kept"].to_list()
    assert kept[0] == 1.0
    assert min(kept) >= 1.0 - slack - 1e-6
    assert found.count == len(kept) <= 6


def test_other_plans_differ_and_say_how(solved: Solved) -> None:
    found = near_optimal(solved, slack=0.5, plans=4)
    rows = found.alternatives.to_dicts()[1:]
    assert rows
    for row in rows:
        assert row["added"] + row["dropped"] > 0
        assert len([each for each in row["dropped_en"].split(", ") if each]) == row["dropped"]


def test_nothing_to_exchange_is_an_error(solved: Solved) -> None:
    with pytest.raises(PlanningError, match="whole decisions and a comparison"):
        near_optimal(replace(solved, usual=None))
    fractions = CHOICES.model_copy(update={"whole_decisions": False})
    with pytest.raises(PlanningError, match="whole decisions and a comparison"):
        near_optimal(solve_plan(inputs(), fractions))


def test_a_large_model_begins_with_interior_points_and_proves_the_same(
    solved: Solved, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Losses are those of the same relaxations; every other plan is worth what it says."""
    wanted = near_optimal(solved, slack=0.4, plans=4).decisions.to_polars()
    monkeypatch.setattr(module, "LARGE", 0)
    monkeypatch.setattr(engine, "LARGE", 0)
    found = near_optimal(solved, slack=0.4, plans=4)
    columns = ["code", "loss"]
    assert_frame_equal(
        found.decisions.to_polars().select(columns).sort("code"),
        wanted.select(columns).sort("code"),
        abs_tol=1e-7,
    )
    values = every_choice(solved)
    assert found.count > 1
    for row in found.alternatives.to_dicts():
        assert any(abs(row["objective"] - value) < 1e-6 for value in values.values())
        assert row["kept"] >= 0.6 - 1e-6
