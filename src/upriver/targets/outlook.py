"""Where an indicator leads by the deadline of a promise, and how likely the promise is kept."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import xarray as xr
from scipy.special import ndtr, ndtri

from upriver.core.message import Message
from upriver.targets.growth import GrowthClass, change_ahead, expected_drift
from upriver.targets.history import BOUNDS, History, own_growth, own_speed
from upriver.targets.pace import years_between
from upriver.targets.series import Run, year_ahead
from upriver.targets.smoothing import COVERAGE, FEWEST, forecast

if TYPE_CHECKING:
    from datetime import date

    import numpy.typing as npt

    from upriver.targets.records import Observed

Evidence = Literal["series", "own", "recovery", "class", "none"]
EVIDENCE_NAMES: dict[Evidence, Message] = {
    "series": Message("its own series, smoothed", "自身序列（指数平滑）"),
    "own": Message("its own few figures and its kind", "自身少量数据与同类增速"),
    "recovery": Message("its way back to the level before the fall", "恢复到下跌前水平的进程"),
    "class": Message("growth of its kind only", "仅据同类指标增速"),
    "none": Message("none", "无"),
}
NEAREST = 0.02  # shortest way ahead, in years


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where an indicator leads.

    Parameters
    ----------
    center, lower, upper : float
        Median and interval at the deadline, in the unit of the indicator; a growth a year
        (ratio) for a promise of growth.
    chance : float
        Probability that the promise is kept at its deadline.
    bound : {"eq", "ge", "le"}
        Whether that is the probability or only a bound of it, because the newest figure is one.
    evidence : str
        ``series own recovery class``.
    coverage : float
        Share of futures that the interval shall hold.
    """

    center: float
    lower: float
    upper: float
    chance: float
    bound: Literal["eq", "ge", "le"]
    evidence: Evidence
    coverage: float = COVERAGE


@dataclass(frozen=True, slots=True)
class Way:
    """What is to be reached from where.

    Parameters
    ----------
    newest : Observed
        Newest figure that can be held against the promise.
    value, goal : float
        It and the goal, in the unit of the indicator.
    due : date
        End of the deadline.
    above : bool
        Whether the promise asks for more.
    proportional : bool
        Growth, otherwise points.
    top : float, optional
        Upper end of the scale: 100 for a share in percent.
    run : Run, optional
        Months or quarters without a gap.
    """

    newest: Observed
    value: float
    goal: float
    due: date
    above: bool
    proportional: bool
    top: float | None = None
    run: Run | None = None

    @property
    def years(self) -> float:
        """Years from the newest figure to the deadline.

        Returns
        -------
        float
            Negative when the deadline lies before it.
        """
        end = self.newest.period.end
        return years_between(end, self.due) if end is not None else float("nan")


def outlook_of(way: Way, history: History, pool: GrowthClass | None) -> Outlook | None:
    """Where an indicator leads by a deadline.

    Parameters
    ----------
    way : Way
        From where to what.
    history : History
        Its yearly figures.
    pool : GrowthClass, optional
        Speeds of its kind in the same package.

    Returns
    -------
    Outlook or None
        None when the deadline has passed, or when neither it nor its kind tells a speed.

    Notes
    -----
    Months or quarters of more than two years are smoothed, and added up to the year of the
    deadline. Ten yearly figures without a gap are smoothed (:func:`forecast`). Fewer are carried
    forward at their own speed, drawn towards the speeds of their kind, with the kind's volatility.
    A single figure moves as its kind does. An indicator that comes back from a fall closes
    the same share of its gap each year as it did so far; its growth is never carried forward.
    """
    years = way.years
    if way.run is not None:
        drawn = year_ahead(way.run, due=way.due)
        if drawn is not None:
            return _drawn(way, drawn)
    if not years > NEAREST or (way.proportional and way.value <= 0):
        return None
    regular = _regular(history)
    if regular is not None and abs(years - round(years)) < 0.05:
        return _smoothed(way, regular)
    if pool is None:
        return None
    if history.recovering:
        return _recovered(way, history, pool)
    own = own_speed(history, proportional=way.proportional)
    drift = expected_drift(pool, speed=own[0] if own else None, years=own[1] if own else 0.0)
    mean, spread = change_ahead(pool, drift, years=years)
    return _spread_out(way, mean, spread, "own" if own else "class")


def growth_outlook(
    goal: float, history: History, pool: GrowthClass | None, *, years: float, above: bool
) -> Outlook | None:
    """How likely a growth a year is reached on the mean of the years ahead.

    Parameters
    ----------
    goal : float
        Growth a year (ratio).
    history : History
        Yearly figures of the indicator.
    pool : GrowthClass, optional
        Speeds of its kind.
    years : float
        Years over which the growth shall hold.
    above : bool
        Whether more is asked for.

    Returns
    -------
    Outlook or None
        Median and interval of the growth a year; None without a kind.
    """
    if pool is None or years <= NEAREST or goal <= -1:
        return None
    own = None if history.unsteady else own_growth(history)
    drift = expected_drift(pool, speed=own[0] if own else None, years=own[1] if own else 0.0)
    mean, spread = change_ahead(pool, drift, years=years)
    mean, spread = mean / years, max(spread / years, 1e-12)
    return _growth_spread(goal, mean, spread, above=above, evidence="own" if own else "class")


