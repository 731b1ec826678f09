"""Which lines belong together: articles, paragraphs and the way back to the source's offsets."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter
from typing import Literal

from upriver.documents.numbers import narrow
from upriver.documents.speakers import Speaker, table_of_guests

Role = Literal["body", "heading", "byline", "caption"]

_LINE = re.compile(r"[^\n]+")
_TERMINAL = frozenset('。！？!?；;：:…”』」）)".')
_BYLINE = re.compile(
    r"^[□■◆●○▲]?\s*(?:[^，。]{0,16}(?:记者|评论员|通讯员)[\s：:][^，。]{0,20}"
    r"|[^，。]{0,16}(?:记者|评论员|通讯员))$|^By [A-Z]"
)
_ARTICLE_START = re.compile(r"^[□◎]")
_CAPTION = re.compile(
    r"资料图|(?:^|\s)(?:记者|通讯员)?\s*[\u4e00-\u9fff]{2,4}\s*摄(?:[(（/]|$)|图片来源|^图为|供图|视觉[\u4e00-\u9fff]{2}[)）]"
)
_QUANTITY = re.compile(r"\d[\d.,]*\s*(?:%|[\u4e00-\u9fff])")
_YEAR_ONLY = re.compile(r"(?:19|20)\d\d\s*(?:年|[—–-])|\d{1,2}月|第?\d+[届次期]")
_MARKDOWN = re.compile(r"^(?:#{1,6}\s+|[-*+]\s+|>\s*)")
_LONGEST_HEADING = 44
_LONGEST_BYLINE = 40
_FIRST = itemgetter(0)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, joined from one or more lines of the source.

    Parameters
    ----------
    text : str
        Its words, with narrow digits.
    pieces : tuple of (int, int, int)
        Offset in the paragraph, offset in the source, length.
    role : {"body", "heading", "byline", "caption"}
        What it is.
    """

    text: str
    pieces: tuple[tuple[int, int, int], ...]
    role: Role = "body"

    def source_span(self, start: int, end: int) -> tuple[int, int, bool]:
        """Offsets in the source of a stretch of the paragraph.

        Parameters
        ----------
        start, end : int
            Offsets in the paragraph.

        Returns
        -------
        tuple of int, int, bool
            Offsets in the source, and whether the stretch was cut because the page
            interrupts it; then the last part is kept.
        """
        last_one = max(bisect_left(self.pieces, end, key=_FIRST) - 1, 0)
        offset, source, length = self.pieces[last_one]
        first = max(start, offset)
        last = min(end, offset + length)
        return source + first - offset, source + last - offset, last_one > 0 and start < offset


@dataclass(frozen=True)
class Article:
    """An article: paragraphs that belong together.

    Parameters
    ----------
    title : str
        Its headline, or empty.
    byline : str
        Its author line, or empty.
    paragraphs : tuple of Paragraph
        Headings and body, in the order of the source.
    guests : dict of str to Speaker
        The people who speak, when the page lists them.
    """

    title: str
    byline: str
    paragraphs: tuple[Paragraph, ...]
    guests: dict[str, Speaker] = field(default_factory=dict)


def _role(line: str) -> Role:
    if len(line) <= _LONGEST_HEADING * 2 and _CAPTION.search(line):
        return "caption"
    if len(line) <= _LONGEST_BYLINE and _BYLINE.search(line):
        return "byline"
    if len(line) <= _LONGEST_HEADING and not re.search(r"[。！；;，,：:]$", line):
        rest = _YEAR_ONLY.sub("", line)
        is_sentence = re.search(r"[。；]|，.*[^？]$", line) or (line.endswith(".") and " " in line)
        if not is_sentence and not _QUANTITY.search(rest):
            return "heading"
    return "body"


def _lines(text: str) -> list[Paragraph]:
    found = []
    for match in _LINE.finditer(text):
        raw = match.group()
        mark = _MARKDOWN.match(raw.lstrip())
        lead = len(raw) - len(raw.lstrip()) + (mark.end() if mark else 0)
        words = raw[lead:].rstrip()
        if words:
            role: Role = "heading" if mark and mark.group().startswith("#") else _role(words)
            found.append(Paragraph(narrow(words), ((0, match.start() + lead, len(words)),), role))
    return found


