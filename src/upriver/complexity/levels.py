"""Sums over proximities without the matrix of proximities.

The proximity of two industries is what they share over the larger of their ubiquities, and a
ubiquity is a whole number of at most the number of places. Sorted by ubiquity, all industries of
one level have the same divisor, so that sums over proximities follow, level by level, from two
matrices of places by places that are carried along. This is exact; only the order of additions
differs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.sparse import csr_array

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

# Below this share of cells products of sparse matrices are the faster ones.
SPARSE_BELOW = 0.05
# Above this many floating point operations the other way to sum is the faster one.
LEVEL_OVERHEAD = 2.5e6
CELL_OVERHEAD = 100.0
BLOCK = 512


class Block(NamedTuple):
    """Some industries and their sums over all industries they are near to.

    Parameters
    ----------
    rows : slice
        Where they stand in the sorted presence.
    held : ndarray (industry, place)
        Their presence.
    sums : ndarray (industry, place)
        Proximity times factor times presence, over all industries. Used again by the next block.
    ones : ndarray (industry)
        Proximity times factor, over all industries.
    """

    rows: slice
    held: Floats
    sums: Floats
    ones: Floats


def prefers_levels(places: int, ubiquity: Floats) -> bool:
    """Whether going by levels is less work than forming proximities.

    Parameters
    ----------
    places : int
        How many there are.
    ubiquity : ndarray (industry)
        Sorted ubiquities.

    Returns
    -------
    bool
        From counts of floating point operations, roughly.
    """
    industries = float(len(ubiquity))
    levels = 1 + int(np.count_nonzero(np.diff(ubiquity)))
    by_level = 8.0 * places**2 * industries + levels * LEVEL_OVERHEAD
    return by_level < 6.0 * places * industries**2 + CELL_OVERHEAD * industries**2


def by_level(held: Floats, ubiquity: Floats, factors: Floats | None = None) -> Iterator[Block]:
    """Sums over proximities, from the most to the least ubiquitous level.

    Parameters
    ----------
    held : ndarray (industry, place)
        Presence, industries by rising ubiquity, none of ubiquity 0.
    ubiquity : ndarray (industry)
        Its row sums.
    factors : ndarray (industry), optional
        Factor of each industry; default 1.

    Yields
    ------
    Block
        One a level.
    """
    places = held.shape[1]
    starts = np.flatnonzero(np.diff(ubiquity, prepend=-1.0)).tolist()
    ends = [*starts[1:], len(ubiquity)]
    scaled = held if factors is None else held * factors[:, None]
    head = scaled.T @ held
    first = scaled.sum(axis=0)
    level = float(ubiquity[-1])
    weights, ones = head / level, first / level
    shared, step = np.empty((places, places)), np.empty((places, places))
    room = np.empty((max(end - start for start, end in zip(starts, ends, strict=True)), places))
    for start, end in zip(starts[::-1], ends[::-1], strict=True):
        rows = slice(start, end)
        block, out = held[rows], room[: end - start]
        np.matmul(block, weights, out=out)
        yield Block(rows, block, out, block @ ones)
        if start == 0:
            return
        below = float(ubiquity[start - 1])
        part = scaled[rows]
        np.matmul(part.T, block, out=shared)
        np.subtract(head, shared, out=head)
        first -= part.sum(axis=0)
        gap = 1.0 / below - 1.0 / level
        np.multiply(head, gap, out=step)
        np.add(weights, step, out=weights)
        ones += first * gap
        level = below


def by_sparse_level(
    held: Floats, ubiquity: Floats, factors: Floats | None = None
) -> Iterator[Block]:
    """Sums over proximities as `by_level`, for presence in few cells.

    Parameters
    ----------
    held : ndarray (industry, place)
        Presence, industries by rising ubiquity, none of ubiquity 0.
    ubiquity : ndarray (industry)
        Its row sums.
    factors : ndarray (industry), optional
        Factor of each industry; default 1.

    Yields
    ------
    Block
        One a level.
    """
    thin = csr_array(held)
    starts = np.flatnonzero(np.diff(ubiquity, prepend=-1.0)).tolist()
    ends = [*starts[1:], len(ubiquity)]
    scaled = thin if factors is None else csr_array(thin.multiply(factors[:, None]))
    head = np.asarray((scaled.T @ thin).todense())
    first = np.asarray(scaled.sum(axis=0)).ravel()
    level = float(ubiquity[-1])
    weights, ones = head / level, first / level
    step = np.empty_like(head)
    for start, end in zip(starts[::-1], ends[::-1], strict=True):
        rows = slice(start, end)
        block, part = thin[rows], scaled[rows]
        yield Block(rows, held[rows], block @ weights, block @ ones)
        if start == 0:
            return
        below = float(ubiquity[start - 1])
        shared = (part.T @ block).tocoo()
        head[shared.coords] -= shared.data
        first -= np.asarray(part.sum(axis=0)).ravel()
        gap = 1.0 / below - 1.0 / level
        np.multiply(head, gap, out=step)
        np.add(weights, step, out=weights)
        ones += first * gap
        level = below


def by_block(held: Floats, ubiquity: Floats, factors: Floats | None = None) -> Iterator[Block]:
    """Sums over proximities from proximities, formed for some industries at a time.

    Parameters
    ----------
    held : ndarray (industry, place)
        Presence, industries by rising ubiquity, none of ubiquity 0.
    ubiquity : ndarray (industry)
        Its row sums.
    factors : ndarray (industry), optional
        Factor of each industry; default 1.

    Yields
    ------
    Block
        Of at most 512 industries.
    """
    scaled = held if factors is None else held * factors[:, None]
    for start in range(0, len(held), BLOCK):
        rows = slice(start, min(start + BLOCK, len(held)))
        near = held[rows] @ held.T
        near /= np.maximum(ubiquity[rows, None], ubiquity)
        ones = near.sum(axis=1) if factors is None else near @ factors
        yield Block(rows, held[rows], near @ scaled, ones)
