"""Rows of two plans side by side: the one shape of every table that compares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from upriver.planning.tables.values import NOISE, number_columns, text_columns, to_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from upriver.core.frames import Table

Row = dict[str, Any]
Key = tuple[Any, ...]
Sides = tuple["Mapping[Key, Row]", "Mapping[Key, Row]"]
ALIKE = 1e-6
"""Relative difference below which two numbers count as the same."""


def by_key(table: Table, *keys: str) -> dict[Key, Row]:
    """Rows of a table by some of its columns.

    Parameters
    ----------
    table : Table
        A result table.
    *keys : str
        Columns that name a row.

    Returns
    -------
    dict of tuple to dict
        The last of several rows with the same key.
    """
    return {tuple(row[key] for key in keys): row for row in table.to_dicts()}


def summed(table: Table, value: str, *keys: str) -> dict[Key, Row]:
    """Sums of a column by some of the others.

    Parameters
    ----------
    table : Table
        A result table.
    value : str
        The column that is added up.
    *keys : str
        Columns that name a row.

    Returns
    -------
    dict of tuple to dict
        The first row of each key, with the sum in ``value``.
    """
    sums: dict[Key, Row] = {}
    for row in table.to_dicts():
        each = sums.setdefault(tuple(row[key] for key in keys), {**row, value: 0.0})
        each[value] += row[value]
    return sums


def difference(one: float | None, other: float | None) -> float | None:
    """The second less the first.

    Parameters
    ----------
    one, other : float, optional
        Two values.

    Returns
    -------
    float or None
        Zero within the solver's noise; None where either is unknown.
    """
    if one is None or other is None:
        return None
    return 0.0 if abs(other - one) <= NOISE else other - one


def alike(one: float, other: float) -> bool:
    """Whether two numbers count as the same.

    Parameters
    ----------
    one, other : float
        Two values.

    Returns
    -------
    bool
        True within the solver's noise and a millionth of the larger.
    """
    return abs(other - one) <= max(NOISE, ALIKE * max(abs(one), abs(other)))


def amounts(
    sides: Sides,
    keys: tuple[str, ...],
    value: str,
    *,
    absent: float | None = None,
    kept: tuple[str, ...] = ("name_en", "name_zh"),
) -> list[Row]:
    """One row a key of either plan, with one value in both.

    Parameters
    ----------
    sides : tuple of mapping
        Rows of both plans by key.
    keys : tuple of str
        What the parts of a key are called.
    value : str
        The column that is compared.
    absent : float, optional
        Value of a row that one plan does not have.
    kept : tuple of str
        Columns that are the same in both.

    Returns
    -------
    list of dict
        Key, ``kept``, first, second, difference.
    """
    found = []
    for key in sorted({*sides[0], *sides[1]}):
        one, other = (side[key][value] if key in side else absent for side in sides)
        source = sides[0].get(key) or sides[1][key]
        found.append(
            dict(zip(keys, key, strict=True))
            | {name: source[name] for name in kept}
            | {"first": one, "second": other, "difference": difference(one, other)}
        )
    return found


def amounts_table(
    rows: list[Row], texts: tuple[str, ...], *, unit: str = "", year: bool = False
) -> Table:
    """Rows of `amounts` as a table.

    Parameters
    ----------
    rows : list of dict
        From `amounts`.
    texts : tuple of str
        Columns of text, in order.
    unit : str
        Of the values.
    year : bool
        Whether there is a column ``year``.

    Returns
    -------
    Table
        Texts, year, first, second, difference.
    """
    numbers = ("first", "second", "difference")
    schema = text_columns(*texts) | ({"year": pl.Int64} if year else {}) | number_columns(*numbers)
    return to_table(rows, schema, dict.fromkeys(numbers, unit) if unit else {})


def paired(
    sides: Sides,
    columns: tuple[str, ...],
    *,
    kept: tuple[str, ...],
    change: Callable[[Row | None, Row | None], str],
) -> list[Row]:
    """One row a key of either plan with several columns of both, and what kind of change it is.

    Parameters
    ----------
    sides : tuple of mapping
        Rows of both plans by key.
    columns : tuple of str
        Columns that are compared.
    kept : tuple of str
        Columns that are the same in both.
    change : callable
        Names the change.

    Returns
    -------
    list of dict
        ``kept``, each column with ``_first`` and ``_second``, and ``change``.
    """
    found = []
    for key in sorted({*sides[0], *sides[1]}):
        one, other = (side.get(key) for side in sides)
        source = one or other or {}
        row = {name: source[name] for name in kept}
        for column in columns:
            row[f"{column}_first"] = one[column] if one else None
            row[f"{column}_second"] = other[column] if other else None
        found.append(row | {"change": change(one, other)})
    return found


def paired_table(
    rows: list[Row],
    kept: tuple[str, ...],
    columns: Mapping[str, type | pl.DataType],
    *,
    units: Mapping[str, str],
    flags: tuple[str, ...] = (),
) -> Table:
    """Rows of `paired` as a table.

    Parameters
    ----------
    rows : list of dict
        From `paired`.
    kept : tuple of str
        Columns that are the same in both; ``year`` is a number, all others are texts.
    columns : mapping of str to polars type
        Columns that are compared.
    units : mapping of str to str
        Units of those that have one.
    flags : tuple of str
        Further columns of both plans that are true or false, after ``change``.

    Returns
    -------
    Table
        Kept columns, both sides of each compared one, ``change``, flags.
    """
    schema = text_columns(*kept) | ({"year": pl.Int64} if "year" in kept else {})
    sides = ("first", "second")
    schema |= {f"{name}_{side}": kind for name, kind in columns.items() for side in sides}
    schema |= {"change": pl.String}
    schema |= {f"{name}_{side}": pl.Boolean for name in flags for side in sides}
    return to_table(
        rows, schema, {f"{name}_{side}": unit for name, unit in units.items() for side in sides}
    )
