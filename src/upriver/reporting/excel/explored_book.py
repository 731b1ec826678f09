"""The workbook of a plan with what surrounds it: other plans, promises, both books, foresight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from upriver.core.message import Message
from upriver.planning.near_optimal import DECIDED, VERDICTS
from upriver.reporting.excel.book import Column
from upriver.reporting.excel.plan_book import MONEY, plan_book

if TYPE_CHECKING:
    from upriver.core.message import Language
    from upriver.reporting.excel.book import Book, Kind
    from upriver.services.explore import Exploration

Heading = tuple[str, Message, "Kind", str]


@dataclass(frozen=True)
class _Sheet:
    """A table of an exploration as a sheet: key, heading, kind and unit of each column."""

    table: str
    name: Message
    title: Message
    note: Message
    columns: tuple[Heading, ...]


NAME, YEAR = Message("Name", "名称"), Message("Year", "年份")
SHEETS = (
    _Sheet(
        "decisions",
        Message("Sure or exchangeable", "稳定与可互换"),
        Message("What good plans decide", "好方案如何决策"),
        Message(
            "Proven: even the most favourable plan that decides otherwise falls below the limit. "
            "Found: so in the plans that were found, which are a sample.",
            "已证明：只要作相反的决策，最有利的方案也达不到界限。找到的：在找到的方案中如此，"
            "而这些方案只是样本。",
        ),
        (
            ("name", Message("Decision", "决策"), "text", ""),
            ("kind", Message("Kind", "类型"), "text", ""),
            ("verdict", Message("Verdict", "结论"), "text", ""),
            ("in_plan", Message("In this plan", "本方案"), "yes", ""),
            ("share", Message("Share of plans", "采用比例"), "share", ""),
            ("loss", Message("Loss otherwise, of the gain", "相反决策至少损失的增益"), "share", ""),
        ),
    ),
    _Sheet(
        "alternatives",
        Message("Other plans", "其他方案"),
        Message("Plans that are almost as good", "几乎同样好的方案"),
        Message(
            "Plan 0 is this plan; the others are told against it.",
            "方案 0 为本规划，其余均与之对照。",
        ),
        (
            ("plan", Message("Plan", "方案"), "year", ""),
            ("kept", Message("Gain kept", "保留增益"), "share", ""),
            ("added", Message("Added", "新增"), "count", ""),
            ("dropped", Message("Dropped", "取消"), "count", ""),
            ("added_names", Message("What is added", "新增事项"), "long", ""),
            ("dropped_names", Message("What is dropped", "取消事项"), "long", ""),
        ),
    ),
    _Sheet(
        "promises",
        Message("Promises", "承诺"),
        Message("What it would take to keep each promise", "守住每项承诺需要什么"),
        Message(
            "Missed: by the plan, of the promise. At least: what no plan within the limits avoids. "
            "Value given up: present value when the promise is kept as well as it can be.",
            "落空：规划的落空程度，相对于承诺。至少：约束之内任何方案都无法避免的落空。"
            "放弃的价值：尽力守住该承诺时放弃的现值。",
        ),
        (
            ("name", Message("Promise", "承诺"), "text", ""),
            ("year", YEAR, "year", ""),
            ("missed", Message("Missed", "落空"), "share", ""),
            ("least", Message("At least", "至少"), "share", ""),
            ("value_lost", Message("Value given up", "放弃的价值"), "amount", MONEY),
            ("way", Message("What would have to give way", "须让步的约束"), "long", ""),
        ),
    ),
    _Sheet(
        "clashes",
        Message("Promises that clash", "不能兼得"),
        Message("Promises that cannot both be kept", "不能同时守住的承诺"),
        Message("Each can be kept alone.", "单独都能守住。"),
        (
            ("name", Message("Who keeps", "守住"), "text", ""),
            ("other_name", Message("misses", "则落空"), "text", ""),
            ("missed", Message("By at least", "至少"), "share", ""),
        ),
    ),
    _Sheet(
        "front",
        Message("The two books", "两本账"),
        Message("What less pressure on nature costs", "减轻环境压力的代价"),
        Message(
            "Pressure is the mean of all stressors and years over the base year; whole decisions "
            "are taken as fractions.",
            "压力为各类压力、各年相对基年的平均；整体取舍的决策按分数处理。",
        ),
        (
            ("pressure", Message("Pressure, base year = 100%", "压力（基年为 100%）"), "share", ""),
            ("value", Message("Value", "价值"), "amount", MONEY),
            ("given_up", Message("Value given up", "放弃的价值"), "amount", MONEY),
            ("price", Message("Of one per cent", "每 1% 的价格"), "amount", MONEY),
        ),
    ),
    _Sheet(
        "foresight",
        Message("Short sight", "短视"),
        Message("What short sight costs", "短视的代价"),
        Message(
            "Every year the planner sees only so many years, the current one among them.",
            "规划者每年只看见今后若干年（含当年）。",
        ),
        (
            ("window", Message("Years in sight", "可见年数"), "year", ""),
            ("value", Message("Value", "价值"), "amount", MONEY),
            ("lost", Message("Lost", "损失"), "amount", MONEY),
            ("share_of_gain", Message("Of the gain", "占增益"), "share", ""),
            ("projects", Message("Projects", "项目数"), "count", ""),
            ("entries", Message("Entries", "进入数"), "count", ""),
        ),
    ),
)
NOT_FOUND = Message("Not found out", "未能得出")


def explored_book(exploration: Exploration, language: Language) -> Book:
    """A plan and what surrounds it as a workbook.

    Parameters
    ----------
    exploration : Exploration
        What the service returned.
    language : {"en", "zh"}
        Language of everything in it.

    Returns
    -------
    Book
        The sheets of the plan, then what other good plans decide, those plans, promises, promises
        that clash, the two books, short sight, and what could not be found out.
    """
    book = plan_book(exploration.plan, language)
    tables = exploration.tables
    for each in SHEETS:
        rows = tables[each.table].to_dicts() if each.table in tables else []
        if rows:
            sheet = book.sheet(each.name, each.title.to(language))
            sheet.note(each.note.to(language))
            columns = [
                Column(heading.to(language), kind, unit) for _, heading, kind, unit in each.columns
            ]
            cells = [[_cell(row, key, language) for key, *_ in each.columns] for row in rows]
            sheet.table(columns, cells, frozen=1)
    if exploration.skipped:
        sheet = book.sheet(NOT_FOUND, NOT_FOUND.to(language))
        reasons = [[reason.to(language)] for reason in exploration.skipped]
        sheet.table([Column(Message("Reason", "原因").to(language), "long")], reasons)
    return book


def _cell(row: dict[str, Any], key: str, language: Language) -> Any:
    if key == "verdict":
        return VERDICTS[row[key]].to(language)
    if key == "kind":
        return DECIDED[row[key]].to(language)
    return row[key] if key in row else row[f"{key.removesuffix('_names')}_{language}"]
