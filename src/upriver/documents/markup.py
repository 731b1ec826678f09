"""What does a HTML page say: its main content, block by block, with the way back to the page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from html import unescape
from itertools import groupby

from upriver.core.message import Message
from upriver.documents.elements import (
    ASIDE,
    BLOCKS,
    HEADINGS,
    IMPLIED_ENDS,
    NOISE_NAMES,
    NOISE_ROLES,
    RAW,
    SILENT,
    VOID,
)
from upriver.documents.grid import Grid
from upriver.documents.sources import Extract, Role, TextBuilder

_NAME_END = re.compile("[^a-z]+")
_QUOTED = re.compile(r"=\s*(?:\"[^\"]{0,4000}\"|'[^']{0,4000}')")
_MARK = re.compile(r"<(?=[!?/A-Za-z])")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*)")
_ATTRIBUTE = re.compile(r"([\w:-]{1,40})(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_ENTITY = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});?")
_SPACES = re.compile(r"[ \t\r\n\f\v\u00a0\u3000\u200b\ufeff]+")
_WORDS = re.compile(r"[^ \t\r\n\f\v\u00a0\u3000\u200b\ufeff]+")
_STOP = re.compile("[。！？；.!?;]")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CELL_LIMIT = 80
_IN_CELLS = frozenset(["td", "th", "p", "div"])
_MOST_ATTRIBUTES = 4000
_MOST_FRAMES = 8
CELL_GAP = " | "


@dataclass
class _Block:
    """Words between two block tags: pieces of the page with their offsets."""

    pieces: list[tuple[str, int, int]] = field(default_factory=list)
    tag: str = ""
    noise: tuple[int, ...] = ()
    region: int = 0
    row: int = 0
    cell: int = 0
    table: int = 0
    column: int = 0
    linked: int = 0

    @property
    def words(self) -> str:
        return "".join(piece[0] for piece in self.pieces)


@dataclass
class _Open:
    """An element that is open, and what it lies in."""

    tag: str
    block: str = ""
    is_silent: bool = False
    noise: tuple[int, ...] = ()
    region: int = 0
    row: int = 0
    cell: int = 0
    table: int = 0
    column: int = 0


class _Page:
    """Reads tags and words one after the other; every step moves forward."""

    def __init__(self, page: str) -> None:
        self.page = page
        self.blocks: list[_Block] = []
        self._block = _Block()
        self._open: list[_Open] = []
        self._depth: Counter[str] = Counter()
        self._counts: Counter[str] = Counter()
        self._grids: defaultdict[int, Grid] = defaultdict(Grid)
        self._silent = 0
        self._links = 0

    def read(self) -> list[_Block]:
        """All blocks of the page."""
        page, at = self.page, 0
        has = {"-->": True, "]]>": True, ">": True}
        while at < len(page):
            found = _MARK.search(page, at)
            if found is None:
                self._words(at, len(page))
                break
            self._words(at, found.start())
            at = self._step(found.start(), has)
        self._end_block()
        return self.blocks

    def _skip(self, mark: int, end: str, has: dict[str, bool]) -> int:
        """Offset behind an end sign; a sign that is nowhere ahead is searched for once."""
        found = self.page.find(end, mark) if has[end] else -1
        if found < 0:
            has[end] = False
            return len(self.page)
        return found + len(end)

    def _step(self, mark: int, has: dict[str, bool]) -> int:
        """Take what begins with ``<``; the offset behind it."""
        page = self.page
        if page.startswith("<!--", mark):
            return self._skip(mark + 4, "-->", has)
        if page.startswith("<![CDATA[", mark):
            return self._skip(mark + 9, "]]>", has)
        if page.startswith(("<!", "<?"), mark):
            return self._skip(mark + 2, ">", has)
        tag = _TAG.match(page, mark)
        if tag is None:
            self._words(mark, mark + 1)
            return mark + 1
        end = self._tag_end(tag.end(), has)
        name = tag[2].lower()
        if tag[1]:
            self._close(name)
            return end
        self._start(name, page[tag.end() : min(end, tag.end() + _MOST_ATTRIBUTES)])
        if name in RAW and page[end - 2 : end] != "/>":
            return self._raw_end(name, end)
        return end

    def _tag_end(self, at: int, has: dict[str, bool]) -> int:
        """Offset behind a tag; a ``>`` within quotation marks does not end it."""
        page = self.page
        end = self._skip(at, ">", has)
        if '"' not in page[at:end] and "'" not in page[at:end]:
            return end
        for match in _QUOTED.finditer(page, at, min(len(page), at + _MOST_ATTRIBUTES)):
            if match.start() >= end:
                break
            if match.end() > end:
                end = self._skip(match.end(), ">", has)
        return end

    def _raw_end(self, name: str, at: int) -> int:
        """Offset of the end tag of a script; without one the rest of the page is script."""
        key = f"</{name}"
        mark = at
        while True:
            mark = self.page.find("</", mark)
            if mark < 0:
                return len(self.page)
            if self.page[mark : mark + len(key)].lower() == key:
                return mark
            mark += 2

    def _start(self, name: str, written: str) -> None:
        if name in BLOCKS:
            self._end_block()
        if name in VOID:
            return
        self._implied_end(name)
        self._counts[name] += 1
        self._depth[name] += 1
        element = replace(self._open[-1], tag=name) if self._open else _Open(name)
        number = self._counts[name]
        if name in BLOCKS:
            element.block = name
        if name in {"td", "th"}:
            element.cell = self._counts["td"] + self._counts["th"]
            element.column = self._grids[element.table].place(written)
        elif name == "tr":
            element.row = number
            self._grids[element.table].begin_row()
        elif name == "table":
            element.table = number
        self._judge(element, written.strip())
        self._silent += element.is_silent
        self._links += name == "a"
        self._open.append(element)

    def _judge(self, element: _Open, written: str) -> None:
        """Whether an element is shown, beside the content, or the content."""
        name = element.tag
        found = _ATTRIBUTE.finditer(written) if written else ()
        facts = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in found}
        is_hidden = "hidden" in facts or bool(_HIDDEN.search(facts.get("style", "")))
        element.is_silent = name in SILENT or is_hidden
        named = f"{facts.get('class', '')} {facts.get('id', '')}".lower()
        names = set(_NAME_END.split(named)) if facts else set()
        inside = self._depth["article"] or self._depth["main"]
        is_noise = (
            name in ASIDE
            or facts.get("role") in NOISE_ROLES
            or bool(names & NOISE_NAMES)
            or (name == "header" and not inside)
        )
        if is_noise and name not in {"html", "body", "main", "article"}:
            self._counts["noise"] += 1
            if len(element.noise) < _MOST_FRAMES:
                element.noise = (*element.noise, self._counts["noise"])
        if name in {"article", "main"} or facts.get("role") == "main":
            self._counts["region"] += 1
            element.region = self._counts["region"]

    def _implied_end(self, name: str) -> None:
        """A paragraph, an item or a cell that a new one of its kind ends."""
        ended = IMPLIED_ENDS.get(name, ())
        while ended and self._open and self._open[-1].tag in ended:
            self._pop()

    def _pop(self) -> None:
        element = self._open.pop()
        self._depth[element.tag] -= 1
        self._silent -= element.is_silent
        self._links -= element.tag == "a"

    def _close(self, name: str) -> None:
        if name in BLOCKS:
            self._end_block()
        if self._depth[name]:
            while self._open[-1].tag != name:
                self._pop()
            self._pop()

    def _end_block(self) -> None:
        if self._block.pieces:
            self.blocks.append(self._block)
        self._block = _Block()

    def _words(self, start: int, end: int) -> None:
        if start >= end or self._silent:
            return
        block = self._block
        if not block.pieces:
            self._place(block)
        at = start
        for entity in _ENTITY.finditer(self.page, start, end):
            self._piece(self.page[at : entity.start()], at)
            shown = unescape(entity.group())
            block.pieces.append((shown, entity.start(), entity.end()))
            at = entity.end()
        self._piece(self.page[at:end], at)
        if self._links:
            block.linked += len(_SPACES.sub("", self.page[start:end]))

    def _piece(self, words: str, at: int) -> None:
        if words:
            self._block.pieces.append((words, at, at + len(words)))

    def _place(self, block: _Block) -> None:
        """Where the block stands: its heading, cell, region and the noise around it."""
        if self._open:
            around = self._open[-1]
            block.tag, block.noise, block.region = around.block, around.noise, around.region
            block.row, block.cell, block.table = around.row, around.cell, around.table
            block.column = around.column


def _size(block: _Block) -> int:
    return sum(len(words.strip()) for words, _, _ in block.pieces)


def _main_blocks(blocks: list[_Block]) -> tuple[list[_Block], int]:
    """Blocks of the main content, and how many were left out."""
    shown = [block for block in blocks if _SPACES.sub("", block.words)]
    total = sum(map(_size, shown)) or 1
    around: Counter[int] = Counter()
    for block in shown:
        for number in block.noise:
            around[number] += _size(block)
    # A frame that holds most of the page is the page, whatever it is called.
    noise = {number for number, size in around.items() if size < total / 2}
    kept = [block for block in shown if not noise.intersection(block.noise)] or shown
    regions: Counter[int] = Counter()
    for block in kept:
        regions[block.region] += _size(block)
    best = max((number for number in regions if number), key=lambda n: regions[n], default=0)
    if best and regions[best] * 2 >= sum(regions.values()):
        kept = [b for b in kept if b.region or b.tag == "h1"]
    kept = _without_link_lists(kept)
    if any(block.tag in {"h1", "h2"} for block in kept):
        kept = [block for block in kept if block.tag != "title"]
    return kept, len(shown) - len(kept)


def _without_link_lists(blocks: list[_Block]) -> list[_Block]:
    """Without runs of three or more blocks that are nothing but links."""
    kept: list[_Block] = []
    for is_link, run in groupby(blocks, key=_is_link):
        members = list(run)
        if not is_link or len(members) < 3:
            kept += members
    return kept or blocks


def _is_link(block: _Block) -> bool:
    size = len(_SPACES.sub("", block.words))
    is_list = block.tag not in HEADINGS and not block.cell
    return is_list and block.linked >= 0.8 * size and not _STOP.search(block.words)


def _write(builder: TextBuilder, block: _Block) -> None:
    """Words of a block with every run of spaces made one, none at its ends."""
    gap: tuple[int, int] | None = None
    begun = False
    for words, start, end in block.pieces:
        is_plain = end - start == len(words)
        at = 0
        for word in _WORDS.finditer(words):
            if word.start() > at or (word.start() and not is_plain):
                gap = (start + at, start + word.start()) if is_plain else (start, end)
            if gap and begun:
                builder.add(" ", *gap)
            gap, begun, at = None, True, word.end()
            if is_plain:
                builder.add(word.group(), start + word.start(), start + word.end())
            else:
                builder.add(word.group(), start, end)
        if at < len(words):
            gap = (start + at, end) if is_plain else (start, end)


def _rows(blocks: list[_Block]) -> list[list[_Block]]:
    """Blocks, with those of one row of a table of data together."""
    found: list[list[_Block]] = []
    for _, run in groupby(enumerate(blocks), key=lambda e: (e[1].table, e[1].row or -e[0] - 1)):
        members = [block for _, block in run]
        cells = [block.cell for block in members]
        is_data = (
            len(members) > 1
            and all(cells)
            and len(set(cells)) == len(cells)
            and all(b.tag in _IN_CELLS and _size(b) <= _CELL_LIMIT for b in members)
        )
        found += [members] if is_data else [[block] for block in members]
    return found


def read_html(page: str) -> Extract:
    r"""Main content of a HTML page.

    Parameters
    ----------
    page : str
        The page.

    Returns
    -------
    Extract
        Paragraphs with an empty line between them; a row of a table is one line, its cells
        with `` | `` between them. Empty when the page shows nothing. Scripts, styles, menus,
        footers, hidden elements and lists of links are left out, and a note counts them.

    Notes
    -----
    ``<main>`` and ``<article>`` are the content when they hold half of it. A frame whose
    name says menu or footer is kept when most of the page is inside it. The reader moves
    forward only: its time grows in step with the page.

    Examples
    --------
    >>> read_html("<h1>标题</h1><p>增长<b>6%</b>。</p><script>var a</script>").text
    '标题\n\n增长6%。'
    """
    kept, left = _main_blocks(_Page(page).read())
    builder = TextBuilder("characters")
    for number, row in enumerate(_rows(kept)):
        if number:
            builder.put("\n\n")
        role: Role | None = "heading" if row[0].tag in HEADINGS | {"title"} else None
        role = "item" if row[0].tag == "li" else role
        role = "table" if len(row) > 1 else "caption" if row[0].tag == "figcaption" else role
        if role:
            builder.mark(role)
        column = 1
        for block in row:
            # An empty cell keeps its place, so that the others stay under their headings.
            if block.column > column and len(row) > 1:
                builder.put(CELL_GAP * (block.column - column))
            column = block.column
            _write(builder, block)
    note = Message(
        f"{left} block(s) outside the main content were left out.",
        f"略去正文之外的 {left} 个块。",
    )
    return builder.extract((note,) if left else ())
