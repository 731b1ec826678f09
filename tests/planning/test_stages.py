"""One aim after the other, against answers that can be worked out or tried one by one.

The textbook economy: final demand y1 in 315..420 and y2 in 1530..2040, emissions .130693 y1 +
.055446 y2. Under a cap of 130 value alone gives the four units above 126 to y2 and comes to
1917.142857. A promise of output in sector 1, x1 = L11 y1 + L12 y2, wants them in y1: then
y1 = 315 + 4 / .130693 = 345.606 and the value is 1875.606.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pytest

import upriver.planning.stages as under_test
from planning_toy import (
    BARE,
    DEMAND,
    EMISSIONS,
    FLOWS,
    OUTPUT,
    capacity,
    plant,
    promise,
    purse,
    textbook,
)
from upriver.core.errors import InfeasibleError, SolverError
from upriver.planning import Plan, solve_plan, to_plan
from upriver.planning.near_optimal import near_optimal
from upriver.planning.records import PlanTarget
from upriver.planning.stages import by_value, worth_as_usual

if TYPE_CHECKING:
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.settings import PlanSettings

L = np.linalg.inv(np.eye(2) - FLOWS / OUTPUT)
EMITTED = (EMISSIONS / OUTPUT) @ L
WANTED = 2000.0
FIRST = PlanTarget(
    "X1", "output", "level", 1, WANTED, 2024, {"1": 1.0}, published=WANTED, unit="1e8 CNY",
    indicator="X1", plan_unit="1e8 CNY",
)  # fmt: skip
EXACT = BARE.model_copy(update={"objective": "lexicographic", "stage_tolerance": 0.0})


def economy(*, cap: float = 130.0, hard: bool = True, targets: tuple[PlanTarget, ...] = (FIRST,),
            money: float = 1.0) -> PlanInputs:  # fmt: skip
    inputs = textbook(demand=0.9 * DEMAND, room=0.3 * DEMAND, cap=cap, money=money)
    assert inputs.nature is not None
    nature = replace(inputs.nature, hard=inputs.nature.hard & hard)
    return replace(inputs, nature=nature, targets=targets)


def made(inputs: PlanInputs, settings: PlanSettings = EXACT) -> Plan:
    return to_plan(solve_plan(inputs, settings))


def stage(plan: Plan, name: str) -> dict[str, float]:
    (row,) = (row for row in plan.stages.to_dicts() if row["stage"] == name)
    return row


def test_the_promise_comes_before_value() -> None:
    plan = made(economy())
    first = 315 + (130 - 126) / EMITTED[0]
    output = L[0] @ [first, 1530.0]
    assert stage(plan, "promises")["best"] == pytest.approx(100 * (1 - output / WANTED), rel=1e-6)
    assert stage(plan, "value")["best"] == pytest.approx(first + 1530.0, abs=0.02)
    assert first + 1530.0 == pytest.approx(1875.606, abs=1e-3)
    assert stage(plan, "nature")["final"] == pytest.approx(100 * 130 / 140, rel=1e-5)
    assert plan.audit.passed


def test_weighed_without_a_price_the_promise_is_dropped() -> None:
    settings = BARE.model_copy(update={"shortfall_price": 0.0})
    assert made(economy(), settings).objective == pytest.approx(1917.142857, abs=1e-6)


def test_a_soft_limit_is_a_promise_too() -> None:
    plan = made(economy(hard=False, targets=()))
    assert stage(plan, "promises")["final"] == pytest.approx(0.0, abs=1e-3)
    assert stage(plan, "value")["best"] == pytest.approx(1917.142857, rel=1e-5)


def test_what_value_may_give_up_goes_to_the_cleaner_demand() -> None:
    """One per cent of 2460 is taken from y1, which emits most for its value."""
    settings = EXACT.model_copy(update={"stage_tolerance": 0.01})
    plan = made(economy(cap=1e4, targets=()), settings)
    value, nature = stage(plan, "value"), stage(plan, "nature")
    assert value["best"] == pytest.approx(2460.0)
    assert value["given_up"] == pytest.approx(24.6, rel=1e-5)
    assert nature["final"] == pytest.approx(100 * (168 - 24.6 * EMITTED[0]) / 140, rel=1e-6)


def test_prices_are_those_of_value_while_the_promise_is_held() -> None:
    """All of the cap serves the promise: y2 could be cut for y1 only at a loss of the promise."""
    plan = made(economy(targets=()), EXACT)
    (row,) = (row for row in plan.limits.to_dicts() if row["kind"] == "cap")
    assert row["price"] == pytest.approx(18.0357142857, rel=1e-6)
    assert any("stage of value" in note.en for note in plan.notes)
    assert set(plan.prices.frame["stage"]) == set(plan.limits.frame["stage"]) == {"value"}
    assert set(plan.stage_prices.frame["stage"]) <= {"nature"}
    missed = made(economy())
    (price,) = (
        row
        for row in missed.stage_prices.to_dicts()
        if (row["stage"], row["kind"]) == ("promises", "cap")
    )
    assert price["price"] == pytest.approx(100 * L[0, 0] / EMITTED[0] / WANTED, rel=1e-6)


YEARS = (2024, 2025, 2026)
LONG = {"last_year": 2026, "discount_rate": 0.05, "money_price": 1.0, "gap": 0.0}


def growing(**changes: object) -> PlanInputs:
    inputs = textbook(demand=0.9 * DEMAND, years=YEARS)
    return replace(
        inputs,
        economy=replace(inputs.economy, tradable=inputs.economy.tradable | True),
        capacity=capacity(growth=0.05),
        money=purse(900.0, YEARS),
        projects=(plant("a", cost=90.0, effect=80.0), plant("b", cost=500.0, effect=50.0)),
        targets=(promise(2600.0, year=2026),),
        **changes,
    )  # fmt: skip


def forced(inputs: PlanInputs, starts: tuple[int | None, ...]) -> PlanInputs:
    pinned = [
        replace(project, earliest=year, latest=year)
        for project, year in zip(inputs.projects, starts, strict=True)
        if year is not None
    ]
    return replace(inputs, projects=tuple(pinned))


def test_no_other_choice_of_projects_misses_less_or_brings_more_for_as_little() -> None:
    """Each of the sixteen choices, planned with both plants pinned."""
    settings = EXACT.model_copy(update=LONG)
    inputs = growing()
    plan = made(inputs, settings)
    best = [stage(plan, name)["best"] for name in ("promises", "value")]
    seen = []
    for starts in product((None, *YEARS), repeat=2):
        other = made(forced(inputs, starts), settings)
        seen.append([stage(other, name)["best"] for name in ("promises", "value")])
    least = min(missed for missed, _ in seen)
    most = max(value for missed, value in seen if missed <= least + 1e-4)
    assert best[0] == pytest.approx(least, abs=1e-4)
    assert best[1] == pytest.approx(most, rel=1e-5)
    weighted = BARE.model_copy(update=LONG | {"shortfall_price": 0.0})
    assert made(inputs, weighted).targets.frame["shortfall"][0] > 0.0


def test_every_stage_is_checked_and_keeps_to_its_tolerance() -> None:
    settings = EXACT.model_copy(update=LONG | {"stage_tolerance": 1e-3})
    plan = made(growing(), settings)
    for row in plan.stages.to_dicts():
        assert row["passed"]
        assert row["given_up"] + 1e-7 >= 0.0
        assert row["given_up"] <= 1e-3 * abs(row["best"]) + 1e-3


def test_objective_and_gain_are_weighted_so_that_plans_can_be_compared() -> None:
    settings = EXACT.model_copy(update={"compare": True})
    first = solve_plan(economy(), settings)
    other = solve_plan(economy(), BARE.model_copy(update={"compare": True}))
    assert first.solution.objective <= other.solution.objective + 1e-9
    view = by_value(first)
    assert view.solution.matrix.A.shape[0] == first.solution.matrix.A.shape[0] + 1
    assert by_value(other) is other
    assert first.usual is not None
    assert worth_as_usual(first.usual) >= first.usual.objective


def test_contradicting_promises_are_named_as_ever() -> None:
    inputs = economy(targets=(replace(FIRST, hard=True),))
    with pytest.raises(InfeasibleError, match="X1"):
        solve_plan(inputs, EXACT)


def test_a_stage_without_an_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    solve, calls = under_test.solve_matrix, []

    def fail_later(*given: object, **named: object) -> object:
        calls.append(given)
        return solve(*given, **named) if len(calls) < 2 else None  # type: ignore[arg-type]

    monkeypatch.setattr(under_test, "solve_matrix", fail_later)
    with pytest.raises(SolverError, match="'Most value' gave no plan"):
        solve_plan(economy(), EXACT)


def test_a_stage_that_ran_out_of_time_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    solve = under_test.solve_matrix

    def stopped(*given: object, **named: object) -> object:
        found = solve(*given, **named)  # type: ignore[arg-type]
        assert found is not None
        return replace(found, stopped=True)

    monkeypatch.setattr(under_test, "solve_matrix", stopped)
    notes = [note.en for note in made(economy()).notes]
    assert sum("ended at its time limit" in note for note in notes) == 3


def test_what_else_is_almost_as_good_keeps_the_promises_too() -> None:
    """Plant d is worth least but alone makes what is promised: every good plan must take it."""
    base = textbook(demand=0.9 * DEMAND, years=YEARS)
    sizes = {"a": (20.0, 90.0), "b": (20.0, 80.0), "c": (20.0, 79.0)}
    plants = tuple(plant(name, cost=cost, effect=effect) for name, (cost, effect) in sizes.items())
    served = plant("d", cost=20.0, effect=20.0, industry="2")
    wanted = PlanTarget(
        "X2", "output", "level", 1, 1e5, 2026, {"2": 1.0}, published=1e5, unit="1e8 CNY",
        indicator="X2", plan_unit="1e8 CNY",
    )  # fmt: skip
    inputs = replace(
        base,
        economy=replace(base.economy, tradable=base.economy.tradable | True),
        capacity=capacity(growth=0.05),
        money=purse(900.0, YEARS),
        projects=(*plants, served),
        targets=(wanted,),
    )
    solved = solve_plan(inputs, EXACT.model_copy(update=LONG | {"compare": True}))
    view = by_value(solved)
    assert view.usual is not None
    assert view.solution.gain_over(view.usual) > 0.0
    near = near_optimal(view, slack=0.3, plans=3)
    verdicts = {row["code"]: row for row in near.decisions.to_dicts()}
    assert verdicts["d"]["in_plan"]
    assert verdicts["d"]["verdict"] == "sure"
