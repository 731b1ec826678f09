"""Average propagation lengths against the sum over rounds."""

from __future__ import annotations

import numpy as np

from science_arrays import industry_matrix
from upriver.inputoutput import average_propagation_length, leontief_inverse


def test_length_is_the_mean_number_of_rounds() -> None:
    """Dietzenbacher, Romero and Bosma (2005), eq. 3: rounds weighted by what they carry."""
    A = np.array([[0.1, 0.2, 0.0], [0.3, 0.1, 0.2], [0.1, 0.0, 0.2]])
    L = leontief_inverse(industry_matrix(A, units="CNY/CNY"))
    power, top, bottom = np.eye(3), np.zeros((3, 3)), np.zeros((3, 3))
    for length in range(1, 400):
        power = power @ A
        top, bottom = top + length * power, bottom + power
    np.testing.assert_allclose(average_propagation_length(L).values, top / bottom, rtol=1e-10)


def test_no_path_has_no_length() -> None:
    A = np.array([[0.0, 0.5, 0.0], [0.0, 0.0, 0.5], [0.0, 0.0, 0.0]])
    length = average_propagation_length(leontief_inverse(industry_matrix(A, units="CNY/CNY")))
    assert float(length[0, 2]) == 2.0
    assert np.isnan(length.values[2, 0])
    assert np.isnan(length.values[0, 0])
