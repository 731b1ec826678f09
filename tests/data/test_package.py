"""Packages go to disk and come back, as folder, zip, Parquet and workbook."""

import io
from datetime import datetime
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from frictionless import Package as FrictionlessPackage

from toy import METADATA, tables, write_toy
from upriver.core.errors import DataError
from upriver.data.descriptor import Metadata
from upriver.data.examples import copy_example, example_path
from upriver.data.package import read_package, read_workbook
from upriver.data.region import Region
from upriver.data.write import write_package, write_template


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
@pytest.mark.parametrize("name", ["folder", "archive.zip"])
def test_round_trip(tmp_path: Path, name: str, ending: str) -> None:
    path = write_package(tmp_path / name, tables(), METADATA, ending=ending)
    region = Region.open(path)
    for table, frame in tables().items():
        read = region.table(table)
        for column in frame.columns:
            assert read[column].to_list() == frame[column].to_list(), (table, column)


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    one = write_package(tmp_path / "one.zip", tables(), METADATA)
    two = write_package(tmp_path / "two.zip", tables(), METADATA)
    assert one.read_bytes() == two.read_bytes()
    assert read_package(one).fingerprint == read_package(two).fingerprint


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    path = write_toy(tmp_path / "toy")
    with pytest.raises(DataError, match="already a package"):
        write_toy(path)
    with pytest.raises(DataError, match="already a package"):
        copy_example("chongqing", path)


def test_a_zip_may_hold_one_folder(tmp_path: Path) -> None:
    import zipfile

    path = write_toy(tmp_path / "toy")
    archive = tmp_path / "outer.zip"
    with zipfile.ZipFile(archive, "w") as out:
        for file in path.rglob("*"):
            out.write(file, f"outer/{file.relative_to(path)}")
    assert Region.open(archive).tables == Region.open(path).tables


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "holds no datapackage.json"),
        (b"{", "is no JSON"),
        (b"{}", "does not say which region"),
        (b"[]", "does not say which region"),
        (b'{"upriver": {"region": "x", "base_year": "soon", "price_year": 2023}}', "base_year"),
        (b'{"upriver": {"region": "x", "base_year": 1, "price_year": 2023, "z": 1}}', "z"),
    ],
)
def test_a_bad_descriptor_is_explained(tmp_path: Path, content: bytes | None, says: str) -> None:
    if content is not None:
        (tmp_path / "datapackage.json").write_bytes(content)
    with pytest.raises(DataError, match=says):
        Region.open(tmp_path)


def test_a_missing_folder_is_explained(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"There is nothing at .*nowhere.*upriver new") as caught:
        Region.open(tmp_path / "nowhere")
    assert "不存在" in caught.value.render("zh")


def test_a_file_that_is_no_zip_is_explained(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_text("hello")
    with pytest.raises(DataError, match="is not a zip file"):
        Region.open(tmp_path / "a.zip")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_template_is_a_sound_empty_package(tmp_path: Path, language: str) -> None:
    metadata = Metadata(region="500000", base_year=2023, price_year=2023)
    region = Region.open(write_template(tmp_path / "new", metadata, language=language))
    assert all(region.table(name).is_empty() for name in region.tables)


def test_frictionless_accepts_what_we_write(tmp_path: Path) -> None:
    path = write_toy(tmp_path / "toy")
    report = FrictionlessPackage(str(path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "message"])[:5]


def test_frictionless_accepts_the_bundled_region() -> None:
    descriptor = example_path("chongqing") / "datapackage.json"
    report = FrictionlessPackage(str(descriptor)).validate()
    assert report.valid, report.flatten(["title", "message"])[:5]


def write_workbook(path: Path, sheets: dict[str, pl.DataFrame]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, frame in sheets.items():
        sheet = book.create_sheet(name)
        sheet.append(frame.columns)
        for row in frame.rows():
            sheet.append(row)
    book.save(path)
    return path


def test_a_workbook_has_one_sheet_a_table(tmp_path: Path) -> None:
    frames = tables()
    path = write_workbook(
        tmp_path / "book.xlsx", {"places": frames["places"], "数字出处": frames["sources"]}
    )
    sheets = read_workbook(path)
    assert set(sheets) == {"places", "sources"}
    assert sheets["places"]["place"].to_list() == frames["places"]["place"].to_list()


def test_a_strange_sheet_is_named(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "book.xlsx", {"Sheet1": tables()["places"]})
    with pytest.raises(DataError, match=r"'Sheet1' is no table.*Call a sheet like its table"):
        read_workbook(path)


def test_a_workbook_in_chinese_becomes_a_package(tmp_path: Path) -> None:
    """Sheets and columns by their Chinese names; a day of a spreadsheet stays a day."""
    places = pl.DataFrame({"地区代码": ["510100"], "英文名": ["Chengdu"], "中文名": ["成都市"],
                           "类型": ["市"]})  # fmt: skip
    sources = pl.DataFrame({"来源": ["yb"], "标题": ["年鉴"], "类型": ["统计资料"],
                            "发布日期": [datetime(2024, 11, 1)]})  # fmt: skip
    path = write_workbook(tmp_path / "book.xlsx", {"地区": places, "来源": sources})
    metadata = Metadata(region="510100", base_year=2023, price_year=2023)
    region = Region.open(write_package(tmp_path / "p", read_workbook(path), metadata))
    assert region.table("places").row(0, named=True)["name_zh"] == "成都市"
    assert region.table("sources").row(0, named=True)["date"] == "2024-11-01"


def test_a_sheet_nearly_called_like_a_table_is_told_its_name(tmp_path: Path) -> None:
    frame = pl.DataFrame({"指标": ["gdp"]})
    path = write_workbook(tmp_path / "book.xlsx", {"观测值": frame})
    with pytest.raises(DataError, match="Rename 观测值 → observations"):
        read_workbook(path)
    path = write_workbook(tmp_path / "flows.xlsx", {"投入产出表": frame})
    with pytest.raises(DataError, match="'投入产出表' is no table"):
        read_workbook(path)


def test_two_sheets_of_one_table_are_refused(tmp_path: Path) -> None:
    frame = tables()["places"]
    path = write_workbook(tmp_path / "book.xlsx", {"places": frame, "地方": frame})
    with pytest.raises(DataError, match="two sheets hold the table places"):
        read_workbook(path)


def test_what_is_no_workbook_is_named(tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").write_bytes(io.BytesIO(b"no").getvalue())
    with pytest.raises(DataError, match="not an Excel workbook"):
        read_workbook(tmp_path / "book.xlsx")
