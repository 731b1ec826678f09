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

# Measured costs of the three ways to sum, in units of one operation of a dense product.
LEVEL_CELL = 45.0  # carrying two matrices on by one level, a cell
PAIR = 100.0  # forming the proximity of a pair
SPARSE = 160.0  # products of sparse matrices are so much slower: they pay below 5 % of cells
# Numbers of a block of proximities, to bound the memory.
BLOCK_CELLS = 2_000_000
ALL = np.ones((1, 1))


class Block(NamedTuple):
    """Some industries and their sums over all industries they are near to.

    Parameters
    ----------
    rows : slice
        Where they stand in the sorted presence.
    held : ndarray (industry, place)
        Their presence.
    known : ndarray (industry, place) or (1, 1)
        1 where it is known.
    sums : ndarray (industry, place)
        Proximity times factor times presence, over all industries. Used again by the next block.
    judged : ndarray (industry, place) or (industry, 1)
        Proximity times factor, over the industries known in the place.
    total : ndarray (industry)
        Proximity times factor, over all industries.
    """

    rows: slice
    held: Floats
    known: Floats
    sums: Floats
    judged: Floats
    total: Floats


def by_cheapest(held: Floats, ubiquity: Floats, factors: Floats | None = None) -> Iterator[Block]:
    """Sums over proximities in the way that is the least work.

    Parameters
    ----------
    held : ndarray (industry, place)
        Presence, industries by rising ubiquity, none of ubiquity 0.
    ubiquity : ndarray (industry)
        Its row sums.
    factors : ndarray (industry), optional
        Factor of each industry; default 1.

    Returns
    -------
    iterator of Block
        All industries, each once.
    """
    industries, places = float(held.shape[0]), float(held.shape[1])
    carried = LEVEL_CELL * places**2 * (1 + np.count_nonzero(np.diff(ubiquity)))
    by_dense = 8.0 * places**2 * industries + carried
    by_sparse = SPARSE * places * float(ubiquity.sum()) + carried
    by_pairs = 6.0 * places * industries**2 + PAIR * industries**2
    if by_pairs < min(by_dense, by_sparse):
        return by_block(held, ubiquity, factors)
    return (by_level if by_dense < by_sparse else by_sparse_level)(held, ubiquity, factors)


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
        yield _known(rows, block, out, block @ ones)
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
        yield _known(rows, held[rows], np.asarray(block @ weights), np.asarray(block @ ones))
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
        Of as many industries as memory allows.
    """
    scaled = held if factors is None else held * factors[:, None]
    size = max(16, BLOCK_CELLS // max(1, len(held)))
    for start in range(0, len(held), size):
        rows = slice(start, min(start + size, len(held)))
        near = held[rows] @ held.T
        near /= np.maximum(ubiquity[rows, None], ubiquity)
        ones = near.sum(axis=1) if factors is None else near @ factors
        yield _known(rows, held[rows], near @ scaled, ones)


def by_known_pair(held: Floats, known: Floats, factors: Floats | None = None) -> Iterator[Block]:
    """Sums over proximities when some cells are unknown, formed for some industries at a time.

    A pair is judged on the places where both are known.

    Parameters
    ----------
    held : ndarray (industry, place)
        Presence, 0 where unknown; no industry without any.
    known : ndarray (industry, place)
        1 where it is known.
    factors : ndarray (industry), optional
        Factor of each industry; default 1.

    Yields
    ------
    Block
        Of as many industries as memory allows.
    """
    weights = np.ones(len(held)) if factors is None else factors
    size = max(16, BLOCK_CELLS // max(1, len(held)))
    for start in range(0, len(held), size):
        rows = slice(start, min(start + size, len(held)))
        most = np.maximum(known[rows] @ held.T, held[rows] @ known.T)
        near = held[rows] @ held.T
        np.divide(near, most, out=near, where=most > 0.0)
        near *= weights
        yield Block(rows, held[rows], known[rows], near @ held, near @ known, near.sum(axis=1))


def _known(rows: slice, held: Floats, sums: Floats, total: Floats) -> Block:
    return Block(rows, held, ALL, sums, total[:, None], total)
