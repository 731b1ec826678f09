"""Proximity and density by hand."""

from __future__ import annotations

import numpy as np

from science_arrays import place_matrix
from upriver.complexity import density, distance, proximity

NAN = float("nan")
M = place_matrix([[1, 1, 0], [1, 0, 0], [1, 1, 1], [0, 0, 1]])


def test_proximity_is_the_smaller_chance() -> None:
    """a in 3 places, b in 2, both in 2: min(2/3, 2/2)."""
    phi = proximity(M).values
    np.testing.assert_allclose(phi, [[1, 2 / 3, 1 / 3], [2 / 3, 1, 1 / 2], [1 / 3, 1 / 2, 1]])


def test_density_is_the_share_of_what_is_near() -> None:
    phi = proximity(M)
    np.testing.assert_allclose(density(M, phi).values[0, 2], (1 / 3 + 1 / 2) / (1 / 3 + 1 / 2 + 1))
    np.testing.assert_allclose((density(M, phi) + distance(M, phi)).values, 1.0)


def test_an_industry_present_nowhere_is_unknown_by_itself_only() -> None:
    wider = place_matrix(np.column_stack([M.values, np.zeros(4)]))
    phi = proximity(wider)
    np.testing.assert_allclose(phi.values[:3, :3], proximity(M).values)
    assert np.isnan(phi.values[3]).all()
    assert np.isnan(phi.values[:, 3]).all()
    near = density(wider, phi).values
    np.testing.assert_allclose(near[:, :3], density(M, proximity(M)).values)
    assert np.isnan(near[:, 3]).all()


def test_a_pair_is_judged_where_both_are_known() -> None:
    """Without place C: a in 2 places, b in 1, both in 1."""
    values = M.values.copy()
    values[2, 1] = NAN
    phi = proximity(place_matrix(values)).values
    np.testing.assert_allclose(phi[0, 1], 1 / 2)
    np.testing.assert_allclose(phi[0, 2], 1 / 3)


def test_a_pair_never_known_together_is_unknown() -> None:
    phi = proximity(place_matrix([[1, NAN], [NAN, 1]])).values
    np.testing.assert_array_equal(phi, [[1, NAN], [NAN, 1]])


def test_unknown_presence_is_left_out_of_both_sums() -> None:
    values = M.values.copy()
    values[0, 0] = NAN
    phi = proximity(M)
    near = density(place_matrix(values), phi).values
    np.testing.assert_allclose(near[0, 2], (1 / 2) / (1 / 2 + 1))
    np.testing.assert_allclose(near[1:], density(M, phi).values[1:])


def test_a_place_of_which_nothing_is_known_has_no_density() -> None:
    values = np.vstack([M.values, [NAN, NAN, NAN]])
    assert np.isnan(density(place_matrix(values), proximity(M)).values[4]).all()
