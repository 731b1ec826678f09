"""Out to a spreadsheet and back: what was not touched changes nothing, all faults come at once."""

from __future__ import annotations

import polars as pl
import pytest
from openpyxl import load_workbook

from review_toy import NOW, package, result
from upriver.core.errors import DataError
from upriver.services.record_claims import record_claims
from upriver.services.review import decide, review
from upriver.services.review_returns import read_sheet
from upriver.services.review_sheet import HEADINGS, export_sheet


@pytest.fixture
def folder(tmp_path):
    path = package(tmp_path / "toy")
    record_claims(path, result(tmp_path))
    return path


def edit(path, cells, *, language="en"):
    """Write cells into a sheet as a person would: (claim, field) -> content."""
    names = {heading.to(language): name for name, heading in HEADINGS.items()}
    if path.suffix == ".csv":
        frame = pl.read_csv(path, infer_schema=False)
        rows = frame.rename(names).to_dicts()
        for row in rows:
            for (claim, field), text in cells.items():
                if row["claim"] == claim:
                    row[field] = text
        back = {name: heading for heading, name in names.items()}
        pl.DataFrame(rows, schema=list(HEADINGS), orient="row").rename(back).write_csv(path)
        return
    book = load_workbook(path)
    sheet = book.active
    column = {names[cell.value]: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        for (claim, field), text in cells.items():
            if sheet.cell(row, column["claim"]).value == claim:
                sheet.cell(row, column[field]).value = text
    book.save(path)


@pytest.fixture(params=[("c.xlsx", "en"), ("c.xlsx", "zh"), ("c.csv", "en"), ("c.csv", "zh")])
def sheet(request, folder, tmp_path):
    name, language = request.param
    return export_sheet(review(folder), tmp_path / name, language=language), language


def test_an_untouched_sheet_decides_nothing(folder, sheet):
    assert read_sheet(sheet[0], review(folder)) == ()


def test_decisions_come_back_with_their_corrections(folder, sheet):
    path, language = sheet
    words = {"en": ("accept", "correct", "reject"), "zh": ("接受", "更正", "否决")}[language]
    edit(
        path,
        {
            ("page-001", "decision"): words[0],
            ("page-006", "decision"): words[1],
            ("page-006", "code"): "firms",
            ("page-006", "value"): "152",
            ("page-005", "decision"): words[2],
            ("page-005", "reason"): "not of this city",
        },
        language=language,
    )
    rulings = read_sheet(path, review(folder))
    assert [(r.claim, r.accepts, dict(r.changes), r.reason, r.row) for r in rulings] == [
        ("page-001", True, {}, "", 2),
        ("page-005", False, {}, "not of this city", 6),
        ("page-006", True, {"value": "152", "code": "firms"}, "", 7),
    ]
    outcome = decide(folder, rulings, author="Li", now=NOW)
    assert [each.verdict for each in outcome.decisions] == ["accepted", "rejected", "corrected"]
    assert set(outcome.settled.entered) == {"page-001", "page-006"}
    assert read_sheet(export_sheet(review(folder), path.parent / f"again{path.suffix}",
                                   language=language), review(folder)) == ()  # fmt: skip


def test_numbers_and_days_that_a_spreadsheet_made_are_read(folder, tmp_path):
    """Excel turns 2027 into a number and 2027-12-31 into a day."""
    from datetime import datetime

    path = export_sheet(review(folder), tmp_path / "c.xlsx", language="en")
    edit(
        path,
        {
            ("page-004", "decision"): "correct",
            ("page-004", "deadline"): datetime(2027, 12, 31),
            ("page-004", "value"): 37.5,
            ("page-005", "decision"): "correct",
            ("page-005", "deadline"): 2028,
        },
    )
    given = {ruling.claim: ruling.changes for ruling in read_sheet(path, review(folder))}
    assert given == {
        "page-004": {"deadline": "2027-12-31", "value": "37.5"},
        "page-005": {"deadline": "2028"},
    }


def test_all_faults_are_reported_with_row_and_column(folder, tmp_path):
    path = export_sheet(review(folder), tmp_path / "c.xlsx", language="en")
    edit(
        path,
        {
            ("page-001", "decision"): "maybe",
            ("page-002", "value"): "6",
            ("page-003", "decision"): "correct",
        },
    )
    with pytest.raises(
        DataError, match=r"3 row\(s\) cannot be used; nothing was written"
    ) as caught:
        read_sheet(path, review(folder))
    told = [(f.row, f.column, f.problem.en) for f in caught.value.findings]
    assert told == [
        (2, "Decision", "page-001: wanted one of accept, correct, reject, got 'maybe'."),
        (3, "Decision", "page-002: Value was changed, but nothing is decided."),
        (4, "Decision", "page-003: wanted a correction, but no cell was changed."),
    ]


def test_cells_that_cannot_be_used_are_reported_by_deciding(folder, tmp_path):
    path = export_sheet(review(folder), tmp_path / "c.xlsx", language="zh")
    cells = {("page-001", "decision"): "更正", ("page-001", "value"): "五十", ("page-009", "x"): ""}
    edit(path, {key: text for key, text in cells.items() if key[1] != "x"}, language="zh")
    with pytest.raises(DataError, match="nothing was written") as caught:
        decide(folder, read_sheet(path, review(folder)), author="Li", now=NOW)
    finding = caught.value.findings[0]
    assert (finding.row, finding.column, finding.value) == (2, "Value / 数值", "五十")
    assert finding.render("zh").startswith("第 2 行 列 Value / 数值：page-001：应为数字")


def test_a_claim_of_another_package_is_refused(folder, tmp_path):
    path = export_sheet(review(folder), tmp_path / "c.csv", language="en")
    text = path.read_text(encoding="utf-8-sig").replace("page-002", "other-002")
    path.write_text(text, encoding="utf-8-sig")
    edit(path, {("other-002", "decision"): "accept"})
    with pytest.raises(DataError, match="nothing was written") as caught:
        decide(folder, read_sheet(path, review(folder)), author="Li", now=NOW)
    assert "'other-002' means no claim" in caught.value.findings[0].problem.en


def test_a_phrase_never_becomes_a_formula(tmp_path):
    folder = package(tmp_path / "toy")
    from review_toy import claim

    text = "=HYPERLINK(1)出口额50亿元"
    given = claim(text, text=text, indicator="=出口额", value=-5, unit="亿元", value_norm=-5e8)
    record_claims(folder, result(tmp_path, [given], text=text))
    state = review(folder)
    book = load_workbook(export_sheet(state, tmp_path / "c.xlsx", language="en"))
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "n"}
    raw = export_sheet(state, tmp_path / "c.csv", language="en").read_text(encoding="utf-8-sig")
    assert ",'=出口额," in raw
    assert ",-5," in raw
    assert read_sheet(tmp_path / "c.csv", state) == ()


