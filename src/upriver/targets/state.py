"""Where a promise stands: reached, on course, behind, off course, or not to be told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from upriver.core.errors import UnitError
from upriver.core.figures import said
from upriver.core.message import Message
from upriver.core.units import convert
from upriver.targets.derived import in_unit
from upriver.targets.goal import Goal, goal_of
from upriver.targets.growth_state import judge_growth
from upriver.targets.history import BOUNDS, History, history_of, own_speed
from upriver.targets.outlook import Outlook, Way, outlook_of
from upriver.targets.pace import covers_year, pace_between, required_pace, years_between
from upriver.targets.part_year import carried_years
from upriver.targets.series import newest_run, year_totals
from upriver.targets.so_far import pace_so_far, pace_to
from upriver.targets.verdict import Assessment, judge_chance, judge_pace, meets, sense
from upriver.targets.wording import (
    bound_said,
    chance_said,
    doubt_said,
    growth_said,
    speed_said,
    when_said,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from upriver.targets.growth import GrowthClass
    from upriver.targets.pace import Pace
    from upriver.targets.records import Observed, Promise


@dataclass(frozen=True, slots=True)
class Pools:
    """Speeds of the indicators of one package.

    Parameters
    ----------
    growth : GrowthClass, optional
        Log growth a year of levels.
    points : GrowthClass, optional
        Points a year of shares.
    """

    growth: GrowthClass | None = None
    points: GrowthClass | None = None


def assess(
    promise: Promise, seen: Sequence[Observed], *, as_of: date, pools: Pools | None = None
) -> Assessment:
    """Say where a promise stands.

    Parameters
    ----------
    promise : Promise
        The target.
    seen : sequence of Observed
        Observations of its indicator at its place, in any order.
    as_of : date
        Day of the judgement; later observations are not looked at.
    pools : Pools, optional
        Speeds of other indicators, for the forecast and its probability.

    Returns
    -------
    Assessment
        State and reason. A promise that cannot be judged says what is missing.

    Notes
    -----
    Observations of a part of a year are never held against a yearly amount. A target is on
    course when the pace so far would be enough, behind when it is at least half of what is
    needed, and off course below that. When the deadline has passed and nothing newer was
    observed, the same comparison is made at the last observation, and the reason says so.
    Years whose months or quarters are all known are added up; a year that is over and of which
    half or more is known is carried to twelve months, with a doubt. A bound such as "more than
    5,000" can keep a promise or break it, but it is no number: a pace up to it says only that
    at least so much was seen, which can show a target on course and nothing else.
    Without a pace of its own a promise is judged by the growth of its kind, and only when the
    probability is above 90 % or below 10 %.
    """
    pools = pools or Pools()
    known = sorted(
        (item for item in seen if item.period.end is not None and item.period.end <= as_of),
        key=lambda item: (item.period.end, item.period.text, item.source),
    )
    made = year_totals(known, unit=promise.indicator_unit)
    made += carried_years([*known, *made], unit=promise.indicator_unit, as_of=as_of)
    known = sorted([*known, *made], key=lambda item: (item.period.end, item.period.text))
    goal = goal_of(promise, known)
    history = history_of(known, unit=goal.unit)
    if goal.missing is not None:
        return Assessment("cannot_say", goal.missing, goal, missing=goal.lacks)
    if goal.value is None:
        levels = [item for item in known if _fits(item, goal.unit)]
        pace = _between(levels, unit=goal.unit)
        return judge_growth(
            promise, goal, known, history, pool=pools.growth,
            levels_pace=None if history.unsteady else pace, as_of=as_of,
        )  # fmt: skip
    return _level(promise, goal, known, history, as_of=as_of, pools=pools)


def _between(levels: Sequence[Observed], *, unit: str) -> Pace | None:
    """Growth up to the newest level, when that is a number."""
    if not levels or levels[-1].comparator in BOUNDS:
        return None
    return pace_to(levels[-1], levels, unit=unit, proportional=True)


def _fits(item: Observed, unit: str) -> bool:
    if item.growth_kind not in ("level", "share"):
        return False
    try:
        convert(1.0, item.unit, unit)
    except UnitError:
        return False
    return covers_year(item, unit=unit)


def _level(
    promise: Promise,
    goal: Goal,
    known: Sequence[Observed],
    history: History,
    *,
    as_of: date,
    pools: Pools,
) -> Assessment:
    assert goal.value is not None
    fitting = [item for item in known if _fits(item, goal.unit)]
    if not fitting:
        return Assessment("cannot_say", _nothing(known, goal), goal, missing="observation")
    newest = fitting[-1]
    value = convert(newest.value, newest.unit, goal.unit)
    kept = meets(promise, newest.comparator, value, goal.value)
    seen = _seen(newest, value, goal)
    if kept:
        return Assessment("reached", Message(f"{seen.en}.", f"{seen.zh}。"), goal, newest)
    due = promise.deadline.end if promise.deadline else None
    start = _start(fitting, history, promise, goal)
    over = due is not None and newest.period.end is not None and newest.period.end >= due
    if over and (kept is False or start is newest):
        return _due(goal, newest, seen, kept=kept)
    if due is None or promise.deadline is None:
        reason = Message(f"{seen.en}; no deadline is stated.", f"{seen.zh}；未说明期限。")
        return Assessment("cannot_say", reason, goal, newest, missing="deadline")
    seen = _seen(start, convert(start.value, start.unit, goal.unit), goal)
    if start is not newest:
        bound = bound_said(newest.comparator, value, goal.unit)
        seen = Message(
            f"{seen.en} ({newest.period.text}: {bound.en}, a bound)",
            f"{seen.zh}（{newest.period.text} 为{bound.zh}，仅为界限）",
        )
    if due <= as_of and not over:
        seen = Message(
            f"{seen.en} for {promise.deadline.text}, which has passed unobserved",
            f"{seen.zh}（期限 {promise.deadline.text} 已到，尚无观测值）",
        )
    return _ahead(
        promise, goal, fitting, history, known=known, start=start, due=due, seen=seen, pools=pools
    )


def _due(goal: Goal, newest: Observed, seen: Message, *, kept: bool | None) -> Assessment:
    """State of a promise whose deadline was observed, when it was not kept for certain."""
    if kept is False:
        reason = Message(f"{seen.en}; it was missed.", f"{seen.zh}；未达成。")
        return Assessment("off_course", reason, goal, newest)
    reason = Message(
        f"{seen.en}; the bound leaves open whether it was kept.",
        f"{seen.zh}；界限值无法判断是否达成。",
    )
    return Assessment("cannot_say", reason, goal, newest, missing="observation")


def _nothing(known: Sequence[Observed], goal: Goal) -> Message:
    """What was observed when nothing can be held against the promise."""
    levels = [item for item in known if item.growth_kind in ("level", "share")]
    if not levels:
        return Message("It was not observed.", "没有观测值。")
    item = levels[-1]
    value, when = bound_said(item.comparator, item.value, item.unit), when_said(item.period)
    gap = " " if value.zh[0].isdigit() else ""
    en = f"{value.en[0].upper()}{value.en[1:]} {when.en}"
    if in_unit(item, goal.unit) is None:
        return Message(
            f"{en}, which is no measure in {goal.unit}.",
            f"{when.zh}为{gap}{value.zh}，与目标单位 {goal.unit} 不符。",
        )
    return Message(f"{en}, which is no whole year.", f"{when.zh} 为{gap}{value.zh}，不是全年数。")


def _seen(item: Observed, value: float, goal: Goal) -> Message:
    assert goal.value is not None
    now, wanted = bound_said(item.comparator, value, goal.unit), said(goal.value, goal.unit)
    gap = " " if now.zh[0].isdigit() else ""
    by = doubt_said(item)
    by_en, by_zh = (by.en, by.zh) if by else ("", "")
    return Message(
        f"{now.en[0].upper()}{now.en[1:]} in {item.period.text}{by_en}, {wanted.en} promised",
        f"{item.period.text} 为{gap}{now.zh}{by_zh}，目标 {wanted.zh}",
    )


def _start(fitting: Sequence[Observed], history: History, promise: Promise, goal: Goal) -> Observed:
    """Newest number; the newest bound instead when it says more than the number would lead to."""
    newest = fitting[-1]
    numbers = [item for item in fitting if item.comparator not in BOUNDS]
    if newest.comparator not in BOUNDS or not numbers:
        return newest
    number = numbers[-1]
    own = own_speed(history, proportional=False)
    assert newest.period.end is not None
    assert number.period.end is not None
    led = convert(number.value, number.unit, goal.unit)
    led += (own[0] if own else 0.0) * years_between(number.period.end, newest.period.end)
    bound = convert(newest.value, newest.unit, goal.unit)
    side = sense(promise)
    tells = (newest.comparator in ("ge", "gt")) == (side > 0) and bound * side > led * side
    return newest if tells else number


def _ahead(
    promise: Promise,
    goal: Goal,
    fitting: Sequence[Observed],
    history: History,
    *,
    known: Sequence[Observed],
    start: Observed,
    due: date,
    seen: Message,
    pools: Pools,
) -> Assessment:
    assert goal.value is not None
    assert start.period.end is not None
    share = start.growth_kind == "share" or promise.growth_kind in ("share", "rank")
    value = convert(start.value, start.unit, goal.unit)
    required = required_pace(
        value, goal.value, observed=start.period.end, deadline=due,
        kind="share" if share else "level",
    )  # fmt: skip
    if required is None:
        reason = Message(f"{seen.en}.", f"{seen.zh}。")
        return Assessment("cannot_say", reason, goal, start, missing="observation")
    top = {"%": 100.0, "ratio": 1.0}.get(goal.unit) if share else None
    run = newest_run(known, unit=goal.unit)
    way = Way(start, value, goal.value, due, sense(promise) > 0, required.proportional, top, run)
    pool = pools.growth if required.proportional else pools.points
    so_far = pace_so_far(
        fitting, known, history, start, unit=goal.unit, proportional=required.proportional,
        above=way.above,
    )  # fmt: skip
    if so_far is not None and so_far.at_least:  # the speed up to a bound is a floor as well
        floor = replace(start, comparator="about")
        outlook = outlook_of(way, history_of([*known, floor], unit=goal.unit), pool)
    else:
        outlook = outlook_of(way, history, pool)
    judged = Assessment(
        "cannot_say", seen, goal, start, required, so_far.pace if so_far else None, outlook,
        recovering=history.recovering,
    )  # fmt: skip
    if history.recovering or so_far is None:
        return _without_pace(judged, way)
    side = sense(promise)
    state = judge_pace(required.value * side, so_far.pace.value * side)
    need, was = speed_said(required, goal.unit), speed_said(so_far.pace, goal.unit)
    known_by = growth_said(derived=so_far.derived)
    least, least_zh = ("at least ", "至少") if so_far.at_least else ("", "")
    reason = Message(
        f"{seen.en}: {need.en} is needed, {least}{was.en} {known_by.en}.",
        f"{seen.zh}：需{need.zh}，{known_by.zh}{least_zh}{was.zh}。",
    )
    reason = _with_chance(reason, outlook)
    if so_far.at_least and state != "on_course":
        return replace(judged, reason=reason, missing="pace")
    return replace(judged, state=state, reason=reason)


def _without_pace(judged: Assessment, way: Way) -> Assessment:
    """State of a promise without a pace that may be carried forward."""
    assert judged.required is not None
    seen, need = judged.reason, speed_said(judged.required, judged.goal.unit)
    outlook = judged.outlook
    assert judged.newest is not None
    if judged.recovering:
        why = Message(
            "it comes back from a fall, so its growth is not carried forward",
            "处于下跌后的恢复期，增速不作外推",
        )
    elif judged.newest.comparator in BOUNDS:
        why = Message(
            "only a bound is known, so the pace so far cannot be told",
            "仅有界限值，无法判断已有进度",
        )
    else:
        why = Message(
            "only one comparable observation is known, so the pace so far cannot be told",
            "仅有一个可比观测值，无法判断已有进度",
        )
    reason = Message(
        f"{seen.en}: {need.en} is needed; {why.en}.", f"{seen.zh}：需{need.zh}；{why.zh}。"
    )
    reason = _with_chance(reason, outlook)
    if outlook is None:
        return replace(judged, reason=reason, so_far=None, missing="pace")
    if judged.recovering:
        led = pace_between(
            way.value, outlook.center, years=way.years, proportional=way.proportional
        )
        side = 1 if way.above else -1
        state = judge_pace(judged.required.value * side, led.value * side if led else 0.0)
        return replace(judged, state=state, reason=reason, so_far=None)
    state = judge_chance(outlook)
    if state == "cannot_say":
        return replace(judged, reason=reason, so_far=None, missing="pace")
    return replace(judged, state=state, reason=reason, so_far=None)


def _with_chance(reason: Message, outlook: Outlook | None) -> Message:
    if outlook is None:
        return reason
    odds = chance_said(outlook)
    kind = outlook.evidence == "class"
    return Message(
        f"{reason.en} Probability{' by the growth of its kind' if kind else ''}: {odds.en}.",
        f"{reason.zh}达成概率{'（仅据同类指标增速）' if kind else ''}：{odds.zh}。",
    )
