"""Bounds from tails equal the quantiles of all draws."""

from __future__ import annotations

import numpy as np
import pytest

from upriver.complexity.intervals import Tails, bounds


@pytest.mark.parametrize(
    ("draws", "level"), [(200, 0.9), (20, 0.9), (57, 0.5), (40, 0.99), (300, 0.05)]
)
def test_tails_hold_what_the_quantiles_need(draws: int, level: float) -> None:
    rng = np.random.default_rng(draws)
    values = rng.normal(size=(draws, 4, 7)).astype(np.float32).astype(float)
    tails = Tails((4, 7), draws, level)
    for draw in values:
        tails.add(draw)
    tail = (1.0 - level) / 2.0
    wanted = np.quantile(values, [tail, 1.0 - tail], axis=0, method="weibull")
    np.testing.assert_allclose(tails.bounds(), wanted, atol=1e-6)


def test_too_few_draws_for_a_level_give_the_extremes() -> None:
    values = np.random.default_rng(0).normal(size=(20, 1, 3))
    tails = Tails((1, 3), 20, 0.999)
    for draw in values:
        tails.add(draw)
    np.testing.assert_allclose(tails.bounds(), [values.min(axis=0), values.max(axis=0)], atol=1e-6)


def test_missing_draws_are_left_out_unless_most_are_missing() -> None:
    draws = np.array([[1.0, np.nan], [2.0, np.nan], [3.0, 5.0], [np.nan, np.nan]])
    low, high = bounds(draws, 0.5)
    np.testing.assert_allclose([low[0], high[0]], [1.0, 3.0])
    assert np.isnan([low[1], high[1]]).all()
