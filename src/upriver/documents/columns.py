"""In which order is a printed page read: columns, rows and paragraphs from the places of words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from upriver.documents.markup import CELL_GAP

# An empty cell is known where a table has three columns and two rows without one.
_LEAST_CELLS, _LEAST_FULL = 3, 2
_BIN = 2.0
# A gutter is one letter wide; text on both sides of it is at least six letters wide, in
# three lines. Narrower things beside one another are cells of a table.
_GUTTER_LETTERS, _COLUMN_LETTERS, _COLUMN_LINES = 1.0, 6.0, 3
_MOST_RUNS = 6000
_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")
_CLOSED = re.compile(r"[。！？!?；;：:….][”’」』）)\"]*$")
_IN_NUMBER = frozenset("0123456789.,%")
_WORD = re.compile(r"\S+")
_PAGE_NUMBER = re.compile(r"[-—–·.\s第]*\d{1,4}(?:\s*(?:/|of|共|页)\s*\d{0,4}\s*页?)?[-—–·.\s页]*")


@dataclass(frozen=True, slots=True)
class Run:
    """Words printed beside one another without a gap.

    Parameters
    ----------
    words : str
        The words.
    left, right, bottom, top : float
        Their box, in points; up is positive.
    cuts : tuple of (int, float, float)
        Spaces that may part two cells: characters before it, where it begins and ends.
    """

    words: str
    left: float
    right: float
    bottom: float
    top: float
    cuts: tuple[tuple[int, float, float], ...] = ()

    @property
    def size(self) -> float:
        """Height of the letters.

        Returns
        -------
        float
            In points.
        """
        return max(self.top - self.bottom, 1.0)


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a column.

    Parameters
    ----------
    words : str
        Its words.
    box : Run
        Its place; the words of the box are those of its first run.
    left, right : float
        The column's borders.
    column : int
        The column, counted over the page in the order of reading.
    is_row : bool
        Whether it is a row of cells.
    """

    words: str
    box: Run
    left: float
    right: float
    column: int
    is_row: bool = False


def _mask(runs: list[Run]) -> int:
    """Places across the page that the runs cover, one bit for two points."""
    mask = 0
    for run in runs:
        first, last = int(max(run.left, 0) / _BIN), int(max(run.right, 0) / _BIN)
        mask |= ((1 << min(max(last - first, 1), 20_000)) - 1) << min(first, 20_000)
    return mask


def _gutters(mask: int, size: float) -> list[tuple[float, float]]:
    """Empty strips between covered places, wide enough to part columns."""
    signs = bin(mask)[:1:-1]
    need = max(2, int(_GUTTER_LETTERS * size / _BIN))
    return [
        (match.start() * _BIN, match.end() * _BIN)
        for match in re.finditer(f"(?<=1)0{{{need},}}(?=1)", signs)
    ]


def _bands(runs: list[Run]) -> list[list[Run]]:
    """Runs from top to bottom, together where they overlap in height."""
    bands: list[list[Run]] = []
    floor = 0.0
    for run in sorted(runs, key=lambda r: (-r.top, r.left)):
        slack = 0.2 * run.size
        if bands and run.top - slack > floor:
            bands[-1].append(run)
            floor = min(floor, run.bottom)
        else:
            bands.append([run])
            floor = run.bottom
    return bands


def _is_text(runs: list[Run], size: float) -> bool:
    if len(runs) < _COLUMN_LINES:
        return False
    return median(run.right - run.left for run in runs) >= _COLUMN_LETTERS * size


def _split(runs: list[Run], size: float) -> list[list[Run]] | None:
    """Runs left and right of the widest gutter with text on both sides."""
    strips = sorted(_gutters(_mask(runs), size), key=lambda s: s[0] - s[1])
    for first, last in strips:
        middle = (first + last) / 2
        left = [run for run in runs if run.right <= middle + _BIN]
        right = [run for run in runs if run.left >= middle - _BIN]
        if _is_text(left, size) and _is_text(right, size) and len(left) + len(right) == len(runs):
            return [left, right]
    return None


