"""Which industries a place holds, and how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.complexity.matrix import read_matrix, read_presence
from upriver.core.dims import INDUSTRY, PLACE
from upriver.core.errors import DataError
from upriver.core.message import Message

if TYPE_CHECKING:
    import numpy.typing as npt


def presence(rca: xr.DataArray, *, threshold: float = 1.0) -> xr.DataArray:
    """Whether the place is specialised in the industry.

    ``M_pi = 1 if RCA_pi >= threshold else 0``

    Parameters
    ----------
    rca : DataArray (place, industry), ratio
        From `rca`, `rpop` or `shrunken_rca`; any measure that says 1 where a place has its share.
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


def _count(values: npt.NDArray[np.float64], *, axis: int) -> npt.NDArray[np.float64]:
    unknown = np.isnan(values)
    count = np.where(unknown, 0.0, values).sum(axis=axis)
    return np.where(unknown.all(axis=axis), np.nan, count)
