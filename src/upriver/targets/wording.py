"""How bounds, speeds and chances are said in a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.core.figures import said
from upriver.core.message import Message

if TYPE_CHECKING:
    from upriver.targets.outlook import Outlook
    from upriver.targets.pace import Pace

BOUND_WORDS = {
    "ge": Message("at least ", "不低于 "), "gt": Message("more than ", "超过 "),
    "le": Message("at most ", "不高于 "), "lt": Message("less than ", "低于 "),
    "about": Message("about ", "约 "),
}  # fmt: skip


def speed_said(pace: Pace, unit: str) -> Message:
    """Speed as it stands in a reason.

    Parameters
    ----------
    pace : Pace
        The speed.
    unit : str
        Unit of the indicator.

    Returns
    -------
    Message
        For example ``+5.8% a year``.
    """
    if pace.proportional:
        return Message(f"{pace.value:+.1%} a year", f"每年 {pace.value:+.1%}")
    if unit in ("%", "ratio"):
        points = pace.value * (1 if unit == "%" else 100)
        return Message(f"{points:+.2f} points a year", f"每年 {points:+.2f} 个百分点")
    amount = said(pace.value, unit)
    return Message(f"{amount.en} a year", f"每年 {amount.zh}")


def bound_said(comparator: str, value: float, unit: str) -> Message:
    """Figure as it was published: a number, or a bound.

    Parameters
    ----------
    comparator : str
        ``eq``, or the bound.
    value : float
        The number.
    unit : str
        Its unit.

    Returns
    -------
    Message
        For example ``more than CNY 720 billion``.

    Examples
    --------
    >>> bound_said("gt", 7200.0, "1e8 CNY").en
    'more than CNY 720 billion'
    """
    figure, word = said(value, unit), BOUND_WORDS.get(comparator)
    return figure if word is None else Message(f"{word.en}{figure.en}", f"{word.zh}{figure.zh}")


def chance_said(outlook: Outlook) -> Message:
    """Probability of an outlook, rounded so that it claims no more than it knows.

    Parameters
    ----------
    outlook : Outlook
        The outlook.

    Returns
    -------
    Message
        For example ``at least 40%``.
    """
    if outlook.chance < 0.01:
        text = "<1%"
    elif outlook.chance > 0.99:
        text = ">99%"
    else:
        text = f"{outlook.chance:.0%}"
    word = BOUND_WORDS.get(outlook.bound)
    return Message(text, text) if word is None else Message(f"{word.en}{text}", f"{word.zh}{text}")
