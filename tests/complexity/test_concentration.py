"""Indices of concentration, by hand and with missing cells."""

from __future__ import annotations

import numpy as np
import pytest

from science_arrays import industry_vector, place_matrix
from upriver.complexity import entropy, gini, hachman_index, herfindahl, krugman_index
from upriver.core.errors import DataError, LabelError

EVEN = place_matrix([[2, 2, 2, 2], [8, 0, 0, 0], [0, 0, 0, 0], [4, 4, np.nan, np.nan]])


def test_evenly_spread_and_all_in_one() -> None:
    np.testing.assert_allclose(herfindahl(EVEN, over="industry").values, [0.25, 1.0, np.nan, 0.5])
    np.testing.assert_allclose(
        herfindahl(EVEN, over="industry", normalised=True).values, [0, 1, np.nan, 0], atol=1e-15
    )
    np.testing.assert_allclose(entropy(EVEN, over="industry").values, [2, 0, np.nan, 1])
    np.testing.assert_allclose(gini(EVEN, over="industry").values, [0, 0.75, np.nan, 0])


def test_over_places_is_the_other_way_round() -> None:
    turned = place_matrix(EVEN.values.T)
    np.testing.assert_allclose(
        herfindahl(turned, over="place").values, herfindahl(EVEN, over="industry").values
    )
    assert herfindahl(turned, over="place").dims == ("industry",)


def test_an_unknown_cell_spoils_the_comparison_of_its_place_only() -> None:
    values = place_matrix([[1, 1], [1, np.nan], [3, 3]])
    assert np.isnan(krugman_index(values).values).tolist() == [False, True, False]
    assert np.isnan(hachman_index(values).values).tolist() == [False, True, False]


def test_an_industry_that_is_nowhere_does_not_disturb() -> None:
    values = place_matrix([[1, 1, 0], [3, 3, 0]])
    np.testing.assert_allclose(krugman_index(values).values, 0, atol=1e-15)
    np.testing.assert_allclose(hachman_index(values).values, 1)


def test_a_base_of_one_is_refused() -> None:
    with pytest.raises(DataError, match=r"base must be above 1, got 1\.0"):
        entropy(EVEN, over="industry", base=1.0)


def test_a_dimension_that_is_none_is_refused() -> None:
    with pytest.raises(DataError, match="over must be 'place' or 'industry', got 'year'"):
        herfindahl(EVEN, over="year")  # type: ignore[arg-type]


def test_a_reference_of_outside_takes_the_place_of_the_whole() -> None:
    """Both places have the same structure; the nation has twice the second industry."""
    output = place_matrix([[1, 1], [3, 3]])
    nation = industry_vector([10, 20], labels=["a", "b"])
    np.testing.assert_allclose(krugman_index(output, reference=nation).values, 1 / 3)
    want = 1 / (0.5 * 0.5 / (1 / 3) + 0.5 * 0.5 / (2 / 3))
    np.testing.assert_allclose(hachman_index(output, reference=nation).values, want)
    total = industry_vector(output.values.sum(axis=0), labels=["a", "b"])
    np.testing.assert_allclose(
        krugman_index(output, reference=total).values, krugman_index(output).values
    )


def test_an_industry_that_the_reference_has_not() -> None:
    found = hachman_index(
        place_matrix([[1, 1], [0, 3]]), reference=industry_vector([0, 5], ["a", "b"])
    )
    assert np.isnan(found.values).tolist() == [True, False]


def test_a_reference_with_gaps_or_other_labels_is_refused() -> None:
    output = place_matrix([[1, 1], [3, 3]])
    with pytest.raises(
        DataError, match="reference must be known and at least 0, but is not at 'b'"
    ):
        krugman_index(output, reference=industry_vector([1, np.nan], labels=["a", "b"]))
    with pytest.raises(LabelError, match="industry labels differ"):
        hachman_index(output, reference=industry_vector([1, 2], labels=["a", "c"]))
