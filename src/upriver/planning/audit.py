"""Whether an answer holds, from the coefficients of the model and nothing the solver says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from upriver.planning.coefficients import coefficient_range, row_factors

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.planning.matrix import Matrix

TOLERANCE = 1e-6  # of rows, bounds and whole numbers
DUALITY_TOLERANCE = 1e-7


@dataclass(frozen=True)
class Audit:
    """An own check of the answer, not the solver's word.

    Parameters
    ----------
    row_violation : float
        Largest violation of a row, relative to the size of its terms; a row without
        large terms counts at the size of its largest coefficient.
    bound_violation : float
        Largest violation of a bound, relative to its size.
    whole_violation : float
        Largest distance of a whole decision from a whole number.
    duality_gap : float
        Relative difference between the objective and the value of the prices, for the linear
        model with whole decisions fixed.
    coefficient_range : float
        Largest over smallest coefficient within a row, where it is widest.
    rows, columns, nonzeros, whole : int
        Size of the model.
    gap : float
        Relative distance to the proven bound.
    """

    row_violation: float
    bound_violation: float
    whole_violation: float
    duality_gap: float
    coefficient_range: float
    rows: int
    columns: int
    nonzeros: int
    whole: int
    gap: float

    @property
    def passed(self) -> bool:
        """Whether rows hold to one part in a million and prices to one in ten million.

        Returns
        -------
        bool
            True when the answer can be trusted.
        """
        worst = max(self.row_violation, self.bound_violation, self.whole_violation)
        return worst <= TOLERANCE and self.duality_gap <= DUALITY_TOLERANCE


def audited(
    matrix: Matrix,
    columns: npt.NDArray[np.float64],
    *,
    prices: npt.NDArray[np.float64],
    objective: float,
    gap: float = 0.0,
) -> Audit:
    """Check an answer against the model itself, whoever gave it.

    Parameters
    ----------
    matrix : Matrix
        The model.
    columns : ndarray
        Value of every decision.
    prices : ndarray
        Price of every row; whole decisions count as fixed at their values.
    objective : float
        Value that is claimed.
    gap : float
        Relative distance to the proven bound, as the solver says.

    Returns
    -------
    Audit
        Violations and the duality gap, from the coefficients alone.
    """
    activity, factors = matrix.A @ columns, row_factors(matrix)
    size = np.maximum(1.0 / factors, abs(matrix.A) @ np.abs(columns))
    below = np.maximum(matrix.row_lower - activity, 0.0)
    above = np.maximum(activity - matrix.row_upper, 0.0)
    outside = np.maximum(
        np.maximum(matrix.lower - columns, columns - matrix.upper), 0.0
    ) / np.maximum(1.0, np.abs(columns))
    whole = columns[matrix.whole]
    return Audit(
        row_violation=float((np.maximum(below, above) / size).max(initial=0.0)),
        bound_violation=float(outside.max(initial=0.0)),
        whole_violation=float(np.abs(whole - np.round(whole)).max(initial=0.0)),
        duality_gap=_duality_gap(matrix, columns, prices, objective, factors=factors),
        coefficient_range=coefficient_range(matrix),
        rows=matrix.A.shape[0],
        columns=matrix.A.shape[1],
        nonzeros=int(matrix.A.nnz),
        whole=int(matrix.whole.sum()),
        gap=gap,
    )


def _duality_gap(
    matrix: Matrix,
    columns: npt.NDArray[np.float64],
    prices: npt.NDArray[np.float64],
    objective: float,
    *,
    factors: npt.NDArray[np.float64],
) -> float:
    """Value of all right-hand sides and bounds at their prices, against the claimed objective.

    The value of the decisions is held against the claim too, so that neither can be made up. A
    price without a limit behind it is left out where it is small; that of a row at the size at
    which the row is solved, so that its unit does not matter.
    """
    reduced = matrix.cost - matrix.A.T @ prices
    active_row = np.where(prices > 0, matrix.row_upper, matrix.row_lower)
    used = (np.abs(prices) > 0) & ~(np.isinf(active_row) & (np.abs(prices) < TOLERANCE * factors))
    # A fixed decision is worth its reduced cost at the value at which it is fixed.
    limit = np.where(reduced > 0, matrix.upper, matrix.lower)
    limit = np.where(matrix.whole, np.round(columns), limit)
    held = (np.abs(reduced) > 0) & ~(np.isinf(limit) & (np.abs(reduced) < TOLERANCE))
    if np.isinf(active_row[used]).any() or np.isinf(limit[held]).any():
        return np.inf  # a price without a limit behind it proves nothing
    total = float(prices[used] @ active_row[used]) + float(reduced[held] @ limit[held])
    made = float(matrix.cost @ columns)
    return max(abs(total - objective), abs(made - objective)) / max(1.0, abs(objective))
