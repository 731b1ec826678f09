"""When is it: phrases of time resolved against the date of the document."""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from upriver.core.periods import parse_period
from upriver.documents.english_times import ENGLISH, resolve_english
from upriver.documents.moments import (
    BASE,
    RELATIVE_YEARS,
    UNTIL,
    Role,
    Time,
    listed_quarters,
    present,
    role_of,
    since_period,
)
from upriver.documents.rules import has_latin
from upriver.documents.sentences import Cover
from upriver.documents.stretches import PLANS, find_stretches, vague_time
from upriver.documents.year_parts import YearPart, exists, months, part_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


_YEAR = (
    r"(?:(?P<y>(?:19|20)\d\d)年度?|(?P<rel>今年|本年度?|去年|(?<!以)上一?年|前年|明年|(?<![产期])后年|次年|翌年|一年(?:之)?后"
    r"|同年|当年)(?:全年)?)"
)
_YEAR_ALONE = _YEAR.replace("<y>", "<y2>").replace("<rel>", "<rel2>")
_MONTH_NUMBER = r"(?:\d{1,2}|十[一二]?|[一二三四五六七八九])"
_PART = (
    rf"(?:(?P<m1>{_MONTH_NUMBER})月?(?:份)?[—–\-~至到](?P<m2>{_MONTH_NUMBER})月(?:份)?"
    r"|[前头](?P<nm>\d{1,2}|[一二两三四五六七八九十]+)个?月(?:份)?"
    r"|(?P<q3>前[三3]个?季度)"
    r"|第?(?P<q>[一二三四1-4])季度(?P<qend>末)?|(?P<q1>首季度?)"
    r"|(?P<h1>上半年)|(?P<h2>下半年)"
    r"|(?P<dm1>\d{1,2})月(?P<dd1>\d{1,2})[日号]?[—–\-~至到](?:(?P<dm2>\d{1,2})月)?(?P<dd2>\d{1,2})[日号]"
    r"|(?P<may>“?五一”?(?:劳动节)?(?:假期|小长假|期间))|(?P<october>国庆节?(?:假期|黄金周|长假|期间))"
    r"|(?P<mon>\d{1,2})月(?:(?P<day>\d{1,2})[日号]|(?P<mend>底|末)|份|初|中旬|上旬|下旬)?)"
)
_CHINESE = re.compile(
    r"(?P<pre>截至到?|截止到?|到|至|在|自|从|展望|于|力争|较|环比|(?<![同占])比|相比|(?:与|同|和)(?=[^，。；]{2,9}(?:相比|持平|比，)))?(?P<core>"
    r"(?P<ya>(?:19|20)\d\d)年?[—–\-~至到](?P<yb>(?:19|20)\d\d)年"
    rf"|(?:{_YEAR}的?)?(?:{_PART}|(?<=年)(?P<yend>年?[底末]))|{_YEAR_ALONE}"
    r"|(?:[“\"]?十(?P<plan>[一二三四五六])五[”\"]?|“(?P<old>[九十])五”(?=期|时|规|末|计|以))"
    r"(?:规划)?(?P<pend>末|期末|初期)?"
    r"|(?P<end>年底|岁末)|(?P<within>(?<![\d一二三四五六七八九十])年内)|(?P<start>年初)|(?P<same>同期)"
    r"|(?P<yearend>(?<!年)年末(?!期))|(?P<near>[本上](?:个?月|季度))(?!度)|(?P<whole>全年)"
    r"|(?P<now>目前|当前|现有(?!基础|水平|条件)|至今|迄今|如今|眼下)"
    r"|(?P<vague>近年来|近些年|(?:过去|近|最近)[一二三四五六七八九十两几\d]年来?|[一二三四五六七八九十两几\d]年来|近期|中远期|远期"
    r"|(?:未来|今后)(?:[一二三五两几\d]+(?:[至到—–-][一二三五两几\d]+)?年)?|下一步|接下来|暑期))"
    r"(?P<post>以来|起|相比|期间|时期|之前|前(?!三季|[\d一二两三四五六七八九十])|同期|间)?"
)
_LATIN = re.compile(r"[A-Za-z](?:[A-Za-z](?: |$)|(?<=Q)[1-4])")
# Where the core of a phrase can begin, told quickly; before it stand at most three of `pre`.
_CORE = re.compile(
    r"[\d今本去上前头明后次翌同当第一二三四五六七八九首下“\"十年岁目现至迄如眼近过最中远未接暑全国]"
    r"(?=[\d庆年月一半二三四五六七八九十两几期前季底末初内有今近下个些去远来后—–\-~至到])"
    r"(?=(?<=\d)(?:(?<=1)9\d\d[年—–\-~至到]|(?<=2)0\d\d[年—–\-~至到]|\d?[月—–\-~至到]|季|年来)"
    r"|(?<![\d一二三四五六七八九第])|(?<=[一二三四五六七八九])(?:[一二]?[月—–\-~至到]|季|年来|一)|(?<=第)[一二三四1-4]季)"
)
_PRE, _LONGEST_PRE = frozenset("截到至在自从展于力较比环相与同和"), 3
# 恢复至2019年的99.7%: the year is what is compared with.
_COMPARED_TO = re.compile(
    r"”?(?:同期|水平)?的(?:近|约|超过?)?[\d一二三四五六七八九两]+(?:\.\d+)?[%倍成]"
)
# 略低于最高年份2015年; 创近6年新高: a year or a stretch that is only compared with.
_MEASURED = re.compile(
    r"(?:[高低多少好]于[^，。；\d]{0,8}|延续|承接|(?<![占同])[较比][^，。；\d]{2,8}的)$"
)
_GREW = ("增长", "增加", "提高", "提升", "扩大", "上升", "下降", "减少", "壮大")
_BY_PART = ("分季度看，", "分季看，", "逐季看，", "分月看，", "分月度看，", "其中，")
_AHEAD = re.compile("预计|力争|确保|争取|目标|有望|将|计划|拟")
_WILL = re.compile("[^。；]{0,24}将(?!近)")
_PLANNED = re.compile("提出|要求|明确|力争|争取|目标|计划|规划|确保|方案|意见|纲要|《")
_AFTER = frozenset({"同年", "当年", "次年", "翌年"})
_CLAUSE_END, _STOP = re.compile("[，。；]"), re.compile("[。；]")
_NUMBER = re.compile(r"的?[\d一二三四五六七八九两]")
_SINCE = re.compile("[^，。；]{1,16}以来")
_DUE = frozenset({"到", "至", "力争"})
_AIM = re.compile("(?:的)?(?:预期)?(?:目标|计划|任务)")
_REVIEW = re.compile("[^。]{0,8}(?:回顾|总结|情况)。[^。]*$")  # 一、2023年工作回顾。预计全年
_OF_A_PLAN = ("规划", "计划", "目标", "开局", "收官", "起步")
_SPOKE = re.compile("电|[^。；\\d]{0,40}?(?:表示|介绍|透露|指出|通报|获悉|消息|发布会)(?=[，：])")
_DONE = re.compile("(?:实现|完成|达到?|占)了?$")
_START = attrgetter("start")
_PRESENT = frozenset({"目前", "当前", "现有", "至今", "迄今", "如今", "眼下"})


