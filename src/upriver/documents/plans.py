"""What somebody means to do, and by when: openings that are planned, dated milestones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from upriver.core.periods import parse_period
from upriver.documents.drafts import Draft, subject_at
from upriver.documents.happenings import numbers_in, told_words
from upriver.documents.sentences import trim_span

if TYPE_CHECKING:
    from upriver.documents.happenings import Happening
    from upriver.documents.moments import Time
    from upriver.documents.passages import Passage

_CUE = re.compile(
    r"计划(?!单列|生育|书|总|的|》|（)|拟(?!态|合|定)|将(?!近|军|士|来)|预计|准备(?!金)|打算|即将"
    r"|争取|力争|确保|正(?:在|加紧|抓紧)"
    r"|(?i:\b(?:will|plans? to|planning to|aims? to|intends? to|is to|are to|is set to|are set to"
    r"|is (?:expected|scheduled|due) to|are (?:expected|scheduled|due) to|hopes? to)\b)"
)
_SIGN_OF_CUE = re.compile("[计拟将预准打即争力确正A-Za-z]")
# A clause that goes on with what the clause before it plans.
_GOES_ON = re.compile(
    r"[\s“”]*(?:并|再|同时|持续|继续|进一步|联合|赴|与|同|向|对|于|尽快|还|也|此外|and\b)|在(?!.{0,12}(?:推动|带动)下)"
)
# What somebody makes others do is no plan of his own, nor is what only describes one.
_HELPS = re.compile(
    "推动|促进|支持|鼓励|带动|吸引|引导|帮助|围绕|通过|依托|瞄准|助力|推进|加快(?=[^，。；]{0,20}(?:推广|发展))|以(?=[^，。；]*为(?:主|重点|核心|引领))"
)
_AT_WORK = re.compile("正在|正抓紧|正加紧|计划|拟|准备|打算")
_WORK = re.compile("编制|组建|改造|扩建|改建|迁建|推出")
_SHORTEST = 4
_DIGIT = re.compile(r"\d")
_MEASURE = re.compile("[一-鿿A-Za-z]")


def _is_ahead(time: Time, passage: Passage) -> bool:
    today = passage.setting.today
    if time.period is None or time.role not in {"by", "in"}:
        return False
    if time.role == "by":
        return True
    end = parse_period(time.period).end
    return today is None or end is None or end > today


def _cue_of(passage: Passage, happening: Happening) -> int | None:
    """Where the words of a plan begin: behind its cue, or at a clause that goes on with it."""
    text, clause = passage.text, happening.clause
    sentence = passage.sentence_at(clause.start)
    if _SIGN_OF_CUE.search(text, sentence.start, happening.start) is None:
        return None
    own = _CUE.search(text, clause.start, happening.start)
    if own:
        return own.start()
    if _CUE.search(text, sentence.start, clause.start) and _GOES_ON.match(text, clause.start):
        return clause.start
    return None


def _due(passage: Passage, happening: Happening) -> tuple[Time | None, int]:
    """Time of a plan, and where it stands: in its clause, or in the clause that leads it in."""
    clause = happening.clause
    times = passage.times_in(clause.start, clause.end)
    if not passage.is_english:
        times = tuple(t for t in times if t.start < happening.start)
    ahead = [time for time in times if _is_ahead(time, passage)]
    if ahead:
        return ahead[-1], clause.start
    sentence = passage.sentence_at(clause.start)
    before = [c for c in sentence.clauses if c.end <= clause.start]
    if before and passage.plain[before[-1].start : before[-1].end].strip(" “”\n") in {"", "力争"}:
        led = [t for t in passage.times_in(*before[-1]) if _is_ahead(t, passage)]
        if led:
            return led[-1], before[-1].start
    return None, clause.start


def _is_past(passage: Passage, happening: Happening) -> bool:
    """Whether the last time before a plan in its sentence is over."""
    today, sentence = passage.setting.today, passage.sentence_at(happening.start)
    times = [t for t in passage.times_in(sentence.start, happening.start) if t.role == "in"]
    end = parse_period(times[-1].period).end if times and times[-1].period else None
    return end is not None and today is not None and end < today


def _milestone(time: Time | None) -> tuple[str | None, str | None, tuple[str, ...]]:
    if time is None or time.period is None:
        return None, None, ()
    return time.period, time.period.rpartition("..")[2] or None, time.notes


def find_plans(
    passage: Passage, told: tuple[Happening, ...], numbers: tuple[Draft, ...]
) -> tuple[Draft, ...]:
    """Plans of a paragraph: what somebody will do, with its deadline where one is said.

    Parameters
    ----------
    passage : Passage
        The paragraph.
    told : tuple of Happening
        Its verbs of happening.
    numbers : tuple of Draft
        Its statistics, targets and ranks: where a number says how much, the plan is a target.

    Returns
    -------
    tuple of Draft
        In the order of the text, without a value.

    Notes
    -----
    A plan is a thing that can be seen to be done: a route opened, a treaty signed (act), or a
    work finished by a day (build, only with a deadline). To strengthen, to promote and to
    improve are no plans here; named systems are found as such.
    """
    found: list[Draft] = []
    for happening in told:
        clause = happening.clause
        begin = _cue_of(passage, happening)
        time, start = _due(passage, happening)
        is_due = time is not None and time.role == "by"
        if begin is None and not is_due:
            continue
        if not happening.is_act and time is None and not _is_under_way(passage, happening):
            continue
        counted = passage.quantities_in(happening.end, clause.end) or (
            passage.is_english and _DIGIT.search(passage.plain, happening.end, clause.end)
        )
        if counted or numbers_in(numbers, clause) or _is_past(passage, happening):
            continue
        first = clause.start if begin is None else begin
        helps = _HELPS.search(passage.text, first, clause.end)
        if helps and helps.start() < happening.start:
            continue
        words = _measure(passage, happening, first)
        if len(_MEASURE.findall(words)) < _SHORTEST:
            continue
        span = trim_span(passage.text, min(start, first) if begin is None else start, clause.end)
        period, deadline, notes = _milestone(time)
        found.append(
            Draft(
                "plan", span.start, span.end, happening.start, happening.end, words,
                "by" if deadline else None, growth_kind="milestone",
                subject=subject_at(passage, happening.start), ambiguity=notes,
                period=period, deadline=deadline, is_dated=True,
            )
        )  # fmt: skip
    return tuple(found)


def _measure(passage: Passage, happening: Happening, first: int) -> str:
    """What is planned: the words from the verb on; all of the clause where it has no object."""
    rest = passage.plain[happening.end : happening.clause.end].strip(" ，。；”")
    if rest:
        return told_words(passage, happening, happening.start)
    cue = _CUE.match(passage.text, first)
    words = told_words(passage, happening, cue.end() if cue else first)
    if cue and first > happening.clause.start:
        # 一期拟于明年投产: the subject says of what.
        return passage.plain[happening.clause.start : first].strip(" ，“”") + words
    return words


def _is_under_way(passage: Passage, happening: Happening) -> bool:
    """Whether a work without a deadline is named as one that somebody is at: 正在编制规划."""
    text, clause = passage.text, happening.clause
    return (
        _AT_WORK.search(text, clause.start, happening.start) is not None
        and _WORK.match(text, happening.start) is not None
    )
