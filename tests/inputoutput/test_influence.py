"""Fields of influence against changing the coefficient."""

from __future__ import annotations

import numpy as np
import pytest

from science_arrays import industry_matrix
from upriver.core.errors import LabelError
from upriver.inputoutput import field_of_influence, influence_intensity, leontief_inverse

A = np.array([[0.1, 0.2, 0.0], [0.3, 0.1, 0.2], [0.1, 0.0, 0.2]])
L = leontief_inverse(industry_matrix(A, units="CNY/CNY"))


@pytest.mark.parametrize(("seller", "buyer"), [(0, 1), (2, 2), (1, 0)])
def test_field_is_the_derivative_of_the_inverse(seller: int, buyer: int) -> None:
    field = field_of_influence(L, seller=str(seller + 1), buyer=str(buyer + 1)).values
    step = 0.05
    changed = A.copy()
    changed[seller, buyer] += step
    exact = np.linalg.inv(np.eye(3) - changed) - L.values
    np.testing.assert_allclose(exact, step * field / (1 - step * L.values[buyer, seller]))
    intensity = influence_intensity(L).values
    assert intensity[seller, buyer] == pytest.approx((field**2).sum())


def test_an_unknown_industry_is_named() -> None:
    with pytest.raises(LabelError, match="buyer '9' is no industry"):
        field_of_influence(L, seller="1", buyer="9")
