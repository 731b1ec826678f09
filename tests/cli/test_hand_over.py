"""Saving a plan, its workbook, and comparing two, as a reader does it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import openpyxl
import pytest

from plan_toy import SETTINGS, toy_plan
from toy import write_toy
from upriver.cli.main import main
from upriver.core.message import LANGUAGES
from upriver.services.saved_plan import load_plan, save_plan

if TYPE_CHECKING:
    from pathlib import Path

    from upriver.core.message import Language


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_is_saved_and_written_as_a_workbook(
    language: Language, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = write_toy(tmp_path / "toy")
    saved, excel = tmp_path / "new" / "plan.zip", tmp_path / "plan.xlsx"
    words = ["plan", str(package), "--set", "last_year=2025", "--lang", language]
    assert main([*words, "--save", str(saved), "--excel", str(excel)]) == 0
    told = capsys.readouterr().err
    assert f"{'已保存：' if language == 'zh' else 'Saved: '}{saved}" in told
    assert f"{'工作簿：' if language == 'zh' else 'Workbook: '}{excel}" in told
    assert load_plan(saved).settings.last_year == 2025
    assert openpyxl.load_workbook(excel).sheetnames[0] == (
        "总览" if language == "zh" else "Summary"
    )


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("plans")
    tight = SETTINGS.model_copy(update={"whole_decisions": False})
    return (
        save_plan(toy_plan(), folder / "rich.plan"),
        save_plan(toy_plan(tight, cap=128.0), folder / "tight.plan"),
    )


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ["rich", "tight", "Value added, 1e8 CNY", "to another share", "appears",
                "limit on nature", "whole_decisions", "further"]),
        ("zh", ["rich", "tight", "增加值（亿元）", "比例不同", "出现", "环境上限",
                "whole_decisions", "差距扩大"]),
    ],
)  # fmt: skip
def test_two_plans_stand_side_by_side(
    language: Language,
    told: list[str],
    files: tuple[Path, Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["compare-plans", *map(str, files), "--lang", language]) == 0
    captured = capsys.readouterr()
    for word in told:
        assert word in captured.out
    same = "Both plans rest on the same data." if language == "en" else "两个规划所用数据相同。"
    assert same in captured.err


def test_the_comparison_is_there_as_json(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare-plans", *map(str, files), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["names"] == ["rich", "tight"]
    assert found["same_data"] is True
    assert found["undertakings"][0]["change"] == "partly"


@pytest.mark.parametrize(
    ("language", "told"), [("en", "is not a saved plan"), ("zh", "不是已保存的规划")]
)
def test_what_is_no_plan_is_an_error(
    language: Language,
    told: str,
    files: tuple[Path, Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    other = tmp_path / "x"
    other.write_text("x", "utf-8")
    assert main(["compare-plans", str(files[0]), str(other), "--lang", language]) == 1
    assert told in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_found_before_the_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The folder of the file is a file."""
    package = write_toy(tmp_path / "toy")
    (tmp_path / "no").write_text("x", "utf-8")
    words = ["plan", str(package), "--save", str(tmp_path / "no" / "plan.zip")]
    assert main(words) == 1
    assert "Cannot write" in capsys.readouterr().err


def test_a_run_takes_sections(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package = write_toy(tmp_path / "toy")
    file = tmp_path / "all.toml"
    file.write_text("[plan]\nlast_year = 2025\n[diagnosis]\nreplicates = 20\n", "utf-8")
    out = tmp_path / "out"
    assert main(["run", str(package), "--out", str(out), "--settings", str(file)]) == 0
    facts = json.loads((out / "results" / "plan.json").read_text("utf-8"))
    assert facts["years"] == [2024, 2025]
    capsys.readouterr()
    assert main(["run", str(package), "--out", str(out), "--set", "last_year=2025"]) == 1
    assert "plan.last_year" in capsys.readouterr().err


def test_a_plan_for_scenarios_is_not_handed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = write_toy(tmp_path / "toy")
    words = ["plan", str(package), "--scenarios", "--save", str(tmp_path / "p.zip")]
    assert main([*words, "--lang", "zh"]) == 1
    assert "不能用于分情景的规划" in capsys.readouterr().err
    assert not (tmp_path / "p.zip").exists()
