"""Entry forecasts do not depend on units, order or labels; scores only on ranks."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from entry_toy import related_panel
from upriver.complexity.entry import BacktestSettings, backtest, entry_features
from upriver.complexity.entry.calibration import calibrate
from upriver.complexity.entry.comparable import count_comparable
from upriver.complexity.entry.options import open_options, past_options
from upriver.complexity.entry.panel import EntryPanel, past_pairs
from upriver.complexity.entry.scores import average_precision, roc_auc

SEEDS = st.integers(0, 1000)


@given(seed=SEEDS, factor=st.floats(1e-3, 1e6))
@settings(max_examples=10, deadline=None)
def test_features_do_not_depend_on_the_unit(seed: int, factor: float) -> None:
    output = related_panel(seed)
    one, two = (entry_features(each, year=2000) for each in (output, output * factor))
    np.testing.assert_allclose(one.values, two.values, rtol=1e-6, atol=1e-9)


@given(seed=SEEDS)
@settings(max_examples=10, deadline=None)
def test_features_move_with_their_labels(seed: int) -> None:
    output = related_panel(seed)
    rng = np.random.default_rng(seed)
    turned = output.isel(place=rng.permutation(24), industry=rng.permutation(20))
    found = entry_features(turned, year=2000)
    wanted = entry_features(output, year=2000).sel(place=found.place, industry=found.industry)
    np.testing.assert_allclose(found.values, wanted.values, rtol=1e-6, atol=1e-9)


@given(seed=SEEDS, factor=st.floats(0.1, 10.0))
@settings(max_examples=5, deadline=None)
def test_forecasts_do_not_depend_on_the_unit(seed: int, factor: float) -> None:
    output = related_panel(seed)
    chosen = BacktestSettings(methods=("logit",), replicates=0)
    one, two = (
        backtest(each, start=2005, end=2010, settings=chosen, rng=np.random.default_rng(0))
        for each in (output, output * factor)
    )
    np.testing.assert_allclose(one.chances.values, two.chances.values, rtol=1e-5, atol=1e-8)


@given(seed=SEEDS, power=st.floats(0.2, 5.0))
@settings(max_examples=50, deadline=None)
def test_ranking_scores_depend_on_ranks_only(seed: int, power: float) -> None:
    rng = np.random.default_rng(seed)
    chance, entered = rng.integers(1, 40, 80) / 40.0, rng.random(80) < 0.3
    entered[0], entered[1] = True, False
    for score in (roc_auc, average_precision):
        assert np.isclose(score(chance, entered), score(chance**power, entered))
    assert np.isclose(roc_auc(chance, entered), 1.0 - roc_auc(-chance, entered))


@given(seed=SEEDS)
@settings(max_examples=50, deadline=None)
def test_calibration_never_turns_scores_round(seed: int) -> None:
    rng = np.random.default_rng(seed)
    score, entered = rng.normal(size=60), rng.random(60) < 0.3
    chance = calibrate(score, entered)(np.sort(score))
    assert (np.diff(chance) >= 0.0).all()
    assert ((chance >= 0.0) & (chance <= 1.0)).all()


@given(seed=SEEDS)
@settings(max_examples=10, deadline=None)
def test_a_place_is_never_its_own_example(seed: int) -> None:
    panel = EntryPanel.read(related_panel(seed))
    chosen = BacktestSettings()
    past = past_options(panel, horizon=5, settings=chosen)
    now = open_options(panel, settings=chosen)
    jumped, comparable = count_comparable(past, now, threshold=1.0)
    assert ((jumped >= 0) & (jumped <= comparable) & (comparable < 24)).all()


@given(
    years=st.lists(st.integers(1950, 2020), min_size=1, max_size=12, unique=True),
    horizon=st.integers(1, 30),
)
def test_pairs_are_past_ordered_and_long_enough(years: list[int], horizon: int) -> None:
    before = max(years)
    for start, end in past_pairs(years, before=before, horizon=horizon):
        assert start < end <= before
        assert abs(end - start - horizon) <= 0.25 * horizon
