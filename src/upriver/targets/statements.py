"""Until when a statement held: "one of every two" was right one year and not the next."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from upriver.core.message import Message
from upriver.targets.derived import in_unit
from upriver.targets.history import BOUNDS
from upriver.targets.pace import covers_year
from upriver.targets.wording import bound_said

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from upriver.core.periods import Period
    from upriver.targets.records import Observed

Validity = Literal["holds", "no_longer", "never", "unknown"]
VALIDITY_NAMES: dict[Validity, Message] = {
    "holds": Message("holds", "仍成立"),
    "no_longer": Message("no longer holds", "不再成立"),
    "never": Message("did not hold when it was made", "作出时即不成立"),
    "unknown": Message("cannot say", "无法判断"),
}
INFINITE = float("inf")
ROUGH = 0.1  # what "about" may be off by


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that was said of an indicator, without saying until when.

    Parameters
    ----------
    code : str
        Its name in the package.
    comparator : str
        ``eq about ge gt le lt``.
    value : float
        The number.
    unit : str
        Its unit.
    period : Period
        When it was made, or what it speaks of.
    source : str
        Where it was read.
    about : Message, optional
        Indicator and place in words.
    """

    code: str
    comparator: str
    value: float
    unit: str
    period: Period
    source: str = ""
    about: Message | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A statement held against one figure.

    Parameters
    ----------
    observed : Observed
        The figure.
    holds : bool, optional
        Whether it agrees; missing when the figure is a bound that leaves it open.
    """

    observed: Observed
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Window:
    """When a statement held.

    Parameters
    ----------
    statement : Statement
        What was said.
    state : {"holds", "no_longer", "never", "unknown"}
        At the day of the judgement.
    since, until : str
        First and last period in which figures agree without a break; empty when none does.
    checks : tuple of Check
        Every figure it was held against, oldest first.
    reason : Message
        The figures.
    """

    statement: Statement
    state: Validity
    since: str
    until: str
    checks: tuple[Check, ...]
    reason: Message


def agrees(statement: Statement, item: Observed) -> bool | None:
    """Whether a figure agrees with a statement.

    Parameters
    ----------
    statement : Statement
        What was said.
    item : Observed
        A figure of the same indicator and place.

    Returns
    -------
    bool or None
        None when units differ or a bound leaves it open.

    Notes
    -----
    "About" may be off by a tenth. A plain number holds as far as it was printed: half a unit
    of its last decimal, so that 37.3 covers 37.25 to 37.35, and 50 covers 49.5 to 50.5.

    Examples
    --------
    >>> from upriver.core.periods import parse_period
    >>> from upriver.targets.records import Observed
    >>> half = Statement("s", "about", 50.0, "%", parse_period("..2024-05"))
    >>> year = parse_period("2023")
    >>> agrees(half, Observed(year, 53.4, "%", "share")), agrees(half, Observed(year, 37.3, "%"))
    (True, False)
    """
    value = in_unit(item, statement.unit)
    if value is None:
        return None
    low, high = _room(statement)
    if item.comparator not in BOUNDS:
        if statement.comparator in ("gt", "lt"):
            return low < value < high
        return low <= value <= high
    if item.comparator in ("ge", "gt"):  # the figure lies somewhere above the bound
        if value > high:
            return False
        return True if high == INFINITE and value >= low else None
    if value < low:
        return False
    return True if low == -INFINITE and value <= high else None


def _room(statement: Statement) -> tuple[float, float]:
    value = statement.value
    if statement.comparator in ("ge", "gt"):
        return value, INFINITE
    if statement.comparator in ("le", "lt"):
        return -INFINITE, value
    if statement.comparator == "about":
        room = ROUGH * abs(value)
    else:
        last = int(Decimal(repr(value)).normalize().as_tuple().exponent)
        room = 0.5 * 10.0 ** min(last, 0)
    return value - room, value + room


def window_of(statement: Statement, seen: Sequence[Observed], *, as_of: date) -> Window:
    """When a statement held, as far as figures tell.

    Parameters
    ----------
    statement : Statement
        What was said.
    seen : sequence of Observed
        Figures of the same indicator and place; the statement itself is not among them.
    as_of : date
        Day of the judgement; later figures are not looked at.

    Returns
    -------
    Window
        The newest figure that decides and is not older than the statement says whether it
        holds. Without one the state is unknown, whatever older figures say.
    """
    known = sorted(
        (
            item for item in seen
            if item.period.end is not None and item.period.end <= as_of
            and item.growth_kind in ("level", "share")
            and (covers_year(item, unit=statement.unit)
                 or item.period.is_comparable(statement.period))
        ),
        key=lambda item: (item.period.end, item.period.text, item.source),
    )  # fmt: skip
    checks = tuple(Check(item, agrees(statement, item)) for item in known)
    decided = [check for check in checks if check.holds is not None]
    made = statement.period.end or statement.period.start
    assert made is not None  # a period has one end at least
    later = [check for check in decided if check.observed.period.end >= made]  # type: ignore[operator]
    held = [check for check in decided if check.holds]
    if later and later[-1].holds:
        state: Validity = "holds"
    elif later:
        state = "no_longer" if held else "never"
    else:
        state = "unknown"
    since, until = _stretch(decided)
    return Window(statement, state, since, until, checks, _why(statement, decided, state))


def _stretch(decided: Sequence[Check]) -> tuple[str, str]:
    """First and last period of the newest unbroken run of agreement."""
    run: list[str] = []
    for check in reversed(decided):
        if check.holds:
            run.append(check.observed.period.text)
        elif run:
            break
    return (run[-1], run[0]) if run else ("", "")


def _why(statement: Statement, decided: Sequence[Check], state: Validity) -> Message:
    stated = bound_said(statement.comparator, statement.value, statement.unit)
    about = statement.about
    head_en, head_zh = (f"{about.en}: ", f"{about.zh}：") if about else ("", "")
    when = statement.period.text.removeprefix("..")
    if not decided:
        return Message(
            f"{head_en}{stated.en} was stated in {when}; there is no other figure to hold it "
            "against.",
            f"{head_zh}{when} 称{stated.zh}；没有可供核对的其他数值。",
        )
    en = ", ".join(_figure(check).en for check in decided)
    zh = "，".join(_figure(check).zh for check in decided)
    newer = state != "unknown"
    return Message(
        f"{head_en}{stated.en} was stated in {when}; figures: {en}."
        f"{'' if newer else ' Nothing newer was observed.'}",
        f"{head_zh}{when} 称{stated.zh}；数值：{zh}。{'' if newer else '此后没有观测值。'}",
    )


def _figure(check: Check) -> Message:
    item = check.observed
    figure = bound_said(item.comparator, item.value, item.unit)
    return Message(
        f"{figure.en} in {item.period.text} ({'agrees' if check.holds else 'does not agree'})",
        f"{item.period.text} 为{figure.zh}（{'相符' if check.holds else '不符'}）",
    )
