"""What a user sees when the data is bad: the place, what was wanted, what came, the next step."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from toy import write_toy
from upriver.cli.main import main
from upriver.core.message import LANGUAGES, Language

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Fault = Callable[[Path], None]


def replaced(table: str, old: str, new: str) -> Fault:
    """Fault: some text of a table is another."""

    def damage(package: Path) -> None:
        path = package / "tables" / f"{table}.csv"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return damage


def repeated(table: str) -> Fault:
    """Fault: the first row stands twice."""

    def damage(package: Path) -> None:
        path = package / "tables" / f"{table}.csv"
        lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")

    return damage


def stored(table: str, content: bytes) -> Fault:
    """Fault: the file holds something else altogether."""

    def damage(package: Path) -> None:
        (package / "tables" / f"{table}.csv").write_bytes(content)

    return damage


def removed(table: str) -> Fault:
    """Fault: the table is not there, though others refer to it."""

    def damage(package: Path) -> None:
        (package / "tables" / f"{table}.csv").unlink()

    return damage


BIG5 = "地區,行業,年份\n".encode("big5") + bytes([0xFF, 0xFE, 0x80])
# fault: (damage, what the user must be told in English, in Chinese)
FAULTS: dict[str, tuple[Fault, tuple[str, ...], tuple[str, ...]]] = {
    "unknown column": (
        replaced("production", "measure", "measurement"),
        ("production", "has no column 'measurement'", "Rename it"),
        ("production", "没有列 'measurement'", "请改名"),
    ),
    "missing column": (
        replaced("firms", ",place,", ",x_place,"),
        ("firms", "column place", "is missing", "地区"),
        ("firms", "缺少列 place", "请补上该列"),
    ),
    "wrong type": (
        replaced("production", ",100.0,", ",a hundred,"),
        ("production, row 2, column value", "Wanted a number, got 'a hundred'", "leave it empty"),
        ("production 第 2 行 列 value", "实际为 'a hundred'", "未知则留空"),
    ),
    "duplicate key": (
        repeated("production"),
        ("production, row 32", "place = 500000, industry = 01", "Keep one row"),
        ("production 第 32 行", "在此重复", "每个键只保留一行"),
    ),
    "missing table": (
        removed("places"),
        ("The table places", "is missing", "Add tables/places.csv with 'place'"),
        ("缺少表 places", "请加入 tables/places.csv"),
    ),
    "negative output": (
        replaced("production", ",100.0,", ",-100.0,"),
        ("production, row 2, column value", "The output of 01 in 500000 is -100", "cannot be"),
        ("production 第 2 行 列 value", "500000 行业 01 的 output 为 -100", "不得为负"),
    ),
    "codes as integers": (
        replaced("production", "500000,01,", "500000,1,"),
        ("production, row 2, column industry", "does not know the industry '1'", "or write '01'"),
        ("production 第 2 行 列 industry", "没有 industry '1'", "或改为 '01'"),
    ),
    "labels that do not match": (
        replaced("primary_inputs", ",02,", ",N-MAT,"),
        ("flows, column industry", "industries of primary_inputs differ: 'N-MAT'", "its row"),
        ("flows 列 industry", "primary_inputs 不符：'N-MAT'", "都应有行、列和增加值"),
    ),
    "empty file": (
        stored("firms", b""),
        ("firms: The file is empty", "Save the table again"),
        ("firms：文件为空", "请重新保存"),
    ),
    "wrong encoding": (
        stored("firms", BIG5),
        ("firms: The file is neither UTF-8 nor GB18030 text", "UTF-8 encoding"),
        ("firms：文件既非 UTF-8 也非 GB18030 文本", "UTF-8 编码"),
    ),
    "a table that does not balance": (
        replaced("flows", ",12.0,", ",120.0,"),
        ("In the account of 2023 industry 01 has uses of", "but inputs of", "ras"),
        ("2023 年账户中行业 01 的使用合计为", "不相等", "请改正"),
    ),
    "unknown unit": (
        replaced("production", "1e8 CNY", "bushels"),
        ("production, row 2, column unit", "Unknown unit 'bushels'", "Write a unit such as"),
        ("production 第 2 行 列 unit", "单位 'bushels' 无法识别", "请写成"),
    ),
}
in_both_languages = pytest.mark.parametrize("language", LANGUAGES)


@in_both_languages
@pytest.mark.parametrize("fault", FAULTS)
def test_check_explains_bad_data(
    fault: str, language: Language, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damage, en, zh = FAULTS[fault]
    package = write_toy(tmp_path / "toy")
    damage(package)
    assert main(["check", str(package), "--lang", language]) == 1
    shown = capsys.readouterr().out
    for part in zh if language == "zh" else en:
        assert part in shown


@in_both_languages
@pytest.mark.parametrize("fault", ["wrong type", "missing table", "codes as integers"])
def test_run_stops_at_bad_data_before_anything_is_written(
    fault: str, language: Language, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damage, en, zh = FAULTS[fault]
    package = write_toy(tmp_path / "toy")
    damage(package)
    out = tmp_path / "out"
    assert main(["run", str(package), "--out", str(out), "--lang", language]) == 1
    shown = capsys.readouterr().err
    for part in zh if language == "zh" else en:
        assert part in shown
    assert list(out.rglob("*")) == []
    assert "Traceback" not in shown


@in_both_languages
def test_a_place_without_a_package(
    language: Language, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(tmp_path / "nowhere"), "--lang", language]) == 1
    shown = capsys.readouterr().err
    assert ("nowhere 不存在" if language == "zh" else "There is nothing at") in shown
    assert "upriver new DIR --example chongqing" in shown


@in_both_languages
@pytest.mark.parametrize("words", [["run", "PACKAGE"], ["demo"]])
def test_an_output_folder_that_cannot_be_written(
    words: list[str], language: Language, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file stands where the folder would have to be; nobody may write below it, not even root."""
    package = write_toy(tmp_path / "toy")
    (tmp_path / "taken").write_text("a file")
    out = tmp_path / "taken" / "out"
    given = [str(package) if word == "PACKAGE" else word for word in words]
    assert main([*given, "--out", str(out), "--lang", language]) == 1
    shown = capsys.readouterr().err
    assert ("无法写入" if language == "zh" else "Cannot write") in shown
    assert "--out" in shown
    assert str(out) in shown


