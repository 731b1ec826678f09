"""Tables in Chinese or English become the same table; every fault is found."""

import polars as pl
import pytest

from upriver.data.conform import conform, empty_table
from upriver.data.schema import table_specs

SPEC = table_specs()["production"]
GOOD = {
    "place": ["500000"], "industry": ["01"], "year": ["2023"], "measure": ["output"],
    "value": ["1,234.5"], "unit": ["1e8 CNY"], "status": ["reported"], "source": ["s1"],
}  # fmt: skip


def test_chinese_and_english_give_the_same_table() -> None:
    english, found = conform(pl.DataFrame(GOOD), SPEC)
    chinese, found_too = conform(
        pl.DataFrame(
            {"地区": ["500000"], "行业": ["01"], "年份": ["2023"], "指标": ["产值"],
             "数值": ["1，234.5"], "单位": ["1e8 CNY"], "状态": ["已公布"], "来源": ["s1"]}
        ),
        SPEC,
    )  # fmt: skip
    assert not found
    assert not found_too
    assert english.equals(chinese)
    assert english["value"].to_list() == [1234.5]


def test_empty_cells_are_null_and_spaces_are_stripped() -> None:
    table, found = conform(pl.DataFrame(GOOD | {"value": [" "], "place": [" 500000 "]}), SPEC)
    assert not found
    assert table.row(0)[:5] == ("500000", "01", 2023, "output", None)


@pytest.mark.parametrize(
    ("change", "code", "says"),
    [
        ({"value": ["abc"]}, "wrong-type", "Wanted a number, got 'abc'"),
        ({"value": ["nan"]}, "wrong-type", "Wanted a number, got 'nan'"),
        ({"year": ["20x3"]}, "wrong-type", "Wanted a year such as 2023, got '20x3'"),
        ({"year": ["2023.5"]}, "wrong-type", "Wanted a year"),
        ({"measure": ["产量"]}, "bad-category", "one of output (总产出)"),
        ({"unit": ["yuan?"]}, "bad-unit", "Unknown unit"),
        ({"source": [""]}, "missing-value", "source is empty"),
        ({"valeu": ["1"]}, "unknown-column", "Did you mean 'value'?"),
        ({"产出": ["1"]}, "unknown-column", "has no column '产出'"),
        ({"数值": ["1"]}, "repeated-column", "Two columns mean value"),
    ],
)
def test_one_fault_one_finding(change: dict[str, list[str]], code: str, says: str) -> None:
    _, found = conform(pl.DataFrame(GOOD | change), SPEC)
    assert [finding.code for finding in found] == [code]
    assert says in found[0].render("en")
    assert found[0].problem.zh
    assert found[0].remedy.zh


def test_all_faults_are_found_at_once() -> None:
    raw = pl.DataFrame(GOOD | {"value": ["x"], "year": ["y"], "status": ["z"]}).drop("source")
    _, found = conform(raw, SPEC)
    assert {finding.code for finding in found} == {"missing-column", "wrong-type", "bad-category"}
    assert len(found) == 4


def test_rows_are_counted_as_a_spreadsheet_does() -> None:
    raw = pl.concat([pl.DataFrame(GOOD), pl.DataFrame(GOOD | {"value": ["x"]})])
    _, found = conform(raw, SPEC)
    assert found[0].row == 3


def test_codes_as_numbers_are_found() -> None:
    _, found = conform(pl.DataFrame(GOOD | {"industry": [1]}), SPEC)
    assert found[0].code == "codes-as-numbers"
    assert "'01' keeps its zero" in found[0].render("en")
    assert "前导零" in found[0].render("zh")


def test_columns_of_ones_own_may_stay() -> None:
    table, found = conform(pl.DataFrame(GOOD | {"x_mine": ["1"], "备注": ["hm"]}), SPEC)
    assert not found
    assert table.columns == list(SPEC.names)


def test_booleans_dates_and_periods() -> None:
    spec = table_specs()["documents"]
    raw = pl.DataFrame({"document": ["d"], "title": ["t"], "date": ["2024-05-32"]})
    _, found = conform(raw, spec)
    assert "a date such as 2024-05-31" in found[0].render("en")
    spec = table_specs()["caps"]
    raw = pl.DataFrame(
        {"stressor": ["CO2"], "year": ["2025"], "value": ["1"], "unit": ["t"], "hard": ["是"],
         "status": ["assumed"], "source": ["s"]}
    )  # fmt: skip
    table, found = conform(raw, spec)
    assert not found
    assert table["hard"].to_list() == [True]


def test_below_the_minimum() -> None:
    spec = table_specs()["cluster_schemes"]
    raw = pl.DataFrame(
        {"scheme": ["33618"], "tier": ["1"], "name_en": ["a"], "name_zh": ["b"], "count": ["-3"],
         "status": ["reported"], "source": ["s"]}
    )  # fmt: skip
    _, found = conform(raw, spec)
    assert found[0].code == "below-minimum"
    assert "at least 0" in found[0].render("en")


def test_an_empty_table_has_all_columns() -> None:
    assert empty_table(SPEC).columns == list(SPEC.names)
