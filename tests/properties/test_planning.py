"""What must hold for every plan, whatever its numbers."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning_toy import BARE, DEMAND, capacity, plant, purse, textbook
from upriver.planning import solve_plan, to_plan
from upriver.planning.inputs import PlanInputs
from upriver.planning.records import PlanTarget

FEW = settings(max_examples=6)


def value(inputs: PlanInputs) -> float:
    return solve_plan(inputs, BARE).solution.objective


def capped(cap: float, **changes: object) -> PlanInputs:
    return textbook(demand=0.9 * DEMAND, room=0.3 * DEMAND, cap=cap, **changes)


@FEW
@given(cap=st.floats(127, 160), more=st.floats(0, 40))
def test_loosening_a_cap_never_worsens_a_plan(cap: float, more: float) -> None:
    assert value(capped(cap + more)) >= value(capped(cap)) - 1e-6


@FEW
@given(amount=st.floats(0, 300), more=st.floats(0, 300))
def test_more_money_never_worsens_a_plan(amount: float, more: float) -> None:
    def with_purse(money: float) -> PlanInputs:
        inputs = textbook(room=900.0, years=(2024, 2025))
        return replace(
            inputs,
            economy=replace(inputs.economy, tradable=inputs.economy.tradable | True),
            capacity=capacity(growth=0.2),
            money=purse(200.0 + money, inputs.years),
            projects=(plant("a", cost=100.0, effect=120.0),),
        )

    assert value(with_purse(amount + more)) >= value(with_purse(amount)) - 1e-6


@FEW
@given(scale=st.sampled_from([0.01, 0.5, 7.0, 100.0]), cap=st.floats(127, 150))
def test_another_currency_scales_the_value(scale: float, cap: float) -> None:
    assert value(capped(cap, money=scale)) == pytest.approx(scale * value(capped(cap)), rel=1e-7)


@FEW
@given(cap=st.floats(127, 150))
def test_other_labels_give_the_same_plan(cap: float) -> None:
    plain = solve_plan(capped(cap), BARE)
    named = solve_plan(capped(cap, labels=["C36", "C37"]), BARE)
    assert named.solution.objective == pytest.approx(plain.solution.objective, rel=1e-12)


@FEW
@given(first=st.floats(100, 900), second=st.floats(100, 2000))
def test_value_added_is_final_demand(first: float, second: float) -> None:
    """Without trade, what is paid for work and capital is what is finally used."""
    demand = np.array([first, second])
    assert value(textbook(demand=demand)) == pytest.approx(demand.sum(), rel=1e-9)


def promised(cap: float, wanted: float, **changes: object) -> PlanInputs:
    """Output of sector 1 is promised, which value alone would not choose."""
    inputs = capped(cap, **changes)
    first = inputs.industries[0]
    target = PlanTarget(
        "X1", "output", "level", 1, wanted * changes.get("money", 1.0), 2024, {first: 1.0},
        published=wanted, unit="1e8 CNY", indicator="X1", plan_unit="1e8 CNY",
    )  # fmt: skip
    return replace(inputs, targets=(target,))


def in_order(inputs: PlanInputs) -> dict[str, float]:
    plan = to_plan(solve_plan(inputs, BARE.model_copy(update={"objective": "lexicographic"})))
    return {row["stage"]: row["final"] for row in plan.stages.to_dicts()}


@FEW
@given(cap=st.floats(127, 150), wanted=st.floats(900, 1300), price=st.floats(0.0, 1.0))
def test_promises_first_never_misses_more_than_weighing(
    cap: float, wanted: float, price: float
) -> None:
    inputs = promised(cap, wanted)
    weighed = to_plan(solve_plan(inputs, BARE.model_copy(update={"shortfall_price": price})))
    missed = 100 * weighed.targets.frame["shortfall_share"][0]
    least = in_order(inputs)["promises"]
    assert least <= missed + 1e-4 * least + 2e-4


@FEW
@given(
    cap=st.floats(127, 150), wanted=st.floats(900, 1300), scale=st.sampled_from([0.1, 7.0, 50.0])
)
def test_order_of_aims_knows_no_currency_and_no_labels(
    cap: float, wanted: float, scale: float
) -> None:
    plain = in_order(promised(cap, wanted))
    other = in_order(promised(cap, wanted, money=scale, labels=["C36", "C37"]))
    assert other["promises"] == pytest.approx(plain["promises"], abs=2e-3)
    assert other["value"] == pytest.approx(scale * plain["value"], rel=1e-4)
    assert other["nature"] == pytest.approx(plain["nature"], rel=1e-3)


@FEW
@given(cap=st.floats(127, 153), share=st.floats(0.05, 0.95))
def test_a_limit_moved_within_its_range_moves_the_optimum_by_its_price(
    cap: float, share: float
) -> None:
    plan = to_plan(solve_plan(capped(cap), BARE))
    (row,) = (row for row in plan.limits.to_dicts() if row["kind"] == "cap")
    for end in (row["holds_from"], row["holds_to"]):
        moved = cap + share * (end - cap)
        gained = value(capped(moved)) - plan.objective
        assert gained == pytest.approx(row["price"] * (moved - cap), rel=1e-6, abs=1e-6)
    beyond = row["holds_to"] + 3.0
    assert value(capped(beyond)) - plan.objective < row["price"] * (beyond - cap) - 1e-3
