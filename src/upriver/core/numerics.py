"""Small numeric rules that must be the same everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt


def divide(numerator: npt.ArrayLike, denominator: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Quotient that is missing, not infinite, where the denominator is zero.

    Parameters
    ----------
    numerator, denominator : array_like
        Broadcast against each other.

    Returns
    -------
    ndarray
        The quotient; NaN where the denominator is zero or either side is missing.

    Examples
    --------
    >>> divide([1.0, 1.0], [2.0, 0.0]).tolist()
    [0.5, nan]
    """
    top = np.asarray(numerator, dtype=np.float64)
    bottom = np.asarray(denominator, dtype=np.float64)
    shape = np.broadcast_shapes(top.shape, bottom.shape)
    out = np.full(shape, np.nan)
    np.divide(top, bottom, out=out, where=np.broadcast_to(bottom != 0, shape))
    return out


def sum_known(values: npt.ArrayLike) -> tuple[float, int]:
    """Sum of the known values and how many were unknown.

    Parameters
    ----------
    values : array_like
        Numbers, NaN for unknown.

    Returns
    -------
    tuple of float and int
        The sum (NaN when nothing is known) and the count of unknown values.

    Examples
    --------
    >>> sum_known([1.0, float("nan"), 2.0])
    (3.0, 1)
    """
    array = np.asarray(values, dtype=np.float64)
    unknown = int(np.isnan(array).sum())
    return (float("nan") if unknown == array.size else float(np.nansum(array))), unknown


def mean_ranks(values: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Rank the values from 1; equal ones share the mean of their ranks.

    Parameters
    ----------
    values : array_like
        Known numbers, one dimension.

    Returns
    -------
    ndarray
        One rank a value.

    Examples
    --------
    >>> mean_ranks([3.0, 1.0, 3.0]).tolist()
    [2.5, 1.0, 2.5]
    """
    # As scipy.stats.rankdata, without the half second that its package takes to load.
    _, place, count = np.unique(np.asarray(values), return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    return np.asarray((last - (count - 1) / 2.0)[place], dtype=np.float64)
