"""When is it: phrases of time resolved against the date of the document."""

from __future__ import annotations

import calendar
import re
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from upriver.documents.numbers import parse_numeral
from upriver.documents.sentences import Cover

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

Role = Literal["in", "by", "since", "asof", "base", "vague"]

_RELATIVE = {
    "今年": 0, "本年度": 0, "本年": 0, "当前年": 0, "去年": -1, "上年": -1, "上一年": -1,
    "前年": -2, "明年": 1, "后年": 2,
    "this year": 0, "last year": -1, "next year": 1, "the year before last": -2,
}  # fmt: skip
_PLANS = {"一": 2001, "二": 2011, "三": 2016, "四": 2021, "五": 2026, "六": 2031}
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_MONTH_NAMES = "|".join(name for name in calendar.month_name if name)

_YEAR = (
    r"(?:(?P<y>(?:19|20)\d\d)年度?|(?P<rel>今年|本年度?|去年|(?<!以)上一?年|前年|明年|(?<![产期])后年|次年|翌年"
    r"|同年|当年))"
)
_YEAR_ALONE = _YEAR.replace("<y>", "<y2>").replace("<rel>", "<rel2>")
_PART = (
    r"(?:(?P<m1>\d{1,2})月?(?:份)?[—–\-~至到](?P<m2>\d{1,2})月(?:份)?"
    r"|前(?P<nm>\d{1,2}|[一二两三四五六七八九十]+)个?月(?:份)?"
    r"|(?P<q3>前三季度|前3季度)"
    r"|第?(?P<q>[一二三四1-4])季度|(?P<q1>首季度?)"
    r"|(?P<h1>上半年)|(?P<h2>下半年)"
    r"|(?P<mon>\d{1,2})月(?:(?P<day>\d{1,2})[日号]|(?P<mend>底|末)|份|初|中旬|上旬|下旬)?)"
)
_CHINESE = re.compile(
    r"(?P<pre>截至到?|截止到?|到|至|在|自|从|展望|于|力争|较|比|相比)?(?P<core>"
    r"(?P<ya>(?:19|20)\d\d)年?[—–\-~至到](?P<yb>(?:19|20)\d\d)年"
    rf"|(?:{_YEAR}的?)?(?:{_PART}|(?<=年)(?P<yend>年?[底末]))|{_YEAR_ALONE}"
    r"|[“\"]?十(?P<plan>[一二三四五六])五[”\"]?(?:规划)?(?P<pend>末|期末|初期)?"
    r"|(?P<end>年底|年末|岁末)|(?P<same>同期)"
    r"|(?P<now>目前|当前|现有|至今|迄今|如今|眼下)"
    r"|(?P<vague>近年来|近些年|过去[一二三五两\d]年|近[一二三五两\d]年来?|近期|中远期|远期|未来[一二三五两\d]*年?|下一步|接下来|暑期))"
    r"(?P<post>以来|起|期间|时期|之前|前(?!三季|[\d一二两三四五六七八九十])|同期|间)?"
)
_ENGLISH = re.compile(
    r"(?i)\b(?P<pre>by|in|since|from|during|until|as of|at|for|over|on|between|compared with"
    r"|than in)?\s*"
    r"(?P<core>(?:the\s+)?(?P<eend>end of\s+)?(?:"
    r"(?:the\s+)?(?P<eq>first|second|third|fourth) quarter(?:\s+of\s+(?P<eqy>(?:19|20)\d\d"
    r"|this year|last year))?"
    r"|Q(?P<eqn>[1-4])\s*(?:of\s+)?(?P<eqny>(?:19|20)\d\d)?"
    r"|(?:the\s+)?(?P<eh>first|second) half(?:\s+of\s+(?P<ehy>(?:19|20)\d\d|this year|last year))?"
    rf"|(?P<em1>{_MONTH_NAMES})\s*(?:to|-|–"
    rf"|—)\s*(?P<em2>{_MONTH_NAMES})(?:\s+(?:of\s+)?(?P<emy>(?:19|20)\d\d|this year|last year))?"
    rf"|(?P<em>{_MONTH_NAMES})(?:\s+(?P<ed>\d{{1,2}})(?!\d))?(?:,?\s+(?P<ey2>(?:19|20)\d\d))?"
    r"|(?P<ey>(?:19|20)\d\d)(?!\d|,\d)(?:\s*(?:-|–|—|to)\s*(?P<eyb>(?:19|20)\d\d))?"
    r"|(?P<erel>this year|last year|next year)"
    r"|(?P<enow>now|currently|at present|to date|so far)))\b"
)
_LATIN = re.compile(r"[A-Za-z](?:[A-Za-z] |(?<=Q)[1-4])")
# Two characters that the core of a phrase can begin with; before it stand at most three of `pre`.
_CORE = re.compile(
    r"[\d今本去上前明后次翌同当第一二三四首下“\"十年岁目现至迄如眼近过中远未接暑]"
    r"(?=[\d年月一半二三四五六七八九十两期前季底末有今下些去远来—–\-~至到])"
)
_PRE = frozenset("截到至在自从展于力较比相")
_LONGEST_PRE = 3
# 恢复至2019年的99.7%: the year is what is compared with.
_COMPARED_TO = re.compile(
    r"(?:同期|水平)?的(?:近|约|超过?)?[\d一二三四五六七八九两]+(?:\.\d+)?[%倍成]"
)
_BASE = frozenset({"较", "比", "相比", "compared with", "than in"})
_UNTIL = frozenset({"到", "至", "截至", "截至到", "截止", "截止到", "展望", "by", "until"})


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


