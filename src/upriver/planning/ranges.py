"""How far a limit may move before its price changes.

The basis of the answer stays the best one while every basic decision keeps its bounds; as long as
it does, the objective changes by price · move exactly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import highspy
import numpy as np

from upriver.planning.engine import require_accepted, with_whole_fixed

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.planning.engine import Engine
    from upriver.planning.matrix import Matrix
    from upriver.planning.settings import PlanSettings
    from upriver.planning.solve import Solution

    Floats = npt.NDArray[np.float64]

TINY = 1e-9  # smaller effects of a move are rounding


def price_ranges(
    solution: Solution, rows: npt.NDArray[np.int64], *, settings: PlanSettings
) -> tuple[Floats, Floats]:
    """How far down and up a right-hand side may move at the price it has.

    Parameters
    ----------
    solution : Solution
        An answer with its basis; whole decisions stay as they are.
    rows : ndarray of int
        Positions of the rows.
    settings : PlanSettings
        Limits of the search.

    Returns
    -------
    down, up : ndarray
        At most 0 and at least 0, in the unit of the row; infinite where nothing ends it. Both
        are NaN where the answer has no basis.

    Notes
    -----
    The range is that of the basis. In a degenerate answer the price may hold further than it
    says; it never holds less far. A row that does not bind has the price zero, down to what is
    used of it.
    """
    down, up = np.full(len(rows), np.nan), np.full(len(rows), np.nan)
    if solution.basis is None or not len(rows):
        return down, up
    matrix = solution.matrix
    engine = with_whole_fixed(matrix, solution.columns, settings=settings)
    require_accepted(engine.setBasis(solution.basis))
    require_accepted(engine.run())
    basis: Any = engine  # the stubs of the solver do not know what it can say of its basis
    status, found = basis.getBasicVariables()
    require_accepted(status)
    basic = np.asarray(found)
    if engine.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return down, up
    activity = matrix.A @ solution.columns
    value, low, high, sign = _basic(matrix, solution.columns, activity, basic, engine)
    basic_rows = {-int(at) - 1 for at in basic if at < 0}
    for place, row in enumerate(rows.tolist()):
        if row in basic_rows:
            down[place], up[place] = _idle(activity[row], matrix.row_lower[row],
                                           matrix.row_upper[row])  # fmt: skip
            continue
        status, column = basis.getBasisInverseCol(row)
        require_accepted(status)
        change = sign * np.asarray(column) * engine.factors[row]
        down[place], up[place] = _while_basic(value, low, high, change)
    return down, up


def _basic(
    matrix: Matrix,
    columns: Floats,
    activity: Floats,
    basic: npt.NDArray[np.int64],
    engine: Engine,
) -> tuple[Floats, Floats, Floats, Floats]:
    """Value and bounds of what is in the basis, and the sign with which a row stands there."""
    is_row = basic < 0
    row, column = np.where(is_row, -basic - 1, 0), np.where(is_row, 0, basic)
    fixed = np.round(columns)
    lower = np.where(matrix.whole, fixed, matrix.lower)
    upper = np.where(matrix.whole, fixed, matrix.upper)
    return (
        np.where(is_row, activity[row], columns[column]),
        np.where(is_row, matrix.row_lower[row], lower[column]),
        np.where(is_row, matrix.row_upper[row], upper[column]),
        np.where(is_row, -1.0 / engine.factors[row], 1.0),
    )


def _while_basic(value: Floats, low: Floats, high: Floats, change: Floats) -> tuple[float, float]:
    """How far a move may go until the first basic decision meets a bound."""
    moved = np.abs(change) > TINY
    change = change[moved]
    below = np.minimum((low - value)[moved], 0.0) / change
    above = np.maximum((high - value)[moved], 0.0) / change
    first, last = np.minimum(below, above), np.maximum(below, above)
    return float(first.max(initial=-np.inf)), float(last.min(initial=np.inf))


def _idle(activity: float, low: float, high: float) -> tuple[float, float]:
    """A row that does not bind: its bound may move until it does."""
    if np.isfinite(high):
        return min(activity - high, 0.0), np.inf
    return -np.inf, max(activity - low, 0.0)
