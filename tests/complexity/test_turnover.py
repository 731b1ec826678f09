"""Entries, exits and growth."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from upriver.complexity import entries, exits, growth, turnover_table
from upriver.core.errors import DataError


def panel(values: object, years: list[int]) -> xr.DataArray:
    labels = {"year": years, "place": ["A"], "industry": ["a", "b", "c", "d", "e"]}
    return xr.DataArray(
        np.asarray(values, float)[:, None, :], labels, ("year", "place", "industry")
    )


PRESENCE = panel([[0, 0, 1, 1, np.nan], [1, 0, 0, 1, 1], [1, 1, np.nan, 0, 0]], [2000, 2005, 2010])


def test_entries_and_exits_only_where_they_were_possible() -> None:
    came = entries(PRESENCE)
    assert came.year.values.tolist() == [2005, 2010]
    np.testing.assert_array_equal(came.values[:, 0], [[1, 0, np.nan, np.nan, np.nan],
                                                      [np.nan, 1, np.nan, np.nan, np.nan]])  # fmt: skip
    left = exits(PRESENCE)
    np.testing.assert_array_equal(left.values[:, 0], [[np.nan, np.nan, 1, 0, np.nan],
                                                      [0, np.nan, np.nan, 1, 1]])  # fmt: skip
    assert float(came.mean()) == pytest.approx(2 / 3)


def test_growth_is_per_year_and_unknown_from_nothing() -> None:
    output = panel([[100, 50, 0, np.nan, 8], [121, 0, 5, 3, 8]], [2020, 2022])
    np.testing.assert_allclose(growth(output).values[0, 0], [0.1, -1, np.nan, np.nan, 0])


def test_years_must_be_two_and_in_order() -> None:
    with pytest.raises(
        DataError, match=r"presence needs at least two years in order, got \[2000\]"
    ):
        entries(PRESENCE[:1])
    with pytest.raises(DataError, match=r"got \[2010, 2005, 2000\]"):
        exits(PRESENCE[::-1])
    with pytest.raises(DataError, match="output has negative or infinite numbers"):
        growth(panel([[1, 1, 1, 1, 1], [1, 1, -1, 1, 1]], [1, 2]))


def test_quotients_are_no_presence() -> None:
    with pytest.raises(
        DataError, match=r"must be 0, 1 or unknown in every cell, got '2000 A, b: 1\.5'"
    ):
        entries(panel([[0, 1.5, 1, 1, 0], [1, 1, 1, 1, 1]], [2000, 2005]))


def test_table_has_a_row_a_year_place_and_industry() -> None:
    table = turnover_table(PRESENCE)
    rows = table.to_dicts()
    assert list(rows[0]) == ["year", "place", "industry", "entry", "exit"]
    assert len(rows) == 2 * 1 * 5
    moved = [(r["year"], r["industry"]) for r in rows if r["entry"] == 1 or r["exit"] == 1]
    assert moved == [(2005, "a"), (2005, "c"), (2010, "b"), (2010, "d"), (2010, "e")]
    unknown = [(r["year"], r["industry"]) for r in rows if r["entry"] is None and r["exit"] is None]
    assert unknown == [(2005, "e"), (2010, "c")]


def test_moves_of_another_program() -> None:
    """econcomplex 1.0.1 on the same two years; it counts as no entry what could not enter."""
    before = [[0, 0, 0], [0, 1, 0], [0, 1, 0], [1, 1, 1]]
    after = [[0, 1, 0], [1, 0, 1], [0, 1, 1], [0, 0, 0]]
    labels = {"year": [1, 2], "place": list("ABCD"), "industry": list("abc")}
    both = xr.DataArray(np.array([before, after], float), labels, ("year", "place", "industry"))
    np.testing.assert_array_equal(
        entries(both).fillna(0).values[0], [[0, 1, 0], [1, 0, 1], [0, 0, 1], [0, 0, 0]]
    )
    np.testing.assert_array_equal(
        exits(both).fillna(0).values[0], [[0, 0, 0], [0, 1, 0], [0, 0, 0], [1, 1, 1]]
    )
