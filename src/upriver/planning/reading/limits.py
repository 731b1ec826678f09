"""Where the figure behind each limit is from: its status, its sources, and how old they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from upriver.data.conform import HEADER_ROWS
from upriver.planning.records import LimitSource

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from upriver.data.region import Region
    from upriver.planning.inputs import PlanInputs

    Key = tuple[str, str, int | None]

WEAKEST_FIRST = ("assumed", "derived", "reported")
ROW = "_row"
# Kind of limit: table, column of its code.
TABLES = {
    "cap": ("caps", "stressor"),
    "money": ("funds", "fund"),
    "talent": ("talent", "occupation"),
    "capacity": ("industry_parameters", "industry"),
    "rule": ("rules", "rule"),
    "target": ("targets", "target"),
}


def limit_sources(region: Region, inputs: PlanInputs) -> dict[Key, LimitSource]:
    """Basis of every limit of a plan.

    Parameters
    ----------
    region : Region
        The data package.
    inputs : PlanInputs
        Data of the plan; only limits that it has are looked up.

    Returns
    -------
    dict
        By kind, code and year; without a year for all years together, which serves years that
        have no row of their own.
    """
    dates = region.source_years()
    found: dict[Key, LimitSource | None] = {}
    for kind, codes in _codes(inputs).items():
        table, column = TABLES[kind]
        if codes and region.has(table):
            rows = region.table(table).with_row_index(ROW, HEADER_ROWS)
            rows = rows.filter(pl.col(column).is_in(codes))
            if "place" in rows.columns:
                rows = rows.filter(pl.col("place") == region.code)
            found |= _gathered(kind, column, rows.iter_rows(named=True), dates)
    if inputs.air is not None:
        running = region.table("air_services").filter(pl.col("state") == "running")
        found["air", "", None] = _weakest(running.to_dicts(), dates)
    return {key: basis for key, basis in found.items() if basis is not None}


def _codes(inputs: PlanInputs) -> dict[str, list[str]]:
    """Codes of the limits that the plan has."""
    found = {
        "rule": [rule.rule for rule in inputs.rules],
        "target": [target.target for target in inputs.targets],
    }
    if inputs.nature is not None:
        found["cap"] = inputs.nature.caps.coords["stressor"].values.tolist()
    if inputs.money is not None:
        found["money"] = inputs.money.amount.coords["fund"].values.tolist()
    if inputs.people is not None:
        found["talent"] = inputs.people.stock.coords["occupation"].values.tolist()
    if inputs.capacity is not None:
        found["capacity"] = inputs.industries
    return found


def _gathered(
    kind: str, column: str, rows: Iterable[dict[str, Any]], dates: Mapping[str, int]
) -> dict[Key, LimitSource | None]:
    cells: dict[Key, list[dict[str, Any]]] = {}
    for row in rows:
        for year in {None, row.get("year")}:
            cells.setdefault((kind, row[column], year), []).append(row)
    return {key: _weakest(mine, dates) for key, mine in cells.items()}


def _weakest(rows: list[dict[str, Any]], dates: Mapping[str, int]) -> LimitSource | None:
    """A limit is as sure as the least sure of its figures, and as old as its oldest source."""
    seen = {row["status"] for row in rows}
    status = next((each for each in WEAKEST_FIRST if each in seen), None)
    if status is None:
        return None
    sources = tuple(sorted({row["source"] for row in rows if row["source"]}))
    years = [dates[source] for source in sources if dates.get(source) is not None]
    at = rows[0].get(ROW) if len(rows) == 1 else None
    return LimitSource(status, sources, min(years, default=None), at)