def _relative_year(word: str, today: date | None, last_year: int | None) -> int | None:
    if word in {"上年", "上一年"} and last_year is not None:
        # The year before the one that is described.
        return (last_year if today is None else min(last_year, today.year)) - 1
    if word in {"次年", "翌年", "一年后", "一年之后"}:
        return None if last_year is None else last_year + 1
    if word in {"同年", "当年"}:
        return last_year
    return None if today is None else today.year + RELATIVE_YEARS[word]


def _fixed(match: re.Match[str], group: dict[str, str | Any], today: date | None) -> Time | None:
    """Phrases that need no year: vague ones, 同期, ranges of years and five-year plans."""
    start, end, text = match.start(), match.end(), match.group()
    if group["vague"]:
        return vague_time(match, today)
    if group["same"]:
        return Time(start, end, text, "base", None, None)
    if group["ya"]:
        return Time(start, end, text, "in", f"{group['ya']}..{group['yb']}", int(group["yb"]))
    if group["plan"] or group["old"]:
        first = PLANS[group["plan"] or group["old"]]
        if group["pend"] in {"末", "期末"}:
            compared = group["pre"] in BASE or _COMPARED_TO.match(match.string, end)
            over = today is not None and first + 4 < today.year
            role: Role = "base" if compared else "in" if over else "by"
            return Time(start, end, text, role, str(first + 4), first + 4)
        if group["post"] in {"以来", "起"}:
            return Time(start, end, text, "since", since_period(first, None, today), first)
        named = "规划" in text or match.string.startswith(_OF_A_PLAN, end)
        if named or group["pre"] in BASE or _COMPARED_TO.match(match.string, end):
            return Time(start, end, text, "base", f"{first}..{first + 4}", first + 4)
        return Time(start, end, text, "in", f"{first}..{first + 4}", first + 4)
    return None


def _near(match: re.Match[str], today: date | None) -> Time:
    """Month or quarter of the document and the one before; 年初 and 年内."""
    start, end, text = match.start(), match.end(), match.group()
    near, pre = match["near"] or "", match["pre"] or ""
    if today is None:
        role: Role = "by" if match["within"] else "base" if pre in BASE else "in"
        return Time(start, end, text, role, None, None, ("document-date-unknown",))
    if match["within"]:
        return Time(start, end, text, "by", str(today.year), today.year, ("year-from-document",))
    if match["start"]:
        role = "base" if pre in BASE else "in"
        return Time(start, end, text, role, f"{today.year}-01", today.year)
    size = 3 if near.endswith("季度") else 1
    number = (today.year * 12 + today.month - 1) // size - near.startswith("上")
    year, first = divmod(number * size, 12)
    part = months(first + 1, first + size)
    role = "base" if pre in BASE else "in"
    return Time(start, end, text, role, part.of(year) if part else None, year)


