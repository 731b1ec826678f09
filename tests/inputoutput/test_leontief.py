"""The Leontief and Ghosh systems."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from science_arrays import industry_matrix, industry_vector
from upriver.core.errors import DataError, LabelError
from upriver.inputoutput import (
    ghosh_inverse,
    leontief_inverse,
    leontief_system,
    output_multiplier,
    solve_output,
)

A = industry_matrix([[0.15, 0.25], [0.2, 0.05]], units="CNY/CNY")


def test_solving_equals_the_inverse() -> None:
    y = industry_vector([600, 1500])
    x = solve_output(A, y)
    np.testing.assert_allclose(x.values, leontief_inverse(A).values @ y.values, rtol=1e-14)
    assert x.attrs["units"] == "CNY"


def test_several_demands_are_solved_at_once() -> None:
    y = xr.DataArray(
        [[600.0, 1.0], [1500.0, 0.0]],
        {"industry": ["1", "2"], "category": ["all", "unit"]},
        ("industry", "category"),
    )
    x = solve_output(A, y)
    assert x.dims == ("industry", "category")
    np.testing.assert_allclose(
        x.sel(category="unit").values, leontief_inverse(A).sel(industry_to="1").values
    )


def test_ghosh_follows_from_leontief_and_output() -> None:
    """G = x^-1 L x, because B = x^-1 A x."""
    x = np.array([1000.0, 2000.0])
    B = A.copy(data=A.values * x[None, :] / x[:, None])
    expected = leontief_inverse(A).values * x[None, :] / x[:, None]
    np.testing.assert_allclose(ghosh_inverse(B).values, expected, rtol=1e-13)


@pytest.mark.parametrize("solve", [leontief_inverse, ghosh_inverse])
def test_an_economy_that_eats_itself_is_refused(solve: object) -> None:
    greedy = industry_matrix([[0.9, 0.3], [0.3, 0.9]])
    with pytest.raises(DataError, match=r"use up more than is made; largest .* sums: '1 \(1.2\)'"):
        solve(greedy)


def test_solving_refuses_an_economy_that_eats_itself() -> None:
    greedy = industry_matrix([[0.9, 0.3], [0.3, 0.9]])
    with pytest.raises(DataError, match="use up more than is made"):
        solve_output(greedy, industry_vector([1, 1]))


def test_a_column_sum_above_one_is_fine_if_the_chain_dies_out() -> None:
    lopsided = industry_matrix([[0.0, 1.5], [0.1, 0.0]])
    assert (leontief_inverse(lopsided).values >= 0).all()


def test_a_singular_system_is_refused() -> None:
    with pytest.raises(DataError, match="singular"):
        leontief_inverse(industry_matrix([[1.0, 0.0], [0.0, 0.5]]))


def test_negative_coefficients_are_judged_by_the_spectral_radius() -> None:
    scrap = industry_matrix([[0.2, -0.1], [0.3, 0.1]])
    np.testing.assert_allclose(
        leontief_inverse(scrap).values @ (np.eye(2) - scrap.values), np.eye(2), atol=1e-15
    )
    with pytest.raises(DataError, match="use up more than is made"):
        leontief_inverse(industry_matrix([[1.4, -0.1], [0.0, 0.1]]))


def test_demand_for_other_industries_is_refused() -> None:
    with pytest.raises(LabelError, match="industry labels differ"):
        solve_output(A, industry_vector([1, 1], labels=["1", "9"]))


@pytest.mark.parametrize("solve", [leontief_inverse, leontief_system])
def test_a_closed_circle_is_named_and_others_are_not(solve: object) -> None:
    """1 and 3 live on each other; 2 has value added."""
    circle = industry_matrix([[0.5, 0.1, 0.5], [0.0, 0.2, 0.0], [0.5, 0.1, 0.5]])
    with pytest.raises(DataError, match=r"singular, .* themselves: '[13]', '[13]'\.") as e:
        solve(circle)
    assert "只靠自身或相互消耗" in e.value.problem.zh


@pytest.mark.parametrize("size", [2, 3, 5, 20, 149])
@pytest.mark.parametrize("solve", [leontief_inverse, leontief_system])
def test_columns_that_sum_to_one_but_for_rounding_are_refused(solve: object, size: int) -> None:
    A = np.random.default_rng(0).random((size, size))
    with pytest.raises(DataError, match=r"is singular|use up more than is made"):
        solve(industry_matrix(A / A.sum(axis=0)))


def test_coefficients_are_no_inverse() -> None:
    with pytest.raises(DataError, match=r"inverse is no inverse: its diagonal is at most 0\.15"):
        output_multiplier(A)
