"""The plan against textbook answers.

Two-sector table: R. E. Miller and P. D. Blair, Input-Output Analysis, 2nd ed. (2009), chapter 2:
Z = [[150, 500], [200, 100]], x = (1000, 2000), and L = [[1.2541, .3300], [.2640, 1.1221]].
Capped final demand: maximise y1 + y2 with .9 y0 <= y <= 1.2 y0 and emissions m y <= cap, emissions
(100, 40) in the base year. The optimum is a fractional knapsack that can be done by hand:
m = (.130693, .055446), so the cap of 130 gives 1917.142857 and one more unit of emission is worth
18.0357142857 (= .7575 / .042).
"""

import numpy as np
import pytest

from planning_toy import BARE, DEMAND, OUTPUT, textbook
from upriver.core.errors import InfeasibleError
from upriver.planning import solve_plan, to_plan


@pytest.mark.parametrize(
    ("cap", "optimum"), [(150, 2277.857143), (140, 2097.5), (130, 1917.142857), (126, 1845.0)]
)
def test_capped_final_demand(cap: float, optimum: float) -> None:
    inputs = textbook(demand=0.9 * DEMAND, room=0.3 * DEMAND, cap=cap)
    solved = solve_plan(inputs, BARE)
    assert solved.solution.objective == pytest.approx(optimum, abs=5e-7)


def test_price_of_the_cap() -> None:
    plan = to_plan(
        solve_plan(textbook(demand=0.9 * DEMAND, room=0.3 * DEMAND, cap=130), BARE), rests_on=None
    )
    (row,) = plan.pressure.to_dicts()
    assert row["price"] == pytest.approx(18.0357142857, rel=1e-9)
    assert row["pressure"] == pytest.approx(130)
    assert plan.audit.passed


def test_a_cap_below_what_must_be_made_is_named() -> None:
    inputs = textbook(demand=0.9 * DEMAND, room=0.3 * DEMAND, cap=125.9)
    with pytest.raises(InfeasibleError, match="CO2") as caught:
        solve_plan(inputs, BARE)
    assert any("CO2" in name for name in caught.value.conflict)
    (amount,) = caught.value.relaxation.values()
    assert amount == pytest.approx(0.9 * 140 - 125.9, rel=1e-3)


def test_output_follows_demand_as_in_the_book() -> None:
    """Final demand (600, 1500) needs output (1247.5, 1841.6)."""
    solved = solve_plan(textbook(demand=np.array([600.0, 1500.0])), BARE)
    plan = to_plan(solved, rests_on=None)
    assert plan.arrays["output"].sel(year=2024).values == pytest.approx([1247.5, 1841.6], abs=0.05)


def test_the_inverse_column_by_column() -> None:
    """A hundred more of one product raises output by a column of L, to four decimals of L."""
    columns = []
    for product in range(2):
        more = DEMAND + 100.0 * np.eye(2)[product]
        solution = solve_plan(textbook(demand=more), BARE).solution
        output = solution.value("output")
        assert output is not None
        columns.append((output.sel(year=2024).values - OUTPUT) / 100)
    assert np.round(np.array(columns).T, 4).tolist() == [[1.2541, 0.3300], [0.2640, 1.1221]]
