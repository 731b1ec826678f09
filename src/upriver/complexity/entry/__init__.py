"""Which industries a place enters next: forecasts that are tested on the past."""

from __future__ import annotations

from upriver.complexity.entry.backtest import Backtest, backtest
from upriver.complexity.entry.features import FEATURES, entry_features
from upriver.complexity.entry.forecast import EntryForecast, can_forecast, entry_forecast
from upriver.complexity.entry.settings import METHODS, BacktestSettings

__all__ = [
    "FEATURES",
    "METHODS",
    "Backtest",
    "BacktestSettings",
    "EntryForecast",
    "backtest",
    "can_forecast",
    "entry_features",
    "entry_forecast",
]
