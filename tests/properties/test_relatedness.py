"""What every relatedness obeys, whatever the matrix."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from science_arrays import place_matrix
from upriver.complexity import (
    continuous_proximity,
    density,
    outlook_gain,
    proximity,
    proximity_significance,
)

KINDS = ("minimum", "cosine", "jaccard", "association", "correlation")
CELLS = st.sampled_from([0.0, 1.0, 1.0, float("nan")])
PRESENCES = arrays(float, st.tuples(st.integers(2, 8), st.integers(2, 6)), elements=CELLS)


@pytest.mark.parametrize("kind", KINDS)
@given(values=PRESENCES)
def test_symmetric_in_range_and_one_for_itself(kind: str, values: np.ndarray) -> None:
    phi = proximity(place_matrix(values), kind=kind).values
    np.testing.assert_allclose(phi, phi.T)
    known = phi[~np.isnan(phi)]
    assert (known >= 0).all()
    if kind != "association":
        assert (known <= 1 + 1e-12).all()
        own = np.diagonal(phi)
        np.testing.assert_allclose(own[~np.isnan(own)], 1)
    nowhere = np.nansum(values, axis=0) == 0
    assert np.isnan(phi[nowhere]).all()


@pytest.mark.parametrize("kind", KINDS)
@given(values=PRESENCES, seed=st.integers(0, 99))
def test_order_of_places_and_industries_does_not_matter(
    kind: str, values: np.ndarray, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    rows, columns = rng.permutation(values.shape[0]), rng.permutation(values.shape[1])
    phi = proximity(place_matrix(values), kind=kind).values
    other = proximity(place_matrix(values[np.ix_(rows, columns)]), kind=kind).values
    np.testing.assert_allclose(other, phi[np.ix_(columns, columns)])


@pytest.mark.parametrize("kind", KINDS)
@given(values=PRESENCES)
def test_a_place_of_which_nothing_is_known_changes_nothing(kind: str, values: np.ndarray) -> None:
    more = np.vstack([values, np.full(values.shape[1], np.nan)])
    np.testing.assert_array_equal(
        proximity(place_matrix(more), kind=kind).values,
        proximity(place_matrix(values), kind=kind).values,
    )


@given(values=PRESENCES)
def test_significance_is_a_chance_and_symmetric(values: np.ndarray) -> None:
    chance = proximity_significance(place_matrix(values)).values
    np.testing.assert_allclose(chance, chance.T)
    known = chance[~np.isnan(chance)]
    assert ((known >= 0) & (known <= 1)).all()


@given(values=PRESENCES)
def test_density_and_gain_stay_in_bounds(values: np.ndarray) -> None:
    M = place_matrix(values)
    phi = proximity(M)
    for diagonal in (0, 1):
        near = density(M, phi, diagonal=diagonal).values
        known = near[~np.isnan(near)]
        assert ((known >= 0) & (known <= 1 + 1e-12)).all()
    Q = phi.isel(industry_to=0, drop=True).copy(data=np.ones(values.shape[1]))
    gain = outlook_gain(M, phi, complexity=Q, gain_share="target").values
    known = gain[~np.isnan(gain)]
    assert ((known >= 0) & (known <= 1 + 1e-12)).all()


@given(values=arrays(float, (6, 4), elements=st.floats(0, 50)), factor=st.floats(0.01, 100))
def test_scale_of_a_place_free_measure_does_not_matter(values: np.ndarray, factor: float) -> None:
    for kind in ("correlation", "cosine"):
        one = continuous_proximity(place_matrix(values), kind=kind).values
        two = continuous_proximity(place_matrix(factor * values), kind=kind).values
        both = ~np.isnan(one) & ~np.isnan(two)
        np.testing.assert_allclose(one[both], two[both], atol=1e-6)
