"""When is it, in English: phrases of time resolved against the date of the document."""

from __future__ import annotations

import calendar
import re
from typing import TYPE_CHECKING

from upriver.documents.moments import RELATIVE_YEARS, Time, present, role_of, since_period
from upriver.documents.stretches import past_years
from upriver.documents.year_parts import YearPart, day_of, exists, half, last_day, months, quarter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_FULL = [name for name in calendar.month_name if name]
_SHORT = [*(name for name in calendar.month_abbr if name and name != "May"), "Sept"]
_MONTHS = {name[:3].lower(): number for number, name in enumerate(_FULL, start=1)}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_COUNTS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11,
}  # fmt: skip
_MONTH = rf"(?:{'|'.join(_FULL)}|(?:{'|'.join(_SHORT)})\b\.?)"
_YEAR = r"(?:19|20)\d\d"
_OF = rf"(?:\s+(?:of\s+)?(?P<{{0}}>{_YEAR}|this year|last year|the year)|,\s+(?P<{{0}}c>{_YEAR}))?"
_COUNT = rf"(?:{'|'.join(_COUNTS)}|\d{{1,2}})"
_COMPARED = ("than", "same", "level", "figure", "total", "those", "that")
_AHEAD = frozenset({"through", "up to"})
ENGLISH = re.compile(
    r"(?i)\b(?P<pre>by|in|since|from|during|until|through|up to|as of|at|for|over|on|between|within"
    r"|compared with|than in|than|(?:same (?:period|quarter|month)|levels?|figures?|totals?"
    r"|those|that)\s+(?:of|in|from)|(?:same period|levels?))?\s*"
    r"(?P<core>(?:the\s+)?(?P<eend>end[- ](?:of\s+(?:the\s+)?)?|(?:start|beginning)"
    r" of\s+(?:the\s+)?|early\s+|late\s+|mid-?\s*)?(?:"
    rf"(?P<eq>first|second|third|fourth) quarter{_OF.format('eqy')}"
    rf"|first (?P<efq>two|three|four) quarters{_OF.format('efqy')}"
    rf"|first (?P<efm>{'|'.join(_COUNTS)}|\d+) months{_OF.format('efmy')}"
    rf"|Q(?P<eqn>[1-4])\s*(?:of\s+)?(?P<eqny>{_YEAR})?"
    rf"|(?P<nq>[1-4])Q\s?(?P<nqy>{_YEAR})|(?P<nh>[12])H\s?(?P<nhy>{_YEAR})?"
    rf"|H(?P<hn>[12])\s*(?:of\s+)?(?P<hny>{_YEAR})?"
    rf"|(?P<eh>first|second) half{_OF.format('ehy')}"
    r"|(?:year|(?:12|twelve) months)\s+(?:to|ending|ended)\s+(?:\d{1,2}\s+)?"
    rf"(?P<ym>{_MONTH})\s+(?P<yy>{_YEAR})"
    rf"|(?P<em1>{_MONTH})\s*(?:to|-|–|—|and)\s*(?P<em2>{_MONTH}){_OF.format('emy')}"
    rf"|(?P<bd>\d{{1,2}})\s+(?P<bm>{_MONTH})(?:,?\s+(?P<by>{_YEAR}))?"
    rf"|(?P<em>{_MONTH})(?:\s+(?P<ed>\d{{1,2}})(?!\d))?(?:,?\s+(?P<ey2>{_YEAR}))?"
    rf"|(?:FY|fiscal(?:\s+year)?|financial\s+year)\s?(?P<fy>{_YEAR})(?:[/-](?P<fys>\d\d)(?!\d))?"
    rf"|(?P<fy2>{_YEAR})/(?P<fys2>\d\d)(?:\s+(?:financial|fiscal)\s+year)?"
    r"|(?P<nth>1[0-6])th\s+Five[- ]Year[- ]Plan(?:\s+period)?"
    rf"|(?P<ey>{_YEAR})(?!\d|,\d)(?:\s*(?:-|–|—|to|and)\s*(?P<eyb>{_YEAR})"
    r"|(?:-|–)(?P<short>\d\d)(?!\d))?"
    rf"|(?P<past>(?:past|last|previous)\s+(?:(?P<pn>{_COUNT})\s+years|decade))"
    rf"|(?P<ahead>(?:next|coming)\s+(?:(?:few|{_COUNT})\s+years|decade)|decade)"
    r"|(?P<year_end>year[- ]end|year's end|(?<=end of the )year|(?<=end-)year)"
    r"|(?P<near>(?:this|last)\s+(?:month|quarter))"
    r"|(?P<erel>this year|last year|next year|past year|(?:full|whole|entire) year)"
    r"|(?P<enow>now|currently|at present|to date|so far)))(?!\w)"
)


