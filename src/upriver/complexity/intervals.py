"""Bounds from draws, without keeping all draws of a large matrix."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt
    import xarray as xr

    Floats = npt.NDArray[np.float64]

ROOM = 12  # draws taken in before the middle ones are dropped


@dataclass(frozen=True, eq=False)
class Interval:
    """A measure as computed, and bounds between which the true one probably lies.

    Parameters
    ----------
    point : DataArray
        Computed from the figures as given.
    lower, upper : DataArray
        The bounds, with the labels of the point; NaN where the point is.
    """

    point: xr.DataArray
    lower: xr.DataArray
    upper: xr.DataArray


class Tails:
    """The smallest and the largest draws of every cell, all that bounds need.

    Parameters
    ----------
    shape : tuple of int
        Shape of one draw.
    draws : int
        How many there will be.
    level : float
        Chance that the bounds shall have.
    """

    def __init__(self, shape: tuple[int, ...], draws: int, level: float) -> None:
        self._place = (1.0 - level) / 2.0 * (draws + 1)
        self._keep = min(int(self._place) + 1, (draws + 1) // 2)
        self._draws, self._shape = draws, shape
        width = min(draws, 2 * self._keep + ROOM)
        self._held = np.empty((int(np.prod(shape)), width), dtype=np.float32)
        self._used = 0
        self._lock = Lock()

    def add(self, draw: Floats) -> None:
        """Take in one draw; threads may do so at the same time.

        Parameters
        ----------
        draw : ndarray
            Of the shape, without missing values.
        """
        with self._lock:
            width = self._held.shape[1]
            if self._used == width:
                # Smallest to the left, largest to the right; the middle can go.
                keep = self._keep
                self._held.partition((keep - 1, width - keep), axis=1)
                self._held[:, keep : 2 * keep] = self._held[:, width - keep :].copy()
                self._used = 2 * keep
            self._held[:, self._used] = draw.reshape(-1)
            self._used += 1

    def bounds(self) -> tuple[Floats, Floats]:
        """Quantiles of all draws, exact to single precision.

        Returns
        -------
        lower, upper : ndarray
            Order statistics at ``(draws + 1)`` times the chance left out on a side, the
            middle between two by straight line; the extreme draws when there are too few.
        """
        held = self._held[:, : self._used]
        held.sort(axis=1)
        at = min(max(self._place, 1.0), (self._draws + 1) / 2.0)
        step = int(at)
        part, after = at - step, min(step, held.shape[1] - 1)
        lower = held[:, step - 1] * (1.0 - part) + held[:, after] * part
        upper = held[:, -step] * (1.0 - part) + held[:, -after - 1] * part
        return lower.reshape(self._shape).astype(float), upper.reshape(self._shape).astype(float)


def bounds(draws: Floats, level: float) -> tuple[Floats, Floats]:
    """Quantiles of draws along the first axis, those that are missing left out.

    Parameters
    ----------
    draws : ndarray (draw, ...)
        NaN for missing.
    level : float
        Chance that the bounds shall have.

    Returns
    -------
    lower, upper : ndarray
        NaN where more than half of the draws are missing.
    """
    lost = np.isnan(draws).sum(axis=0) * 2 > len(draws)
    filled = np.where(lost, 0.0, draws)
    tail = (1.0 - level) / 2.0
    low, high = np.nanquantile(filled, [tail, 1.0 - tail], axis=0, method="weibull")
    return np.where(lost, np.nan, low), np.where(lost, np.nan, high)
