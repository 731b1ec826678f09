"""Levels of indicators that only the base-year account can give, with how far off it is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import polars as pl

from upriver.core.periods import parse_period
from upriver.core.units import convert
from upriver.targets import Observed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from upriver.data.region import Region

Key = tuple[str, str]
READ = ("output", "value_added")
FEWEST = 3  # indicators that are both published and in the account
UNIT = "1e8 CNY"


def account_levels(
    region: Region, seen: Mapping[Key, Sequence[Observed]]
) -> dict[Key, list[Observed]]:
    """Base-year levels of indicators of the plan that nobody published.

    Parameters
    ----------
    region : Region
        The data package.
    seen : mapping of (indicator, place) to sequence of Observed
        Observations.

    Returns
    -------
    dict of (indicator, place) to list of Observed
        One "about" figure each, status derived. Its ``doubt`` is the root mean square of the log
        quotients of published figures to the account, over indicators of the same measure that
        have both. Left out when fewer than three do: nobody can say then how far off it is.
    """
    if not region.has("indicators", "production", "industries"):
        return {}
    rows = [
        row
        for row in region.table("indicators").iter_rows(named=True)
        if row["plan_measure"] in READ and row["plan_scope"] and not row["plan_share_of"]
    ]
    found: dict[Key, list[Observed]] = {}
    for measure in READ:
        made = _made(region, measure)
        levels = {
            row["indicator"]: level
            for row in rows
            if row["plan_measure"] == measure
            and (level := _level(region, row["plan_scope"], made)) is not None
        }
        found |= _unpublished(region, levels, seen)
    return found


def _unpublished(
    region: Region, levels: Mapping[str, float], seen: Mapping[Key, Sequence[Observed]]
) -> dict[Key, list[Observed]]:
    source, year = _source(region), str(region.base_year)
    quotients = []
    for code, level in levels.items():
        figure = _published(seen.get((code, region.code), ()), year, source)
        if figure is not None:
            quotients.append(math.log(figure / level))
    if len(quotients) < FEWEST:
        return {}
    doubt = math.sqrt(sum(each**2 for each in quotients) / len(quotients))
    found = {}
    for code, level in levels.items():
        key = (code, region.code)
        if any(item.growth_kind == "level" for item in seen.get(key, ())):
            continue
        figure = float(f"{level:.4g}")
        found[key] = [
            Observed(
                parse_period(year),
                figure,
                UNIT,
                "level",
                "about",
                "derived",
                source,
                doubt,
                "account",
            )
        ]
    return found


def _made(region: Region, measure: str) -> dict[str, float]:
    rows = region.table("production").filter(
        (pl.col("place") == region.code)
        & (pl.col("year") == region.base_year)
        & (pl.col("measure") == measure)
        & pl.col("value").is_not_null()
    )
    return {row["industry"]: convert(row["value"], row["unit"], UNIT)
            for row in rows.iter_rows(named=True)}  # fmt: skip


def _level(region: Region, scope: str, made: Mapping[str, float]) -> float | None:
    """Sum over the scope; None when the account lacks an industry of it."""
    if scope in made:
        return made[scope]
    grouped = region.table("industries").filter(
        (pl.col("group") == scope) & pl.col("industry").is_in(list(made))
    )
    if not grouped.is_empty():
        return sum(made[code] for code in grouped["industry"].to_list())
    if not region.has("crosswalk"):
        return None
    parts = region.table("crosswalk").filter(pl.col("to_code") == scope)
    weights = dict(parts.select("from_code", "weight").iter_rows())
    if not weights or not set(weights) <= set(made):
        return None
    level = sum(made[code] * weight for code, weight in weights.items())
    return level if level > 0 else None


def _source(region: Region) -> str:
    rows = region.table("production").filter(
        (pl.col("place") == region.code) & (pl.col("year") == region.base_year)
    )
    return str(rows["source"][0]) if not rows.is_empty() else ""


def _published(items: Sequence[Observed], year: str, source: str) -> float | None:
    for item in items:
        number = item.growth_kind == "level" and item.comparator in ("eq", "about")
        if number and item.period.text == year and item.source != source and item.value > 0:
            return convert(item.value, item.unit, UNIT)
    return None
