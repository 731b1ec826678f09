"""Which part of a year is meant: months, a quarter, a half, one day."""

from __future__ import annotations

import calendar
from typing import TYPE_CHECKING, NamedTuple

from upriver.documents.numbers import parse_numeral

if TYPE_CHECKING:
    from collections.abc import Mapping


class YearPart(NamedTuple):
    """Part of a year: months, or one day.

    Parameters
    ----------
    first, last : int
        First and last month.
    name : str
        Period with ``{year}`` where the year goes.
    day : int
        The day, or 0 for whole months.
    """

    first: int
    last: int
    name: str
    day: int = 0

    def of(self, year: int) -> str:
        """Period of this part in a year.

        Parameters
        ----------
        year : int
            The year.

        Returns
        -------
        str
            Text that ``upriver.core.periods.parse_period`` reads.
        """
        return self.name.format(year=year)


def months(first: int, last: int) -> YearPart | None:
    """Months of a year, named as a quarter or a half where they are one.

    Parameters
    ----------
    first, last : int
        First and last month.

    Returns
    -------
    YearPart, optional
        The part; missing when the months do not exist or run backwards.

    Examples
    --------
    >>> months(1, 3).of(2024), months(1, 5).of(2024)
    ('2024-Q1', '2024-01..2024-05')
    """
    if not 1 <= first <= last <= 12:
        return None
    if first == last:
        return YearPart(first, last, f"{{year}}-{first:02d}")
    if (first, last) == (1, 12):
        return YearPart(first, last, "{year}")
    if (first, last) in {(1, 6), (7, 12)}:
        return half(last // 6)
    if last - first == 2 and first % 3 == 1:
        return quarter(last // 3)
    return YearPart(first, last, f"{{year}}-{first:02d}..{{year}}-{last:02d}")


def quarter(number: int) -> YearPart:
    """Quarter of a year.

    Parameters
    ----------
    number : int
        From 1 to 4.

    Returns
    -------
    YearPart
        The part.
    """
    return YearPart(3 * number - 2, 3 * number, f"{{year}}-Q{number}")


def half(number: int) -> YearPart:
    """Half of a year.

    Parameters
    ----------
    number : int
        1 or 2.

    Returns
    -------
    YearPart
        The part.
    """
    return YearPart(6 * number - 5, 6 * number, f"{{year}}-H{number}")


def day_of(month: int, day: int) -> YearPart | None:
    """One day of a year.

    Parameters
    ----------
    month, day : int
        The day.

    Returns
    -------
    YearPart, optional
        The part; missing when no calendar has such a day.
    """
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return YearPart(month, month, f"{{year}}-{month:02d}-{day:02d}", day)


def days(first: YearPart, last: YearPart) -> YearPart:
    """Days from one to another of the same year.

    Parameters
    ----------
    first, last : YearPart
        The first and the last day.

    Returns
    -------
    YearPart
        The part.
    """
    return YearPart(first.first, last.last, f"{first.name}..{last.name}")


def last_day(month: int) -> YearPart | None:
    """Last day of a month, in a year that is not a leap year.

    Parameters
    ----------
    month : int
        The month.

    Returns
    -------
    YearPart, optional
        The part; missing when there is no such month.
    """
    return day_of(month, calendar.monthrange(2023, month)[1]) if 1 <= month <= 12 else None


def exists(year: int, part: YearPart | None) -> bool:
    """Whether a day exists in its year: 29 February does not in every one.

    Parameters
    ----------
    year : int
        The year.
    part : YearPart, optional
        The part of the year; without one the answer is yes.

    Returns
    -------
    bool
        False for a day that the year does not have.
    """
    return part is None or not part.day or part.day <= calendar.monthrange(year, part.last)[1]


def _month_number(text: str) -> int:
    return int(parse_numeral(text) or 0)


def _month_part(group: Mapping[str, str | None]) -> YearPart | None:
    """One month, its last day, or one day of it."""
    month = int(str(group["mon"]))
    if group["day"]:
        return day_of(month, int(group["day"]))
    if group["mend"]:
        return last_day(month)
    return months(month, month)


def part_of(group: Mapping[str, str | None]) -> YearPart | None:
    """Part of the year that a Chinese phrase of time names.

    Parameters
    ----------
    group : mapping of str to str
        Groups of a match of the pattern of ``upriver.documents.times``.

    Returns
    -------
    YearPart, optional
        The part; missing when the phrase names a whole year.
    """
    part: YearPart | None = None
    if group["dm1"]:
        first = day_of(int(group["dm1"]), int(str(group["dd1"])))
        last = day_of(int(group["dm2"] or group["dm1"]), int(str(group["dd2"])))
        part = days(first, last) if first and last else None
    elif group["may"] or group["october"]:
        part = months(5, 5) if group["may"] else months(10, 10)
    elif group["m1"]:
        part = months(_month_number(group["m1"]), _month_number(str(group["m2"])))
    elif group["nm"]:
        part = months(1, int(parse_numeral(group["nm"]) or 0))
    elif group["q3"]:
        part = months(1, 9)
    elif group["qend"]:
        part = last_day(3 * _month_number(str(group["q"])))
    elif group["q"] or group["q1"]:
        part = quarter(_month_number(group["q"]) if group["q"] else 1)
    elif group["h1"] or group["h2"]:
        part = half(1 if group["h1"] else 2)
    elif group["mon"]:
        part = _month_part(group)
    elif group["yend"] or group["end"] or group["yearend"]:
        part = day_of(12, 31)
    return part
