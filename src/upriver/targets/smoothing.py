"""Where a regular series leads: exponential smoothing with a damped trend, and its interval."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import xarray as xr
from scipy.special import expit, logit, stdtr, stdtrit

from upriver.core.errors import DataError
from upriver.core.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

COVERAGE = 0.8
DRAWS = 2000
SEED = 20240531
# Heuristic starting values need this many points, and two seasons.
FEWEST = 10
DECISIVE = 20.0  # difference of the criterion from which on one model alone is kept


@dataclass(frozen=True, slots=True)
class Scale:
    """Scale on which a series is smoothed.

    Parameters
    ----------
    name : {"level", "log", "logit"}
        As it is, its logarithm, or the logit of its share of ``top``.
    top : float
        Upper end of a logit.
    """

    name: str
    top: float = 1.0

    def forward(self, values: Floats) -> Floats:
        """Series on this scale.

        Parameters
        ----------
        values : ndarray
            The series.

        Returns
        -------
        ndarray
            Its values on the scale; minus infinity for what lies below it, infinity above.
        """
        values = np.asarray(values, dtype=np.float64)
        if self.name == "log":
            return np.log(np.maximum(values, 0.0), where=values > 0,
                          out=np.full(values.shape, -np.inf))  # fmt: skip
        if self.name == "logit":
            shares: Floats = logit(np.clip(values / self.top, 0.0, 1.0))
            return shares
        return values

    def backward(self, values: Floats) -> Floats:
        """Series from this scale.

        Parameters
        ----------
        values : ndarray
            Values on the scale.

        Returns
        -------
        ndarray
            The series.
        """
        if self.name == "log":
            return np.exp(values)
        if self.name == "logit":
            levels: Floats = self.top * expit(values)
            return levels
        return values


@dataclass(frozen=True, eq=False)
class Forecast:
    """Where a series leads.

    Parameters
    ----------
    center, lower, upper : DataArray (step)
        Median and the ends of the interval, in the unit of the series.
    coverage : float
        Share of futures that the interval shall hold.
    scale : Scale
        Scale on which the errors are symmetric.
    mean, spread : DataArray (step)
        Of the forecast on that scale.
    freedom : int
        Degrees of freedom of the errors.
    weights : tuple of ndarray
        For each model, what an error of one step adds to the later steps.
    parts : tuple of (ndarray, float)
        Mean and size of an error of each model.
    """

    center: xr.DataArray
    lower: xr.DataArray
    upper: xr.DataArray
    coverage: float
    scale: Scale
    mean: xr.DataArray
    spread: xr.DataArray
    freedom: int
    weights: tuple[Floats, ...]
    parts: tuple[tuple[Floats, float], ...]

    def chance(self, goal: float, *, step: int, above: bool = True) -> float:
        """Probability that the series is at or beyond a value.

        Parameters
        ----------
        goal : float
            The value.
        step : int
            Steps ahead, from 1.
        above : bool
            Beyond is above, otherwise below.

        Returns
        -------
        float
            0 to 1.
        """
        at = float(self.scale.forward(np.array([goal]))[0])
        distance = (float(self.mean.sel(step=step)) - at) / float(self.spread.sel(step=step))
        return float(stdtr(self.freedom, distance if above else -distance))

    def totals(self, *, last: int, first: int = 1, factors: Floats | None = None) -> Floats:
        """Drawn sums of steps, such as the months of a year.

        Parameters
        ----------
        last, first : int
            Steps to add up, both ends included, counted from 1.
        factors : ndarray, optional
            What each step is multiplied by before it is added. Default: one.

        Returns
        -------
        ndarray
            Sums of seeded draws, sorted; the same every time.
        """
        rng = np.random.default_rng(SEED)
        drawn = []
        for (mean, error), weights in zip(self.parts, self.weights, strict=True):
            shocks = rng.standard_t(self.freedom, (DRAWS // len(self.parts), last)) * error
            paths = np.tile(mean[:last], (len(shocks), 1))
            for lag in range(last):
                paths[:, lag:] += weights[lag] * shocks[:, : last - lag]
            drawn.append(self.scale.backward(paths))
        steps = np.concatenate(drawn)
        if factors is not None:
            steps = steps * factors[:last]
        total: Floats = np.sort(steps[:, first - 1 :].sum(axis=1))
        return total


def forecast(
    series: xr.DataArray, *, horizon: int, season: int = 1, coverage: float = COVERAGE
) -> Forecast:
    r"""Forecast of a regular series without gaps.

    The mean of two exponential smoothings with additive errors: one of a level, one of a level
    with a damped trend, :math:`\hat y_{T+h} = \ell_T + (\phi + \dots + \phi^h) b_T + s_{T+h-m}`.

    Parameters
    ----------
    series : DataArray (time)
        Equally spaced values, oldest first, in any unit.
    horizon : int
        Steps ahead.
    season : int
        Steps in a year: 12, 4, or 1 when there is no season.
    coverage : float
        Share of futures that the interval shall hold.

    Returns
    -------
    Forecast
        Median and interval by step.

    Raises
    ------
    DataError
        If a value is unknown, or there are fewer than 10 values, or two seasons and ten more.

    Notes
    -----
    Positive series are smoothed in logarithms, others as they are. Whether a season is used is
    decided by the corrected information criterion. The variance of step h is
    ``sigma2 * (1 + sum of c_j squared, j < h)``, ``c_j = alpha + beta (phi + ... + phi^j)``
    plus ``gamma`` in whole seasons; the two models are mixed, so that the spread holds their
    disagreement. Not for a series that recovers from a fall: see
    :func:`forecast_recovery`.

    References
    ----------
    Hyndman, Koehler, Ord and Snyder (2008), Forecasting with Exponential Smoothing, table 6.1.
    Gardner and McKenzie (1985), Management Science 31:1237, on damping.
    """
    values = _checked(series, season)
    scale = Scale("log" if (values > 0).all() else "level")
    return smooth(scale.forward(values), scale, horizon=horizon, season=season, coverage=coverage)


def smooth(
    values: Floats,
    scale: Scale,
    *,
    horizon: int,
    season: int,
    coverage: float,
    mixed: bool = True,
) -> Forecast:
    """Forecast of values that are already on their scale.

    Parameters
    ----------
    values : ndarray
        The series on its scale.
    scale : Scale
        The scale.
    horizon, season : int
        Steps ahead, steps in a year.
    coverage : float
        Share of futures that the interval shall hold.
    mixed : bool
        Whether the model without a trend takes part.

    Returns
    -------
    Forecast
        Median and interval by step.
    """
    trended = [_fit(values, horizon, trend=True, season=1)]
    if season > 1:
        trended.append(_fit(values, horizon, trend=True, season=season))
    best = min(trended, key=lambda fit: fit.criterion)
    level = _fit(values, horizon, trend=False, season=best.season) if mixed else best
    if level.criterion > best.criterion + DECISIVE:
        level = best
    mean = (best.mean + level.mean) / 2
    spread = np.sqrt((best.spread**2 + level.spread**2) / 2 + ((best.mean - level.mean) / 2) ** 2)
    freedom = min(best.freedom, level.freedom)
    reach = float(stdtrit(freedom, 0.5 + coverage / 2)) * spread
    steps = _stepped(horizon)
    return Forecast(
        steps(scale.backward(mean)),
        steps(scale.backward(mean - reach)),
        steps(scale.backward(mean + reach)),
        coverage,
        scale,
        steps(mean),
        steps(np.maximum(spread, 1e-12)),
        freedom,
        (best.weights, level.weights),
        ((best.mean, best.error), (level.mean, level.error)),
    )


@dataclass(frozen=True, slots=True)
class _Fit:
    mean: Floats
    spread: Floats
    weights: Floats
    error: float
    freedom: int
    criterion: float
    season: int


def _fit(values: Floats, horizon: int, *, trend: bool, season: int) -> _Fit:
    """One model with its psi weights; the parameters are those of statsmodels."""
    from statsmodels.tools.sm_exceptions import (  # noqa: PLC0415 - a second to load
        ConvergenceWarning,
    )
    from statsmodels.tsa.exponential_smoothing.ets import (  # noqa: PLC0415 - a second to load
        ETSModel,
    )

    model = ETSModel(
        values, error="add", trend="add" if trend else None, damped_trend=trend,
        seasonal="add" if season > 1 else None, seasonal_periods=season if season > 1 else None,
        initialization_method="heuristic",
    )  # fmt: skip
    # A series that is fitted without error divides by its zero spread in diagnostics.
    with warnings.catch_warnings(), np.errstate(divide="ignore", invalid="ignore"):
        # A fit that stops early is still a fit; the criterion and the backtest judge it.
        warnings.simplefilter("ignore", ConvergenceWarning)
        fitted: Any = model.fit(disp=False)
    given: dict[str, float] = dict(zip(model.param_names, fitted.params, strict=True))
    size = len(values)
    free = 2 + 3 * trend + season * (season > 1)
    squares = max(float(np.sum(np.asarray(fitted.resid) ** 2)), 1e-24 * size)
    criterion = size * np.log(squares / size) + 2 * free
    criterion += 2 * free * (free + 1) / max(size - free - 1, 1)
    error = float(np.sqrt(squares / max(size - free, 1)))
    weights = _psi(given, horizon, season)
    spread = error * np.sqrt(np.cumsum(weights**2))
    mean = np.asarray(fitted.forecast(horizon), dtype=np.float64)
    return _Fit(mean, spread, weights, error, max(size - free, 2), float(criterion), season)


def _psi(given: dict[str, float], horizon: int, season: int) -> Floats:
    """What an error adds to later steps; statsmodels' trend and season are already products."""
    damping = given.get("damping_trend", 1.0)
    steps = np.arange(1, horizon)
    summed = np.cumsum(damping**steps)
    weights = given["smoothing_level"] + given.get("smoothing_trend", 0.0) * summed
    if season > 1:
        weights = weights + given.get("smoothing_seasonal", 0.0) * (steps % season == 0)
    return np.concatenate([[1.0], weights])


def _stepped(horizon: int) -> Callable[[Floats], xr.DataArray]:
    steps = np.arange(1, horizon + 1)
    return lambda values: xr.DataArray(values, coords={"step": steps}, dims="step")


def _checked(series: xr.DataArray, season: int) -> Floats:
    values = np.asarray(series.transpose("time").values, dtype=np.float64)
    unknown = int((~np.isfinite(values)).sum())
    if unknown:
        raise DataError(
            Message(
                f"{unknown} value(s) of the series are unknown.", f"序列中有 {unknown} 个未知值。"
            ),
            Message("Give a stretch without gaps.", "请给出没有缺口的一段。"),
        )
    fewest = max(FEWEST, 2 * season + (season > 1))
    if len(values) < fewest:
        raise DataError(
            Message(
                f"The series has {len(values)} values; smoothing needs {fewest}.",
                f"序列只有 {len(values)} 个值，指数平滑需要 {fewest} 个。",
            ),
            Message(
                "Use growth pooled over indicators for a short series.",
                "短序列请使用汇总的增速分布。",
            ),
        )
    return values
