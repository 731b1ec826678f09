"""Panels are read whole or refused, and cut without a trace of later years."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from entry_toy import YEARS, labelled, noise_panel
from upriver.complexity.entry.panel import EntryPanel, past_pairs
from upriver.core.errors import DataError, LabelError


def test_years_are_put_in_order() -> None:
    output = noise_panel(0)
    shuffled = EntryPanel.read(output.isel(year=[3, 0, 4, 2, 1]))
    assert shuffled.years == YEARS
    np.testing.assert_array_equal(shuffled.values, output.values)


def test_a_cut_panel_holds_nothing_later() -> None:
    seen = EntryPanel.read(noise_panel(0)).until(2000)
    assert seen.years == (1990, 1995, 2000)
    assert len(seen.values) == 3


def test_a_cut_panel_holds_no_later_technology() -> None:
    output = noise_panel(0)
    skills = xr.DataArray(
        np.arange(48.0).reshape(2, 24, 1),
        {"year": [1990, 2005], "place": output.place.values, "technology": ["lidar"]},
        ("year", "place", "technology"),
    )
    panel = EntryPanel.read(output, technology=skills)
    early, late = panel.until(2000).technology_now(), panel.until(2010).technology_now()
    assert early is not None
    assert late is not None
    assert early.values[0, 0] == 0.0
    assert late.values[0, 0] == 24.0


def test_pairs_end_before_one_stands_and_are_about_as_long() -> None:
    """The rule of the eight tests: 10-year pairs teach a 12-year test."""
    censuses = [1976, 1981, 1986, 1991, 1996, 2001, 2006, 2013]
    early = ((1976, 1986), (1981, 1991), (1986, 1996))
    assert past_pairs(censuses, before=1996, horizon=10) == early
    assert past_pairs(censuses, before=2001, horizon=12) == (*early, (1991, 2001))
    assert past_pairs(censuses, before=1981, horizon=10) == ()


@pytest.mark.parametrize(
    ("change", "error", "match"),
    [
        (lambda a: a.transpose("place", "year", "industry"), LabelError, "dimensions"),
        (lambda a: a.where(a.place != "p03", -1.0), DataError, "at least 0.*p03"),
        (lambda a: a.where(a.year != 2000, 0.0), DataError, "positive somewhere.*2000"),
        (lambda a: a.where(a.year != 2000), DataError, "positive somewhere.*2000"),
        (lambda a: a.isel(place=[0, 0, 1]), LabelError, "stand twice"),
        (lambda a: a.assign_coords(year=[1, 1, 2, 3, 4]), LabelError, "stand twice"),
    ],
)
def test_what_is_no_panel_is_refused(change, error, match) -> None:
    with pytest.raises(error, match=match):
        EntryPanel.read(change(noise_panel(0)))


def test_an_absent_year_is_named() -> None:
    with pytest.raises(LabelError, match="no year 2001"):
        EntryPanel.read(noise_panel(0)).until(2001)


def test_technologies_must_not_start_late() -> None:
    output = labelled(np.ones((5, 2, 2)))
    skills = xr.DataArray(
        np.ones((1, 2, 1)),
        {"year": [1995], "place": ["p00", "p01"], "technology": ["lidar"]},
        ("year", "place", "technology"),
    )
    with pytest.raises(LabelError, match="no later than output, in 1990"):
        EntryPanel.read(output, technology=skills)