def year_outlook(
    goal: float, rate: float, pool: GrowthClass | None, *, done: float, above: bool
) -> Outlook | None:
    """How likely the growth of a year is reached of which a part is known.

    Parameters
    ----------
    goal, rate : float
        Growth that was promised for the year, and growth of its first months (ratios).
    pool : GrowthClass, optional
        Speeds of its kind.
    done : float
        Share of the year that is known, below 1.
    above : bool
        Whether more is asked for.

    Returns
    -------
    Outlook or None
        The growth so far is expected of the whole year; the rest of the year may differ by the
        volatility of a year times its share. None without a kind.
    """
    if pool is None or goal <= -1 or rate <= -1 or not 0 < done < 1:
        return None
    spread = max((1 - done) * pool.within, 1e-12)
    return _growth_spread(goal, math.log1p(rate), spread, above=above, evidence="own")


def _growth_spread(
    goal: float, mean: float, spread: float, *, above: bool, evidence: Evidence
) -> Outlook:
    reach = float(ndtri(0.5 + COVERAGE / 2)) * spread
    distance = (mean - math.log1p(goal)) / spread
    return Outlook(
        math.expm1(mean), math.expm1(mean - reach), math.expm1(mean + reach),
        float(ndtr(distance if above else -distance)), "eq", evidence,
    )  # fmt: skip


def _regular(history: History) -> xr.DataArray | None:
    """Yearly figures without a gap, when there are enough of them to be smoothed."""
    points = history.points
    if len(points) < FEWEST or history.recovering:
        return None
    years = [each.day.year for each in points]
    if years != list(range(years[0], years[0] + len(years))):
        return None
    return xr.DataArray([each.value for each in points], dims="time")


def _smoothed(way: Way, series: xr.DataArray) -> Outlook:
    step = round(way.years)
    found = forecast(series, horizon=step)
    return Outlook(
        float(found.center[-1]),
        float(found.lower[-1]),
        float(found.upper[-1]),
        found.chance(way.goal, step=step, above=way.above),
        "eq",
        "series",
    )


def _drawn(way: Way, drawn: npt.NDArray[np.float64]) -> Outlook:
    """Median, interval and share of the draws that keep the promise."""
    lower, center, upper = np.quantile(drawn, [0.5 - COVERAGE / 2, 0.5, 0.5 + COVERAGE / 2])
    if way.top is not None:
        lower, center, upper = np.clip([lower, center, upper], 0.0, way.top)
    kept = drawn >= way.goal if way.above else drawn <= way.goal
    if way.top is not None and way.goal > way.top:
        kept = np.full(drawn.shape, not way.above)
    return Outlook(float(center), float(lower), float(upper), float(kept.mean()), "eq", "series")


def _recovered(way: Way, history: History, pool: GrowthClass) -> Outlook | None:
    """The gap to the earlier height closes by the same share each year as since the trough."""
    top = history.peak
    assert top is not None
    after = [each for each in history.points if each.day > top.day]
    trough = min(after, key=lambda each: each.value)
    newest = history.points[-1]
    since = years_between(trough.day, newest.day)
    if since <= 0:
        return None
    deep, left = math.log(top.value / trough.value), math.log(top.value / newest.value)
    kept = (left / deep) ** (1 / since)
    change = left * (1 - kept**way.years)
    _, spread = change_ahead(pool, expected_drift(pool, speed=None, years=0), years=way.years)
    if not way.proportional:
        change = way.value * math.expm1(change)
    return _spread_out(way, change, spread, "recovery")


def _spread_out(way: Way, mean: float, spread: float, evidence: Evidence) -> Outlook:
    """Median, interval and probability of a change with a normal error on its scale."""
    doubt = way.newest.doubt if way.proportional else way.newest.doubt * abs(way.value)
    spread = max(math.hypot(spread, doubt), 1e-12)
    reach = float(ndtri(0.5 + COVERAGE / 2)) * spread
    if way.proportional:
        ends = [way.value * math.exp(mean + side) for side in (0.0, -reach, reach)]
        distance = mean - math.log(way.goal / way.value) if way.goal > 0 else math.inf
    else:
        ends = [way.value + mean + side for side in (0.0, -reach, reach)]
        distance = mean - (way.goal - way.value)
    if way.top is not None:
        ends = [float(np.clip(each, 0.0, way.top)) for each in ends]
        distance = -math.inf if way.goal > way.top else distance
    chance = float(ndtr((distance if way.above else -distance) / spread))
    return Outlook(ends[0], ends[1], ends[2], chance, _bound(way), evidence)


def _bound(way: Way) -> Literal["eq", "ge", "le"]:
    comparator = way.newest.comparator
    if comparator not in BOUNDS:
        return "eq"
    more = comparator in ("ge", "gt")
    return "ge" if more == way.above else "le"
