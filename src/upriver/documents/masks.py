"""What only looks like a number: flight numbers, ranks of lists, schemes, dates and titles."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from upriver.documents.openings import RuleIndex
from upriver.documents.rules import rows
from upriver.documents.sentences import Cover

if TYPE_CHECKING:
    from collections.abc import Iterator

    from upriver.documents.moments import Time

_BOOK = re.compile(r"《[^》]*(?<!公报)》")


@lru_cache(maxsize=1)
def _names() -> RuleIndex:
    return RuleIndex([row["pattern"] for row in rows("names")])


def find_masks(text: str, *, times: tuple[Time, ...]) -> tuple[tuple[int, int], ...]:
    """Stretches of a paragraph whose digits are no quantities.

    Parameters
    ----------
    text : str
        A paragraph with narrow digits.
    times : tuple of Time
        Its phrases of time.

    Returns
    -------
    tuple of (int, int)
        Sorted offsets.

    Examples
    --------
    >>> find_masks("海南航空HU445次航班", times=())
    ((4, 9),)
    """
    spans = [
        (time.start, time.end)
        for time in times
        if time.role != "vague" or any(map(str.isdigit, time.text))
    ]
    spans += [match.span() for match in _names().finditer(text)]
    return tuple(sorted(set(spans)))


def outside_titles(text: str, times: tuple[Time, ...]) -> tuple[Time, ...]:
    """Phrases of time that no title of a plan or a report holds.

    Parameters
    ----------
    text : str
        A paragraph with narrow digits.
    times : tuple of Time
        Its phrases of time.

    Returns
    -------
    tuple of Time
        A bulletin of statistics is about the year in its title; a plan or a report is not.

    Examples
    --------
    >>> outside_titles("《2024年工作计划》", ())
    ()
    """
    if not times or "《" not in text:
        return times
    books = Cover((match.start() + 1, match.end()) for match in _BOOK.finditer(text))
    return tuple(t for t in times if not books.touches(t.start, t.start + 1))


class Masks:
    """Masks of a paragraph, which are looked for when something that they can hide is found.

    Parameters
    ----------
    text : str
        A paragraph with narrow digits.
    times : tuple of Time
        Its phrases of time.
    """

    def __init__(self, text: str, *, times: tuple[Time, ...]) -> None:
        self._text = text
        self._times = times

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(find_masks(self._text, times=self._times))