def _whole_year(match: re.Match[str], today: date | None, last: Time | None) -> Time:
    """全年: the year before where it was told of or in the first half of a year, unless ahead."""
    start, end, text = match.start(), match.end(), match.group()
    known = _year_of_sentence(match, last) or _past_year(last, today)
    if known is None and today and last and last.period == str(today.year):
        known = today.year  # 今年的目标是…。全年…
    if known is None and today is not None:
        lead = match.string[max(0, start - 12) : start] + (match["pre"] or "")
        told = last is not None and last.role != "by" and last.year == today.year - 1
        if told and today.month <= 3:
            lead = lead.replace("预计", "")  # 预计全年…, said of the year that is just over
        aim = _AIM.match(match.string, end) and not _DONE.search(lead)
        ahead = _AHEAD.search(lead) or aim
        known = today.year - ((told or today.month <= 6) and not ahead)
    if known is None:
        return Time(start, end, text, "in", None, None, ("document-date-unknown",))
    return Time(start, end, text, "in", str(known), known, ("year-from-document",))


def _year_of_sentence(match: re.Match[str], last: Time | None) -> int | None:
    """Year of the observation before, when it stands in the same sentence."""
    if last is None or last.role not in {"in", "asof"} or last.text in _PRESENT:
        return None
    gap = match.string[last.end : match.start()]
    if last.text and "。" in gap and _REVIEW.match(gap) is None:
        return None
    return last.year


def _past_year(last: Time | None, today: date | None) -> int | None:
    """Year of the observation before, when it is long past: a paragraph goes on about it."""
    if last is None or last.role != "in" or last.year is None or today is None:
        return None
    return last.year if last.year < today.year - 1 else None


def _assumed_year(
    part: YearPart, match: re.Match[str], today: date | None, last: Time | None
) -> int | None:
    """Year of a month or a quarter that does not print it."""
    known = _year_of_sentence(match, last)
    known = known or _past_year(last, today)
    comes = today and part.day and (part.first, part.day) > (today.month, today.day)
    if today is not None and comes and _WILL.match(match.string, match.end()):
        return today.year  # 11月12日，大会将开幕, whatever year was told of before
    if known is not None or today is None:
        return known or (last.year if last else None)
    told = last is not None and last.role != "by" and last.year == today.year - 1
    if (match["pre"] or "") in UNTIL or match["post"] in {"前", "之前"}:
        stock = (match["pre"] or "").startswith("截") and part.last > today.month
        return today.year - (stock and (told or today.month <= 3))  # 截至年底, told in January
    lead = match.string[max(0, match.start() - 30) : match.start()]
    ahead = _AHEAD.search(_CLAUSE_END.split(lead)[-1])
    if told and ahead is None and (part.first > today.month or lead.endswith(_BY_PART)):
        return today.year - 1  # 2023年…。分季度看，一季度…
    if part.day and (part.first, part.day) > (today.month, today.day) and ahead is None and last:
        return min(today.year, last.year or today.year)
    over = part.first == 1 < part.last and part.last > today.month + 1
    just_over = part.first >= 10 and today.month <= 3
    return today.year - ((over or just_over) and ahead is None)


def _beside_document(match: re.Match[str], today: date | None, last: Time | None) -> Time | None:
    """Phrases that only the date of the document dates: 目前, 本月, 年内, 全年."""
    if match["now"]:
        return present(match, today)
    if match["near"] or match["within"] or match["start"]:
        return _near(match, today)
    is_stock = match["yearend"] and not match["pre"]
    return _whole_year(match, today, last) if match["whole"] or is_stock else None