@in_both_languages
def test_an_impossible_target(
    language: Language, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A hard target of a hundred times the value added of 2023 conflicts; the way out is named."""
    package = tmp_path / "region"
    main(["new", str(package), "--example", "chongqing", "-q"])
    targets = package / "tables" / "targets.csv"
    header, *rows = targets.read_text(encoding="utf-8").splitlines()
    wanted = {
        "target": "impossible", "indicator": "gdp", "place": "500000", "comparator": ">=",
        "value": "3000000", "unit": "1e8 CNY", "growth_kind": "level", "deadline": "2027",
        "hard": "true", "status": "assumed", "source": next(csv.DictReader([header, rows[0]]))["source"],
    }  # fmt: skip
    row = ",".join(wanted.get(column, "") for column in header.split(","))
    targets.write_text("\n".join([header, *rows, row]) + "\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["plan", str(package), "--lang", language]) == 1
    shown = capsys.readouterr().err
    wanted_words = {
        "en": ("There is no plan", "Gross domestic product", "Next: The cheapest way out"),
        "zh": ("无可行规划", "地区生产总值", "下一步：代价最小的办法"),
    }
    for part in wanted_words[language]:
        assert part in shown


@in_both_languages
@pytest.mark.parametrize(
    ("word", "en", "zh"),
    [
        ("no_such=1", "no_such: there is no such setting", "no_such：没有此设置"),
        ("discount_rate=2", "discount_rate: it must be below 1", "discount_rate：应小于 1"),
        ("last_year=soon", "last_year: it must be a whole number", "last_year：应为整数"),
        ("last_year", "--set needs NAME=VALUE", "--set 应为 NAME=VALUE"),
    ],
)
def test_a_wrong_setting(
    word: str,
    en: str,
    zh: str,
    language: Language,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    package = write_toy(tmp_path / "toy")
    assert main(["plan", str(package), "--set", word, "--lang", language]) == 1
    assert (zh if language == "zh" else en) in capsys.readouterr().err


@in_both_languages
def test_a_document_that_is_not_there(
    language: Language, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", str(tmp_path / "gone.txt"), "--lang", language]) == 1
    shown = capsys.readouterr().err
    assert "gone.txt" in shown
    assert ("下一步：" if language == "zh" else "Next: ") in shown


@in_both_languages
def test_a_wrong_day(language: Language, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "x.txt", "--date", "31.5.2024", "--lang", language]) == 1
    shown = capsys.readouterr().err
    assert ("应为日期" if language == "zh" else "--date must be a day, got '31.5.2024'") in shown
