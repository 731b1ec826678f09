"""Where a promise stands: reached, on course, behind, off course, or not to be told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from upriver.core.errors import UnitError
from upriver.core.figures import said
from upriver.core.message import Message
from upriver.core.units import convert
from upriver.targets.goal import Goal, goal_of
from upriver.targets.growth_state import judge_growth
from upriver.targets.history import BOUNDS, History, history_of, own_speed
from upriver.targets.outlook import Outlook, Way, outlook_of
from upriver.targets.pace import (
    Pace,
    covers_year,
    is_comparable,
    pace_between,
    required_pace,
    years_between,
)
from upriver.targets.series import newest_run, year_totals
from upriver.targets.verdict import Assessment, judge_chance, judge_pace, meets, sense
from upriver.targets.wording import bound_said, chance_said, speed_said

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from upriver.targets.growth import GrowthClass
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
    Years whose months or quarters are all known are added up. A bound such as "more than
    5,000" can keep a promise or break it, but it is no number: no pace is taken to or from it.
    Without a pace of its own a promise is judged by the growth of its kind, and only when the
    probability is above 90 % or below 10 %.
    """
    pools = pools or Pools()
    known = sorted(
        (item for item in seen if item.period.end is not None and item.period.end <= as_of),
        key=lambda item: (item.period.end, item.period.text, item.source),
    )
    made = year_totals(known, unit=promise.indicator_unit)
    known = sorted([*known, *made], key=lambda item: (item.period.end, item.period.text))
    goal = goal_of(promise, known)
    history = history_of(known, unit=goal.unit)
    if goal.missing is not None:
        return Assessment("cannot_say", goal.missing, goal, missing=goal.lacks)
    if goal.value is None:
        levels = [item for item in known if _fits(item, goal.unit)]
        pace = _between(levels, unit=goal.unit, proportional=True) if levels else None
        return judge_growth(
            promise, goal, known, history, pool=pools.growth,
            levels_pace=None if history.unsteady else pace, as_of=as_of,
        )  # fmt: skip
    return _level(promise, goal, known, history, as_of=as_of, pools=pools)


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
        return Assessment("cannot_say", _nothing(known), goal, missing="observation")
    newest = fitting[-1]
    value = convert(newest.value, newest.unit, goal.unit)
    kept = meets(promise, newest.comparator, value, goal.value)
    seen = _seen(newest, value, goal)
    if kept:
        return Assessment("reached", Message(f"{seen.en}.", f"{seen.zh}。"), goal, newest)
    due = promise.deadline.end if promise.deadline else None
    if due is not None and newest.period.end is not None and newest.period.end >= due:
        if kept is False:
            reason = Message(f"{seen.en}; it was missed.", f"{seen.zh}；未达成。")
            return Assessment("off_course", reason, goal, newest)
        reason = Message(
            f"{seen.en}; the bound leaves open whether it was kept.",
            f"{seen.zh}；界限值无法判断是否达成。",
        )
        return Assessment("cannot_say", reason, goal, newest, missing="observation")
    if due is None or promise.deadline is None:
        reason = Message(f"{seen.en}; no deadline is stated.", f"{seen.zh}；未说明期限。")
        return Assessment("cannot_say", reason, goal, newest, missing="deadline")
    start = _start(fitting, history, promise, goal)
    seen = _seen(start, convert(start.value, start.unit, goal.unit), goal)
    if start is not newest:
        bound = bound_said(newest.comparator, value, goal.unit)
        seen = Message(
            f"{seen.en} ({newest.period.text}: {bound.en}, a bound)",
            f"{seen.zh}（{newest.period.text} 为{bound.zh}，仅为界限）",
        )
    if due <= as_of:
        seen = Message(
            f"{seen.en} for {promise.deadline.text}, which has passed unobserved",
            f"{seen.zh}（期限 {promise.deadline.text} 已到，尚无观测值）",
        )
    return _ahead(
        promise, goal, fitting, history, known=known, start=start, due=due, seen=seen, pools=pools
    )


def _nothing(known: Sequence[Observed]) -> Message:
    if any(item.growth_kind in ("level", "share") for item in known):
        return Message(
            "Only parts of a year, or other units, were observed.",
            "仅有部分时段或其他单位的观测值。",
        )
    return Message("It was not observed.", "没有观测值。")


def _seen(item: Observed, value: float, goal: Goal) -> Message:
    assert goal.value is not None
    now, wanted = bound_said(item.comparator, value, goal.unit), said(goal.value, goal.unit)
    gap = " " if now.zh[0].isdigit() else ""
    by, by_zh = ("", "") if not item.doubt else (
        f" by the account (off by {item.doubt:.0%} elsewhere)",
        f"（据账户推算，同类偏差约 {item.doubt:.0%}）",
    )  # fmt: skip
    return Message(
        f"{now.en[0].upper()}{now.en[1:]} in {item.period.text}{by}, {wanted.en} promised",
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
    outlook = outlook_of(way, history, pool)
    so_far = _pace_so_far(
        fitting, history, start, unit=goal.unit, proportional=required.proportional
    )
    judged = Assessment(
        "cannot_say", seen, goal, start, required, so_far, outlook, recovering=history.recovering
    )
    if history.recovering or so_far is None:
        return _without_pace(judged, way)
    side = sense(promise)
    state = judge_pace(required.value * side, so_far.value * side)
    need, was = speed_said(required, goal.unit), speed_said(so_far, goal.unit)
    reason = Message(
        f"{seen.en}: {need.en} is needed, {was.en} was seen.",
        f"{seen.zh}：需{need.zh}，已有{was.zh}。",
    )
    return replace(judged, state=state, reason=_with_chance(reason, outlook))


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


def _pace_so_far(
    fitting: Sequence[Observed],
    history: History,
    start: Observed,
    *,
    unit: str,
    proportional: bool,
) -> Pace | None:
    if start.comparator in BOUNDS:
        return None
    upto = [item for item in fitting if item.period.end <= start.period.end]  # type: ignore[operator]
    pace = _between([*upto, start], unit=unit, proportional=proportional)
    if pace is None and proportional and history.rates:
        return Pace(history.rates[-1][1], proportional=True)
    return pace


def _between(fitting: Sequence[Observed], *, unit: str, proportional: bool) -> Pace | None:
    """Speed from the earliest comparable number to the newest."""
    newest = fitting[-1]
    if newest.comparator in BOUNDS:
        return None
    for item in fitting[:-1]:
        same = item.period.end == newest.period.end
        if same or item.comparator in BOUNDS or not is_comparable(item, newest, unit=unit):
            continue
        assert item.period.end is not None
        assert newest.period.end is not None
        return pace_between(
            convert(item.value, item.unit, unit),
            convert(newest.value, newest.unit, unit),
            years=years_between(item.period.end, newest.period.end),
            proportional=proportional,
        )
    return None
