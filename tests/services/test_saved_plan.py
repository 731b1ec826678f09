"""A plan that is saved comes back as it was; what is no plan is refused in both languages."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
import xarray as xr

from plan_toy import SETTINGS, assert_same_plan, toy_plan
from toy import toy_region
from upriver.core.errors import DataError
from upriver.core.frames import Table
from upriver.core.message import Message
from upriver.planning.settings import PlanSettings
from upriver.services.plan import plan
from upriver.services.saved_plan import FORMAT, load_plan, save_plan

if TYPE_CHECKING:
    from pathlib import Path

    from upriver.planning import Plan


@pytest.fixture(scope="module")
def made() -> Plan:
    return toy_plan()


@pytest.fixture
def file(made: Plan, tmp_path: Path) -> Path:
    return save_plan(made, tmp_path / "made.plan")


def changed(file: Path, **parts: bytes | None) -> Path:
    """The same file with parts put in another's place, or taken out."""
    with zipfile.ZipFile(file) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in (files | parts).items():
            if content is not None:
                archive.writestr(name, content)
    file.write_bytes(buffer.getvalue())
    return file


def facts(file: Path) -> dict[str, object]:
    with zipfile.ZipFile(file) as archive:
        found: dict[str, object] = json.loads(archive.read("plan.json"))
    return found


def test_a_plan_comes_back_exactly(made: Plan, file: Path) -> None:
    assert made.money.to_dicts()
    assert made.prices.to_dicts()
    assert_same_plan(made, load_plan(file))


def test_a_region_s_plan_comes_back_exactly(tmp_path: Path) -> None:
    region = toy_region(tmp_path)
    saved = plan(region, PlanSettings(last_year=2025))
    found = load_plan(save_plan(saved, tmp_path / "p.zip"))
    assert_same_plan(saved, found)
    assert found.fingerprint == region.fingerprint


def test_notes_of_tables_order_of_labels_and_what_is_unknown_come_back(
    made: Plan, tmp_path: Path
) -> None:
    """Labels that are not sorted, a cell that is missing, no cell at all, numbers without end."""
    array = xr.DataArray(
        [[1.0, np.nan], [-0.0, np.inf]],
        coords={"use": np.array(["z", "钱"]), "year": [2030, 2024]},
        dims=["use", "year"],
        attrs={"units": "1e8 CNY", "price_year": 2023},
    )
    empty = xr.DataArray(np.zeros((0, 2)), coords={"project": np.array([], dtype=object),
                         "year": [2024, 2025]}, dims=["project", "year"])  # fmt: skip
    noted = Table(made.money.frame, made.money.units, (Message("So.", "如此。"),))
    audit = replace(made.audit, gap=float("inf"))
    odd = replace(made, arrays={"z": array, "a": empty}, money=noted, audit=audit,
                  gap_of_gain=None, gain=None)  # fmt: skip
    assert_same_plan(odd, load_plan(save_plan(odd, tmp_path / "odd")))


def test_the_same_plan_gives_the_same_bytes(made: Plan, file: Path, tmp_path: Path) -> None:
    again = save_plan(load_plan(file), tmp_path / "again")
    assert again.read_bytes() == file.read_bytes()
    with zipfile.ZipFile(file) as archive:
        assert archive.namelist() == sorted(archive.namelist())
        assert {each.date_time[:3] for each in archive.infolist()} == {(1980, 1, 1)}


def test_a_table_of_the_file_says_its_units(file: Path) -> None:
    """Another program can read the parts without this one."""
    import polars as pl

    with zipfile.ZipFile(file) as archive:
        content = archive.read("tables/money.parquet")
    about = json.loads(pl.read_parquet_metadata(io.BytesIO(content))["upriver"])
    assert about["units"] == {"amount": "1e8 CNY"}


def test_an_old_file_stays_when_the_new_one_fails(
    made: Plan, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = file.read_bytes()

    def stop(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "writestr", stop)
    with pytest.raises(OSError, match="No space left"):
        save_plan(made, file)
    assert file.read_bytes() == before
    assert [each.name for each in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"hello", None])
