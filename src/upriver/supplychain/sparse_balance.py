"""Which values on given cells have the wanted row and column sums and stay closest to a start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Numbers = npt.NDArray[np.float64]
    Places = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class SparseBalance:
    """Values on the cells, and how far the column sums are from what was wanted.

    Parameters
    ----------
    value : ndarray (cell), the unit of the totals
        Row sums are exact wherever a row has a cell.
    row_gap, column_gap : ndarray (row), ndarray (column), the unit of the totals
        Sum minus wanted total.
    iterations : int
        Passes over rows and columns.
    """

    value: Numbers
    row_gap: Numbers
    column_gap: Numbers
    iterations: int


def balance_cells(
    start: Numbers,
    row: Places,
    *,
    column: Places,
    row_total: Numbers,
    column_total: Numbers,
    tolerance: float = 1e-12,
    max_iterations: int = 5000,
) -> SparseBalance:
    """Scale rows and columns in turn until the sums are as wanted.

    Parameters
    ----------
    start : ndarray (cell), any unit
        Positive start values. Cells that are not listed are zero.
    row, column : ndarray (cell), int
        Positions of each cell.
    row_total, column_total : ndarray (row), ndarray (column), one unit
        Wanted sums, not negative.
    tolerance : float
        Largest gap of a column over the larger of its total and the mean column total.
    max_iterations : int
        Passes after which the rest of the gap is handed back.

    Returns
    -------
    SparseBalance
        Values, gaps and passes. The caller judges the gaps.

    Notes
    -----
    The limit is the maximum entropy solution relative to the start. Where the cells leave no
    solution, rows are met and columns are not: `column_gap` says by how much. Memory grows
    with the cells.

    References
    ----------
    .. [1] Bacharach, M. (1965). Estimating nonnegative matrices from marginal data.
       International Economic Review 6, 294-310.

    Examples
    --------
    >>> import numpy as np
    >>> row, column = np.array([0, 0, 1]), np.array([0, 1, 1])
    >>> done = balance_cells(np.ones(3), row, column=column, row_total=np.array([3.0, 1.0]),
    ...                      column_total=np.array([2.0, 2.0]))
    >>> done.value.round(6).tolist()
    [2.0, 1.0, 1.0]
    """
    rows, columns = len(row_total), len(column_total)
    value = start.astype(np.float64)
    scale = np.maximum(column_total, float(column_total.mean()) if columns else 0.0)
    limit = np.maximum(scale * tolerance, np.finfo(np.float64).tiny)
    passes = 0
    while True:
        value *= factor(row_total, _sum(row, value, rows))[row]
        passes += 1
        sums = _sum(column, value, columns)
        gap = sums - column_total
        if passes >= max_iterations or not (np.abs(gap) > limit).any():
            row_gap = _sum(row, value, rows) - row_total
            return SparseBalance(value, row_gap, gap, passes)
        value *= factor(column_total, sums)[column]


def _sum(where: Places, value: Numbers, length: int) -> Numbers:
    return np.asarray(np.bincount(where, value, length), dtype=np.float64)


def factor(wanted: Numbers, sums: Numbers) -> Numbers:
    """By what to multiply what adds up to one sum, to make it add up to another.

    Parameters
    ----------
    wanted, sums : ndarray (total), one unit
        The sums that should be, and those that are.

    Returns
    -------
    ndarray (total)
        0 where there is nothing to multiply.
    """
    out: Numbers = np.zeros(len(wanted))
    np.divide(wanted, sums, out=out, where=sums > 0.0)
    return out
