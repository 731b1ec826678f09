"""Every limit of the plan: how much of it is used, what more of it is worth and how far, whose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from upriver.core.message import Message
from upriver.planning.constraints.own_rules import PREFIX
from upriver.planning.ranges import price_ranges
from upriver.planning.stages import priced, stage_of_prices
from upriver.planning.tables.promises import own_prices
from upriver.planning.tables.values import (
    NOISE,
    Values,
    named,
    number_columns,
    text_columns,
    to_table,
    yearly_price,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from upriver.core.frames import Table
    from upriver.core.message import Language
    from upriver.planning.planner import Solved

    Row = dict[str, Any]

NO_END = Message("no end", "无界限")
NOT_WORKED_OUT = Message("not worked out", "未算出")
ROWS = {
    "money": ("money_source", "fund"),
    "talent": ("talent_need", "occupation"),
    "cap": ("cap", "stressor"),
    "air": ("air_freight", ""),
    "capacity": ("capacity_limit", "industry"),
}


def limit_table(
    solved: Solved, *, funds: Table, talent: Table, pressure: Table, air: Table
) -> Table:
    """Every limit in every year.

    Parameters
    ----------
    solved : Solved
        A plan.
    funds, talent, pressure, air : Table
        Its tables of money, people, nature and air freight.

    Returns
    -------
    Table
        Columns kind (rule, money, talent, cap, air, capacity), code, name_en, name_zh, year,
        unit, limit, used, left, share (used over limit), hard, price, price_unit and stage (as in
        the table of prices), holds_from and holds_to (the limit between which the price holds, for
        limits with a price; null where nothing ends it), range_known (false where a price has a
        range that could not be worked out; null without a price), status, source, published (of the
        figure behind the limit; the year of its oldest source).

    Notes
    -----
    What can be spent from a fund is its money of the year and what it carried over; what it uses
    is what it spends and repays. Capacity counts that of projects and entries too. For a rule that
    asks for at least its bound, ``left`` is what stands above it.
    """
    rows = [
        *_money(funds),
        *(_row("talent", each["occupation"], each, "1e4 persons", each["people"], each["needed"],
               "1e4 CNY/person") for each in talent.to_dicts()),
        *(_row("cap", each["stressor"], each, each["unit"], each["cap"], each["pressure"],
               f"1e8 CNY/{each['unit']}", hard=each["hard"])
          for each in pressure.to_dicts() if each["cap"] is not None),
        *(_row("air", "", each | named(solved.inputs, ""), "1e4 t", each["room"], each["freight"],
               "1e4 CNY/t", hard=False) for each in air.to_dicts()),
        *_capacity(solved),
        *_rules(solved),
    ]  # fmt: skip
    _add_ranges(solved, rows)
    stage = {"stage": stage_of_prices(solved.solution)}
    rows = [row | stage | _basis(solved, row) for row in rows]
    schema = text_columns("kind", "code", "name_en", "name_zh")
    schema |= {"year": pl.Int64, "unit": pl.String}
    schema |= number_columns("limit", "used", "left", "share")
    schema |= {"hard": pl.Boolean, "price": pl.Float64} | text_columns("price_unit", "stage")
    schema |= number_columns("holds_from", "holds_to")
    schema |= {"range_known": pl.Boolean}
    schema |= {"status": pl.String, "source": pl.String, "published": pl.Int64}
    return to_table(rows, schema, {"share": "ratio"})


def price_end(limit: Row, end: str, language: Language) -> float | str | None:
    """Where the price of a limit ends to hold, or in words why it does not say so.

    Parameters
    ----------
    limit : dict
        A row of the table.
    end : {"holds_from", "holds_to"}
        Which of both ends.
    language : {"en", "zh"}
        The reader's language.

    Returns
    -------
    float, str or None
        None for a limit without a price.
    """
    if limit["range_known"] is None:
        return None
    if not limit["range_known"]:
        return NOT_WORKED_OUT.to(language)
    return NO_END.to(language) if limit[end] is None else float(limit[end])


def _row(
    kind: str, code: str, told: Row, unit: str, limit: float, used: float, price_unit: str, *,
    hard: bool = True, price: float | None = None,
) -> Row:  # fmt: skip
    return {
        "kind": kind,
        "code": code,
        "name_en": told["name_en"],
        "name_zh": told["name_zh"],
        "year": told["year"],
        "unit": unit,
        "limit": limit,
        "used": used,
        "left": _quiet(limit - used, limit),
        "share": used / limit if limit > NOISE else None,
        "hard": hard,
        "price": (told["price"] if price is None else price) or 0.0,
        "price_unit": price_unit,
        "holds_from": None,
        "holds_to": None,
        "range_known": None,
    }


def _quiet(left: float, limit: float) -> float:
    """What is left, without the solver's noise."""
    return 0.0 if abs(left) <= NOISE * max(1.0, abs(limit)) else left


