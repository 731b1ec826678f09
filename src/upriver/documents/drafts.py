"""A claim in the making: offsets in its paragraph, before place, time and speaker are added."""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, NamedTuple

from upriver.documents.claims import Claim
from upriver.documents.sentences import Span, trim_span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from upriver.documents.claims import Kind, Value
    from upriver.documents.passages import Passage
    from upriver.documents.places import Place

_ENTITY = re.compile(
    r"(?!全|各|其|我|该|多|大|还|也|将|超)(?:(?![将了的在与和把被已])[\u4e00-\u9fff]){2,12}?(?:国际机场|机场|航空枢纽|枢纽|航空|集团|公司|商圈|开发区|高新区)(?!性|部|客|货|公司|集团|旅|运|港|枢|综|短途|产业|经济|器|物流|发布|的?消息|获悉|获|[^，]{0,10}(?:获悉|消息|数据显示))"
)
_ENTITY_END = re.compile("机场|航空|枢纽|集团|公司|商圈|开发区|高新区")
_WHOLE = frozenset({"全市", "全区", "全省", "我市", "我区", "全县"})
_KINDS = frozenset({
    "通用机场", "支线机场", "运输机场", "千万级机场", "各机场", "通用航空", "上述集团",
    "航空枢纽", "国际航空枢纽", "上市公司", "股份公司", "子公司", "跨国公司", "大型跨国公司",
    "有限公司",
})  # fmt: skip
_ACTS = re.compile(
    r"新?(?:位于|坐落|计划|联合|赴|邀请|组织|协同|培育|引进|支持|推动|推进|鼓励|建设|打造|组建|扎实|加快|运营|开通|带动|依托|完成|实现|通过)"
)
_HEAD_OF_CLAUSE = re.compile(r"[\s“”，、]*(?:其中|另据|据|同时|目前|而|由)?\s*")
# A clause that only sets the time belongs to the phrase of the clause it introduces.
_LONGEST_TIME_CLAUSE = 14
_START, _FIRST = attrgetter("start"), itemgetter(0)


class Draft(NamedTuple):
    """A claim without its surroundings.

    Parameters
    ----------
    kind : str
        Kind of claim.
    start, end : int
        Phrase, offsets in the paragraph.
    at, upto : int
        The words that carry the value, offsets in the paragraph.
    indicator : str, optional
        What is measured.
    comparator : str, optional
        As in ``Claim``, like those that follow.
    value : number or pair of numbers, optional
        Printed value.
    unit : str, optional
        Printed unit.
    value_norm : number or pair of numbers, optional
        Value in ``unit_norm``.
    unit_norm : str, optional
        Unit without scale.
    growth_kind : str, optional
        How the value is meant.
    base : str, optional
        What a comparison refers to.
    subject : str, optional
        Whom it is about, when not the region.
    place : Place, optional
        The region, where the words fix it.
    ambiguity : tuple of str
        What is uncertain.
    is_timeless : bool
        Whether period and deadline have no meaning.
    period : str, optional
        When it was, where the words fix it.
    deadline : str, optional
        When it is due, where the words fix it.
    members : tuple of str
        What a list names.
    hard : bool, optional
        Whether a target binds, where a table says so.
    is_dated : bool
        Whether ``period`` and ``deadline`` are all that the words say of time.
    """

    kind: Kind
    start: int
    end: int
    at: int
    upto: int
    indicator: str | None
    comparator: str | None = None
    value: Value = None
    unit: str | None = None
    value_norm: Value = None
    unit_norm: str | None = None
    growth_kind: str | None = None
    base: str | None = None
    subject: str | None = None
    place: Place | None = None
    ambiguity: tuple[str, ...] = ()
    is_timeless: bool = False
    period: str | None = None
    deadline: str | None = None
    members: tuple[str, ...] = ()
    hard: bool | None = None
    is_dated: bool = False


def phrase_span(passage: Passage, start: int, end: int) -> Span:
    """Phrase of a statement, with the short clause that gives its time.

    Parameters
    ----------
    passage : Passage
        The paragraph.
    start, end : int
        The statement.

    Returns
    -------
    Span
        Offsets in the paragraph.
    """
    span = trim_span(passage.text, start, end)
    clauses = passage.sentence_at(start).clauses
    at = bisect_right(clauses, start, key=_START) - 1
    if at < 1 or start > clauses[at].start + 1:
        return span
    earlier = clauses[at - 1]
    if earlier.end - earlier.start > _LONGEST_TIME_CLAUSE or passage.text[earlier.end] not in "，,":
        return span
    words = passage.plain[earlier.start : earlier.end]
    if len(words.replace(" ", "")) <= 3 and passage.times_in(earlier.start, earlier.end):
        return trim_span(passage.text, earlier.start, span.end)
    return span


def subjects_of(plain: str, clauses: Iterable[Span]) -> tuple[tuple[int, str | None], ...]:
    """From where on an airport, a firm or a park is the subject.

    Parameters
    ----------
    plain : str
        A paragraph with the phrases of time blanked out.
    clauses : iterable of Span
        Its clauses.

    Returns
    -------
    tuple of (int, str or None)
        Offsets of clauses and the subject from there on; a clause that begins with 全市
        and the like ends its hold.
    """
    found: list[tuple[int, str | None]] = []
    for clause in clauses if _ENTITY_END.search(plain) else ():
        head = _HEAD_OF_CLAUSE.match(plain, clause.start, clause.end)
        first = head.end() if head else clause.start
        entity = _ENTITY.match(plain, first, clause.end)
        if entity and entity.group() not in _KINDS and not _ACTS.match(entity.group()):
            found.append((clause.start, entity.group()))
        elif plain[first : first + 2] in _WHOLE:
            found.append((clause.start, None))
    return tuple(found)


