"""When is it, in English: phrases of time resolved against the date of the document."""

from __future__ import annotations

import calendar
import re
from typing import TYPE_CHECKING

from upriver.documents.moments import RELATIVE_YEARS, Time, present, role_of, since_period
from upriver.documents.year_parts import YearPart, day_of, exists, half, last_day, months, quarter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_COUNTS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11,
}  # fmt: skip
_MONTH_NAMES = "|".join(name for name in calendar.month_name if name)
_COMPARED = ("than", "same period", "level")
ENGLISH = re.compile(
    r"(?i)\b(?P<pre>by|in|since|from|during|until|as of|at|for|over|on|between|compared with"
    r"|than in|than|(?:same period|levels?)(?:\s+(?:of|in))?)?\s*"
    r"(?P<core>(?:the\s+)?(?P<eend>end of\s+)?(?:"
    r"(?:the\s+)?(?P<eq>first|second|third|fourth) quarter(?:\s+of\s+(?P<eqy>(?:19|20)\d\d"
    r"|this year|last year))?"
    rf"|first (?P<efm>{'|'.join(_COUNTS)}|\d+) months(?:\s+of\s+(?P<efmy>(?:19|20)\d\d|this year"
    r"|last year))?"
    r"|Q(?P<eqn>[1-4])\s*(?:of\s+)?(?P<eqny>(?:19|20)\d\d)?"
    r"|(?:the\s+)?(?P<eh>first|second) half(?:\s+of\s+(?P<ehy>(?:19|20)\d\d|this year|last year))?"
    rf"|(?P<em1>{_MONTH_NAMES})\s*(?:to|-|–"
    rf"|—|and)\s*(?P<em2>{_MONTH_NAMES})"
    r"(?:\s+(?:of\s+)?(?P<emy>(?:19|20)\d\d|this year|last year))?"
    rf"|(?P<em>{_MONTH_NAMES})(?:\s+(?P<ed>\d{{1,2}})(?!\d))?(?:,?\s+(?P<ey2>(?:19|20)\d\d))?"
    r"|(?P<ey>(?:19|20)\d\d)(?!\d|,\d)(?:\s*(?:-|–|—|to|and)\s*(?P<eyb>(?:19|20)\d\d)"
    r"|(?:-|–)(?P<short>\d\d)(?!\d))?"
    r"|(?P<erel>this year|last year|next year|(?:full|whole|entire) year)"
    r"|(?P<enow>now|currently|at present|to date|so far)))\b"
)


def _english_year(text: str | None, today: date | None) -> int | None:
    if text is None:
        return today.year if today else None
    if text.lower() in RELATIVE_YEARS:
        return None if today is None else today.year + RELATIVE_YEARS[text.lower()]
    return int(text)


def _english_part(group: dict[str, str | None]) -> tuple[YearPart | None, str | None]:
    """Part of a year and the text of its year."""
    if group["eq"]:
        return quarter(_ORDINALS[str(group["eq"]).lower()]), group["eqy"]
    if group["efm"]:
        count = str(group["efm"]).lower()
        return months(1, _COUNTS.get(count) or int(count)), group["efmy"]
    if group["eqn"]:
        return quarter(int(str(group["eqn"]))), group["eqny"]
    if group["eh"]:
        return half(_ORDINALS[str(group["eh"]).lower()]), group["ehy"]
    if group["em1"]:
        first, last = _MONTHS[str(group["em1"]).lower()], _MONTHS[str(group["em2"]).lower()]
        return months(first, last), group["emy"]
    if group["em"]:
        month = _MONTHS[str(group["em"]).lower()]
        part = day_of(month, int(group["ed"])) if group["ed"] else months(month, month)
        return part, group["ey2"]
    if group["eend"]:
        return day_of(12, 31), group["ey"] or group["erel"]
    return None, group["ey"] or group["erel"]


def _span_of_years(match: re.Match[str], group: Mapping[str, str | None]) -> Time | None:
    """Two years such as 2021-25; 2024-05 is a month, not a span."""
    first = str(group["ey"])
    last = group["eyb"] or first[:2] + str(group["short"])
    if int(last) <= int(first):
        return None
    return Time(match.start(), match.end(), match.group(), "in", f"{first}..{last}", int(last))


def resolve_english(match: re.Match[str], today: date | None) -> Time | None:
    """Time that a match of ``ENGLISH`` names.

    Parameters
    ----------
    match : re.Match
        The match.
    today : date, optional
        Date of the document.

    Returns
    -------
    Time, optional
        The time; missing for words such as "may" and for days that do not exist.
    """
    group = match.groupdict()
    pre = (group["pre"] or "").lower()
    start, end, text = match.start(), match.end(), match.group()
    if group["enow"]:
        return present(match, today)
    if group["em"] and not (pre or group["ed"] or group["ey2"]):
        return None  # "may" and "march" are words too
    if group["short"] or group["eyb"]:
        return _span_of_years(match, group)
    part, printed = _english_part(group)
    if group["eend"] and part is not None and not part.day:
        part = last_day(part.last)  # the end of June, of the first quarter
    year = _english_year(printed, today)
    if (printed is None and part is None) or (year is not None and not exists(year, part)):
        return None
    if year is None:
        return Time(start, end, text, "in", None, None, ("document-date-unknown",))
    if (pre == "from" and part is None) or pre.startswith(_COMPARED):
        pre = "compared with"  # 18 percent from 2025; than the level in 2019
    role = role_of(pre, "", year=year, part=part, today=today)
    notes = () if printed else ("year-from-document",)
    if role == "since":
        return Time(start, end, text, role, since_period(year, part, today), year, notes)
    return Time(start, end, text, role, part.of(year) if part else str(year), year, notes)
