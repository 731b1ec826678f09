"""What a phrase of time is: a period, a deadline, a start or a base, resolved or not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from upriver.core.periods import parse_period
from upriver.documents.numbers import parse_numeral
from upriver.documents.year_parts import quarter

if TYPE_CHECKING:
    from datetime import date

    from upriver.documents.year_parts import YearPart

Role = Literal["in", "by", "since", "asof", "base", "vague"]

RELATIVE_YEARS = {
    "今年": 0, "本年度": 0, "本年": 0, "当前年": 0, "去年": -1, "上年": -1, "上一年": -1,
    "前年": -2, "明年": 1, "后年": 2,
    "this year": 0, "last year": -1, "past year": -1, "next year": 1, "the year before last": -2,
    "full year": 0, "whole year": 0, "entire year": 0,
}  # fmt: skip
BASE = frozenset({"较", "比", "环比", "相比", "与", "同", "和", "compared with", "than in"})
UNTIL = frozenset({"到", "至", "截至", "截至到", "截止", "截止到", "展望", "by", "until"})
# 一、二、三季度: the numerals before the last one.
_LISTED = re.compile("(?:第?[一二三1-3][、和与及])+$")
_NUMERAL = re.compile("第?[一二三1-3]")
_LONGEST_LIST = 8
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Time(NamedTuple):
    """A phrase of time.

    Parameters
    ----------
    start, end : int
        Offsets in the paragraph.
    text : str
        The words.
    role : {"in", "by", "since", "asof", "base", "vague"}
        A period, a deadline, a start, the present, a base of comparison, or nothing exact.
    period : str, optional
        Text that ``upriver.core.periods.parse_period`` reads; missing when it cannot be known.
    year : int, optional
        The year in which it ends, when it is known.
    notes : tuple of str
        What is uncertain, keys of ``upriver.documents.claims.AMBIGUITIES``.
    """

    start: int
    end: int
    text: str
    role: Role
    period: str | None
    year: int | None
    notes: tuple[str, ...] = ()


def role_of(
    pre: str, post: str, *, year: int | None, part: YearPart | None, today: date | None
) -> Role:
    """Role of a phrase of time, from the words before and behind it.

    Parameters
    ----------
    pre, post : str
        Such as 到 and 以来.
    year : int, optional
        Its year.
    part : YearPart, optional
        Its part of the year.
    today : date, optional
        Date of the document.

    Returns
    -------
    str
        The role; a deadline that has passed is a period.
    """
    if pre in BASE or post == "相比":
        return "base"
    if post in {"以来", "起"} or pre == "since":
        return "since"
    if post in {"前", "之前"}:
        return "by"
    if pre in UNTIL and year is not None:
        past = today is not None and (
            year < today.year
            or (year == today.year and part is not None and part.last <= today.month)
        )
        if past or (today is None and pre.startswith("截")):
            return "in"
        return "by"
    return "in"


def since_period(year: int, part: YearPart | None, today: date | None) -> str:
    """Period from a time to the date of the document.

    Parameters
    ----------
    year : int
        The year in which it begins.
    part : YearPart, optional
        The part of the year in which it begins.
    today : date, optional
        Date of the document; without it the period stays open.

    Returns
    -------
    str
        Text that ``upriver.core.periods.parse_period`` reads.
    """
    month = part.first if part else 1
    first = part.of(year) if part and part.day else f"{year}-{month:02d}"
    if today is None or (today.year, today.month) < (year, month):
        return f"{first}.."
    return f"{first}..{today.year}-{today.month:02d}"


def present(match: re.Match[str], today: date | None) -> Time:
    """The present: the month of the document.

    Parameters
    ----------
    match : re.Match
        Such as 目前.
    today : date, optional
        Date of the document.

    Returns
    -------
    Time
        Its period is missing without a date.
    """
    start, end, text = match.start(), match.end(), match.group()
    if today is None:
        return Time(start, end, text, "asof", None, None, ("document-date-unknown",))
    month = f"{today.year}-{today.month:02d}"
    return Time(start, end, text, "asof", month, today.year, ("as-of-date",))


def listed_quarters(match: re.Match[str], time: Time) -> list[Time]:
    """Quarters that share the word behind the last of them: 一、二、三季度.

    Parameters
    ----------
    match : re.Match
        A match of the pattern of ``upriver.documents.times``.
    time : Time
        The time that it names.

    Returns
    -------
    list of Time
        Those before the time; empty when no list of numerals leads up to it.
    """
    if not match["q"] or time.period is None or time.year is None:
        return []
    text, at = match.string, match.start()
    listed = _LISTED.search(text, max(0, at - _LONGEST_LIST), at)
    names = list(_NUMERAL.finditer(text, listed.start(), at)) if listed else []
    numbers = [int(parse_numeral(name.group()[-1]) or 0) for name in names]
    if not numbers or numbers != sorted({*numbers}) or f"Q{numbers[-1] + 1}" not in time.period:
        return []
    return [
        time._replace(
            start=name.start(),
            end=name.end(),
            text=name.group(),
            period=quarter(number).of(time.year),
        )
        for name, number in zip(names, numbers, strict=True)
    ]


def lies_ahead(time: Time, today: date | None) -> bool:
    """Whether a period ends after the date of the document.

    Parameters
    ----------
    time : Time
        The phrase of time.
    today : date, optional
        Date of the document.

    Returns
    -------
    bool
        False when either is unknown.
    """
    end = parse_period(time.period).end if time.period else None
    return end is not None and today is not None and end > today


def is_one_day(time: Time) -> bool:
    """Whether a time is a single day.

    Parameters
    ----------
    time : Time
        The phrase of time.

    Returns
    -------
    bool
        True for a day that is known.
    """
    return time.period is not None and _DAY.fullmatch(time.period) is not None


def is_part(time: Time, topic: str | None, today: date | None) -> bool:
    """Whether a period is only a part of what the sentences are about: 9月份 in 前三季度.

    Parameters
    ----------
    time : Time
        The phrase of time.
    topic : str, optional
        Period that the sentences are about.
    today : date, optional
        Date of the document.

    Returns
    -------
    bool
        False for a part of a year that is not over: that is no period of an observation, and
        the part replaces it.
    """
    if topic is None or time.period is None or time.period == topic:
        return False
    part, whole = parse_period(time.period), parse_period(topic)
    if not (part.start and part.end and whole.start and whole.end):
        return False
    if narrows(time, Time(0, 0, "", "since", topic, None)) and _is_open(topic, today):
        return False  # 1—5月 where the sentences are about 今年以来
    inside = whole.start <= part.start and part.end <= whole.end
    if topic.isdigit() and ("年" in time.text or today is None or whole.end >= today):
        return False
    return inside and whole.start.year == whole.end.year


def _is_open(topic: str, today: date | None) -> bool:
    """Whether a stretch runs up to the month of the document, as 今年以来 does."""
    return today is not None and topic.endswith(f"..{today.year}-{today.month:02d}")


def is_aside(time: Time, topic: Time) -> bool:
    """Whether a stretch of several years only digresses from the one year that is told of.

    Parameters
    ----------
    time : Time
        The phrase of time.
    topic : Time
        What the sentences are about.

    Returns
    -------
    bool
        True for “十二五”期间 where the sentences are about 2015年.
    """
    if not time.period or not topic.period:
        return False
    whole, part = parse_period(time.period), parse_period(topic.period)
    if not (whole.start and whole.end and part.start and part.end):
        return False
    return whole.start.year < whole.end.year and part.start.year == part.end.year


def narrows(time: Time, topic: Time | None) -> bool:
    """Whether a time only says up to when: 今年以来…。1—3月，….

    Parameters
    ----------
    time : Time
        The phrase of time.
    topic : Time, optional
        What the sentences are about.

    Returns
    -------
    bool
        True for 1—3月 where the sentences are about the months since January.
    """
    if topic is None or topic.role != "since" or not topic.period:
        return False
    if time.role != "in" or not time.period:
        return False
    begun = parse_period(topic.period).start
    return begun is not None and parse_period(time.period).start == begun


class Standing(NamedTuple):
    """What stands when a time has been read: what later sentences inherit.

    Parameters
    ----------
    time : Time
        The time.
    topic : Time, optional
        What the sentences are about.
    stock : Time, optional
        Day of the stocks that were given last, such as 截至3月底.
    """

    time: Time
    topic: Time | None
    stock: Time | None
