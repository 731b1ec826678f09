"""The nearest industries of each industry, without a matrix of all pairs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr
from scipy.sparse import csr_array

from upriver.complexity.matrix import read_presence
from upriver.complexity.relatedness import Kind, count_kernel, relate_kernel
from upriver.core.dims import INDUSTRY, to
from upriver.core.errors import DataError
from upriver.core.frames import Table, arrays_to_table
from upriver.core.message import Message
from upriver.core.numerics import divide

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Places = npt.NDArray[np.int64]

ORDER = "order"
# Numbers of a block of proximities, to bound the memory.
BLOCK_CELLS = 2_000_000


@dataclass(frozen=True, eq=False)
class NearestIndustries:
    """The nearest neighbours of each industry.

    Parameters
    ----------
    neighbour : DataArray (industry, order), text
        Code of the neighbour, the nearest first; empty where there are no more.
    proximity : DataArray (industry, order), ratio
        How near it is, above 0; NaN where there are no more.
    position : DataArray (industry, order), items
        Where the neighbour stands among the industries; -1 where there are no more.
    kind : str
        Which proximity.
    """

    neighbour: xr.DataArray
    proximity: xr.DataArray
    position: xr.DataArray
    kind: str

    def to_table(self) -> Table:
        """Neighbours as an edge list.

        Returns
        -------
        Table
            One row an industry and neighbour: ``industry, industry_to, order, proximity``;
            sorted by industry and order.
        """
        table = arrays_to_table(
            {to(INDUSTRY): self.neighbour, "proximity": self.proximity}, [INDUSTRY, ORDER]
        )
        frame = table.frame.drop_nulls("proximity")
        frame = frame.select(INDUSTRY, to(INDUSTRY), ORDER, "proximity")
        return Table(frame, {"proximity": "ratio"})


def nearest_industries(
    presence: xr.DataArray, *, most: int = 50, kind: Kind = "minimum"
) -> NearestIndustries:
    """Find the nearest neighbours of each industry, other than itself.

    Parameters
    ----------
    presence : DataArray (place, industry), ratio
        From the function of that name; NaN where unknown.
    most : int
        How many neighbours are kept.
    kind : {"minimum", "cosine", "jaccard", "association", "correlation"}
        As in `proximity`.

    Returns
    -------
    NearestIndustries
        Neighbours of positive proximity. Of equally near ones the first in order is taken.

    Raises
    ------
    LabelError
        If the dimensions are others.
    DataError
        If a cell is neither 0 nor 1 nor unknown, or `most` is below 1.

    Notes
    -----
    Memory is that of the neighbours and of one block of industries, so that 30,000
    industries need no matrix of 900 million pairs. Time still grows with the pairs.

    Examples
    --------
    >>> M = xr.DataArray([[1.0, 1.0, 0.0], [1.0, 1.0, 1.0]],
    ...     {"place": ["A", "B"], "industry": ["cars", "parts", "ships"]},
    ...     ("place", "industry"))
    >>> nearest_industries(M, most=1).neighbour.values.tolist()
    [['parts'], ['cars'], ['cars']]
    """
    M = read_presence(presence)
    position, near = nearest_kernel(M, most=_count(most), kind=kind)
    labels = presence.coords[INDUSTRY].values
    names = np.where(position >= 0, labels[position].astype(object), "")
    coords = {INDUSTRY: labels, ORDER: np.arange(1, near.shape[1] + 1)}
    dims = (INDUSTRY, ORDER)
    return NearestIndustries(
        xr.DataArray(names, coords, dims, "neighbour"),
        xr.DataArray(near, coords, dims, "proximity", {"units": "ratio"}),
        xr.DataArray(position, coords, dims, "position", {"units": "items"}),
        kind,
    )


def nearest_density(
    presence: xr.DataArray, *, most: int = 50, kind: Kind = "minimum"
) -> xr.DataArray:
    """Share of an industry's nearest neighbours that a place has, weighted by proximity.

    ``d_pj = sum_i M_pi phi_ij / sum_i phi_ij`` over the nearest ``i`` of ``j``

    Parameters
    ----------
    presence : DataArray (place, industry), ratio
        From the function of that name; NaN where unknown.
    most : int
        How many neighbours count.
    kind : {"minimum", "cosine", "jaccard", "association", "correlation"}
        As in `proximity`.

    Returns
    -------
    DataArray (place, industry), ratio
        From 0 to 1. The industry itself does not count. NaN for an industry without
        neighbours and for a place of which no neighbour is known.

    Raises
    ------
    LabelError
        If the dimensions are others.
    DataError
        If a cell is neither 0 nor 1 nor unknown, or `most` is below 1.

    Notes
    -----
    With few neighbours it tells industries apart better than `density` does, which comes
    close to the diversity of the place; it also rests on fewer cases.

    References
    ----------
    .. [1] Hidalgo, C. A., Klinger, B., Barabasi, A.-L. and Hausmann, R. (2007). The product
       space conditions the development of nations. Science 317, 482-487.

    Examples
    --------
    >>> M = xr.DataArray([[1.0, 1.0, 0.0], [1.0, 1.0, 1.0]],
    ...     {"place": ["A", "B"], "industry": ["cars", "parts", "ships"]},
    ...     ("place", "industry"))
    >>> nearest_density(M, most=1).values.tolist()
    [[1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]
    """
    M = read_presence(presence)
    position, near = nearest_kernel(M, most=_count(most), kind=kind)
    values = _density(M, position, near)
    return xr.DataArray(values, presence.coords, presence.dims, "density", {"units": "ratio"})


def nearest_kernel(M: Floats, *, most: int, kind: Kind) -> tuple[Places, Floats]:
    """Nearest neighbours on bare numbers.

    Parameters
    ----------
    M : ndarray (place, industry)
        Presence, NaN for unknown.
    most : int
        How many neighbours, at least 1.
    kind : {"minimum", "cosine", "jaccard", "association", "correlation"}
        As in `proximity`.

    Returns
    -------
    position : ndarray (industry, order)
        Columns of the neighbours, the nearest first; -1 where there are no more.
    near : ndarray (industry, order)
        Proximities; NaN where there are no more.
    """
    industries = M.shape[1]
    kept = min(most, max(industries - 1, 0))
    position = np.full((industries, kept), -1, dtype=np.int64)
    near = np.full((industries, kept), np.nan)
    if kept == 0:
        return position, near
    size = max(1, BLOCK_CELLS // industries)
    for start in range(0, industries, size):
        rows = np.arange(start, min(start + size, industries))
        phi = relate_kernel(count_kernel(M[:, rows], M), kind)
        phi[np.isnan(phi)] = 0.0
        phi[rows - start, rows] = 0.0
        chosen = _largest(phi, kept)
        values = np.take_along_axis(phi, chosen, axis=1)
        there = values > 0.0
        position[rows] = np.where(there, chosen, -1)
        near[rows] = np.where(there, values, np.nan)
    return position, near


def _largest(values: Floats, most: int) -> Places:
    """Columns of the largest values of each row, in falling order; ties by column."""
    edge = -np.partition(-values, most - 1, axis=1)[:, most - 1 : most]
    above = values > edge
    tied = values == edge
    room = most - above.sum(axis=1, keepdims=True)
    taken = above | (tied & (np.cumsum(tied, axis=1) <= room))
    columns = np.nonzero(taken)[1].reshape(len(values), most)
    order = np.argsort(-np.take_along_axis(values, columns, axis=1), axis=1, kind="stable")
    return np.take_along_axis(columns, order, axis=1)


def _density(M: Floats, position: Places, near: Floats) -> Floats:
    industries, most = position.shape
    there = position >= 0
    rows = np.repeat(np.arange(industries), most).reshape(industries, most)[there]
    weights = csr_array((near[there], (rows, position[there])), shape=(industries, industries))
    unknown = np.isnan(M)
    held = np.where(unknown, 0.0, M)
    sums = np.asarray(weights @ held.T).T
    if not unknown.any():
        return divide(sums, near.sum(axis=1, where=there))
    return divide(sums, np.asarray(weights @ (~unknown).astype(np.float64).T).T)


def _count(most: int) -> int:
    if most < 1:
        raise DataError(
            Message(f"most must be at least 1, got {most}.", f"most 应至少为 1，实际为 {most}。"),
            Message("50 is a usual number.", "通常取 50。"),
        )
    return most
