"""Numbers said without a numeral beside them: one of every two, above average, in step with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from upriver.documents.drafts import Draft, phrase_span, split_subject, subject_at
from upriver.documents.indicators import implied_unit, trim_indicator
from upriver.documents.lists import split_list
from upriver.documents.numbers import parse_numeral, times_scale, whole
from upriver.documents.places import find_places
from upriver.documents.rules import scan
from upriver.documents.sentences import FAR

if TYPE_CHECKING:
    from upriver.documents.claims import Kind
    from upriver.documents.passages import Passage

_NUMERAL = r"\d+|[一二两三四五六七八九十百]+"
_ONE_OF = re.compile(
    rf"每(?P<verb>[^\d，。；一二两三四五六七八九十百]{{0,4}})(?P<n>{_NUMERAL})(?P<unit>[台辆个件名人部架家吨只块张套颗瓶条艘枚双])"
    rf"(?P<noun>[^，。；]{{1,16}}?)(?:中|里)?，?(?:就|便)?有(?P<m>{_NUMERAL})(?:[台辆个件名人部架家吨只块张套颗瓶条艘枚双])?(?P<rest>[^，。；]*)"
)
_ORIGIN = re.compile(r"(?:“|是|来自|产自|出自)(?P<place>[\u4e00-\u9fff]{2,6}?)(?:造|生产|制造|$|”)")
_ABOVE = re.compile(
    r"(?:均|都|显著|明显|持续|将)*(?P<word>高于|低于|快于|好于|优于|领先于|超过?)(?P<base>(?:全国|行业|全省|全市|全区|同期|去年同期|上年同期|(?:19|20)\d\d年同期|世界|[\u4e00-\u9fff]{2}地区)(?:平均)?)(?:水平|平均水平|增速|平均)?(?!\d|[^，。；]{0,7}\d|的(?!增|速度|水平|发展))"
)
# 三次产业结构由3.3∶37.3∶59.4调整为2.5∶37.3∶60.2: three shares at once.
_STRUCTURE = re.compile(
    r"(?P<a>\d+(?:\.\d+)?)\s?[∶:：]\s?(?P<b>\d+(?:\.\d+)?)\s?[∶:：]\s?(?P<c>\d+(?:\.\d+)?)(?![\d∶:：])"
)
_THREE = re.compile("三次产业|三大产业|三产|产业结构|一二三产")
_SECTORS = ("第一产业占比", "第二产业占比", "第三产业占比")
_WHOLE = 100
_LEVEL_WITH = re.compile(
    r"(?:(?:与|同|和|较|比)(?:去年|上年|上一年|往年)(?:同期|[一二三四]季度)?|同比|(?<=[价格资业入出值量额]))"
    r"(?P<near>基本|大体|总体)?(?P<value>持平)"
)
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10,
}  # fmt: skip
_ONE_IN = re.compile(
    rf"(?i)\b(?P<m>{'|'.join(_WORDS)}|\d+) (?:in|out of)(?: every)? (?P<n>{'|'.join(_WORDS)}|\d+)"
    r" (?P<noun>(?!percent|months|years|quarters|days)[a-z]+(?: [a-z]+)?)"
)
_IN_STEP = re.compile(
    r"(?P<left>[^，。；：]{2,20}?)(?:与|同|和)(?P<base>[^，。；：与同和]{2,14}?)(?:基本)?(?P<value>同步)(?:增长)?(?=[，。；]|$)"
)
_BY_REFERENCE = re.compile(
    r"(?P<left>[^，。；：]{2,20}?)(?P<value>(?:完成|达到)[^，。；]{0,14}(?:下达|考核|约束性)(?:的)?(?:目标|任务|要求|指标))(?=[，。；]|$)"
)
_LOST = re.compile(
    r"(?P<left>[^，。；：]{2,30}?)(?P<verb>扩容|增至|升至|增加到|扩大到)(?![\d一二两三四五六七八九十百千万约近超]|提质|升级|增效|工程|改造)"
)
# Words without which the longer patterns cannot match; they are looked for first.
_COMPARES = re.compile("[于过](?:(?<=[高低快好优先]于)|(?<=超过))|超(?=行业|全[国省市])")
_ABOVE_FIRST = re.compile("[均都显明持将高低快好优领超]")
_GROWS = re.compile("扩容|[增升]至|增加到|扩大到")
_YEAR_AGO = frozenset({"去年同期", "上年同期", "同期"})


def _kind(passage: Passage, start: int, end: int) -> Kind:
    mode, _ = passage.mode(start, end)
    return "statistic" if mode == "observed" else mode


def _part_of(rest: str, noun: str) -> str:
    """What the one of every two is: 是高新技术企业, 获得融资."""
    named = re.match(r"(?:就)?(?:是|为|属于|来自|用上了?|拥有)(?P<part>[^，。；]{2,12})$", rest)
    if named is None:
        return ""
    part = named["part"].strip("“”")
    return f"{part}占" if part != noun else ""


def _ratios(passage: Passage) -> list[Draft]:
    """每生产两台…就有一台: a share in words."""
    found: list[Draft] = []
    if "有" not in passage.plain or "每" not in passage.plain:
        return found
    for match in _ONE_OF.finditer(passage.plain):
        total, part = parse_numeral(match["n"]), parse_numeral(match["m"])
        if not total or not part or part >= total:
            continue
        percent = float(f"{100 * part / total:.4g}")
        origin = _ORIGIN.search(match["rest"])
        place = next((m.place for m in find_places(origin["place"])), None) if origin else None
        noun = trim_indicator(match["noun"]) or match["noun"]
        owner = f"{place.name}占" if place else _part_of(match["rest"], noun)
        shown = int(percent) if percent.is_integer() else percent
        clause = passage.clause_at(match.start())
        span = phrase_span(passage, clause.start, match.end())
        found.append(
            Draft(
                _kind(passage, match.start(), match.end()), span.start, span.end, match.start(),
                match.end(), f"{owner}{noun}比重", "~", shown,
                "%", times_scale(percent, 0.01), "ratio", "share", place=place,
                ambiguity=("ratio-in-words",),
            )
        )  # fmt: skip
    return found


def _english_ratios(passage: Passage) -> list[Draft]:
    """One in three new cars: a share in words."""
    found: list[Draft] = []
    for match in _ONE_IN.finditer(passage.text):
        part, total = _WORDS.get(match["m"].lower()), _WORDS.get(match["n"].lower())
        part = part or int(match["m"]) if match["m"].isdigit() or part else None
        total = total or int(match["n"]) if match["n"].isdigit() or total else None
        if not part or not total or part >= total:
            continue
        percent = float(f"{100 * part / total:.4g}")
        clause = passage.clause_at(match.start())
        span = phrase_span(passage, clause.start, clause.end)
        found.append(
            Draft(
                _kind(passage, match.start(), match.end()), span.start, span.end, match.start(),
                match.end(), match["noun"].strip(), "~", whole(percent), "%",
                times_scale(percent, 0.01), "ratio", "share", ambiguity=("ratio-in-words",),
            )
        )  # fmt: skip
    return found


def _before(
    passage: Passage, numbers: tuple[Draft, ...], start: int, *, every: bool = False
) -> tuple[str, ...]:
    """Indicators of the clause that ends where another one begins, or of all those before it."""
    clauses = passage.sentence_at(start).clauses
    last = next((c for c in reversed(clauses) if c.end <= start), None)
    if last is None:
        return ()
    first = clauses[0].start if every else last.start
    names = [d.indicator for d in numbers if d.indicator and first <= d.at < last.end]
    return tuple(dict.fromkeys(names))


def _comparisons(passage: Passage, numbers: tuple[Draft, ...]) -> list[Draft]:
    """高于全国平均水平, 高于去年同期: a sign without a size."""
    found = []
    stands = _COMPARES.search(passage.text)
    for match in scan(_ABOVE, passage.text, first=_ABOVE_FIRST) if stands else ():
        clause = passage.clause_at(match.start())
        left = trim_indicator(passage.plain[max(clause.start, match.start() - FAR) : match.start()])
        subject, rest = split_subject(left)
        items = split_list(rest) if re.search("均|都|、", match.group()[:3] + rest) else (rest,)
        if not left:
            every = match.group().startswith(("均", "都"))
            items = _before(passage, numbers, clause.start, every=every)
        sign = "<" if match["word"] == "低于" else ">"
        year = re.match(r"(?:19|20)\d\d", match["base"])
        is_share = match["base"] in _YEAR_AGO or year is not None
        growth = "yoy" if match["base"] in _YEAR_AGO else "vs_base"
        base = year.group() if year else f"{match['base'].removesuffix('平均')}平均"
        span = phrase_span(passage, clause.start, max(match.end(), clause.end))
        found += [
            Draft(
                _kind(passage, match.start(), match.end()), span.start, span.end, match.start(),
                match.end(), item, sign, 0, "%" if is_share else "个百分点", 0,
                "ratio" if is_share else "个百分点", growth, None if growth == "yoy" else base,
                subject or subject_at(passage, match.start()), ambiguity=("direction-only",),
            )
            for item in items
        ]  # fmt: skip
    return found


def _level_with(passage: Passage, numbers: tuple[Draft, ...]) -> list[Draft]:
    """与去年持平: a growth of nothing."""
    found = []
    for match in _LEVEL_WITH.finditer(passage.text) if "持平" in passage.text else ():
        clause = passage.clause_at(match.start())
        left = trim_indicator(passage.plain[max(clause.start, match.start() - FAR) : match.start()])
        items = (left,) if left else _before(passage, numbers, clause.start)[-1:]
        span = phrase_span(passage, clause.start, clause.end)
        found += [
            Draft(
                _kind(passage, match.start(), match.end()), span.start, span.end, match.start(),
                match.end(), item, "~" if match["near"] else "=", 0, "%", 0, "ratio", "yoy", None,
                subject_at(passage, match.start()), ambiguity=("value-in-words",),
            )
            for item in items
        ]  # fmt: skip
    return found


def _structures(passage: Passage) -> list[Draft]:
    """Shares of the three sectors, written as a proportion that sums to 100."""
    found: list[Draft] = []
    if "产" not in passage.text or not _THREE.search(passage.text):
        return found
    for match in _STRUCTURE.finditer(passage.text):
        shares = [float(match[name]) for name in "abc"]
        clause = passage.clause_at(match.start())
        if abs(sum(shares) - _WHOLE) > 1 or not _THREE.search(
            passage.text, clause.start, match.start()
        ):
            continue
        span = phrase_span(passage, clause.start, clause.end)
        origin = [t for t in passage.times_in(clause.start, match.start()) if t.role == "base"]
        nearest = origin[-1].period if origin and match.start() - origin[-1].end <= 1 else None
        found += [
            Draft(
                _kind(passage, match.start(), match.end()), span.start, span.end,
                match.start(name), match.end(name), sector, "=", whole(share), "%",
                times_scale(share, 0.01), "ratio", "share", period=nearest,
            )
            for name, sector, share in zip("abc", _SECTORS, shares, strict=True)
        ]  # fmt: skip
    return found


def _references(passage: Passage) -> list[Draft]:
    """Targets whose value is another one: 与经济增长同步, 完成国家考核目标."""
    found = []
    plain = passage.plain
    refers = "下达" in plain or "考核" in plain or "约束性" in plain
    for pattern, growth, can_stand in (
        (_IN_STEP, "yoy", "同步" in plain),
        (_BY_REFERENCE, "level", refers),
    ):
        for match in pattern.finditer(plain) if can_stand else ():
            kind = _kind(passage, match.start("left"), match.end())
            left = trim_indicator(match["left"]) or None
            if kind != "target" or left is None:
                continue
            base = match["base"] if growth == "yoy" else match["value"]
            span = phrase_span(passage, match.start("left"), match.end())
            found.append(
                Draft(
                    kind, span.start, span.end, match.start("left"), match.end(), left, "=",
                    growth_kind=growth, base=base, ambiguity=("no-number",),
                )
            )  # fmt: skip
    return found


def _lost(passage: Passage) -> list[Draft]:
    """A target with a deadline and a verb that wants a number which the page has lost."""
    found: list[Draft] = []
    plain = passage.plain
    if not any(time.role == "by" for time in passage.times) or not _GROWS.search(plain):
        return found
    for match in _LOST.finditer(plain):
        sentence = passage.sentence_at(match.start("verb"))
        mode, strength = passage.mode(match.start("verb"), match.end())
        due = any(t.role == "by" for t in passage.times_in(sentence.start, match.start("verb")))
        numbered = passage.quantities_in(sentence.start, sentence.end)
        left = trim_indicator(re.split("力争|争取|确保|将", match["left"])[-1])
        if mode != "target" or strength < 2 or not due or numbered or not left:
            continue
        clause = passage.clause_at(match.start("verb"))
        span = phrase_span(passage, clause.start, clause.end)
        found.append(
            Draft(
                "target", span.start, span.end, match.start("verb"), match.end(), left,
                unit=implied_unit(left) or None, growth_kind="level",
                subject=subject_at(passage, match.start("verb")), ambiguity=("value-lost",),
            )
        )  # fmt: skip
    return found


def find_relations(passage: Passage, numbers: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """Statements of size without a numeral of their own.

    Parameters
    ----------
    passage : Passage
        The paragraph.
    numbers : tuple of Draft
        Its statistics: a comparison without an indicator is that of the one before it.

    Returns
    -------
    tuple of Draft
        Shares in words, comparisons with an average or with a year ago, targets by
        reference, and targets whose number is lost: those keep the value missing.
    """
    return (
        *_ratios(passage),
        *(_english_ratios(passage) if passage.is_english else ()),
        *_structures(passage),
        *_comparisons(passage, numbers),
        *_level_with(passage, numbers),
        *_references(passage),
        *_lost(passage),
    )
