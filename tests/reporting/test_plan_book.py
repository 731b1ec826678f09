"""The workbook of a plan: numbers that are numbers, totals that add up, in both languages."""

from __future__ import annotations

import io
import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import openpyxl
import polars as pl
import pytest

from plan_toy import SETTINGS, toy_plan
from upriver.core.message import LANGUAGES
from upriver.planning.statistics import PRICE_KINDS
from upriver.reporting.excel import basis_sheets, budget_sheets, plan_book
from upriver.reporting.excel.book import RUNNING, Book, Column

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from upriver.core.message import Language
    from upriver.planning import Plan

SHEETS = [
    plan_book.NAMES["summary"], plan_book.NAMES["points"], budget_sheets.NAMES["funds"],
    budget_sheets.NAMES["uses"], budget_sheets.NAMES["projects"], plan_book.NAMES["entries"],
    plan_book.NAMES["talent"], plan_book.NAMES["targets"], plan_book.NAMES["prices"],
    plan_book.NAMES["limits"], basis_sheets.NAMES["basis"], basis_sheets.NAMES["notes"],
]  # fmt: skip


@pytest.fixture(scope="module")
def plan() -> Plan:
    return toy_plan(SETTINGS.model_copy(update={"whole_decisions": False}), cap=128.0)


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    found: Language = request.param
    return found


@pytest.fixture(scope="module")
def book(plan: Plan, language: Language) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(plan_book.plan_book(plan, language).content()))


def worked_out(sheet: Worksheet, cell: Any) -> float:
    """Value of a cell, its formula computed, and those it rests on."""
    if cell.data_type != "f":
        return float(cell.value or 0.0)
    area = re.fullmatch(r"=SUM\(([A-Z]+\d+):([A-Z]+\d+)\)", cell.value)
    assert area, cell.value
    return sum(worked_out(sheet, each) for row in sheet[":".join(area.groups())] for each in row)


def below(sheet: Worksheet, heading: str) -> list[Any]:
    """Cells of a column from its first heading on."""
    found = [cell for row in sheet.iter_rows() for cell in row if cell.value == heading]
    assert found, heading
    column = found[0].column
    return [sheet.cell(row, column) for row in range(found[0].row + 1, sheet.max_row + 1)]


def sheet_of(book: openpyxl.Workbook, name: Any, language: Language) -> Worksheet:
    return book[name.to(language)]


def test_the_sheets_stand_in_order(book: openpyxl.Workbook, language: Language) -> None:
    assert book.sheetnames == [name.to(language) for name in SHEETS]


