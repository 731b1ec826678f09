"""In which column does a cell of a HTML table stand, when cells span columns and rows."""

from __future__ import annotations

import re

_SPAN = re.compile(r"(?i)\b(?P<way>col|row)span\s*=\s*[\"']?\s*(?P<n>\d{1,4})")
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
