"""Presence per head, shrunken quotients, and what is unknown."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from science_arrays import place_matrix
from upriver.complexity import presence, rca, rpop, shrunken_rca
from upriver.core.errors import DataError

PEOPLE = xr.DataArray([10.0, 30.0, 0.0], {"place": list("ABC")}, ("place",))


def test_output_per_head_over_that_of_all() -> None:
    output = place_matrix([[20, np.nan], [20, 30], [0, 0]])
    found = rpop(output, population=PEOPLE)
    # a: 40 for 40 people; b: 30 for the 30 people of B alone, A being unknown.
    np.testing.assert_allclose(found.values[:2], [[2, np.nan], [2 / 3, 1]])
    assert np.isnan(found.values[2]).all()
    assert found.attrs["unknown_cells"] == 1
    np.testing.assert_array_equal(presence(found).values[:2], [[1, np.nan], [0, 1]])


def test_strength_is_found_again_in_simulated_counts() -> None:
    """Marshall (1991): with quotients of variance 1/4 the prior is worth 4 cases."""
    rng = np.random.default_rng(4)
    true = rng.gamma(4.0, 1 / 4.0, (200, 60))
    expected = np.outer(rng.uniform(0.2, 3, 200), rng.uniform(1, 20, 60))
    counts = rng.poisson(true * expected).astype(float)
    assert shrunken_rca(place_matrix(counts[:26, :26])).attrs["strength"] > 0
    labels = {"place": [f"p{k}" for k in range(200)], "industry": [f"i{k}" for k in range(60)]}
    found = shrunken_rca(xr.DataArray(counts, labels, ("place", "industry")))
    assert found.attrs["strength"] == pytest.approx(4.0, rel=0.15)
    raw = rca(xr.DataArray(counts, labels, ("place", "industry")))
    assert ((found.values - true) ** 2).mean() < 0.7 * ((raw.values - true) ** 2).mean()


def test_quotients_that_differ_by_chance_alone_are_all_one() -> None:
    even = shrunken_rca(place_matrix([[5.0, 5.0], [5.0, 5.0]]))
    assert np.isinf(even.attrs["strength"])
    np.testing.assert_array_equal(even.values, 1)


def test_bad_populations_and_strengths_are_refused() -> None:
    output = place_matrix([[20, 1], [20, 30], [0, 0]])
    with pytest.raises(
        DataError, match="population must be known and at least 0, but is not at 'C'"
    ):
        rpop(output, population=PEOPLE.where(PEOPLE > 0))
    with pytest.raises(DataError, match="strength must be positive, got 0"):
        shrunken_rca(output, strength=0)
