"""Whether an answer holds, from the coefficients of the model and nothing the solver says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array, vstack

from upriver.planning.coefficients import coefficient_range, row_factors
from upriver.planning.implied import ROUNDING, implied_bounds, one_sided

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
        Relative difference between the objective and what no plan can be worth more than, by
        the prices, for the linear model with whole decisions fixed; infinite where a price has
        no limit behind it, not even one that the rules imply.
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
        duality_gap=_duality_gap(matrix, columns, prices, objective, size=size),
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
    size: npt.NDArray[np.float64],
) -> float:
    """What no plan can be worth more than, by the prices, against the claimed objective.

    Each row counts with its price and each decision with its reduced cost, at the limit at which
    that is worth most. A decision without such a limit has the one that the rules imply for plans
    worth as much as the claim. A price on the side on which its row has no limit proves nothing:
    the proof goes without it, and what it is wrong by counts at the size of the row. The value of
    the decisions is held against the claim too, so that neither can be made up.
    """
    made = float(matrix.cost @ columns)
    row_limit = np.where(prices > 0, matrix.row_upper, matrix.row_lower)
    open_side = np.isinf(row_limit)
    wrong = float(np.abs(prices[open_side]) @ size[open_side])
    prices, row_limit = np.where(open_side, 0.0, prices), np.where(open_side, 0.0, row_limit)
    # A whole decision is worth its reduced cost at the value at which it is fixed.
    lower = np.where(matrix.whole, np.round(columns), matrix.lower)
    upper = np.where(matrix.whole, np.round(columns), matrix.upper)
    reduced = matrix.cost - matrix.A.T @ prices
    rounding = ROUNDING * (np.abs(matrix.cost) + abs(matrix.A).T @ np.abs(prices))
    held = np.abs(reduced) > rounding
    limit = np.where(reduced > 0, upper, lower)
    wanted = held & np.isinf(limit)
    if wanted.any():
        worth = min(made, objective)
        lower, upper = _implied(matrix, lower, upper, worth=worth, wanted=wanted)
        limit = np.where(reduced > 0, upper, lower)
    total = float(prices @ row_limit) + float(reduced[held] @ limit[held])
    apart = max(abs(total - objective), abs(made - objective))
    return (apart + wrong) / max(1.0, abs(objective))


def _implied(
    matrix: Matrix,
    lower: npt.NDArray[np.float64],
    upper: npt.NDArray[np.float64],
    *,
    worth: float,
    wanted: npt.NDArray[np.bool_],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Bounds that hold in every plan that is worth so much: what costs has an end too."""
    table, most = one_sided(
        csr_array(vstack([matrix.A, csr_array(matrix.cost[None])], format="csr")),
        low=np.append(matrix.row_lower, worth),
        high=np.append(matrix.row_upper, np.inf),
    )
    return implied_bounds(table, most=most, lower=lower, upper=upper, wanted=wanted)
