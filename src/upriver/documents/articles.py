"""Which lines belong together: articles, paragraphs and the way back to the source's offsets."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from upriver.documents.headlines import headline_first
from upriver.documents.lines import Line, is_marked_byline, is_open, read_page_lines
from upriver.documents.seams import body_text, rejoin_articles, share_of_words
from upriver.documents.sources import PROSE
from upriver.documents.speakers import Speaker, table_of_guests

if TYPE_CHECKING:
    from collections.abc import Mapping

    from upriver.documents.sources import Role

_FIRST = itemgetter(0)
# What begins an item of a list goes on no line before it.
_ITEM = re.compile(
    r"[—□■●•▪◆►]|（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、]\s?[\u4e00-\u9fff]"
)
_STOP = re.compile(r"[。！？!?…]+[”’」』\"）)]*|[；;]|\.(?=\s)")
# Longer paragraphs are divided at a stop, so that reading them takes time in step with length.
_LONGEST_PARAGRAPH = 4000
# A line of so many letters that ends in a digit was broken by its width, not by its writer.
_SHORTEST_WRAPPED = 10
_MOST_LETTERS = 6000
_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, joined from one or more lines of the source.

    Parameters
    ----------
    text : str
        Its words, with plain signs (see ``lines.plain_signs``).
    pieces : tuple of (int, int, int)
        Offset in the paragraph, offset in the source, length.
    role : {"body", "item", "heading", "byline", "caption", "table"}
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
        Headings, body and captions, in the order of reading.
    guests : dict of str to Speaker
        The people who speak, when the page lists them.
    """

    title: str
    byline: str
    paragraphs: tuple[Paragraph, ...]
    guests: dict[str, Speaker] = field(default_factory=dict)


def _starts(lines: list[Line]) -> list[int]:
    """Where articles begin: at a marked byline, or at one between a headline and a body."""
    found = [0]
    has_body = False
    shown = [i for i, line in enumerate(lines) if line.role != "caption"]
    for place, number in enumerate(shown):
        line = lines[number]
        has_body = has_body or line.role in PROSE
        if line.role != "byline" or not number:
            continue
        above = lines[shown[place - 1]] if place else None
        below = lines[shown[place + 1]] if place + 1 < len(shown) else None
        is_between = (
            has_body
            and above is not None and above.role == "heading"
            and below is not None and below.role in PROSE
        )  # fmt: skip
        if is_marked_byline(line) or is_between:
            found.append(number)
            has_body = False
    return found


def _trailing(lines: list[Line]) -> int:
    count = 0
    while count < len(lines) and lines[-1 - count].role in {"heading", "caption"}:
        count += 1
    return count


def _share_headings(above: list[Line], below: list[Line]) -> None:
    """Headlines between two articles: the first ones to the upper, the rest to the lower.

    The border lies where the headings share most words with their article; a heading that
    shares none stands above its own article, as is usual.
    """
    count = _trailing(above)
    if not count or count == len(above):
        return
    between = above[len(above) - count :]
    upper, lower = body_text(above, _MOST_LETTERS), body_text(below, _MOST_LETTERS)
    best, border, sum_ = 0.0, 0, 0.0
    blocks = [list(run) for _, run in groupby(between, key=lambda line: line.block)]
    taken = 0
    for block in blocks:
        for line in block:
            if line.role == "heading":
                sum_ += share_of_words(line.text, upper) - share_of_words(line.text, lower)
        taken += len(block)
        if sum_ > best:
            best, border = sum_, taken
    below[0:0] = between[border:]
    del above[len(above) - count + border :]


