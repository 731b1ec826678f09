"""What must hold for every plan under scenarios, whatever its numbers."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning_toy import BARE, capacity, plant, promise, purse, textbook
from upriver.planning import PlanInputs, solve_plan, to_plan
from upriver.planning.scenarios import (
    Change,
    Scenario,
    ScenarioPlan,
    ScenarioSettings,
    conditional_value,
    plan_scenarios,
)

FEW = settings(max_examples=2, deadline=None)  # each example builds several models
YEARS = (2024, 2025)
SETTINGS = BARE.model_copy(
    update={"money_price": 0.5, "additional": 1.0, "ramp_years": 1, "whole_decisions": False}
)
factors = st.floats(0.3, 1.5)
chances = st.floats(0.1, 0.9)


def region(labels: tuple[str, str] = ("1", "2")) -> PlanInputs:
    inputs = textbook(room=300.0, years=YEARS, labels=list(labels))
    weights = dict.fromkeys(labels, 1.0)
    return replace(
        inputs,
        economy=replace(inputs.economy, tradable=inputs.economy.tradable | True),
        capacity=capacity(list(labels), growth=0.1),
        money=purse(300.0, YEARS),
        projects=(plant("a", cost=100.0, effect=120.0, industry=labels[0]),),
        targets=(replace(promise(2000.0, year=2025), weights=weights),),
    )


def two(low: float, high: float, chance: float) -> tuple[Scenario, Scenario]:
    return (
        Scenario("low", chance, (Change("outside_demand", "factor", low),)),
        Scenario("high", 1 - chance, (Change("outside_demand", "factor", high),
                                      Change("money", "factor", high))),
    )  # fmt: skip


def planned(
    *scenarios: Scenario, inputs: PlanInputs | None = None, **choices: object
) -> ScenarioPlan:
    chosen = ScenarioSettings(known_from=2025, **choices)
    return plan_scenarios(inputs or region(), SETTINGS, scenarios, choices=chosen)


@FEW
@given(factor=factors)
def test_one_scenario_is_the_plain_plan(factor: float) -> None:
    change = (Change("outside_demand", "factor", factor),)
    found = planned(Scenario("only", 1.0, change))
    economy = region().economy
    plain = solve_plan(
        replace(region(), economy=replace(economy, sales_limit=factor * economy.sales_limit)),
        SETTINGS,
    )
    assert found.expected == pytest.approx(plain.solution.objective, rel=1e-9)
    assert found.worst == pytest.approx(found.expected)
    assert found.perfect_information == pytest.approx(0.0, abs=1e-6)
    assert found.stochastic_solution == pytest.approx(0.0, abs=1e-6)
    (target,), (promised,) = found.targets.to_dicts(), to_plan(plain).targets.to_dicts()
    assert target["met"] == promised["met"]


@FEW
@given(low=factors, high=factors, chance=chances)
def test_knowing_and_thinking_are_never_worth_less_than_nothing(
    low: float, high: float, chance: float
) -> None:
    found = planned(*two(low, high, chance))
    assert found.perfect_information >= -1e-6
    assert found.stochastic_solution >= -1e-6


@FEW
@given(low=factors, high=factors, chance=chances, share=st.floats(0.2, 0.8))
def test_a_scenario_told_twice_changes_nothing(
    low: float, high: float, chance: float, share: float
) -> None:
    one, other = two(low, high, chance)
    twin = replace(one, scenario="twin", probability=(1 - share) * chance)
    split = planned(replace(one, probability=share * chance), twin, other, caution=0.5, level=0.6)
    whole = planned(one, other, caution=0.5, level=0.6)
    assert split.expected == pytest.approx(whole.expected, rel=1e-7)
    assert split.worst == pytest.approx(whole.worst, rel=1e-7)
    assert split.perfect_information == pytest.approx(whole.perfect_information, abs=1e-5)


@FEW
@given(low=factors, high=factors, chance=chances, less=st.floats(0, 0.95), more=st.floats(0, 0.95))
def test_more_caution_never_raises_the_mean_nor_lowers_the_worst(
    low: float, high: float, chance: float, less: float, more: float
) -> None:
    less, more = sorted((less, more))
    bold = planned(*two(low, high, chance), caution=less, level=0.7, worth=False)
    careful = planned(*two(low, high, chance), caution=more, level=0.7, worth=False)
    assert careful.expected <= bold.expected + 1e-6 * abs(bold.expected)
    # At 0 the worst outcomes do not count, so that equal weights may give other worst outcomes.
    assert careful.worst >= bold.worst - 1e-6 * abs(bold.worst) or less == more


@FEW
@given(low=factors, high=factors, chance=chances)
def test_other_labels_and_another_order_give_the_same_plan(
    low: float, high: float, chance: float
) -> None:
    one, other = two(low, high, chance)
    plain = planned(one, other)
    named = planned(other, one, inputs=region(("C36", "C37")))
    assert named.expected == pytest.approx(plain.expected, rel=1e-9)
    assert named.stochastic_solution == pytest.approx(plain.stochastic_solution, abs=1e-5)
    rows = {row["scenario"]: row["known_in_advance"] for row in named.outcomes.to_dicts()}
    for row in plain.outcomes.to_dicts():
        assert rows[row["scenario"]] == pytest.approx(row["known_in_advance"], rel=1e-9)


@FEW
@given(low=factors, high=factors, chance=chances)
def test_knowing_earlier_never_costs(low: float, high: float, chance: float) -> None:
    late = planned(*two(low, high, chance), worth=False)
    early = plan_scenarios(
        region(),
        SETTINGS,
        two(low, high, chance),
        choices=ScenarioSettings(known_from=2024, worth=False),
    )
    assert early.expected >= late.expected - 1e-6 * abs(late.expected)


@FEW
@given(less=st.floats(0, 2), more=st.floats(0, 2))
def test_a_larger_budget_of_surprises_never_pays(less: float, more: float) -> None:
    less, more = sorted((less, more))
    case = Scenario("only", 1.0)
    bold = planned(case, surprises=less, worth=False)
    careful = planned(case, surprises=more, worth=False)
    assert careful.expected <= bold.expected + 1e-6 * abs(bold.expected)


@given(
    values=st.lists(st.floats(-100, 100), min_size=1, max_size=6),
    low=st.floats(0, 0.99),
    high=st.floats(0, 0.99),
)
def test_the_worst_outcomes_are_below_the_mean_and_fall_with_the_level(
    values: list[float], low: float, high: float
) -> None:
    low, high = sorted((low, high))
    chance = np.full(len(values), 1 / len(values))
    outcomes = np.array(values)
    less = conditional_value(outcomes, chance, level=low)
    more = conditional_value(outcomes, chance, level=high)
    assert more <= less + 1e-9 <= outcomes.mean() + 2e-9
    assert more >= outcomes.min() - 1e-9
