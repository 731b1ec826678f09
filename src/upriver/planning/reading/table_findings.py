"""What is wrong with the tables of a plan, row by row, beyond what any package must keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from upriver.core.errors import UnitError
from upriver.core.findings import Finding
from upriver.core.message import Message
from upriver.core.periods import parse_period
from upriver.core.units import convert
from upriver.data.conform import HEADER_ROWS
from upriver.planning.faults import circles, in_a_circle, no_share, too_low, window_reversed
from upriver.planning.reading.unit_findings import rows_of, unit_findings
from upriver.planning.reading.unknown_findings import unknown_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from upriver.data.region import Region

# Columns without a minimum in the specs, which most tables have.
POSITIVE = {
    "funds": ("cost",),
    "pressures": ("value",),
    "caps": ("value",),
    "industry_parameters": ("value",),
}
SHARES = {"talent": ("attrition",), "industries": ("air_share",)}


def table_findings(region: Region) -> tuple[Finding, ...]:
    """Collect everything in the tables of a plan that no good plan can be made from.

    Parameters
    ----------
    region : Region
        A package without errors of its own: keys, codes and columns have been checked.

    Returns
    -------
    tuple of Finding
        Errors and warnings with table, row and column.
    """
    return (
        *_signs(region),
        *_shares(region),
        *unit_findings(region),
        *unknown_findings(region),
        *_projects(region),
        *_targets(region),
        *_funds(region),
    )


def _bad(region: Region, table: str, column: str, bad: pl.Expr) -> Iterator[tuple[int, float]]:
    """Rows of a table whose figure is known and bad."""
    if region.has(table):
        frame = (
            region.table(table).with_row_index("_row").filter(pl.col(column).is_not_null() & bad)
        )
        for at, value in frame.select("_row", column).rows():
            yield at + HEADER_ROWS, float(value)


def _signs(region: Region) -> Iterator[Finding]:
    for table, columns in POSITIVE.items():
        for column in columns:
            for row, value in _bad(region, table, column, pl.col(column) < 0):
                yield too_low(table, value, row=row, column=column)
    for row, value in _bad(region, "demand_growth", "rate", pl.col("rate") <= -1):
        yield too_low("demand_growth", value, least=-1.0, row=row, column="rate")
    yield from _uses(region)


def _uses(region: Region) -> Iterator[Finding]:
    """Uses of a product in the base year that are negative, all origins together."""
    if not region.has("flows"):
        return
    frame = region.table("flows").with_row_index("_row").filter(pl.col("year") == region.base_year)
    sums = frame.group_by("industry", "industry_to", maintain_order=True).agg(
        pl.col("value").sum(), pl.col("_row").sort_by("value").first()
    )
    for at, value in sums.filter(pl.col("value") < 0).select("_row", "value").rows():
        yield too_low("flows", value, row=at + HEADER_ROWS, column="value")


def _shares(region: Region) -> Iterator[Finding]:
    for table, columns in SHARES.items():
        for column in columns:
            for row, value in _bad(region, table, column, pl.col(column) > 1):
                yield no_share(table, value, row=row, column=column)
    for row, each in rows_of(region, "industry_parameters"):
        if each["parameter"] == "depreciation" and each["value"] is not None:
            try:
                share = convert(each["value"], each["unit"].removesuffix("/a"), "ratio")
            except UnitError:
                continue
            if share > 1:
                yield no_share("industry_parameters", share, row=row, column="value")


def _projects(region: Region) -> Iterator[Finding]:
    row_of: dict[str, int] = {}
    requires: dict[str, str] = {}
    for row, each in rows_of(region, "projects"):
        row_of[each["project"]], requires[each["project"]] = row, each["requires"] or ""
        earliest, latest = each["earliest"], each["latest"]
        if earliest is not None and latest is not None and latest < earliest:
            yield window_reversed("projects", earliest, latest, row=row, column="latest")
    for ring in circles(requires):
        yield in_a_circle("projects", ring, row=row_of[ring[0]], column="requires")


def _targets(region: Region) -> Iterator[Finding]:
    """Deadlines of hard targets that lie behind the base year."""
    for row, each in rows_of(region, "targets"):
        if each["hard"] and each["deadline"] and each["place"] == region.code:
            year = parse_period(each["deadline"]).year
            if year <= region.base_year:
                yield Finding(
                    "year-outside", "warning",
                    Message(
                        f"The hard target is for {year}; a plan begins after "
                        f"{region.base_year} and leaves it out.",
                        f"该约束性目标的年份为 {year}；规划始于 {region.base_year} 年之后，"
                        "不计入。",
                    ),
                    Message("Correct the deadline, or take the target away.",
                            "请更正期限，或去掉该目标。"),
                    table="targets", row=row, column="deadline", value=str(each["deadline"]),
                )  # fmt: skip


def _funds(region: Region) -> Iterator[Finding]:
    """Money that may pay for nothing."""
    if not region.has("funds", "fund_rules"):
        return
    useful, told = set(region.table("fund_rules")["fund"]), set[str]()
    for row, each in rows_of(region, "funds"):
        if each["fund"] not in useful | told:
            told.add(each["fund"])
            yield Finding(
                "fund-without-use", "warning",
                Message(f"fund_rules lets {each['fund']!r} pay for nothing.",
                        f"fund_rules 未允许 {each['fund']!r} 支付任何用途。"),
                Message("Add a row for each use it may pay for.", "请逐项补充其可支付的用途。"),
                table="funds", row=row, column="fund", value=each["fund"],
            )  # fmt: skip
