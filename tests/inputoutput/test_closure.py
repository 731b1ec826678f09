"""Households as one more industry, against solving the larger system."""

from __future__ import annotations

import numpy as np
import pytest

from science_arrays import industry_matrix, industry_vector
from upriver.core.errors import DataError, LabelError
from upriver.inputoutput import closed_inverse, closure_ratio, effect_multiplier, leontief_inverse

A = industry_matrix([[0.1, 0.2, 0.0], [0.3, 0.1, 0.2], [0.1, 0.0, 0.2]], units="CNY/CNY")
L = leontief_inverse(A)
H = industry_vector([0.3, 0.2, 0.4], units="CNY/CNY")
C = industry_vector([0.2, 0.3, 0.1], units="CNY/CNY")


def test_closed_form_equals_the_larger_inverse() -> None:
    larger = np.block([[A.values, C.values[:, None]], [H.values[None, :], np.zeros((1, 1))]])
    expected = np.linalg.inv(np.eye(4) - larger)
    closed = closed_inverse(L, income=H, consumption=C)
    np.testing.assert_allclose(closed.values, expected[:3, :3], rtol=1e-13)
    assert closed.attrs["units"] == "CNY/CNY"
    np.testing.assert_allclose(effect_multiplier(closed, H).values, expected[3, :3], rtol=1e-13)


def test_the_ratio_of_both_types_is_the_same_everywhere() -> None:
    ratio = closure_ratio(L, income=H, consumption=C)
    one = effect_multiplier(L, H)
    two = effect_multiplier(closed_inverse(L, income=H, consumption=C), H)
    np.testing.assert_allclose((two / one).values, float(ratio), rtol=1e-13)
    assert float(ratio) > 1


def test_households_that_buy_nothing_here_change_nothing() -> None:
    zero = industry_vector([0, 0, 0])
    assert (closed_inverse(L, income=H, consumption=zero).values == L.values).all()
    assert float(closure_ratio(L, income=H, consumption=zero)) == 1


def test_income_that_feeds_itself_is_refused() -> None:
    with pytest.raises(DataError, match="must be below 1"):
        closed_inverse(L, income=H, consumption=industry_vector([3, 3, 3]))


def test_negative_consumption_is_refused() -> None:
    with pytest.raises(DataError, match=r"consumption is negative: '2' \(-1\)"):
        closure_ratio(L, income=H, consumption=industry_vector([0, -1, 0]))


def test_other_industries_are_refused() -> None:
    with pytest.raises(LabelError, match="inverse and income"):
        closed_inverse(L, income=industry_vector([1, 1, 1], ["3", "2", "1"]), consumption=C)
