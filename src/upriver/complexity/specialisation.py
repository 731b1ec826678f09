"""In which industries a place holds more than its share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.complexity.matrix import read_matrix, read_presence
from upriver.core.dims import INDUSTRY, PLACE
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


def presence(rca: xr.DataArray, *, threshold: float = 1.0) -> xr.DataArray:
    """Whether the place is specialised in the industry.

    ``M_pi = 1 if RCA_pi >= threshold else 0``

    Parameters
    ----------
    rca : DataArray (place, industry), ratio
        From the function of that name.
    threshold : float
        From which value on the industry counts as present.

    Returns
    -------
    DataArray (place, industry), ratio
        1, 0, or NaN where the quotient is unknown.

    Raises
    ------
    LabelError
        If the dimensions are others.
    DataError
        If a number is negative, or the threshold is not positive.
    """
    if not threshold > 0.0:
        raise DataError(
            Message(
                f"threshold must be positive, got {threshold}.",
                f"threshold 应为正数，实际为 {threshold}。",
            ),
            Message("The usual value is 1.", "通常取 1。"),
        )
    values = read_matrix(rca, name="rca")
    flags = np.where(np.isnan(values), np.nan, (values >= threshold).astype(np.float64))
    return xr.DataArray(flags, rca.coords, rca.dims, "presence", {"units": "ratio"})


def diversity(presence: xr.DataArray) -> xr.DataArray:
    """Count the industries that are present in each place.

    Parameters
    ----------
    presence : DataArray (place, industry), ratio
        From the function of that name.

    Returns
    -------
    DataArray (place), items
        From 0. Unknown cells are not counted; NaN for a place of which nothing is known.

    Raises
    ------
    LabelError
        If the dimensions are others.
    DataError
        If a cell is neither 0 nor 1 nor unknown.
    """
    values = _count(read_presence(presence), axis=1)
    coords = {PLACE: presence.coords[PLACE].values}
    return xr.DataArray(values, coords, (PLACE,), "diversity", {"units": "items"})


def ubiquity(presence: xr.DataArray) -> xr.DataArray:
    """Count the places in which each industry is present.

    Parameters
    ----------
    presence : DataArray (place, industry), ratio
        From the function of that name.

    Returns
    -------
    DataArray (industry), items
        From 0. Unknown cells are not counted; NaN for an industry of which nothing is known.

    Raises
    ------
    LabelError
        If the dimensions are others.
    DataError
        If a cell is neither 0 nor 1 nor unknown.
    """
    values = _count(read_presence(presence), axis=0)
    coords = {INDUSTRY: presence.coords[INDUSTRY].values}
    return xr.DataArray(values, coords, (INDUSTRY,), "ubiquity", {"units": "items"})


def _rca_kernel(output: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    known = np.where(np.isnan(output), 0.0, output)
    place, industry = known.sum(axis=1, keepdims=True), known.sum(axis=0, keepdims=True)
    return divide(divide(output, place), divide(industry, known.sum()))


def _count(values: npt.NDArray[np.float64], *, axis: int) -> npt.NDArray[np.float64]:
    unknown = np.isnan(values)
    count = np.where(unknown, 0.0, values).sum(axis=axis)
    return np.where(unknown.all(axis=axis), np.nan, count)
