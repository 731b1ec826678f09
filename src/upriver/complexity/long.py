"""Long table in, long table out: all measures of one or many years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from upriver.complexity.convention import Convention
from upriver.complexity.measures import complexity_measures
from upriver.complexity.panel import panel_measures
from upriver.core.dims import INDUSTRY, PLACE, YEAR
from upriver.core.errors import DataError, LabelError
from upriver.core.frames import Table, table_to_array, to_polars
from upriver.core.message import Message, listing
from upriver.core.progress import Progress, silent

if TYPE_CHECKING:
    import polars as pl
    import xarray as xr

VALUE = "value"


def measures_table(
    frame: object,
    *,
    place: str = PLACE,
    industry: str = INDUSTRY,
    value: str = "value",
    year: str | None = None,
    absent: Literal["zero", "unknown"] = "zero",
    convention: Convention = Convention(),  # noqa: B008 - frozen
    anchor: xr.DataArray | str | None = None,
    workers: int | None = None,
    progress: Progress = silent,
) -> Table:
    """Specialisation, relatedness and complexity of a long table.

    Parameters
    ----------
    frame : polars, pandas or Arrow table, or Table
        One row a place and industry (and year). A value left empty is unknown.
    place, industry, value : str
        Its columns. Codes are text, values numbers of at least 0.
    year : str, optional
        Column of the year, whole numbers; without it the table is one year.
    absent : {"zero", "unknown"}
        What a combination without a row means. Trade, customs and register data list what
        exists, so zero is the default; say unknown for surveys and tables with suppressed
        cells. Neither concerns a place or industry without any row in a year: it is absent
        and its cells are empty in that year.
    convention : Convention
        How to count.
    anchor : DataArray or str, optional
        As in `complexity_measures` and, with years, `panel_measures`.
    workers : int, optional
        Years worked on at the same time.
    progress : Progress
        Told after each year.

    Returns
    -------
    Table
        One row a combination of (year,) place and industry, sorted, under the names of the
        given columns; ``rca, presence, density, outlook_gain, ubiquity, pci, diversity, eci,
        outlook_index``; missing as null. Its notes say what is missing and why.

    Raises
    ------
    DataError
        If a column is absent, a number negative, there is no output, or, without years, fewer
        than 3 places or industries are left.
    LabelError
        If a combination stands twice, or a code is a number.

    Notes
    -----
    The result has every combination, also those without a row. Memory is a few times that of
    the result.

    Examples
    --------
    >>> import polars as pl
    >>> rows = pl.DataFrame({"city": list("AAABBCCD"), "sector": list("xyzxyxwz"),
    ...     "jobs": [5, 3, 8, 1, 9, 4, 6, 2]})
    >>> table = measures_table(rows, place="city", industry="sector", value="jobs")
    >>> table.to_polars().columns[:4], len(table)
    (['city', 'sector', 'rca', 'presence'], 16)
    """
    rows = to_polars(frame)
    keys = [place, industry] if year is None else [year, place, industry]
    _refuse_columns(rows, [*keys, value])
    _refuse_cells(rows, keys, value, year)
    names = dict(zip(keys, [YEAR, PLACE, INDUSTRY][-len(keys) :], strict=True))
    output = _read(rows, names, value, absent)
    if year is None:
        table = complexity_measures(output, convention=convention, anchor=anchor).to_table()
    else:
        table = panel_measures(
            output, convention=convention, anchor=anchor, workers=workers, progress=progress
        ).to_table()
    given = {name: column for column, name in names.items()}
    return Table(table.frame.rename(given), table.units, table.notes)


def _read(
    rows: pl.DataFrame, names: dict[str, str], value: str, absent: Literal["zero", "unknown"]
) -> xr.DataArray:
    """Array over canonical dimensions; what has no row is zero or unknown, as said."""
    needed = rows.select([*names, value]).rename({**names, value: VALUE})
    missing = 0.0 if absent == "zero" else float("nan")
    return table_to_array(needed, list(names.values()), missing=missing)


def _refuse_columns(rows: pl.DataFrame, columns: list[str]) -> None:
    absent = [column for column in columns if column not in rows.columns]
    if absent or len(set(columns)) < len(columns):
        raise DataError(
            Message(
                f"The table needs the columns {listing(columns, most=4)}, each another one; it "
                f"has {listing(rows.columns, most=12)}.",
                f"表应有互不相同的列 {listing(columns, most=4)}；"
                f"现有列为 {listing(rows.columns, most=12)}。",
            ),
            Message("Name the columns in the call.", "请在调用时指明列名。"),
        )


def _refuse_cells(rows: pl.DataFrame, keys: list[str], value: str, year: str | None) -> None:
    for column in keys:
        gaps = rows[column].null_count()
        if gaps:
            raise DataError(
                Message(
                    f"{gaps} rows have nothing in column {column!r}.",
                    f"列 {column!r} 有 {gaps} 行为空。",
                ),
                Message("Fill in or drop these rows.", "请补全或删除这些行。"),
            )
    if year is not None and not rows[year].dtype.is_integer():
        came = listing(rows[year].head(2))
        raise LabelError(
            Message(
                f"Column {year!r} must hold whole years such as 2020, got {came}.",
                f"列 {year!r} 应为整数年份（如 2020），实际为 {came}。",
            ),
            Message("Convert the column to whole numbers.", "请将该列转为整数。"),
        )
    if not rows[value].dtype.is_numeric():
        raise DataError(
            Message(
                f"Column {value!r} must hold numbers, got {listing(rows[value].head(2))}.",
                f"列 {value!r} 应为数值，实际为 {listing(rows[value].head(2))}。",
            ),
            Message("Convert the column to numbers.", "请将该列转为数值。"),
        )
