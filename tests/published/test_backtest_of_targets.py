"""The page tells what the scorecard would have said of targets whose end is known."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from shared_data import SHARED, needs_shared

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
SERIES = SHARED / "data" / "routes" / "series"
PAGES = [ROOT / "docs" / "explanation" / f"backtest-of-plan{end}.md" for end in ("", ".zh")]


@pytest.fixture(scope="module")
def program() -> ModuleType:
    spec = importlib.util.spec_from_file_location("targets_bench", ROOT / "benchmarks/targets.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["targets_bench"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@needs_shared
@pytest.mark.parametrize("page", PAGES, ids=["en", "zh"])
def test_the_page_says_what_the_program_finds(
    program: ModuleType, page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Athanasopoulos and others (2011), tourism series; Airports Authority of India."""
    assert program.main([str(SERIES)]) == 0
    rows = [line.strip("| ") for line in capsys.readouterr().out.splitlines() if line]
    told = [line.strip("| ") for line in page.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 13
    for row in rows:
        assert any(line.endswith(row) for line in told), row


def test_without_the_series_it_says_so(
    program: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert program.main([str(tmp_path)]) == 0
    assert "nothing was looked at" in capsys.readouterr().out


def test_promises_are_counted_by_state_and_by_chance(program: ModuleType) -> None:
    """Four promises: two on course of which one was kept, one behind, one off course."""
    said = [
        program.Said("on_course", 0.8, True),
        program.Said("on_course", 0.8, False),
        program.Said("behind", 0.4, False),
        program.Said("off_course", 0.0, False),
    ]
    row = program.by_state("trial", said)
    # Brier: (0.2^2 + 0.8^2 + 0.4^2 + 0) / 4 = 0.21; a quarter was kept, 0.25 x 0.75 = 0.19.
    assert row == "| trial | 4 | 25% | 50% | 0% | 0% | 0.21 | 0.19 |"
    assert program.by_chance(said) == [
        "| 0%–10% | 1 | 0% | 0% |", "| 30%–50% | 1 | 40% | 0% |", "| 70%–90% | 2 | 80% | 50% |",
    ]  # fmt: skip


def test_steady_growth_is_told_from_a_standstill(program: ModuleType) -> None:
    """Twenty series grow by 4 to 6 %: promises of 0 and 2 % are on course, 12 % are not."""
    series = [
        program.Series(2010, tuple(100 * (1.04 + at / 1000) ** year for year in range(6)), 2014,
                       100 * (1.04 + at / 1000) ** 9)
        for at in range(20)
    ]  # fmt: skip
    said = program.look(series)
    assert len(said) == 100
    assert all(each.kept for each in said if each.state == "on_course")
    assert not any(each.kept for each in said if each.state == "off_course")
