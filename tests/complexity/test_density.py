"""Density, relative and local relatedness, by hand."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from science_arrays import place_matrix
from upriver.complexity import density, distance, local_relatedness, proximity, relative_relatedness
from upriver.core.errors import DataError, LabelError

M = place_matrix([[1, 1, 0, 0, 0], [1, 0, 0, 1, 1], [0, 1, 1, 0, 0], [1, 0, 0, 0, 1.0]])
PHI = proximity(M)


def test_density_without_the_industry_itself() -> None:
    phi = PHI.values - np.eye(5)
    np.testing.assert_allclose(
        density(M, PHI, diagonal=0).values, (M.values @ phi) / phi.sum(axis=0)
    )
    np.testing.assert_allclose(
        distance(M, PHI, diagonal=0).values, 1 - (M.values @ phi) / phi.sum(axis=0)
    )
    assert PHI.values[0, 0] == 1  # the argument is not changed


def test_relative_relatedness_compares_the_options_of_a_place() -> None:
    near = density(M, PHI)
    relative = relative_relatedness(M, near)
    for place in (0, 2, 3):
        options = M.values[place] == 0
        own = near.values[place, options]
        want = (own - own.mean()) / own.std()
        np.testing.assert_allclose(relative.values[place, options], want)
        assert np.isnan(relative.values[place, ~options]).all()


def test_options_that_are_equally_near_have_no_relative_relatedness() -> None:
    even = xr.full_like(M, 0.3)
    assert np.isnan(relative_relatedness(M, even).values).all()


def test_local_relatedness_is_a_mean_by_size() -> None:
    output = place_matrix([[3, 1, 0, 0, 0], [np.nan, 2, 0, 2, 0], [0, 0, 0, 0, 0]])
    found = local_relatedness(output, PHI).values
    np.testing.assert_allclose(found[0], 0.75 * PHI.values[0] + 0.25 * PHI.values[1])
    np.testing.assert_allclose(found[1], 0.5 * PHI.values[1] + 0.5 * PHI.values[3])
    assert np.isnan(found[2]).all()


def test_labels_and_negative_outputs_are_refused() -> None:
    with pytest.raises(LabelError, match="industry labels differ"):
        density(M.isel(industry=[0, 1, 2]), PHI)
    with pytest.raises(DataError, match="output must be a number of at least 0"):
        local_relatedness(-1 * M, PHI)
