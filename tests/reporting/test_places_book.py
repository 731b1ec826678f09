"""The workbook of several places: one sheet a concern, the place in a column, totals that add up."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from places_plan_toy import shared_plan, shared_system
from upriver.core.message import LANGUAGES, Message
from upriver.planning.statistics import USES
from upriver.reporting.excel import budget_sheets, places_book, plan_book
from upriver.services.plan_excel import write_places_excel

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from upriver.core.message import Language
    from upriver.planning import PlacesPlan


@pytest.fixture(scope="module")
def plan() -> PlacesPlan:
    return shared_plan(system=shared_system(routed=True))


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    found: Language = request.param
    return found


@pytest.fixture(scope="module")
def book(plan: PlacesPlan, language: Language) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(places_book.places_book(plan, language).content()))


def sheet(book: openpyxl.Workbook, name: Message, language: Language) -> Worksheet:
    found: Worksheet = book[name.to(language)]
    return found


def rows_of(found: Worksheet) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in found.iter_rows()]


def test_one_sheet_a_concern_whatever_the_number_of_places(
    book: openpyxl.Workbook, language: Language
) -> None:
    shown = book.sheetnames
    assert len(shown) == len(set(shown))
    assert shown[0] == ("总览" if language == "zh" else "Overview")
    wanted = {listed.name.to(language) for listed in places_book.SHEETS}
    assert wanted - set(shown) == {"通勤" if language == "zh" else "Commuters"}  # nobody commutes
    for name in ("targets", "limits"):
        assert plan_book.NAMES[name].to(language) in shown


def test_the_overview_adds_up(
    plan: PlacesPlan, book: openpyxl.Workbook, language: Language
) -> None:
    rows = rows_of(book.worksheets[0])
    at = next(n for n, row in enumerate(rows) if row[0] == plan.names["plain"].to(language))
    last = {row["place"]: row for row in plan.places.to_dicts() if row["year"] == 2025}
    assert rows[at][1] == pytest.approx(last["plain"]["value_added"])
    assert rows[at + 1][4] == pytest.approx(plan.gains["hills"])
    granted = sum(row[8] for row in rows[at : at + 2])
    assert granted == pytest.approx(40.0)
    total = next(row for row in rows if row[0] == ("合计" if language == "zh" else "Total"))
    assert total[8].startswith("=SUM(I")


def test_every_place_stands_in_the_sheets_of_its_own_plan(
    plan: PlacesPlan, book: openpyxl.Workbook, language: Language
) -> None:
    names = {name.to(language) for name in plan.names.values()}
    found = sheet(book, budget_sheets.NAMES["uses"], language)
    rows = rows_of(found)
    assert {row[0] for row in rows} >= names
    used = [row for row in rows if row[0] in names]
    assert len(used) == 2 * len(USES)
    years = [cell for row in used for cell in row[2:4]]
    spent = sum(r["amount"] for own in plan.plans.values() for r in own.money.to_dicts())
    assert sum(years) == pytest.approx(spent)
    first = used[0]
    at = rows.index(first) + 1
    assert first[4] == f"=SUM(C{at}:D{at})"  # over the years, not over the name of the use


def test_the_years_of_projects_are_shaded_under_their_years(
    plan: PlacesPlan, book: openpyxl.Workbook, language: Language
) -> None:
    found = sheet(book, budget_sheets.NAMES["projects"], language)
    name = "山地工厂" if language == "zh" else "Plant in the hills"
    row = next(row for row in found.iter_rows() if row[1].value == name)
    head = next(each for each in found.iter_rows() if str(each[10].value).startswith("2024"))
    assert [cell.value for cell in head[10:12]] == ["2024", "2025"]
    assert row[10].fill.fgColor.rgb[2:] == "F2B880"  # built in 2024
    assert row[11].fill.fgColor.rgb[2:] == "D6EDE5"  # works in 2025
    assert row[10].value == pytest.approx(40.0 + 1.0, abs=1.0)


def test_what_is_shared_has_its_price(
    plan: PlacesPlan, book: openpyxl.Workbook, language: Language
) -> None:
    name = next(each.name for each in places_book.SHEETS if each.table == "grants")
    rows = [row for row in rows_of(sheet(book, name, language)) if isinstance(row[2], int)]
    assert len(rows) == len(plan.grants.to_dicts())
    assert [row[5] for row in rows] == [row["price"] for row in plan.grants.to_dicts()]


def test_the_same_plan_gives_the_same_bytes(
    plan: PlacesPlan, language: Language, tmp_path: Path
) -> None:
    one = write_places_excel(plan, tmp_path / "one.xlsx", language)
    other = write_places_excel(plan, tmp_path / "other.xlsx", language)
    assert one.read_bytes() == other.read_bytes()
