"""A square matrix of sellers and buyers, read and checked once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.core.dims import INDUSTRY, to
from upriver.core.errors import DataError, LabelError
from upriver.core.labels import require_dims
from upriver.core.message import Message, listing

if TYPE_CHECKING:
    import numpy.typing as npt

BUYER = to(INDUSTRY)


def read_square(matrix: xr.DataArray, *, name: str) -> npt.NDArray[np.float64]:
    """Read the numbers of a square matrix whose rows and columns are the same industries.

    Parameters
    ----------
    matrix : DataArray (industry, industry_to)
        Sellers in rows, buyers in columns.
    name : str
        Name of the argument, for the message.

    Returns
    -------
    ndarray
        The numbers, finite.

    Raises
    ------
    LabelError
        If the dimensions are others, or sellers and buyers are not the same in one order.
    DataError
        If a cell is missing.
    """
    require_dims(matrix, (INDUSTRY, BUYER), name=name)
    require_same_industries(matrix, name=name)
    return read_numbers(matrix, name=name)


def read_inverse(matrix: xr.DataArray, *, name: str) -> npt.NDArray[np.float64]:
    """Read the numbers of an inverse; coefficients given in its place are refused.

    Parameters
    ----------
    matrix : DataArray (industry, industry_to)
        Leontief or Ghosh inverse.
    name : str
        Name of the argument, for the message.

    Returns
    -------
    ndarray
        The numbers, finite.

    Raises
    ------
    LabelError
        If the dimensions are others, or sellers and buyers are not the same in one order.
    DataError
        If a cell is missing, or the whole diagonal lies below 1, as in no inverse.
    """
    values = read_square(matrix, name=name)
    largest = float(np.diag(values).max(initial=0.0))
    if values.size and largest < 1.0 - 1e-9:
        raise DataError(
            Message(
                f"{name} is no inverse: its diagonal is at most {largest:.4g}, and must be 1 or "
                "more.",
                f"{name} 不是逆矩阵：对角线最大为 {largest:.4g}，应不小于 1。",
            ),
            Message(
                "Give leontief_inverse or ghosh_inverse of the coefficients.",
                "请给出系数的 leontief_inverse 或 ghosh_inverse。",
            ),
        )
    return values


def require_same_industries(matrix: xr.DataArray, *, name: str) -> None:
    """Refuse a matrix whose sellers and buyers are not the same industries in one order.

    Parameters
    ----------
    matrix : DataArray with the dimensions industry and industry_to
        The matrix.
    name : str
        Name of the argument, for the message.

    Raises
    ------
    LabelError
        If the labels differ.
    """
    sellers, buyers = matrix.coords[INDUSTRY].values, matrix.coords[BUYER].values
    if sellers.shape == buyers.shape and (sellers == buyers).all():
        return
    odd = sorted(set(sellers.tolist()) ^ set(buyers.tolist()))
    detail_en = f"not in both: {listing(odd)}" if odd else "the same labels in another order"
    detail_zh = f"仅一侧有：{listing(odd)}" if odd else "标签相同但顺序不同"
    raise LabelError(
        Message(
            f"Sellers and buyers of {name} must be the same industries: {detail_en}.",
            f"{name} 的卖方与买方行业必须一致：{detail_zh}。",
        ),
        Message(
            "Reindex industry and industry_to to one list.",
            "请把 industry 与 industry_to 重新索引为同一列表。",
        ),
    )


def read_numbers(array: xr.DataArray, *, name: str) -> npt.NDArray[np.float64]:
    """Read the numbers of an array in which nothing is missing.

    Parameters
    ----------
    array : DataArray
        Any labelled array.
    name : str
        Name of the argument, for the message.

    Returns
    -------
    ndarray
        The numbers, finite.

    Raises
    ------
    DataError
        If a cell is missing or infinite.
    """
    numbers = np.asarray(array.values, dtype=np.float64)
    finite = np.isfinite(numbers)
    if not finite.all():
        bad = np.argwhere(~finite)
        cells = [
            " -> ".join(
                str(array.coords[dim].values[place])
                for dim, place in zip(array.dims, position, strict=True)
            )
            for position in bad
        ]
        raise DataError(
            Message(
                f"{name} has no number at {listing(cells)}.",
                f"{name} 在 {listing(cells)} 处没有数值。",
            ),
            Message(
                "Fill or estimate these cells first; an unknown flow is not zero.",
                "请先补齐或估计这些单元格；未知流量不等于零。",
            ),
        )
    return numbers


def along(
    values: npt.NDArray[np.float64], like: xr.DataArray, *, name: str, units: str
) -> xr.DataArray:
    """Vector over the industries of another array.

    Parameters
    ----------
    values : ndarray
        One number an industry.
    like : DataArray with the dimension industry
        Where the labels come from.
    name, units : str
        Name and unit of the result.

    Returns
    -------
    DataArray (industry)
        The labelled vector.
    """
    coords = {INDUSTRY: like.coords[INDUSTRY].values}
    return xr.DataArray(values, coords, (INDUSTRY,), name, {"units": units})


def square(
    values: npt.NDArray[np.float64], like: xr.DataArray, *, name: str, units: str
) -> xr.DataArray:
    """Square matrix over the industries of another array.

    Parameters
    ----------
    values : ndarray
        Sellers in rows, buyers in columns.
    like : DataArray with the dimension industry
        Where the labels come from.
    name, units : str
        Name and unit of the result.

    Returns
    -------
    DataArray (industry, industry_to)
        The labelled matrix.
    """
    labels = like.coords[INDUSTRY].values
    return xr.DataArray(
        values, {INDUSTRY: labels, BUYER: labels}, (INDUSTRY, BUYER), name, {"units": units}
    )
