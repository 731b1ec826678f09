"""Outlook index and gain by hand."""

from __future__ import annotations

import numpy as np
import xarray as xr

from science_arrays import place_matrix
from upriver.complexity import density, outlook_gain, outlook_index, proximity

M = place_matrix([[1, 1, 0], [1, 0, 0], [1, 1, 1], [0, 0, 1]])
Q = xr.DataArray([1.0, 2.0, 4.0], {"industry": ["a", "b", "c"]}, ("industry",))


def test_index_sums_what_is_missing_by_nearness_and_complexity() -> None:
    phi = proximity(M)
    near = density(M, phi).values
    index = outlook_index(M, phi, complexity=Q).values
    np.testing.assert_allclose(index[0], near[0, 2] * 4)
    np.testing.assert_allclose(index[1], near[1, 1] * 2 + near[1, 2] * 4)
    assert index[2] == 0


def test_gain_by_hand() -> None:
    """B lacks b and c: gain of b = 1 * 2/sum(phi_b) + (1/2) * 4/sum(phi_c)."""
    phi = proximity(M)
    sums = phi.values.sum(axis=0)
    gain = outlook_gain(M, phi, complexity=Q).values
    np.testing.assert_allclose(gain[1, 1], 2 / sums[1] + 0.5 * 4 / sums[2])
    assert gain[1, 0] == 0


def test_unknown_presence_is_left_out_and_its_gain_unknown() -> None:
    values = M.values.copy()
    values[1, 2] = np.nan
    phi = proximity(M)
    gain = outlook_gain(place_matrix(values), phi, complexity=Q).values
    np.testing.assert_allclose(gain[1, 1], 2 / phi.values.sum(axis=0)[1])
    assert np.isnan(gain[1, 2])
    index = outlook_index(place_matrix(values), phi, complexity=Q).values
    np.testing.assert_allclose(index[1], density(place_matrix(values), phi).values[1, 1] * 2)


def test_unknown_complexity_is_left_out() -> None:
    phi = proximity(M)
    index = outlook_index(M, phi, complexity=Q.copy(data=[1.0, 2.0, np.nan])).values
    np.testing.assert_allclose(index[1], density(M, phi).values[1, 1] * 2)
    assert index[0] == 0


def test_a_place_of_which_nothing_is_known_has_no_outlook() -> None:
    values = np.vstack([M.values, [np.nan] * 3])
    assert np.isnan(outlook_index(place_matrix(values), proximity(M), complexity=Q).values[4])


def test_an_industry_present_nowhere_has_no_gain() -> None:
    wider = place_matrix(np.column_stack([M.values, np.zeros(4)]))
    worth = xr.DataArray([1.0, 2, 4, 9], {"industry": list("abcd")}, ("industry",))
    gain = outlook_gain(wider, proximity(wider), complexity=worth).values
    assert np.isnan(gain[:, 3]).all()
    np.testing.assert_allclose(gain[:, :3], outlook_gain(M, proximity(M), complexity=Q).values)
