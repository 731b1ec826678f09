"""Weighted correlation against its definition, pair by pair."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from science_arrays import place_matrix
from upriver.complexity import continuous_proximity, weighted_correlation
from upriver.core.errors import DataError, LabelError

RNG = np.random.default_rng(5)
VALUES = RNG.uniform(size=(8, 5))
VALUES[RNG.uniform(size=VALUES.shape) < 0.25] = np.nan
WEIGHTS = xr.DataArray(RNG.uniform(0.5, 9, 8), {"place": list("ABCDEFGH")}, ("place",))


def by_definition(x: np.ndarray, w: np.ndarray) -> np.ndarray:
    """Langfelder and Horvath (2008): means by w, products by w squared, pair by pair."""
    out = np.full((x.shape[1], x.shape[1]), np.nan)
    for i in range(x.shape[1]):
        for j in range(x.shape[1]):
            both = ~np.isnan(x[:, i]) & ~np.isnan(x[:, j])
            a, b, v = x[both, i], x[both, j], w[both]
            a, b = a - np.average(a, weights=v), b - np.average(b, weights=v)
            r = (v**2 * a * b).sum() / np.sqrt((v**2 * a * a).sum() * (v**2 * b * b).sum())
            out[i, j] = (1 + r) / 2
    return out


def test_matrix_products_equal_the_definition() -> None:
    found = weighted_correlation(place_matrix(VALUES), weights=WEIGHTS)
    np.testing.assert_allclose(found.values, by_definition(VALUES, WEIGHTS.values), atol=1e-14)
    assert found.dims == ("industry", "industry_to")


def test_equal_weights_and_no_gaps_are_pearson() -> None:
    full = RNG.uniform(size=(8, 5))
    want = (1 + np.corrcoef(full.T)) / 2
    np.testing.assert_allclose(continuous_proximity(place_matrix(full)).values, want, atol=1e-14)
    places = place_matrix(full).transpose("industry", "place")
    even = xr.DataArray(np.ones(5), {"industry": list("abcde")}, ("industry",))
    found = weighted_correlation(places, weights=even)
    assert found.dims == ("place", "place_to")
    np.testing.assert_allclose(found.values, (1 + np.corrcoef(full)) / 2, atol=1e-14)


def test_a_column_that_does_not_vary_has_no_correlation() -> None:
    x = VALUES.copy()
    x[:, 2] = 0.3
    found = weighted_correlation(place_matrix(x), weights=WEIGHTS).values
    assert np.isnan(found[2]).all()
    assert np.isfinite(np.delete(np.delete(found, 2, 0), 2, 1)).all()


def test_cosine_of_known_pairs() -> None:
    x = place_matrix([[1, 2, np.nan], [2, 4, 1], [2, 0, 1]])
    found = continuous_proximity(x, kind="cosine").values
    assert found[0, 1] == pytest.approx(10 / np.sqrt(9 * 20))
    assert found[0, 2] == pytest.approx(4 / np.sqrt(8 * 2))


def test_bad_weights_and_values_are_named() -> None:
    with pytest.raises(DataError, match="at least 0, but are not at 'A'"):
        weighted_correlation(place_matrix(VALUES), weights=WEIGHTS.where(WEIGHTS.place != "A"))
    with pytest.raises(LabelError, match="place labels differ"):
        weighted_correlation(place_matrix(VALUES), weights=WEIGHTS[:3])
    with pytest.raises(LabelError, match="values must have two dimensions"):
        weighted_correlation(WEIGHTS, weights=WEIGHTS)
    odd = VALUES.copy()
    odd[1, 2] = np.inf
    with pytest.raises(DataError, match="values are infinite at 'B, c'"):
        weighted_correlation(place_matrix(odd), weights=WEIGHTS)
