"""A promise of growth without a base: held against the growth that was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.core.message import Message
from upriver.core.units import convert
from upriver.targets.history import BOUNDS, FULL_YEAR, RATES, History
from upriver.targets.outlook import Outlook, growth_outlook, year_outlook
from upriver.targets.pace import Pace, years_between
from upriver.targets.so_far import is_derived
from upriver.targets.verdict import Assessment, judge_chance, judge_pace, meets, sense
from upriver.targets.wording import chance_said, growth_said, speed_said

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from upriver.targets.goal import Goal
    from upriver.targets.growth import GrowthClass
    from upriver.targets.records import Observed, Promise


def judge_growth(
    promise: Promise,
    goal: Goal,
    known: Sequence[Observed],
    history: History,
    *,
    pool: GrowthClass | None,
    levels_pace: Pace | None,
    as_of: date,
) -> Assessment:
    """State of a promise of growth.

    Parameters
    ----------
    promise : Promise
        The target.
    goal : Goal
        What it asks for.
    known : sequence of Observed
        Observations, oldest first.
    history : History
        The yearly figures among them.
    pool : GrowthClass, optional
        Speeds of its kind.
    levels_pace : Pace, optional
        Growth between the first and the newest level.
    as_of : date
        Day of the judgement.

    Returns
    -------
    Assessment
        A published growth of the promised year decides; otherwise the growth so far, which is
        left aside when it comes off a fallen base.
    """
    assert goal.growth is not None
    required = Pace(goal.growth, proportional=True)
    need = speed_said(required, "")
    published = [item for item in known if item.growth_kind in RATES]
    newest = published[-1] if published else None
    outlook = _outlook(promise, goal, history, pool, known, as_of)
    exact = dict(history.rates)
    so_far = levels_pace
    if exact and newest is not None:
        so_far = Pace(exact[max(exact)], proportional=True)
    if newest is not None and _decides(promise, newest):
        return _decided(promise, goal, newest, required)
    if so_far is None:
        return _unseen(goal, required, outlook, history, newest)
    was = speed_said(so_far, "")
    told = newest is not None and bool(exact)
    known_by = growth_said(derived=told and is_derived(known, max(exact)))
    when = newest.period.text if newest is not None and told else "the levels"
    when_zh = newest.period.text if newest is not None and told else "水平值"
    reason = Message(
        f"{need.en} was promised, {was.en} {known_by.en} in {when}.",
        f"目标为{need.zh}，{when_zh} {'推算' if known_by.zh == '推算' else ''}为{was.zh}。",
    )
    side = sense(promise)
    state = judge_pace(required.value * side, so_far.value * side)
    if outlook is not None:
        odds = chance_said(outlook)
        reason = Message(
            f"{reason.en} Probability: {odds.en}.", f"{reason.zh}达成概率：{odds.zh}。"
        )
    return Assessment(
        state, reason, goal, newest, required, so_far, outlook, recovering=history.recovering
    )


def _outlook(
    promise: Promise,
    goal: Goal,
    history: History,
    pool: GrowthClass | None,
    known: Sequence[Observed],
    as_of: date,
) -> Outlook | None:
    due = promise.deadline.end if promise.deadline else None
    if due is None or goal.growth is None:
        return None
    published = [item for item in known if item.growth_kind in RATES]
    start = published[-1].period.end if published else as_of
    assert start is not None
    above = sense(promise) > 0
    if promise.growth_kind != "yoy":
        years = years_between(start, due)
        return growth_outlook(goal.growth, history, pool, years=years, above=above)
    begun = [item for item in published if _begins(item, due.year)]
    rates = dict(history.rates)
    if begun and due.year in rates:
        return year_outlook(
            goal.growth, rates[due.year], pool, done=(begun[-1].period.days or 0) / FULL_YEAR,
            above=above,
        )  # fmt: skip
    return growth_outlook(goal.growth, history, pool, years=1.0, above=above)


def _begins(item: Observed, year: int) -> bool:
    """Whether a growth is that of the first months of a year."""
    start = item.period.start
    return (
        item.growth_kind == "yoy"
        and item.comparator not in BOUNDS
        and start is not None
        and (start.year, start.month, start.day) == (year, 1, 1)
    )


def _decides(promise: Promise, newest: Observed) -> bool:
    due = promise.deadline
    return (
        due is not None
        and newest.growth_kind == "yoy"
        and (newest.period.days or 0) >= FULL_YEAR
        and newest.period.is_comparable(due)
        and newest.period.year >= due.year
    )


def _decided(promise: Promise, goal: Goal, newest: Observed, required: Pace) -> Assessment:
    assert goal.growth is not None
    assert promise.deadline is not None
    rate = convert(newest.value, newest.unit, "ratio")
    kept = meets(promise, newest.comparator, rate, goal.growth)
    so_far = Pace(rate, proportional=True)
    need, was = speed_said(required, ""), speed_said(so_far, "")
    reason = Message(
        f"{need.en} was promised, {was.en} was seen in {newest.period.text}.",
        f"目标为{need.zh}，{newest.period.text} 为{was.zh}。",
    )
    if kept is None:
        return Assessment(
            "cannot_say", reason, goal, newest, required, so_far, missing="observation"
        )
    met = kept and newest.period.year == promise.deadline.year
    return Assessment("reached" if met else "off_course", reason, goal, newest, required, so_far)


def _unseen(
    goal: Goal,
    required: Pace,
    outlook: Outlook | None,
    history: History,
    newest: Observed | None,
) -> Assessment:
    need = speed_said(required, "")
    if history.dropped:
        why = Message(
            "the growth that was seen comes off a fallen base and is not carried forward",
            "已公布的增速以下跌后的基数计算，不作外推",
        )
    elif newest is not None:
        why = Message("only a bound of its growth was seen", "仅有增速的界限值")
    else:
        why = Message("no growth was observed", "没有增速观测值")
    if outlook is None:
        reason = Message(f"{need.en} was promised; {why.en}.", f"目标为{need.zh}；{why.zh}。")
        return Assessment("cannot_say", reason, goal, newest, required, missing="pace")
    odds = chance_said(outlook)
    reason = Message(
        f"{need.en} was promised; {why.en}. By the growth of its kind: {odds.en}.",
        f"目标为{need.zh}；{why.zh}。按同类指标增速，达成概率：{odds.zh}。",
    )
    state = judge_chance(outlook)
    return Assessment(
        state, reason, goal, newest, required, outlook=outlook,
        missing="pace" if state == "cannot_say" else "", recovering=history.recovering,
    )  # fmt: skip
