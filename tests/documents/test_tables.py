"""Rows of tables in each format: unit and time from the header, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from document_files import docx, paragraph, pdf, table
from upriver.documents.extract import extract_claims
from upriver.documents.grid import Grid, tab_rows
from upriver.documents.reading import read_document
from upriver.documents.table_columns import known_unit, read_header, split_unit, unit_of_title
from upriver.documents.tables import cells_of

TODAY = date(2026, 3, 2)
TITLE = "青川县“十五五”工业发展主要指标"
ROWS = [
    ["指标", "单位", "2025年", "2030年", "年均增长（%）", "属性"],
    ["1. 规模以上工业增加值", "亿元", "86.4", "130", "8.5左右", "预期性"],
    ["2. 规模以上工业企业", "家", "152", "≥220", "—", "预期性"],
    ["3. 单位工业增加值能耗降低", "%", "—", "[13.5]", "—", "约束性"],
    ["4. 国家级绿色工厂", "家", "完成上级任务", "12-15", "", "预期性"],
]
WANTED = [
    ("statistic", "规模以上工业增加值", "=", 86.4, "亿元", "level", "2025", None, None),
    ("target", "规模以上工业增加值", "=", 130, "亿元", "level", "2030", "2030", False),
    ("target", "规模以上工业增加值", "~", 8.5, "%", "cagr", "2026..2030", "2030", False),
    ("statistic", "规模以上工业企业", "=", 152, "家", "level", "2025", None, None),
    ("target", "规模以上工业企业", ">=", 220, "家", "level", "2030", "2030", False),
    ("target", "单位工业增加值能耗降低", "=", -13.5, "%", "change", "2026..2030", "2030", True),
    ("target", "国家级绿色工厂", "range", (12, 15), "家", "level", "2030", "2030", False),
]


def _markdown(rows):
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([f"# {TITLE}", "", lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


def _html(rows):
    head = "".join(f"<th>{cell}</th>" for cell in rows[0])
    body = "".join(
        "<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in row) + "</tr>" for row in rows[1:]
    )
    return f"<html><body><h1>{TITLE}</h1><table><tr>{head}</tr>{body}</table></body></html>"


def _docx(rows):
    return docx(paragraph(TITLE, style="a1") + table(rows))


def _pdf(rows):
    lefts = (40, 200, 260, 320, 410, 500)
    placed = [(180, 780, 16, TITLE)]
    for number, row in enumerate(rows):
        placed += [
            (left, 740 - 20 * number, 9, words)
            for left, words in zip(lefts, row, strict=True)
            if words
        ]
    return pdf([placed])


def read(path):
    document = read_document(path)
    found = extract_claims(document, date=TODAY, region="青川县")
    for claim in found:
        assert document.text[claim.start : claim.end] == claim.source_phrase
    return [c for c in found if c.kind in {"statistic", "target"}]


def shown(claim):
    return (
        claim.kind, claim.indicator, claim.comparator, claim.value, claim.unit, claim.growth_kind,
        claim.period, claim.deadline, claim.hard,
    )  # fmt: skip


@pytest.mark.parametrize("form", ["md", "html", "docx"])
def test_the_appendix_of_a_plan(tmp_path, form):
    path = tmp_path / f"plan.{form}"
    content = {"md": _markdown, "html": _html, "docx": _docx}[form](ROWS)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    found = read(path)
    assert [shown(claim) for claim in found] == WANTED
    assert all("read-from-table" in claim.ambiguity for claim in found)
    assert {claim.region for claim in found} == {"青川县"}


def test_the_appendix_of_a_plan_in_a_pdf(tmp_path):
    """Two cells of one row are less than a letter apart."""
    path = tmp_path / "plan.pdf"
    path.write_bytes(_pdf(ROWS))
    assert [shown(claim) for claim in read(path)] == WANTED


def test_cells_that_ran_together_give_no_figure(tmp_path):
    """Neither is 32 a part of the unit, nor 28 a figure of 2025."""
    rows = [["指标", "单位", "2025年 2030年", "属性"], ["PM2.5浓度", "微克/立方米 32", "28", "约束性"],
            ["产值", "亿元", "90", "预期性"]]  # fmt: skip
    path = tmp_path / "plan.md"
    path.write_text(_markdown(rows), encoding="utf-8")
    assert read(path) == []


def test_an_empty_cell_in_a_pdf(tmp_path):
    """A PDF prints no empty cell: the rows beside it show which column it stands in."""
    path = tmp_path / "plan.pdf"
    rows = [*ROWS[:-1], ["4. 国家级绿色工厂", "家", "", "12-15", "", "预期性"]]
    path.write_bytes(_pdf(rows))
    assert [shown(claim) for claim in read(path)] == WANTED


def test_the_appendix_of_a_plan_in_a_text_with_tabs(tmp_path):
    path = tmp_path / "plan.txt"
    rows = "\n".join("\t".join(row) for row in ROWS)
    path.write_text(f"{TITLE}\n\n{rows}\n", encoding="utf-8")
    assert [shown(claim) for claim in read(path)] == WANTED


def test_tabs_of_prose_are_no_table():
    assert tab_rows("\t第一段。\n\t第二段。\n") == {}
    assert tab_rows("甲\t乙\n丙\t丁\n") == {}


@pytest.fixture
def claims_of(tmp_path):
    def run(text, form="md", *, today=TODAY, region="青川县"):
        path = tmp_path / f"a.{form}"
        path.write_text(text, encoding="utf-8")
        found = extract_claims(read_document(path), date=today, region=region)
        return [claim for claim in found if claim.kind in {"statistic", "target"}]

    return run


def test_values_without_scale(claims_of):
    claims = claims_of(_markdown(ROWS))
    assert claims[0].value_norm == 8_640_000_000
    assert claims[2].value_norm == pytest.approx(0.085)


def test_a_bulletin_with_growth_and_a_lost_figure(claims_of):
    page = """<h1>白水市2025年1—5月主要经济指标</h1><table>