class _Part(NamedTuple):
    """Part of a year: months, or one day."""

    first: int
    last: int
    name: str
    day: int = 0

    def of(self, year: int) -> str:
        return self.name.format(year=year)


def _months(first: int, last: int) -> _Part | None:
    if not 1 <= first <= last <= 12:
        return None
    if first == last:
        return _Part(first, last, f"{{year}}-{first:02d}")
    if (first, last) in {(1, 6), (7, 12)}:
        return _Part(first, last, f"{{year}}-H{last // 6}")
    if last - first == 2 and first % 3 == 1:
        return _quarter(last // 3)
    return _Part(first, last, f"{{year}}-{first:02d}..{{year}}-{last:02d}")


def _quarter(number: int) -> _Part:
    return _Part(3 * number - 2, 3 * number, f"{{year}}-Q{number}")


def _half(number: int) -> _Part:
    return _Part(6 * number - 5, 6 * number, f"{{year}}-H{number}")


def _day(month: int, day: int) -> _Part | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return _Part(month, month, f"{{year}}-{month:02d}-{day:02d}", day)


def _month_part(group: dict[str, str | None]) -> _Part | None:
    """One month, its last day, or one day of it."""
    month = int(str(group["mon"]))
    if group["day"]:
        return _day(month, int(group["day"]))
    if group["mend"] and 1 <= month <= 12:
        return _day(month, calendar.monthrange(2023, month)[1])
    return _months(month, month)


def _part(match: re.Match[str]) -> _Part | None:
    """Part of the year that a Chinese match names."""
    group = match.groupdict()
    part: _Part | None = None
    if group["m1"]:
        part = _months(int(group["m1"]), int(group["m2"]))
    elif group["nm"]:
        part = _months(1, int(parse_numeral(group["nm"]) or 0))
    elif group["q3"]:
        part = _Part(1, 9, "{year}-01..{year}-09")
    elif group["q"] or group["q1"]:
        part = _quarter(int(parse_numeral(group["q"]) or 1) if group["q"] else 1)
    elif group["h1"] or group["h2"]:
        part = _half(1 if group["h1"] else 2)
    elif group["mon"]:
        part = _month_part(group)
    elif group["yend"] or group["end"]:
        part = _day(12, 31)
    return part


def _role(pre: str, post: str, *, year: int | None, part: _Part | None, today: date | None) -> Role:
    if pre in _BASE:
        return "base"
    if post in {"以来", "起"} or pre == "since":
        return "since"
    if post in {"前", "之前"}:
        return "by"
    if pre in _UNTIL and year is not None:
        past = today is not None and (
            year < today.year
            or (year == today.year and part is not None and part.last <= today.month)
        )
        if past or (today is None and pre.startswith("截")):
            return "in"
        return "by"
    return "in"


def _since(year: int, part: _Part | None, today: date | None) -> str:
    month = part.first if part else 1
    first = part.of(year) if part and part.day else f"{year}-{month:02d}"
    if today is None or (today.year, today.month) < (year, month):
        return f"{first}.."
    return f"{first}..{today.year}-{today.month:02d}"


def _exists(year: int, part: _Part | None) -> bool:
    """Whether a day exists in its year: 29 February does not in every one."""
    return part is None or not part.day or part.day <= calendar.monthrange(year, part.last)[1]


def _relative_year(word: str, today: date | None, last_year: int | None) -> int | None:
    if word in {"次年", "翌年"}:
        return None if last_year is None else last_year + 1
    if word in {"同年", "当年"}:
        return last_year
    return None if today is None else today.year + _RELATIVE[word]


def _now(match: re.Match[str], today: date | None) -> Time:
    """The present: the month of the document."""
    start, end, text = match.start(), match.end(), match.group()
    if today is None:
        return Time(start, end, text, "asof", None, None, ("document-date-unknown",))
    month = f"{today.year}-{today.month:02d}"
    return Time(start, end, text, "asof", month, today.year, ("as-of-date",))


def _fixed(match: re.Match[str], group: dict[str, str | Any], today: date | None) -> Time | None:
    """Phrases that need no year: vague ones, 同期, ranges of years and five-year plans."""
    start, end, text = match.start(), match.end(), match.group()
    if group["vague"]:
        return Time(start, end, text, "vague", None, None, ("period-vague",))
    if group["same"]:
        return Time(start, end, text, "base", None, None)
    if group["ya"]:
        return Time(start, end, text, "in", f"{group['ya']}..{group['yb']}", int(group["yb"]))
    if group["plan"]:
        first = _PLANS[group["plan"]]
        if group["pend"] in {"末", "期末"}:
            role: Role = "base" if group["pre"] in _BASE else "by"
            return Time(start, end, text, role, str(first + 4), first + 4)
        if group["post"] in {"以来", "起"}:
            return Time(start, end, text, "since", _since(first, None, today), first)
        return Time(start, end, text, "in", f"{first}..{first + 4}", first + 4)
    return None


def _resolve_chinese(
    match: re.Match[str], today: date | None, last_year: int | None
) -> Time | None:
    group = match.groupdict()
    if group["now"]:
        return _now(match, today)
    fixed = _fixed(match, group, today)
    if fixed is not None:
        ordered = not group["ya"] or int(group["ya"]) <= int(group["yb"])
        return fixed if ordered else None
    start, end, text = match.start(), match.end(), match.group()
    part = _part(match)
    printed, relative = group["y"] or group["y2"], group["rel"] or group["rel2"]
    notes: tuple[str, ...] = ()
    if printed:
        year: int | None = int(printed)
    elif relative:
        year = _relative_year(relative, today, last_year)
    elif part is None:
        return None
    else:
        year, notes = today.year if today else last_year, ("year-from-document",)
    if year is None:
        return Time(start, end, text, "in", None, None, ("document-date-unknown",))
    if not _exists(year, part):
        return None
    pre, post = group["pre"] or "", group["post"] or ""
    compared = post == "同期" or _COMPARED_TO.match(match.string, end) is not None
    role = "base" if compared else _role(pre, post, year=year, part=part, today=today)
    if role == "since":
        return Time(start, end, text, role, _since(year, part, today), year, notes)
    return Time(start, end, text, role, part.of(year) if part else str(year), year, notes)


def _english_year(text: str | None, today: date | None) -> int | None:
    if text is None:
        return today.year if today else None
    if text.lower() in _RELATIVE:
        return None if today is None else today.year + _RELATIVE[text.lower()]
    return int(text)


def _english_part(group: dict[str, str | None]) -> tuple[_Part | None, str | None]:
    """Part of a year and the text of its year."""
    if group["eq"]:
        return _quarter(_ORDINALS[str(group["eq"]).lower()]), group["eqy"]
    if group["eqn"]:
        return _quarter(int(str(group["eqn"]))), group["eqny"]
    if group["eh"]:
        return _half(_ORDINALS[str(group["eh"]).lower()]), group["ehy"]
    if group["em1"]:
        first, last = _MONTHS[str(group["em1"]).lower()], _MONTHS[str(group["em2"]).lower()]
        return _months(first, last), group["emy"]
    if group["em"]:
        month = _MONTHS[str(group["em"]).lower()]
        part = _day(month, int(group["ed"])) if group["ed"] else _months(month, month)
        return part, group["ey2"]
    if group["eend"]:
        return _day(12, 31), group["ey"] or group["erel"]
    return None, group["ey"] or group["erel"]


def _resolve_english(match: re.Match[str], today: date | None) -> Time | None:
    group = match.groupdict()
    pre = (group["pre"] or "").lower()
    start, end, text = match.start(), match.end(), match.group()
    if group["enow"]:
        return _now(match, today)
    if group["em"] and not (pre or group["ed"] or group["ey2"]):
        return None  # "may" and "march" are words too
    if group["eyb"]:
        return Time(start, end, text, "in", f"{group['ey']}..{group['eyb']}", int(group["eyb"]))
    part, printed = _english_part(group)
    year = _english_year(printed, today)
    if printed is None and part is None:
        return None
    if year is None:
        return Time(start, end, text, "in", None, None, ("document-date-unknown",))
    if not _exists(year, part):
        return None
    if pre == "from" and part is None:
        pre = "compared with"  # 18 percent from 2025
    role = _role(pre, "", year=year, part=part, today=today)
    notes = () if printed else ("year-from-document",)
    if role == "since":
        return Time(start, end, text, role, _since(year, part, today), year, notes)
    return Time(start, end, text, role, part.of(year) if part else str(year), year, notes)


def _chinese(text: str) -> Iterator[re.Match[str]]:
    """Matches of the Chinese pattern, tried only around two characters that open a core."""
    last = 0
    for core in () if text.isascii() else _CORE.finditer(text):
        at = core.start()
        for start in range(max(last, at - _LONGEST_PRE), at + 1):
            if start == at or text[start] in _PRE:
                match = _CHINESE.match(text, start)
                if match is not None:
                    last = match.end()
                    yield match
                    break


def find_times(text: str, *, today: date | None) -> tuple[Time, ...]:
    """Phrases of time in a paragraph.

    Parameters
    ----------
    text : str
        A paragraph with narrow digits.
    today : date, optional
        Date of the document. Without it, phrases such as 今年 have no period.

    Returns
    -------
    tuple of Time
        In the order of the text; they do not overlap.

    Notes
    -----
    The present (目前, currently) is given as the month of the document. Fiscal years,
    lunar dates and "the same day" are not resolved.

    Examples
    --------
    >>> from datetime import date
    >>> [(t.text, t.role, t.period) for t in
    ...  find_times("今年1—4月增长5%，到2027年达到90亿元", today=date(2024, 5, 31))]
    [('今年1—4月', 'in', '2024-01..2024-04'), ('到2027年', 'by', '2027')]
    >>> find_times("截至今年一季度", today=date(2024, 5, 31))[0].period
    '2024-Q1'
    """
    found: list[Time] = []
    last_year: int | None = None
    for match in _chinese(text):
        time = _resolve_chinese(match, today, last_year)
        if time is not None:
            found.append(time)
            last_year = time.year or last_year
    if not _LATIN.search(text):
        return tuple(found)
    taken = Cover((time.start, time.end) for time in found)
    for match in _ENGLISH.finditer(text):
        if not taken.touches(match.start(), match.end()):
            english = _resolve_english(match, today)
            if english is not None:
                found.append(english)
    return tuple(sorted(found, key=lambda time: time.start))