def _widest_stretch(bands: list[list[Run]], size: float) -> tuple[int, int] | None:
    """Most bands in a row that stand in columns."""
    masks = [_mask(band) for band in bands]
    best: tuple[int, int] | None = None
    for first in range(len(bands)):
        mask, last = 0, first
        while last < len(bands) and (
            _gutters(mask | masks[last], size) or not (mask | masks[last]) ^ masks[first]
        ):
            mask |= masks[last]
            last += 1
        if (best is None or last - first > best[1] - best[0]) and _gutters(mask, size):
            runs = [run for band in bands[first:last] for run in band]
            if _split(runs, size):
                best = first, last
        if best and len(bands) - first <= best[1] - best[0]:
            break
    return best


def _columns(runs: list[Run], size: float, depth: int = 0) -> list[list[Run]]:
    """Runs of each column in the order of reading."""
    if len(runs) <= _COLUMN_LINES or depth > 12:
        return [runs] if runs else []
    parts = _split(runs, size)
    if parts:
        return [column for part in parts for column in _columns(part, size, depth + 1)]
    bands = _bands(runs)
    stretch = _widest_stretch(bands, size)
    if stretch is None:
        return [runs]
    above = [run for band in bands[: stretch[0]] for run in band]
    inside = [run for band in bands[stretch[0] : stretch[1]] for run in band]
    below = [run for band in bands[stretch[1] :] for run in band]
    found = _columns(above, size, depth + 1)
    found += _columns(inside, size, depth + 1)
    return found + _columns(below, size, depth + 1)


def _pieces(run: Run) -> list[Run]:
    """A run of a row, parted where a border of cells may stand."""
    pieces: list[Run] = []
    begun, left = 0, run.left
    for at, right, after in (*run.cuts, (len(run.words), run.right, run.right)):
        pieces.append(replace(run, words=run.words[begun:at], left=left, right=right, cuts=()))
        begun, left = at, after
    return pieces


def _cells(rows: list[list[Run]]) -> list[list[str]]:
    """Words of each row, with empty cells where the rows beside it show a column without any."""
    found = [[run.words.strip() for run in row if run.words.strip()] for row in rows]
    for _, block in groupby(range(len(rows)), key=lambda number: len(rows[number]) > 1):
        numbers = list(block)
        most = max(len(rows[number]) for number in numbers)
        full = [rows[number] for number in numbers if len(rows[number]) == most]
        if most < _LEAST_CELLS or len(full) < _LEAST_FULL:
            continue
        columns = [
            (min(row[at].left for row in full), max(row[at].right for row in full))
            for at in range(most)
        ]
        for number in numbers:
            places = _places(rows[number], columns)
            if places:
                words = {
                    at: run.words.strip() for at, run in zip(places, rows[number], strict=True)
                }
                found[number] = [words.get(at, "") for at in range(most)]
    return found


def _places(row: list[Run], columns: list[tuple[float, float]]) -> list[int]:
    """Columns of the cells of a row; empty where one of them is in doubt."""
    found: list[int] = []
    for run in row:
        over = [
            at for at, (left, right) in enumerate(columns) if run.left < right and left < run.right
        ]
        if len(over) != 1 or (found and over[0] <= found[-1]):
            return []
        found += over
    return found


def _lines(runs: list[Run], column: int) -> list[PrintedLine]:
    """Lines of a column from top to bottom."""
    # A page number beside the text does not widen the column.
    widest = max(run.right - run.left for run in runs)
    long = [run for run in runs if 2 * (run.right - run.left) >= widest]
    left, right = min(run.left for run in long), max(run.right for run in long)
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda r: (-(r.top + r.bottom), r.left)):
        middle = (run.top + run.bottom) / 2
        if rows and rows[-1][0].bottom <= middle <= rows[-1][0].top:
            rows[-1].append(run)
        else:
            rows.append([run])
    for row in rows:
        row.sort(key=lambda run: run.left)
        if len(row) > 1:
            row[:] = [piece for run in row for piece in _pieces(run)]
    lines = []
    for row, cells in zip(rows, _cells(rows), strict=True):
        box = Run(
            row[0].words, row[0].left, row[-1].right,
            min(run.bottom for run in row), max(run.top for run in row),
        )  # fmt: skip
        words = CELL_GAP.join(cells)
        if any(cells):
            lines.append(PrintedLine(words, box, left, right, column, len(row) > 1))
    return lines


