"""Chinese and English are equals: messages, specs, glossary, locales, help and manual."""

from __future__ import annotations

import ast
import csv
import re
from typing import TYPE_CHECKING

import pytest
import typer

from source_tree import ROOT, SOURCE, modules, text_of, tree
from upriver.cli.common import SEPARATOR
from upriver.cli.main import build_app
from upriver.data.schema import table_specs

if TYPE_CHECKING:
    from pathlib import Path

    from upriver.core.message import Message

CHINESE = re.compile("[\u3400-\u9fff]")
DOCS = ROOT / "docs"


def _messages(path: Path) -> list[tuple[int, str | None, str | None]]:
    """Line and both halves of every Message that is written out in a module."""
    found = []
    for node in ast.walk(tree(path)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "Message"
        ):
            given = [*node.args, *(keyword.value for keyword in node.keywords)]
            halves = [text_of(each) for each in given]
            if len(halves) == 2:
                found.append((node.lineno, halves[0], halves[1]))
    return found


@pytest.mark.parametrize("path", modules().values(), ids=modules().keys())
def test_messages_exist_in_both_languages(path: Path) -> None:
    """Where a half is written out it is not empty, and the English half holds no Chinese sentence."""
    for line, en, zh in _messages(path):
        place = f"{path.name}:{line}"
        assert en != "", f"{place}: no English"
        assert zh != "", f"{place}: no Chinese"
        if en is not None and zh is not None and CHINESE.search(zh):
            words = re.sub(r"'[^']*'|\"[^\"]*\"|“[^”]*”|\([^)]*\)", "", en)
            assert not CHINESE.search(words), f"{place}: Chinese in the English half: {en}"


@pytest.mark.parametrize("name", table_specs())
def test_specs_describe_every_column_in_both_languages(name: str) -> None:
    spec = table_specs()[name]
    told: list[tuple[str, Message]] = [("title", spec.title)]
    told += [(field.name, field.description) for field in spec.fields]
    for what, message in told:
        assert message.en, f"{name}.{what}: no English"
        assert CHINESE.search(message.zh), f"{name}.{what}: no Chinese"
        assert not CHINESE.search(message.en), f"{name}.{what}: Chinese in the English half"
    for field in spec.fields:
        assert any(CHINESE.search(alias) for alias in field.aliases), (
            f"{name}.{field.name}: no alias"
        )


def test_glossary_is_complete_and_unambiguous() -> None:
    rows = list(csv.DictReader((DOCS / "glossary.csv").read_text(encoding="utf-8").splitlines()))
    assert len(rows) >= 60
    for row in rows:
        for column in ("en", "zh", "meaning_en", "meaning_zh"):
            assert row[column].strip(), f"{row}: {column} is empty"
        assert CHINESE.search(row["zh"])
    for column in ("en", "zh"):
        terms = [row[column] for row in rows]
        assert sorted(set(terms)) == sorted(terms), f"a term stands twice in {column}"


def test_every_page_has_its_twin() -> None:
    pages = {path.relative_to(ROOT).as_posix() for path in DOCS.rglob("*.md")}
    pages |= {path.relative_to(ROOT).as_posix() for path in (ROOT / "benchmarks").glob("*.md")}
    english = {page for page in pages if not page.endswith(".zh.md")}
    chinese = {page for page in pages if page.endswith(".zh.md")}
    assert {page.replace(".md", ".zh.md") for page in english} == chinese


@pytest.mark.parametrize(
    "page",
    [page for page in sorted(DOCS.rglob("*.zh.md")) if page.name != "python.zh.md"],
    ids=lambda page: page.name,
)
def test_twins_have_the_same_shape(page: Path) -> None:
    """Both languages have the same headings and code blocks.

    The list of Python names is excepted: docstrings are in English, its Chinese page is a table.
    """
    twin = page.with_name(page.name.replace(".zh.md", ".md"))
    shapes = [
        re.findall(r"^(#+ |```)", each.read_text(encoding="utf-8"), re.M) for each in (page, twin)
    ]
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("name", [p.name for p in (SOURCE / "reporting" / "locale").glob("en*")])
def test_locales_have_the_same_keys(name: str) -> None:
    """Every locale file of the report has its Chinese twin with the same keys."""
    folder = SOURCE / "reporting" / "locale"
    english, chinese = folder / name, folder / name.replace("en", "zh", 1)
    files = [(english, chinese)] if english.is_file() else [
        (each, chinese / each.relative_to(english)) for each in english.rglob("*") if each.is_file()
    ]  # fmt: skip
    for one, other in files:
        keys = [
            re.findall(r'^\s*"?([\w.-]+)"?\s*[:=]', path.read_text(encoding="utf-8"), re.M)
            for path in (one, other)
        ]
        assert keys[0] == keys[1]


def test_help_speaks_both_languages() -> None:
    program = typer.main.get_command(build_app())
    told = {"upriver": program.help}
    for name, command in program.commands.items():
        told[name] = command.help
        told |= {f"{name} {p.name}": p.help for p in command.params}
    for what, text in told.items():
        en, separator, zh = (text or "").partition(SEPARATOR)
        assert separator, f"{what}: help lacks a language"
        assert en, f"{what}: no English help"
        assert CHINESE.search(zh), f"{what}: no Chinese help"
        assert not CHINESE.search(en.replace("上游", "")), f"{what}: Chinese in the English help"