def _groups(lines: list[Line]) -> list[list[Line]]:
    """Lines of each article, in the order of the page."""
    starts = _starts(lines)
    groups = [lines[a:b] for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
    if len(groups) > 1 and not any(line.role in PROSE for line in groups[0]):
        groups = [groups[0] + groups[1], *groups[2:]]
    for above, below in pairwise(groups):
        _share_headings(above, below)
    if len(groups) > 1:
        rejoin_articles(groups)
    return groups


class _Joiner:
    """Joins lines into a paragraph; a text of many parts is put together once."""

    def __init__(self, line: Line) -> None:
        self.role = line.role
        self._parts = [line.text]
        self._pieces = [(0, line.start, len(line.text))]
        self._length = len(line.text)
        self._at = 0
        self._block = line.block

    @property
    def is_open(self) -> bool:
        """Whether the sentence goes on."""
        return is_open(self._parts[-1][-8:])

    def add(self, line: Line) -> None:
        """Go on with a line."""
        above, words, start = self._parts[-1], line.text, line.start
        if above.endswith(("，", "、", ",")) and words.startswith(("，", "、", ",")):
            words, start = words[1:], start + 1
        is_wrapped = (
            line.block == self._block
            and len(above) >= _SHORTEST_WRAPPED
            and above[-1:].isdigit()
            and words[:1].isdigit()
            and bool(_HAN.search(above))
        )
        self._block = line.block
        if above[-1:].isascii() and words[:1].isascii() and not is_wrapped:
            self._parts.append(" ")
            self._length += 1
        self._parts.append(words)
        self._pieces.append((self._length, start, len(words)))
        self._length += len(words)

    def paragraphs(self) -> list[Paragraph]:
        """The paragraph, divided when it is very long."""
        text = "".join(self._parts)
        if len(text) <= _LONGEST_PARAGRAPH:
            return [Paragraph(text, tuple(self._pieces), self.role)]
        return [
            Paragraph(text[first:last], pieces, self.role)
            for first, last in _cuts(text)
            if (pieces := self._inside(first, last))
        ]

    def _inside(self, first: int, last: int) -> tuple[tuple[int, int, int], ...]:
        """Pieces of a part; parts are asked for in order, so each piece is met once or twice."""
        found = []
        while self._at < len(self._pieces):
            offset, source, length = self._pieces[self._at]
            begin, end = max(offset, first), min(offset + length, last)
            if end > begin:
                found.append((begin - first, source + begin - offset, end - begin))
            if offset + length > last:
                break
            self._at += 1
        return tuple(found)


def _cuts(text: str) -> list[tuple[int, int]]:
    """Parts of a long text, each up to the last stop within the limit."""
    found = []
    at = 0
    while len(text) - at > _LONGEST_PARAGRAPH:
        stops = [m.end() for m in _STOP.finditer(text, at, at + _LONGEST_PARAGRAPH)]
        last = stops[-1] if stops else at + _LONGEST_PARAGRAPH
        found.append((at, last))
        at = last
    if at < len(text):
        found.append((at, len(text)))
    return found


def _paragraphs(lines: list[Line]) -> tuple[Paragraph, ...]:
    """Lines as paragraphs: a body line without a stop goes on in the next body line."""
    found: list[_Joiner] = []
    going_on: _Joiner | None = None
    for line in lines:
        is_body = line.role == "body"
        if going_on and is_body and not _ITEM.match(line.text):
            going_on.add(line)
        else:
            found.append(_Joiner(line))
            if line.role == "caption":
                continue
            going_on = found[-1] if is_body else None
        if going_on and not going_on.is_open:
            going_on = None
    return tuple(paragraph for joiner in found for paragraph in joiner.paragraphs())


def _byline(lines: list[Line]) -> str:
    """The author line, with the names on the line below it."""
    at = next((number for number, line in enumerate(lines) if line.role == "byline"), None)
    if at is None:
        return ""
    byline = lines[at].text
    below = lines[at + 1] if at + 1 < len(lines) else None
    if below and below.role == "byline" and byline.endswith(("记者", "评论员", "通讯员")):
        return f"{byline} {below.text}"
    return byline


def _article(lines: list[Line]) -> Article:
    title, ordered = headline_first(lines)
    byline = _byline(ordered)
    first_body = next((i for i, line in enumerate(ordered) if line.role in PROSE), len(ordered))
    guests = table_of_guests(tuple(line.text for line in ordered[:first_body]))
    return Article(title=title, byline=byline, paragraphs=_paragraphs(ordered), guests=guests)


def split_articles(text: str, roles: Mapping[int, Role] | None = None) -> tuple[Article, ...]:
    r"""Articles of a page, with their paragraphs, in the order of reading.

    Parameters
    ----------
        text : str
            The text of a document.
        roles : mapping of int to str, optional
            What a line is, by its offset, where the document's format says so.

    Returns
    -------
        tuple of Article
            In the order of the page. The paragraphs of each are in the order of reading:
            headline first, sentences whole, a column that was printed inside another article
            back in its own.

    Notes
    -----
        An article begins at a marked byline (□), or at a byline between a headline and a body.
        Headlines between two articles go to the one whose words they share. An article that
        breaks off takes its continuation from its neighbours, see
        ``upriver.documents.seams.rejoin_articles``. Sentences that a caption or a line end cuts
        are rejoined. A paragraph of more than 4000 characters is divided at a stop.

    Examples
    --------
    >>> page = "标题\n\n加快建设，构建从电芯生产\n记者 谢智强 摄\n到回收的产业链。"
    >>> [p.text for p in split_articles(page)[0].paragraphs]
    ['标题', '加快建设，构建从电芯生产到回收的产业链。', '记者 谢智强 摄']
    """
    return tuple(_article(group) for group in _groups(read_page_lines(text, roles)) if group)
