"""Sheets of parts that not every plan has: research as a Gantt chart, and loans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from upriver.core.message import Message
from upriver.reporting.excel.book import Column, shade_years

if TYPE_CHECKING:
    from upriver.planning.result import Plan
    from upriver.reporting.excel.book import Book
    from upriver.reporting.excel.placed import Placed

MONEY = "1e8 CNY"
TOTAL = Message("Total", "合计")
NAMES = {
    "research": Message("Research", "研发任务"),
    "loans": Message("Loans", "借款"),
}


def optional_sheets(plans: Placed, book: Book) -> None:
    """Add the sheets of parts that the plan has.

    Parameters
    ----------
    plans : Placed
        The plans.
    book : Book
        Gets a sheet on research and one on loans, each only where there is something to show.
    """
    if any(plan.what_to_research.frame.height for _, plan in plans.plans):
        _research_sheet(plans, book)
    if any(plan.loans.frame.height for _, plan in plans.plans):
        _loan_sheet(plans, book)


def _research_sheet(plans: Placed, book: Book) -> None:
    def _say(en: str, zh: str) -> str:
        return Message(en, zh).to(book.language)

    sheet = book.sheet(NAMES["research"], _say("Research tasks", "研发任务进度"))
    sheet.note(
        _say(
            "Orange: at work. Green: the result is there. Chance of the chain: this task and all "
            "that it waits for succeed. Tasks that are not started stand at the end.",
            "橙色为研发期，绿色为已有成果；全链概率为本任务及其等待的任务同时成功的概率。"
            "未启动的任务列在最后。",
        )
    )
    columns = [
        Column(_say("Task", "任务")),
        Column(_say("Code", "代码")),
        Column(_say("Start", "启动"), "year"),
        Column(_say("Result", "成果"), "year"),
        Column(_say("Teams", "队数"), "count"),
        Column(_say("Chance", "成功概率"), "share"),
        Column(_say("Chance of the chain", "全链概率"), "share"),
        Column(_say("Spent in the plan", "规划期支出"), "amount", MONEY, total=True),
    ]
    years = plans.first.years
    columns += [Column(str(year), "yes") for year in years]
    columns = plans.columns(columns, book.language)
    keys = ("task", "year", "finished", "teams", "success", "chain_success", "spent")

    def _rows(plan: Plan) -> list[list[Any]]:
        return [
            [row[f"name_{book.language}"], *(row[key] for key in keys), *("" for _ in years)]
            for row in _tasks(plan)
        ]

    rows = plans.rows(_rows, book.language)
    first, _ = sheet.table(columns, rows, total=TOTAL.to(book.language), frozen=1)
    tasks = [row for _, plan in plans.plans for row in _tasks(plan)]
    shade_years(sheet, tasks, years, row=first, column=len(columns) - len(years) + 1)


def _tasks(plan: Plan) -> list[dict[str, Any]]:
    return sorted(
        plan.what_to_research.to_dicts(),
        key=lambda row: (not row["started"], row["year"] or 0, row["task"]),
    )


def _loan_sheet(plans: Placed, book: Book) -> None:
    def _say(en: str, zh: str) -> str:
        return Message(en, zh).to(book.language)

    sheet = book.sheet(
        NAMES["loans"], _say("Loans until all is repaid", "借款与偿还（至还清为止）")
    )
    columns = [
        Column(_say("Fund", "资金来源")),
        Column(_say("Year", "年份"), "year"),
        Column(_say("After the plan", "规划期后"), "yes"),
        Column(_say("Drawn", "借入"), "amount", MONEY, total=True),
        Column(_say("Principal", "还本"), "amount", MONEY, total=True),
        Column(_say("Interest", "付息"), "amount", MONEY, total=True),
        Column(_say("Still owed", "年末余额"), "amount", MONEY),
    ]
    keys = ("year", "after_plan", "drawn", "principal", "interest", "debt")

    def _rows(plan: Plan) -> list[list[Any]]:
        return [
            [row[f"name_{book.language}"], *(row[key] for key in keys)]
            for row in plan.loans.to_dicts()
        ]

    sheet.table(
        plans.columns(columns, book.language), plans.rows(_rows, book.language),
        total=TOTAL.to(book.language), frozen=1,
    )  # fmt: skip
