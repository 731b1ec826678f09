"""How fast indicators of one kind have grown, pooled, so that two or three figures can be read."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FEWEST_RATES = 8
FEWEST_INDICATORS = 3
OUTLYING = 3.0  # robust deviations from the median at which a rate is cut
TO_DEVIATION = 1.4826  # median absolute deviation of a normal law, as a standard deviation
FADING = 0.8  # share of an indicator's own lead in growth that is left after a year
CARRIED = 0.5  # correlation of one year's surprise with the next
COMMON = 0.5  # doubt about the mean of the kind in coming years, in deviations of one year


@dataclass(frozen=True, slots=True)
class GrowthClass:
    """Speeds of indicators of one kind.

    Parameters
    ----------
    mean : float
        Middle of the indicators' mean speeds a year: log growth, or points.
    within : float
        Standard deviation of one year around the mean of its indicator.
    between : float
        Standard deviation of the indicators' means.
    rates : tuple of float
        All speeds as they were seen, ascending.
    indicators : int
        How many indicators they come from.
    """

    mean: float
    within: float
    between: float
    rates: tuple[float, ...]
    indicators: int

    def share_as_fast(self, speed: float, *, above: bool = True) -> float:
        """Share of the seen speeds that are at or beyond one.

        Parameters
        ----------
        speed : float
            Log growth or points a year.
        above : bool
            Beyond is faster, otherwise slower.

        Returns
        -------
        float
            0 to 1.
        """
        hits = sum(rate >= speed if above else rate <= speed for rate in self.rates)
        return hits / len(self.rates)


def growth_class(groups: Mapping[str, Sequence[float]]) -> GrowthClass | None:
    r"""Pool the speeds of indicators of one kind.

    One-way random effects: :math:`r_{ij} = \mu + a_i + e_{ij}`.

    Parameters
    ----------
    groups : mapping of str to sequence of float
        Speeds a year by indicator (and place).

    Returns
    -------
    GrowthClass or None
        None below eight speeds or three indicators.

    Notes
    -----
    Speeds further than three robust deviations from the median are cut to that distance, so
    that one recovery or one start from nothing does not widen every interval; for the same
    reason the expected speed is the median of the indicators, not their mean. When no indicator
    has two speeds, the whole spread counts as that of single years: the careful reading.

    References
    ----------
    Searle, Casella and McCulloch (1992), Variance Components, 3.6: the moment estimators of
    unbalanced one-way data.

    Examples
    --------
    >>> found = growth_class({"a": [0.1, 0.3], "b": [0.2, 0.2, 0.2], "c": [0.1, 0.2, 0.3]})
    >>> round(found.mean, 3), found.indicators
    (0.2, 3)
    """
    kept = {name: list(rates) for name, rates in groups.items() if rates}
    everything = sorted(rate for rates in kept.values() for rate in rates)
    count, number = len(everything), len(kept)
    if count < FEWEST_RATES or number < FEWEST_INDICATORS:
        return None
    middle = float(np.median(everything))
    room = OUTLYING * TO_DEVIATION * float(np.median(np.abs(np.array(everything) - middle)))
    cut = {
        name: np.clip(rates, middle - room, middle + room) if room > 0 else np.array(rates)
        for name, rates in kept.items()
    }
    sizes = np.array([len(rates) for rates in cut.values()], dtype=np.float64)
    means = np.array([rates.mean() for rates in cut.values()])
    if count == number:
        spread = float(np.std(means, ddof=1))
        return GrowthClass(float(np.median(means)), spread, 0.0, tuple(everything), number)
    grand = float(np.sum(sizes * means) / count)
    inner = sum(float(((rates - rates.mean()) ** 2).sum()) for rates in cut.values())
    within = inner / (count - number)
    outer = float(np.sum(sizes * (means - grand) ** 2)) / (number - 1)
    typical = (count - float(np.sum(sizes**2)) / count) / (number - 1)
    between = max(0.0, (outer - within) / typical)
    middle = float(np.median(means))
    return GrowthClass(middle, math.sqrt(within), math.sqrt(between), tuple(everything), number)


@dataclass(frozen=True, slots=True)
class Drift:
    """Speed that is expected of one indicator.

    Parameters
    ----------
    mean : float
        Expected speed a year now.
    variance : float
        Doubt about it.
    """

    mean: float
    variance: float


def expected_drift(pool: GrowthClass, *, speed: float | None, years: float) -> Drift:
    r"""Expected speed of an indicator: its own, drawn towards its kind.

    :math:`m = (\bar g\,T/\sigma^2 + \mu/\tau^2) / (T/\sigma^2 + 1/\tau^2)`.

    Parameters
    ----------
    pool : GrowthClass
        Speeds of its kind.
    speed : float, optional
        Its own mean speed; missing when none is known.
    years : float
        Years over which it was seen.

    Returns
    -------
    Drift
        Mean and variance.

    References
    ----------
    Efron and Morris (1975), JASA 70:311, on drawing few data towards their group.

    Examples
    --------
    >>> pool = GrowthClass(0.05, 0.04, 0.02, (), 9)
    >>> expected_drift(pool, speed=None, years=0).mean
    0.05
    >>> round(expected_drift(pool, speed=0.13, years=4).mean, 6)
    0.09
    """
    spread = pool.between**2
    if speed is None or years <= 0:
        return Drift(pool.mean, spread)
    own = pool.within**2 / years
    if own + spread <= 0:
        return Drift(speed, 0.0)
    weight = spread / (own + spread)
    return Drift(weight * speed + (1 - weight) * pool.mean, own * weight)


def change_ahead(pool: GrowthClass, drift: Drift, *, years: float) -> tuple[float, float]:
    r"""Mean and standard deviation of the change over the years ahead.

    :math:`\sigma^2 \left(h + 2\sum_{k<h} (h-k)\rho^k\right) + f^2 v + c^2 \sigma^2 h^2`,
    :math:`f = 1 + \phi + \dots + \phi^{h-1}`.

    Parameters
    ----------
    pool : GrowthClass
        Speeds of its kind.
    drift : Drift
        Expected speed of the indicator.
    years : float
        Years ahead, above zero.

    Returns
    -------
    mean, spread : float
        Log change, or points.

    Notes
    -----
    The lead over its kind fades by a fifth a year (phi = 0.8): the trend is damped towards the
    kind, not towards a standstill. Half of a year's surprise carries over (rho = 0.5), and the
    mean of the kind may shift by half a deviation of one year (c = 0.5): the three numbers are
    conventions, checked on panels of yearly figures (``benchmarks/forecasts.py``).

    Examples
    --------
    >>> mean, spread = change_ahead(GrowthClass(0.05, 0.04, 0.0, (), 9), Drift(0.05, 0.0), years=1)
    >>> round(mean, 6), round(spread, 6)
    (0.05, 0.044721)
    """
    faded = (1 - FADING**years) / (1 - FADING)
    mean = pool.mean * years + (drift.mean - pool.mean) * faded
    rest = 1 - CARRIED
    carried = years + 2 * CARRIED / rest * (years - (1 - CARRIED**years) / rest)
    year = pool.within**2
    return mean, math.sqrt(
        year * carried + faded**2 * drift.variance + (COMMON * years) ** 2 * year
    )
