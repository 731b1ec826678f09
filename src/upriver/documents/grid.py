"""Where do cells stand: in HTML tables that span columns and rows, and in rows of tabs."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from upriver.documents.sources import Role

_SPAN = re.compile(r"(?i)\b(?P<way>col|row)span\s*=\s*[\"']?\s*(?P<n>\d{1,4})")
_LINE = re.compile(r"[^\n]*\t[^\n]*")
# Longer cells are prose; two columns need more rows to be a table.
_LONGEST_CELL, _LEAST_ROWS = 60, {2: 3}
_MOST = 40  # a cell spans at most so many columns or rows


class Grid:
    """Columns of the cells of one table, row by row.

    Cells come in the order of the page; one that spans rows takes its column in those below.
    """

    def __init__(self) -> None:
        self._column = 0
        self._taken: dict[int, int] = {}

    def begin_row(self) -> None:
        """Go on to the next row."""
        self._column = 0
        self._taken = {column: left - 1 for column, left in self._taken.items() if left > 1}

    def place(self, written: str) -> int:
        """Column of the next cell.

        Parameters
        ----------
        written : str
            The attributes of its tag.

        Returns
        -------
        int
            From 1.
        """
        spans = {m["way"].lower(): min(int(m["n"]), _MOST) for m in _SPAN.finditer(written)}
        width, height = max(spans.get("col", 1), 1), max(spans.get("row", 1), 1)
        first = self._column + 1
        while self._taken.get(first, 0):
            first += 1
        self._column = first + width - 1
        if height > 1:
            # begin_row takes one off for the row that comes.
            self._taken |= dict.fromkeys(range(first, first + width), height)
        return first


def tab_rows(text: str) -> dict[int, Role]:
    r"""Lines of a plain text that are rows of a table: the same number of tabs in each.

    Parameters
    ----------
    text : str
        The text.

    Returns
    -------
    dict of int to str
        Offset of each row, as ``Extract.roles`` has it.

    Examples
    --------
    >>> tab_rows("指标\t单位\t数值\n产值\t亿元\t90\n")
    {0: 'table', 9: 'table'}
    """
    lines = list(_LINE.finditer(text)) if "\t" in text else []
    found: dict[int, Role] = {}
    keys: list[tuple[int, int]] = []
    breaks, end = 0, -1
    for match in lines:
        breaks += match.start() != end + 1
        end = match.end()
        keys.append((breaks, match.group().count("\t") + 1))
    for (_, cells), run in groupby(range(len(lines)), key=keys.__getitem__):
        rows = [lines[at] for at in run]
        words = [row.group().split("\t") for row in rows]
        short = all(len(cell) <= _LONGEST_CELL for row in words for cell in row)
        several = all(sum(bool(cell.strip()) for cell in row) > 1 for row in words)
        if short and several and len(rows) >= _LEAST_ROWS.get(cells, 2):
            found |= dict.fromkeys((row.start() for row in rows), "table")
    return found
