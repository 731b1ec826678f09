"""What the tables of a data package look like, read from the CSV specs beside this file."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, cast

from upriver.core.message import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

FieldType = Literal[
    "string", "number", "integer", "boolean", "year", "period", "date", "unit"
]  # fmt: skip


@dataclass(frozen=True)
class FieldSpec:
    """One column of a table.

    Parameters
    ----------
    name : str
        Canonical name.
    type : str
        One of ``string number integer boolean year period date unit``.
    unit : str
        Fixed unit of a number, or empty.
    required : bool
        Whether every row must have a value.
    key : bool
        Whether the column is part of the key.
    references : tuple of (str, str), optional
        Table and column that must know the value.
    categories : mapping of str to tuple of str
        Allowed codes and other spellings of each.
    minimum : float, optional
        Smallest allowed number.
    aliases : tuple of str
        Other names of the column, Chinese first.
    description : Message
        What the column holds.
    """

    name: str
    type: FieldType
    unit: str
    required: bool
    key: bool
    references: tuple[str, str] | None
    categories: Mapping[str, tuple[str, ...]]
    minimum: float | None
    aliases: tuple[str, ...]
    description: Message


@dataclass(frozen=True)
class TableSpec:
    """One table of the data package.

    Parameters
    ----------
    name : str
        Canonical name, also the file name.
    kind : {"fact", "dictionary"}
        A fact table carries status and source in every row.
    title : Message
        Name for readers.
    fields : tuple of FieldSpec
        Columns in order.
    """

    name: str
    kind: Literal["fact", "dictionary"]
    title: Message
    fields: tuple[FieldSpec, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """Columns that together name a row.

        Returns
        -------
        tuple of str
            Names in order.
        """
        return tuple(field.name for field in self.fields if field.key)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all columns.

        Returns
        -------
        tuple of str
            Names in order.
        """
        return tuple(field.name for field in self.fields)

    def field(self, name: str) -> FieldSpec:
        """One column.

        Parameters
        ----------
        name : str
            Canonical name.

        Returns
        -------
        FieldSpec
            Its spec.

        Raises
        ------
        KeyError
            If the table has no such column.
        """
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


def _rows(name: str) -> list[dict[str, str]]:
    folder = resources.files("upriver.data") / "specs"
    text = (folder / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _categories(text: str) -> Mapping[str, tuple[str, ...]]:
    pairs = (item.partition("=") for item in text.split(";") if item)
    return MappingProxyType(
        {code: tuple(other for other in others.split("|") if other) for code, _, others in pairs}
    )


def _field(row: dict[str, str]) -> FieldSpec:
    table, _, column = row["references"].partition(".")
    return FieldSpec(
        name=row["field"],
        type=cast("FieldType", row["type"]),
        unit=row["unit"],
        required=row["required"] == "yes",
        key=row["key"] == "yes",
        references=(table, column) if column else None,
        categories=_categories(row["categories"]),
        minimum=float(row["minimum"]) if row["minimum"] else None,
        aliases=tuple(alias for alias in row["aliases"].split("|") if alias),
        description=Message(row["description_en"], row["description_zh"]),
    )


@cache
def table_specs() -> Mapping[str, TableSpec]:
    """Every table that a data package may hold.

    Returns
    -------
    mapping of str to TableSpec
        In the order in which a reader meets them.

    Examples
    --------
    >>> table_specs()["production"].key
    ('place', 'industry', 'year', 'measure')
    """
    return MappingProxyType(
        {
            row["table"]: TableSpec(
                name=row["table"],
                kind="fact" if row["kind"] == "fact" else "dictionary",
                title=Message(row["title_en"], row["title_zh"]),
                fields=tuple(_field(each) for each in _rows(row["table"])),
            )
            for row in _rows("_tables")
        }
    )