def _english_year(text: str | None, today: date | None) -> int | None:
    if text is None or text.lower() == "the year":
        return today.year if today else None
    if text.lower() in RELATIVE_YEARS:
        return None if today is None else today.year + RELATIVE_YEARS[text.lower()]
    return int(text)


def _month(text: str) -> int:
    return _MONTHS[text[:3].lower()]


def _month_part(group: Mapping[str, str | None]) -> tuple[YearPart | None, str | None]:
    """Months, or a day of one, and the text of their year."""
    if group["em1"]:
        part = months(_month(str(group["em1"])), _month(str(group["em2"])))
        return part, group["emy"] or group["emyc"]
    name, day = group["bm"] or str(group["em"]), group["bd"] or group["ed"]
    month = _month(name)
    part = day_of(month, int(day)) if day else months(month, month)
    return part, group["by"] or group["ey2"]


def _english_part(group: Mapping[str, str | None]) -> tuple[YearPart | None, str | None]:
    """Part of a year and the text of its year."""
    if group["eq"]:
        return quarter(_ORDINALS[str(group["eq"]).lower()]), group["eqy"] or group["eqyc"]
    if group["efq"]:
        last = 3 * _COUNTS[str(group["efq"]).lower()]
        return months(1, last), group["efqy"] or group["efqyc"]
    if group["efm"]:
        count = str(group["efm"]).lower()
        return months(1, _COUNTS.get(count) or int(count)), group["efmy"] or group["efmyc"]
    if group["eqn"] or group["nq"]:
        return quarter(int(group["eqn"] or str(group["nq"]))), group["eqny"] or group["nqy"]
    if group["eh"] or group["nh"] or group["hn"]:
        number = _ORDINALS.get((group["eh"] or "").lower()) or int(group["nh"] or str(group["hn"]))
        return half(number), group["ehy"] or group["ehyc"] or group["nhy"] or group["hny"]
    if group["em1"] or group["em"] or group["bm"]:
        return _month_part(group)
    if group["year_end"] or (group["eend"] or "").lower().startswith("end"):
        return day_of(12, 31), group["ey"] or group["erel"]
    return None, group["ey"] or group["erel"]