def _resolve_chinese(match: re.Match[str], today: date | None, last: Time | None) -> Time | None:
    beside = _beside_document(match, today, last)
    if beside is not None:
        return beside
    group = match.groupdict()
    fixed = _fixed(match, group, today)
    if fixed is not None:
        ordered = not group["ya"] or int(group["ya"]) <= int(group["yb"])
        return fixed if ordered else None
    start, end, text = match.start(), match.end(), match.group()
    part = part_of(group)
    printed, relative = group["y"] or group["y2"], group["rel"] or group["rel2"]
    notes: tuple[str, ...] = ()
    if printed:
        year: int | None = int(printed)
    elif relative:
        year = _relative_year(relative, today, last.year if last else None)
    elif part is None:
        return None
    else:
        year, notes = _assumed_year(part, match, today, last), ("year-from-document",)
    if year is None:
        unknown: Role = "base" if (group["pre"] or "") in BASE or _is_origin(match) else "in"
        return Time(start, end, text, unknown, None, None, ("document-date-unknown",))
    if not exists(year, part):
        return None
    pre, post = group["pre"] or "", group["post"] or ""
    compared = post == "同期" or _COMPARED_TO.match(match.string, end) is not None
    compared = compared or _is_origin(match) or _is_measure(match)
    role = "base" if compared else role_of(pre, post, year=year, part=part, today=today)
    if pre in {"自", "从"} and _SINCE.match(match.string, end):
        role = "since"  # 自2021年引入以来
    if today is None and role == "by" and _is_outcome(match):
        role = "in"
    if role == "in" and pre in _DUE and _planned(match):
        role = "by"  # 方案提出，到2023年: a deadline, even where it has passed
    if role == "since":
        until = today.year if today else None
        return Time(start, end, text, role, since_period(year, part, today), until, notes)
    return Time(start, end, text, role, part.of(year) if part else str(year), year, notes)


def _is_measure(match: re.Match[str]) -> bool:
    """Whether a time is only what a number lies above or below: 低于最高年份2015年."""
    start = match.start()
    return _MEASURED.search(match.string, max(0, start - 10), start) is not None


def _is_outcome(match: re.Match[str]) -> bool:
    """增长至2021年的15万亿元: what something has come to, not what is due."""
    grew = match["pre"] in _DUE and match.string.endswith(_GREW, 0, match.start())
    return grew and match.string.startswith("的", match.end())


def _is_origin(match: re.Match[str]) -> bool:
    """由2020年的54.2%提高到…: a time that only dates where another number comes from."""
    start, text = match.start(), match.string
    before = text[start - 1 : start] if (match["pre"] or "") != "从" else "从"
    return before in {"由", "从"} and _NUMBER.match(text, match.end(), match.end() + 2) is not None


def _planned(match: re.Match[str]) -> bool:
    """Whether the sentence before a phrase of time speaks of a plan."""
    lead = match.string[max(0, match.start() - 40) : match.start()]
    return _PLANNED.search(_STOP.split(lead)[-1]) is not None


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


def blank(text: str, times: tuple[Time, ...]) -> str:
    """Text with its phrases of time blanked out.

    Parameters
    ----------
    text : str
        A paragraph.
    times : tuple of Time
        Its phrases of time, in order.

    Returns
    -------
    str
        Of the same length.

    Examples
    --------
    >>> text = "今年增长5%"
    >>> blank(text, find_times(text, today=None))
    '  增长5%'
    """
    parts: list[str] = []
    last = 0
    for time in times:
        parts += [text[last : time.start], " " * (time.end - time.start)]
        last = time.end
    return "".join([*parts, text[last:]])


def find_times(
    text: str, *, today: date | None, year: int | None = None, former: int | None = None
) -> tuple[Time, ...]:
    """Phrases of time in a paragraph.

    Parameters
    ----------
    text : str
        A paragraph with narrow digits.
    today : date, optional
        Date of the document. Without it, phrases such as 今年 have no period.
    year : int, optional
        The year that the document is about, for months and quarters without a year.
    former : int, optional
        The year that the paragraph before was about, for 同年 and 次年.

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
    about = former if year is None and today is None else year
    last = None if about is None else Time(0, 0, "", "in", str(about), about)
    stretches = find_stretches(text, today)
    whole = Cover((time.start, time.end) for time in stretches)
    found += stretches
    for match in _chinese(text):
        if stretches and whole.touches(match.start(), match.end()):
            continue
        named = match["rel"] or match["rel2"] or ""
        is_month = not named and not match["y"] and (match["mon"] or match["m1"] or match["q"])
        handed = named in _AFTER or match["whole"] or match["end"] or is_month
        known = last or Time(0, 0, "", "base", None, former) if handed else last
        time = _resolve_chinese(match, today, known)
        if time is not None:
            if match["y"] and match["mon"] and today and _SPOKE.match(text, match.end()):
                today = parse_period(str(time.period)).end  # 新华社2017年7月9日电，今年…
            found += [*listed_quarters(match, time), time]
            last = time if time.year and time.role != "base" else last
    if not (_LATIN.search(text) if has_latin(text) else "Q" in text and _LATIN.search(text)):
        return tuple(sorted(found, key=_START) if stretches else found)
    taken = Cover((time.start, time.end) for time in found)
    about = None
    for match in ENGLISH.finditer(text):
        if not taken.touches(match.start(), match.end()):
            english = resolve_english(match, today, about)
            if english is not None:
                found.append(english)
                year = english.year if english.role == "in" else None
                about = year if year and today and year < today.year else about
    return tuple(sorted(found, key=_START))
