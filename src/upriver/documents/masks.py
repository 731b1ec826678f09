"""What only looks like a number: flight numbers, ranks of lists, schemes, dates and titles."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from upriver.documents.openings import RuleIndex
from upriver.documents.rules import rows

if TYPE_CHECKING:
    from upriver.documents.moments import Time


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
    spans = [(time.start, time.end) for time in times if any(c.isdigit() for c in time.text)]
    spans += [(time.start, time.end) for time in times if time.role != "vague"]
    spans += [match.span() for match in _names().finditer(text)]
    return tuple(sorted(set(spans)))
