"""Forecasts of regular series: what they refuse, and what their intervals mean."""

import numpy as np
import pytest
import xarray as xr

from upriver.core.errors import DataError
from upriver.targets import forecast
from upriver.targets.smoothing import Scale


def monthly(years: int = 6, growth: float = 0.05, seed: int = 3) -> xr.DataArray:
    rng = np.random.default_rng(seed)
    step = np.arange(12 * years)
    season = 0.1 * np.sin(2 * np.pi * step / 12)
    values = 100 * np.exp(growth * step / 12 + season + rng.normal(0, 0.02, len(step)))
    return xr.DataArray(values, dims="time")


def test_a_season_and_a_trend_are_carried_forward() -> None:
    whole = monthly(8)
    found = forecast(whole[:72], horizon=24, season=12)
    error = np.abs(found.center.values / whole.values[72:] - 1)
    assert error.mean() < 0.06
    inside = (whole.values[72:] >= found.lower.values) & (whole.values[72:] <= found.upper.values)
    assert inside.mean() > 0.6
    width = (found.upper / found.lower).values
    assert (np.diff(width) > -1e-9).all()  # it never gets surer


def test_a_series_with_zeros_is_smoothed_as_it_is() -> None:
    values = np.tile([0.0, 4.0, 2.0, 6.0], 8)
    found = forecast(xr.DataArray(values, dims="time"), horizon=4, season=4)
    assert found.scale.name == "level"
    assert found.center.values == pytest.approx([0, 4, 2, 6], abs=0.2)


def test_chance_is_half_at_the_median_and_falls_with_the_goal() -> None:
    found = forecast(monthly(), horizon=12, season=12)
    middle = float(found.center.sel(step=12))
    assert found.chance(middle, step=12) == pytest.approx(0.5, abs=1e-9)
    assert found.chance(middle * 1.1, step=12) < 0.5 < found.chance(middle * 0.9, step=12)
    below = found.chance(middle * 1.1, step=12, above=False)
    assert below == pytest.approx(1 - found.chance(middle * 1.1, step=12))
    assert found.chance(float(found.upper.sel(step=12)), step=12) == pytest.approx(0.1, abs=1e-6)


def test_totals_are_the_same_every_time_and_near_the_sum_of_the_medians() -> None:
    found = forecast(monthly(), horizon=12, season=12)
    total = found.totals(last=12)
    assert np.array_equal(total, found.totals(last=12))
    assert np.median(total) == pytest.approx(float(found.center.sum()), rel=0.03)
    twice = found.totals(last=12, factors=np.full(12, 2.0))
    assert np.median(twice) == pytest.approx(2 * np.median(total))


def test_short_series_and_gaps_are_refused() -> None:
    with pytest.raises(DataError, match="needs 25"):
        forecast(monthly(2), horizon=1, season=12)
    with pytest.raises(DataError, match="needs 10"):
        forecast(xr.DataArray([1.0, 2.0, 3.0], dims="time"), horizon=1)
    gap = monthly()
    gap[5] = np.nan
    with pytest.raises(DataError, match=r"1 value\(s\) of the series are unknown"):
        forecast(gap, horizon=1, season=12)


def test_scales_turn_back() -> None:
    values = np.array([0.2, 1.0, 1.1])
    for scale in (Scale("level"), Scale("log"), Scale("logit", 1.15)):
        assert scale.backward(scale.forward(values)) == pytest.approx(values)
    assert Scale("log").forward(np.array([-1.0]))[0] == -np.inf
