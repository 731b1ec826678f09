"""What is left out, why, and in which round."""

from __future__ import annotations

import numpy as np

from science_arrays import place_matrix
from upriver.complexity import rca, without_small

OUTPUT = place_matrix([[100, 50, 5], [60, 90, 0], [4, 0, 30], [1, np.nan, 1]])


def test_small_units_go_until_none_is_left() -> None:
    found = without_small(OUTPUT, least_place=30, least_industry=36)
    # D goes first (2 in all) together with c (36 reached: stays); without D c holds 35 and goes;
    # then C is left with 4.
    assert found.output.place.values.tolist() == ["A", "B"]
    assert found.output.industry.values.tolist() == ["a", "b"]
    rows = [(r["label"], r["reason"], r["value"], r["round"]) for r in found.removed.to_dicts()]
    assert rows == [("D", "size", 2.0, 1), ("c", "size", 35.0, 2), ("C", "size", 4.0, 3)]
    assert found.rounds == 3
    np.testing.assert_array_equal(found.output.values, OUTPUT.values[:2, :2])


def test_counts_are_those_of_what_is_left() -> None:
    found = without_small(OUTPUT, least_diversity=2)
    for place in found.output.place.values.tolist():
        assert (rca(found.output).sel(place=place) >= 1).sum() >= 2
    assert {row["reason"] for row in found.removed.to_dicts()} == {"count"}


def test_no_limit_removes_nothing() -> None:
    found = without_small(OUTPUT)
    assert len(found.removed) == 0
    assert found.rounds == 0
    assert found.output.identical(OUTPUT)


def test_everything_may_go() -> None:
    found = without_small(OUTPUT, least_place=1e9)
    assert found.output.sizes["place"] == 0
    assert len(found.removed) == 4
