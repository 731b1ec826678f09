"""Several models side by side in one matrix: scenarios, places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import xarray as xr
from scipy.sparse import csr_array

from upriver.planning.matrix import Matrix

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt
    import pandas as pd


def side_by_side(
    blocks: Mapping[str, Matrix],
    *,
    dim: str,
    at: Sequence[npt.NDArray[np.int64]],
    weight: npt.NDArray[np.float64],
) -> Matrix:
    """One model of several: rows below one another, columns where they are told to be.

    Parameters
    ----------
    blocks : mapping of str to Matrix
        Model by label.
    dim : str
        Name of the dimension that the labels become.
    at : sequence of ndarray of int
        For every block the position of each of its columns. Blocks that share a position share
        the decision.
    weight : ndarray
        Weight of every block in the objective.

    Returns
    -------
    Matrix
        Every variable and constraint has one more dimension, the first; a cell that a block
        does not have is -1. A shared decision keeps the narrowest of its bounds.
    """
    parts = list(blocks.values())
    count = max((int(each.max(initial=-1)) for each in at), default=-1) + 1
    starts = row_starts(parts)
    cost, lower = np.zeros(count), np.full(count, -np.inf)
    upper, whole = np.full(count, np.inf), np.zeros(count, dtype=bool)
    for block, place, share in zip(parts, at, weight, strict=True):
        cost[place] += share * block.cost
        lower[place] = np.maximum(lower[place], block.lower)
        upper[place] = np.minimum(upper[place], block.upper)
        whole[place] |= block.whole
    cells = np.concatenate([[0], np.cumsum([block.A.nnz for block in parts])])
    table = csr_array(
        (
            np.concatenate([block.A.data for block in parts]),
            np.concatenate(
                [place[block.A.indices] for block, place in zip(parts, at, strict=True)]
            ),
            np.concatenate(
                [
                    [0],
                    *(
                        start + block.A.indptr[1:]
                        for start, block in zip(cells[:-1], parts, strict=True)
                    ),
                ]
            ),
        ),
        shape=(int(starts[-1]), count),
    )
    table.sum_duplicates()
    places = [
        start + np.arange(block.A.shape[0]) for start, block in zip(starts[:-1], parts, strict=True)
    ]
    names = list(blocks)
    return Matrix(
        table,
        np.concatenate([block.row_lower for block in parts]),
        np.concatenate([block.row_upper for block in parts]),
        lower,
        upper,
        cost,
        whole,
        stacked([block.rows for block in parts], dim=dim, names=names, moved=places),
        stacked([block.columns for block in parts], dim=dim, names=names, moved=at),
    )


def row_starts(blocks: Sequence[Matrix]) -> npt.NDArray[np.int64]:
    """Where the rows of every block begin.

    Parameters
    ----------
    blocks : sequence of Matrix
        In the order of the joint model.

    Returns
    -------
    ndarray of int
        One more than there are blocks; the last is the number of all rows.
    """
    return np.concatenate([[0], np.cumsum([block.A.shape[0] for block in blocks])])


def moved_positions(positions: xr.DataArray, moved: npt.NDArray[np.int64]) -> xr.DataArray:
    """Positions of one block as those of the joint model.

    Parameters
    ----------
    positions : DataArray of int
        Of the block; -1 where there is none.
    moved : ndarray of int
        New position by old position.

    Returns
    -------
    DataArray of int
        -1 stays.
    """
    return positions.copy(deep=False, data=_moved(positions.values, moved))


def _moved(positions: npt.NDArray[np.int64], moved: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    if not moved.size:
        return positions
    return np.where(positions >= 0, moved[positions], -1)


def stacked(
    positions: Sequence[Mapping[str, xr.DataArray]],
    *,
    dim: str,
    names: Sequence[str],
    moved: Sequence[npt.NDArray[np.int64]],
) -> dict[str, xr.DataArray]:
    """Positions of all blocks with one more dimension.

    Parameters
    ----------
    positions : sequence of mapping of str to DataArray of int
        Rows or columns by name, one mapping a block.
    dim : str
        Name of the new dimension.
    names : sequence of str
        Its labels, one a block.
    moved : sequence of ndarray of int
        For every block the new position by old position.

    Returns
    -------
    dict of str to DataArray of int
        -1 where a block has no such cell. Labels that only some blocks have stand behind those
        of the blocks before.
    """
    found: dict[str, xr.DataArray] = {}
    for name in dict.fromkeys(name for block in positions for name in block):
        own = [block.get(name) for block in positions]
        first = next(each for each in own if each is not None)
        indexes = {str(each): _all_labels(own, str(each)) for each in first.dims}
        table = np.full((len(names), *(len(index) for index in indexes.values())), -1)
        for number, (each, move) in enumerate(zip(own, moved, strict=True)):
            if each is None or not each.size:
                continue
            values = _moved(each.transpose(*first.dims).values, move)
            if all(index.equals(each.indexes[of]) for of, index in indexes.items()):
                table[number] = values
                continue
            there = [index.get_indexer(each.indexes[of]) for of, index in indexes.items()]
            table[number][np.ix_(*there)] = values
        coords: dict[str, Any] = {dim: list(names), **indexes}
        found[name] = xr.DataArray(table, coords=coords, dims=list(coords))
    return found


def _all_labels(parts: Sequence[xr.DataArray | None], dim: str) -> pd.Index[Any]:
    """Labels of all parts along a dimension, in the order in which they are met."""
    indexes = [part.indexes[dim] for part in parts if part is not None]
    together: pd.Index[Any] = indexes[0]
    for index in indexes[1:]:
        if index is not together and not index.equals(together):
            together = together.append(index[~index.isin(together)])
    return together
