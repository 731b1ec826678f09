"""Location quotients of the input-output room."""

from __future__ import annotations

import numpy as np
import pytest

from science_arrays import industry_matrix, industry_vector
from upriver.core.errors import DataError, LabelError
from upriver.inputoutput import aflq, cilq, flq, regional_coefficients, slq

REGION = industry_vector([30, 10, 0])
NATION = industry_vector([100, 100, 200])


def test_simple_quotient() -> None:
    assert slq(REGION, NATION).values.tolist() == [3.0, 1.0, 0.0]


def test_cross_quotient_has_the_simple_one_on_the_diagonal() -> None:
    q = cilq(REGION, NATION).values
    np.testing.assert_allclose(q[:2, :2], [[3.0, 3.0], [1 / 3, 1.0]])


def test_an_absent_seller_supplies_nothing_and_an_absent_buyer_is_not_short() -> None:
    q = cilq(REGION, NATION).values
    assert q[2].tolist() == [0, 0, 0]
    assert np.isposinf(q[:2, 2]).all()


def test_size_lowers_the_quotient() -> None:
    """lambda = [log2(1 + 40/400)]^delta."""
    expected = cilq(REGION, NATION).values * np.log2(1.1) ** 0.3
    np.testing.assert_allclose(flq(REGION, NATION, delta=0.3).values, expected)
    np.testing.assert_allclose(flq(REGION, NATION, delta=0).values, cilq(REGION, NATION).values)


def test_unknown_industries_are_left_out_of_both_totals() -> None:
    q = slq(industry_vector([30, 10, np.nan]), industry_vector([100, 100, 200])).values
    np.testing.assert_allclose(q[:2], [1.5, 0.5])
    assert np.isnan(q[2])


def test_coefficients_are_only_cut_never_raised() -> None:
    A = industry_matrix([[0.2, 0.2, 0.2], [0.1, 0.1, 0.1], [0.3, 0.3, 0.0]])
    R = regional_coefficients(A, cilq(REGION, NATION)).values
    assert (A.values >= R).all()
    np.testing.assert_allclose(R[1, 0], 0.1 / 3)
    np.testing.assert_allclose(R[0], A.values[0])
    assert R[2].tolist() == [0, 0, 0]


def test_one_quotient_a_seller_cuts_its_whole_row() -> None:
    A = industry_matrix([[0.2, 0.2], [0.4, 0.0]])
    R = regional_coefficients(A, industry_vector([2.0, 0.5])).values
    np.testing.assert_allclose(R, [[0.2, 0.2], [0.2, 0.0]])


def test_an_unknown_quotient_leaves_zero_coefficients_zero() -> None:
    A = industry_matrix([[0.2, 0.0], [0.4, 0.1]])
    R = regional_coefficients(A, industry_vector([np.nan, 1.0])).values
    assert np.isnan(R[0, 0])
    assert R[0, 1] == 0


@pytest.mark.parametrize("delta", [-0.1, 1.0, float("nan")])
def test_delta_outside_its_range_is_refused(delta: float) -> None:
    with pytest.raises(DataError, match=r"delta must lie in \[0, 1\)"):
        flq(REGION, NATION, delta=delta)


def test_a_region_larger_than_the_nation_is_refused() -> None:
    with pytest.raises(DataError, match=r"2\.5 times output_nation"):
        flq(industry_vector([30, 20]), industry_vector([10, 10]), delta=0.1)


def test_an_industry_that_the_nation_lacks_is_refused() -> None:
    with pytest.raises(DataError, match="output_nation is 0: '2'"):
        slq(industry_vector([1, 1]), industry_vector([10, 0]))


def test_negative_output_is_refused() -> None:
    with pytest.raises(DataError, match="output_region is negative: '1'"):
        slq(industry_vector([-1, 1]), industry_vector([10, 1]))


def test_other_industries_are_refused() -> None:
    with pytest.raises(LabelError, match="output_region and output_nation"):
        slq(REGION, industry_vector([1, 2, 3], labels=["3", "2", "1"]))


def test_buyers_in_which_the_region_is_strong_are_raised() -> None:
    """SLQ 3, 1, 0: only the first buyer's column is multiplied, by log2(4)."""
    base, raised = flq(REGION, NATION, delta=0.3).values, aflq(REGION, NATION, delta=0.3).values
    np.testing.assert_allclose(raised[:, 0], 2 * base[:, 0])
    np.testing.assert_allclose(raised[:, 1:], base[:, 1:])
