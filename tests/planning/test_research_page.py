"""The example of the how-to page on research runs and gives what the page says, in both languages."""

from __future__ import annotations

import contextlib
import io
import re

from source_tree import ROOT


def blocks(name: str) -> tuple[str, str]:
    """The programme of the page and what it is said to print."""
    text = (ROOT / "docs" / "how-to" / name).read_text(encoding="utf-8")
    found = re.findall(r"^```(\w*)\n(.*?)^```", text, re.M | re.S)
    (code,) = [block for language, block in found if language == "python"]
    (said,) = [block for language, block in found if not language]
    return code, said


def test_both_pages_show_the_same() -> None:
    assert blocks("research.md") == blocks("research.zh.md")


def test_the_example_gives_what_the_page_says() -> None:
    code, said = blocks("research.md")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "research.md", "exec"), {})
    assert printed.getvalue().split() == said.split()