<tr><th>指标</th><th>单位</th><th>1—5月累计</th><th>同比增长（%）</th></tr>
<tr><td>规模以上工业增加值</td><td>亿元</td><td>312.6</td><td>7.4</td></tr>
<tr><td>社会消费品零售总额</td><td>亿元</td><td>508.92</td><td>-1.3</td></tr>
<tr><td>用电量</td><td>亿千瓦时</td><td></td><td>5.1</td></tr></table>"""
    found = claims_of(page, "html", today=date(2025, 6, 20), region=None)
    assert [(c.kind, c.indicator, c.value, c.growth_kind, c.period) for c in found] == [
        ("statistic", "规模以上工业增加值", 312.6, "level", "2025-01..2025-05"),
        ("statistic", "规模以上工业增加值", 7.4, "yoy", "2025-01..2025-05"),
        ("statistic", "社会消费品零售总额", 508.92, "level", "2025-01..2025-05"),
        ("statistic", "社会消费品零售总额", -1.3, "yoy", "2025-01..2025-05"),
        ("statistic", "用电量", 5.1, "yoy", "2025-01..2025-05"),
    ]
    assert {claim.region for claim in found} == {"白水市"}


def test_a_first_column_that_spans_rows(claims_of):
    page = """<table><tr><th>类别</th><th>指标</th><th>单位</th><th>2030年目标</th></tr>
<tr><td rowspan="2">规模</td><td>工业总产值</td><td>亿元</td><td>900</td></tr>
<tr><td>工业企业</td><td>家</td><td>220以上</td></tr></table>"""
    found = claims_of(page, "html")
    assert [(c.indicator, c.comparator, c.value, c.unit) for c in found] == [
        ("工业总产值", "=", 900, "亿元"), ("工业企业", ">=", 220, "家"),
    ]  # fmt: skip


def test_places_of_a_table(claims_of):
    text = """2025年各区县规模以上工业增加值 单位：亿元

