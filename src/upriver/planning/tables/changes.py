"""What differs between two plans, one table a question."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import polars as pl

from upriver.core.message import Message
from upriver.planning.tables.sides import (
    Key,
    Row,
    Sides,
    alike,
    amounts,
    amounts_table,
    by_key,
    difference,
    paired,
    paired_table,
    summed,
)
from upriver.planning.tables.values import NOISE, text_columns, to_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from upriver.core.frames import Table
    from upriver.planning.places.result import PlacesPlan
    from upriver.planning.result import Plan

CHANGES: dict[str, Message] = {
    "added": Message("added", "新增"),
    "dropped": Message("dropped", "取消"),
    "earlier": Message("earlier", "提前"),
    "later": Message("later", "推迟"),
    "partly": Message("to another share", "比例不同"),
    "same": Message("same", "相同"),
    "met": Message("now met", "转为达成"),
    "missed": Message("now missed", "转为未达"),
    "closer": Message("closer", "差距缩小"),
    "further": Message("further", "差距扩大"),
    "appears": Message("appears", "出现"),
    "vanishes": Message("vanishes", "消失"),
    "higher": Message("higher", "升高"),
    "lower": Message("lower", "降低"),
}


def economy_change(first: Plan, second: Plan) -> Table:
    """Value added, business as usual and spending by year.

    Parameters
    ----------
    first, second : Plan
        Plans that fit.

    Returns
    -------
    Table
        Columns quantity, year, first, second, difference.
    """
    sides = (by_key(first.summary, "year"), by_key(second.summary, "year"))
    rows = [
        {"quantity": what, **row}
        for what in ("value_added", "business_as_usual", "spending")
        for row in amounts(sides, ("year",), what, kept=())
    ]
    return amounts_table(rows, ("quantity",), unit="1e8 CNY", year=True)


def industry_change(first: Plan, second: Plan) -> Table:
    """Value added of the last year by industry.

    Parameters
    ----------
    first, second : Plan
        Plans that fit.

    Returns
    -------
    Table
        Columns industry, name_en, name_zh, first, second, difference.
    """
    sides: Sides = (_last_year(first), _last_year(second))
    rows = amounts(sides, ("industry",), "value_added")
    return amounts_table(rows, ("industry", "name_en", "name_zh"), unit="1e8 CNY")


def _last_year(plan: Plan) -> dict[Key, Row]:
    rows = by_key(plan.what_to_grow, "industry", "year")
    return {key[:1]: row for key, row in rows.items() if key[1] == plan.years[-1]}


def money_change(first: Plan, second: Plan) -> Table:
    """Spending of all years by fund and use.

    Parameters
    ----------
    first, second : Plan
        Plans that fit.

    Returns
    -------
    Table
        Columns fund, use, name_en, name_zh, first, second, difference.
    """
    keys = ("fund", "use")
    sides = (summed(first.money, "amount", *keys), summed(second.money, "amount", *keys))
    rows = amounts(sides, keys, "amount", absent=0.0)
    return amounts_table(rows, (*keys, "name_en", "name_zh"), unit="1e8 CNY")


def pressure_change(first: Plan, second: Plan) -> Table:
    """Pressure on nature by stressor and year.

    Parameters
    ----------
    first, second : Plan
        Plans that fit.

    Returns
    -------
    Table
        Columns stressor, name_en, name_zh, unit, year, first, second, difference.
    """
    keys = ("stressor", "year")
    sides = (by_key(first.pressure, *keys), by_key(second.pressure, *keys))
    rows = amounts(sides, keys, "pressure", kept=("name_en", "name_zh", "unit"))
    return amounts_table(rows, ("stressor", "name_en", "name_zh", "unit"), year=True)


def value_change(first: Plan | PlacesPlan, second: Plan | PlacesPlan) -> Table:
    """Objective, gain and gap.

    Parameters
    ----------
    first, second : Plan
        Plans that fit.

    Returns
    -------
    Table
        Columns quantity, first, second, difference.
    """
    rows = [
        {"quantity": name, "first": one, "second": other, "difference": difference(one, other)}
        for name in ("objective", "gain", "gap_of_gain")
        for one, other in [(getattr(first, name), getattr(second, name))]
    ]
    return amounts_table(rows, ("quantity",))


def target_change(first: Plan, second: Plan) -> Table:
    """Targets at their deadline.

    Parameters
    ----------
    first, second : Plan
        Plans that fit.

    Returns
    -------
    Table
        Columns target, name_en, name_zh, year, comparator, unit, change, and in both
        plans wanted, value, met, shortfall_share, price.
    """
    kept = ("target", "name_en", "name_zh", "year", "comparator", "unit")
    columns = dict.fromkeys(("wanted", "value", "met", "shortfall_share", "price"), pl.Float64)
    rows = paired(
        (by_key(first.targets, "target"), by_key(second.targets, "target")),
        tuple(columns), kept=kept, change=_kept_change,
    )  # fmt: skip
    units = {"shortfall_share": "ratio", "price": "1e8 CNY/%"}
    return paired_table(rows, kept, columns | {"met": pl.Boolean}, units=units)


def _kept_change(one: Row | None, other: Row | None) -> str:
    if one is None or other is None:
        return "added" if one is None else "dropped"
    if one["met"] != other["met"]:
        return "met" if other["met"] else "missed"
    before, after = one["shortfall_share"], other["shortfall_share"]
    if alike(before, after):
        return "same"
    return "closer" if after < before else "further"


def undertaking_change(first: Plan, second: Plan) -> Table:
    """Projects and entries that either plan begins.

    Parameters
    ----------
    first, second : Plan
        Plans that fit.

    Returns
    -------
    Table
        Columns kind, code, name_en, name_zh, change, and in both plans year, share, cost,
        offered (whether the plan could begin it at all).
    """
    known = (_begun(first), _begun(second))
    begun = [{key: row for key, row in side.items() if row["begun"]} for side in known]
    kept = ("kind", "code", "name_en", "name_zh")
    columns = {"year": pl.Int64, "share": pl.Float64, "cost": pl.Float64}
    rows = paired((begun[0], begun[1]), tuple(columns), kept=kept, change=_begun_change)
    for row in rows:
        key = (row["kind"], row["code"])
        row["offered_first"], row["offered_second"] = (key in side for side in known)
    units = {"share": "ratio", "cost": "1e8 CNY"}
    return paired_table(rows, kept, columns, units=units, flags=("offered",))


def _begun(plan: Plan) -> dict[Key, Row]:
    """Every project and candidate of a plan, begun or not."""
    found: dict[Key, Row] = {}
    for row in plan.projects.to_dicts():
        found["project", row["project"]] = {
            **row, "kind": "project", "code": row["project"],
            "begun": row["share"] > NOISE, "cost": row["cost"],
        }  # fmt: skip
    for row in plan.what_to_enter.to_dicts():
        found["entry", row["candidate"]] = {
            **row, "kind": "entry", "code": row["candidate"],
            "begun": row["share"] > NOISE, "cost": row["investment"] + row["barrier"],
        }  # fmt: skip
    return found


def _begun_change(one: Row | None, other: Row | None) -> str:
    if one is None or other is None:
        return "added" if one is None else "dropped"
    before, after = one["year"], other["year"]
    if before is not None and after is not None and before != after:
        return "earlier" if after < before else "later"
    return "same" if alike(one["share"], other["share"]) else "partly"


def price_change(
    first: Plan | PlacesPlan, second: Plan | PlacesPlan, *, name: str = "name"
) -> Table:
    """The highest price of each scarce thing over the years.

    Parameters
    ----------
    first, second : Plan or PlacesPlan
        Plans that fit.
    name : str
        What stands before ``_en`` and ``_zh`` in the names.

    Returns
    -------
    Table
        Columns kind, code, names, unit, change, and in both plans year, price.
    """
    kept = ("kind", "code", f"{name}_en", f"{name}_zh", "unit")
    columns = {"year": pl.Int64, "price": pl.Float64}
    sides = (_scarcest(first), _scarcest(second))
    rows = paired(sides, tuple(columns), kept=kept, change=_worth_change)
    return paired_table(rows, kept, columns, units={})


def _scarcest(plan: Plan | PlacesPlan) -> dict[Key, Row]:
    """The year in which each scarce thing is worth most."""
    best: dict[Key, Row] = {}
    for row in plan.prices.to_dicts():
        key = (row["kind"], row["code"])
        if key not in best or row["price"] > best[key]["price"]:
            best[key] = row
    return best


def _worth_change(one: Row | None, other: Row | None) -> str:
    if one is None or other is None:
        return "appears" if one is None else "vanishes"
    if alike(one["price"], other["price"]):
        return "same"
    return "higher" if other["price"] > one["price"] else "lower"


def setting_change(first: Plan | PlacesPlan, second: Plan | PlacesPlan) -> Table:
    """Settings that differ, as text.

    Parameters
    ----------
    first, second : Plan
        Plans that fit.

    Returns
    -------
    Table
        Columns setting, first, second.
    """
    one, other = (_flat(plan.settings.model_dump(mode="json")) for plan in (first, second))
    rows = [
        {"setting": name, "first": one.get(name), "second": other.get(name)}
        for name in sorted({*one, *other})
        if one.get(name) != other.get(name)
    ]
    return to_table(rows, text_columns("setting", "first", "second"), {})


def _flat(values: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    """Settings as text by name; a setting of a group has its group's name before it."""
    flat: dict[str, str] = {}
    for name, value in values.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{name}.")
        else:
            flat[prefix + name] = json.dumps(value, ensure_ascii=False)
    return flat