def test_no_formula_but_sums(book: openpyxl.Workbook) -> None:
    """Names that look like formulas are texts; every sum can be worked out."""
    formulas = [
        (sheet, cell)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert len(formulas) > 20
    for sheet, cell in formulas:
        worked_out(sheet, cell)
        assert cell.number_format != "General"


def test_names_that_look_like_formulas_or_hold_control_marks_are_text(
    book: openpyxl.Workbook, language: Language
) -> None:
    sheet = sheet_of(book, budget_sheets.NAMES["projects"], language)
    cells = below(sheet, "项目" if language == "zh" else "Project")
    want = ["名=HYPERLINK(1)", "名Plant  b"] if language == "zh" else ["=HYPERLINK(1)", "Plant  b"]
    assert [cell.value for cell in cells[:2]] == want
    assert {cell.data_type for cell in cells[:2]} == {"s"}


def test_budgets_add_up_to_the_tables(
    plan: Plan, book: openpyxl.Workbook, language: Language
) -> None:
    total = "合计" if language == "zh" else "Total"
    for name in ("funds", "uses"):
        sheet = sheet_of(book, budget_sheets.NAMES[name], language)
        for year in plan.years:
            spent = sum(row["amount"] for row in plan.money.to_dicts() if row["year"] == year)
            cells = [each for each in below(sheet, str(year)) if each.data_type == "f"]
            assert worked_out(sheet, cells[-1]) == pytest.approx(spent, abs=1e-12)
            assert cells[-1].font.bold
        (last,) = [
            row[-1 if name == "uses" else -2] for row in sheet.iter_rows() if row[0].value == total
        ]
        assert worked_out(sheet, last) == pytest.approx(plan.money.frame["amount"].sum())


def test_the_years_of_a_project_are_its_spending(
    plan: Plan, book: openpyxl.Workbook, language: Language
) -> None:
    sheet = sheet_of(book, budget_sheets.NAMES["projects"], language)
    codes = [cell.value for cell in below(sheet, "代码" if language == "zh" else "Code")]
    for row in plan.projects.to_dicts():
        at = codes.index(row["project"])
        line = {str(year): below(sheet, str(year))[at] for year in plan.years}
        total = below(sheet, "合计" if language == "zh" else "Total")[at]
        assert worked_out(sheet, total) == pytest.approx(row["spent"], abs=1e-9)
        for year, cell in line.items():
            if row["started"] and int(year) >= row["finished"]:
                assert cell.fill.fgColor.rgb == RUNNING.fgColor.rgb
            elif not row["started"]:
                assert cell.fill.fill_type is None
    assert any(row["started"] for row in plan.projects.to_dicts())


def test_values_are_those_of_the_summary(
    plan: Plan, book: openpyxl.Workbook, language: Language
) -> None:
    sheet = sheet_of(book, plan_book.NAMES["summary"], language)
    heading = "增加值（亿元）" if language == "zh" else "Value added (1e8 CNY)"
    made = below(sheet, heading)[: len(plan.years)]
    assert [cell.value for cell in made] == pytest.approx(
        plan.summary.frame["value_added"].to_list()
    )
    assert {cell.number_format for cell in made} == {"#,##0.00"}
    gain = "增益（亿元）" if language == "zh" else "Gain (1e8 CNY)"
    total = below(sheet, gain)[len(plan.years)]
    assert worked_out(sheet, total) == pytest.approx(plan.summary.frame["gain"].sum())


def test_tables_stay_in_view_and_columns_are_wide_enough(book: openpyxl.Workbook) -> None:
    for sheet in book:
        assert sheet.freeze_panes, sheet.title
        first = sheet[sheet.freeze_panes]
        assert 2 <= first.column <= 3
        assert first.row <= 6
        assert all(each.width >= 9 for each in sheet.column_dimensions.values())


def test_every_setting_is_there_with_what_was_chosen(
    plan: Plan, book: openpyxl.Workbook, language: Language
) -> None:
    sheet = sheet_of(book, basis_sheets.NAMES["basis"], language)
    yes = "是" if language == "zh" else "yes"
    rows = {row[0].value: [cell.value for cell in row] for row in sheet.iter_rows()}
    assert set(type(plan.settings).model_fields) - set(rows) <= {"scenarios", "places"}
    assert rows["carry_over"][1] == yes
    assert rows["whole_decisions"][3] == yes
    assert rows["discount_rate"][1] == plan.settings.discount_rate == 0.05
    assert rows["discount_rate"][3] != yes
    assert "贴现" in rows["discount_rate"][4] if language == "zh" else "Discount"
    whole = rows["全部" if language == "zh" else "All together"]
    assert whole[1:4] == pytest.approx([1 / 3, 2 / 3, 0.0])


def test_notes_and_what_is_left_out_are_told(
    plan: Plan, book: openpyxl.Workbook, language: Language
) -> None:
    sheet = sheet_of(book, basis_sheets.NAMES["notes"], language)
    told = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {note.to(language) for note in plan.notes} <= told
    assert {each.reason.to(language) for each in plan.skipped} <= told
    assert ("无投资。" if language == "zh" else "No cost.") in told


def test_the_same_plan_gives_the_same_bytes(plan: Plan, language: Language) -> None:
    """Also when the clock has moved on: Excel's own time has whole seconds, the zip's two."""
    first = plan_book.plan_book(plan, language).content()
    time.sleep(2.1)
    assert plan_book.plan_book(plan, language).content() == first


def test_unknown_stays_empty() -> None:
    book = Book("en", title="t")
    sheet = book.sheet(plan_book.NAMES["summary"], "t")
    columns = [Column("a", "amount", total=True), Column("b"), Column("c", "yes")]
    rows = [[None, "x", True], [float("inf"), None, False], [1.5, "=1+1", None]]
    sheet.table(columns, rows, total="Total")
    found = openpyxl.load_workbook(io.BytesIO(book.content())).worksheets[0]
    cells = [[cell.value for cell in row] for row in found.iter_rows(min_row=4)]
    assert cells[:3] == [[None, "x", "yes"], [None, None, "no"], [1.5, "=1+1", None]]
    assert worked_out(found, found["A7"]) == 1.5


def test_every_kind_of_price_has_a_name() -> None:
    from upriver.planning.tables.promises import SCARCE

    assert {kind for _, kind, _, _ in SCARCE} | {"rule"} == set(PRICE_KINDS)


def test_limits_say_use_range_and_source(book: openpyxl.Workbook, language: Language) -> None:
    sheet = sheet_of(book, plan_book.NAMES["limits"], language)
    share = below(sheet, "使用率" if language == "zh" else "Share used")
    ends = below(sheet, "价格适用至" if language == "zh" else "Price holds to")
    prices = below(sheet, "价格" if language == "zh" else "Price")
    assert any(cell.value == pytest.approx(1.0) for cell in share)
    assert any(end.value and price.value for end, price in zip(ends, prices, strict=True))


@pytest.mark.parametrize(
    ("known", "end", "told"),
    [(True, 9.0, (9.0, 9.0)), (True, None, ("no end", "无界限")),
     (False, None, ("not worked out", "未算出")), (None, None, (None, None))],
)  # fmt: skip
def test_an_end_no_end_and_an_unknown_one_look_different(
    known: bool | None, end: float | None, told: tuple[object, object], language: Language,
    plan: Plan,
) -> None:  # fmt: skip
    frame = plan.limits.frame.with_columns(
        pl.lit(known, pl.Boolean).alias("range_known"), pl.lit(end, pl.Float64).alias("holds_to")
    )
    changed = replace(plan, limits=replace(plan.limits, frame=frame))
    content = plan_book.plan_book(changed, language).content()
    sheet = sheet_of(
        openpyxl.load_workbook(io.BytesIO(content)), plan_book.NAMES["limits"], language
    )
    cells = below(sheet, "价格适用至" if language == "zh" else "Price holds to")
    assert {cell.value for cell in cells} == {told[language == "zh"]}


def test_aims_in_order_have_a_sheet(language: Language) -> None:
    plan = toy_plan(SETTINGS.model_copy(update={"objective": "lexicographic"}), cap=128.0)
    content = plan_book.plan_book(plan, language).content()
    sheet = sheet_of(
        openpyxl.load_workbook(io.BytesIO(content)), plan_book.NAMES["stages"], language
    )
    values = [cell.value for cell in below(sheet, "最优" if language == "zh" else "Best")]
    assert values == pytest.approx(plan.stages.frame["best"].to_list())
