"""Promises that contradict one another, or that nothing ever seen could keep."""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING

from upriver.core.figures import said
from upriver.core.message import Message
from upriver.targets.contradictions.records import Contradiction, Register, Registered
from upriver.targets.derived import in_unit
from upriver.targets.history import BOUNDS
from upriver.targets.verdict import sense
from upriver.targets.wording import speed_said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from upriver.targets.state import Pools

DERIVED = ("multiple", "reduction", "delta_pp")
SLACK = 0.02  # two ways to one figure may differ by this much


def promise_contradictions(register: Register, pools: Pools) -> list[Contradiction]:
    """Promises against promises, and against what was seen.

    Parameters
    ----------
    register : Register
        All promises.
    pools : Pools
        Speeds of the indicators of the package.

    Returns
    -------
    list of Contradiction
        In the order of the register.
    """
    found: list[Contradiction] = []
    for one, two in combinations(register.promises, 2):
        if (one.measure.indicator, one.place) == (two.measure.indicator, two.place):
            found += _pair(one, two)
    for each in register.promises:
        found += _already_met(each, register)
        found += _beyond(each, pools)
    return found


def _pair(one: Registered, two: Registered) -> Iterator[Contradiction]:
    if one.due is None or two.due is None:
        return
    if one.due > two.due:
        one, two = two, one
    growths = ("yoy", "cagr")
    if (one.promise.growth_kind in growths) != (two.promise.growth_kind in growths):
        yield from _level_and_growth(one, two)
        return
    first, second = _asked(one), _asked(two)
    if first is None or second is None:
        return
    unit = "ratio" if one.promise.growth_kind in growths else one.measure.unit
    left, right = said(first, unit), said(second, unit)
    if one.due == two.due and (one.promise.growth_kind in DERIVED) != (
        two.promise.growth_kind in DERIVED
    ):
        yield from _stated_and_derived(one, first, two, second)
        return
    if one.due == two.due:
        if _opposed(one, first, two, second):
            yield Contradiction(
                "opposed-promises", "warning", one.code, two.code, first, second, unit,
                Message(
                    f"{one.title.en} asks for {_bounded(one, left).en} and {two.title.en} for "
                    f"{_bounded(two, right).en}, both by {_when(two)}.",
                    f"{one.title.zh}要求{_bounded(one, left).zh}，{two.title.zh}要求"
                    f"{_bounded(two, right).zh}，期限均为 {_when(two)}。",
                ),
                Message("Withdraw or correct one of them.", "请撤回或更正其中一项。"),
            )  # fmt: skip
        return
    side = sense(one.promise)
    if side == sense(two.promise) and (second - first) * side < 0:
        yield Contradiction(
            "falling-promises", "warning", one.code, two.code, first, second, unit,
            Message(
                f"{one.title.en} asks for {left.en} by {_when(one)}, {two.title.en} only for "
                f"{right.en} by {_when(two)}.",
                f"{one.title.zh}要求 {_when(one)} 达到 {left.zh}，而{two.title.zh}仅要求 "
                f"{_when(two)} 达到 {right.zh}。",
            ),
            Message(
                "Look whether both measure the same; if so, correct one.",
                "请核对二者口径是否一致；若一致，请更正其一。",
            ),
        )  # fmt: skip


def _stated_and_derived(
    one: Registered, first: float, two: Registered, second: float
) -> Iterator[Contradiction]:
    """A doubling, or a fall by a share, against a figure that is stated for the same year."""
    if abs(first - second) <= SLACK * max(abs(first), abs(second)):
        return
    unit = one.measure.unit
    left, right = said(first, unit), said(second, unit)
    yield Contradiction(
        "level-and-growth", "warning", one.code, two.code, first, second, unit,
        Message(
            f"By {_when(two)} {one.title.en} leads to {left.en}, {two.title.en} to {right.en}.",
            f"到 {_when(two)}，{one.title.zh}推得 {left.zh}，{two.title.zh}推得 {right.zh}。",
        ),
        Message("Correct the base or one of the values.", "请更正基期值或其中一个目标值。"),
    )  # fmt: skip


def _asked(each: Registered) -> float | None:
    """Level, or growth, that a promise asks for."""
    if each.promise.growth_kind in ("yoy", "cagr"):
        return each.assessment.goal.growth
    return each.level


def _opposed(one: Registered, first: float, two: Registered, second: float) -> bool:
    """Whether no figure keeps both."""
    if sense(one.promise) != sense(two.promise):
        up, down = (first, second) if sense(one.promise) > 0 else (second, first)
        return up > down
    exact = [each.promise.comparator == "eq" for each in (one, two)]
    if all(exact):
        return not math.isclose(first, second, rel_tol=1e-9)
    return False


