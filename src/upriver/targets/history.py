"""What is known of an indicator from year to year, and which growth may be carried forward."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from upriver.core.errors import UnitError
from upriver.core.units import convert
from upriver.targets.pace import covers_year, years_between

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from upriver.targets.records import Observed

BOUNDS = ("ge", "gt", "le", "lt")
RATES = ("yoy", "cagr")
FULL_YEAR = 365
FALL = 0.95  # a yearly value this low against an earlier one is a fall


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a moment.

    Parameters
    ----------
    day : date
        End of its period.
    value : float
        In the unit of the indicator.
    """

    day: date
    value: float


@dataclass(frozen=True, slots=True)
class History:
    """Yearly figures of one indicator at one place.

    Parameters
    ----------
    points : tuple of Point
        Figures that are numbers and not bounds, oldest first, one a day.
    rates : tuple of (int, float)
        Published yearly growth (ratio) that does not come off a fallen base, by year.
    whole_years : frozenset of int
        Years of ``rates`` in which the growth is that of the whole year.
    recovering : bool
        Whether the indicator comes back from a fall and has not reached its earlier height.
    dropped : int
        Published growth left aside because it comes off a fallen base.
    """

    points: tuple[Point, ...]
    rates: tuple[tuple[int, float], ...]
    whole_years: frozenset[int]
    recovering: bool
    dropped: int

    @property
    def unsteady(self) -> bool:
        """Whether its own growth may not be carried forward.

        Returns
        -------
        bool
            True while it recovers, and when all growth that was published comes off a fallen
            base.
        """
        return self.recovering or (self.dropped > 0 and not self.rates)

    @property
    def peak(self) -> Point | None:
        """Highest earlier point of an indicator that recovers.

        Returns
        -------
        Point, optional
            Missing when it does not recover.
        """
        return max(self.points, key=lambda each: each.value) if self.recovering else None


def history_of(seen: Sequence[Observed], *, unit: str) -> History:
    """Yearly figures among the observations.

    Parameters
    ----------
    seen : sequence of Observed
        Observations of one indicator at one place, in any order.
    unit : str
        Unit of the indicator.

    Returns
    -------
    History
        Points, rates, and whether the base is recovering.

    Notes
    -----
    A year's growth comes off a fallen base when the year before it lies more than five percent
    below an earlier one. Whether a base had fallen cannot be seen without the earlier figures:
    the pooling of growth cuts what is out of all proportion.
    """
    points = _points(seen, unit)
    rates, whole, dropped = _rates(seen, points)
    return History(points, rates, whole, _recovers(points), dropped)


def _points(seen: Sequence[Observed], unit: str) -> tuple[Point, ...]:
    found: dict[date, float] = {}
    for item in sorted(seen, key=lambda each: (each.period.text, each.source)):
        if item.growth_kind not in ("level", "share") or item.comparator in BOUNDS:
            continue
        if item.period.end is None or not covers_year(item, unit=unit):
            continue
        try:
            found[item.period.end] = convert(item.value, item.unit, unit)
        except UnitError:
            continue
    return tuple(Point(day, found[day]) for day in sorted(found))


def _rates(
    seen: Sequence[Observed], points: tuple[Point, ...]
) -> tuple[tuple[tuple[int, float], ...], frozenset[int], int]:
    """Published growth of whole years, else of a part of the year; the newest part counts."""
    whole: dict[int, float] = {}
    part: dict[int, float] = {}
    for item in sorted(seen, key=lambda each: (each.period.end or each.period.start, each.source)):
        if item.growth_kind not in RATES or item.comparator in BOUNDS or item.period.days is None:
            continue
        try:
            rate = convert(item.value, item.unit, "ratio")
        except UnitError:
            continue
        if rate > -1:
            (whole if item.period.days >= FULL_YEAR else part)[item.period.year] = rate
    found = {**part, **whole}
    kept = {year: rate for year, rate in found.items() if not _off_fallen_base(year, points)}
    return tuple(sorted(kept.items())), frozenset(whole), len(found) - len(kept)


def _off_fallen_base(year: int, points: tuple[Point, ...]) -> bool:
    base = [each.value for each in points if each.day.year == year - 1]
    earlier = [each.value for each in points if each.day.year < year - 1]
    return bool(base and earlier) and base[-1] < FALL * max(earlier)


def _recovers(points: tuple[Point, ...]) -> bool:
    """Whether the newest value lies between a trough and a higher value before it."""
    if len(points) < 3 or points[0].value <= 0:
        return False
    values = [each.value for each in points]
    top = values.index(max(values))
    lowest = min(values[top:])
    return lowest < FALL * values[top] and lowest < values[-1] < values[top] and lowest > 0


def speeds_of(history: History, *, proportional: bool) -> list[float]:
    """Speeds a year that an indicator lends to its kind.

    Parameters
    ----------
    history : History
        Its figures.
    proportional : bool
        Log growth, otherwise points.

    Returns
    -------
    list of float
        From point to point, and published growth of whole years that no points span; none
        while it recovers.

    Notes
    -----
    Points less than half a year apart lend nothing: their quotient is mostly noise.
    """
    if history.recovering:
        return []
    found, spanned = [], set[int]()
    for one, two in zip(history.points, history.points[1:], strict=False):
        years = years_between(one.day, two.day)
        if years < 0.5:
            continue
        if not proportional:
            found.append((two.value - one.value) / years)
        elif one.value > 0 and two.value > 0:
            found.append(math.log(two.value / one.value) / years)
            spanned |= set(range(one.day.year + 1, two.day.year + 1))
    if proportional:
        found += [
            math.log1p(rate)
            for year, rate in history.rates
            if year in history.whole_years and year not in spanned
        ]
    return found


def own_speed(history: History, *, proportional: bool) -> tuple[float, float] | None:
    """Mean speed of an indicator and the years over which it was seen.

    Parameters
    ----------
    history : History
        Its figures.
    proportional : bool
        Log growth, otherwise points.

    Returns
    -------
    (float, float) or None
        Log growth or points a year, and years; missing when nothing tells, and while the
        indicator recovers.
    """
    if history.recovering:
        return None
    points = history.points
    if len(points) >= 2:
        years = years_between(points[0].day, points[-1].day)
        first, last = points[0].value, points[-1].value
        if years >= 0.5 and not proportional:
            return (last - first) / years, years
        if years >= 0.5 and first > 0 and last > 0:
            return math.log(last / first) / years, years
    if proportional and history.rates:
        logs = [math.log1p(rate) for _, rate in history.rates]
        return sum(logs) / len(logs), float(len(logs))
    return None


def own_growth(history: History) -> tuple[float, float] | None:
    """Mean growth of an indicator as it was published, else from its levels.

    Parameters
    ----------
    history : History
        Its figures.

    Returns
    -------
    (float, float) or None
        Log growth a year, and years. Published growth comes first because a promise of growth
        means it: often at constant prices, which levels are not.
    """
    if history.rates:
        logs = [math.log1p(rate) for _, rate in history.rates]
        return sum(logs) / len(logs), float(len(logs))
    return own_speed(history, proportional=True)
