"""The manual, the README and the Makefile say the same."""

from __future__ import annotations

import re
import runpy
from typing import TYPE_CHECKING

import pytest
import typer

from source_tree import ROOT
from upriver.cli.main import build_app

if TYPE_CHECKING:
    from pathlib import Path

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")]
every_page = pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])


def test_generated_pages_are_up_to_date() -> None:
    """``make pages`` would change nothing."""
    made = runpy.run_path(str(ROOT / "tools" / "make_docs.py"))["generated_pages"]()
    stale = [path.name for path, text in made.items() if path.read_text(encoding="utf-8") != text]
    assert not stale, "run make pages"


@every_page
def test_make_commands_exist(page: Path) -> None:
    """Every ``make ...`` in a code block or a code span is a target of the Makefile."""
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.M))
    text = page.read_text(encoding="utf-8")
    code = re.findall(r"^```\w*\n(.*?)^```", text, re.M | re.S) + re.findall(r"`([^`\n]+)`", text)
    used = {
        word
        for block in code
        for line in re.findall(r"^make ([^#\n]+)", block, re.M)
        for word in line.split()
        if "=" not in word
    }
    assert used <= targets


@every_page
def test_commands_and_options_exist(page: Path) -> None:
    """Every ``upriver COMMAND --option`` in a code block is one the program knows."""
    commands = typer.main.get_command(build_app()).commands
    common = {"--lang", "--json", "--quiet", "--debug", "--help"}
    for block in re.findall(r"^```\w*\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S):
        for name, rest in re.findall(
            r"^(?:\$ |\.venv/bin/)?upriver ([a-z][a-z-]*)(.*)$", block, re.M
        ):
            assert name in commands, name
            known = {option for parameter in commands[name].params for option in parameter.opts}
            assert set(re.findall(r"(--[a-z-]+)", rest)) <= known | common, f"{name}{rest}"


@every_page
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
    for target in re.findall(r"\]\(([^)#]+)", text):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_changelog_has_a_place_for_the_next_version() -> None:
    assert "\n## Unreleased\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_readmes_are_twins() -> None:
    """Both READMEs show the same commands and the same Python."""
    blocks = [
        re.findall(r"^```.*?^```", (ROOT / name).read_text(encoding="utf-8"), re.M | re.S)
        for name in ("README.md", "README.zh-CN.md")
    ]
    assert blocks[0] == blocks[1]
    assert len(blocks[0]) >= 2
