"""Where a series leads that comes back from a fall: its share of the time before, damped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.core.errors import DataError
from upriver.core.message import Message
from upriver.targets.smoothing import COVERAGE, FEWEST, Forecast, Scale, smooth

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

FALL = 0.8  # a season this low against the best one before it is a fall
TOP = 1.15  # a recovery ends at this share of the time before, at most
WINDOW = 24  # steps that a recovery is read from


def reference_season(series: xr.DataArray, *, season: int) -> int | None:
    """Where the last whole season before a fall begins, if the series still recovers.

    Parameters
    ----------
    series : DataArray (time)
        Equally spaced values, oldest first.
    season : int
        Steps in a year.

    Returns
    -------
    int, optional
        Position of the first step of the season with the largest sum, when a later season
        fell below four fifths of it and the newest season has not yet come back to it.

    Examples
    --------
    >>> import xarray as xr
    >>> reference_season(xr.DataArray([10.0, 10, 4, 6, 8], dims="time"), season=1)
    1
    """
    values = np.asarray(series.transpose("time").values, dtype=np.float64)
    if len(values) < 2 * season:
        return None
    sums = np.convolve(values, np.ones(season), "valid")
    best = int(len(sums) - 1 - np.argmax(sums[::-1]))
    later = sums[best:]
    if np.isnan(sums).any() or later.min() >= FALL * sums[best] or later[-1] >= sums[best]:
        return None
    return best


def forecast_recovery(
    series: xr.DataArray,
    *,
    horizon: int,
    season: int,
    reference: int | None = None,
    coverage: float = COVERAGE,
) -> tuple[Forecast, xr.DataArray]:
    r"""Forecast of a series that recovers, as a share of the same season before the fall.

    :math:`R_t = y_t / y_{\text{same season before}}`, smoothed with a damped trend on
    :math:`\operatorname{logit}(R_t / 1.15)`.

    Parameters
    ----------
    series : DataArray (time)
        Equally spaced values, oldest first.
    horizon, season : int
        Steps ahead, steps in a year.
    reference : int, optional
        Position where the season before the fall begins. Default: the largest one.
    coverage : float
        Share of futures that the interval shall hold.

    Returns
    -------
    forecast : Forecast
        Of the share R, by step.
    before : DataArray (step)
        Value of the same season before the fall; the product is the forecast of the series.

    Raises
    ------
    DataError
        If the series is in no recovery, or holds fewer than ten steps since its lowest season.

    Notes
    -----
    A growth against the year before is not used at all: off a fallen base it is large and says
    little. The share is bounded, so the forecast ends at 1.15 times the time before. Where a
    place has lost its demand for good, the method is too hopeful.
    """
    values = np.asarray(series.transpose("time").values, dtype=np.float64)
    start = reference_season(series, season=season) if reference is None else reference
    if start is None or not np.isfinite(values).all():
        raise DataError(
            Message("The series does not recover from a fall.", "该序列不处于恢复期。"),
            Message("Use the ordinary forecast.", "请使用一般预测。"),
        )
    place = (np.arange(len(values) + horizon) - start) % season
    before = values[start : start + season][place]
    first = max(start + season, len(values) - WINDOW)
    if len(values) - first < FEWEST:
        raise DataError(
            Message(
                f"Only {len(values) - first} steps are known since the fall; {FEWEST} are needed.",
                f"下跌之后仅有 {len(values) - first} 期，至少需要 {FEWEST} 期。",
            ),
            Message("Wait for more observations.", "请等待更多观测值。"),
        )
    shares = np.clip(values[first:] / before[first : len(values)], 1e-3 * TOP, 0.98 * TOP)
    scale = Scale("logit", TOP)
    found = smooth(
        scale.forward(shares), scale, horizon=horizon, season=1, coverage=coverage, mixed=False
    )
    steps = np.arange(1, horizon + 1)
    return found, xr.DataArray(before[len(values) :], coords={"step": steps}, dims="step")
