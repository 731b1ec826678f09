"""Stretches of years that one phrase names: “十四五”以来, 过去五年间, 2021年至今, 2024财年."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from upriver.documents.moments import Time, since_period
from upriver.documents.numbers import parse_numeral
from upriver.documents.year_parts import day_of, exists, months

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
_RANGE = re.compile(r"((?:19|20)\d\d)年?[—–\-~至到]((?:19|20)\d\d)年")
_BARE_DAY = re.compile(r"(?<![\d月号第—–\-~至到、和])\d{1,2}日")
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
    r"|(?<=《)(?P<bulletin>20\d\d)(?!年)(?=[\u4e00-\u9fff]{2,16}公报》)"
    r"|(?<![\d月号第—–\-~至到、和])(?P<day>\d{1,2})日(?![内龄游元均产用常前后间—–\-~至到、和])"
    r"(?![^，。；]{0,20}(?:获悉|电|讯|[发公]布|消息|表示|召开|介绍|透露|通报|举行|印发|了解))"
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


def _bare_day(match: re.Match[str], today: date | None) -> Time | None:
    """A day without its month: the last such day up to the date of the document."""
    day = int(match["day"])
    if today is None:
        return None
    months_before = 0 if day <= today.day else 1
    year, month = divmod(today.year * 12 + today.month - 1 - months_before, 12)
    part = day_of(month + 1, day)
    if part is None or not exists(year, part):
        return None
    start, end = match.span()
    return Time(start, end, match.group(), "in", part.of(year), year, ("year-from-document",))


def _told_years(match: re.Match[str], span: int) -> Time | None:
    """Years that were named before: 2011年至2017年，…。7年间，…."""
    start, end = match.span()
    told = _RANGE.findall(match.string, 0, start) if match.group().endswith("间") else []
    first, last = map(int, told[-1]) if told else (0, 0)
    if not told or not last - first <= span <= last - first + 1:
        return None
    return Time(start, end, match.group(), "in", f"{first}..{last}", last)


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
    if match["fiscal"] or match["bulletin"]:
        last = int(match["fiscal"] or match["bulletin"])
        period = f"{last}..{last + 1}" if match["half"] else str(last)
        notes = ("period-vague",) if match["fiscal"] else ()
        return Time(start, end, text, "in", period, last, notes)
    if match["years"] or match["those"]:
        span = int(parse_numeral(match["years"] or match["those"]) or 0)
        return _told_years(match, span) or past_years(start, end, text, span, today)
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
    has_day = "日" in text and _BARE_DAY.search(text) is not None
    if not has_day and "《20" not in text and _QUICK.search(text) is None:
        return []
    read = (
        _bare_day(match, today) if match["day"] else _resolve(match, today)
        for match in _STRETCH.finditer(text)
    )  # fmt: skip
    return [time for time in read if time is not None]
