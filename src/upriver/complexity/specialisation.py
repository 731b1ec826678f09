"""In which industries a place holds more than its share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.complexity.matrix import read_matrix, read_weights
from upriver.core.dims import PLACE
from upriver.core.errors import DataError
from upriver.core.message import Message
from upriver.core.numerics import divide

if TYPE_CHECKING:
    import numpy.typing as npt


def rca(output: xr.DataArray) -> xr.DataArray:
    """Share of an industry in the place over its share in all places (location quotient).

    ``RCA_pi = (x_pi / x_p) / (x_i / x)``

    Parameters
    ----------
    output : DataArray (place, industry), any unit
        Output, exports, employment or counts; NaN where unknown.

    Returns
    -------
    DataArray (place, industry), ratio
        From 0; above 1 the place is specialised. NaN where the cell is unknown, and in the
        whole row or column of a place or industry without any output. Unknown cells are left
        out of all totals; ``attrs["unknown_cells"]`` counts them.

    Raises
    ------
    LabelError
        If the dimensions are others.
    DataError
        If a number is negative.

    Notes
    -----
    A small place reaches high values on few cases. Left-out cells raise the quotients of the
    known cells in their row and column, the more so the larger they would have been.

    References
    ----------
    .. [1] Balassa, B. (1965). Trade liberalisation and "revealed" comparative advantage. The
       Manchester School 33, 99-123.

    Examples
    --------
    >>> import xarray as xr
    >>> output = xr.DataArray([[30.0, 10.0], [10.0, 30.0]],
    ...     {"place": ["A", "B"], "industry": ["cars", "ships"]}, ("place", "industry"))
    >>> rca(output).values.tolist()
    [[1.5, 0.5], [0.5, 1.5]]
    """
    values = read_matrix(output, name="output")
    attrs = {"units": "ratio", "unknown_cells": int(np.isnan(values).sum())}
    return xr.DataArray(_rca_kernel(values), output.coords, output.dims, "rca", attrs)


def rpop(output: xr.DataArray, *, population: xr.DataArray) -> xr.DataArray:
    """Output per head in the place over that in all places.

    ``RPOP_pi = (x_pi / n_p) / (x_i / n)``

    Parameters
    ----------
    output : DataArray (place, industry), any unit
        Output, exports, employment or counts; NaN where unknown.
    population : DataArray (place), persons
        Inhabitants of each place.

    Returns
    -------
    DataArray (place, industry), ratio
        From 0; above 1 the place makes more per head. NaN where the cell is unknown, in a place
        without inhabitants, and for an industry without output. Unknown cells are left out of
        the total; ``attrs["unknown_cells"]`` counts them.

    Raises
    ------
    LabelError
        If dimensions or places differ.
    DataError
        If a number is negative, or a population is unknown.

    Notes
    -----
    A rich place is above 1 in most industries, a poor one in few: it measures presence, where
    `rca` measures specialisation.

    References
    ----------
    .. [1] Hausmann, R. et al. (2014). The Atlas of Economic Complexity. MIT Press, p. 25.
    """
    x = read_matrix(output, name="output")
    n = read_weights(population, beside=output, dim=PLACE, name="population")
    known = ~np.isnan(x)
    everywhere = np.where(known, x, 0.0).sum(axis=0)
    # The population that stands behind a total is that of the places whose cell is known.
    behind = (known * n[:, None]).sum(axis=0)
    values = divide(divide(x, n[:, None]), divide(everywhere, behind))
    attrs = {"units": "ratio", "unknown_cells": int((~known).sum())}
    return xr.DataArray(values, output.coords, output.dims, "rpop", attrs)


def symmetric_rca(rca: xr.DataArray) -> xr.DataArray:
    """Location quotient on a scale on which having half counts as much as having double.

    ``(RCA - 1) / (RCA + 1)``

    Parameters
    ----------
    rca : DataArray (place, industry), ratio
        From the function of that name.

    Returns
    -------
    DataArray (place, industry), ratio
        From -1 (nothing) over 0 (its share) to 1; NaN where the quotient is.

    Raises
    ------
    LabelError
        If the dimensions are others.
    DataError
        If a number is negative.

    References
    ----------
    .. [1] Laursen, K. (2015). Revealed comparative advantage and the alternatives as measures of
       international specialization. Eurasian Business Review 5, 99-115.
    """
    x = read_matrix(rca, name="rca")
    attrs = {"units": "ratio"}
    return xr.DataArray((x - 1.0) / (x + 1.0), rca.coords, rca.dims, "symmetric_rca", attrs)


def shrunken_rca(
    counts: xr.DataArray, *, unit_size: float = 1.0, strength: float | None = None
) -> xr.DataArray:
    """Location quotient drawn towards 1, the more so the fewer cases stand behind it.

    ``(x_pi + a) / (e_pi + a)`` with ``e_pi = x_p x_i / x`` the cases one would expect

    Parameters
    ----------
    counts : DataArray (place, industry), any unit
        Firms or jobs; or money, with the size of one case given. NaN where unknown.
    unit_size : float
        Size of one independent case in the unit of the counts.
    strength : float, optional
        The prior ``a``, in cases. Default: estimated from how much quotients differ beyond
        chance.

    Returns
    -------
    DataArray (place, industry), ratio
        Between the quotient and 1; NaN where the quotient is. ``attrs["strength"]`` is ``a``;
        infinite when the quotients differ no more than by chance, and all are then 1.

    Raises
    ------
    LabelError
        If the dimensions are others.
    DataError
        If a number is negative, or unit_size or strength is not positive.

    Notes
    -----
    The mean of a Gamma posterior: cases are Poisson, true quotients vary with mean 1 and
    variance ``1 / a``. The variance is estimated by moments, once for all cells.

    References
    ----------
    .. [1] Marshall, R. J. (1991). Mapping disease and mortality rates using empirical Bayes
       estimators. Journal of the Royal Statistical Society C 40, 283-294.

    Examples
    --------
    >>> import xarray as xr
    >>> jobs = xr.DataArray([[3.0, 1.0], [100.0, 300.0]],
    ...     {"place": ["small", "large"], "industry": ["cars", "ships"]}, ("place", "industry"))
    >>> rca(jobs).round(2).values.tolist()
    [[2.94, 0.34], [0.98, 1.01]]
    >>> shrunken_rca(jobs, strength=2.0).round(2).values.tolist()
    [[1.66, 0.6], [0.98, 1.01]]
    """
    x = read_matrix(counts, name="counts") / _positive(unit_size, "unit_size")
    quotient = _rca_kernel(x)
    known = ~np.isnan(quotient)
    place = np.where(np.isnan(x), 0.0, x).sum(axis=1, keepdims=True)
    industry = np.where(np.isnan(x), 0.0, x).sum(axis=0, keepdims=True)
    expected = np.where(known, divide(place * industry, place.sum()), np.nan)
    if strength is None:
        a = _prior_strength(quotient[known], expected[known])
    else:
        a = _positive(strength, "strength")
    values = np.where(known, 1.0, np.nan) if np.isinf(a) else (x + a) / (expected + a)
    values = np.where(known, values, np.nan)
    attrs = {"units": "ratio", "strength": a}
    return xr.DataArray(values, counts.coords, counts.dims, "shrunken_rca", attrs)


def _prior_strength(quotient: npt.NDArray[np.float64], expected: npt.NDArray[np.float64]) -> float:
    """Cases that the prior is worth, by moments weighted with the expected cases."""
    total = float(expected.sum())
    if total == 0.0:
        return float("inf")
    spread = float((expected * (quotient - 1.0) ** 2).sum()) / total
    beyond = spread - expected.size / total
    return 1.0 / beyond if beyond > 0.0 else float("inf")


def _positive(value: float, name: str) -> float:
    if not value > 0.0:
        raise DataError(
            Message(f"{name} must be positive, got {value}.", f"{name} 应为正数，实际为 {value}。"),
            Message("Give a positive number.", "请给出正数。"),
        )
    return value


def _rca_kernel(output: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    known = np.where(np.isnan(output), 0.0, output)
    place, industry = known.sum(axis=1, keepdims=True), known.sum(axis=0, keepdims=True)
    return divide(divide(output, place), divide(industry, known.sum()))
