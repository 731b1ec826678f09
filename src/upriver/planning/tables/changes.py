"""What differs between two plans, one table a question."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import polars as pl

from upriver.core.message import Message
from upriver.planning.tables.values import NOISE, number_columns, text_columns, to_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from upriver.core.frames import Table
    from upriver.planning.result import Plan

    Row = dict[str, Any]
    Key = tuple[Any, ...]

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
ALIKE = 1e-6
"""Relative difference below which two numbers count as the same."""


def _by(table: Table, *keys: str) -> dict[Key, Row]:
    return {tuple(row[key] for key in keys): row for row in table.to_dicts()}


def _difference(one: float | None, other: float | None) -> float | None:
    if one is None or other is None:
        return None
    return 0.0 if abs(other - one) <= NOISE else other - one


def _alike(one: float, other: float) -> bool:
    return abs(other - one) <= max(NOISE, ALIKE * max(abs(one), abs(other)))


def _side_by_side(
    rows: tuple[Mapping[Key, Row], Mapping[Key, Row]],
    keys: tuple[str, ...],
    value: str,
    *,
    absent: float | None = None,
    kept: tuple[str, ...] = ("name_en", "name_zh"),
) -> list[Row]:
    """One row a key of either plan, with the value in both."""
    found = []
    for key in sorted({*rows[0], *rows[1]}):
        one, other = (side[key][value] if key in side else absent for side in rows)
        source = rows[0].get(key) or rows[1][key]
        found.append(
            dict(zip(keys, key, strict=True))
            | {name: source[name] for name in kept}
            | {"first": one, "second": other, "difference": _difference(one, other)}
        )
    return found


def _amounts(
    rows: list[Row], texts: tuple[str, ...], *, unit: str = "", year: bool = False
) -> Table:
    schema = text_columns(*texts)
    schema |= {"year": pl.Int64} if year else {}
    numbers = ("first", "second", "difference")
    schema |= number_columns(*numbers)
    return to_table(rows, schema, dict.fromkeys(numbers, unit) if unit else {})


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
    sides = (_by(first.summary, "year"), _by(second.summary, "year"))
    rows = []
    for what in ("value_added", "business_as_usual", "spending"):
        found = _side_by_side(sides, ("year",), what, kept=())
        rows += [{"quantity": what, **row} for row in found]
    return _amounts(rows, ("quantity",), unit="1e8 CNY", year=True)


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
    last = first.years[-1]
    sides = tuple(
        {key[:1]: row for key, row in _by(plan.what_to_grow, "industry", "year").items()
         if key[1] == last}
        for plan in (first, second)
    )  # fmt: skip
    rows = _side_by_side((sides[0], sides[1]), ("industry",), "value_added")
    return _amounts(rows, ("industry", "name_en", "name_zh"), unit="1e8 CNY")


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
    sides: list[dict[Key, Row]] = []
    for plan in (first, second):
        sums: dict[Key, Row] = {}
        for row in plan.money.to_dicts():
            each = sums.setdefault((row["fund"], row["use"]), {**row, "amount": 0.0})
            each["amount"] += row["amount"]
        sides.append(sums)
    rows = _side_by_side((sides[0], sides[1]), ("fund", "use"), "amount", absent=0.0)
    return _amounts(rows, ("fund", "use", "name_en", "name_zh"), unit="1e8 CNY")


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
    sides = (
        _by(first.pressure, "stressor", "year"),
        _by(second.pressure, "stressor", "year"),
    )
    rows = _side_by_side(
        sides, ("stressor", "year"), "pressure", kept=("name_en", "name_zh", "unit")
    )
    return _amounts(rows, ("stressor", "name_en", "name_zh", "unit"), year=True)


def value_change(first: Plan, second: Plan) -> Table:
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
        {"quantity": name, "first": one, "second": other, "difference": _difference(one, other)}
        for name in ("objective", "gain", "gap_of_gain")
        for one, other in [(getattr(first, name), getattr(second, name))]
    ]
    return _amounts(rows, ("quantity",))


def _paired(
    first: Mapping[Key, Row],
    second: Mapping[Key, Row],
    *,
    columns: tuple[str, ...],
    change: Callable[[Row | None, Row | None], str],
    kept: tuple[str, ...],
) -> list[Row]:
    """One row a key of either plan with several columns of both, and what kind of change it is."""
    found = []
    for key in sorted({*first, *second}):
        one, other = first.get(key), second.get(key)
        source = one or other or {}
        row = {name: source[name] for name in kept}
        for column in columns:
            row[f"{column}_first"] = one[column] if one else None
            row[f"{column}_second"] = other[column] if other else None
        found.append(row | {"change": change(one, other)})
    return found


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
    columns = ("wanted", "value", "met", "shortfall_share", "price")
    kept = ("target", "name_en", "name_zh", "year", "comparator", "unit")
    rows = _paired(
        _by(first.targets, "target"), _by(second.targets, "target"),
        columns=columns, change=_kept_change, kept=kept,
    )  # fmt: skip
    schema = text_columns(*kept)
    schema |= {"year": pl.Int64}
    for column in columns:
        kind: type = pl.Boolean if column == "met" else pl.Float64
        schema |= {f"{column}_first": kind, f"{column}_second": kind}
    units = {f"shortfall_share_{side}": "ratio" for side in ("first", "second")}
    units |= {f"price_{side}": "1e8 CNY/%" for side in ("first", "second")}
    return to_table(rows, schema | {"change": pl.String}, units)


def _kept_change(one: Row | None, other: Row | None) -> str:
    if one is None or other is None:
        return "added" if one is None else "dropped"
    if one["met"] != other["met"]:
        return "met" if other["met"] else "missed"
    before, after = one["shortfall_share"], other["shortfall_share"]
    if _alike(before, after):
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
    known = [_begun(plan) for plan in (first, second)]
    begun = [{key: row for key, row in side.items() if row["begun"]} for side in known]
    kept = ("kind", "code", "name_en", "name_zh")
    rows = _paired(
        begun[0], begun[1], columns=("year", "share", "cost"), change=_begun_change, kept=kept
    )
    for row in rows:
        key = (row["kind"], row["code"])
        row["offered_first"], row["offered_second"] = (key in side for side in known)
    schema = text_columns(*kept)
    schema |= {"year_first": pl.Int64, "year_second": pl.Int64}
    numbers = ("share_first", "share_second", "cost_first", "cost_second")
    schema |= number_columns(*numbers)
    schema |= {"change": pl.String, "offered_first": pl.Boolean, "offered_second": pl.Boolean}
    units = {name: "ratio" if name.startswith("share") else "1e8 CNY" for name in numbers}
    return to_table(rows, schema, units)


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
    return "same" if _alike(one["share"], other["share"]) else "partly"


def price_change(first: Plan, second: Plan) -> Table:
    """The highest price of each scarce thing over the years.

    Parameters
    ----------
    first, second : Plan
        Plans that fit.

    Returns
    -------
    Table
        Columns kind, code, name_en, name_zh, unit, change, and in both plans year, price.
    """
    kept = ("kind", "code", "name_en", "name_zh", "unit")
    rows = _paired(
        _scarcest(first), _scarcest(second),
        columns=("year", "price"), change=_worth_change, kept=kept,
    )  # fmt: skip
    schema = text_columns(*kept)
    schema |= {"year_first": pl.Int64, "year_second": pl.Int64}
    schema |= {"price_first": pl.Float64, "price_second": pl.Float64, "change": pl.String}
    return to_table(rows, schema, {})


def _scarcest(plan: Plan) -> dict[Key, Row]:
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
    if _alike(one["price"], other["price"]):
        return "same"
    return "higher" if other["price"] > one["price"] else "lower"


def setting_change(first: Plan, second: Plan) -> Table:
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
