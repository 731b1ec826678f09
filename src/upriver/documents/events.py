"""What has happened, and when: dated openings, signings, approvals, starts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from upriver.core.periods import parse_period
from upriver.documents.drafts import Draft, is_entity, subject_at
from upriver.documents.happenings import exact, numbers_in, told_words
from upriver.documents.sentences import trim_span

if TYPE_CHECKING:
    from datetime import date

    from upriver.documents.happenings import Happening
    from upriver.documents.moments import Time
    from upriver.documents.passages import Passage
    from upriver.documents.sentences import Span

# The same day: it is the one that was told of last.
_SAME_DAY = re.compile("当[天日](?!性)|同[日天](?=[，\u4e00-\u9fff])|(?i:the same day)")
_SINCE = re.compile("以来|以后")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_YEARS = re.compile(r"\d{4}")
_AHEAD = re.compile("将(?!近|军|士)|计划|拟(?!态|合)|预计|有望|力争|争取|确保|即将|准备")
_ENGLISH_AHEAD = re.compile(
    r"(?i)\b(?:will|would|plans?|planned|expected|set|due|scheduled|aims?|hopes?|is|are) "
    r"(?:to |be )?"
)
_WHEN = re.compile(
    r"[\s“”]*(?:当|如果|为了?|若|一旦|自|通过|围绕|支持|推动|鼓励|促进|帮助|这是|第[一二三四五六七八九十\d]+[次届]"
    r"|[^，。；]*(?:早日|连续[一二三四五六七八九十\d]+年|加快|争取))"
)
_BY = re.compile(
    "由(?P<who>[\u4e00-\u9fff]{2,10}?)(?:独家|联合)?(?:运营|承运|执飞|投资|建设|承建)"
    "|随着(?P<and>[\u4e00-\u9fff]{2,8}?航空)"
)
# 市统计局 2025年6月20日发布: who issued a text and when, not what happened.
_ISSUED = re.compile("(?:局|厅|部|委|办|网|社|报|府|会|队|院)(?:发布|印发|供稿|召开)$")
_SUBORDINATE = re.compile(r"[\s“”]*(?:随着|由于)")
_ENGLISH_EVENT = re.compile(r"(?:ed|was|were|been|held|went|came|broke|gone|put|began)\b")
_WITH = re.compile("[与同和向对为由]")  # 与12家企业签署协议: they are no subject
_SHORTEST = 3
_COUNTED = frozenset({"家", "个", "项", "条", "人", "座", "辆", "台", "户", "公里", "套", "项目"})


def _is_over(time: Time, today: date | None) -> bool:
    start = parse_period(time.period).start if time.period else None
    return start is None or today is None or start <= today


def _period_of(time: Time, *, is_bare: bool) -> str | None:
    """Day or month of an event; a year only where no number stands beside it."""
    if time.period is None or time.role in {"base", "by", "vague", "asof"}:
        return None
    if time.role == "since":
        return None if _SINCE.search(time.text) else time.period.partition("..")[0]
    if exact(time) and ".." not in time.period:
        return time.period
    return time.period if is_bare and _YEARS.fullmatch(time.period) and "年" in time.text else None


def _day_before(passage: Passage, offset: int) -> str | None:
    """The last day that was told of before 当日."""
    days = [
        time.period for time in passage.times
        if time.start < offset and time.period and _DAY.fullmatch(time.period)
    ]  # fmt: skip
    return days[-1] if days else None


def _when(passage: Passage, happening: Happening, *, is_bare: bool) -> tuple[str, int] | None:
    """Period of an event and where its words begin."""
    text, at = passage.text, happening.start
    sentence = passage.sentence_at(at)
    part = max(text.rfind("；", sentence.start, at) + 1, sentence.start)
    same = [match.start() for match in _SAME_DAY.finditer(text, part, at)]
    times = [time for time in passage.times_in(part, at) if time.role != "base"]
    if same and (not times or times[-1].start < same[-1]):
        day = _day_before(passage, same[-1])
        return (day, same[-1]) if day else None
    if passage.is_english and not times:
        times = [t for t in passage.times_in(at, sentence.end) if t.role != "base"][:1]
    if not times:
        return None
    time = times[-1]
    # A year dates its own clause, a day or a month the whole sentence.
    near = is_bare and _is_near(passage, time, happening)
    period = _period_of(time, is_bare=near)
    if period is None or not _is_over(time, passage.setting.today):
        return None
    return period, time.start


def _is_near(passage: Passage, time: Time, happening: Happening) -> bool:
    """Whether a time stands in the clause of a verb, or alone in the clause before it."""
    between = passage.plain[time.end : happening.clause.start]
    return time.start >= happening.clause.start or not between.strip(" ，,")


def _is_told(passage: Passage, happening: Happening) -> bool:
    """Whether a clause says that something came about, not that it shall or might."""
    text, clause = passage.text, happening.clause
    before = text[clause.start : happening.start]
    if text[happening.start : happening.end].isascii():
        ahead = _ENGLISH_AHEAD.search(before)
        verb = text[happening.start : happening.end]
        return ahead is None and _ENGLISH_EVENT.search(verb) is not None
    return _AHEAD.search(before) is None and _WHEN.match(before) is None


def _subject(passage: Passage, start: int, happening: Happening) -> str | None:
    by = _BY.search(passage.text, start, happening.end)
    who = (by["who"] or by["and"]) if by else None
    return who if who and is_entity(who) else subject_at(passage, happening.start)


def _overlaps_number(passage: Passage, happening: Happening, numbers: tuple[Draft, ...]) -> bool:
    """Whether the clause counts things instead: 3月新开通基站1000个."""
    return any(
        draft.at >= happening.end
        or (
            draft.unit_norm in _COUNTED
            and draft.upto <= happening.start
            and _WITH.search(passage.text, happening.clause.start, draft.at) is None
        )
        for draft in numbers_in(numbers, happening.clause)
    )


def _with_antecedent(passage: Passage, words: str, clause: Span) -> str:
    """The airport started construction, for: The airport, which started construction."""
    sentence = passage.sentence_at(clause.start)
    before = [each for each in sentence.clauses if each.end <= clause.start]
    if not words.startswith("which ") or not before:
        return words
    return f"{passage.text[before[-1].start : before[-1].end].strip()} {words[6:]}"


def find_events(
    passage: Passage, told: tuple[Happening, ...], numbers: tuple[Draft, ...]
) -> tuple[Draft, ...]:
    """Dated happenings of a paragraph.

    Parameters
    ----------
    passage : Passage
        The paragraph.
    told : tuple of Happening
        Its verbs of happening.
    numbers : tuple of Draft
        Its statistics, targets and ranks: a clause that counts things tells of no event.

    Returns
    -------
    tuple of Draft
        In the order of the text. An event has a period and no value.

    Notes
    -----
    A day or a month must be said in the sentence, or 当日 must point to one; a year is enough
    where the clause holds no number. What shall happen is no event, nor is what a relative
    clause tells (2021年落户的企业).
    """
    found: list[Draft] = []
    for happening in told:
        if not happening.is_act or not _is_told(passage, happening):
            continue
        if _overlaps_number(passage, happening, numbers):
            continue
        clause = happening.clause
        is_bare = not passage.quantities_in(clause.start, clause.end)
        when = _when(passage, happening, is_bare=is_bare)
        if when is None:
            continue
        period, begin = when
        last = found[-1].end if found else 0
        # 3月5日，随着…，东部快线开通: the words begin at the date.
        start = begin if last <= begin < clause.start else clause.start
        span = trim_span(passage.text, start, clause.end)
        words = _with_antecedent(passage, told_words(passage, happening, clause.start), clause)
        is_aside = _SUBORDINATE.match(passage.plain, clause.start, clause.end) is not None
        if len(words) < _SHORTEST or _ISSUED.search(words) or is_aside:
            continue
        found.append(
            Draft(
                "event", span.start, span.end, happening.start, happening.end, words,
                growth_kind="milestone", subject=_subject(passage, span.start, happening),
                period=period, is_dated=True,
            )
        )  # fmt: skip
    return tuple(found)
