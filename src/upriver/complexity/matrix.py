"""A matrix of places and industries, read and checked once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from upriver.core.dims import INDUSTRY, PLACE, YEAR, to
from upriver.core.errors import DataError
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.message import Message, listing

if TYPE_CHECKING:
    import numpy.typing as npt
    import xarray as xr

OTHER = to(INDUSTRY)


def read_matrix(array: xr.DataArray, *, name: str, over: str = INDUSTRY) -> npt.NDArray[np.float64]:
    """Read the numbers of a (place, industry) matrix; NaN stands for unknown.

    Parameters
    ----------
    array : DataArray (place, industry)
        The matrix.
    name : str
        Name of the argument, for the message.
    over : str
        The second dimension, where it is another layer such as technologies.

    Returns
    -------
    ndarray
        Its numbers, none negative.

    Raises
    ------
    LabelError
        If the dimensions are others.
    DataError
        If a number is negative or infinite.
    """
    require_dims(array, (PLACE, over), name=name)
    values = np.asarray(array.values, dtype=np.float64)
    _refuse(array, (values < 0) | np.isinf(values), name, "a number of at least 0", "非负数")
    return values


def read_presence(
    presence: xr.DataArray, *, name: str = "presence", over: str = INDUSTRY
) -> npt.NDArray[np.float64]:
    """Read the numbers of a presence matrix: 1, 0 or NaN for unknown.

    Parameters
    ----------
    presence : DataArray (place, industry)
        From the function of that name.
    name : str
        Name of the argument, for the message.
    over : str
        The second dimension, where it is another layer such as technologies.

    Returns
    -------
    ndarray
        Its numbers.

    Raises
    ------
    LabelError
        If the dimensions are others.
    DataError
        If a cell is neither 0 nor 1 nor unknown.
    """
    values = read_matrix(presence, name=name, over=over)
    odd = ~np.isnan(values) & (values != 0.0) & (values != 1.0)
    _refuse(presence, odd, name, "0, 1 or unknown", "0、1 或未知")
    return values


def read_years(panel: xr.DataArray, *, name: str) -> npt.NDArray[np.float64]:
    """Read the numbers of a (year, place, industry) panel of at least two years in order.

    Parameters
    ----------
    panel : DataArray (year, place, industry)
        The panel; NaN stands for unknown.
    name : str
        Name of the argument, for the message.

    Returns
    -------
    ndarray
        Its numbers.

    Raises
    ------
    LabelError
        If the dimensions are others.
    DataError
        If there are fewer than two years, or they are not in order.
    """
    require_dims(panel, (YEAR, PLACE, INDUSTRY), name=name)
    years = panel.coords[YEAR].values
    if len(years) < 2 or (np.diff(years) <= 0).any():
        raise DataError(
            Message(
                f"{name} needs at least two years in order, got {years.tolist()}.",
                f"{name} 至少需要两个按顺序排列的年份，实际为 {years.tolist()}。",
            ),
            Message("Sort by year, or add years.", "请按年份排序，或增加年份。"),
        )
    return np.asarray(panel.values, dtype=np.float64)


def read_proximity(presence: xr.DataArray, proximity: xr.DataArray) -> npt.NDArray[np.float64]:
    """Read the numbers of a proximity matrix over the industries of a presence matrix.

    Parameters
    ----------
    presence : DataArray (place, industry)
        Where the industries come from.
    proximity : DataArray (industry, industry_to)
        From the function of that name, or any other relatedness.

    Returns
    -------
    ndarray
        Its numbers; NaN for an industry without proximity.

    Raises
    ------
    LabelError
        If dimensions or industries differ.
    """
    require_dims(proximity, (INDUSTRY, OTHER), name="proximity")
    require_same_labels(presence, proximity, dims=(INDUSTRY,), names=("presence", "proximity"))
    turned = proximity.rename({INDUSTRY: OTHER, OTHER: INDUSTRY})
    require_same_labels(presence, turned, dims=(INDUSTRY,), names=("presence", "proximity"))
    return np.asarray(proximity.values, dtype=np.float64)


def read_weights(
    weights: xr.DataArray, *, beside: xr.DataArray, dim: str, name: str
) -> npt.NDArray[np.float64]:
    """Read one known number of at least 0 for each label of a matrix.

    Parameters
    ----------
    weights : DataArray (dim)
        Such as inhabitants by place, or a nation's output by industry.
    beside : DataArray
        The matrix whose labels they must have.
    dim : str
        Their dimension.
    name : str
        Name of the argument, for the message.

    Returns
    -------
    ndarray
        Its numbers.

    Raises
    ------
    LabelError
        If dimensions or labels differ.
    DataError
        If a number is unknown, negative or infinite.
    """
    require_dims(weights, (dim,), name=name)
    require_same_labels(beside, weights, dims=(dim,), names=("output", name))
    values = np.asarray(weights.values, dtype=np.float64)
    bad = weights.coords[dim].values[~(values >= 0.0) | np.isinf(values)]
    if bad.size:
        raise DataError(
            Message(
                f"{name} must be known and at least 0, but is not at {listing(bad.tolist())}.",
                f"{name} 应为已知的非负数，{listing(bad.tolist())} 处不符。",
            ),
            Message("Leave these out of both.", "请在两者中去掉这些项。"),
        )
    return values


def _refuse(
    array: xr.DataArray, bad: npt.NDArray[np.bool_], name: str, wanted: str, wanted_zh: str
) -> None:
    if bad.any():
        cells = [
            f"{array.coords[array.dims[0]].values[i]}, {array.coords[array.dims[1]].values[j]}: "
            f"{float(array.values[i, j]):g}"
            for i, j in np.argwhere(bad)
        ]
        raise DataError(
            Message(
                f"{name} must be {wanted} in every cell, got {listing(cells)}.",
                f"{name} 的每个单元格应为{wanted_zh}，实际为 {listing(cells)}。",
            ),
            Message("Correct the cells, or leave unknown ones empty.", "请改正；未知的请留空。"),
        )
