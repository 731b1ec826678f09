"""The workbook has sheets on research and loans where a plan has them, and none where not."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest

from plan_toy import toy_plan
from planning_whole import SETTINGS, everything
from upriver.core.message import LANGUAGES, Language
from upriver.planning import solve_plan, to_plan
from upriver.reporting.excel.book import BUILDING, RUNNING
from upriver.reporting.excel.optional_sheets import NAMES
from upriver.reporting.excel.plan_book import plan_book


def workbook(language: Language) -> openpyxl.Workbook:
    inputs = replace(everything(), rules=())
    first, second = inputs.tasks
    worth = (replace(first, duration=1, value=90.0), replace(second, value=400.0, opens=()))
    assert inputs.money is not None
    money = replace(inputs.money, amount=inputs.money.amount * [[0.1], [1.0]])  # little of its own
    plan = to_plan(solve_plan(replace(inputs, tasks=worth, money=money), SETTINGS))
    return openpyxl.load_workbook(io.BytesIO(plan_book(plan, language).content()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_research_and_loans_have_sheets(language: Language) -> None:
    book = workbook(language)
    sheet = book[NAMES["research"].to(language)]
    rows = {row[1].value: row for row in sheet.iter_rows() if row[1].value in ("basic", "applied")}
    assert [cell.value for cell in rows["basic"][2:5]] == [2024, 2025, 2]
    fills = [cell.fill.fgColor.rgb[-6:] for cell in rows["basic"][8:10]]
    assert fills == [BUILDING.fgColor.rgb[-6:], RUNNING.fgColor.rgb[-6:]]
    assert rows["applied"][2].value is None  # its result would come after the plan
    loans = book[NAMES["loans"].to(language)]
    years = [row[1].value for row in loans.iter_rows() if isinstance(row[1].value, int)]
    assert years == [2024, 2025, 2026, 2027]  # drawn in 2024, repaid over three years


def test_a_plan_without_them_has_no_such_sheets() -> None:
    content = plan_book(toy_plan(), "en").content()
    names = openpyxl.load_workbook(io.BytesIO(content)).sheetnames
    assert not {name.en for name in NAMES.values()} & set(names)
