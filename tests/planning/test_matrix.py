"""A model whose numbers lie too far apart is refused, and the two cells are named."""

import pandas as pd
import pytest
import xarray as xr

from upriver.core.errors import PlanningError
from upriver.core.message import Message
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
    small = (
        r"Smallest: 1e-09, of output\(industry=a Apples\) in cap \(tables: pressures, projects\)"
    )
    with pytest.raises(PlanningError, match=small) as caught:
        to_matrix(model(1e-9), labels={"a": Message("Apples", "苹果")})
    assert "Largest: 10, of output(industry=b) in cap" in str(caught.value)
    assert "最小：1e-09，即 cap 中的 output(industry=a 苹果)" in caught.value.render("zh")
