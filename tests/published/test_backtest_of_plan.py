"""The page on the backtest tells what the accounts give, in both languages."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from shared_data import SHARED, needs_shared

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "explanation" / "backtest-of-plan.md"
TELLINGS = ("business as usual", "plan", "past growth", "equal growth", "half past growth", "seen")
COLUMNS = ("total", "rank", "error", "weighted", "value added")


def program() -> ModuleType:
    path = ROOT / "benchmarks" / "backtest.py"
    spec = importlib.util.spec_from_file_location("backtest", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["backtest"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def told(page: Path, end: int) -> dict[str, list[str]]:
    """Rows of the table of one year; by their place, which is the same in both languages."""
    part = page.read_text(encoding="utf-8").split(f"{end}")
    text = next(each for each in part if each.lstrip(" 年").startswith("| "))
    lines = [line for line in text.splitlines() if line.startswith("| ")][1:]
    rows = [line.strip("| ").split("|") for line in lines if not line.startswith("| ---")]
    cells = [[cell.strip() for cell in row] for row in rows]
    return dict(zip(TELLINGS, (row[1:] for row in cells), strict=False))


@needs_shared
@pytest.mark.parametrize("end", [2018, 2020])
def test_the_page_says_what_the_program_finds(end: int) -> None:
    """National Bureau of Statistics of China, tables of 2015, 2017, 2018 and 2020."""
    folder = SHARED / "data" / "inputoutput" / "china_national"
    found = program().backtest(folder, end=end)
    for page in (PAGE, PAGE.with_suffix(".zh.md")):
        rows = told(page, end)
        assert set(rows) == set(TELLINGS)
        for name, cells in rows.items():
            for column, cell in zip(COLUMNS, cells, strict=False):
                if cell:
                    assert float(cell) == pytest.approx(found[name][column], abs=0.0051)


def test_growth_is_a_year() -> None:
    assert program().growth(np.array([100.0]), np.array([121.0]), 2) == pytest.approx([0.1])


def test_a_common_rise_of_prices_is_no_error() -> None:
    seen, size = np.array([0.01, 0.05, 0.09]), np.array([1.0, 2.0, 1.0])
    found = program().scores(seen + 0.04, seen, size)
    assert found["rank"] == pytest.approx(1.0)
    assert found["error"] == pytest.approx(0.0, abs=1e-9)
    assert found["weighted"] == pytest.approx(0.0, abs=1e-9)
    assert found["total"] == pytest.approx(9.0)
    assert np.isnan(program().scores(np.full(3, 0.02), seen, size)["rank"])


def test_industries_of_2015_are_brought_to_those_of_2017() -> None:
    old, new = np.arange(1.0, 43.0), np.ones(42)
    new[34] = 3.0
    moved = program().in_classes_of_2017(old, new)
    assert moved.sum() == old.sum()
    assert moved[21] == 22 + 23
    assert moved[22] == 24
    assert moved[34:36].tolist() == [27.0, 9.0]
    assert moved[36] == 37
