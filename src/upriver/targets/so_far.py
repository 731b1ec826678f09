"""How fast an indicator has moved up to the figure from which a promise is judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from upriver.core.units import convert
from upriver.targets.history import BOUNDS, RATES, History
from upriver.targets.pace import Pace, is_comparable, pace_between, years_between

if TYPE_CHECKING:
    from collections.abc import Sequence

    from upriver.targets.records import Observed

PLAN = 5.01  # years of a plan: older figures do not say how fast it moves now


@dataclass(frozen=True, slots=True)
class SoFar:
    """A speed that was seen.

    Parameters
    ----------
    pace : Pace
        The speed.
    derived : bool
        Whether it is a growth that was worked out, or that stands for another one.
    at_least : bool
        Whether it leads to a bound only, so that the true speed is no lower.
    """

    pace: Pace
    derived: bool = False
    at_least: bool = False


def pace_so_far(
    fitting: Sequence[Observed],
    known: Sequence[Observed],
    history: History,
    start: Observed,
    *,
    unit: str,
    proportional: bool,
    above: bool,
) -> SoFar | None:
    """Speed up to a figure.

    Parameters
    ----------
    fitting : sequence of Observed
        Figures that can be held against the promise, oldest first.
    known : sequence of Observed
        All observations, oldest first.
    history : History
        The yearly figures among them.
    start : Observed
        The figure.
    unit : str
        Unit of the promise.
    proportional : bool
        Growth instead of a difference.
    above : bool
        Whether more is better.

    Returns
    -------
    SoFar or None
        From the earliest comparable number of the five years before it, else from the newest
        one before, else a published growth. None when nothing tells, and when the figure is a
        bound on the bad side.
    """
    end = start.period.end
    assert end is not None
    upto = [item for item in fitting if item.period.end is not None and item.period.end <= end]
    if start.comparator in BOUNDS:
        good = (start.comparator in ("ge", "gt")) == above
        pace = pace_to(start, upto, unit=unit, proportional=proportional) if good else None
        return None if pace is None else SoFar(pace, at_least=True)
    pace = pace_to(start, upto, unit=unit, proportional=proportional)
    if pace is not None:
        return SoFar(pace)
    if not proportional or not history.rates:
        return None
    year, rate = history.rates[-1]
    return SoFar(Pace(rate, proportional=True), derived=is_derived(known, year))


def is_derived(known: Sequence[Observed], year: int) -> bool:
    """Whether the growth of a year was worked out and not published.

    Parameters
    ----------
    known : sequence of Observed
        All observations, oldest first.
    year : int
        The year.

    Returns
    -------
    bool
        By the newest growth of that year.
    """
    found = [item for item in known if item.growth_kind in RATES and item.period.year == year]
    return bool(found) and found[-1].status != "reported"


def pace_to(
    start: Observed, earlier: Sequence[Observed], *, unit: str, proportional: bool
) -> Pace | None:
    """Speed from an earlier comparable number to a figure.

    Parameters
    ----------
    start : Observed
        The figure.
    earlier : sequence of Observed
        Figures, oldest first; those of the same day are passed over.
    unit : str
        Unit in which they are compared.
    proportional : bool
        Growth instead of a difference.

    Returns
    -------
    Pace or None
        None without such a number.
    """
    end = start.period.end
    assert end is not None
    numbers = [
        item
        for item in earlier
        if item.period.end is not None
        and item.period.end < end
        and item.comparator not in BOUNDS
        and is_comparable(item, start, unit=unit)
    ]
    if not numbers:
        return None
    recent = [item for item in numbers if _years(item, start) <= PLAN]
    first = recent[0] if recent else numbers[-1]
    return pace_between(
        convert(first.value, first.unit, unit),
        convert(start.value, start.unit, unit),
        years=_years(first, start),
        proportional=proportional,
    )


def _years(item: Observed, start: Observed) -> float:
    assert item.period.end is not None
    assert start.period.end is not None
    return years_between(item.period.end, start.period.end)