def test_what_is_no_sheet_is_refused(folder, tmp_path):
    state = review(folder)
    (tmp_path / "bad.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    (tmp_path / "bad.csv").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    for name, problem in (
        ("bad.xlsx", "no readable review sheet"),
        ("bad.csv", "no readable review sheet"),
        ("other.csv", "lacks the column 'Claim', 'Decision'"),
        ("none.csv", "There is no file"),
        ("sheet.ods", "There is no file"),
    ):
        with pytest.raises(DataError, match=problem):
            read_sheet(tmp_path / name, state)
    with pytest.raises(DataError, match=r"ends in \.xlsx or \.csv"):
        export_sheet(state, tmp_path / "sheet.ods", language="en")


def test_a_sheet_with_decisions_is_not_overwritten(folder, tmp_path):
    export_sheet(review(folder), tmp_path / "c.csv", language="en")
    with pytest.raises(DataError, match="already a file"):
        export_sheet(review(folder), tmp_path / "c.csv", language="en")


def test_a_sheet_as_a_person_leaves_it_is_read(folder, tmp_path):
    """A sheet of notes in front, columns reordered, one more, other words for the same."""
    from openpyxl import Workbook

    path = export_sheet(review(folder), tmp_path / "c.xlsx", language="zh")
    rows = list(load_workbook(path).active.iter_rows(values_only=True))
    heads = list(rows[0])
    given = {
        ("page-001", "裁定"): "采纳", ("page-004", "裁定"): "修改",
        ("page-004", "期限"): "2028年底", ("page-004", "比较"): "不低于",
        ("page-005", "裁定"): "驳回", ("page-005", "理由"): "口径不同",
    }  # fmt: skip
    book = Workbook()
    book.active.append(["备注：请于周五前交回"])
    sheet = book.create_sheet("意见")
    sheet.append(["序号", *reversed(heads)])
    for number, row in enumerate(rows[1:]):
        cells = [given.get((row[0], head), cell) for head, cell in zip(heads, row, strict=True)]
        sheet.append([number, *reversed(cells)])
    book.save(path)
    outcome = decide(folder, read_sheet(path, review(folder)), author="Li", now=NOW)
    assert [(each.claim, each.verdict) for each in outcome.decisions] == [
        ("page-001", "accepted"), ("page-004", "corrected"), ("page-005", "rejected"),
    ]  # fmt: skip
    assert outcome.decisions[1].after["deadline"] == "2028"
    assert outcome.decisions[1].after["comparator"] == ">="


