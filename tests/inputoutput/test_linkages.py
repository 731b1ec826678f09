"""Linkages and dispersion."""

from __future__ import annotations

import numpy as np

from science_arrays import industry_matrix
from upriver.inputoutput import (
    backward_linkage,
    forward_linkage,
    leontief_inverse,
    power_of_dispersion,
    sensitivity_of_dispersion,
)

A = industry_matrix([[0.1, 0.4], [0.2, 0.0]], units="CNY/CNY")


def test_backward_sums_columns_and_forward_sums_rows() -> None:
    np.testing.assert_allclose(backward_linkage(A).values, [0.3, 0.4])
    np.testing.assert_allclose(forward_linkage(A).values, [0.5, 0.2])


def test_dispersion_has_mean_one() -> None:
    L = leontief_inverse(A)
    np.testing.assert_allclose(power_of_dispersion(L).mean(), 1.0)
    np.testing.assert_allclose(sensitivity_of_dispersion(L).mean(), 1.0)
    assert power_of_dispersion(L).values[1] > 1 > power_of_dispersion(L).values[0]
    assert sensitivity_of_dispersion(L).values[0] > 1
