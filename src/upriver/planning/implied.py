"""How large a decision can become that has no limit of its own, from the rules it stands in.

``a_j x_j <= b - least of the other terms``, row after row, until nothing more follows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array, vstack

if TYPE_CHECKING:
    import numpy.typing as npt

    Real = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]

ROUNDING = 1e-12
"""Relative error of a sum of thousands of terms, by which every bound is made wider."""


def implied_bounds(
    table: csr_array,
    *,
    most: Real,
    lower: Real,
    upper: Real,
    wanted: Flags,
) -> tuple[Real, Real]:
    """Bounds that no decision of a feasible plan oversteps, where it had none.

    Parameters
    ----------
    table : csr_array
        Coefficients of rules ``table @ x <= most``.
    most : ndarray
        Right-hand sides; a rule with an infinite one says nothing.
    lower, upper : ndarray
        Bounds of the decisions; infinite where there is none.
    wanted : ndarray of bool
        Decisions whose bounds are wanted. The search ends once they have them.

    Returns
    -------
    lower, upper : ndarray
        The bounds that were given stay. An infinite one becomes finite where the rules imply it.

    Notes
    -----
    Bounds follow from bounds: a chain over ten years takes some twenty rounds. They need not be
    the tightest. Savelsbergh (1994), ORSA Journal on Computing 6, 445-454.

    Examples
    --------
    >>> table = csr_array([[1.0, 2.0], [-3.0, 1.0]])
    >>> free = np.full(2, np.inf)
    >>> low, high = implied_bounds(
    ...     table, most=np.array([4.0, 0.0]), lower=np.zeros(2), upper=free,
    ...     wanted=np.array([True, True]),
    ... )
    >>> high.round(6).tolist()
    [4.0, 2.0]
    """
    lower, upper = lower.copy(), upper.copy()
    there = np.isfinite(most)
    table, most = csr_array(table[there]), most[there]
    row = np.repeat(np.arange(table.shape[0]), np.diff(table.indptr))
    rising, falling = _parts(table)
    rising_at, falling_at = _pattern(rising), _pattern(falling)
    size = np.abs(most)
    entry = np.arange(table.nnz)
    while True:
        value, column = table.data[entry], table.indices[entry]
        up = value > 0
        # A rule with a positive coefficient bounds a decision above, by the least of the rest.
        entry = entry[np.where(up, np.isinf(upper[column]), np.isinf(lower[column]))]
        if not len(entry) or not (np.isinf(lower) | np.isinf(upper))[wanted].any():
            return lower, upper
        low, high = _finite(lower), _finite(upper)
        least = rising @ low + falling @ high
        terms = size + rising @ np.abs(low) - falling @ np.abs(high)
        unknown = rising_at @ np.isinf(lower) + falling_at @ np.isinf(upper)

        value, column, at = table.data[entry], table.indices[entry], row[entry]
        up = value > 0
        own = np.where(up, lower[column], upper[column])
        alone = unknown[at] == np.isinf(own)
        bound = (most[at] - least[at] + value * _finite(own)) / value
        wider = ROUNDING * terms[at] / np.abs(value)
        above, below = alone & up, alone & ~up
        np.minimum.at(upper, column[above], (bound + wider)[above])
        np.maximum.at(lower, column[below], (bound - wider)[below])
        if not alone.any():
            return lower, upper


def one_sided(table: csr_array, *, low: Real, high: Real) -> tuple[csr_array, Real]:
    """Rules with two sides as rules with an upper side only.

    Parameters
    ----------
    table : csr_array
        Coefficients.
    low, high : ndarray
        Both sides; infinite where there is none.

    Returns
    -------
    table : csr_array
        A row for every finite side.
    most : ndarray
        Its right-hand side.
    """
    above, below = np.isfinite(high), np.isfinite(low)
    stacked = csr_array(vstack([table[above], -table[below]], format="csr"))
    return stacked, np.concatenate([high[above], -low[below]])


def _parts(table: csr_array) -> tuple[csr_array, csr_array]:
    return table.maximum(0.0).tocsr(), table.minimum(0.0).tocsr()


def _pattern(table: csr_array) -> csr_array:
    return csr_array((np.sign(np.abs(table.data)), table.indices, table.indptr), shape=table.shape)


def _finite(values: Real) -> Real:
    return np.where(np.isinf(values), 0.0, values)
