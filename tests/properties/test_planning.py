"""What must hold for every plan, whatever its numbers."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning_toy import BARE, DEMAND, capacity, plant, purse, textbook
from upriver.planning import solve_plan
from upriver.planning.inputs import PlanInputs

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
