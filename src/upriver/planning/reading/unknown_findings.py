"""Coefficients of a plan that the tables leave open: unknown is not zero."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from upriver.core.findings import Finding
from upriver.core.message import Message, listing
from upriver.data.conform import HEADER_ROWS
from upriver.planning.reading.unit_findings import ACCOUNT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from upriver.data.region import Region

MOST = 3  # rows of one table that are told one by one


def unknown_findings(region: Region) -> Iterator[Finding]:
    """Figures without which a plan counts with less than there is.

    Parameters
    ----------
    region : Region
        The data package.

    Yields
    ------
    Finding
        Errors for empty cells of the account of the base year, warnings for pressures that are
        not known of an industry.
    """
    for table in ACCOUNT:
        if region.has(table):
            frame = region.table(table).with_row_index("_row", HEADER_ROWS)
            empty = frame.filter((pl.col("year") == region.base_year) & pl.col("value").is_null())
            yield from _empty(table, empty["_row"].to_list())
    if region.has("flows", "pressures", "stressors"):
        yield from _pressures(region)


def _empty(table: str, rows: list[int]) -> Iterator[Finding]:
    for row in rows[:MOST]:
        yield Finding(
            "unknown-figure", "error",
            Message("The account of the base year must be known; this cell is empty.",
                    "基年账户须已知，此处为空。"),
            Message("Fill it in; write 0 only if there is nothing.", "请补齐；确无此项才填 0。"),
            table=table, row=row, column="value",
        )  # fmt: skip
    if len(rows) > MOST:
        yield Finding(
            "more-cells", "error",
            Message(f"{len(rows) - MOST} more cells of this column are empty.",
                    f"该列另有 {len(rows) - MOST} 处为空。"),
            Message("Look at the whole column.", "请检查整列。"), table=table, column="value",
        )  # fmt: skip


def _pressures(region: Region) -> Iterator[Finding]:
    """Industries of the account of which a stressor is not known."""
    flows = region.table("flows").filter(pl.col("year") == region.base_year)
    codes = flows["industry"].unique(maintain_order=True).to_list()
    known = region.table("pressures").filter(pl.col("value").is_not_null())
    for stressor in known["stressor"].unique(maintain_order=True).to_list():
        there = set(known.filter(pl.col("stressor") == stressor)["industry"])
        missing = [code for code in codes if code not in there]
        if missing:
            yield Finding(
                "unknown-figure", "warning",
                Message(
                    f"The pressure of {stressor} is unknown for {len(missing)} of {len(codes)} "
                    f"industries and counts as nothing there: {listing(missing)}.",
                    f"{len(codes)} 个行业中有 {len(missing)} 个的 {stressor} 压力未知，按无计："
                    f"{listing(missing)}。",
                ),
                Message("Add a row for each; 0 where there is none.",
                        "请逐行业补入，确无压力则填 0。"),
                table="pressures", column="value", value=stressor,
            )  # fmt: skip
