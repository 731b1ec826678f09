"""Specialisation, with unknown cells and empty rows."""

from __future__ import annotations

import numpy as np
import pytest

from science_arrays import place_matrix
from upriver.complexity import diversity, presence, rca, ubiquity
from upriver.core.errors import DataError

NAN = float("nan")


def test_quotient_by_hand() -> None:
    """(30/40) / (40/80) = 1.5."""
    assert rca(place_matrix([[30, 10], [10, 30]])).values.tolist() == [[1.5, 0.5], [0.5, 1.5]]


def test_an_empty_place_or_industry_is_unknown_by_itself_only() -> None:
    values = rca(place_matrix([[30, 10, 0], [10, 30, 0], [0, 0, 0]])).values
    assert values[:2, :2].tolist() == [[1.5, 0.5], [0.5, 1.5]]
    assert np.isnan(values[2]).all()
    assert np.isnan(values[:, 2]).all()


def test_an_unknown_cell_is_left_out_of_every_total() -> None:
    """Known: A has a 30; B has a 10, b 30. RCA of B in b = (30/40) / (30/70)."""
    quotient = rca(place_matrix([[30, NAN], [10, 30]]))
    assert np.isnan(quotient.values[0, 1])
    np.testing.assert_allclose(quotient.values[1, 1], (30 / 40) / (30 / 70))
    assert quotient.attrs["unknown_cells"] == 1


def test_presence_counts_the_threshold_itself_and_keeps_unknown() -> None:
    flags = presence(place_matrix([[1.0, 0.99, NAN]])).values[0]
    assert flags[:2].tolist() == [1, 0]
    assert np.isnan(flags[2])
    assert presence(place_matrix([[0.5]]), threshold=0.5).item() == 1


def test_diversity_and_ubiquity_count_known_presences() -> None:
    M = place_matrix([[1, 1, NAN], [1, 0, NAN], [NAN, NAN, NAN]])
    np.testing.assert_array_equal(diversity(M).values, [2, 1, NAN])
    np.testing.assert_array_equal(ubiquity(M).values, [2, 1, NAN])


def test_a_threshold_that_takes_all_is_refused() -> None:
    with pytest.raises(DataError, match="threshold must be positive, got 0"):
        presence(place_matrix([[1.0]]), threshold=0.0)


def test_negative_output_is_refused() -> None:
    with pytest.raises(DataError, match="output must be a number of at least 0"):
        rca(place_matrix([[1.0, -2.0]]))