def test_faults_of_cells_are_told_beside_those_of_the_decision(folder, tmp_path):
    path = export_sheet(review(folder), tmp_path / "c.xlsx", language="zh")
    edit(path, {("page-004", "decision"): "也许", ("page-004", "deadline"): "明年"}, language="zh")
    with pytest.raises(DataError, match=r"1 row\(s\) cannot be used") as caught:
        read_sheet(path, review(folder))
    told = [each.render("zh").partition("：page-004")[0] for each in caught.value.findings]
    assert told == ["第 5 行 列 裁定", "第 5 行 列 Deadline / 期限"]


def test_an_old_sheet_does_not_undo_what_somebody_else_decided(folder, tmp_path):
    old = export_sheet(review(folder), tmp_path / "old.xlsx", language="en")
    edit(old, {("page-001", "decision"): "accept", ("page-004", "decision"): "accept"})
    from upriver.services.review import Ruling

    made = [Ruling("page-004", accepts=True, changes={"value": "40"}),
            Ruling("page-006", accepts=True, changes={"code": "firms", "value": "152"})]  # fmt: skip
    decide(folder, made, author="Wang", now=NOW)
    with pytest.raises(DataError, match=r"1 row\(s\) cannot be used") as caught:
        read_sheet(old, review(folder), author="Li")
    (finding,) = caught.value.findings
    assert finding.code == "decided-since"
    assert finding.problem.en == (
        "page-004: Wang decided it after this sheet was written (D00001, 2024-06-03: corrected)."
    )
    edit(old, {("page-004", "decision"): None})
    assert [ruling.claim for ruling in read_sheet(old, review(folder), author="Li")] == ["page-001"]


def test_a_sheet_may_be_taken_back_twice(folder, tmp_path):
    path = export_sheet(review(folder), tmp_path / "c.xlsx", language="en")
    edit(path, {("page-004", "decision"): "correct", ("page-004", "value"): "40",
                ("page-005", "decision"): "reject", ("page-005", "reason"): "no"})  # fmt: skip
    decide(folder, read_sheet(path, review(folder), author="Li"), author="Li", now=NOW)
    again = decide(folder, read_sheet(path, review(folder), author="Li"), author="Li", now=NOW)
    assert again.decisions == ()
    assert set(again.unchanged) == {"page-004", "page-005"}
    edit(path, {("page-004", "value"): "41"})  # the same person thinks better of it
    more = decide(folder, read_sheet(path, review(folder), author="Li"), author="Li", now=NOW)
    assert [dict(each.after) for each in more.decisions] == [{"value": "41"}]


def test_a_chinese_sheet_speaks_chinese(folder, tmp_path):
    path = export_sheet(review(folder), tmp_path / "c.xlsx", language="zh")
    first, *rows = load_workbook(path).active.iter_rows(values_only=True)
    kinds = {row[first.index("类型")] for row in rows}
    assert kinds >= {"统计", "目标"}
    assert not kinds & {"statistic", "target"}
    assert "同比" in {row[first.index("增长口径")] for row in rows}
    assert read_sheet(path, review(folder)) == ()
