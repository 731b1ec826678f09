"""A value without an end is told with the decisions that can grow for ever."""

import pandas as pd
import pytest

from planning_toy import BARE
from upriver.core.errors import PlanningError
from upriver.planning.matrix import to_matrix
from upriver.planning.program import Program
from upriver.planning.solve import solve_matrix


def model(*, limit: float | None, floor: float = 0.0, whole: bool = False) -> Program:
    """Sell up to what is made, at 2 a unit for a cost of 1; a still decision beside them."""
    built = Program()
    goods = [pd.Index(["a", "b"], name="industry")]
    made = built.add_variables(coords=goods, name="output", integer=whole)
    sold = built.add_variables(coords=goods, name="sales")
    built.add_constraints((sold - made).sum() <= 0, name="balance")
    built.add_constraints(sold.sum() >= floor, name="floor")
    if limit is not None:
        built.add_constraints(made.sum() <= limit, name="capacity")
    built.add_objective((2 * sold - made).sum())
    return built


@pytest.mark.parametrize("whole", [False, True])
def test_decisions_that_can_grow_for_ever_are_named(whole: bool) -> None:
    with pytest.raises(PlanningError, match=r"no end: 'sales\(a\)', 'sales\(b\)'") as caught:
        solve_matrix(to_matrix(model(limit=None, whole=whole)), BARE)
    assert "可以无限同时增长" in caught.value.render("zh")


def test_a_limit_gives_it_an_end() -> None:
    solution = solve_matrix(to_matrix(model(limit=10.0)), BARE)
    assert solution is not None
    assert solution.objective == pytest.approx(10.0)


def test_a_contradiction_is_no_endless_value() -> None:
    assert solve_matrix(to_matrix(model(limit=10.0, floor=20.0)), BARE) is None
