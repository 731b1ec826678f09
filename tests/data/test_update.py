"""Adding to a package: what stands there stays, all is moved at once, strangers are noticed."""

from __future__ import annotations

import json

import polars as pl
import pytest
from frictionless import Package as Frictionless

from review_toy import package
from upriver.core.errors import DataError, OutputError
from upriver.data.package import read_package
from upriver.data.region import Region
from upriver.data.schema import table_specs
from upriver.data.update import Change, Update, update_package

SOURCE = {"source": "s2", "title": "页面，“引号”", "date": "2024-05-31", "kind": "document"}


@pytest.fixture
def folder(tmp_path):
    return package(tmp_path / "toy")


def add(folder, **tables):
    changes = {name: Change(rows) for name, rows in tables.items()}
    return update_package(read_package(folder), Update(changes))


def test_rows_are_put_at_the_end_and_the_others_keep_their_bytes(folder):
    old = (folder / "tables" / "sources.csv").read_bytes()
    add(folder, sources=[SOURCE])
    new = (folder / "tables" / "sources.csv").read_bytes()
    assert new.startswith(old)
    assert Region.open(folder).table("sources")["title"].to_list()[-1] == "页面，“引号”"


def test_other_files_are_not_touched(folder):
    files = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    add(folder, sources=[SOURCE])
    changed = [path.name for path, data in files.items() if path.read_bytes() != data]
    assert changed == ["sources.csv"]


def test_a_new_table_is_written_with_all_columns_and_described(folder):
    row = {"document": "d", "title": "D", "source": "s1"}
    update = Update({"documents": Change([row])}, {"documents/d.txt": b"text"})
    changed = update_package(read_package(folder), update)
    assert changed.documents == {"documents/d.txt": b"text"}
    assert Region(changed).table("documents").columns == list(table_specs()["documents"].names)
    names = [
        each["name"] for each in json.loads((folder / "datapackage.json").read_text())["resources"]
    ]
    assert names[-1] == "documents"
    report = Frictionless(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "message"])


def test_chinese_headers_own_columns_and_digits_are_kept(folder):
    path = folder / "tables" / "sources.csv"
    path.write_text(
        "出处编号,标题,日期,类型,x_mine\ns1,年鉴,2023,统计资料,007\n", encoding="gb18030"
    )
    path.write_text(
        path.read_text(encoding="gb18030").replace("出处编号", "来源"), encoding="gb18030"
    )
    add(folder, sources=[SOURCE])
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("来源,标题,日期,类型,x_mine,")
    assert lines[1].startswith("s1,年鉴,2023,统计资料,007,")
    assert lines[2].startswith("s2,页面，“引号”,2024-05-31,document,,")
    assert Region.open(folder).table("sources")["source"].to_list() == ["s1", "s2"]


def test_parquet_stays_parquet(folder):
    csv = folder / "tables" / "sources.csv"
    pl.read_csv(csv, infer_schema=False).write_parquet(csv.with_suffix(".parquet"))
    csv.unlink()
    add(folder, sources=[SOURCE])
    assert not csv.exists()
    assert pl.read_parquet(csv.with_suffix(".parquet"))["source"].to_list() == ["s1", "s2"]


def test_rows_are_withdrawn_by_a_field(folder):
    change = Change([], ("target", frozenset({"T1"})))
    update_package(read_package(folder), Update({"targets": change}))
    assert Region.open(folder).table("targets").height == 0


def test_a_change_by_somebody_else_is_noticed_and_nothing_is_written(folder):
    mine = read_package(folder)
    add(folder, sources=[SOURCE])
    before = (folder / "tables" / "sources.csv").read_bytes()
    with pytest.raises(DataError, match="changed by somebody else"):
        update_package(mine, Update({"sources": Change([{**SOURCE, "source": "s3"}])}))
    assert (folder / "tables" / "sources.csv").read_bytes() == before


def test_a_document_is_not_overwritten(folder):
    update_package(read_package(folder), Update({}, {"documents/d.txt": b"one"}))
    update_package(read_package(folder), Update({}, {"documents/d.txt": b"one"}))
    with pytest.raises(DataError, match=r"holds another documents/d\.txt"):
        update_package(read_package(folder), Update({}, {"documents/d.txt": b"two"}))
    assert (folder / "documents" / "d.txt").read_bytes() == b"one"


def test_a_zip_and_a_broken_table_are_refused(folder, tmp_path):
    import shutil

    archive = shutil.make_archive(str(tmp_path / "zipped"), "zip", folder)
    with pytest.raises(DataError, match="can be read only"):
        update_package(read_package(archive), Update({"sources": Change([SOURCE])}))
    (folder / "tables" / "sources.csv").write_text("what,kind\n1,2\n", encoding="utf-8")
    with pytest.raises(DataError, match="table sources cannot be used"):
        add(folder, sources=[SOURCE])


def test_a_failed_write_leaves_everything_as_it_was(folder, monkeypatch):
    """The last file cannot be opened: those written before it are not moved into place."""
    from pathlib import Path

    files = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    real = Path.write_bytes

    def full(self, data):
        if ".b.txt." in self.name:
            raise OSError(28, "No space left on device")
        return real(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    update = Update({"sources": Change([SOURCE])}, {"documents/b.txt": b"text"})
    with pytest.raises(OutputError, match="No space left"):
        update_package(read_package(folder), update)
    left = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert left == files
