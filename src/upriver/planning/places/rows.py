"""The one shape of the tables of several places: codes with their names, a year, numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from upriver.planning.tables.values import number_columns, text_columns, to_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from upriver.core.frames import Table
    from upriver.core.message import Message

Rows = list[dict[str, Any]]
MONEY = "1e8 CNY"


def named_table(
    label: Callable[[str], Message],
    rows: Iterable[Mapping[str, Any]],
    codes: tuple[str, ...],
    numbers: Mapping[str, str],
    *,
    year: bool = True,
    more: Mapping[str, pl.DataType | type] | None = None,
) -> Table:
    """Rows as a table in which every code stands with its names.

    Parameters
    ----------
    label : callable
        Gives the name of a code.
    rows : iterable of mapping
        One a row, with the codes alone.
    codes : tuple of str
        Columns that hold a code.
    numbers : mapping of str to str
        Columns that hold numbers, with their unit; ``""`` where the unit has its own column.
    year : bool
        Whether there is a column ``year``.
    more : mapping of str to polars type, optional
        Further columns, at the end.

    Returns
    -------
    Table
        ``code, code_en, code_zh`` for each code, year, numbers, further columns.
    """
    told: Rows = []
    for row in rows:
        names = {code: label(row[code]) for code in codes}
        told.append(
            {f"{code}_{tongue}": text for code, name in names.items()
             for tongue, text in (("en", name.en), ("zh", name.zh))} | dict(row)
        )  # fmt: skip
    schema = text_columns(*(f"{code}{end}" for code in codes for end in ("", "_en", "_zh")))
    schema |= ({"year": pl.Int64} if year else {}) | number_columns(*numbers) | dict(more or {})
    return to_table(
        [{name: row.get(name) for name in schema} for row in told],
        schema,
        {name: unit for name, unit in numbers.items() if unit},
    )
