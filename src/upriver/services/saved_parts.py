"""Tables and arrays of a saved plan as Parquet files that say what they hold."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import xarray as xr

from upriver.core.frames import Table, arrays_to_table
from upriver.core.message import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

KEY = "upriver"
VALUE = "value"


def table_bytes(table: Table) -> bytes:
    """A table as a Parquet file with its units and notes.

    Parameters
    ----------
    table : Table
        A result table.

    Returns
    -------
    bytes
        The same table gives the same bytes.
    """
    notes = [{"en": note.en, "zh": note.zh} for note in table.notes]
    return _parquet(table.frame, {"units": dict(table.units), "notes": notes})


def table_from(content: bytes) -> Table:
    """A table from its Parquet file.

    Parameters
    ----------
    content : bytes
        From `table_bytes`.

    Returns
    -------
    Table
        Rows, units and notes.
    """
    about = _about(content)
    notes = tuple(Message(note["en"], note["zh"]) for note in about["notes"])
    return Table(pl.read_parquet(io.BytesIO(content)), about["units"], notes)


def array_bytes(array: xr.DataArray) -> bytes:
    """An array as a tidy Parquet file with its dimensions, labels and attributes.

    Parameters
    ----------
    array : DataArray
        Decisions by label, without coordinates beside those of its dimensions.

    Returns
    -------
    bytes
        One row a cell, the last dimension fastest.
    """
    dims = [str(dim) for dim in array.dims]
    about = {
        "name": array.name,
        "dims": dims,
        "labels": {dim: array.coords[dim].values.tolist() for dim in dims},
        "kinds": {dim: array.coords[dim].dtype.str for dim in dims},
        "attrs": array.attrs,
    }
    frame = arrays_to_table({VALUE: array}, dims).frame
    return _parquet(frame, about)


def array_from(content: bytes) -> xr.DataArray:
    """An array from its Parquet file.

    Parameters
    ----------
    content : bytes
        From `array_bytes`.

    Returns
    -------
    DataArray
        Values, labels in their order, and attributes.
    """
    about = _about(content)
    values = pl.read_parquet(io.BytesIO(content))[VALUE].to_numpy()
    labels = {
        dim: np.array(about["labels"][dim], dtype=about["kinds"][dim]) for dim in about["dims"]
    }
    return xr.DataArray(
        values.reshape([len(labels[dim]) for dim in about["dims"]]),
        coords=labels,
        dims=about["dims"],
        name=about["name"],
        attrs=about["attrs"],
    )


def _parquet(frame: pl.DataFrame, about: Mapping[str, Any]) -> bytes:
    text = json.dumps(about, ensure_ascii=False, allow_nan=False)
    buffer = io.BytesIO()
    frame.write_parquet(buffer, metadata={KEY: text})
    return buffer.getvalue()


def _about(content: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(pl.read_parquet_metadata(io.BytesIO(content))[KEY])
    return found
