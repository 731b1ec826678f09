"""Sheets of parts that not every plan has: research as a Gantt chart, and loans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.core.message import Message
from upriver.reporting.excel.book import Column

if TYPE_CHECKING:
    from upriver.planning.result import Plan
    from upriver.reporting.excel.book import Book

MONEY = "1e8 CNY"
TOTAL = Message("Total", "合计")
NAMES = {
    "research": Message("Research", "研发任务"),
    "loans": Message("Loans", "借款"),
}


def optional_sheets(plan: Plan, book: Book) -> None:
    """Add the sheets of parts that the plan has.

    Parameters
    ----------
    plan : Plan
        The plan.
    book : Book
        Gets a sheet on research and one on loans, each only where there is something to show.
    """
    if plan.what_to_research.frame.height:
        _research_sheet(plan, book)
    if plan.loans.frame.height:
        _loan_sheet(plan, book)


def _research_sheet(plan: Plan, book: Book) -> None:
    def _say(en: str, zh: str) -> str:
        return Message(en, zh).to(book.language)

    tasks = sorted(
        plan.what_to_research.to_dicts(),
        key=lambda row: (not row["started"], row["year"] or 0, row["task"]),
    )
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
    at = len(columns) + 1
    columns += [Column(str(year), "yes") for year in plan.years]
    keys = ("task", "year", "finished", "teams", "success", "chain_success", "spent")
    rows = [
        [row[f"name_{book.language}"], *(row[key] for key in keys), *("" for _ in plan.years)]
        for row in tasks
    ]
    first, _ = sheet.table(columns, rows, total=TOTAL.to(book.language), frozen=1)
    for number, row in enumerate(tasks):
        for place, year in enumerate(plan.years):
            if row["started"] and year >= row["year"]:
                sheet.shade(first + number, at + place, running=year >= row["finished"])


def _loan_sheet(plan: Plan, book: Book) -> None:
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
    rows = [
        [row[f"name_{book.language}"], *(row[key] for key in keys)] for row in plan.loans.to_dicts()
    ]
    sheet.table(columns, rows, total=TOTAL.to(book.language), frozen=1)