def test_what_is_no_plan_is_refused(content: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "file"
    if content is not None:
        file.write_bytes(content)
    told = "There is no file" if content is None else "is not a saved plan"
    with pytest.raises(DataError, match=told) as caught:
        load_plan(file)
    assert "规划" in caught.value.render("zh")


def test_another_zip_is_refused(file: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="is not a saved plan"):
        load_plan(changed(file, **{"plan.json": None}))
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("plan.json", '{"kind": "holiday"}')
    with pytest.raises(DataError, match="is not a saved plan") as caught:
        load_plan(tmp_path / "x.zip")
    assert "不是已保存的规划" in caught.value.render("zh")
    with pytest.raises(DataError, match="is not a saved plan"):
        load_plan(tmp_path)


def test_a_format_without_limits_is_refused(file: Path) -> None:
    older = facts(file) | {"format": FORMAT - 1}
    with pytest.raises(DataError, match="lacks what plans have now") as caught:
        load_plan(changed(file, **{"plan.json": json.dumps(older).encode()}))
    assert "请重新求出" in caught.value.render("zh")


def test_a_plan_with_stages_comes_back_too(tmp_path: Path) -> None:
    ordered = toy_plan(SETTINGS.model_copy(update={"objective": "lexicographic"}))
    assert ordered.stages.to_dicts()
    assert_same_plan(load_plan(save_plan(ordered, tmp_path / "ordered.plan")), ordered)


def test_a_newer_format_is_refused(file: Path) -> None:
    newer = facts(file) | {"format": FORMAT + 1, "version": "99.0"}
    with pytest.raises(DataError, match=r"99\.0 in format") as caught:
        load_plan(changed(file, **{"plan.json": json.dumps(newer).encode()}))
    assert "请升级" in caught.value.render("zh")


@pytest.mark.parametrize(
    "parts",
    [
        {"plan.json": b"{"},
        {"plan.json": b"\xff\xfe"},
        {"tables/money.parquet": None},
        {"tables/money.parquet": b"nonsense"},
        {"arrays/output.parquet": b""},
        {"arrays/output.parquet": None},
    ],
)
def test_a_broken_file_is_refused(parts: dict[str, bytes | None], file: Path) -> None:
    with pytest.raises(DataError, match="is broken") as caught:
        load_plan(changed(file, **parts))
    assert "已损坏" in caught.value.render("zh")


@pytest.mark.parametrize(
    "edit",
    [
        {"settings": {"last_year": "soon"}},
        {"settings": {"strange": 1}},
        {"audit": {}},
        {"years": 7},
        {"name": "Toy"},
        {"format": "one"},
        {"arrays": ["nothing"]},
        {"provenance": {"money": {}}},
    ],
)
def test_facts_that_do_not_fit_are_refused(edit: dict[str, object], file: Path) -> None:
    odd = json.dumps(facts(file) | edit).encode()
    with pytest.raises(DataError, match="is broken"):
        load_plan(changed(file, **{"plan.json": odd}))


def test_a_file_cut_short_is_refused(file: Path) -> None:
    content = file.read_bytes()
    for length in range(0, len(content), len(content) // 9):
        file.write_bytes(content[:length])
        with pytest.raises(DataError, match=r"is not a saved plan|is broken"):
            load_plan(file)


def test_a_byte_that_flips_is_noticed(file: Path) -> None:
    """The checksums of the zip guard every part."""
    content = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as archive:
        info = archive.getinfo("tables/prices.parquet")
    content[info.header_offset + 30 + len(info.filename) + info.compress_size // 2] ^= 0x40
    file.write_bytes(bytes(content))
    with pytest.raises(DataError, match="is broken"):
        load_plan(file)


def test_settings_keep_their_type(file: Path) -> None:
    assert load_plan(file).settings == SETTINGS
