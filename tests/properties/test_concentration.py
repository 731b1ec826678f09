"""What every regional index obeys."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from science_arrays import place_matrix
from upriver.complexity import (
    entropy,
    gini,
    hachman_index,
    herfindahl,
    hoover_index,
    krugman_index,
    locational_gini,
    rca,
    shift_share,
    shrunken_rca,
    symmetric_rca,
)

SHAPES = st.tuples(st.integers(2, 6), st.integers(2, 5))
NUMBERS = st.one_of(st.just(0.0), st.floats(0.01, 1e4))
MATRICES = arrays(float, SHAPES, elements=NUMBERS)
INDICES = {
    "herfindahl": (lambda x: herfindahl(x, over="industry"), 0, 1),
    "entropy": (lambda x: entropy(x, over="industry"), 0, 10),
    "gini": (lambda x: gini(x, over="place"), 0, 1),
    "krugman": (krugman_index, 0, 2),
    "hachman": (hachman_index, 0, 1),
    "hoover": (hoover_index, 0, 1),
    "locational_gini": (locational_gini, 0, 1),
}


@pytest.mark.parametrize("name", INDICES)
@given(values=MATRICES, factor=st.floats(0.01, 100), seed=st.integers(0, 99))
def test_in_range_whatever_the_currency_and_the_order(
    name: str, values: np.ndarray, factor: float, seed: int
) -> None:
    index, least, most = INDICES[name]
    found = index(place_matrix(values)).values
    known = found[~np.isnan(found)]
    assert ((known >= least - 1e-9) & (known <= most + 1e-9)).all()
    np.testing.assert_allclose(index(place_matrix(factor * values)).values, found, atol=1e-9)
    rng = np.random.default_rng(seed)
    rows, columns = rng.permutation(values.shape[0]), rng.permutation(values.shape[1])
    turned = index(place_matrix(values[np.ix_(rows, columns)])).values
    np.testing.assert_allclose(np.sort(turned), np.sort(found), atol=1e-9)


@given(values=MATRICES)
def test_shrinking_draws_towards_one_and_symmetry_keeps_the_order(values: np.ndarray) -> None:
    raw, drawn = rca(place_matrix(values)).values, shrunken_rca(place_matrix(values)).values
    both = ~np.isnan(raw)
    np.testing.assert_array_equal(np.isnan(drawn), ~both)
    between = np.minimum(raw[both], 1) - 1e-9, np.maximum(raw[both], 1) + 1e-9
    assert ((drawn[both] >= between[0]) & (drawn[both] <= between[1])).all()
    even = symmetric_rca(rca(place_matrix(values))).values
    assert ((even[both] >= -1) & (even[both] <= 1)).all()
    np.testing.assert_array_equal(even[both] >= 0, raw[both] >= 1)


@given(values=arrays(float, (3, 4, 3), elements=st.floats(0.1, 1e3)))
def test_parts_of_growth_add_up(values: np.ndarray) -> None:
    labels = {"year": [1, 2, 3], "place": list("ABCD"), "industry": list("abc")}
    parts = shift_share(xr.DataArray(values, labels, ("year", "place", "industry")))
    total = parts.national + parts.industry + parts.regional
    np.testing.assert_allclose(total.values, parts.change.values, atol=1e-8)
    both = parts.competitive + parts.allocation
    np.testing.assert_allclose(both.values, parts.regional.values, atol=1e-8)
    # What places win from each other in an industry, others lose.
    assert abs(float(parts.regional.sum())) < 1e-6
