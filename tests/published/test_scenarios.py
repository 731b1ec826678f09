"""Scenarios, caution and surprises against textbook answers.

The farmer: J. R. Birge and F. Louveaux, Introduction to Stochastic Programming, 2nd ed. (2011),
chapter 1 and section 4.2: 500 acres, yields 20 % above, at and 20 % below their mean with equal
chances. Recourse problem 108,390 with 170, 80 and 250 acres; perfect information 115,406; the plan
for the mean (120, 80, 300) earns 118,600 in its own year and 107,240 on average; EVPI 7,016 and
VSS 1,150.

Robust portfolio: D. Bertsimas and M. Sim, The Price of Robustness, Operations Research 52 (2004),
section 6.2: 150 assets with returns 1.15 + i .05/150 ± (.05/450) sqrt(2 i n (n + 1)). Without
surprises everything goes into the best asset and returns 1.2. With a budget of 5 the robust return
is 1.1709: printed in the manual of another program (Z. Chen and P. Xiong, RSOME, example "Robust
portfolio optimization").
"""

from itertools import combinations

import numpy as np
import pytest
from scipy.sparse import csr_array

from block_toy import block, farm, first, vendor
from upriver.planning.scenarios import (
    Surprises,
    conditional_value,
    join_blocks,
    protect,
    solve_two_stage,
    worth_of_knowing,
)
from upriver.planning.settings import PlanSettings
from upriver.planning.solve import solve_matrix

PLAIN = PlanSettings(gap=0.0)
YIELDS = {"good": 1.2, "usual": 1.0, "bad": 0.8}


@pytest.fixture(scope="module")
def farms():
    blocks = {name: farm((2.5 * up, 3.0 * up, 20.0 * up)) for name, up in YIELDS.items()}
    chances = dict.fromkeys(blocks, 1 / 3)
    return join_blocks(blocks, probability=chances, shared=first(blocks["good"], "land"))


def test_farmer_plans_for_three_years(farms) -> None:
    found = solve_two_stage(farms, PLAIN)
    assert found.expected == pytest.approx(108_390, abs=0.5)
    assert found.values == pytest.approx([167_000, 109_350, 48_820], abs=0.5)
    land = found.value("land")
    assert land.sel(scenario="bad").values == pytest.approx([170, 80, 250])
    assert land.sel(scenario="good").values == pytest.approx([170, 80, 250])
    assert found.solution.audit.passed


def test_farmer_and_what_knowing_is_worth(farms) -> None:
    worth = worth_of_knowing(farms, PLAIN, recourse=solve_two_stage(farms, PLAIN).expected)
    assert worth.alone == pytest.approx([167_667, 118_600, 59_950], abs=0.7)
    assert worth.wait_and_see == pytest.approx(115_406, abs=0.6)
    assert worth.mean_value == pytest.approx(107_240, abs=0.5)
    assert worth.mean_plan[:3] == pytest.approx([120, 80, 300])
    assert worth.perfect_information == pytest.approx(7_016, abs=0.6)
    assert worth.stochastic_solution == pytest.approx(1_150, abs=0.5)


@pytest.mark.parametrize(
    ("caution", "ordered", "expected", "worst"),
    [(0.0, 5, 4, -2), (0.3, 5, 4, -2), (0.4, 1, 2, 2), (1.0, 1, 2, 2)],
)
def test_cautious_vendor(caution: float, ordered: float, expected: float, worst: float) -> None:
    """Demand is 1 or 5 with equal chances: V = 3 - x or 2 x for an order of x from 1 to 5.

    The objective (1 - c)(3 + x)/2 + c (3 - x) rises with x as long as c is below 1/3.
    """
    blocks = {"low": vendor(1), "high": vendor(5)}
    joint = join_blocks(
        blocks, probability={"low": 0.5, "high": 0.5}, shared=first(blocks["low"], "ordered")
    )
    found = solve_two_stage(joint, PLAIN, caution=caution, level=0.5)
    assert found.value("ordered").values.ravel() == pytest.approx([ordered, ordered])
    assert found.expected == pytest.approx(expected)
    assert found.worst == pytest.approx(worst)


def test_objective_of_the_linear_programme_is_the_value_at_risk() -> None:
    """With caution 1 the optimum of the programme is the mean of the worst outcomes itself."""
    blocks = {str(demand): vendor(demand) for demand in (1.0, 2.0, 3.0, 5.0)}
    chances = dict(zip(blocks, (0.1, 0.2, 0.3, 0.4), strict=True))
    joint = join_blocks(blocks, probability=chances, shared=first(blocks["1.0"], "ordered"))
    found = solve_two_stage(joint, PLAIN, caution=1.0, level=0.75)
    assert found.solution.objective == pytest.approx(found.worst)
    # The worst quarter is all of demand 1 and .15 of demand 2; ordering x from 1 to 2 then brings
    # (.1 (3 - x) + .15 · 2 x) / .25, which rises; beyond 2, (.1 (3 - x) + .15 (6 - x)) / .25 falls.
    assert found.value("ordered").values[0] == pytest.approx([2.0])
    assert found.worst == pytest.approx((0.1 * 1 + 0.15 * 4) / 0.25)
    assert conditional_value(found.values, joint.probability, level=0.75) == pytest.approx(2.8)


def _portfolio(count: int) -> tuple[np.ndarray, np.ndarray]:
    number = np.arange(1, count + 1)
    return (
        1.15 + number * 0.05 / count,
        0.05 / (3 * count) * np.sqrt(2 * number * count * (count + 1)),
    )


def _robust_return(mean: np.ndarray, spread: np.ndarray, budget: float) -> tuple[float, np.ndarray]:
    """Largest sure return: z <= mean · x in spite of the surprises, x on the simplex."""
    count = len(mean)
    matrix = block(
        {"share": [str(each) for each in range(count)], "sure": ["return"]},
        cost=[0.0] * count + [1.0],
        rows=[(-np.inf, [*(-mean), 1.0], 0.0), (1.0, [1.0] * count + [0.0], 1.0)],
    )
    form = csr_array(np.hstack([np.diag(spread), np.zeros((count, 1))]))
    surprises = Surprises(np.zeros(count, dtype=int), form)
    found = solve_matrix(protect(matrix, surprises, budget=budget), PLAIN)
    return found.objective, found.columns[:count]


def test_portfolio_of_bertsimas_and_sim_without_surprises() -> None:
    value, share = _robust_return(*_portfolio(150), 0)
    assert value == pytest.approx(1.2)
    assert share[-1] == pytest.approx(1.0)


def test_portfolio_of_bertsimas_and_sim_with_five_surprises() -> None:
    value, _ = _robust_return(*_portfolio(150), 5)
    assert value == pytest.approx(1.1709, abs=5e-5)


@pytest.mark.parametrize("budget", [1, 2, 3, 6])
def test_protection_is_the_worst_choice_of_surprises(budget: int) -> None:
    """The sure return equals that of the worst subset of surprises, counted one by one."""
    mean, spread = _portfolio(6)
    value, share = _robust_return(mean, spread, budget)
    worst = min(
        mean @ share - sum(spread[each] * share[each] for each in chosen)
        for chosen in combinations(range(6), budget)
    )
    assert value == pytest.approx(worst)
    # Nothing on a fine grid of the two best assets is surer.
    other = max(
        min(
            mean @ mix - sum(spread[each] * mix[each] for each in chosen)
            for chosen in combinations(range(6), budget)
        )
        for mix in np.random.default_rng(1).dirichlet(np.ones(6), 500)
    )
    assert other <= value + 1e-9
