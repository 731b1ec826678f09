"""Adding to a package that exists: rows at the end of its tables, files below its documents."""

from __future__ import annotations

import io
import json
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import polars as pl

from upriver.core.errors import DataError
from upriver.core.files import replacing
from upriver.core.message import Message
from upriver.data.conform import empty_table, match_columns
from upriver.data.descriptor import DESCRIPTOR, build_resource
from upriver.data.package import Package, raw_table, read_package
from upriver.data.refusals import unfit_table
from upriver.data.schema import table_specs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

Row = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """What is to be changed in one table.

    Parameters
    ----------
    added : sequence of dict
        Rows by field name; they are put at the end.
    withdrawn : tuple of (str, frozenset of str)
        A field, and the values of it whose rows are taken away.
    """

    added: Sequence[Row] = ()
    withdrawn: tuple[str, frozenset[str]] = ("", frozenset())


@dataclass(frozen=True)
class Update:
    """What is to be changed in a package.

    Parameters
    ----------
    tables : mapping of str to Change
        By table name.
    documents : mapping of str to bytes
        New files, by path inside the package.
    """

    tables: Mapping[str, Change] = field(default_factory=dict)
    documents: Mapping[str, bytes] = field(default_factory=dict)


def as_text(value: object) -> str | None:
    """Cell of a CSV table.

    Parameters
    ----------
    value : object
        A value of a row.

    Returns
    -------
    str, optional
        Numbers without binary dust or a needless point; missing for unknown.

    Examples
    --------
    >>> as_text(28.0), as_text(0.1 + 0.2), as_text(True), as_text(None)
    ('28', '0.3', 'true', None)
    """
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value)


def _require_unchanged(package: Package) -> None:
    path = package.path
    if not path.is_dir():
        raise DataError(
            Message(f"{path} is a zip; it can be read only.", f"{path} 是 zip，只能读取。"),
            Message("Unpack it, and name the folder.", "请先解压，再指定该目录。"),
        )
    if read_package(path).fingerprint != package.fingerprint:
        raise DataError(
            Message(
                f"The package {path} was changed by somebody else in the meantime.",
                f"数据包 {path} 在此期间被他人改动。",
            ),
            Message("Nothing was written; run it again.", "未写入任何内容；请重新运行。"),
        )


def _is_chinese(columns: Sequence[str], name: str) -> bool:
    aliases = {alias for each in table_specs()[name].fields for alias in each.aliases}
    return any(column.strip() in aliases for column in columns)


def _changed_table(package: Package, name: str, change: Change) -> tuple[bytes, bool, str]:
    """New content of a table, whether its columns are new, and the language of their names."""
    spec = table_specs()[name]
    ending = package.endings.get(name, ".csv")
    if name in package.tables:
        raw, problems = raw_table(package, name)
        mapping, found = match_columns(raw, spec)
        bad = tuple(each for each in (*problems, *found) if each.severity == "error")
        if bad:
            raise unfit_table(name, bad)
    else:
        raw, mapping = empty_table(spec).cast(pl.String), {each: each for each in spec.names}
    back = {target: column for column, target in mapping.items()}
    language = "zh" if _is_chinese(raw.columns, name) else "en"
    fresh = name not in package.tables
    for each in spec.fields:
        if each.name not in back:
            column = each.aliases[0] if language == "zh" and each.aliases else each.name
            raw = raw.with_columns(pl.lit(None, dtype=pl.String).alias(column))
            back[each.name], fresh = column, True
    text = ending == ".csv"
    key, values = change.withdrawn
    if key:
        gone = raw[back[key]].cast(pl.String).is_in(list(values)).fill_null(value=False)
        raw = raw.filter(~gone)
    if change.added:
        rows = [
            {back[k]: as_text(v) if text else v for k, v in row.items()} for row in change.added
        ]
        schema = {column: raw.schema[column] for column in raw.columns}
        if not text:
            schema |= {back[k]: t for k, t in empty_table(spec).schema.items()}
            raw = raw.cast({column: schema[column] for column in back.values()})
        raw = pl.concat([raw, pl.DataFrame(rows, schema=schema, orient="row")])
    buffer = io.BytesIO()
    raw.write_csv(buffer) if text else raw.write_parquet(buffer)
    return buffer.getvalue(), fresh, language


def _descriptor(path: Path, package: Package, fresh: Mapping[str, str]) -> str:
    """The descriptor with an entry for each table whose columns are new; all else stays."""
    descriptor = json.loads((path / DESCRIPTOR).read_bytes())
    old = {each.get("name"): each for each in descriptor.get("resources", [])}
    present = [name for name in table_specs() if name in old or name in fresh]
    for name, language in fresh.items():
        old[name] = build_resource(
            table_specs()[name], present,
            ending=package.endings.get(name, ".csv"), language=language,
        )  # fmt: skip
    others = [each for name, each in old.items() if name not in present]
    descriptor["resources"] = [old[name] for name in present] + others
    return json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n"


def update_package(package: Package, update: Update) -> Package:
    """Add rows and documents to a package; what stands there stays as it is written.

    Parameters
    ----------
    package : Package
        The package as it was read. If its files have changed since, nothing is written.
    update : Update
        What is to be changed.

    Returns
    -------
    Package
        The package as it is now.

    Raises
    ------
    DataError
        If the package is a zip, was changed in the meantime, a table cannot be read, or a
        document stands there already with another content.
    OutputError
        If a file cannot be written.

    Notes
    -----
    All files are written beside their places first and moved when the last one is complete:
    documents, then tables, then the descriptor.
    """
    _require_unchanged(package)
    path = package.path
    taken = [
        name for name, data in update.documents.items() if package.documents.get(name, data) != data
    ]
    if taken:
        raise DataError(
            Message(f"The package holds another {taken[0]}.", f"数据包中已有不同的 {taken[0]}。"),
            Message("Give the file another name.", "请给文件换一个名称。"),
        )
    files: dict[str, bytes] = {}
    fresh: dict[str, str] = {}
    for name, change in update.tables.items():
        content, is_fresh, language = _changed_table(package, name, change)
        files[f"tables/{name}{package.endings.get(name, '.csv')}"] = content
        if is_fresh:
            fresh[name] = language
    if fresh:
        files = {DESCRIPTOR: _descriptor(path, package, fresh).encode(), **files}
    files |= {
        name: data for name, data in update.documents.items() if name not in package.documents
    }
    with ExitStack() as stack:
        # Left in reverse order: the descriptor, first here, is moved last.
        for name, content in files.items():
            stack.enter_context(replacing(path / name)).write_bytes(content)
    return read_package(path)
