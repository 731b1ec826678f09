"""A test of forecasts that cannot be cheated, and notices when it is."""

from __future__ import annotations

import dataclasses
import sys

import numpy as np
import pytest
import xarray as xr

from entry_toy import noise_panel, related_panel
from upriver.complexity.entry import BacktestSettings, backtest
from upriver.complexity.entry.options import Options, open_options, past_options
from upriver.complexity.entry.panel import EntryPanel
from upriver.core.errors import DataError, LabelError

MODULE = sys.modules["upriver.complexity.entry.backtest"]
ALL = BacktestSettings(replicates=20)
FAST = BacktestSettings(methods=("logit",), replicates=20)


def run(output: xr.DataArray, settings: BacktestSettings = FAST, **given):
    years = {"start": 2005, "end": 2010} | given
    return backtest(output, settings=settings, rng=np.random.default_rng(7), **years)


def auc(found, method: str = "logit") -> float:
    return next(row["auc"] for row in found.scores.to_dicts() if row["method"] == method)


def test_nothing_after_the_start_reaches_a_forecast() -> None:
    """Every value after the start is changed; the forecasts keep every byte."""
    output = related_panel(1)
    changed = output.where(output.year <= 2005, noise_panel(2))
    before, after = run(output, ALL), run(changed, ALL)
    assert before.chances.values.tobytes() == after.chances.values.tobytes()
    assert not before.entered.equals(after.entered)


def test_noise_cannot_be_forecast() -> None:
    """All methods stay within 0.05 of a guess when the future owes nothing to the past."""
    found = [run(noise_panel(seed, places=40, industries=30), ALL) for seed in (1, 2)]
    for method in ALL.tested:
        assert np.mean([auc(each, method) for each in found]) == pytest.approx(0.5, abs=0.05)


def test_a_leak_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same noise, with the level at the end of each pair put in place of that at its start."""
    output = noise_panel(1, places=40, industries=30)
    whole = EntryPanel.read(output)

    def peeking(options: Options) -> Options:
        features = options.features.copy()
        ends = [whole.quotient(whole.position(int(year) + 5)) for year in options.start]
        cells = zip(ends, options.place, options.industry, strict=True)
        features[:, options.names.index("level")] = [np.log(end[p, i]) for end, p, i in cells]
        return dataclasses.replace(options, features=features)

    honest = auc(run(output))
    monkeypatch.setattr(MODULE, "open_options", lambda *a, **k: peeking(open_options(*a, **k)))
    monkeypatch.setattr(MODULE, "past_options", lambda *a, **k: peeking(past_options(*a, **k)))
    assert honest == pytest.approx(0.5, abs=0.07)
    assert auc(run(output)) > 0.95


def test_relatedness_is_found_where_it_is() -> None:
    found = run(related_panel(3, places=40, industries=30), ALL)
    for method in ("density", "logit", "boosting", "forest", "ensemble"):
        assert auc(found, method) > 0.65, method


def test_scores_come_beside_the_baseline_and_the_base_rate() -> None:
    found = run(related_panel(3), ALL)
    rows = found.scores.to_dicts()
    assert [row["method"] for row in rows] == list(ALL.tested)
    assert found.options == int((~np.isnan(found.entered)).sum())
    assert found.entries == int(found.entered.sum())
    for row in rows:
        assert row["base_rate"] == pytest.approx(found.entries / found.options)
        assert row["auc_low"] <= row["auc"] <= row["auc_high"]
        assert row["auc_gain"] == pytest.approx(row["auc"] - rows[0]["auc"])
    groups = found.reliability.to_dicts()
    assert len(groups) == len(rows) * ALL.bins
    assert sum(group["options"] for group in groups) == found.options * len(rows)


def test_only_options_have_chances() -> None:
    output = related_panel(3, places=40, industries=30)
    found = run(output, BacktestSettings(methods=("logit",), start_below=0.8, replicates=0))
    layer = found.chances.sel(model="logit")
    start = EntryPanel.read(output).quotient(3)
    np.testing.assert_array_equal(~np.isnan(layer.values), start < 0.8)


def test_an_unknown_outcome_is_not_scored() -> None:
    output = related_panel(3)
    whole = run(output)
    output[4, 5, :] = np.nan
    lost = run(output)
    assert np.isnan(lost.entered.sel(place="p05")).all()
    assert lost.options == whole.options - int((~np.isnan(whole.entered.sel(place="p05"))).sum())


def test_gaps_and_empty_rows_do_no_harm() -> None:
    """A third of the cells unknown, an industry and a place empty, another place gone."""
    output = related_panel(5)
    output = output.where(np.random.default_rng(5).random(output.shape) > 0.3)
    output[:, :, 3] = 0.0
    output[:, 5, :] = 0.0
    output[2:, 7, :] = np.nan
    found = run(output, ALL)
    assert auc(found) > 0.6
    options = ~np.isnan(found.chances.sel(model="logit"))
    assert not options.sel(place=["p05", "p07"]).any()
    assert not options.sel(industry="i03").any()
    assert not np.isnan(found.scores.to_polars()["ece"].to_numpy()).any()


def test_the_same_seed_gives_the_same_test() -> None:
    one, two = run(related_panel(4), ALL), run(related_panel(4), ALL)
    assert one.scores.frame.equals(two.scores.frame)
    assert one.chances.identical(two.chances)


def test_pairs_end_by_the_start() -> None:
    found = run(related_panel(4), start=2000, end=2005)
    assert found.pairs == ((1990, 1995), (1995, 2000))


@pytest.mark.parametrize(
    ("given", "error", "match"),
    [
        ({"start": 2001}, LabelError, "no year 2001"),
        ({"start": 2010, "end": 2005}, DataError, "end must lie after start"),
        ({"start": 1990, "end": 1995}, DataError, "No two years up to 1990"),
        ({"start": 2000, "end": 2010}, None, ""),
    ],
)
def test_years_that_make_no_test_are_refused(given, error, match) -> None:
    if error is None:
        assert run(related_panel(1), **given).pairs == ((1990, 2000),)
        return
    with pytest.raises(error, match=match):
        run(related_panel(1), **given)


def test_too_few_places_are_refused() -> None:
    with pytest.raises(DataError, match="at least 8 places for 4 groups, got 7"):
        run(related_panel(1, places=7))


def test_too_few_entries_are_refused() -> None:
    output = related_panel(1)
    still = xr.concat([output.isel(year=0)] * 5, "year").assign_coords(year=output.year)
    with pytest.raises(DataError, match=r"0 of \d+ past options became entries"):
        run(still)


def test_a_test_with_one_outcome_is_refused() -> None:
    output = related_panel(1)
    output[4] = output[3]
    with pytest.raises(DataError, match="were entered by 2010; a test needs both"):
        run(output)
