"""The service reads files and folders, one result whatever the number of processes."""

from __future__ import annotations

import json
from datetime import date

import polars as pl
import pytest

from upriver.core.errors import DocumentError
from upriver.documents.claims import KEYS
from upriver.services.read import find_date, read, read_each

ONE = "发布时间：2024-05-31\n\n今年1—4月，全市出口额同比增长12.3%。力争到2027年引进5～10家企业。"
TWO = "江北区去年商品销售总额突破7200亿元。"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "one.txt").write_text(ONE, encoding="utf-8")
    (tmp_path / "two.md").write_text(TWO, encoding="gb18030")
    return tmp_path


def test_a_folder_is_read_in_order(folder):
    calls = []
    result = read([folder], region="重庆市", progress=lambda *call: calls.append(call))
    assert [d.name for d in result.documents] == ["one.txt", "two.md"]
    assert [d.encoding for d in result.documents] == ["utf-8", "gb18030"]
    assert calls == [("read", 0, 2), ("read", 1, 2), ("read", 2, 2)]
    assert [claim.value for claim in result.claims] == [12.3, (5, 10), 7200]


def test_a_dateline_dates_its_document_only(folder):
    first, second = read([folder]).documents
    assert (first.date, first.date_from) == (date(2024, 5, 31), "text")
    assert (second.date, second.date_from) == (None, "unknown")
    periods = [claim.period for claim in read([folder]).claims]
    assert periods == ["2024-01..2024-04", "2027", None]


def test_json_lines_have_a_stable_order_of_keys(folder):
    lines = read([folder]).to_json().splitlines()
    assert [tuple(json.loads(line)) for line in lines] == [("document", *KEYS)] * 3
    assert json.loads(lines[1])["value"] == [5, 10]


def test_the_table_spreads_a_range_and_keeps_unknown_null(folder):
    table = read([folder]).to_polars()
    assert table["value"].to_list() == [12.3, 5.0, 7200.0]
    assert table["value_high"].to_list() == [None, 10.0, None]
    assert table.schema["ambiguity"] == pl.List(pl.String)


def test_an_empty_result_keeps_its_columns(tmp_path):
    (tmp_path / "a.txt").write_text("没有数字的一句话。", encoding="utf-8")
    result = read([tmp_path / "a.txt"])
    assert result.to_json() == ""
    assert result.to_polars().height == 0
    assert "value_norm_high" in result.to_polars().columns


def test_two_processes_give_the_same_result(folder):
    assert read([folder], workers=2) == read([folder], workers=1)


def test_files_of_one_name_are_told_apart(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "same.txt").write_text(TWO, encoding="utf-8")
    names = [d.name for d in read([tmp_path]).documents]
    assert len(set(names)) == 2


def test_nothing_to_read_is_refused(tmp_path):
    with pytest.raises(DocumentError, match="names no document"):
        read([])
    with pytest.raises(DocumentError, match="holds no document"):
        read([tmp_path])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("标题\n2024-05-31 09:30\n正文。", date(2024, 5, 31)),
        ("来源：重庆日报 日期：2024年5月31日\n正文。", date(2024, 5, 31)),
        ("2024年5月31日，会议召开。", None),
        ("发布时间：2024-05-31\n更新时间：2024-06-02", None),
        ("发布时间：2024-13-31", None),
    ],
)
def test_a_date_is_found_only_when_it_is_certain(text, wanted):
    assert find_date(text) == wanted


def test_documents_are_given_one_after_the_other(folder):
    found = read_each([folder], workers=2)
    document, claims = next(found)
    assert (document.name, len(claims)) == ("one.txt", 2)
    assert [document.name for document, _ in found] == ["two.md"]


def test_a_file_that_cannot_be_read_is_named_whatever_the_number_of_processes(folder):
    (folder / "three.txt").write_bytes(b"\x00\x01")
    for workers in (1, 2):
        (failure,) = read([folder], workers=workers).failures
        assert failure.path.endswith("three.txt")