| 区县 | 增加值 | 2025年增加值（亿元） | 同比增长（%） |
|---|---|---|---|
| 全市 | 1 | 812.5 | 6.1 |
| 铜梁区 | 2 | 120.4 | 7.9 |
"""
    found = claims_of(text, region="重庆市")
    assert [(c.region, c.value, c.unit, c.growth_kind) for c in found] == [
        ("铜梁区", 120.4, "亿元", "level"), ("铜梁区", 7.9, "%", "yoy"),
    ]  # fmt: skip


def test_units_in_the_title_and_in_the_name(claims_of):
    text = """表2 主要目标 单位：亿元

| 指标 | 2024年实际 | 2027年目标 |
|---|---|---|
| 工业总产值 | 640 | 900 |
| 研发强度（%） | 1.8 | 2.4 |
"""
    assert [(c.kind, c.value, c.unit, c.period) for c in claims_of(text)] == [
        ("statistic", 640, "亿元", "2024"), ("target", 900, "亿元", "2027"),
        ("statistic", 1.8, "%", "2024"), ("target", 2.4, "%", "2027"),
    ]  # fmt: skip


def test_an_english_table(claims_of):
    text = """| Indicator | Unit | 2024 | 2030 target | Type |
|---|---|---|---|---|
| Industrial output | 亿元 | 640 | at least 900 | binding |
"""
    assert [(c.kind, c.comparator, c.value, c.hard) for c in claims_of(text)] == [
        ("statistic", "=", 640, None), ("target", ">=", 900, True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "| 姓名 | 年龄 |\n|---|---|\n| 张三 | 45 |\n",  # no indicator
        "| 指标 | 数值 |\n|---|---|\n| 企业综合得分情况 | 45 |\n",  # no unit
        "| 指标 | 单位 | 2025年 |\n|---|---|---|\n| 产值 | 90 |\n",  # a cell is missing
        "| 指标 | 单位 | 2025年 |\n|---|---|---|\n| 产值 | 90 | 亿元 |\n",  # shifted
        "| 指标 | 单位 | 2025年 |\n|---|---|---|\n| 产值 | 亿元 | 约束 |\n",
        "| 产值 | 亿元 | 90 |\n|---|---|---|\n| 企业 | 家 | 45 |\n",  # no header
    ],
)
def test_what_does_not_fit_is_not_read(claims_of, text):
    assert claims_of(text) == []


def test_prose_parts_two_tables(claims_of):
    text = """| 指标 | 单位 | 2025年 |
|---|---|---|
| 产值 | 亿元 | 90 |

下面说明各项工作的总体考虑、具体安排和组织保障，供各单位在执行中参考使用，不作其他用途。

| 企业 | 家 | 45 |
|---|---|---|
"""
    assert [claim.value for claim in claims_of(text)] == [90]


def test_cells_keep_their_place():
    assert [c.words for c in cells_of("a |  | b")] == ["a", "", "b"]
    words = "产值 | 亿元 | 90"
    assert [words[c.start : c.end] for c in cells_of(words)] == ["产值", "亿元", "90"]


def test_columns_of_spanning_cells():
    grid = Grid()
    grid.begin_row()
    assert [grid.place('rowspan="2"'), grid.place("colspan=2"), grid.place("")] == [1, 2, 4]
    grid.begin_row()
    assert [grid.place(""), grid.place("")] == [2, 3]
    grid.begin_row()
    assert grid.place("") == 1


def test_header_words():
    header = read_header(
        ["序号", "指标名称", "计量单位", "2020年", "2025年", "指标属性"], today=None, year=None
    )
    assert [column.kind for column in header] == [
        "other", "indicator", "unit", "value", "value", "attribute",
    ]  # fmt: skip
    assert [column.is_aim for column in header] == [False, False, False, False, True, False]
    assert read_header(["张三", "李四"], today=None, year=None) is None


def test_units():
    assert split_unit("产值（亿元）") == ("产值", "亿元")
    assert split_unit("强度（全社会）") == ("强度（全社会）", "")
    assert unit_of_title("表1 主要指标 单位：万人") == "万人"
    assert known_unit("万人次")
    assert not known_unit("名称")
