"""A plan that is worth less than nothing says why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planning_toy import BARE, DEMAND, plant, promise, purse, textbook
from upriver.planning import PlanInputs, PlanTarget, solve_plan, to_plan
from upriver.planning.gain import gain_notes, usual_promises

COMPARED = BARE.model_copy(update={"compare": True})
SOFT = PlanTarget(
    "CUT", "output", "level", -1, 1500.0, 2024, {"2": 1.0}, published=1500.0, unit="1e8 CNY",
    indicator="CUT", plan_unit="1e8 CNY",
)  # fmt: skip


def economy(*targets: PlanTarget) -> PlanInputs:
    """Less of sector 2 is promised than pays: up to a tenth more than needed may be sold."""
    return replace(textbook(demand=0.9 * DEMAND, room=0.1 * DEMAND), targets=targets)


def test_value_given_up_for_a_promise_is_told_with_its_price() -> None:
    """Business as usual sells all: 2000 of sector 2, a third over the promise of 1500.

    A promise missed wholly costs twice the value added of the base year, 2050; the excess is a
    third of it. The plan sells only what it must.
    """
    dear = COMPARED.model_copy(update={"shortfall_price": 2.0})
    solved = solve_plan(economy(SOFT), dear)
    assert solved.solution.gain_over(solved.usual) < 0.0
    usual = usual_promises(solved)
    assert usual.missed == pytest.approx(2.0 * 2050.0 * (2000.0 - 1500.0) / 1500.0)
    assert usual.missed - solved.solution.missed >= -solved.solution.gain_over(solved.usual)
    (note,) = gain_notes(solved)
    assert f"{usual.missed:,.0f}" in note.en
    assert f"{solved.solution.missed:,.0f} 亿元" in note.zh
    assert to_plan(solved).notes[0] == note
    assert "also breaks" not in note.en


def test_a_hard_promise_is_named() -> None:
    solved = solve_plan(economy(replace(SOFT, value=1900.0, hard=True)), COMPARED)
    (note,) = gain_notes(solved)
    assert (
        "Business as usual also breaks what the plan must keep: the target CUT (2024)." in note.en
    )
    assert usual_promises(solved).missed == 0.0


def test_a_hard_cap_is_named() -> None:
    inputs = replace(textbook(demand=0.9 * DEMAND, room=0.1 * DEMAND, cap=130.0))
    (note,) = gain_notes(solve_plan(inputs, COMPARED))
    assert "the cap on CO2" in note.en
    assert "“CO2”上限" in note.zh


def test_a_plan_that_gains_says_nothing() -> None:
    assert not gain_notes(solve_plan(economy(), COMPARED))
    assert not gain_notes(solve_plan(economy(SOFT), BARE))


def test_the_gain_is_never_below_the_promises_it_keeps() -> None:
    """Where business as usual breaks no rule, the plan could do as it does."""
    inputs = replace(
        textbook(demand=0.9 * DEMAND, room=0.1 * DEMAND, years=(2024, 2025)),
        money=purse(300.0, (2024, 2025)),
        projects=(plant("a", cost=50.0, effect=40.0),),
        targets=(promise(2300.0, year=2025), replace(SOFT, year=2025)),
    )
    solved = solve_plan(inputs, COMPARED.model_copy(update={"last_year": 2025}))
    usual = usual_promises(solved)
    assert not usual.broken
    kept = usual.missed - solved.solution.missed
    assert solved.solution.gain_over(solved.usual) + kept >= -1e-6


def test_promises_first_are_kept_at_any_price() -> None:
    first = COMPARED.model_copy(update={"objective": "lexicographic"})
    solved = solve_plan(economy(SOFT), first)
    (note,) = gain_notes(solved)
    assert "With promises first they are kept at any price." in note.en
