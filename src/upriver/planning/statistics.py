"""A plan in a few lines: who grows, who pays, what binds, which target costs most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from upriver.core.message import Message
from upriver.planning.tables.values import text_columns, to_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from upriver.core.frames import Table
    from upriver.planning.result import Plan

    Row = dict[str, Any]

QUESTIONS: dict[str, Message] = {
    "grows": Message("Who grows", "谁在增长"),
    "pays": Message("Who pays", "谁出资"),
    "buys": Message("What the money buys", "钱用在哪里"),
    "binds": Message("What binds", "什么在约束"),
    "costs": Message("Which target costs most", "哪个目标代价最大"),
}
USES: dict[str, Message] = {
    "capacity": Message("Capacity", "产能建设"),
    "projects": Message("Projects", "项目"),
    "entry": Message("Entry", "进入新环节"),
    "research": Message("Research", "研发"),
    "talent": Message("Talent", "人才"),
    "routes": Message("Routes", "航线"),
    "abatement": Message("Abatement", "减排治理"),
}
PRICE_KINDS: dict[str, Message] = {
    "rule": Message("own rule", "自定规则"),
    "money": Message("money", "资金"),
    "talent": Message("talent", "人才"),
    "cap": Message("limit on nature", "环境上限"),
    "air": Message("air freight", "航空货运"),
    "product": Message("product from outside", "外来产品"),
    "capacity": Message("capacity", "产能"),
}
OPEN_SOURCE = Message("money of the plan, source open", "规划资金（来源未定）")
PERCENT = 0.01


def plan_statistics(plan: Plan) -> Table:
    """Answers to the first questions about a plan, the largest of each first.

    Parameters
    ----------
    plan : Plan
        A plan.

    Returns
    -------
    Table
        Columns question (a key of ``QUESTIONS``), kind, code, name_en, name_zh, value, share,
        unit. Who grows: value added of an industry from the base year to the last, and its share
        in the growth of all. Who pays and what it buys: spending of all years by fund and by use.
        What binds: present value of one per cent more of a limit in every year, at the plan's
        prices. Which target costs: present value of giving way by one per cent.

    Notes
    -----
    A price holds for the next unit, not for a whole per cent: read the last two as an order.
    A rule of the planner's own binds with its bound; one that adds up the years counts once.
    Value added of the base year takes the plan's own
    ratio to output.
    """
    rows = [*_grows(plan), *_pays(plan), *_buys(plan), *_binds(plan), *_costs(plan)]
    names = ("question", "kind", "code", "name_en", "name_zh")
    schema = text_columns(*names)
    schema |= {"value": pl.Float64, "share": pl.Float64, "unit": pl.String}
    return to_table(rows, schema, {"share": "ratio"})


def base_value_added_by_industry(plan: Plan) -> dict[str, float]:
    """Value added of each industry in the base year.

    Parameters
    ----------
    plan : Plan
        A plan.

    Returns
    -------
    dict of str to float
        1e8 CNY, at the plan's own ratio of value added to output; without industries that make
        nothing in the plan.
    """
    found = {}
    for row in plan.what_to_grow.to_dicts():
        if row["output"] and row["industry"] not in found:
            found[row["industry"]] = row["base_output"] * row["value_added"] / row["output"]
    return found


def ranked(
    question: str, rows: Iterable[Row], *, unit: str, whole: float | None = None
) -> list[Row]:
    """Answers to one question, the largest first.

    Parameters
    ----------
    question : str
        A key of ``QUESTIONS``.
    rows : iterable of dict
        With kind, code, names and value.
    unit : str
        Of the values.
    whole : float, optional
        What a share is part of.

    Returns
    -------
    list of dict
        With question, share and unit.
    """
    ordered = sorted(rows, key=lambda row: (-row["value"], row["kind"], row["code"]))
    return [
        {
            "question": question,
            **row,
            "share": row["value"] / whole if whole else None,
            "unit": unit,
        }
        for row in ordered
    ]


def _row(kind: str, code: str, source: Row, value: float, name: Message | None = None) -> Row:
    names = (name.en, name.zh) if name else (source["name_en"], source["name_zh"])
    return {"kind": kind, "code": code, "name_en": names[0], "name_zh": names[1], "value": value}


def _grows(plan: Plan) -> list[Row]:
    base = base_value_added_by_industry(plan)
    rows = [
        _row("industry", row["industry"], row, row["value_added"] - base[row["industry"]])
        for row in plan.what_to_grow.to_dicts()
        if row["year"] == plan.years[-1] and row["industry"] in base
    ]
    return ranked("grows", rows, unit="1e8 CNY", whole=sum(row["value"] for row in rows))


def _sums(rows: Iterable[Row], key: str) -> dict[str, float]:
    sums: dict[str, float] = {}
    for row in rows:
        sums[row[key]] = sums.get(row[key], 0.0) + row["amount"]
    return sums


def _pays(plan: Plan) -> list[Row]:
    spent = plan.money.to_dicts()
    by_code = {row["fund"]: row for row in spent}
    sums = _sums(spent, "fund")
    rows = [
        _row("fund", fund, by_code[fund], value, None if fund else OPEN_SOURCE)
        for fund, value in sums.items()
    ]
    return ranked("pays", rows, unit="1e8 CNY", whole=sum(sums.values()))


def _buys(plan: Plan) -> list[Row]:
    sums = _sums(plan.money.to_dicts(), "use")
    rows = [_row("use", use, {}, value, USES[use]) for use, value in sums.items()]
    return ranked("buys", rows, unit="1e8 CNY", whole=sum(sums.values()))


def _binds(plan: Plan) -> list[Row]:
    worth: dict[int | None, float] = {
        year: PERCENT * (1 + plan.settings.discount_rate) ** -(at + 1)
        for at, year in enumerate(plan.years)
    }
    worth[None] = PERCENT  # in present value already
    # Money that was carried over is no limit of its own year.
    money = {(row["fund"], row["year"]): row["available"] for row in plan.funds.to_dicts()}
    found: dict[tuple[str, str], Row] = {}
    for row in plan.limits.to_dicts():
        if not row["price"]:
            continue
        key = (row["kind"], row["code"])
        each = found.setdefault(key, _row(*key, row, 0.0))
        size = money[row["code"], row["year"]] if row["kind"] == "money" else row["limit"]
        each["value"] += worth[row["year"]] * row["price"] * abs(size)
    return ranked("binds", found.values(), unit="1e8 CNY/%")


def _costs(plan: Plan) -> list[Row]:
    rows = [
        _row("target", row["target"], row, row["price"])
        for row in plan.targets.to_dicts()
        if row["price"]
    ]
    return ranked("costs", rows, unit="1e8 CNY/%")
