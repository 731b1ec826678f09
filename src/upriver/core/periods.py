"""Periods are text such as ``2024``, ``2024-Q1``, ``2024-01..2024-04`` or ``..2027``."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from upriver.core.errors import PeriodError
from upriver.core.message import Message

_POINT = re.compile(
    r"(?P<year>\d{4})(?:-?(?:Q(?P<quarter>[1-4])|H(?P<half>[12]))"
    r"|-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?"
)


@dataclass(frozen=True, order=True)
class Period:
    """A stretch of time, both ends included; an open end is missing.

    Parameters
    ----------
    start, end : date, optional
        First and last day.
    text : str
        The period as it is written, in canonical form.
    """

    start: date | None
    end: date | None
    text: str

    @property
    def year(self) -> int:
        """Year in which the period ends, or begins when its end is open.

        Returns
        -------
        int
            A calendar year.
        """
        day = self.end or self.start
        assert day is not None  # parse_period refuses ".."
        return day.year

    @property
    def days(self) -> int | None:
        """Length of the period.

        Returns
        -------
        int, optional
            Days; missing when an end is open.
        """
        if self.start is None or self.end is None:
            return None
        return (self.end - self.start).days + 1

    @property
    def is_open(self) -> bool:
        """Whether one end is open.

        Returns
        -------
        bool
            True for ``2024-05..`` and ``..2027``.
        """
        return self.start is None or self.end is None

    def is_comparable(self, other: Period) -> bool:
        """Whether two periods cover the same part of the year.

        Parameters
        ----------
        other : Period
            The period to compare with.

        Returns
        -------
        bool
            True for ``2023-Q1`` and ``2024-Q1``, false for ``2023`` and ``2024-Q1``.
        """
        if None in (self.start, self.end, other.start, other.end):
            return False
        mine, yours = (self.start, self.end), (other.start, other.end)
        span = [(a.month, b.month, b.year - a.year) for a, b in (mine, yours) if a and b]
        whole = [
            a.day == 1 and b.day == calendar.monthrange(b.year, b.month)[1]
            for a, b in (mine, yours) if a and b
        ]  # fmt: skip
        if all(whole):
            return span[0] == span[1]
        days = [((a.month, a.day), (b.month, b.day)) for a, b in (mine, yours) if a and b]
        return days[0] == days[1] and span[0][2] == span[1][2]


def _refuse(text: str) -> PeriodError:
    return PeriodError(
        Message(f"Cannot read the period {text!r}.", f"无法识别期间 {text!r}。"),
        Message(
            "Write 2024, 2024-Q1, 2024-H1, 2024-05, 2024-05-16, 2024-01..2024-04 or ..2027.",
            "请写成 2024、2024-Q1、2024-H1、2024-05、2024-01..2024-04 或 ..2027。",
        ),
    )


def _bounds(text: str, whole: str) -> tuple[date, date, str]:
    match = _POINT.fullmatch(text)
    if match is None:
        raise _refuse(whole)
    year = int(match["year"])
    try:
        if match["quarter"]:
            quarter = int(match["quarter"])
            first, last, name = 3 * quarter - 2, 3 * quarter, f"{year}-Q{quarter}"
        elif match["half"]:
            half = int(match["half"])
            first, last, name = 6 * half - 5, 6 * half, f"{year}-H{half}"
        elif match["day"]:
            day = date(year, int(match["month"]), int(match["day"]))
            return day, day, day.isoformat()
        elif match["month"]:
            first = last = int(match["month"])
            name = f"{year}-{first:02d}"
        else:
            first, last, name = 1, 12, f"{year}"
        return (
            date(year, first, 1),
            date(year, last, calendar.monthrange(year, last)[1]),
            name,
        )
    except ValueError as reason:
        raise _refuse(whole) from reason


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period:
    """Read a period.

    Parameters
    ----------
    text : str
        Such as ``"2024-Q1"``. A year may stand alone; ``..`` joins or opens.

    Returns
    -------
    Period
        First and last day and the canonical text.

    Raises
    ------
    PeriodError
        If the text is no period, or ends before it begins.

    Examples
    --------
    >>> parse_period("2024Q1").text
    '2024-Q1'
    >>> parse_period("2024-01..2024-04").days
    121
    >>> parse_period("..2027").end
    datetime.date(2027, 12, 31)
    """
    stripped = text.strip()
    left, separator, right = stripped.partition("..")
    if not separator:
        start, end, name = _bounds(stripped, text)
        return Period(start, end, name)
    if not left and not right:
        raise _refuse(text)
    first = _bounds(left, text) if left else None
    last = _bounds(right, text) if right else None
    if first and last and last[1] < first[0]:
        raise _refuse(text)
    return Period(
        first[0] if first else None,
        last[1] if last else None,
        f"{first[2] if first else ''}..{last[2] if last else ''}",
    )
