"""What does a Markdown file say: its words without the signs, with the way back to the file."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise

from upriver.documents.markup import CELL_GAP
from upriver.documents.sources import Extract, TextBuilder

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r"\s{0,3}(#{1,6})(?:[ \t\u3000]+|$)")
_CLOSING = re.compile(r"[ \t]#+[ \t]*$")
_UNDERLINE = re.compile(r"\s{0,3}(?:=+|-+)\s*")
_RULE = re.compile(r"\s{0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})")
_BULLET = re.compile(r"\s{0,12}(?:[-*+]\s+(?:\[[ xX]\]\s+)?|>\s?)")
_LIST = re.compile(r"\s{0,12}[-*+]\s+\S")
_DIVIDER = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?")
_BAR = re.compile(r"(?<!\\)\|")
_REFERENCE = re.compile(r"\s{0,3}\[[^\]\n]{1,200}\]:\s+\S{1,500}")
_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<image>!)?\[(?P<label>[^\[\]\n]{0,400})\](?:\([^()\n]{0,500}(?:\([^()\n]{0,100}\)[^()\n]{0,200})?\)|\[[^\[\]\n]{0,200}\])"
    r"|<(?P<auto>(?:https?|mailto):[^<>\s]{1,500})>"
    r"|(?P<tag></?[A-Za-z][^<>\n]{0,500}>|<!--[^\n]{0,500}?-->)"
    r"|(?P<mark>\*{1,3}|_{1,3}|~~|`{1,3})"
    r"|(?P<entity>&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<note>\[\^[^\]\s]{1,40}\])"
)


def _pairs(text: str, start: int, end: int) -> set[int]:
    """Offsets of the emphasis signs that open or close something."""
    found: set[int] = set()
    waiting: dict[str, int] = {}
    for token in _TOKEN.finditer(text, start, end):
        sign = token["mark"]
        if sign is None:
            continue
        at, behind = token.start(), token.end()
        before = text[at - 1] if at > start else " "
        after = text[behind] if behind < end else " "
        inside_word = "_" in sign and before.isalnum() and after.isalnum()
        if sign in waiting and not before.isspace() and not inside_word:
            found |= {waiting.pop(sign), at}
        elif not after.isspace() and not inside_word:
            waiting[sign] = at
    return found


def _inline(builder: TextBuilder, text: str, start: int, end: int) -> None:
    """Words of a stretch without the signs of emphasis, links and tags."""
    pairs = _pairs(text, start, end)
    at = start
    for token in _TOKEN.finditer(text, start, end):
        if token["mark"] is not None and token.start() not in pairs:
            continue
        builder.add(text[at : token.start()], at, token.start())
        at = token.end()
        for group in ("escaped", "auto"):
            if token[group] is not None:
                builder.add(token[group], token.start(group), token.end(group))
        if token["label"] is not None and token["image"] is None:
            _inline_label(builder, text, *token.span("label"))
        if token["entity"] is not None:
            builder.add(unescape(token["entity"]), token.start(), token.end())
    builder.add(text[at:end], at, end)


def _inline_label(builder: TextBuilder, text: str, start: int, end: int) -> None:
    """Words of a link; a label holds no link, so this goes one step down only."""
    pairs = _pairs(text, start, end)
    at = start
    for token in _TOKEN.finditer(text, start, end):
        if token.start() in pairs:
            builder.add(text[at : token.start()], at, token.start())
            at = token.end()
    builder.add(text[at:end], at, end)


def _table_row(builder: TextBuilder, text: str, start: int, end: int) -> None:
    """Cells of a row with the usual sign between them."""
    builder.mark("table")
    bars = [match.start() for match in _BAR.finditer(text, start, end)]
    for number, (left, right) in enumerate(pairwise(bars)):
        words = text[left + 1 : right]
        if number:
            builder.put(CELL_GAP)  # also around an empty cell, which keeps its place
        if words.strip():
            lead = len(words) - len(words.lstrip())
            _inline(builder, text, left + 1 + lead, left + 1 + len(words.rstrip()))


class _File:
    """Reads a file line by line."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.builder = TextBuilder("characters")
        self.fence = ""
        self.spans = [m.span(1) for m in _LINE.finditer(text) if m.group()]

    def _front_matter(self) -> int:
        """Lines of the block of settings at the head."""
        lines = self.spans[:200]
        if not lines or self.text[slice(*lines[0])].rstrip() != "---":
            return 0
        closing = (
            number
            for number, span in enumerate(lines[1:], start=1)
            if self.text[slice(*span)].rstrip() in {"---", "..."}
        )
        end = next(closing, 0)
        keys = all(re.match(r"\s*[\w-]+:|\s|$|-", self.text[slice(*s)]) for s in lines[1:end])
        return end + 1 if end and keys else 0

    def read(self) -> Extract:
        """Words of all lines."""
        first = self._front_matter()
        for number in range(first, len(self.spans)):
            if number > first:
                self.builder.put("\n")
            self._line(number)
        return self.builder.extract()

    def _is_underline(self, number: int) -> bool:
        """Whether a line of = or - makes a heading of the line above."""
        if number >= len(self.spans):
            return False
        start, end = self.spans[number]
        line = self.text[start : min(end, start + 200)]
        above = self.spans[number - 1] if number else (0, 0)
        words = self.text[above[0] : min(above[1], above[0] + 200)].strip()
        is_plain = bool(words) and "|" not in words and not _HEADING.match(words)
        return end - start < 200 and bool(_UNDERLINE.fullmatch(line)) and is_plain

    def _line(self, number: int) -> None:
        text, builder = self.text, self.builder
        start, end = self.spans[number]
        head = text[start : min(end, start + 2000)]
        fence = _FENCE.match(head)
        if self.fence:
            if fence and fence[1].startswith(self.fence):
                self.fence = ""
            return
        if fence:
            self.fence = fence[1]
            return
        is_short = end - start < 2000
        if is_short and (_RULE.fullmatch(head) or _DIVIDER.fullmatch(head)):
            return
        if self._is_underline(number) or (is_short and _REFERENCE.fullmatch(head)):
            return
        heading = _HEADING.match(head)
        if heading or self._is_underline(number + 1):
            builder.mark("heading")
            closing = _CLOSING.search(head) if heading and is_short else None
            _inline(
                builder,
                text,
                start + (heading.end() if heading else 0),
                start + closing.start() if closing else end,
            )
            return
        stripped = head.strip()
        if is_short and stripped.count("|") > 1 and stripped[0] == stripped[-1] == "|":
            _table_row(builder, text, start, end)
            return
        if _LIST.match(head):
            builder.mark("item")
        at = start
        while (bullet := _BULLET.match(text, at, end)) and bullet.end() > at:
            at = bullet.end()
        _inline(builder, text, at, end)


def read_markdown(text: str) -> Extract:
    r"""Words of a Markdown file.

    Parameters
    ----------
    text : str
        The file.

    Returns
    -------
    Extract
        One line for each line. Signs of headings, lists, quotations, emphasis, links and
        tags are gone, as are code blocks, images and the settings at the head; a row of a
        table has `` | `` between its cells. Numbers of lists stay.

    Examples
    --------
    >>> found = read_markdown("# 报告\n\n- 增长**6%**，见[公报](a.html)。")
    >>> found.text
    '报告\n\n增长6%，见公报。'
    >>> found.origins.origin(4, 8)
    Origin(kind='characters', start=8, end=14, line=None)
    """
    return _File(text).read()
