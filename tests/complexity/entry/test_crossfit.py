"""No place is judged by a model, or a calibration, that has seen it."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from entry_toy import related_panel
from upriver.complexity.entry.crossfit import held_out_chances, own_forecast, place_folds
from upriver.complexity.entry.options import open_options, past_options
from upriver.complexity.entry.panel import EntryPanel
from upriver.complexity.entry.settings import METHODS, BacktestSettings

SETTINGS = BacktestSettings(folds=3)
PANEL = EntryPanel.read(related_panel(2))
PAST = past_options(PANEL, horizon=5, settings=SETTINGS)
NOW = open_options(PANEL, settings=SETTINGS)
FOLD = place_folds(24, folds=3, rng=np.random.default_rng(0))


def chances(past, *, methods=METHODS):
    return held_out_chances(past, NOW, fold=FOLD, methods=methods, rng=np.random.default_rng(1))


def test_groups_are_as_equal_as_can_be() -> None:
    assert np.bincount(place_folds(11, folds=3, rng=np.random.default_rng(0))).tolist() == [4, 4, 3]


@pytest.mark.parametrize("method", METHODS)
def test_outcomes_and_features_of_a_place_do_not_reach_its_own_forecast(method) -> None:
    """The past of group 0 is made nonsense: forecasts of group 0 keep every byte."""
    rows = FOLD[PAST.place] == 0
    features = PAST.features.copy()
    features[rows] = features[rows][:, ::-1]
    spoilt = dataclasses.replace(
        PAST, entered=np.where(rows, ~PAST.entered, PAST.entered), features=features
    )
    before, after = (chances(past, methods=(method,))[method][0] for past in (PAST, spoilt))
    own = FOLD[NOW.place] == 0
    assert before[own].tobytes() == after[own].tobytes()
    assert (before[~own] != after[~own]).mean() > 0.9


def test_every_option_gets_a_chance() -> None:
    for chance, ranking in chances(PAST).values():
        assert ((chance > 0.0) & (chance < 1.0)).all()
        assert not np.isnan(ranking).any()


def test_a_method_does_not_depend_on_the_others() -> None:
    alone = chances(PAST, methods=("forest",))["forest"][0]
    assert alone.tobytes() == chances(PAST)["forest"][0].tobytes()


@pytest.mark.parametrize("method", METHODS)
def test_own_forecast_is_calibrated_on_average(method) -> None:
    made = own_forecast(PAST, PAST, fold=FOLD, method=method, rng=np.random.default_rng(1))
    assert made.chance.mean() == pytest.approx(PAST.entered.mean(), abs=0.03)
    assert (made.contributions is not None) == (method == "logit")


def test_contributions_add_up_to_the_calibrated_chance() -> None:
    made = own_forecast(PAST, NOW, fold=FOLD, method="logit", rng=np.random.default_rng(1))
    assert made.contributions is not None
    odds = made.contributions.sum(axis=1) + made.intercept
    np.testing.assert_allclose(1.0 / (1.0 + np.exp(-odds)), made.chance)