def _bounded(each: Registered, figure: Message) -> Message:
    if each.promise.comparator == "eq":
        return figure
    if sense(each.promise) > 0:
        return Message(f"at least {figure.en}", f"不低于 {figure.zh}")
    return Message(f"at most {figure.en}", f"不高于 {figure.zh}")


def _when(each: Registered) -> str:
    return each.promise.deadline.text if each.promise.deadline else "-"


def _level_and_growth(one: Registered, two: Registered) -> Iterator[Contradiction]:
    """A level and a growth of one indicator that lead to different figures at one deadline."""
    level, growth = (two, one) if one.promise.growth_kind in ("yoy", "cagr") else (one, two)
    newest, rate = level.assessment.newest, growth.assessment.goal.growth
    wanted = level.level
    if newest is None or rate is None or wanted is None or newest.period.end is None:
        return
    if newest.comparator in BOUNDS or level.due != growth.due or level.due is None:
        return
    value = in_unit(newest, level.measure.unit)
    years = level.due.year - newest.period.year
    if value is None or years <= 0 or (growth.promise.growth_kind == "yoy" and years != 1):
        return
    led = value * (1 + rate) ** years
    if abs(led - wanted) <= SLACK * abs(wanted):
        return
    unit = level.measure.unit
    to, goal, start = said(led, unit), said(wanted, unit), said(value, unit)
    yield Contradiction(
        "level-and-growth", "warning", level.code, growth.code, wanted, led, unit,
        Message(
            f"From {start.en} in {newest.period.text}, the growth of {growth.title.en} leads to "
            f"{to.en} by {_when(level)}, {level.title.en} asks for {goal.en}.",
            f"以 {newest.period.text} 的 {start.zh}为基数，按{growth.title.zh}的增速到 "
            f"{_when(level)} 为 {to.zh}，而{level.title.zh}要求 {goal.zh}。",
        ),
        Message(
            "Look whether the growth is in constant prices; otherwise correct one.",
            "请核对增速是否按可比价计算；否则请更正其一。",
        ),
    )  # fmt: skip


def _already_met(each: Registered, register: Register) -> Iterator[Contradiction]:
    """A promise that an observation before its deadline had already kept, unlike the newest."""
    goal, due = each.level, each.due
    if goal is None or due is None or each.promise.growth_kind not in ("level", "share"):
        return
    side = sense(each.promise)
    for item in register.seen.get((each.measure.indicator, each.place), ()):
        value = in_unit(item, each.measure.unit)
        if value is None or item.growth_kind not in ("level", "share") or item.period.end is None:
            continue
        early = due.year - item.period.year >= 2
        if early and item.comparator not in BOUNDS and (value - goal) * side > 0:
            now, wanted = said(value, each.measure.unit), said(goal, each.measure.unit)
            yield Contradiction(
                "already-met", "note", each.code, f"{each.measure.indicator} {each.place} "
                f"{item.period.text} {item.source}".strip(), goal, value, each.measure.unit,
                Message(
                    f"{each.title.en} asks for {wanted.en} by {_when(each)}; {now.en} was seen in "
                    f"{item.period.text} already.",
                    f"{each.title.zh}要求 {_when(each)} 达到 {wanted.zh}；{item.period.text} "
                    f"已为 {now.zh}。",
                ),
                Message(
                    "Look whether it means to keep a level; otherwise raise it.",
                    "请核对是否为保持性目标；否则应提高。",
                ),
            )  # fmt: skip
            return


def _beyond(each: Registered, pools: Pools) -> Iterator[Contradiction]:
    """A speed that no indicator of the kind ever reached."""
    required, outlook = each.assessment.required, each.assessment.outlook
    if required is None or outlook is None or each.assessment.state in ("reached", "on_course"):
        return
    pool = pools.growth if required.proportional else pools.points
    if pool is None or not pool.rates:
        return
    speed = math.log1p(required.value) if required.proportional else required.value
    up = sense(each.promise) > 0
    fastest = pool.rates[-1] if up else pool.rates[0]
    if (speed <= fastest) if up else (speed >= fastest):
        return
    top = math.expm1(fastest) if required.proportional else fastest
    seen = speed_said(type(required)(top, required.proportional), each.measure.unit)
    need = speed_said(required, each.measure.unit)
    yield Contradiction(
        "beyond-all-seen", "warning", each.code, f"{len(pool.rates)} rates", required.value, top,
        "ratio/a" if required.proportional else f"{each.measure.unit}/a",
        Message(
            f"{each.title.en} needs {need.en}; the fastest of {len(pool.rates)} speeds of "
            f"{pool.indicators} indicators was {seen.en}.",
            f"{each.title.zh}需{need.zh}；包内 {pool.indicators} 个指标的 "
            f"{len(pool.rates)} 个进度中，最快为 {seen.zh}。",
        ),
        Message("Move the deadline or lower the value.", "请推迟期限或下调目标值。"),
    )  # fmt: skip
