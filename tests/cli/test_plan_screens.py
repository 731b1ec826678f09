"""What the commands around the plan show, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from toy import toy_region, write_toy
from upriver.cli.main import main
from upriver.core.message import LANGUAGES
from upriver.data.write import write_package

if TYPE_CHECKING:
    from pathlib import Path

    from upriver.core.message import Language

FACT = {"status": "assumed", "source": "s2"}
SHORT = ["--set", "last_year=2025"]


@pytest.fixture
def promised(tmp_path: Path) -> Path:
    """The toy with a rule that binds and a promise that cannot be kept under it."""
    region = toy_region(tmp_path / "plain")
    more = {
        "rules": pl.DataFrame(
            [{"rule": "r1", "name_en": "No more of 02", "name_zh": "限制02", "sense": "le",
              "bound": 200.0, "unit": "1e8 CNY", "each_year": False, **FACT}]
        ),
        "rule_terms": pl.DataFrame(
            [{"rule": "r1", "term": 1, "variable": "output", "at": "industry=02; year=2025",
              "coefficient": 1.0, **FACT}]
        ),
        "indicators": pl.DataFrame(
            [{"indicator": "gdp", "name_en": "GDP", "name_zh": "生产总值", "unit": "1e8 CNY",
              "direction": "higher", "plan_measure": "value_added", "plan_scope": "all",
              "plan_share_of": None}]
        ),
        "targets": pl.DataFrame(
            [{"target": "GDP", "indicator": "gdp", "place": region.code, "comparator": "ge",
              "value": 9000.0, "unit": "1e8 CNY", "growth_kind": "level", "deadline": "2025",
              "hard": False, **FACT}]
        ),
    }  # fmt: skip
    changed = region.replace(**more)
    tables = {name: changed.table(name) for name in {*region.tables, *more}}
    return write_package(tmp_path / "promised", tables, region.metadata)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plan_says_what_binds_and_whose_figure_it_is(
    language: Language, promised: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("COLUMNS", "200")
    assert main(["plan", str(promised), "--lang", language, *SHORT]) == 0
    shown = capsys.readouterr().out
    title, rule, status, unit, kind = {
        "en": ("What binds", "No more of 02", "assumed", "1e8 CNY", "own rule"),
        "zh": ("什么在约束", "限制02", "假设", "亿元", "自定规则"),
    }[language]
    binds = shown.split(title)[1]
    assert [word for word in (rule, status, unit, kind, "s2") if word not in binds] == []
    if language == "zh":
        assert "CNY" not in binds


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plan_says_what_the_search_left_open(
    language: Language, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("COLUMNS", "200")
    package = str(write_toy(tmp_path / "toy"))
    assert main(["plan", package, "--lang", language, *SHORT]) == 0
    shown = capsys.readouterr()
    economy, gap = {
        "en": ("Growth, %", "The search left open at most"),
        "zh": ("增速（%）", "求解未关闭的部分至多为"),
    }[language]
    assert economy in shown.out
    assert gap in shown.err


@pytest.mark.parametrize("language", LANGUAGES)
def test_promises_first_shows_the_aims_in_order(
    language: Language, promised: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["plan", str(promised), "--lang", language, *SHORT, "--set", "objective=lexicographic"]
    assert main(words) == 0
    shown = capsys.readouterr().out
    assert {"en": "One aim after the other", "zh": "逐层求解"}[language] in shown
    assert {"en": "Most value", "zh": "价值最大"}[language] in shown


def test_explore_says_what_a_promise_would_take(
    promised: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert main(["explore", str(promised), "--lang", "en", "--set", "plan.last_year=2025"]) == 0
    shown = capsys.readouterr().out.split("What it would take to keep each promise")[1]
    assert "GDP" in shown
    assert "would still be missed" in shown


def test_an_objective_that_is_not_known_is_refused(tmp_path: Path) -> None:
    package = str(write_toy(tmp_path / "toy"))
    assert main(["plan", package, "--set", "objective=hopes"]) != 0
