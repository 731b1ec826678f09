"""Scores agree with scikit-learn and with counting by hand."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, brier_score_loss, roc_auc_score

from upriver.complexity.entry import scores


def drawn(seed: int, *, ties: bool) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    entered = rng.random(300) < 0.2
    chance = np.clip(rng.normal(0.3 + 0.2 * entered, 0.2), 0.0, 1.0)
    return (np.round(chance, 1) if ties else chance), entered


@pytest.mark.parametrize("ties", [False, True])
def test_against_scikit_learn(ties: bool) -> None:
    """scikit-learn 1.9 gives the same area, average precision and Brier score."""
    chance, entered = drawn(1, ties=ties)
    assert scores.roc_auc(chance, entered) == pytest.approx(roc_auc_score(entered, chance))
    wanted = average_precision_score(entered, chance)
    assert scores.average_precision(chance, entered) == pytest.approx(wanted)
    assert scores.brier(chance, entered) == pytest.approx(brier_score_loss(entered, chance))


def test_weighted_area_against_scikit_learn() -> None:
    chance, entered = drawn(2, ties=True)
    weights = np.random.default_rng(2).integers(0, 4, (3, 300)).astype(float)
    wanted = [roc_auc_score(entered, chance, sample_weight=each) for each in weights]
    np.testing.assert_allclose(scores.resampled_auc(chance, entered, weights), wanted)


def test_one_outcome_has_no_area() -> None:
    nothing = np.zeros(4, dtype=bool)
    assert np.isnan(scores.roc_auc(np.arange(4.0), nothing))
    assert np.isnan(scores.average_precision(np.arange(4.0), nothing))
    assert np.isnan(scores.lift(np.arange(4.0), nothing))
    assert np.isnan(scores.roc_auc(np.empty(0), np.empty(0, dtype=bool)))


def test_precision_at_the_top_of_each_place() -> None:
    place = np.array([1, 0, 0, 0, 1])
    score = np.array([0.9, 0.1, 0.8, 0.7, 0.2])
    entered = np.array([True, True, True, False, False])
    assert scores.precision_at(score, entered, place, top=1) == 1.0
    assert scores.precision_at(score, entered, place, top=2) == 0.5
    assert scores.precision_at(score, entered, place, top=9) == 0.6


def test_lift_of_the_top_tenth() -> None:
    entered = np.arange(100) >= 80
    assert scores.lift(np.arange(100.0), entered) == 5.0
    assert scores.lift(-np.arange(100.0), entered) == 0.0


def test_reliability_and_its_error() -> None:
    chance = np.repeat([0.1, 0.5], 10)
    entered = np.concatenate([np.arange(10) < 1, np.arange(10) < 9])
    groups = scores.reliability(chance, entered, bins=2)
    assert groups.options.tolist() == [10, 10]
    np.testing.assert_allclose(groups.chance, [0.1, 0.5])
    np.testing.assert_allclose(groups.entered, [0.1, 0.9])
    assert scores.calibration_error(groups) == pytest.approx(0.2)


def test_places_are_drawn_whole() -> None:
    place = np.array([4, 4, 7, 7, 7, 9])
    weights = scores.place_weights(place, replicates=50, rng=np.random.default_rng(0))
    assert (weights[:, 0] == weights[:, 1]).all()
    assert (weights[:, 2] == weights[:, 4]).all()
    assert (weights[:, [0, 2, 5]].sum(axis=1) == 3.0).all()
    assert len(np.unique(weights, axis=0)) > 5
