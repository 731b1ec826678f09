"""A forecast from the newest year, with what it rests on."""

from __future__ import annotations

import numpy as np
import pytest

from entry_toy import labelled, related_panel
from upriver.complexity.entry import FEATURES, BacktestSettings, can_forecast, entry_forecast
from upriver.complexity.specialisation import rca
from upriver.core.errors import DataError

FAST = BacktestSettings(methods=("logit",), replicates=20)


def made(output, *, settings=FAST, horizon=5, **given):
    return entry_forecast(
        output, horizon=horizon, settings=settings, rng=np.random.default_rng(3), **given
    )


def test_only_what_is_absent_and_known_has_a_chance() -> None:
    output = related_panel(1)
    output[4, 2, 3] = np.nan
    found = made(output)
    quotient = rca(output.sel(year=2010)).values
    for array in (found.entry_chance, found.jumped, found.comparable):
        np.testing.assert_array_equal(~np.isnan(array.values), quotient < 1.0)
    assert np.isnan(found.entry_chance.values[2, 3])
    chance = found.entry_chance.values[quotient < 1.0]
    assert ((chance > 0.0) & (chance < 1.0)).all()


def test_contributions_add_up_to_the_chance() -> None:
    found = made(related_panel(1))
    parts = found.contributions
    assert parts is not None
    assert set(parts.feature.values) <= set(FEATURES)
    odds = parts.sum("feature", skipna=False) + parts.attrs["intercept"]
    np.testing.assert_allclose(1.0 / (1.0 + np.exp(-odds)), found.entry_chance.values)


def test_more_comparable_places_jumped_where_the_chance_is_high() -> None:
    found = made(related_panel(2, places=40, industries=30))
    chance = found.entry_chance.values
    known = ~np.isnan(chance) & (found.comparable.values > 0)
    assert (found.jumped.values[known] <= found.comparable.values[known]).all()
    share = found.jumped.values[known] / found.comparable.values[known]
    assert np.corrcoef(chance[known], share)[0, 1] > 0.3


def test_the_backtest_comes_with_it() -> None:
    found = made(related_panel(1))
    assert found.backtest is not None
    assert (found.backtest.start, found.backtest.end) == (2005, 2010)
    assert found.pairs[-1] == (2005, 2010)
    assert found.untested is None


def test_without_an_earlier_pair_it_says_why_there_is_no_backtest() -> None:
    found = made(related_panel(1).sel(year=[2005, 2010]))
    assert found.backtest is None
    assert found.untested is not None
    assert "No past pair of about 5 years" in found.untested.en


def test_a_test_that_cannot_be_made_says_why() -> None:
    """The early years stand still, so the test finds nothing to learn from."""
    values = related_panel(1).values
    values[:4] = values[0]
    found = made(labelled(values))
    assert found.backtest is None
    assert found.untested is not None
    assert "past options became entries" in found.untested.en
    assert made(labelled(values), backtested=False).untested is None


def test_other_methods_have_no_contributions() -> None:
    settings = BacktestSettings(method="ensemble", methods=("ensemble",), replicates=0)
    found = made(related_panel(1), settings=settings, backtested=False)
    assert found.contributions is None
    assert found.method == "ensemble"


def test_table_has_one_row_a_cell() -> None:
    found = made(related_panel(1), backtested=False)
    table = found.to_table().to_polars()
    assert table.height == 24 * 20
    assert table["entry_chance"].null_count() == int(np.isnan(found.entry_chance).sum())


def test_the_same_seed_gives_the_same_forecast() -> None:
    one, two = made(related_panel(1)), made(related_panel(1))
    assert one.entry_chance.values.tobytes() == two.entry_chance.values.tobytes()


def test_no_past_is_refused() -> None:
    output = related_panel(1).sel(year=[2010])
    assert not can_forecast([2010], horizon=5)
    with pytest.raises(DataError, match="No two years up to 2010 lie about 5 years apart"):
        made(output)


def test_too_few_places_are_refused() -> None:
    with pytest.raises(DataError, match="at least 8 places"):
        made(related_panel(1, places=6))
