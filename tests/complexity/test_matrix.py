"""Matrices of places and industries are checked before use."""

from __future__ import annotations

import numpy as np
import pytest

from science_arrays import place_matrix
from upriver.complexity import proximity
from upriver.complexity.matrix import read_matrix, read_presence, read_proximity
from upriver.core.errors import DataError, LabelError


def test_unknown_cells_pass() -> None:
    assert np.isnan(read_matrix(place_matrix([[1, np.nan]]), name="x")[0, 1])


@pytest.mark.parametrize("odd", [-1.0, np.inf])
def test_impossible_numbers_are_named_with_place_and_industry(odd: float) -> None:
    with pytest.raises(DataError, match=f"x must be a number of at least 0 .* 'A, b: {odd:g}'"):
        read_matrix(place_matrix([[1, odd]]), name="x")


def test_presence_is_zero_or_one() -> None:
    with pytest.raises(DataError, match=r"presence must be 0, 1 or unknown .*'B, a: 0.5'"):
        read_presence(place_matrix([[1.0], [0.5]]))


def test_transposed_matrix_is_refused() -> None:
    with pytest.raises(LabelError, match=r"must have the dimensions \('place', 'industry'\)"):
        read_matrix(place_matrix([[1.0]]).transpose(), name="x")


def test_proximity_of_other_industries_is_refused() -> None:
    M = place_matrix([[1, 1], [1, 0]])
    phi = proximity(M).assign_coords(industry_to=["b", "a"])
    with pytest.raises(LabelError, match="presence and proximity"):
        read_proximity(M, phi)