def read_lines(runs: list[Run], *, first_column: int = 0) -> list[PrintedLine]:
    """Lines of a page in the order of reading.

    Parameters
    ----------
    runs : list of Run
        The words of the page with their places, in any order.
    first_column : int
        Number of the page's first column.

    Returns
    -------
    list of PrintedLine
        Columns from left to right, each from top to bottom; what spans columns stands
        before and after them. Runs beside one another outside of columns are a row of cells.

    Notes
    -----
    Recursive cuts between columns [1]_. Columns are parted by an empty strip one letter wide
    with at least three lines, six letters wide, on both sides.

    References
    ----------
    .. [1] Nagy, G., Seth, S. and Viswanathan, M. (1992), A prototype document image analysis
       system for technical journals, Computer 25(7), 10-22.
    """
    if not runs:
        return []
    size = median(run.size for run in runs)
    columns = _columns(runs, size) if len(runs) <= _MOST_RUNS else [runs]
    return [
        line
        for number, column in enumerate(columns, first_column)
        for line in _lines(column, number)
    ]


def _goes_on(above: PrintedLine, line: PrintedLine, leading: float) -> bool:
    """Whether a line belongs to the paragraph of the line before it."""
    size = line.box.size
    if above.is_row or line.is_row or abs(above.box.size - size) > 0.15 * size:
        return False
    word = _WORD.match(line.words)
    first = line.words[0]
    need = 2.0 * size
    if word and not _HAN.match(first):
        letters = max(len(line.words), 1)
        need = (len(word.group()) + 1) * (line.box.right - line.box.left) / letters
    if above.box.right < above.right - need:
        return False
    is_indented = line.box.left > line.left + 1.2 * size
    if above.column != line.column:
        return not is_indented and not _CLOSED.search(above.words)
    if above.box.bottom - line.box.top > leading + 0.6 * size:
        return False
    return not is_indented or above.box.left > above.left + 1.2 * size


def paragraphs_of(lines: list[PrintedLine]) -> list[list[PrintedLine]]:
    """Lines that belong to one paragraph.

    Parameters
    ----------
    lines : list of PrintedLine
        Lines in the order of reading.

    Returns
    -------
    list of list of PrintedLine
        A paragraph ends at a short line, an indent, a wider gap or another size of letters;
        at the end of a column only with a stop or an indent.
    """
    gaps = [
        a.box.bottom - b.box.top
        for a, b in pairwise(lines)
        if a.column == b.column and a.box.top > b.box.top
    ]
    leading = median(gaps) if gaps else 0.0
    found: list[list[PrintedLine]] = []
    for line in lines:
        if found and _goes_on(found[-1][-1], line, leading):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def joint(above: str, below: str) -> tuple[str, str]:
    """How two lines of a paragraph are joined.

    Parameters
    ----------
    above, below : str
        Their words.

    Returns
    -------
    tuple of str
        The first line, without a hyphen that only parts a word, and what comes between.

    Examples
    --------
    >>> joint("the indus-", "try grew")
    ('the indus', '')
    >>> joint("加快建设", "产业集群")
    ('加快建设', '')
    """
    if above.endswith(("-", "\u00ad", "\u2010")) and above[-2:-1].isalpha() and below[:1].islower():
        return above[:-1], ""
    is_wide = bool(_HAN.match(above[-1:])) or bool(_HAN.match(below[:1]))
    # Chinese is broken anywhere, also within a number.
    is_number = above[-1:] in _IN_NUMBER and below[:1] in _IN_NUMBER
    is_number = is_number and bool(_HAN.search(above) or _HAN.search(below))
    return above, "" if is_wide or is_number or above.endswith(" ") else " "


def page_furniture(pages: list[list[PrintedLine]], heights: list[float]) -> set[tuple[int, int]]:
    """Page numbers and lines that stand at the edge of several pages.

    Parameters
    ----------
    pages : list of list of PrintedLine
        Lines of each page.
    heights : list of float
        Heights of the pages, in points.

    Returns
    -------
    set of (int, int)
        Page and line, both from 0.
    """
    edges: list[tuple[str, int, int]] = []
    for page, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        for number, line in enumerate(lines):
            if line.box.bottom > 0.9 * height or line.box.top < 0.1 * height:
                edges.append((re.sub(r"\d+", "#", line.words), page, number))
    found: set[tuple[int, int]] = set()
    for words, run in groupby(sorted(edges), key=lambda edge: edge[0]):
        members = list(run)
        pages_with = {page for _, page, _ in members}
        is_number = bool(_PAGE_NUMBER.fullmatch(words.replace("#", "1")))
        if is_number or (len(pages_with) >= 2 and 3 * len(pages_with) >= len(pages)):
            found |= {(page, number) for _, page, number in members}
    return found
