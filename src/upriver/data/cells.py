"""From the rows of a table to labels, units and cells."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import polars as pl

from upriver.core.errors import DataError
from upriver.core.frames import table_to_array
from upriver.core.message import Message, listing
from upriver.core.units import conversion_factor
from upriver.data.provenance import cell_provenance, summarise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import xarray as xr

    from upriver.data.schema import TableSpec


def keep_rows(frame: pl.DataFrame, name: str, filters: Mapping[str, Any]) -> pl.DataFrame:
    """Rows whose columns have the wanted values.

    Parameters
    ----------
    frame : polars.DataFrame
        The table.
    name : str
        Its name, for the message.
    filters : mapping of str to value or list
        Wanted value, or values, by column.

    Returns
    -------
    polars.DataFrame
        At least one row.

    Raises
    ------
    DataError
        If a column is unknown or no row is left.
    """
    for column, wanted in filters.items():
        if column not in frame.columns:
            raise DataError(
                Message(
                    f"{name} has no column {column!r}; it has {listing(frame.columns, most=20)}.",
                    f"{name} 没有列 {column!r}；现有 {listing(frame.columns, most=20)}。",
                ),
                Message("Filter on one of its columns.", "请按已有的列筛选。"),
            )
        keep = list(wanted) if isinstance(wanted, list | tuple) else [wanted]
        frame = frame.filter(pl.col(column).is_in(keep))
    if frame.is_empty():
        said = ", ".join(f"{column} = {wanted!r}" for column, wanted in filters.items())
        raise DataError(
            Message(f"{name} has no rows with {said}.", f"{name} 中没有满足 {said} 的行。"),
            Message("Loosen the filter or add the rows.", "请放宽筛选条件或补充数据。"),
        )
    return frame


def names_of(frame: pl.DataFrame, spec: TableSpec) -> dict[str, tuple[str, str]]:
    """English and Chinese names by key.

    Parameters
    ----------
    frame : polars.DataFrame
        The table.
    spec : TableSpec
        Its spec.

    Returns
    -------
    dict of str to tuple of str
        Empty when the table has no names.
    """
    if "name_en" not in spec.names:
        return {}
    pairs = zip(frame["name_en"], frame["name_zh"], strict=True)
    return dict(zip(frame[spec.key[0]], pairs, strict=True))


def years_of_sources(sources: pl.DataFrame) -> dict[str, int]:
    """Year of each source that states its date.

    Parameters
    ----------
    sources : polars.DataFrame
        The table ``sources``.

    Returns
    -------
    dict of str to int
        By source key.
    """
    dated = sources.drop_nulls("date")
    years = dated["date"].str.extract_all(r"\d{4}").list.last().cast(pl.Int64)
    return dict(zip(dated["source"], years, strict=True))


def cells_to_array(
    frame: pl.DataFrame,
    spec: TableSpec,
    dims: Sequence[str],
    *,
    value: str,
    unit: str | None,
    labels: Mapping[str, list[Any]] | None,
    source_years: Mapping[str, int],
) -> xr.DataArray:
    """A column as an array that knows its unit and where each cell is from.

    Parameters
    ----------
    frame : polars.DataFrame
        Rows of a fact table.
    spec : TableSpec
        Its spec.
    dims : sequence of str
        Key columns that become dimensions.
    value : str
        The numeric column.
    unit : str, optional
        Unit of the result.
    labels : mapping of str to list, optional
        Labels and their order; rows with other labels are left out.
    source_years : mapping of str to int
        Year of each source.

    Returns
    -------
    DataArray (dims)
        With ``attrs["units"]`` and ``attrs["provenance"]``.
    """
    for dim, wanted in (labels or {}).items():
        frame = frame.filter(pl.col(dim).is_in(list(wanted)))
    frame, units = _in_unit(frame, spec, value, unit)
    out = table_to_array(frame, dims, value=value, units=units, labels=labels)
    order = {dim: list(out.coords[dim].values) for dim in dims}
    out.attrs["provenance"] = replace(
        summarise(frame, value=value, source_years=source_years),
        cells=cell_provenance(frame, dims, labels=order, source_years=source_years),
    )
    return out


def _in_unit(
    frame: pl.DataFrame, spec: TableSpec, value: str, unit: str | None
) -> tuple[pl.DataFrame, str]:
    """Bring a value column to one unit."""
    if value == "value" and "unit" in spec.names:
        units = frame["unit"].unique(maintain_order=True).to_list()
        target = unit or units[0]
        factors = {each: conversion_factor(each, target) for each in units}
        if any(factor != 1.0 for factor in factors.values()):
            scale = frame["unit"].replace_strict(factors, return_dtype=pl.Float64)
            frame = frame.with_columns(pl.col(value) * scale)
        return frame, target
    fixed = spec.field(value).unit
    if unit and fixed:
        return frame.with_columns(pl.col(value) * conversion_factor(fixed, unit)), unit
    return frame, unit or fixed
