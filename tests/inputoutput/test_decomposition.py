"""Shares of a change: exact sums, and the two-factor case by hand."""

from __future__ import annotations

import numpy as np
import pytest

from science_arrays import industry_matrix, industry_vector
from upriver.core.errors import LabelError
from upriver.inputoutput import leontief_inverse, structural_decomposition

L0 = leontief_inverse(industry_matrix([[0.1, 0.2], [0.3, 0.1]], units="CNY/CNY"))
L1 = leontief_inverse(industry_matrix([[0.2, 0.1], [0.2, 0.3]], units="CNY/CNY"))
Y0, Y1 = industry_vector([10, 30]), industry_vector([25, 20])
F0, F1 = industry_vector([0.5, 2.0], units="t/CNY"), industry_vector([0.4, 1.0], units="t/CNY")


def test_technique_and_demand_are_the_mean_of_both_orders() -> None:
    """dx = dL (y0 + y1) / 2 + (L0 + L1) / 2 dy."""
    found = structural_decomposition((L0, L1), (Y0, Y1))
    technology = (L1.values - L0.values) @ (Y0.values + Y1.values) / 2
    demand = (L1.values + L0.values) / 2 @ (Y1.values - Y0.values)
    got = found.contributions
    np.testing.assert_allclose(got.sel(factor="technology").values, technology, rtol=1e-12)
    both = got.sel(factor=["mix", "level"]).sum("factor").values
    np.testing.assert_allclose(both, demand, rtol=1e-12)
    assert got.attrs["units"] == "CNY"


def test_contributions_sum_to_the_change() -> None:
    found = structural_decomposition((L0, L1), (Y0, Y1), intensities=(F0, F1))
    expected = F1.values * (L1.values @ Y1.values) - F0.values * (L0.values @ Y0.values)
    np.testing.assert_allclose(found.change.values, expected, rtol=1e-13)
    np.testing.assert_allclose(found.contributions.sum("factor").values, expected, rtol=1e-12)
    assert found.contributions.factor.values.tolist() == ["intensity", "technology", "mix", "level"]
    assert found.change.attrs["units"] == "t"


def test_time_reversed_the_signs_turn() -> None:
    forth = structural_decomposition((L0, L1), (Y0, Y1), intensities=(F0, F1))
    back = structural_decomposition((L1, L0), (Y1, Y0), intensities=(F1, F0))
    np.testing.assert_allclose(back.contributions.values, -forth.contributions.values, rtol=1e-12)
    np.testing.assert_allclose(back.spread.values, forth.spread.values, atol=1e-12)


def test_a_factor_that_stays_contributes_nothing() -> None:
    found = structural_decomposition((L0, L0), (Y0, 2 * Y0))
    for factor in ("technology", "mix"):
        np.testing.assert_allclose(found.contributions.sel(factor=factor).values, 0, atol=1e-14)
    np.testing.assert_allclose(found.spread.values, 0, atol=1e-13)
    assert found.to_table().to_dicts()[0].keys() == {"factor", "industry", "contribution", "spread"}


def test_one_year_is_refused() -> None:
    with pytest.raises(LabelError, match="final_demands must hold two years, got 1"):
        structural_decomposition((L0, L1), (Y0,))  # type: ignore[arg-type]


def test_other_industries_are_refused() -> None:
    with pytest.raises(LabelError, match=r"inverses\[0\] and final_demands\[1\]"):
        structural_decomposition((L0, L1), (Y0, industry_vector([1, 1], ["2", "1"])))
