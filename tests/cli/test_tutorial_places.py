"""The tutorial on three districts, run as a reader runs it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from upriver.cli.main import main
from upriver.core.message import LANGUAGES
from upriver.services.saved_places import load_places_plan

if TYPE_CHECKING:
    import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs" / "tutorial"
BLOCK = re.compile(r"```(python)?\n(.*?)```", re.DOTALL)


def blocks(page: str) -> tuple[str, list[str]]:
    """The script and the commands of a page."""
    found = BLOCK.findall((DOCS / page).read_text(encoding="utf-8"))
    script = next(text for kind, text in found if kind)
    return script, [line for kind, text in found if not kind for line in text.splitlines() if line]


def test_both_pages_say_the_same() -> None:
    def bare(script: str) -> str:
        return re.sub(r"#.*", "", script)

    (en, commands), (zh, others) = blocks("places.md"), blocks("places.zh.md")
    assert bare(en) == bare(zh)
    assert commands == others


def test_a_reader_gets_pages_workbook_and_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first command only, for a year less; the second differs from it by one setting."""
    monkeypatch.chdir(tmp_path)
    script, commands = blocks("places.md")
    exec(compile(script, "three.py", "exec"), {})
    short = commands[0].replace("last_year=2026", "last_year=2025")
    assert main(shlex.split(short)[1:]) == 0
    assert "What planning together brings" in capsys.readouterr().out
    plan = load_places_plan("three.zip")
    assert list(plan.names) == ["X1", "X2", "X3"]
    assert plan.audit.passed
    for own in (plan, *plan.plans.values()):
        assert own.rests_on is not None
        assert f"{own.rests_on.shares['assumed']:.0%}" == "57%"  # as the page says
    assert plan.plans["X1"].provenance["production"].shares["assumed"] == 1.0
    assert {row["possible"] for row in plan.apart.to_dicts()} == {True, None}
    assert Path("three.xlsx").stat().st_size > 10_000
    for language in LANGUAGES:
        assert f'lang="{"zh-CN" if language == "zh" else "en"}"' in Path(
            f"three-report/places.{language}.html"
        ).read_text(encoding="utf-8")