def subject_at(passage: Passage, offset: int) -> str | None:
    """Airport, firm or park that leads a clause before an offset.

    Parameters
    ----------
    passage : Passage
        The paragraph.
    offset : int
        Where the statement stands.

    Returns
    -------
    str, optional
        The last one.
    """
    subjects = passage.subjects
    at = bisect_right(subjects, offset, key=_FIRST) if subjects else 0
    return subjects[at - 1][1] if at else None


def is_entity(words: str) -> bool:
    """Whether words are the name of an airport, a firm or a park.

    Parameters
    ----------
    words : str
        An item of a list.

    Returns
    -------
    bool
        True for 双流机场, not for 旅客吞吐量.

    Examples
    --------
    >>> is_entity("天府机场"), is_entity("旅客吞吐量")
    (True, False)
    """
    return _ENTITY.fullmatch(words) is not None and words not in _KINDS


def split_subject(indicator: str) -> tuple[str | None, str]:
    """Subject and rest of an indicator that begins with an airport, a firm or a park.

    Parameters
    ----------
    indicator : str
        The words before the number.

    Returns
    -------
    tuple of str
        Subject, missing when there is none, and what is measured.

    Examples
    --------
    >>> split_subject("重庆江北国际机场完成旅客吞吐量")
    ('重庆江北国际机场', '完成旅客吞吐量')
    """
    entity = _ENTITY.match(indicator) if _ENTITY_END.search(indicator) else None
    if entity is None or entity.group() in _KINDS or not indicator[entity.end() :]:
        return None, indicator
    if indicator[entity.end()] in "、和与及":
        return None, indicator  # a list of them: each has its own number
    return entity.group(), indicator[entity.end() :]


_INFERRED = frozenset(
    {"deadline-inherited", "period-inherited", "deadline-of-plan", "unit-implied"}
)
_YEARS_SAID = re.compile("[两二三四五]年平均")
_NEAR = 12
_DOUBTFUL = frozenset({"value-lost", "phrase-cut", "magnitude-only", "policy-name"})


def _confidence(draft: Draft, ambiguity: tuple[str, ...], *, strength: int) -> float:
    points = 95
    for name in ambiguity:  # each stands there once
        points -= 5 * (name in _INFERRED) + 15 * (name in _DOUBTFUL)
    points -= 20 if draft.indicator is None else 0
    points -= 10 if strength < 2 else 0
    return max(points, 20) / 100


def _target_times(passage: Passage, draft: Draft) -> tuple[str | None, str | None, tuple[str, ...]]:
    """Period, deadline and doubts of a target."""
    deadline, notes = passage.dating.deadline(draft.upto)
    plan = passage.setting.plan
    period = passage.dating.due_period(draft.upto) or deadline
    if deadline and plan and plan[1] == deadline:
        period = plan[0]
    elif deadline and draft.growth_kind == "cagr" and ".." not in str(period):
        period = f"..{deadline}"
    if draft.growth_kind in {"cagr", "multiple", "vs_base"} and draft.base is None:
        notes = (*notes, "base-not-stated")
    return period, deadline, notes


def finish(draft: Draft, passage: Passage, *, source: str) -> Claim:
    """Add place, time, speaker and source offsets to a draft.

    Parameters
    ----------
    draft : Draft
        The statement.
    passage : Passage
        Its paragraph.
    source : str
        The text of the document: the phrase is the printed one, whose digits can be wide.

    Returns
    -------
    Claim
        The claim.
    """
    period: str | None = None
    deadline: str | None = None
    notes: tuple[str, ...] = ()
    if draft.is_dated:
        period, deadline = draft.period, draft.deadline
    elif draft.kind == "target":
        period, deadline, notes = _target_times(passage, draft)
    elif draft.period is not None:
        period = draft.period
    elif not draft.is_timeless:
        period, notes = passage.dating.period(draft.upto)
        if draft.growth_kind == "cagr" and not _YEARS_SAID.search(
            passage.text, max(0, draft.at - _NEAR), draft.at
        ):
            period = passage.dating.years(draft.upto) or period
        if draft.kind == "forecast":
            due, _, _ = _target_times(passage, draft)
            period, notes = (period, notes) if period or due is None else (due, ())
    start, end, is_cut = passage.paragraph.source_span(draft.start, draft.end)
    if is_cut:
        # Keep the part with the value rather than the part that happens to be last.
        start, end, _ = passage.paragraph.source_span(draft.at, draft.upto)
        notes = (*notes, "phrase-cut")
    place = draft.place or passage.region(draft.at)
    if place is None:
        notes = (*notes, "region-not-stated")
    ambiguity = draft.ambiguity + notes
    if len(ambiguity) > 1:
        ambiguity = tuple(dict.fromkeys(ambiguity))
    speaker = passage.setting.speaker if draft.at >= passage.speaks_from else None
    # Only what lies ahead is the surer for a strong cue.
    ahead = draft.kind in {"target", "forecast"}
    strength = passage.mode(draft.at, draft.upto)[1] if ahead else 2
    return Claim(
        kind=draft.kind,
        region=place.name if place else None,
        speaker=speaker.name if speaker else None,
        subject=draft.subject,
        indicator=draft.indicator,
        comparator=draft.comparator,
        value=draft.value,
        unit=draft.unit,
        value_norm=draft.value_norm,
        unit_norm=draft.unit_norm,
        growth_kind=draft.growth_kind,
        base=draft.base,
        period=period,
        deadline=deadline,
        source_phrase=source[start:end],
        start=start,
        end=end,
        ambiguity=ambiguity,
        confidence=_confidence(draft, ambiguity, strength=strength),
        members=draft.members,
        hard=draft.hard,
    )
