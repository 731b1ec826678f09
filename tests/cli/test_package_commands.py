"""Making packages: a copy of the example, empty tables, a workbook; nothing is overwritten."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import polars as pl
import pytest
from openpyxl import Workbook

from toy import tables
from upriver.cli.main import main
from upriver.data.examples import chongqing
from upriver.data.region import Region
from upriver.data.schema import table_specs

if TYPE_CHECKING:
    from pathlib import Path


def test_a_copy_of_the_example_is_the_example(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", str(tmp_path / "mine"), "--example", "chongqing"]) == 0
    assert "mine" in capsys.readouterr().out
    copied, bundled = Region.open(tmp_path / "mine"), chongqing()
    assert copied.fingerprint == bundled.fingerprint


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(tmp_path / "mine"), "--example", "chongqing"]) == 0
    assert main(["new", str(tmp_path / "mine"), "--example", "chongqing", "--lang", "en"]) == 1
    assert "nothing is overwritten" in capsys.readouterr().err


@pytest.mark.parametrize("language", ["en", "zh"])
def test_empty_tables_have_headers_in_the_readers_language(language: str, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    words = ["--empty", "--region", "510100", "--base-year", "2023", "--lang", language]
    assert main(["new", str(folder), *words]) == 0
    for name, spec in table_specs().items():
        header = (folder / "tables" / f"{name}.csv").read_text(encoding="utf-8").strip()
        first = [f.aliases[0] if language == "zh" else f.name for f in spec.fields]
        assert header == ",".join(first)
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert described["upriver"]["region"] == "510100"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "Say what the new package is to hold"),
        (["--empty"], "An empty package needs a region and a year"),
        (["--example", "atlantis"], "There is no example 'atlantis'"),
    ],
)
def test_new_says_what_is_missing(
    words: list[str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", str(tmp_path / "mine"), *words, "--lang", "en"]) == 1
    assert says in capsys.readouterr().err


def _workbook(path: Path, sheets: dict[str, pl.DataFrame]) -> Path:
    book = Workbook()
    for name, frame in sheets.items():
        sheet = book.create_sheet(name)
        sheet.append(frame.columns)
        for row in frame.rows():
            sheet.append(list(row))
    del book[book.sheetnames[0]]
    book.save(path)
    return path


def test_a_workbook_becomes_a_package(tmp_path: Path) -> None:
    """Sheets called in English or Chinese give the same tables as CSV files would."""
    wanted = tables()
    titles = {"sources": "数字出处", "production": "各地产出"}
    book = _workbook(tmp_path / "b.xlsx", {titles.get(n, n): f for n, f in wanted.items()})
    folder = tmp_path / "mine"
    words = [str(book), str(folder), "--region", "500000", "--base-year", "2023"]
    assert main(["import-excel", *words]) == 0
    region = Region.open(folder)
    assert region.table("production")["value"].to_list() == wanted["production"]["value"].to_list()
    assert region.table("industries")["industry"][0] == "01"


def test_a_workbook_with_a_strange_sheet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = _workbook(tmp_path / "b.xlsx", {"Sheet1": pl.DataFrame({"a": ["1"]})})
    words = [str(book), str(tmp_path / "mine"), "--region", "5", "--base-year", "2023"]
    assert main(["import-excel", *words, "--lang", "en"]) == 1
    shown = capsys.readouterr().err
    assert "Sheet1" in shown
    assert "Call a sheet like its table" in shown
