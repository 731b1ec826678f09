"""Writing a data package: the same content gives the same bytes, and nothing is overwritten."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from upriver.core.errors import DataError
from upriver.core.files import replacing, write_archive, write_text
from upriver.core.message import Message
from upriver.data.conform import empty_table, match_columns
from upriver.data.descriptor import DESCRIPTOR, Metadata, build_descriptor
from upriver.data.schema import table_specs

if TYPE_CHECKING:
    from collections.abc import Mapping


def _all_columns(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """Columns of the spec in their order, empty where the frame lacks them, then any others.

    A column that is called otherwise, such as 地区代码 for place, takes the name of its field.
    """
    spec = table_specs()[name]
    empty = empty_table(spec)
    frame = frame.rename(match_columns(frame, spec)[0])
    absent = [column for column in empty.columns if column not in frame.columns]
    frame = frame.with_columns(
        pl.lit(None, dtype=empty.schema[column]).alias(column) for column in absent
    )
    others = [column for column in frame.columns if column not in empty.columns]
    return frame.select(empty.columns + others)


def write_package(
    path: str | Path,
    tables: Mapping[str, pl.DataFrame],
    metadata: Metadata,
    *,
    documents: Mapping[str, bytes] | None = None,
    ending: str = ".csv",
) -> Path:
    """Write a data package; the same content gives the same bytes.

    Parameters
    ----------
    path : str or Path
        A new folder, or a file ending in ``.zip``.
    tables : mapping of str to polars.DataFrame
        Tables by name.
    metadata : Metadata
        Which region it describes.
    documents : mapping of str to bytes, optional
        Other files, by path inside the package.
    ending : {".csv", ".parquet"}
        Form of the tables.

    Returns
    -------
    Path
        Where it was written.

    Raises
    ------
    DataError
        If there is already a package at the path.
    OutputError
        If the place cannot be written to.
    """
    path = Path(path)
    if (path / DESCRIPTOR).exists() or path.is_file():
        raise DataError(
            Message(f"There is already a package at {path}.", f"{path} 已有数据包。"),
            Message(
                "Choose a new folder; nothing is overwritten.", "请选择新的目录；不会覆盖已有内容。"
            ),
        )
    order = [name for name in table_specs() if name in tables]
    files: dict[str, bytes] = {
        DESCRIPTOR: build_descriptor(order, metadata, ending=ending).encode()
    }
    for name in order:
        buffer = io.BytesIO()
        frame = _all_columns(tables[name], name)
        if ending == ".parquet":
            frame.write_parquet(buffer)
        else:
            frame.write_csv(buffer)
        files[f"tables/{name}{ending}"] = buffer.getvalue()
    files |= documents or {}
    if path.suffix == ".zip":
        return write_archive(path, files)
    for name, content in files.items():
        with replacing(path / name) as temporary:
            temporary.write_bytes(content)
    return path


def write_template(path: str | Path, metadata: Metadata, *, language: str = "en") -> Path:
    """Write an empty package: every table with its header row, nothing below it.

    Parameters
    ----------
    path : str or Path
        A new folder.
    metadata : Metadata
        Which region it will describe.
    language : {"en", "zh"}
        Language of the column names.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    DataError
        If there is already a package at the path.
    OutputError
        If the place cannot be written to.
    """
    path = Path(path)
    write_package(path, {}, metadata)
    for name, spec in table_specs().items():
        header = [
            field.aliases[0] if language == "zh" and field.aliases else field.name
            for field in spec.fields
        ]
        write_text(path / "tables" / f"{name}.csv", ",".join(header) + "\n")
    text = build_descriptor(list(table_specs()), metadata, ending=".csv", language=language)
    write_text(path / DESCRIPTOR, text)
    return path
