"""A rule whose numbers lie too far apart is refused, and the two cells are named."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from planning_toy import BARE, DEMAND, textbook
from upriver.core.errors import PlanningError
from upriver.core.message import Message
from upriver.planning import solve_plan, to_plan
from upriver.planning.coefficients import coefficient_range, row_factors
from upriver.planning.matrix import to_matrix
from upriver.planning.program import Program


def model(small: float, *, size: float = 1.0) -> Program:
    built = Program()
    x = built.add_variables(coords=[pd.Index(["a", "b"], name="industry")], name="output")
    factors = xr.DataArray([small, 10.0], coords={"industry": ["a", "b"]}, dims="industry")
    built.add_constraints((x * (size * factors)).sum() <= size, name="cap")
    built.add_constraints(x.sum() <= 3.0, name="all")
    built.add_objective(x.sum())
    return built


@pytest.mark.parametrize("size", [1.0, 1e-12, 1e12])
def test_the_range_is_that_within_a_row_whatever_its_unit(size: float) -> None:
    assert coefficient_range(to_matrix(model(0.1, size=size))) == pytest.approx(100.0)


def test_a_range_too_wide_names_both_cells() -> None:
    small = r"Smallest: 1e-09 of output\(industry=a Apples\)"
    with pytest.raises(PlanningError, match=small) as caught:
        to_matrix(model(1e-9), labels={"a": Message("Apples", "苹果")})
    assert "The coefficients of cap range over 1.0e+10" in str(caught.value)
    assert "Largest: 10 of output(industry=b)." in str(caught.value)
    assert "the tables pressures, projects." in str(caught.value)
    assert "最小：output(industry=a 苹果) 的 1e-09" in caught.value.render("zh")


def test_rows_are_brought_to_one_size_and_nothing_is_lost() -> None:
    matrix = to_matrix(model(0.1, size=1000.0))
    factors = row_factors(matrix)
    assert factors.tolist() == [2.0**-13, 1.0]  # 10,000 to 1.22
    wide = to_matrix(model(1e-7))
    assert row_factors(wide)[0] * 1e-7 >= 1e-6  # its smallest stays far from being dropped


@pytest.mark.parametrize("size", [1e-5, 1e-2, 1e4, 1e8])
def test_a_cap_is_the_same_in_any_unit(size: float) -> None:
    """The textbook price 18.0357142857 holds from 126 to 154.277, times the unit."""
    inputs = textbook(demand=0.9 * DEMAND, room=0.3 * DEMAND, cap=130.0)
    assert inputs.nature is not None
    nature = xr.Dataset({"caps": inputs.nature.caps, "intensity": inputs.nature.intensity}) * size
    changed = dataclasses.replace(inputs.nature, caps=nature.caps, intensity=nature.intensity)
    plan = to_plan(solve_plan(dataclasses.replace(inputs, nature=changed), BARE))
    (row,) = [each for each in plan.limits.to_dicts() if each["kind"] == "cap"]
    assert plan.audit.passed
    assert plan.objective == pytest.approx(1917.142857, rel=1e-8)
    told = np.array([row["price"] * size, row["holds_from"] / size, row["holds_to"] / size])
    assert told == pytest.approx([18.0357142857, 126.0, 154.277], rel=1e-5)