def _money(funds: Table) -> list[Row]:
    rows: list[Row] = []
    carried: dict[str, float] = {}
    for each in funds.to_dicts():
        limit = each["available"] + carried.get(each["fund"], 0.0)
        carried[each["fund"]] = each["carried"]
        used = each["spent"] + each["repaid"]
        rows.append(_row("money", each["fund"], each, "1e8 CNY", limit, used, "CNY/CNY"))
    return rows


def _capacity(solved: Solved) -> Iterable[Row]:
    plan, years = Values(solved.inputs, solved.solution), solved.inputs.years
    price = yearly_price(solved, "capacity_limit")
    if price is None:
        return
    matrix = solved.solution.matrix
    at_rows = matrix.rows["capacity_limit"].transpose("industry", "year").values
    left = (matrix.row_upper - matrix.A @ solved.solution.columns)[at_rows]
    made = plan.need("output", "industry", "year")
    worth = price.transpose("industry", "year").values
    for at, industry in enumerate(solved.inputs.industries):
        for n, year in enumerate(years):
            told = {**named(solved.inputs, industry), "year": year}
            yield _row("capacity", industry, told, "1e8 CNY",
                       made[at, n] + left[at, n], made[at, n],
                       "CNY/CNY", price=float(worth[at, n]))  # fmt: skip


def _rules(solved: Solved) -> list[Row]:
    prices = {(row["code"], row["year"]): row["price"] for row in own_prices(solved)}
    matrix, columns = solved.solution.matrix, solved.solution.columns
    rows = []
    for own in solved.inputs.rules:
        at = np.atleast_1d(matrix.rows[PREFIX + own.rule].values)
        years: list[int | None] = list(solved.inputs.years) if own.each_year else [None]
        for row, year in zip(at.tolist(), years, strict=True):
            told = {**named(solved.inputs, own.rule), "year": year}
            used = float((matrix.A[[row]] @ columns)[0])
            each = _row("rule", own.rule, told, own.unit, own.bound, used,
                        f"1e8 CNY/{own.unit or '1'}",
                        price=prices.get((own.rule, year), 0.0))  # fmt: skip
            each["left"] = used - own.bound if own.sense == ">=" else own.bound - used
            rows.append(each)
    return rows


def _add_ranges(solved: Solved, rows: list[Row]) -> None:
    """Between which limits each price holds."""
    answer = priced(solved.solution)
    bind = [row for row in rows if abs(row["price"]) > NOISE]
    positions = np.array([_position(solved, row) for row in bind], dtype=np.int64)
    ends = price_ranges(answer, positions, settings=solved.settings)
    for row, *moves in zip(bind, *(each.tolist() for each in ends), strict=True):
        row["range_known"] = not np.isnan(moves).any()
        for key, move in zip(("holds_from", "holds_to"), moves, strict=True):
            end = row["limit"] + move if np.isfinite(move) else None
            # Only a rule of one's own may have a limit below zero.
            row[key] = end if end is None or row["kind"] == "rule" else max(0.0, end)


def _position(solved: Solved, row: Row) -> int:
    rows = solved.solution.matrix.rows
    if row["kind"] == "rule":
        table, label = rows[PREFIX + row["code"]], {}
    else:
        name, dim = ROWS[row["kind"]]
        table, label = rows[name], {dim: row["code"]} if dim else {}
    if row["year"] is not None:
        label = label | {"year": row["year"]}
    return int(table.sel(label).values)


def _basis(solved: Solved, row: Row) -> Row:
    """Status, source and year of the figure behind a limit."""
    known = solved.inputs.limit_sources
    found = known.get((row["kind"], row["code"], row["year"]))
    found = found or known.get((row["kind"], row["code"], None))
    if found is None:
        return {"status": None, "source": None, "published": None}
    return {
        "status": found.status,
        "source": ", ".join(found.sources) or None,
        "published": found.published,
    }
