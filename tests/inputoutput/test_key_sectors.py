"""Classes of industries by their linkages."""

from __future__ import annotations

import numpy as np
import pytest

from science_arrays import industry_matrix
from upriver.core.errors import DataError, LabelError
from upriver.inputoutput import key_sectors
from upriver.inputoutput.key_sectors import SECTOR_CLASSES

L = industry_matrix([[2.0, 1.0, 0.0], [0.0, 1.5, 0.0], [1.0, 0.0, 1.0]])
G = industry_matrix([[1.5, 1.5, 1.0], [0.0, 1.0, 0.0], [1.0, 0.0, 1.0]])


def test_classes_follow_both_linkages() -> None:
    """Column sums 3, 2.5, 1 (mean 2.17); row sums 4, 1, 2 (mean 2.33)."""
    found = key_sectors(L, forward_inverse=G)
    assert found.sector_class.values.tolist() == ["key", "backward", "weak"]
    np.testing.assert_allclose(found.backward.values, np.array([3, 2.5, 1]) / (6.5 / 3))
    np.testing.assert_allclose(found.forward.values, np.array([4, 1, 2]) / (7 / 3))
    assert set(found.sector_class.values.tolist()) <= set(SECTOR_CLASSES)


def test_a_forward_industry() -> None:
    found = key_sectors(
        industry_matrix([[1.0, 3.0], [0.0, 1.0]]),
        forward_inverse=industry_matrix([[1.0, 3.0], [0.0, 1.0]]),
    )
    assert found.sector_class.values.tolist() == ["forward", "backward"]


def test_variation_is_that_of_the_sample() -> None:
    """Column (2, 0, 1): deviation 1, mean 1. Row (0, 1, 0): deviation 1 / sqrt 3, mean 1 / 3."""
    found = key_sectors(L, forward_inverse=G)
    np.testing.assert_allclose(found.backward_variation.values[0], 1.0)
    np.testing.assert_allclose(found.forward_variation.values[1], np.sqrt(3))


def test_the_table_holds_numbers_and_classes() -> None:
    rows = key_sectors(L, forward_inverse=G).to_table().to_dicts()
    assert [row["sector_class"] for row in rows] == ["key", "backward", "weak"]
    assert rows[0]["backward_variation"] == pytest.approx(1.0)


def test_one_industry_is_refused() -> None:
    one = industry_matrix([[1.0]])
    with pytest.raises(DataError, match="at least 2 industries"):
        key_sectors(one, forward_inverse=one)


def test_other_industries_are_refused() -> None:
    with pytest.raises(LabelError, match="inverse and forward_inverse"):
        key_sectors(L, forward_inverse=industry_matrix(G.values, ["3", "2", "1"]))
