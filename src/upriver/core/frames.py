"""The one door for tables: any eager frame in, polars and DataArray inside, any frame out."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, cast

import narwhals.stable.v2 as nw
import numpy as np
import polars as pl
import xarray as xr

from upriver.core.errors import DataError, LabelError
from upriver.core.message import Message, listing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    import pyarrow as pa
    from _typeshed import DataclassInstance


@dataclass(frozen=True)
class Table:
    """A tidy result table that can leave as polars, pandas or Arrow.

    Parameters
    ----------
    frame : polars.DataFrame
        The rows.
    units : mapping of str to str
        Unit of each numeric column that has one.
    notes : tuple of Message
        What a reader of the rows must know: what is missing, how far to trust them.
    """

    frame: pl.DataFrame
    units: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()

    def to_polars(self) -> pl.DataFrame:
        """Rows as a polars frame.

        Returns
        -------
        polars.DataFrame
            The same rows.
        """
        return self.frame

    def to_pandas(self) -> pd.DataFrame:
        """Rows as a pandas frame.

        Returns
        -------
        pandas.DataFrame
            The same rows; null becomes NaN or None.
        """
        return self.frame.to_pandas()

    def to_arrow(self) -> pa.Table:
        """Rows as an Arrow table.

        Returns
        -------
        pyarrow.Table
            The same rows.
        """
        return self.frame.to_arrow()

    def to_dicts(self) -> list[dict[str, Any]]:
        """Rows as plain dictionaries.

        Returns
        -------
        list of dict
            One a row, in order.
        """
        return self.frame.to_dicts()

    def __len__(self) -> int:
        return self.frame.height


def tables_of(result: DataclassInstance) -> dict[str, Table]:
    """Tables of a result by name.

    Parameters
    ----------
    result : dataclass
        A frozen result, some of whose fields are tables.

    Returns
    -------
    dict of str to Table
        In the order of the fields.
    """
    found = {each.name: getattr(result, each.name) for each in fields(result)}
    return {name: value for name, value in found.items() if isinstance(value, Table)}


def to_polars(frame: object, *, name: str = "frame") -> pl.DataFrame:
    """Take a table of any kind.

    Parameters
    ----------
    frame : polars, pandas or Arrow table, or Table
        The user's table.
    name : str
        Name of the argument, for the message.

    Returns
    -------
    polars.DataFrame
        The same rows. A pandas index is not a column and is left behind.

    Raises
    ------
    DataError
        If it is not an eager table.
    """
    if isinstance(frame, Table):
        return frame.frame
    if isinstance(frame, pl.DataFrame):
        return frame
    try:
        native: pl.DataFrame = nw.from_native(cast("Any", frame), eager_only=True).to_polars()
    except TypeError as reason:
        raise DataError(
            Message(
                f"{name} must be a polars, pandas or Arrow table, got {type(frame).__name__}.",
                f"{name} 应为 polars、pandas 或 Arrow 表，实际为 {type(frame).__name__}。",
            ),
            Message(
                "Pass a table; call .collect() on a lazy one first.",
                "请传入表；惰性表请先调用 .collect()。",
            ),
        ) from reason
    return native


def table_to_array(
    frame: pl.DataFrame,
    dims: Sequence[str],
    *,
    value: str = "value",
    units: str = "",
    labels: Mapping[str, Sequence[Any]] | None = None,
    missing: float = float("nan"),
) -> xr.DataArray:
    """Turn a tidy table into a labelled array; a combination without a row is missing.

    Parameters
    ----------
    frame : polars.DataFrame
        One row a cell.
    dims : sequence of str
        Key columns, in the order of the dimensions.
    value : str
        The value column.
    units : str
        Unit of the values, kept in ``attrs["units"]``.
    labels : mapping of str to sequence, optional
        Labels and their order for some dimensions. Default: sorted labels of the column.
    missing : float
        Value of a combination without a row; NaN by default, as unknown is not zero.

    Returns
    -------
    DataArray (dims)
        Values as float64; NaN where the table has a null.

    Raises
    ------
    LabelError
        If a key stands twice, a label is not among ``labels``, or a code is a number.
    DataError
        If a column is absent.

    Examples
    --------
    >>> rows = pl.DataFrame({"place": ["a", "b"], "year": [2020, 2020], "value": [1.0, 2.0]})
    >>> table_to_array(rows, ["place", "year"]).sel(place="b", year=2020).item()
    2.0
    """
    absent = [column for column in (*dims, value) if column not in frame.columns]
    if absent:
        have = listing(frame.columns, most=12)
        raise DataError(
            Message(
                f"The table has no column {listing(absent)}; it has {have}.",
                f"表中没有列 {listing(absent)}；现有列为 {have}。",
            ),
            Message("Rename the column.", "请改列名。"),
        )
    order: dict[str, list[Any]] = {}
    flat = np.zeros(frame.height, dtype=np.int64)
    for dim in dims:
        column = frame[dim]
        _refuse_numbers(column, dim)
        found, codes = _coded(column)
        wanted = list(labels[dim]) if labels and dim in labels else sorted(found)
        known = set(wanted)
        unknown = sorted((label for label in found if label not in known), key=str)
        if unknown:
            raise LabelError(
                Message(
                    f"Labels of {dim} that are not wanted: {listing(unknown)}.",
                    f"{dim} 中出现多余的标签：{listing(unknown)}。",
                ),
                Message("Filter the table first.", "请先筛选该表。"),
            )
        order[dim] = wanted
        index = {label: place for place, label in enumerate(wanted)}
        flat *= len(wanted)
        flat += np.array([index[label] for label in found], dtype=np.int64)[codes]
    shape = tuple(len(order[dim]) for dim in dims)
    taken = np.zeros(int(np.prod(shape)), dtype=np.bool_)
    taken[flat] = True
    if np.count_nonzero(taken) < len(flat):
        keys = frame.select(dims).filter(frame.select(dims).is_duplicated()).unique().rows()
        raise LabelError(
            Message(
                f"The key {tuple(dims)} stands twice: {listing(sorted(keys, key=str))}.",
                f"键 {tuple(dims)} 重复：{listing(sorted(keys, key=str))}。",
            ),
            Message("Sum or drop the duplicates first.", "请先合并或删除重复行。"),
        )
    data = np.full(taken.shape, missing)
    data[flat] = frame[value].cast(pl.Float64).to_numpy()
    coords = {
        dim: np.array(order[dim], dtype=np.int64 if dim.startswith("year") else object)
        for dim in dims
    }
    return xr.DataArray(
        data.reshape(shape), coords=coords, dims=list(dims), attrs={"units": units}, name=value
    )


def array_to_table(array: xr.DataArray, *, value: str = "value", known_only: bool = False) -> Table:
    """Turn a labelled array into a tidy table.

    Parameters
    ----------
    array : DataArray
        Any number of dimensions.
    value : str
        Name of the value column.
    known_only : bool
        Leave missing cells out.

    Returns
    -------
    Table
        One row a cell, dimensions in order, missing as null.

    Examples
    --------
    >>> array = xr.DataArray([1.0, float("nan")], coords={"place": ["a", "b"]}, dims="place")
    >>> array_to_table(array).to_dicts()
    [{'place': 'a', 'value': 1.0}, {'place': 'b', 'value': None}]
    """
    table = arrays_to_table({value: array}, [str(dim) for dim in array.dims])
    if known_only:
        return Table(table.frame.drop_nulls(value), table.units)
    return table


def arrays_to_table(arrays: Mapping[str, xr.DataArray], dims: Sequence[str]) -> Table:
    """Turn labelled arrays into one tidy table.

    Parameters
    ----------
    arrays : mapping of str to DataArray
        By the name of their column. Each has some of the dimensions, in any order; where it
        lacks one its values repeat. Labels along a dimension are the same in all of them.
        Numbers become float64, texts stay.
    dims : sequence of str
        The key columns; the last one runs fastest.

    Returns
    -------
    Table
        One row a combination of labels, missing as null.

    Examples
    --------
    >>> size = xr.DataArray([1.0, 2.0], coords={"place": ["a", "b"]}, dims="place")
    >>> arrays_to_table({"size": size}, ["place"]).to_dicts()
    [{'place': 'a', 'size': 1.0}, {'place': 'b', 'size': 2.0}]
    """
    labels = {str(dim): array.coords[dim].values for array in arrays.values() for dim in array.dims}
    shape = tuple(len(labels[dim]) for dim in dims)
    columns: dict[str, pl.Series] = {}
    for axis, dim in enumerate(dims):
        along = np.arange(shape[axis], dtype=np.uint32)
        along = along.reshape([-1 if other == axis else 1 for other in range(len(dims))])
        index = pl.Series(np.broadcast_to(along, shape).reshape(-1))
        short = {
            name: _column(name, array.values)
            for name, array in arrays.items()
            if array.dims == (dim,) and len(dims) > 1
        }
        repeated = pl.DataFrame({dim: pl.Series(dim, labels[dim].tolist()), **short})[index]
        columns |= {column.name: column for column in repeated}
    for name, array in arrays.items():
        if name not in columns:
            given = {str(dim) for dim in array.dims}
            turned = array.transpose(*[dim for dim in dims if dim in given]).values
            filled = turned.reshape([len(labels[dim]) if dim in given else 1 for dim in dims])
            columns[name] = _column(name, np.broadcast_to(filled, shape).reshape(-1))
    units = {name: str(array.attrs.get("units", "")) for name, array in arrays.items()}
    return Table(pl.DataFrame([columns[name] for name in (*dims, *arrays)]), units)


def rows_to_table(
    rows: Sequence[Mapping[str, Any]],
    columns: Mapping[str, type[str] | type[float] | type[int] | type[bool]],
    *,
    units: Mapping[str, str] | None = None,
) -> Table:
    """Make a table of rows; without rows it still has its columns.

    Parameters
    ----------
    rows : sequence of mapping
        One a row; a missing key or None is null, and so is a number that is not one.
    columns : mapping of str to type
        Columns in order, each of text, numbers, whole numbers or yes and no.
    units : mapping of str to str, optional
        Unit of each numeric column that has one.

    Returns
    -------
    Table
        The rows, in order.

    Examples
    --------
    >>> rows_to_table([{"place": "a", "value": 1.5}], {"place": str, "value": float}).to_dicts()
    [{'place': 'a', 'value': 1.5}]
    """
    kinds: dict[type, pl.DataType] = {
        str: pl.String(), float: pl.Float64(), int: pl.Int64(), bool: pl.Boolean()
    }  # fmt: skip
    data = {
        name: pl.Series(name, [row.get(name) for row in rows], dtype=kinds[kind])
        for name, kind in columns.items()
    }
    return Table(pl.DataFrame(data).fill_nan(None), units or {})


def _column(name: str, values: np.ndarray[Any, np.dtype[Any]]) -> pl.Series:
    if values.dtype.kind in "OU":
        return pl.Series(name, values.tolist(), dtype=pl.String)
    numbers = values.astype(np.float64, copy=False)
    column = pl.Series(name, numbers)
    return column.fill_nan(None) if np.isnan(numbers).any() else column


def _refuse_numbers(column: pl.Series, dim: str) -> None:
    if column.dtype.is_numeric() and not dim.startswith("year"):
        raise LabelError(
            Message(
                f"Codes in {dim} must be text, got numbers such as {listing(column.head(2))}.",
                f"{dim} 列的代码应为文本，实际为数字，如 {listing(column.head(2))}。",
            ),
            Message(
                "Read the column as strings, so that '0111' keeps its zero.",
                "请按字符串读入该列，以保留 '0111' 的前导零。",
            ),
        )


def _coded(column: pl.Series) -> tuple[list[Any], np.ndarray[Any, np.dtype[Any]]]:
    """Labels of a column, each once, and which of them stands in each row."""
    if column.is_empty():
        return [], np.empty(0, dtype=np.int64)
    if column.dtype == pl.String and not column.has_nulls():
        category = column.cast(pl.Categorical(pl.Categories.random()))
        codes = category.to_physical().to_numpy()
        row = np.empty(int(codes.max()) + 1, dtype=np.int64)
        row[codes] = np.arange(len(codes))
        return column.gather(row).to_list(), codes
    if column.dtype.is_integer() and not column.has_nulls():
        keys, codes = np.unique(column.to_numpy(), return_inverse=True)
        return keys.tolist(), codes
    labels = column.unique(maintain_order=True).to_list()
    index = {label: place for place, label in enumerate(labels)}
    return labels, np.array([index[label] for label in column], dtype=np.int64)
