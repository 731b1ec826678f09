"""How bounds, speeds and chances are said in a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.core.figures import said
from upriver.core.message import Message

if TYPE_CHECKING:
    from upriver.core.periods import Period
    from upriver.targets.outlook import Outlook
    from upriver.targets.pace import Pace
    from upriver.targets.records import Observed

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
        growth = _signed(f"{pace.value:+,.1%}")
        return Message(f"{growth} a year", f"每年 {growth}")
    if unit in ("%", "ratio"):
        points = _signed(f"{pace.value * (1 if unit == '%' else 100):+.2f}")
        return Message(f"{points} points a year", f"每年 {points} 个百分点")
    amount = said(pace.value, unit)
    return Message(f"{amount.en} a year", f"每年 {amount.zh}")


def _signed(text: str) -> str:
    return text.replace("-", "\u2212")


def growth_said(*, derived: bool) -> Message:
    """How a growth came to be known.

    Parameters
    ----------
    derived : bool
        Whether it was worked out or stands for another thing that was published.

    Returns
    -------
    Message
        ``was seen``, or ``was worked out``.
    """
    return Message("was worked out", "推算") if derived else Message("was seen", "已有")


def doubt_said(item: Observed) -> Message | None:
    """How far off a figure is that was not published, as an addition to its period.

    Parameters
    ----------
    item : Observed
        The figure.

    Returns
    -------
    Message or None
        None for what was published.
    """
    if not item.doubt:
        return None
    if item.basis == "part":
        return Message(
            f" carried from a part of the year (off by {item.doubt:.0%} elsewhere)",
            f"（由部分月份推算，同类偏差约 {item.doubt:.0%}）",
        )
    return Message(
        f" by the account (off by {item.doubt:.0%} elsewhere)",
        f"（据账户推算，同类偏差约 {item.doubt:.0%}）",
    )


def when_said(period: Period) -> Message:
    """When something was observed, also when the beginning is open.

    Parameters
    ----------
    period : Period
        The period.

    Returns
    -------
    Message
        For example ``up to 2024-05``.

    Examples
    --------
    >>> from upriver.core.periods import parse_period
    >>> when_said(parse_period("..2024-05")).en
    'up to 2024-05'
    """
    if period.start is None:
        end = period.text.removeprefix("..")
        return Message(f"up to {end}", f"截至 {end}")
    return Message(f"in {period.text}", period.text)


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
