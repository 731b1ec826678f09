"""One aim after the other when the future is not known, or seen for some years only.

The textbook economy of `test_stages`: y1 in 315..420, y2 in 1530..2040, emissions
.130693 y1 + .055446 y2, of which 126 are pressed by the least demand. A promise of output in
sector 1 wants every unit above 126 in y1. With a cap of 130 or of 134, and nothing decided in
common, both aims are those of each cap, and their means are the means of the scenarios.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from planning_toy import BARE, DEMAND, EMISSIONS, FLOWS, OUTPUT, capacity, plant, promise, purse
from planning_toy import textbook as textbook_economy
from upriver.planning import PlanTarget, solve_plan, to_plan
from upriver.planning.foresight import decide_year_by_year, short_foresight
from upriver.planning.scenarios import Change, Scenario, ScenarioSettings, plan_scenarios

if TYPE_CHECKING:
    from upriver.planning import PlanInputs, ScenarioPlan

L = np.linalg.inv(np.eye(2) - FLOWS / OUTPUT)
EMITTED = (EMISSIONS / OUTPUT) @ L
WANTED = 2000.0
EXACT = BARE.model_copy(update={"objective": "lexicographic", "stage_tolerance": 0.0})
YEARS = (2024, 2025, 2026)
LONG = EXACT.model_copy(
    update={"last_year": 2026, "discount_rate": 0.05, "money_price": 1.0, "compare": True}
)


def economy() -> PlanInputs:
    wanted = PlanTarget(
        "X1", "output", "level", 1, WANTED, 2024, {"1": 1.0}, published=WANTED, unit="1e8 CNY",
        indicator="X1", plan_unit="1e8 CNY",
    )  # fmt: skip
    inputs = textbook_economy(demand=0.9 * DEMAND, room=0.3 * DEMAND, cap=130.0)
    return replace(inputs, targets=(wanted,))


def growing(**changes: Any) -> PlanInputs:
    """A plant that pays late, one that only serves the promise, and too little of it."""
    inputs = textbook_economy(demand=0.9 * DEMAND, years=YEARS)
    return replace(
        inputs,
        economy=replace(inputs.economy, tradable=inputs.economy.tradable | True),
        capacity=capacity(growth=0.05),
        money=purse(900.0, YEARS),
        projects=(plant("a", cost=90.0, effect=80.0), plant("b", cost=500.0, effect=50.0)),
        targets=(promise(2600.0, year=2026),),
        **changes,
    )  # fmt: skip


def aim(plan: Any, name: str, table: str = "stages") -> dict[str, float]:
    (row,) = (row for row in getattr(plan, table).to_dicts() if row["stage"] == name)
    return row


def unsure(inputs: PlanInputs, *cases: Scenario, **choices: object) -> ScenarioPlan:
    settings = EXACT if inputs.years == (2024,) else LONG
    return plan_scenarios(inputs, settings, cases, choices=ScenarioSettings(**choices))


LOOSE = Scenario("loose", 0.25, (Change("cap", "value", 134.0),))


def test_the_mean_promise_comes_before_the_mean_value() -> None:
    found = unsure(economy(), Scenario("tight", 0.75), LOOSE)
    first = 315 + np.array([4.0, 8.0]) / EMITTED[0]
    missed = 100 * (1 - (L[0, 0] * first + L[0, 1] * 1530.0) / WANTED)
    chance = np.array([0.75, 0.25])
    assert aim(found, "promises")["final"] == pytest.approx(chance @ missed, abs=2e-4)
    assert aim(found, "value")["final"] == pytest.approx(chance @ (first + 1530.0), abs=0.02)
    assert aim(found, "nature")["final"] == pytest.approx(100 * 131 / 140, rel=1e-6)
    rows = [row for row in found.stage_outcomes.to_dicts() if row["stage"] == "promises"]
    assert [row["amount"] for row in rows] == pytest.approx(missed, abs=5e-4)
    assert found.expected == pytest.approx(chance @ (first + 1530.0), abs=0.02)
    assert found.audit.passed


def test_nothing_in_common_is_worth_nothing_to_know() -> None:
    found = unsure(economy(), Scenario("tight", 0.75), LOOSE)
    for row in found.stages.to_dicts():
        assert row["known_in_advance"] == pytest.approx(row["final"], rel=1e-5)
    assert found.perfect_information is None
    assert found.stochastic_solution is None
    assert set(found.outcomes.frame["known_in_advance"]) == {None}
    assert any("no single number" in note.en for note in found.notes)


def test_pressure_is_counted_against_the_base_year_of_the_tables() -> None:
    """A dirtier future presses more, though its own base year would be dirtier too."""
    dirty = Scenario("dirty", 0.5, (Change("intensity", "factor", 1.03),))
    found = unsure(economy(), Scenario("usual", 0.5), dirty)
    pressed = [row["amount"] for row in found.stage_outcomes.to_dicts() if row["stage"] == "nature"]
    assert pressed == pytest.approx([100 * 130 / 140, 100 * 130 / 140], rel=1e-6)


@pytest.mark.parametrize("whole", [False, True])
def test_one_scenario_is_the_plain_plan(whole: bool) -> None:
    settings = LONG.model_copy(update={"whole_decisions": whole})
    plain = to_plan(solve_plan(growing(), settings))
    found = unsure(growing(), Scenario("only", 1.0), whole_decisions=whole)
    for name in ("promises", "value"):
        assert aim(found, name)["final"] == pytest.approx(aim(plain, name)["final"], rel=1e-6)
    assert found.expected == pytest.approx(aim(plain, "value")["final"], rel=1e-6)


def test_a_weighted_plan_has_no_stages() -> None:
    weighted = LONG.model_copy(update={"objective": "weighted"})
    cases = (Scenario("only", 1.0),)
    found = plan_scenarios(growing(), weighted, cases, choices=ScenarioSettings())
    assert not found.stages.to_dicts()
    assert not found.stage_outcomes.to_dicts()
    assert found.perfect_information == pytest.approx(0.0, abs=1e-6)


BOOM = Scenario("boom", 0.5, (Change("money", "factor", 1.5),))
SLUMP = Scenario("slump", 0.5, (Change("local_demand", "factor", 1.03, first_year=2025),))


def test_knowing_is_spent_on_the_promises_first() -> None:
    found = unsure(growing(), BOOM, SLUMP, known_from=2026)
    row = aim(found, "promises")
    assert row["known_in_advance"] <= row["final"] + 1e-6
    assert row["plan_for_mean"] is None or row["plan_for_mean"] >= row["final"] - 1e-6


def test_caution_keeps_the_mean_promise() -> None:
    plain = unsure(growing(), BOOM, SLUMP, known_from=2026)
    careful = unsure(growing(), BOOM, SLUMP, known_from=2026, caution=0.9, level=0.5)
    assert aim(careful, "promises")["final"] == pytest.approx(
        aim(plain, "promises")["final"], abs=2e-4
    )
    assert careful.worst >= plain.worst - 1e-3
    assert careful.expected <= plain.expected + 1e-3


def test_surprises_leave_the_aims_in_order() -> None:
    plain = unsure(growing(), Scenario("only", 1.0))
    careful = unsure(growing(), Scenario("only", 1.0), surprises=1, loss=0.5)
    assert aim(careful, "promises")["final"] > aim(plain, "promises")["final"] + 1e-3


def test_seeing_all_years_is_the_plan_itself() -> None:
    solved = solve_plan(growing(), LONG)
    order = tuple(each.stage for each in solved.solution.stages)
    found = decide_year_by_year(
        len(YEARS), inputs=solved.inputs, settings=LONG, matrix=solved.solution.matrix, order=order
    )
    plan = to_plan(solved)
    for name in ("promises", "value"):
        assert found.aims[name] == pytest.approx(aim(plan, name)["final"], rel=1e-5)


def test_short_sight_first_loses_promises() -> None:
    rows = short_foresight(solve_plan(growing(), LONG), windows=(1,)).table.to_dicts()
    assert rows[0]["promises"] > rows[-1]["promises"] + 1e-3
    assert rows[-1]["lost"] == 0.0
    assert rows[-1]["nature"] is None
