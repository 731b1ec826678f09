"""Short sight on economies small enough to see why it loses."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from planning_toy import BARE, DEMAND, capacity, plant, promise, purse, textbook
from upriver.core.errors import PlanningError
from upriver.planning import OwnRule, RuleTerm, solve_plan
from upriver.planning.foresight import short_foresight, until

if TYPE_CHECKING:
    from upriver.planning import Solved
    from upriver.planning.inputs import PlanInputs

YEARS = (2024, 2025, 2026, 2027)
LONG = BARE.model_copy(
    update={"last_year": 2027, "discount_rate": 0.05, "money_price": 1.0, "compare": True}
)


def inputs() -> PlanInputs:
    """A plant that pays only over several years."""
    base = textbook(demand=0.9 * DEMAND, years=YEARS)
    return replace(
        base,
        economy=replace(base.economy, tradable=base.economy.tradable | True),
        capacity=capacity(growth=0.05),
        money=purse(900.0, YEARS),
        projects=(plant("a", cost=70.0, effect=80.0),),
    )


@pytest.fixture(scope="module")
def solved() -> Solved:
    return solve_plan(inputs(), LONG)


def test_who_sees_one_year_does_not_build_what_pays_later(solved: Solved) -> None:
    """Without salvage a plant costs this year and sells only from the next."""
    rows = short_foresight(solved, windows=(1, 3)).table.to_dicts()
    assert [row["window"] for row in rows] == [1, 3, 4]
    assert rows[0]["projects"] == 0
    assert rows[-1]["projects"] == 1
    assert rows[0]["lost"] > 0.0
    assert rows[-1]["lost"] == 0.0
    lost = [row["lost"] for row in rows]
    assert (np.array(lost) >= -1e-6).all()
    gain = solved.solution.gain_over(solved.usual)
    assert rows[0]["share_of_gain"] == pytest.approx(rows[0]["lost"] / gain)


def test_seeing_everything_is_the_plan_itself(solved: Solved) -> None:
    (row,) = short_foresight(solved, windows=(4, 9)).table.to_dicts()
    assert row["value"] == solved.solution.objective


def test_inputs_end_with_the_last_year_seen() -> None:
    case = replace(inputs(), targets=(promise(1.0, year=2025), promise(2.0, year=2027, name="B")))
    seen = until(case, 2025)
    assert seen.years == (2024, 2025)
    assert seen.economy.local_demand.year.values.tolist() == [2024, 2025]
    assert [target.year for target in seen.targets] == [2025]
    assert seen.economy.output.identical(case.economy.output)


def test_a_window_must_be_a_year_at_least(solved: Solved) -> None:
    with pytest.raises(PlanningError, match="at least one year"):
        short_foresight(solved, windows=(0,))


def test_a_rule_that_names_a_later_year_is_not_seen_yet() -> None:
    late = OwnRule("late", (RuleTerm("output", 1.0, {"industry": "1", "year": 2027}),), "<=", 9.0)
    always = OwnRule("always", (RuleTerm("output", 1.0, {"industry": "1"}),), "<=", 9.0)
    ruled = replace(inputs(), rules=(late, always))
    assert [rule.rule for rule in until(ruled, 2026).rules] == ["always"]
    assert [rule.rule for rule in until(ruled, 2027).rules] == ["late", "always"]


@pytest.mark.parametrize("objective", ["weighted", "lexicographic"])
def test_windows_may_be_worked_on_side_by_side(objective: str) -> None:
    settings = LONG.model_copy(update={"objective": objective})
    made = solve_plan(inputs(), settings)
    alone = short_foresight(made, windows=(1, 2)).table.to_dicts()
    steps: list[tuple[str, int, int]] = []
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        side = short_foresight(
            made, windows=(1, 2), executor=pool, progress=lambda *told: steps.append(told)
        )
    assert side.table.to_dicts() == alone
    assert steps == [("plan.foresight", 8, 8)]
