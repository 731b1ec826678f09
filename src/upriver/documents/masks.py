"""What only looks like a number: flight numbers, ranks of lists, schemes, dates and titles."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from upriver.documents.rules import rows, scan

if TYPE_CHECKING:
    from upriver.documents.times import Time


# Characters that such a name can begin with: most places of a text are passed over at once.
_FIRST = re.compile(r"[每三A-Za-z\d世全中民企制服“\"「‘『〔\[(（第一二两三四五六七八九十党千百亿万]")


@lru_cache(maxsize=1)
def _names() -> re.Pattern[str]:
    names = "|".join(f"(?:{row['pattern']})" for row in rows("names"))
    return re.compile(names)


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
    spans += [match.span() for match in scan(_names(), text, first=_FIRST)]
    return tuple(sorted(set(spans)))
