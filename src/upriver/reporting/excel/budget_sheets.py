"""Sheets of a plan about money: by source, by use, and project by project as a Gantt chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.utils import get_column_letter

from upriver.core.message import Message
from upriver.planning.statistics import OPEN_SOURCE, USES
from upriver.reporting.excel.book import Column, shade_years
from upriver.reporting.words import Words

if TYPE_CHECKING:
    from upriver.planning.result import Plan
    from upriver.reporting.excel.book import Book
    from upriver.reporting.excel.placed import Placed

MONEY = "1e8 CNY"
TOTAL = Message("Total", "合计")
NAMES = {
    "funds": Message("Budget by fund", "资金来源"),
    "uses": Message("Budget by use", "资金用途"),
    "projects": Message("Projects", "项目进度"),
}


def budget_sheets(plans: Placed, book: Book) -> None:
    """Add the sheets on money by source and by use.

    Parameters
    ----------
    plans : Placed
        The plans.
    book : Book
        Gets two sheets.
    """
    _fund_sheet(plans, book)
    _use_sheet(plans, book)


def _years(plan: Plan) -> list[Column]:
    return [Column(str(year), "amount", total=True) for year in plan.years]


def _across(first: int, count: int) -> str:
    """Formula that adds up a row of years."""
    start, end = get_column_letter(first), get_column_letter(first + count - 1)
    return f"=SUM({start}{{row}}:{end}{{row}})"


def _fund_sheet(plans: Placed, book: Book) -> None:
    def _say(message: Message) -> str:
        return message.to(book.language)

    sheet = book.sheet(NAMES["funds"], _say(Message("Money by fund and year", "分年资金来源")))
    sheet.note(_unit_note(plans.first, book))
    years = plans.first.years

    def _rows(plan: Plan) -> list[list[Any]]:
        spent: dict[str, dict[int, float]] = {}
        names: dict[str, str] = {}
        available: dict[str, float] = {}
        for row in plan.funds.to_dicts():
            spent.setdefault(row["fund"], {})
            names[row["fund"]] = row[f"name_{book.language}"]
            available[row["fund"]] = available.get(row["fund"], 0.0) + row["available"]
        for row in plan.money.to_dicts():
            sums = spent.setdefault(row["fund"], {})
            names[row["fund"]] = row[f"name_{book.language}"] or _say(OPEN_SOURCE)
            sums[row["year"]] = sums.get(row["year"], 0.0) + row["amount"]
        return [
            [names[fund], *(sums.get(year, 0.0) for year in years),
             _across(2 + plans.several, len(years)), available.get(fund)]
            for fund, sums in spent.items()
        ]  # fmt: skip

    rows = plans.rows(_rows, book.language)
    columns = [
        Column(_say(Message("Fund", "资金来源"))),
        *_years(plans.first),
        Column(_say(TOTAL), "amount", total=True),
        Column(_say(Message("Available", "可用")), "amount",
               total=any(row[-1] is not None for row in rows)),
    ]  # fmt: skip
    sheet.table(plans.columns(columns, book.language), rows, total=_say(TOTAL), frozen=1)


def _use_sheet(plans: Placed, book: Book) -> None:
    def _say(message: Message) -> str:
        return message.to(book.language)

    sheet = book.sheet(NAMES["uses"], _say(Message("Money by use and year", "分年资金用途")))
    sheet.note(_unit_note(plans.first, book))
    years = plans.first.years
    columns = [
        Column(_say(Message("Use", "用途"))),
        *_years(plans.first),
        Column(_say(TOTAL), "amount", total=True),
    ]

    def _rows(plan: Plan) -> list[list[Any]]:
        sums: dict[tuple[str, int], float] = {}
        for row in plan.money.to_dicts():
            key = (row["use"], row["year"])
            sums[key] = sums.get(key, 0.0) + row["amount"]
        return [
            [_say(name), *(sums.get((use, year), 0.0) for year in years),
             _across(2 + plans.several, len(years))]
            for use, name in USES.items()
        ]  # fmt: skip

    sheet.table(
        plans.columns(columns, book.language), plans.rows(_rows, book.language),
        total=_say(TOTAL), frozen=1,
    )  # fmt: skip


def gantt_sheet(plans: Placed, book: Book) -> None:
    """Add the sheet with every project, its years and its spending.

    Parameters
    ----------
    plans : Placed
        The plans.
    book : Book
        Gets one sheet.
    """

    def _say(en: str, zh: str) -> str:
        return Message(en, zh).to(book.language)

    sheet = book.sheet(NAMES["projects"], _say("Projects and their spending", "项目进度与分年支出"))
    sheet.note(_unit_note(plans.first, book))
    sheet.note(
        _say(
            "Orange: being built. Green: at work. Spending includes running costs. Projects that "
            "are not started stand at the end.",
            "橙色为建设期，绿色为运行期；支出含运行费。未启动的项目列在最后。",
        )
    )
    words = Words(book.language)
    before = [
        Column(_say("Project", "项目")),
        Column(_say("Code", "代码")),
        Column(_say("Kind", "类型"), "yes"),
        Column(_say("Place", "地点"), "yes"),
        Column(_say("Started", "启动"), "yes"),
        Column(_say("Start", "开工"), "year"),
        Column(_say("First effect", "见效"), "year"),
        Column(_say("Share", "实施比例"), "share"),
        Column(_say("Cost", "总投资"), "amount", total=True),
    ]
    years = plans.first.years
    at = len(before) + 1 + plans.several
    columns = [*before, *_years(plans.first), Column(TOTAL.to(book.language), "amount", total=True)]

    def _rows(plan: Plan) -> list[list[Any]]:
        spending = {
            (row["project"], row["year"]): row["spending"] for row in plan.what_to_fund.to_dicts()
        }
        return [
            [row[f"name_{book.language}"], row["project"], words(f"kind.{row['kind']}"),
             *(row[key] for key in ("place", "started", "year", "finished", "share", "cost")),
             *(spending.get((row["project"], year)) for year in years), _across(at, len(years))]
            for row in _projects(plan)
        ]  # fmt: skip

    rows = plans.rows(_rows, book.language)
    columns = plans.columns(columns, book.language)
    first, _ = sheet.table(columns, rows, total=TOTAL.to(book.language), frozen=1)
    projects = [row for _, plan in plans.plans for row in _projects(plan)]
    shade_years(sheet, projects, years, row=first, column=at)


def _projects(plan: Plan) -> list[dict[str, Any]]:
    return sorted(
        plan.projects.to_dicts(),
        key=lambda row: (not row["started"], row["year"] or 0, row["project"]),
    )


def _unit_note(plan: Plan, book: Book) -> str:
    return Message(
        f"1e8 CNY, prices of {plan.base_year}", f"单位：亿元，{plan.base_year} 年价格"
    ).to(book.language)
