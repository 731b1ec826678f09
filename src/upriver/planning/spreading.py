"""Arrays spread over more dimensions, with their labels compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import numpy as np
import xarray as xr

from upriver.core.errors import LabelError
from upriver.core.message import Message, listing

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    Real: TypeAlias = npt.NDArray[np.float64]
    Index: TypeAlias = "dict[str, pd.Index[Any]]"

Kind = TypeVar("Kind", bound=np.generic)


def spread(
    array: npt.NDArray[Kind], dims: tuple[str, ...], wide: tuple[str, ...]
) -> npt.NDArray[Kind]:
    """Array with more dimensions, of length 1, in another order.

    Parameters
    ----------
    array : ndarray
        The array.
    dims : tuple of str
        Its dimensions.
    wide : tuple of str
        The wanted ones; all of ``dims`` are among them.

    Returns
    -------
    ndarray
        A view.
    """
    order = sorted(range(len(dims)), key=lambda axis: wide.index(dims[axis]))
    sizes = iter(array.transpose(order).shape)
    return array.transpose(order).reshape([next(sizes) if dim in dims else 1 for dim in wide])


def over(value: xr.DataArray | float, indexes: Index) -> Real:
    """Numbers for every cell.

    Parameters
    ----------
    value : DataArray or float
        One number, or numbers by label.
    indexes : mapping of str to Index
        Labels of every dimension.

    Returns
    -------
    ndarray
        Spread over all of them.
    """
    shape = [len(index) for index in indexes.values()]
    if not isinstance(value, xr.DataArray):
        return np.full(shape, float(value))
    values = spread(np.asarray(value.values), tuple(map(str, value.dims)), tuple(indexes))
    return np.broadcast_to(values.astype(np.float64), shape)


def same_labels(one: Index, two: Index) -> Index:
    """Dimensions of two operands together.

    Parameters
    ----------
    one, two : mapping of str to Index
        Labels of each.

    Returns
    -------
    dict of str to Index
        Those of the first, then what the second has more.

    Raises
    ------
    LabelError
        If labels differ along a dimension that both have.
    """
    both = dict(one)
    for dim, index in two.items():
        if dim not in both:
            both[dim] = index
        elif both[dim] is not index and not both[dim].equals(index):
            first, second = listing(both[dim].tolist()), listing(index.tolist())
            raise LabelError(
                Message(
                    f"{dim} labels differ: {first} and {second}.",
                    f"{dim} 标签不一致：{first} 与 {second}。",
                ),
                Message("Reindex one of them.", "请重新索引其中之一。"),
            )
    return both


def indexes_of(value: xr.DataArray | float) -> Index:
    """Labels of every dimension of an array.

    Parameters
    ----------
    value : DataArray or float
        A number has none.

    Returns
    -------
    dict of str to Index
        In order.
    """
    if not isinstance(value, xr.DataArray):
        return {}
    return {str(dim): value.indexes[dim] for dim in value.dims}


def no_labels() -> LabelError:
    """Error for an array without labels.

    Returns
    -------
    LabelError
        To be raised by the caller.
    """
    return LabelError(
        Message("A form meets an array without labels.", "线性式遇到没有标签的数组。"),
        Message(
            "Give a DataArray, and write the decision first: decision * array.",
            "请给出 DataArray，并把决策写在前面：decision * array。",
        ),
    )
