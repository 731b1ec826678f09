"""Models learn what is there, the same each time, and the logit can be read."""

from __future__ import annotations

import numpy as np
import pytest

from entry_toy import related_panel
from upriver.complexity.entry.models import PRODUCTS, Scale, fit_logit, fit_model
from upriver.complexity.entry.options import Options, past_options
from upriver.complexity.entry.panel import EntryPanel
from upriver.complexity.entry.scores import roc_auc
from upriver.complexity.entry.settings import BacktestSettings


@pytest.fixture(scope="module")
def past() -> Options:
    panel = EntryPanel.read(related_panel(1))
    return past_options(panel, horizon=5, settings=BacktestSettings())


@pytest.mark.parametrize("method", ["logit", "boosting", "forest"])
def test_models_learn_and_repeat_themselves(past: Options, method) -> None:
    even = past.place % 2 == 0
    scores = []
    for _ in range(2):
        model = fit_model(
            method, past.names, past.features[even], past.entered[even],
            rng=np.random.default_rng(5),
        )  # fmt: skip
        scores.append(model(past.features[~even]))
    assert scores[0].tobytes() == scores[1].tobytes()
    assert roc_auc(scores[0], past.entered[~even]) > 0.7


def test_contributions_of_the_logit_add_up(past: Options) -> None:
    model = fit_logit(past.names, past.features, past.entered)
    parts = model.by_feature(past.features)
    assert parts.shape == past.features.shape
    np.testing.assert_allclose(parts.sum(axis=1) + model.intercept, model(past.features))
    assert len(model.coefficients) == len(past.names) + len(PRODUCTS)


def test_the_logit_forecasts_the_base_rate_on_average(past: Options) -> None:
    odds = fit_logit(past.names, past.features, past.entered)(past.features)
    assert (1.0 / (1.0 + np.exp(-odds))).mean() == pytest.approx(past.entered.mean(), abs=1e-4)


def test_baselines_are_the_feature_itself(past: Options) -> None:
    model = fit_model(
        "density", past.names, past.features, past.entered, rng=np.random.default_rng(0)
    )
    np.testing.assert_array_equal(
        model(past.features), past.features[:, past.names.index("density")]
    )


@pytest.mark.parametrize("outcome", [True, False])
def test_one_outcome_teaches_nothing(past: Options, outcome: bool) -> None:
    model = fit_model(
        "forest", past.names, past.features, np.full(len(past), outcome),
        rng=np.random.default_rng(0),
    )  # fmt: skip
    assert (model(past.features) == 0.0).all()


def test_nothing_to_forecast_is_fine(past: Options) -> None:
    for method in ("logit", "boosting", "forest"):
        model = fit_model(
            method, past.names, past.features, past.entered, rng=np.random.default_rng(0)
        )
        assert model(past.features[:0]).shape == (0,)


def test_unknown_features_become_the_mean() -> None:
    scale = Scale.of(np.array([[1.0, np.nan, 5.0], [3.0, np.nan, 5.0]]))
    scores = scale(np.array([[np.nan, 7.0, 9.0], [3.0, np.nan, 5.0], [99.0, 0.0, 0.0]]))
    np.testing.assert_array_equal(scores, [[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [4.0, 0.0, 0.0]])
