"""The states of a promise, and what decides between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from upriver.core.message import Message

if TYPE_CHECKING:
    from upriver.targets.goal import Goal
    from upriver.targets.outlook import Outlook
    from upriver.targets.pace import Pace
    from upriver.targets.records import Observed, Promise

State = Literal["reached", "on_course", "behind", "off_course", "cannot_say"]
Missing = Literal["", "value", "unit", "base", "deadline", "observation", "pace"]
STATE_NAMES: dict[State, Message] = {
    "reached": Message("reached", "已达成"),
    "on_course": Message("on course", "进度正常"),
    "behind": Message("behind", "进度滞后"),
    "off_course": Message("off course", "偏离目标"),
    "cannot_say": Message("cannot say", "无法判断"),
}
MISSING_NAMES: dict[Missing, Message] = {
    "": Message("nothing", "无"),
    "value": Message("its value", "目标值"),
    "unit": Message("a fitting unit", "合适的单位"),
    "base": Message("its base", "基期"),
    "deadline": Message("its deadline", "期限"),
    "observation": Message("a comparable observation", "可比观测值"),
    "pace": Message("a second observation, or a growth", "第二个观测值或增速"),
}
HALF = 0.5  # below this share of the required pace a target is off course
NEARLY = 0.99  # pace so far counts as enough from here on
ABOUT = 0.05
LIKELY = 0.9  # from here on, and below its complement, the kind alone decides


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
    outlook : Outlook, optional
        Where it leads by the deadline, and how likely the promise is kept.
    missing : str
        What is missing to say more: ``value unit base deadline observation pace``, or empty.
    recovering : bool
        Whether the indicator comes back from a fall, so that its growth is not carried forward.
    """

    state: State
    reason: Message
    goal: Goal
    newest: Observed | None = None
    required: Pace | None = None
    so_far: Pace | None = None
    outlook: Outlook | None = None
    missing: Missing = ""
    recovering: bool = False


def sense(promise: Promise) -> int:
    """Whether a promise asks for more or for less.

    Parameters
    ----------
    promise : Promise
        The target.

    Returns
    -------
    int
        1 for more, -1 for less.
    """
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
        By the comparator of the promise; "about" allows five percent, of shares nothing;
        "exactly" counts as met on the better side too.
    """
    if promise.comparator == "gt":
        return value > goal
    if promise.comparator == "lt":
        return value < goal
    if promise.comparator == "about" and promise.growth_kind not in ("share", "delta_pp"):
        goal -= sense(promise) * abs(goal) * ABOUT
    return value >= goal if sense(promise) > 0 else value <= goal


def meets(promise: Promise, comparator: str, value: float, goal: float) -> bool | None:
    """Whether an observation keeps a promise, when it may be only a bound.

    Parameters
    ----------
    promise : Promise
        The target.
    comparator : str
        Of the observation: ``eq about ge gt le lt``.
    value, goal : float
        The figure and what is asked for, in one unit.

    Returns
    -------
    bool or None
        None when the bound leaves it open: "more than 5,000" neither keeps nor breaks a
        promise of 5,200.

    Examples
    --------
    >>> from upriver.targets.records import Promise
    >>> promise = Promise("t", "ge", 5200.0, "firms", "level", True, "firms")
    >>> meets(promise, "gt", 5000.0, 5200.0), meets(promise, "gt", 5300.0, 5200.0)
    (None, True)
    """
    if comparator not in ("ge", "gt", "le", "lt"):
        return is_met(promise, value, goal)
    more, up = comparator in ("ge", "gt"), sense(promise) > 0
    strict = comparator in ("gt", "lt")
    if more == up:  # the bound is on the good side: it can keep the promise, not break it
        kept = is_met(promise, value, goal) or (strict and value == goal)
        return True if kept else None
    broken = not is_met(promise, value, goal) or (strict and value == goal)
    return False if broken else None


def judge_pace(required: float, so_far: float) -> State:
    """Compare two speeds of which more is better.

    Parameters
    ----------
    required, so_far : float
        Speed needed and speed seen, with the sign of the promise.

    Returns
    -------
    str
        ``on_course``, ``behind`` or ``off_course``.

    Examples
    --------
    >>> judge_pace(0.1, 0.1), judge_pace(0.1, 0.06), judge_pace(0.1, 0.02)
    ('on_course', 'behind', 'off_course')
    """
    if so_far >= required * NEARLY:
        return "on_course"
    if so_far >= required * HALF and so_far > 0:
        return "behind"
    return "off_course"


def judge_chance(outlook: Outlook) -> State:
    """State of a promise of which only the growth of its kind is known.

    Parameters
    ----------
    outlook : Outlook
        Where its kind leads.

    Returns
    -------
    str
        ``on_course`` from 90 % on, ``off_course`` up to 10 %, else ``cannot_say``: the kind
        decides only what is nearly certain.
    """
    if outlook.chance >= LIKELY and outlook.bound != "le":
        return "on_course"
    if outlook.chance <= 1 - LIKELY and outlook.bound != "ge":
        return "off_course"
    return "cannot_say"
