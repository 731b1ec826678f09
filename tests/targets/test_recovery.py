"""A series that comes back from a fall: never a year's growth carried forward."""

import numpy as np
import pytest
import xarray as xr

from upriver.core.errors import DataError
from upriver.targets import forecast_recovery, reference_season


def fallen(months: int) -> xr.DataArray:
    """Three steady years, a fall to a fifth, then a way back to nine tenths."""
    season = 1 + 0.1 * np.sin(2 * np.pi * np.arange(36 + months) / 12)
    share = np.concatenate(
        [np.ones(36), 0.9 - 0.7 * np.exp(-np.arange(months) / 8.0)]
    )  # fmt: skip
    return xr.DataArray(1000 * season * share, dims="time")


def test_the_reference_is_the_last_full_season_before_the_fall() -> None:
    assert reference_season(fallen(20), season=12) in range(13, 26)
    rising = xr.DataArray(np.linspace(1, 2, 48), dims="time")
    assert reference_season(rising, season=12) is None
    assert reference_season(rising[:12], season=12) is None


def test_growth_off_the_fallen_base_is_not_carried_forward() -> None:
    """A year after the fall the growth on the year before is above 40 %; the way ahead is short."""
    whole = fallen(36)
    seen = whole[: 36 + 20]
    growth = float(seen[-3:].sum() / seen[-15:-12].sum()) - 1
    assert growth > 0.4
    found, before = forecast_recovery(seen, horizon=12, season=12)
    led = (found.center * before).values
    assert led.sum() == pytest.approx(float(whole[56:68].sum()), rel=0.05)
    naive = seen.values[-12:] * (1 + growth)
    assert abs(led.sum() - whole.values[56:68].sum()) < abs(naive.sum() - whole.values[56:68].sum())
    assert float(found.upper.max()) < 1.15  # it ends somewhere


def test_without_a_fall_or_with_too_little_since_it_says_so() -> None:
    with pytest.raises(DataError, match="does not recover"):
        forecast_recovery(xr.DataArray(np.ones(48), dims="time"), horizon=3, season=12)
    with pytest.raises(DataError, match="10 are needed"):
        forecast_recovery(fallen(6), horizon=3, season=12, reference=24)
