"""Stretches of years that one phrase names: “十四五”以来, 过去五年间, 2021年至今, 2024财年."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from upriver.documents.moments import Time, since_period
from upriver.documents.numbers import parse_numeral
from upriver.documents.year_parts import months

if TYPE_CHECKING:
    from datetime import date

PLANS = {
    "九": 1996,
    "十": 2001,
    "一": 2006,
    "二": 2011,
    "三": 2016,
    "四": 2021,
    "五": 2026,
    "六": 2031,
}
# Congresses that policies are counted from, with the month in which they met.
_CONGRESSES = {"十八": (2012, 11), "十九": (2017, 10), "二十": (2022, 10)}
# Words without which no stretch is named; each begins with a sign, which is found fast.
_QUICK = re.compile(
    "以来|至今|年(?:[来间]|(?<=[的这前][一两三四五六七八九十]年))|财年|财政年度|刚过去|刚刚过去"
)
_COUNT = r"[一二两三四五六七八九十]|\d{1,2}"
_STRETCH = re.compile(
    r"[自从]?[“\"]?十(?P<plan>[一二三四五六])五[”\"]?(?:(?:时期|期间)?的?前(?P<of>[一二两三四])年"
    r"|(?:时期|期间|规划)?(?:实施|开局|启动|开始)?以来)"
    r"|党的(?P<congress>十八|十九|二十)大以来"
    r"|[自从]?(?P<since>(?:19|20)\d\d)年(?:(?P<month>\d{1,2})月)?至今"
    r"|刚刚?过去的(?:(?P<gone>20\d\d)年|一年)"
    r"|(?P<start>年初|开年)以来"
    rf"|(?<![\d一二三四五六七八九十百])(?:过去的?|最?近|这)?(?P<years>{_COUNT})年[来间]"
    r"|(?:过去的|这)(?P<those>[两三四五六七八九十])年"
    r"|(?<!\d)(?P<fiscal>20\d\d)(?:[/-](?P<half>\d\d))?(?:财年|财政年度)"
)
_HALF_YEAR = 6
_RECORD = re.compile("(?:的|以来的?|同期)?(?:新高|新低|最[高低好大小快慢])")
_PAST_YEARS = re.compile(r"^(?!未来|今后)\D*?(?P<n>\d+|[一二两三四五六七八九十])年来?$")


def past_years(start: int, end: int, text: str, span: int, today: date | None) -> Time:
    """Years up to the document: told in the first half of a year, those that are over.

    Parameters
    ----------
    start, end : int
        Offsets of the phrase.
    text : str
        The phrase.
    span : int
        How many years.
    today : date, optional
        Date of the document.

    Returns
    -------
    Time
        Vague, without a period, where the date is unknown.

    Examples
    --------
    >>> from datetime import date
    >>> past_years(0, 3, "五年来", 5, date(2021, 1, 20)).period
    '2016..2020'
    """
    if not span or today is None:
        return Time(start, end, text, "vague", None, None, ("period-vague",))
    last, first = today.year - (today.month <= _HALF_YEAR), today.year - span
    period = str(last) if first == last else f"{first}..{last}"
    return Time(start, end, text, "in", period, last, ("period-vague",))


def vague_time(match: re.Match[str], today: date | None) -> Time:
    """Time of 近年来 and its like; 五年来 is counted from the date of the document.

    Parameters
    ----------
    match : re.Match
        A match of the pattern of ``upriver.documents.times``.
    today : date, optional
        Date of the document.

    Returns
    -------
    Time
        A base where it only dates a record: 创近6年新高.
    """
    start, end, text = match.start(), match.end(), match.group()
    if _RECORD.match(match.string, end):
        return Time(start, end, text, "base", None, None)
    summer = months(7, 8)
    if text.endswith("暑期") and today is not None and summer is not None:
        return Time(start, end, text, "in", summer.of(today.year), today.year, ("period-vague",))
    years = _PAST_YEARS.search(text)
    span = int(parse_numeral(years["n"]) or 0) if years else 0
    return past_years(start, end, text, span, today)


def _resolve(match: re.Match[str], today: date | None) -> Time | None:
    start, end, text = match.start(), match.end(), match.group()
    year = today.year if today else None
    if match["plan"]:
        first = PLANS[match["plan"]]
        if match["of"]:
            last = first + int(parse_numeral(match["of"]) or 1) - 1
            return Time(start, end, text, "in", f"{first}..{last}", last)
        return Time(start, end, text, "since", since_period(first, None, today), first)
    if match["congress"] or match["since"]:
        first, month = _CONGRESSES[match["congress"]] if match["congress"] else (
            int(match["since"]), int(match["month"] or 1)
        )  # fmt: skip
        part = months(month, month)
        begun = since_period(first, part, today) if part else None
        return Time(start, end, text, "since", begun, year) if begun else None
    if match["fiscal"]:
        last = int(match["fiscal"])
        period = f"{last}..{last + 1}" if match["half"] else str(last)
        return Time(start, end, text, "in", period, last, ("period-vague",))
    if match["years"] or match["those"]:
        span = int(parse_numeral(match["years"] or match["those"]) or 0)
        return past_years(start, end, text, span, today)
    if year is None:
        return Time(start, end, text, "in", None, None, ("document-date-unknown",))
    if match["start"]:
        begun = since_period(year, None, today)
        return Time(start, end, text, "since", begun, year, ("year-from-document",))
    gone = int(match["gone"] or year - 1)
    return Time(start, end, text, "in", str(gone), gone)


def find_stretches(text: str, today: date | None) -> list[Time]:
    """Stretches of years in a paragraph.

    Parameters
    ----------
    text : str
        A paragraph with narrow digits.
    today : date, optional
        Date of the document.

    Returns
    -------
    list of Time
        In the order of the text.

    Notes
    -----
    A fiscal year is given as the calendar years that it touches, and marked as vague: where it
    begins differs from country to country.

    Examples
    --------
    >>> from datetime import date
    >>> [t.period for t in find_stretches("“十四五”前三年，自2021年至今", date(2024, 5, 31))]
    ['2021..2023', '2021-01..2024-05']
    """
    if _QUICK.search(text) is None:
        return []
    read = (_resolve(match, today) for match in _STRETCH.finditer(text))
    return [time for time in read if time is not None]
