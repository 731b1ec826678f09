"""Square matrices are read only when sellers and buyers agree and nothing is missing."""

from __future__ import annotations

import numpy as np
import pytest

from science_arrays import industry_matrix
from upriver.core.errors import DataError, LabelError
from upriver.inputoutput.square import read_square


def test_numbers_are_read() -> None:
    assert read_square(industry_matrix([[1, 2], [3, 4]]), name="Z").tolist() == [[1, 2], [3, 4]]


def test_buyers_in_another_order_are_refused() -> None:
    matrix = industry_matrix([[1, 2], [3, 4]]).assign_coords(industry_to=["2", "1"])
    with pytest.raises(LabelError, match="same labels in another order"):
        read_square(matrix, name="Z")


def test_a_foreign_buyer_is_named() -> None:
    matrix = industry_matrix([[1, 2], [3, 4]]).assign_coords(industry_to=["1", "9"])
    with pytest.raises(LabelError, match="'2', '9'"):
        read_square(matrix, name="Z")


def test_a_missing_cell_is_named_by_seller_and_buyer() -> None:
    with pytest.raises(DataError, match="Z has no number at '1 -> 2'"):
        read_square(industry_matrix([[1, np.nan], [3, 4]]), name="Z")