def _join(lines: list[Paragraph]) -> Paragraph:
    """One paragraph of several lines, put together at once: a page can be one long sentence."""
    if len(lines) == 1:
        return lines[0]
    texts: list[str] = []
    pieces: list[tuple[int, int, int]] = []
    shift = 0
    for line in lines:
        if texts and texts[-1][-1:].isascii() and line.text[:1].isascii():
            texts.append(" ")
            shift += 1
        pieces += [(offset + shift, source, length) for offset, source, length in line.pieces]
        texts.append(line.text)
        shift += len(line.text)
    return Paragraph("".join(texts), tuple(pieces), lines[0].role)


def _rejoin(lines: list[Paragraph]) -> list[Paragraph]:
    """Sentences that the layout cut: a body line without a stop goes on in the next body line."""
    found: list[list[Paragraph]] = []
    going_on: list[Paragraph] | None = None
    for line in lines:
        if line.role == "caption":
            found.append([line])
            continue
        if (
            going_on is not None
            and line.role == "body"
            and not line.text.startswith(("—", "□", "■"))
        ):
            going_on.append(line)
        else:
            going_on = [line]
            found.append(going_on)
        if going_on[0].role != "body" or line.text[-1:] in _TERMINAL:
            going_on = None
    return [_join(together) for together in found]


def _bigrams(text: str) -> set[str]:
    words = re.sub(r"[^\u4e00-\u9fffA-Za-z]", "", text)
    return {words[i : i + 2] for i in range(len(words) - 1)}


def _body_bigrams(lines: list[Paragraph]) -> set[str]:
    return set().union(*(_bigrams(line.text) for line in lines if line.role == "body"))


def _groups(lines: list[Paragraph]) -> list[list[Paragraph]]:
    """Lines of each article: one begins at a byline with its mark."""
    starts = [0] + [
        i for i, line in enumerate(lines)
        if line.role == "byline" and _ARTICLE_START.match(line.text) and i
    ]  # fmt: skip
    groups = [lines[a:b] for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
    if len(groups) > 1 and not any(line.role == "body" for line in groups[0]):
        groups = [groups[0] + groups[1], *groups[2:]]
    for above, below in pairwise(groups):
        trailing = 0
        while trailing < len(above) and above[-1 - trailing].role in {"heading", "caption"}:
            trailing += 1
        if not trailing or trailing == len(above):
            continue
        words_above, words_below = _body_bigrams(above), _body_bigrams(below)
        for line in above[len(above) - trailing :]:
            # A headline between two articles belongs to the one it shares more words with.
            own = _bigrams(line.text)
            if len(own & words_above) <= len(own & words_below):
                above.remove(line)
                below.insert(0, line)
    return groups


def _article(lines: list[Paragraph]) -> Article:
    headings = [line.text for line in lines if line.role == "heading"]
    byline = next((line.text for line in lines if line.role == "byline"), "")
    first_body = next((i for i, line in enumerate(lines) if line.role == "body"), len(lines))
    guests = table_of_guests(tuple(line.text for line in lines[:first_body]))
    title = max(headings[:4], key=len, default="")
    return Article(title=title, byline=byline, paragraphs=tuple(lines), guests=guests)


def split_articles(text: str) -> tuple[Article, ...]:
    r"""Articles of a page, with their paragraphs.

    Parameters
    ----------
    text : str
        The text of a document.

    Returns
    -------
    tuple of Article
        In the order of the page.

    Notes
    -----
    An article begins at a marked byline (□). Sentences that a caption or a line end cuts
    are rejoined. Columns of one article that stand inside another stay where they are:
    without the layout of the page they can only be guessed.

    Examples
    --------
    >>> page = "标题\n\n加快建设，构建从电芯生产\n记者 谢智强 摄\n到回收的产业链。"
    >>> [p.text for p in split_articles(page)[0].paragraphs]
    ['标题', '加快建设，构建从电芯生产到回收的产业链。', '记者 谢智强 摄']
    """
    return tuple(_article(_rejoin(group)) for group in _groups(_lines(text)))
