"""Labels are compared before any arithmetic; nothing is aligned by accident."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from upriver.core.errors import LabelError, UnitError
from upriver.core.message import Message, listing
from upriver.core.units import conversion_factor

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import xarray as xr


def require_dims(array: xr.DataArray, dims: Sequence[str], *, name: str) -> None:
    """Refuse an array whose dimensions are not exactly the expected ones.

    Parameters
    ----------
    array : DataArray
        The array to look at.
    dims : sequence of str
        The expected dimensions, in order.
    name : str
        Name of the argument, for the message.

    Raises
    ------
    LabelError
        If dimensions or their order differ.
    """
    if tuple(array.dims) != tuple(dims):
        problem = Message(
            f"{name} must have the dimensions {tuple(dims)}, got {tuple(array.dims)}.",
            f"{name} 的维度应为 {tuple(dims)}，实际为 {tuple(array.dims)}。",
        )
        raise LabelError(problem, Message("Rename or transpose it first.", "请先改名或转置。"))
    for dim in dims:
        require_text_labels(array, dim, name=name)


def require_text_labels(array: xr.DataArray, dim: str, *, name: str) -> None:
    """Refuse labels that are not unique text (years excepted: whole numbers).

    Parameters
    ----------
    array : DataArray
        The array to look at.
    dim : str
        One of its dimensions.
    name : str
        Name of the argument, for the message.

    Raises
    ------
    LabelError
        If labels are missing, are not text, or stand twice.
    """
    if dim not in array.coords:
        raise LabelError(
            Message(f"{name} has no labels along {dim}.", f"{name} 在 {dim} 维上没有标签。"),
            Message("Give the array coordinates.", "请为数组加上坐标。"),
        )
    wanted = "iu" if dim.startswith("year") else "OUT"
    kind = array.coords[dim].dtype.kind
    if kind in wanted and kind != "O" and dim in array.indexes and array.indexes[dim].is_unique:
        return  # the index remembers; all below is slow
    values = array.coords[dim].values
    if values.dtype.kind not in wanted or (
        values.dtype.kind == "O" and not all(isinstance(value, str) for value in values)
    ):
        found = listing(values.tolist())
        kind_en, kind_zh = ("whole numbers", "整数") if wanted == "iu" else ("text", "文本")
        raise LabelError(
            Message(
                f"Labels of {name} along {dim} must be {kind_en}, got {found}.",
                f"{name} 在 {dim} 维上的标签应为{kind_zh}，实际为 {found}。",
            ),
            Message(
                "Read codes as strings ('0111', 'C36'), never as numbers.",
                "代码请按字符串读入（'0111'、'C36'），不要当作数字。",
            ),
        )
    unique, counts = np.unique(values.astype(str), return_counts=True)
    if (counts > 1).any():
        twice = listing(unique[counts > 1].tolist())
        raise LabelError(
            Message(
                f"Labels of {name} along {dim} stand twice: {twice}.",
                f"{name} 在 {dim} 维上有重复标签：{twice}。",
            ),
            Message("Sum or drop the duplicates first.", "请先合并或删除重复项。"),
        )


def require_same_labels(
    left: xr.DataArray,
    right: xr.DataArray,
    *,
    dims: Iterable[str],
    names: tuple[str, str] = ("left", "right"),
) -> None:
    """Refuse two arrays whose labels differ, in content or in order.

    Parameters
    ----------
    left, right : DataArray
        The arrays that are about to meet in arithmetic.
    dims : iterable of str
        The dimensions they share.
    names : tuple of str
        Names of the arguments, for the message.

    Raises
    ------
    LabelError
        If a dimension's labels are not the same in the same order.
    """
    for dim in dims:
        if (
            dim in left.indexes
            and dim in right.indexes
            and left.indexes[dim].equals(right.indexes[dim])
        ):
            continue
        first, second = left.coords[dim].values, right.coords[dim].values
        if first.shape == second.shape and (first == second).all():
            continue
        one, two = first.tolist(), second.tolist()
        only_one = [label for label in one if label not in set(two)]
        only_two = [label for label in two if label not in set(one)]
        if not only_one and not only_two:
            problem = Message(
                f"{names[0]} and {names[1]} have the same {dim} labels in another order.",
                f"{names[0]} 与 {names[1]} 的 {dim} 标签相同但顺序不同。",
            )
        else:
            problem = Message(
                f"{dim} labels differ: only in {names[0]}: {listing(only_one)}; "
                f"only in {names[1]}: {listing(only_two)}.",
                f"{dim} 标签不一致：仅 {names[0]} 有 {listing(only_one)}；"
                f"仅 {names[1]} 有 {listing(only_two)}。",
            )
        raise LabelError(
            problem,
            Message(
                f"Reindex one of them on {dim} and say what a missing label means.",
                f"请在 {dim} 上重新索引其中之一，并说明缺失标签的含义。",
            ),
        )


def require_same_units(left: xr.DataArray, right: xr.DataArray, *, names: tuple[str, str]) -> None:
    """Refuse two arrays that say that their units differ.

    Parameters
    ----------
    left, right : DataArray
        The arrays that are about to meet in arithmetic; one without ``attrs["units"]`` is
        taken to be in the unit of the other.
    names : tuple of str
        Names of the arguments, for the message.

    Raises
    ------
    UnitError
        If both have a unit and the units differ.

    Examples
    --------
    >>> import xarray as xr
    >>> flows = xr.DataArray(1.0, attrs={"units": "1e8 CNY"})
    >>> require_same_units(flows, xr.DataArray(2.0), names=("flows", "output"))
    """
    one, two = (array.attrs.get("units") for array in (left, right))
    if one is None or two is None or one == two:
        return
    try:
        same = conversion_factor(str(one), str(two)) == 1.0
    except UnitError:
        same = False
    if not same:
        raise UnitError(
            Message(
                f"{names[0]} is in {one}, {names[1]} in {two}.",
                f"{names[0]} 的单位为 {one}，{names[1]} 为 {two}。",
            ),
            Message(
                'Convert one of them to the unit of the other; correct attrs["units"] where '
                "arithmetic has passed a wrong one on.",
                '请换算为同一单位；若 attrs["units"] 是运算时误传的，请改正。',
            ),
        )
