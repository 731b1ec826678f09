"""What must hold for any matrix of places and industries."""

from __future__ import annotations

import numpy as np
import xarray as xr
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from upriver.complexity import (
    complexity_index,
    density,
    diversity,
    outlook_index,
    presence,
    proximity,
    rca,
    ubiquity,
)

# A busy machine is no failure, and a run can be repeated.
CALM = settings(deadline=None, derandomize=True)
SHAPES = st.tuples(st.integers(3, 7), st.integers(3, 7))
COUNTS = SHAPES.flatmap(lambda shape: arrays(np.int64, shape, elements=st.integers(0, 40)))


def labelled(values: np.ndarray) -> xr.DataArray:
    places = [f"p{k}" for k in range(values.shape[0])]
    industries = [f"i{k}" for k in range(values.shape[1])]
    return xr.DataArray(
        values.astype(float), {"place": places, "industry": industries}, ("place", "industry")
    )


@CALM
@given(COUNTS, st.sampled_from([1e-4, 7.0, 1e8]))
def test_money_unit_leaves_specialisation_alone(values: np.ndarray, factor: float) -> None:
    output = labelled(values)
    np.testing.assert_allclose(rca(output * factor).values, rca(output).values, rtol=1e-12)


@CALM
@given(COUNTS)
def test_specialisation_averages_to_one(values: np.ndarray) -> None:
    """Weighted by the industry's share in all places, a place's quotients average 1."""
    output = labelled(values)
    assume(output.sum() > 0)
    weight = output.sum("place") / output.sum()
    mean = (rca(output) * weight).sum("industry", min_count=1)
    np.testing.assert_allclose(mean.values[(output.sum("industry") > 0).values], 1.0)


@CALM
@given(COUNTS, st.randoms(use_true_random=False))
def test_order_of_labels_does_not_matter(values: np.ndarray, random: object) -> None:
    output = labelled(values)
    places, industries = list(output.place.values), list(output.industry.values)
    random.shuffle(places)
    random.shuffle(industries)
    turned = output.sel(place=places, industry=industries)
    M, N = presence(rca(output)), presence(rca(turned))
    near, other = density(M, proximity(M)), density(N, proximity(N))
    np.testing.assert_allclose(other.sel(near.coords).values, near.values, rtol=1e-9)


@CALM
@given(COUNTS)
def test_proximity_and_density_keep_their_range(values: np.ndarray) -> None:
    M = presence(rca(labelled(values)))
    phi = proximity(M).values
    np.testing.assert_array_equal(phi, phi.T)
    known = phi[~np.isnan(phi)]
    assert ((known >= 0) & (known <= 1)).all()
    near = density(M, proximity(M)).values
    near = near[~np.isnan(near)]
    assert ((near >= 0) & (near <= 1 + 1e-12)).all()


@CALM
@given(COUNTS)
def test_both_counts_see_the_same_cells(values: np.ndarray) -> None:
    M = presence(rca(labelled(values)))
    assert float(diversity(M).sum()) == float(ubiquity(M).sum())


@CALM
@given(COUNTS)
def test_a_place_that_has_everything_has_nothing_to_gain(values: np.ndarray) -> None:
    values = (values > 10).astype(float)
    values[0] = 1.0
    M = labelled(values)
    worth = xr.DataArray(np.ones(M.shape[1]), {"industry": M.industry.values}, ("industry",))
    assert outlook_index(M, proximity(M), complexity=worth).values[0] == 0.0


@CALM
@given(COUNTS)
def test_index_goes_with_its_anchor(values: np.ndarray) -> None:
    M = labelled((values > 15).astype(float))
    held = M.values[M.values.any(axis=1)][:, M.values.any(axis=0)]
    assume(min(held.shape) >= 3)
    spectrum = np.sort(
        np.linalg.svd(
            held / np.sqrt(held.sum(axis=1))[:, None] / np.sqrt(held.sum(axis=0)),
            compute_uv=False,
        )
    )
    assume(spectrum[-2] - spectrum[-3] > 1e-3)
    assume(spectrum[-1] - spectrum[-2] > 1e-3)
    anchor = str(M.place.values[M.values.any(axis=1)][0])
    index = complexity_index(M, anchor=anchor)
    assert float(index.eci.sel(place=anchor)) >= -1e-9
    eci = index.eci.values[~np.isnan(index.eci.values)]
    np.testing.assert_allclose([eci.mean(), eci.std(ddof=1)], [0, 1], atol=1e-9)
    assert 0 <= index.spectral_gap <= index.eigenvalue <= 1 + 1e-9
