"""Options of the past carry their outcome; those of today do not."""

from __future__ import annotations

import numpy as np

from entry_toy import related_panel
from upriver.complexity.entry.options import open_options, past_options
from upriver.complexity.entry.panel import EntryPanel
from upriver.complexity.entry.settings import BacktestSettings

SETTINGS = BacktestSettings(start_below=0.8)


def test_outcomes_are_those_of_the_end_of_the_pair() -> None:
    panel = EntryPanel.read(related_panel(1))
    found = past_options(panel, horizon=10, settings=SETTINGS)
    assert set(found.start.tolist()) == {1990, 1995, 2000}
    rows = found.start == 1995
    start, end = panel.quotient(1), panel.quotient(3)
    assert rows.sum() == (start < 0.8).sum()
    np.testing.assert_array_equal(
        found.entered[rows], end[found.place[rows], found.industry[rows]] >= 1.0
    )


def test_an_option_whose_outcome_is_unknown_teaches_nothing() -> None:
    output = related_panel(1)
    whole = past_options(EntryPanel.read(output), horizon=20, settings=SETTINGS)
    output[4, 3] = np.nan
    lost = past_options(EntryPanel.read(output), horizon=20, settings=SETTINGS)
    assert 3 not in lost.place
    assert len(lost) == len(whole) - int((whole.place == 3).sum())


def test_options_of_today_have_no_outcome() -> None:
    found = open_options(EntryPanel.read(related_panel(1)), settings=SETTINGS)
    assert not found.entered.any()
    assert (found.quotient < 0.8).all()
    assert set(found.start.tolist()) == {2010}
