"""Nearest neighbours are those of the whole matrix, found without it."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
import xarray as xr

from science_arrays import place_matrix
from upriver.complexity import nearest_density, nearest_industries, proximity
from upriver.core.errors import DataError

KINDS = ("minimum", "cosine", "jaccard", "association", "correlation")


def held(places: int = 10, industries: int = 14, seed: int = 0) -> xr.DataArray:
    values = (np.random.default_rng(seed).random((places, industries)) < 0.4) * 1.0
    values[0] = 1.0  # every industry is somewhere
    return place_matrix(values)


def brute(M: xr.DataArray, most: int, kind: str) -> list[list[tuple[str, float]]]:
    phi = proximity(M, kind=kind).values
    names = M.industry.values.tolist()
    found = []
    for i in range(len(names)):
        pairs = [(-phi[i, j], j) for j in range(len(names)) if j != i and phi[i, j] > 0.0]
        found.append([(names[j], -value) for value, j in sorted(pairs)[:most]])
    return found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("unknown", [False, True])
def test_they_are_the_largest_of_all_pairs(kind: str, unknown: bool) -> None:
    M = held()
    if unknown:
        M = M.where(np.random.default_rng(4).random(M.shape) > 0.1)
    found = nearest_industries(M, most=4, kind=kind)
    for row, wanted in enumerate(brute(M, 4, kind)):
        there = [name for name in found.neighbour.values[row].tolist() if name]
        assert there == [name for name, _ in wanted]
        values = found.proximity.values[row, : len(wanted)]
        np.testing.assert_allclose(values, [value for _, value in wanted], rtol=1e-14)
        assert np.isnan(found.proximity.values[row, len(wanted) :]).all()


def test_edges_leave_as_a_table() -> None:
    found = nearest_industries(held(), most=2)
    table = found.to_table().to_polars()
    assert table.columns == ["industry", "industry_to", "order", "proximity"]
    first = table.row(0, named=True)
    assert first["industry_to"] == found.neighbour.values[0, 0]
    assert (first["order"], first["proximity"]) == (1, found.proximity.values[0, 0])


def test_an_industry_that_is_nowhere_has_no_neighbours() -> None:
    M = held()
    M[:, 3] = 0.0
    found = nearest_industries(M, most=3)
    assert found.neighbour.values[3].tolist() == ["", "", ""]
    assert (found.position.values != 3).all()
    assert "d" not in found.to_table().to_polars()["industry"].to_list()
    assert np.isnan(nearest_density(M, most=3).values[:, 3]).all()


@pytest.mark.parametrize("kind", ["minimum", "association"])
def test_density_uses_the_weights_of_the_neighbours(kind: str) -> None:
    """A program that only counts neighbours gives whole numbers instead."""
    M = held()
    near = nearest_density(M, most=4, kind=kind)
    wanted = np.full(M.shape, np.nan)
    for j, pairs in enumerate(brute(M, 4, kind)):
        weights = np.array([value for _, value in pairs])
        has = M.sel(industry=[name for name, _ in pairs]).values
        wanted[:, j] = has @ weights / weights.sum()
    np.testing.assert_allclose(near.values, wanted, rtol=1e-13)
    counts = near.values * 4
    assert not np.allclose(counts, counts.round())


def test_unknown_cells_are_in_neither_sum() -> None:
    M = held()
    M[0, 1:9] = np.nan
    M[2] = np.nan
    near = nearest_density(M, most=5).values
    assert np.isnan(near[2]).all()
    found = nearest_industries(M, most=5)
    row, weights = found.position.values[6], found.proximity.values[6]
    known = ~np.isnan(M.values[0, row])
    wanted = (M.values[0, row] * weights)[known].sum() / weights[known].sum()
    assert near[0, 6] == pytest.approx(wanted, rel=1e-13)
    assert not known.all()


def test_blocks_do_not_show() -> None:
    """More industries than fit in one block, and a memory far below that of all pairs."""
    M = (np.random.default_rng(1).random((6, 3000)) < 0.4) * 1.0
    coords = {"place": list("ABCDEF"), "industry": [f"i{k}" for k in range(3000)]}
    presence = xr.DataArray(M, coords, ("place", "industry"))
    tracemalloc.start()
    found = nearest_industries(presence, most=5)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2 * 3000**2 * 8
    u = M.sum(axis=0)
    for row in (0, 700, 2999):
        phi = np.nan_to_num(M[:, row] @ M / np.maximum(np.maximum(u, u[row]), 1.0))
        phi[row] = 0.0
        wanted = np.lexsort((np.arange(3000), -phi))[:5]
        there = phi[wanted] > 0
        assert found.position.values[row][there].tolist() == wanted[there].tolist()


def test_at_least_one_neighbour_is_asked_for() -> None:
    with pytest.raises(DataError, match="most must be at least 1, got 0"):
        nearest_industries(held(), most=0)
    with pytest.raises(DataError, match="most must be at least 1, got 0"):
        nearest_density(held(), most=0)
    assert nearest_industries(held(), most=99).neighbour.sizes["order"] == 13
