"""Which value a promise asks for, or what is missing to say so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from upriver.core.errors import UnitError
from upriver.core.message import Message
from upriver.core.units import POINTS, convert
from upriver.targets.history import BOUNDS, RATES
from upriver.targets.pace import covers_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from upriver.targets.records import Observed, Promise
    from upriver.targets.verdict import Missing


@dataclass(frozen=True, slots=True)
class Goal:
    """What a promise asks for.

    Parameters
    ----------
    value : float, optional
        Level to be reached, in ``unit``; missing when only a growth is asked for.
    unit : str
        Unit of the level.
    growth : float, optional
        Growth a year (ratio), for promises of growth without a base. A reduction or a multiple
        over stated years whose base is unknown asks for it too, when growth was seen.
    missing : Message, optional
        What is missing to say more.
    lacks : str
        The same as a code: ``value``, ``unit`` or ``base``.
    """

    value: float | None
    unit: str
    growth: float | None = None
    missing: Message | None = None
    lacks: Missing = ""


def goal_of(promise: Promise, seen: Sequence[Observed]) -> Goal:
    """Value that a promise asks for at its deadline.

    Parameters
    ----------
    promise : Promise
        The target.
    seen : sequence of Observed
        Observations of its indicator at its place; they supply the base of a growth target.

    Returns
    -------
    Goal
        A level, a growth, or what is missing.

    Examples
    --------
    >>> from upriver.targets.records import Promise
    >>> promise = Promise("t", "ge", 2.0, "times", "multiple", True, "firms")
    >>> print(goal_of(promise, []).missing)
    Its base is not stated, so twice of what cannot be told.
    """
    unit = promise.indicator_unit
    if promise.value is None:
        return Goal(
            None, unit, missing=Message("Its value is unknown.", "目标值未知。"), lacks="value"
        )
    if promise.growth_kind in ("level", "share", "rank", "delta_pp"):
        return _points(promise, seen) if promise.growth_kind == "delta_pp" else _level(promise)
    try:
        change = convert(promise.value, promise.unit, "ratio")
    except UnitError:
        return Goal(
            None,
            unit,
            missing=Message(
                f"Its unit {promise.unit!r} is no ratio.", f"其单位 {promise.unit!r} 不是比率。"
            ),
            lacks="unit",
        )
    base = None if promise.growth_kind == "yoy" else _base(promise, seen)
    if promise.growth_kind == "yoy" or base is None:
        return _without_base(promise, change, seen)
    if promise.growth_kind == "multiple":
        return Goal(base * change, unit)
    if promise.growth_kind == "reduction":
        return Goal(base * (1 - change), unit)
    if promise.deadline is None or promise.base_period is None:
        return Goal(None, unit, growth=change)
    years = promise.deadline.year - promise.base_period.year
    return Goal(base * (1 + change) ** years, unit, growth=change)


def _level(promise: Promise) -> Goal:
    assert promise.value is not None
    unit = promise.indicator_unit
    if promise.unit in POINTS:
        points = Message(
            "Points say a change, not a level: its kind is delta_pp, from a base.",
            "百分点表示变动而非水平：口径应为 delta_pp，并说明基期。",
        )
        return Goal(None, unit, missing=points, lacks="unit")
    try:
        return Goal(convert(promise.value, promise.unit, unit), unit)
    except UnitError:
        return Goal(
            None,
            unit,
            missing=Message(
                f"Its unit {promise.unit!r} does not fit the indicator's {unit!r}.",
                f"其单位 {promise.unit!r} 与指标单位 {unit!r} 不符。",
            ),
            lacks="unit",
        )


def _points(promise: Promise, seen: Sequence[Observed]) -> Goal:
    """Share to be reached by a promise of points more or less than in its base."""
    assert promise.value is not None
    base = _base(promise, seen)
    if base is None:
        return _unknown_base(promise)
    moved = _level(replace(promise, unit="%" if promise.unit in POINTS else promise.unit))
    return moved if moved.value is None else replace(moved, value=base + moved.value)


def _unknown_base(promise: Promise) -> Goal:
    if promise.base_period is not None:
        missing = Message(
            f"The value of {promise.base_period.text} is unknown.",
            f"缺少 {promise.base_period.text} 的基期值。",
        )
    else:
        missing = Message("Its base is not stated.", "未说明基期。")
    return Goal(None, promise.indicator_unit, missing=missing, lacks="base")


def _base(promise: Promise, seen: Sequence[Observed]) -> float | None:
    if promise.base_value is not None:
        return promise.base_value
    if promise.base_period is None:
        return None
    for item in seen:
        if (
            item.growth_kind in ("level", "share")
            and item.period.year == promise.base_period.year
            and covers_year(item, unit=promise.indicator_unit)
        ):
            try:
                return convert(item.value, item.unit, promise.indicator_unit)
            except UnitError:
                continue
    return None


def _yearly(promise: Promise, change: float, seen: Sequence[Observed]) -> float | None:
    """Growth a year of a promise over a span, when growth was seen and the base was not."""
    if promise.deadline is None or promise.base_period is None:
        return None
    years = promise.deadline.year - promise.base_period.year
    factor = change if promise.growth_kind == "multiple" else 1 - change
    grown = any(item.growth_kind in RATES and item.comparator not in BOUNDS for item in seen)
    if years <= 0 or factor <= 0 or not grown:
        return None
    yearly: float = factor ** (1 / years) - 1
    return round(yearly, 12)


def _without_base(promise: Promise, change: float, seen: Sequence[Observed]) -> Goal:
    unit = promise.indicator_unit
    if promise.growth_kind in ("yoy", "cagr"):
        return Goal(None, unit, growth=change)
    yearly = _yearly(promise, change, seen)
    if yearly is not None:
        return Goal(None, unit, growth=yearly)
    if promise.base_period is None and promise.growth_kind == "multiple":
        times = "twice" if change == 2 else f"{change:g} times"
        missing = Message(
            f"Its base is not stated, so {times} of what cannot be told.",
            f"未说明基期，无法判断是何值的 {change:g} 倍。",
        )
        return Goal(None, unit, missing=missing, lacks="base")
    return _unknown_base(promise)
