"""What must hold for any matrix of places and industries."""

from __future__ import annotations

import numpy as np
import xarray as xr
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import dense_measures as dense
from upriver.complexity import (
    Convention,
    complexity_index,
    density,
    diversity,
    outlook_index,
    presence,
    proximity,
    rca,
    ubiquity,
)
from upriver.complexity.engine import measure_kernel
from upriver.complexity.levels import by_block, by_level, by_sparse_level

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


@CALM
@given(COUNTS, st.sampled_from([0, 1]), st.sampled_from(["total", "net"]), st.booleans())
def test_the_engine_gives_the_numbers_of_the_plain_way(
    values: np.ndarray, diagonal: int, gain: str, holes: bool
) -> None:
    """No proximities are formed in the one, all in the other."""
    x = values.astype(float)
    if holes:
        x[values % 7 == 3] = np.nan
    convention = Convention(diagonal=diagonal, gain=gain)
    found = measure_kernel(x, convention=convention)
    assume(not np.isnan(found.pci).all())
    index, gains = dense.outlook(found.presence, found.pci, diagonal=diagonal, gain=gain)
    near = dense.density(found.presence, diagonal=diagonal)
    for one, two in ((found.density, near), (found.outlook_index, index)):
        np.testing.assert_allclose(one, two, rtol=1e-12, atol=1e-12)
    scale = max(1.0, float(np.nanmax(np.abs(gains))))
    np.testing.assert_allclose(found.outlook_gain / scale, gains / scale, rtol=0, atol=1e-12)


@CALM
@given(COUNTS, st.integers(0, 2**32 - 1))
def test_every_way_to_sum_over_proximities_gives_the_same(values: np.ndarray, seed: int) -> None:
    held = (values.T > 20).astype(float)
    held = held[held.any(axis=1)]
    assume(len(held) > 0)
    held = np.ascontiguousarray(held[np.argsort(held.sum(axis=1), kind="stable")])
    ubiquity = held.sum(axis=1)
    factors = np.random.default_rng(seed).normal(size=len(held))
    results = []
    for way in (by_block, by_level, by_sparse_level):
        sums, total = np.empty_like(held), np.empty(len(held))
        for block in way(held, ubiquity, factors):
            sums[block.rows], total[block.rows] = block.sums, block.total
        results.append((sums, total))
    for sums, total in results[1:]:
        np.testing.assert_allclose(sums, results[0][0], rtol=0, atol=1e-12)
        np.testing.assert_allclose(total, results[0][1], rtol=0, atol=1e-12)


@CALM
@given(COUNTS, st.sampled_from([1e-6, 3.0, 1e9]))
def test_engine_does_not_see_the_unit(values: np.ndarray, factor: float) -> None:
    x = values.astype(float)
    quotient = measure_kernel(x).rca
    assume(not (np.abs(quotient[~np.isnan(quotient)] - 1.0) < 1e-9).any())
    one, two = measure_kernel(x), measure_kernel(x * factor)
    for name in ("presence", "density", "outlook_gain", "outlook_index"):
        np.testing.assert_allclose(getattr(two, name), getattr(one, name), rtol=1e-9, atol=1e-9)


@CALM
@given(COUNTS, st.integers(0, 2**32 - 1))
def test_engine_does_not_see_the_order(values: np.ndarray, seed: int) -> None:
    x = values.astype(float)
    rng = np.random.default_rng(seed)
    rows, columns = rng.permutation(x.shape[0]), rng.permutation(x.shape[1])
    quotient = measure_kernel(x).rca
    assume(not (np.abs(quotient[~np.isnan(quotient)] - 1.0) < 1e-9).any())
    one = measure_kernel(x, stop="density")
    two = measure_kernel(x[rows][:, columns], stop="density")
    np.testing.assert_allclose(two.density, one.density[rows][:, columns], rtol=1e-11)
    np.testing.assert_array_equal(two.diversity, one.diversity[rows])


@CALM
@given(COUNTS)
def test_an_empty_row_and_column_are_missing_and_change_nobody(values: np.ndarray) -> None:
    x = values.astype(float)
    more = np.pad(x, ((0, 1), (0, 1)))
    one, two = measure_kernel(x, stop="density"), measure_kernel(more, stop="density")
    np.testing.assert_allclose(two.density[:-1, :-1], one.density, rtol=1e-12)
    assert np.isnan(two.density[-1]).all()
    assert np.isnan(two.density[:, -1]).all()
