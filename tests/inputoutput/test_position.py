"""Upstreamness and downstreamness of a straight chain."""

from __future__ import annotations

import numpy as np

from science_arrays import industry_matrix, industry_vector
from upriver.inputoutput import (
    downstreamness,
    output_coefficients,
    technical_coefficients,
    upstreamness,
)


def test_a_straight_chain_counts_its_stages() -> None:
    """All ore goes to steel, all steel to cars, all cars to households."""
    Z = industry_matrix([[0, 10, 0], [0, 0, 20], [0, 0, 0]], labels=["ore", "steel", "cars"])
    x = industry_vector([10, 20, 40], labels=["ore", "steel", "cars"])
    assert upstreamness(output_coefficients(Z, x)).values.tolist() == [3, 2, 1]
    np.testing.assert_allclose(downstreamness(technical_coefficients(Z, x)).values, [1, 1.5, 1.75])


def test_no_trade_means_distance_one() -> None:
    Z, x = industry_matrix(np.zeros((2, 2))), industry_vector([5, 7])
    assert upstreamness(output_coefficients(Z, x)).values.tolist() == [1, 1]
    assert downstreamness(technical_coefficients(Z, x)).values.tolist() == [1, 1]
