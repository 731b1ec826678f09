"""Settings that contradict themselves are refused."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from upriver.complexity.entry import METHODS, BacktestSettings


def test_density_and_the_forecasting_method_are_always_tested() -> None:
    assert BacktestSettings(methods=("forest",)).tested == ("density", "logit", "forest")
    assert BacktestSettings().tested == METHODS


def test_an_option_starts_outside() -> None:
    with pytest.raises(ValidationError, match="start_below must not exceed threshold"):
        BacktestSettings(start_below=1.5)


def test_unknown_settings_are_refused() -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        BacktestSettings(horizon=3)
