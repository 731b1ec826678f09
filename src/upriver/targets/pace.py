"""How fast an indicator must move, and how fast it has moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from upriver.core.errors import UnitError
from upriver.core.units import convert, parse_unit

if TYPE_CHECKING:
    from datetime import date

    from upriver.targets.records import Observed

DAYS = 365.25
FULL_YEAR = 365
MONTH = 31
COUNTED = {"route", "firm", "person", "item", "patent", "rank", "household", "place"}


@dataclass(frozen=True, slots=True)
class Pace:
    """A speed.

    Parameters
    ----------
    value : float
        Change a year: a ratio when proportional, otherwise in the unit of the indicator.
    proportional : bool
        Whether it is growth (ratio a year) or a difference (unit a year).
    """

    value: float
    proportional: bool


def is_stock(unit: str) -> bool:
    """Whether a quantity of this unit exists at a moment, so that months compare with years.

    Parameters
    ----------
    unit : str
        Unit of the indicator.

    Returns
    -------
    bool
        True for counts of routes, firms and people, and for ratios; false for money, goods
        and passengers, which add up over a year.

    Examples
    --------
    >>> is_stock("routes"), is_stock("1e8 CNY")
    (True, False)
    """
    powers = [base for base, power in parse_unit(unit).powers if power > 0]
    return not powers or all(base in COUNTED for base in powers)


def is_comparable(one: Observed, other: Observed, *, unit: str) -> bool:
    """Whether two observations may be set against each other.

    Parameters
    ----------
    one, other : Observed
        Two observations of one indicator at one place.
    unit : str
        Unit in which they shall be compared.

    Returns
    -------
    bool
        Same kind, convertible units, and the same part of the year; for stocks any two moments.
    """
    if one.growth_kind != other.growth_kind:
        return False
    try:
        convert(1.0, one.unit, unit)
        convert(1.0, other.unit, unit)
    except UnitError:
        return False
    if one.period.is_comparable(other.period):
        return True
    return is_stock(unit) and one.growth_kind in ("level", "share")


def covers_year(item: Observed, *, unit: str) -> bool:
    """Whether an observation can be held against a yearly target.

    Parameters
    ----------
    item : Observed
        An observation.
    unit : str
        Unit of the indicator.

    Returns
    -------
    bool
        True for whole years, for shares and for stocks at any moment.
    """
    days = item.period.days
    if days is None:
        return False
    return days >= FULL_YEAR or item.growth_kind == "share" or is_stock(unit)


def years_between(start: date, end: date) -> float:
    """Length of a stretch of time.

    Parameters
    ----------
    start, end : date
        Its ends.

    Returns
    -------
    float
        Years; negative when the end comes first.
    """
    return (end - start).days / DAYS


def pace_between(value: float, later: float, *, years: float, proportional: bool) -> Pace | None:
    """Speed between two values.

    Parameters
    ----------
    value, later : float
        The two values.
    years : float
        Time between them.
    proportional : bool
        Growth instead of difference.

    Returns
    -------
    Pace or None
        None when there is no time between them, or growth is asked of values that are not
        positive.

    Examples
    --------
    >>> pace_between(100.0, 121.0, years=2.0, proportional=True).value
    0.1
    >>> pace_between(30.0, 34.0, years=2.0, proportional=False).value
    2.0
    """
    if years <= 0:
        return None
    if not proportional:
        return Pace((later - value) / years, proportional=False)
    if value <= 0 or later <= 0:
        return None
    return Pace(round((later / value) ** (1 / years) - 1, 12), proportional=True)


def required_pace(
    newest: float, goal: float, *, observed: date, deadline: date, kind: Literal["level", "share"]
) -> Pace | None:
    """Speed needed from the newest observation to the deadline.

    Parameters
    ----------
    newest : float
        Newest comparable value.
    goal : float
        Value to be reached, in the same unit.
    observed, deadline : date
        End of the observation and of the deadline.
    kind : {"level", "share"}
        Levels grow, shares move by points.

    Returns
    -------
    Pace or None
        None when the deadline is not after the observation.

    Examples
    --------
    >>> from datetime import date
    >>> pace = required_pace(60.84, 90.0, observed=date(2020, 12, 31),
    ...                      deadline=date(2027, 12, 31), kind="level")
    >>> round(pace.value, 4)
    0.0575
    """
    years = years_between(observed, deadline)
    return pace_between(
        newest, goal, years=years, proportional=kind == "level" and newest > 0 and goal > 0
    )