def _span(match: re.Match[str], group: Mapping[str, str | None], today: date | None) -> Time | None:
    """Several years: 2021-25, FY2024-25, the 14th Five-Year Plan, the past five years."""
    start, end, text = match.start(), match.end(), match.group()
    if group["ahead"]:
        return Time(start, end, text, "vague", None, None, ("period-vague",))
    if group["past"]:
        count = (group["pn"] or "10").lower()
        return past_years(start, end, text, _COUNTS.get(count) or int(count), today)
    if group["nth"]:
        first = 2001 + 5 * (int(group["nth"]) - 10)
        if (group["pre"] or "").lower() == "since":
            return Time(start, end, text, "since", since_period(first, None, today), first)
        return Time(start, end, text, "in", f"{first}..{first + 4}", first + 4)
    if group["yy"]:
        year, month = int(group["yy"]), _month(str(group["ym"]))
        whole = f"{year - 1}-{month + 1:02d}..{year}-{month:02d}" if month < 12 else str(year)
        return Time(start, end, text, "in", whole, year)
    fiscal = group["fy"] or group["fy2"]
    if fiscal:
        short = group["fys"] or group["fys2"]
        period = f"{fiscal}..{fiscal[:2]}{short}" if short else fiscal
        good = not short or int(fiscal[2:]) + 1 == int(short)
        year = int(fiscal) + bool(short)
        return Time(start, end, text, "in", period, year, ("period-vague",)) if good else None
    # 2024-05 is a month, not a span.
    begun = str(group["ey"])
    last = group["eyb"] or begun[:2] + str(group["short"])
    if int(last) <= int(begun):
        return None
    return Time(start, end, text, "in", f"{begun}..{last}", int(last))


def _near(match: re.Match[str], today: date | None) -> Time | None:
    """Month or quarter of the document, or the one before: last quarter."""
    start, end, text = match.start(), match.end(), match.group()
    if today is None:
        return Time(start, end, text, "in", None, None, ("document-date-unknown",))
    size = 3 if text.lower().endswith("quarter") else 1
    number = (today.year * 12 + today.month - 1) // size - ("last" in text.lower())
    year, first = divmod(number * size, 12)
    part = months(first + 1, first + size)
    return Time(start, end, text, "in", part.of(year) if part else None, year)


def _is_word(group: Mapping[str, str | None], pre: str) -> bool:
    """Whether the match is only a word: may, march, the end of a decade, 2H."""
    if group["em"] and not (pre or group["eend"] or group["ed"] or group["ey2"]):
        return True
    if (group["hn"] and not group["hny"]) or (group["nh"] and not group["nhy"]):
        return not pre
    return group["core"] is not None and group["core"].lower() == "decade"


def _sense(match: re.Match[str], pre: str, part: YearPart | None) -> str:
    """Preposition by its sense: 18 percent from 2025; on 1990 levels; through 2030."""
    on_levels = pre == "on" and match.string.startswith((" level", " base"), match.end())
    if (pre == "from" and part is None) or pre.startswith(_COMPARED) or on_levels:
        return "compared with"
    return "until" if pre in _AHEAD else pre


def resolve_english(
    match: re.Match[str], today: date | None, about: int | None = None
) -> Time | None:
    """Time that a match of ``ENGLISH`` names.

    Parameters
    ----------
    match : re.Match
        The match.
    today : date, optional
        Date of the document.
    about : int, optional
        The past year that the paragraph was last about, for a quarter without a year.

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
    if _is_word(group, pre):
        return None
    if group["near"]:
        return _near(match, today)
    spans = ("short", "eyb", "ahead", "past", "nth", "yy", "fy", "fy2")
    if any(group[name] for name in spans):
        return _span(match, group, today)
    part, printed = _english_part(group)
    edge = (group["eend"] or "").lower().rstrip("- ")
    if edge.startswith("end") and part is not None and not part.day:
        part = last_day(part.last)  # the end of June, of the first quarter
    if edge == "mid" and part is None and pre in {"by", "until"}:
        part = day_of(6, 30)
    year = _english_year(printed, today)
    if printed is None and part is not None and not part.day and about is not None:
        year = about
    if (printed is None and part is None) or (year is not None and not exists(year, part)):
        return None
    if year is None:
        return Time(start, end, text, "in", None, None, ("document-date-unknown",))
    role = role_of(_sense(match, pre, part), "", year=year, part=part, today=today)
    notes = () if printed else ("year-from-document",)
    if edge in {"early", "late", "mid"} and part is None:
        notes = (*notes, "period-vague")
    if role == "since":
        return Time(start, end, text, role, since_period(year, part, today), year, notes)
    return Time(start, end, text, role, part.of(year) if part else str(year), year, notes)
