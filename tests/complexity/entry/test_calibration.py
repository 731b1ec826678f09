"""Chances mean what they say, and keep the order of the scores."""

from __future__ import annotations

import numpy as np
import pytest

from upriver.complexity.entry.calibration import Ranks, calibrate, rank_columns


def test_the_line_that_made_the_outcomes_is_found() -> None:
    rng = np.random.default_rng(0)
    score = rng.normal(size=20_000)
    entered = rng.random(20_000) < 1.0 / (1.0 + np.exp(-(1.5 * score - 2.0)))
    line = calibrate(score, entered)
    assert line.slopes[0] == pytest.approx(1.5, abs=0.08)
    assert line.intercept == pytest.approx(-2.0, abs=0.08)
    assert line(score).mean() == pytest.approx(entered.mean(), abs=1e-3)


def test_a_score_that_points_the_wrong_way_gives_the_base_rate() -> None:
    score = np.arange(100.0)
    entered = score < 20
    chance = calibrate(score, entered)(score)
    assert np.unique(chance).size == 1
    assert chance[0] == pytest.approx(0.2, abs=0.01)


def test_a_score_that_says_nothing_gives_the_base_rate() -> None:
    chance = calibrate(np.zeros(50), np.arange(50) < 10)(np.zeros(3))
    np.testing.assert_allclose(chance, 0.2, atol=0.003)


def test_scores_that_separate_the_outcomes_stay_finite() -> None:
    score = np.arange(40.0)
    chance = calibrate(score, score >= 20)(score)
    assert ((chance > 0.0) & (chance < 1.0)).all()
    assert (np.diff(chance) > 0).all()


def test_ranks_lie_between_0_and_1_and_share_ties() -> None:
    ranks = Ranks.among(np.array([3.0, 1.0, 2.0, 2.0]))
    np.testing.assert_allclose(ranks(np.array([0.0, 2.0, 9.0])), [0.1, 0.5, 0.9])


def test_rank_columns_rise_with_every_member() -> None:
    low, high = np.array([0.1, 0.5]), np.array([0.2, 0.9])
    columns = rank_columns([low, high])
    assert (columns[1] > columns[0]).all()
    entered = np.array([False, True])
    chance = calibrate(columns, entered)(columns)
    assert chance[1] > chance[0]
