"""Reached, on course, behind, off course, or not to be told, and always why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from upriver.core.errors import UnitError
from upriver.core.message import Message
from upriver.core.units import convert
from upriver.targets.goal import Goal, goal_of
from upriver.targets.pace import (
    Pace,
    covers_year,
    is_comparable,
    pace_between,
    required_pace,
    years_between,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from upriver.targets.records import Observed, Promise

State = Literal["reached", "on_course", "behind", "off_course", "cannot_say"]
STATE_NAMES: dict[State, Message] = {
    "reached": Message("reached", "已达成"),
    "on_course": Message("on course", "进度正常"),
    "behind": Message("behind", "进度滞后"),
    "off_course": Message("off course", "偏离目标"),
    "cannot_say": Message("cannot say", "无法判断"),
}
MONEY = "1e8 CNY"
HALF = 0.5  # below this share of the required pace a target is off course
NEARLY = 0.99  # pace so far counts as enough from here on
ABOUT = 0.05
UNIT_ZH = {"1e8 CNY": "亿元", "1e4 CNY": "万元", "%": "%", "routes": "条", "firms": "家",
           "persons": "人", "1e4 persons": "万人", "1e4 vehicles": "万辆", "1e4 t": "万吨",
           "days": "天", "times": "倍", "ratio": "", "items": "个"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Assessment:
    """Where a promise stands.

    Parameters
    ----------
    state : str
        ``reached on_course behind off_course cannot_say``.
    reason : Message
        Why, with the figures.
    goal : Goal
        What is asked for.
    newest : Observed, optional
        The newest observation that can be held against it.
    required : Pace, optional
        Speed needed from there to the deadline.
    so_far : Pace, optional
        Speed seen so far.
    """

    state: State
    reason: Message
    goal: Goal
    newest: Observed | None = None
    required: Pace | None = None
    so_far: Pace | None = None


def assess(promise: Promise, seen: Sequence[Observed], *, as_of: date) -> Assessment:
    """Say where a promise stands.

    Parameters
    ----------
    promise : Promise
        The target.
    seen : sequence of Observed
        Observations of its indicator at its place, in any order.
    as_of : date
        Day of the judgement; later observations are not looked at.

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
    """
    known = sorted(
        (item for item in seen if item.period.end is not None and item.period.end <= as_of),
        key=lambda item: (item.period.end, item.period.text, item.source),
    )
    goal = goal_of(promise, known)
    if goal.missing is not None:
        return Assessment("cannot_say", goal.missing, goal)
    if goal.value is None:
        return _growth(promise, goal, known)
    return _level(promise, goal, known, as_of=as_of)


def _said(value: float, unit: str) -> Message:
    text = f"{value:,.4g}" if abs(value) < 1e4 else f"{value:,.0f}"
    if unit == "%":
        return Message(f"{text}%", f"{text}%")
    if unit == MONEY:
        return Message(f"CNY {value / 10:,.4g} billion", f"{text}{UNIT_ZH[MONEY]}")
    return Message(f"{text} {unit}", f"{text}{UNIT_ZH.get(unit, ' ' + unit)}")


def _speed(pace: Pace, unit: str) -> Message:
    if pace.proportional:
        return Message(f"{pace.value:+.1%} a year", f"每年 {pace.value:+.1%}")
    if unit in ("%", "ratio"):
        points = pace.value * (1 if unit == "%" else 100)
        return Message(f"{points:+.2f} points a year", f"每年 {points:+.2f} 个百分点")
    said = _said(pace.value, unit)
    return Message(f"{said.en} a year", f"每年 {said.zh}")


def _sense(promise: Promise) -> int:
    if promise.growth_kind == "reduction" or promise.comparator in ("le", "lt"):
        return -1
    if promise.comparator in ("ge", "gt", "multiple"):
        return 1
    return 1 if promise.higher else -1


def is_met(promise: Promise, value: float, goal: float) -> bool:
    """Whether a value keeps a promise.

    Parameters
    ----------
    promise : Promise
        The target.
    value : float
        A level in the unit of the goal.
    goal : float
        What is asked for.

    Returns
    -------
    bool
        By the comparator of the promise; "about" allows five percent, "exactly" counts as
        met on the better side too.
    """
    if promise.comparator == "gt":
        return value > goal
    if promise.comparator == "lt":
        return value < goal
    if promise.comparator == "about":
        goal -= _sense(promise) * abs(goal) * ABOUT
    return value >= goal if _sense(promise) > 0 else value <= goal


def _level(promise: Promise, goal: Goal, known: Sequence[Observed], *, as_of: date) -> Assessment:
    assert goal.value is not None
    fitting = [item for item in known if _fits(item, goal.unit)]
    if not fitting:
        part = any(item.growth_kind in ("level", "share") for item in known)
        reason = (
            Message(
                "Only parts of a year, or other units, were observed.",
                "仅有部分时段或其他单位的观测值。",
            )
            if part
            else Message("It was not observed.", "没有观测值。")
        )
        return Assessment("cannot_say", reason, goal)
    newest = fitting[-1]
    value = convert(newest.value, newest.unit, goal.unit)
    now, wanted = _said(value, goal.unit), _said(goal.value, goal.unit)
    seen = Message(
        f"{now.en} in {newest.period.text}, {wanted.en} promised",
        f"{newest.period.text} 为 {now.zh}，目标 {wanted.zh}",
    )
    if is_met(promise, value, goal.value):
        return Assessment("reached", Message(f"{seen.en}.", f"{seen.zh}。"), goal, newest)
    if _missed(promise, newest):
        reason = Message(f"{seen.en}; it was missed.", f"{seen.zh}；未达成。")
        return Assessment("off_course", reason, goal, newest)
    if promise.deadline is None or promise.deadline.end is None:
        reason = Message(f"{seen.en}; no deadline is stated.", f"{seen.zh}；未说明期限。")
        return Assessment("cannot_say", reason, goal, newest)
    if promise.deadline.end <= as_of:
        seen = Message(
            f"{seen.en} for {promise.deadline.text}, which has passed unobserved",
            f"{seen.zh}（期限 {promise.deadline.text} 已到，尚无观测值）",
        )
    return _by_pace(promise, goal, fitting, known, seen=seen)


def _fits(item: Observed, unit: str) -> bool:
    if item.growth_kind not in ("level", "share"):
        return False
    try:
        convert(1.0, item.unit, unit)
    except UnitError:
        return False
    return covers_year(item, unit=unit)


def _missed(promise: Promise, newest: Observed) -> bool:
    due = promise.deadline.end if promise.deadline else None
    return due is not None and newest.period.end is not None and newest.period.end >= due


def _by_pace(
    promise: Promise,
    goal: Goal,
    fitting: Sequence[Observed],
    known: Sequence[Observed],
    *,
    seen: Message,
) -> Assessment:
    newest = fitting[-1]
    assert goal.value is not None
    assert promise.deadline is not None
    assert promise.deadline.end is not None
    assert newest.period.end is not None
    share = newest.growth_kind == "share" or promise.growth_kind in ("share", "rank")
    value = convert(newest.value, newest.unit, goal.unit)
    required = required_pace(
        value,
        goal.value,
        observed=newest.period.end,
        deadline=promise.deadline.end,
        kind="share" if share else "level",
    )
    if required is None:
        return Assessment("cannot_say", Message(f"{seen.en}.", f"{seen.zh}。"), goal, newest)
    so_far = _pace_so_far(fitting, known, unit=goal.unit, proportional=required.proportional)
    need = _speed(required, goal.unit)
    if so_far is None:
        reason = Message(
            f"{seen.en}: {need.en} is needed; only one comparable observation is known, so the "
            "pace so far cannot be told.",
            f"{seen.zh}：需{need.zh}；仅有一个可比观测值，无法判断已有进度。",
        )
        return Assessment("cannot_say", reason, goal, newest, required)
    state = _judge(required.value * _sense(promise), so_far.value * _sense(promise))
    was = _speed(so_far, goal.unit)
    reason = Message(
        f"{seen.en}: {need.en} is needed, {was.en} was seen.",
        f"{seen.zh}：需{need.zh}，已有{was.zh}。",
    )
    return Assessment(state, reason, goal, newest, required, so_far)


def _pace_so_far(
    fitting: Sequence[Observed],
    known: Sequence[Observed],
    *,
    unit: str,
    proportional: bool,
) -> Pace | None:
    newest = fitting[-1]
    for item in fitting[:-1]:
        if item.period.end == newest.period.end or not is_comparable(item, newest, unit=unit):
            continue
        assert item.period.end is not None
        assert newest.period.end is not None
        return pace_between(
            convert(item.value, item.unit, unit),
            convert(newest.value, newest.unit, unit),
            years=years_between(item.period.end, newest.period.end),
            proportional=proportional,
        )
    rates = [item for item in known if item.growth_kind in ("yoy", "cagr")]
    if proportional and rates:
        return Pace(convert(rates[-1].value, rates[-1].unit, "ratio"), proportional=True)
    return None


def _judge(required: float, so_far: float) -> State:
    """Compare two speeds of which more is better."""
    if so_far >= required * NEARLY:
        return "on_course"
    if so_far >= required * HALF and so_far > 0:
        return "behind"
    return "off_course"


def _growth(promise: Promise, goal: Goal, known: Sequence[Observed]) -> Assessment:
    """A promise of growth: held against the growth that was published, or seen in levels."""
    assert goal.growth is not None
    required = Pace(goal.growth, proportional=True)
    rates = [item for item in known if item.growth_kind in ("yoy", "cagr") and _is_ratio(item.unit)]
    levels = [item for item in known if _fits(item, goal.unit)]
    newest = (rates or levels)[-1] if rates or levels else None
    so_far = (
        Pace(convert(rates[-1].value, rates[-1].unit, "ratio"), proportional=True)
        if rates
        else _pace_so_far(levels, (), unit=goal.unit, proportional=True)
        if levels
        else None
    )
    need = _speed(required, "")
    if so_far is None or newest is None:
        reason = Message(
            f"{need.en} was promised; no growth was observed.", f"目标为{need.zh}；没有增速观测值。"
        )
        return Assessment("cannot_say", reason, goal, newest, required)
    was = _speed(so_far, "")
    reason = Message(
        f"{need.en} was promised, {was.en} was seen in {newest.period.text}.",
        f"目标为{need.zh}，{newest.period.text} 为{was.zh}。",
    )
    due = promise.deadline
    if due is not None and newest.growth_kind == "yoy" and newest.period.is_comparable(due):
        met = newest.period.year == due.year and so_far.value >= required.value
        if met:
            return Assessment("reached", reason, goal, newest, required, so_far)
        if newest.period.year >= due.year:
            return Assessment("off_course", reason, goal, newest, required, so_far)
    sense = _sense(promise)
    state = _judge(required.value * sense, so_far.value * sense)
    return Assessment(state, reason, goal, newest, required, so_far)


def _is_ratio(unit: str) -> bool:
    try:
        convert(1.0, unit, "ratio")
    except UnitError:
        return False
    return True
