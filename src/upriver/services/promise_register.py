"""Indicators, observations, statements and promises of a region, as records of the targets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import polars as pl

from upriver.core.errors import PeriodError, UnitError
from upriver.core.message import Message
from upriver.core.periods import parse_period
from upriver.core.units import convert, parse_unit
from upriver.targets import (
    Measure,
    Observed,
    Pools,
    Promise,
    Statement,
    growth_class,
    history_of,
    speeds_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from upriver.data.region import Region

Key = tuple[str, str]
APART = "district"  # places of this kind do not overlap
STATED = {"eq", "about", "ge", "gt", "le", "lt"}


def measures_of(region: Region) -> dict[str, Measure]:
    """Indicators of a region.

    Parameters
    ----------
    region : Region
        The data package.

    Returns
    -------
    dict of str to Measure
        By code; empty without the table.
    """
    if not region.has("indicators"):
        return {}
    return {
        row["indicator"]: Measure(
            row["indicator"],
            Message(row["name_en"], row["name_zh"]),
            row["unit"],
            row["direction"] == "higher",
            row["numerator"] or "",
            row["denominator"] or "",
            row["denominator_place"] or "own",
            row["part_of"] or "",
        )
        for row in region.table("indicators").iter_rows(named=True)
    }


def observations_of(region: Region) -> dict[Key, list[Observed]]:
    """Observations of a region, as published; unknown values are left out.

    Parameters
    ----------
    region : Region
        The data package.

    Returns
    -------
    dict of (indicator, place) to list of Observed
        In the order of the table.
    """
    found: dict[Key, list[Observed]] = {}
    if not region.has("observations"):
        return found
    for row in region.table("observations").iter_rows(named=True):
        if row["value"] is None:
            continue
        item = Observed(
            parse_period(row["period"]),
            row["value"],
            row["unit"],
            row["growth_kind"],
            row["comparator"],
            row["status"],
            row["source"],
        )
        found.setdefault((row["indicator"], row["place"]), []).append(item)
    return found


def parents_of(region: Region) -> dict[str, str]:
    """Place above each place.

    Parameters
    ----------
    region : Region
        The data package.

    Returns
    -------
    dict of str to str
        Places without one are left out.
    """
    rows = region.table("places").select("place", "parent").drop_nulls()
    return dict(rows.iter_rows())


def districts_of(region: Region) -> frozenset[str]:
    """Places that do not overlap, so that their figures may be added.

    Parameters
    ----------
    region : Region
        The data package.

    Returns
    -------
    frozenset of str
        Places of the kind ``district``.
    """
    rows = region.table("places").filter(pl.col("kind") == APART)
    return frozenset(rows["place"].to_list())


def promise_of(row: Mapping[str, Any], measure: Measure) -> Promise:
    """Row of the table ``targets`` as a promise.

    Parameters
    ----------
    row : mapping
        The row.
    measure : Measure
        Its indicator.

    Returns
    -------
    Promise
        What was promised.
    """
    return Promise(
        target=row["target"],
        comparator=row["comparator"],
        value=row["value"],
        unit=row["unit"],
        growth_kind=row["growth_kind"],
        higher=measure.higher,
        indicator_unit=measure.unit,
        deadline=parse_period(row["deadline"]) if row["deadline"] else None,
        base_period=parse_period(row["base_period"]) if row["base_period"] else None,
        base_value=row["base_value"],
    )


def pools_of(
    measures: Mapping[str, Measure], seen: Mapping[Key, Sequence[Observed]], *, as_of: date
) -> Pools:
    """Speeds of all indicators of a region by kind.

    Parameters
    ----------
    measures : mapping of str to Measure
        Indicators by code.
    seen : mapping of (indicator, place) to sequence of Observed
        Observations.
    as_of : date
        Later observations are not looked at.

    Returns
    -------
    Pools
        Growth of levels; points of shares in percent.
    """
    growth: dict[str, list[float]] = {}
    points: dict[str, list[float]] = {}
    for (indicator, place), items in sorted(seen.items()):
        measure = measures.get(indicator)
        known = [item for item in items if item.period.end and item.period.end <= as_of]
        if measure is None or not known:
            continue
        share = any(item.growth_kind == "share" for item in known)
        share = share and not parse_unit(measure.unit).powers
        speeds = speeds_of(history_of(known, unit=measure.unit), proportional=not share)
        if share:
            scale = parse_unit(measure.unit).factor / parse_unit("%").factor
            points[f"{indicator} {place}"] = [scale * speed for speed in speeds]
        else:
            growth[f"{indicator} {place}"] = speeds
    return Pools(growth_class(growth), growth_class(points))


def statements_of(
    region: Region, measures: Mapping[str, Measure], seen: Mapping[Key, Sequence[Observed]]
) -> list[tuple[Key, Statement]]:
    """Everything that was said without saying until when.

    Parameters
    ----------
    region : Region
        The data package.
    measures : mapping of str to Measure
        Indicators by code.
    seen : mapping of (indicator, place) to sequence of Observed
        Observations as published.

    Returns
    -------
    list of ((indicator, place), Statement)
        Observations with an open beginning ("by May 2024"), then claims of the documents whose
        indicator and region are names of the package.
    """
    found: list[tuple[Key, Statement]] = []
    for (indicator, place), items in sorted(seen.items()):
        for item in items:
            if item.period.is_open and item.growth_kind in ("level", "share"):
                code = f"{indicator} {place} {item.period.text}"
                about = _about(region, measures[indicator], place)
                statement = Statement(
                    code, item.comparator, item.value, item.unit, item.period, item.source, about
                )
                found.append(((indicator, place), statement))
    known = {key for key, _ in found}
    return found + [each for each in _claimed(region, measures) if each[0] not in known]


def _about(region: Region, measure: Measure, place: str) -> Message:
    en, zh = region.label(place, "en"), region.label(place, "zh")
    return Message(f"{en}, {measure.name.en}", f"{zh}，{measure.name.zh}")


def _claimed(region: Region, measures: Mapping[str, Measure]) -> list[tuple[Key, Statement]]:
    if not region.has("claims"):
        return []
    indicators = {name: code for code, each in measures.items()
                  for name in (code, each.name.en, each.name.zh)}  # fmt: skip
    places: dict[str, str] = {}
    for row in region.table("places").iter_rows(named=True):
        short = row["name_zh"].removesuffix("区").removesuffix("市").removesuffix("县")
        places |= dict.fromkeys((row["name_zh"], row["name_en"], short), row["place"])
    found = []
    for row in region.table("claims").iter_rows(named=True):
        indicator, place = indicators.get(row["indicator"]), places.get(row["region"])
        if not indicator or not place or row["kind"] != "statistic":
            continue
        stated = _statement(row, measures[indicator].unit)
        if stated is not None:
            about = _about(region, measures[indicator], place)
            found.append(((indicator, place), replace(stated, about=about)))
    return found


def _statement(row: Mapping[str, Any], unit: str) -> Statement | None:
    """Claim of a document as a statement; None for growth, or when something is not known."""
    if row["growth_kind"] not in ("level", "share") or row["comparator"] not in STATED:
        return None
    if row["value_norm"] is None or not row["unit_norm"] or not row["period"]:
        return None
    try:
        value = convert(row["value_norm"], row["unit_norm"], unit)
        period = parse_period(row["period"])
    except (PeriodError, UnitError):  # as printed in the document; the reading says so itself
        return None
    return Statement(row["claim"], row["comparator"], value, unit, period, row["document"])
