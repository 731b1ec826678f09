"""A model whose numbers lie too far apart is refused, and the two cells are named."""

import pandas as pd
import pytest
import xarray as xr

from upriver.core.errors import PlanningError
from upriver.planning.matrix import coefficient_range, to_matrix
from upriver.planning.program import Program


def model(small: float) -> Program:
    built = Program()
    x = built.add_variables(coords=[pd.Index(["a", "b"], name="industry")], name="output")
    factors = xr.DataArray([small, 10.0], coords={"industry": ["a", "b"]}, dims="industry")
    built.add_constraints((x * factors).sum() <= 1, name="cap")
    built.add_objective(x.sum())
    return built


def test_the_range_is_the_largest_over_the_smallest() -> None:
    assert coefficient_range(to_matrix(model(0.1))) == pytest.approx(100.0)


def test_a_range_too_wide_names_both_cells() -> None:
    with pytest.raises(PlanningError, match=r"output\(a\) = 1e-09.*output\(b\) = 10") as caught:
        to_matrix(model(1e-9))
    assert "系数跨度" in caught.value.render("zh")
