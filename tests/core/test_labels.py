"""Labels that do not match raise, and say how they differ."""

import numpy as np
import pytest
import xarray as xr

from upriver.core.errors import LabelError
from upriver.core.labels import require_dims, require_same_labels


def along(labels: list[object], dim: str = "industry") -> xr.DataArray:
    return xr.DataArray(np.ones(len(labels)), coords={dim: labels}, dims=[dim])


def test_same_labels_pass() -> None:
    require_same_labels(along(["a", "b"]), along(["a", "b"]), dims=["industry"])


def test_other_labels_are_named() -> None:
    with pytest.raises(LabelError, match="only in output: 'b'; only in demand: 'c'"):
        require_same_labels(
            along(["a", "b"]), along(["a", "c"]), dims=["industry"], names=("output", "demand")
        )


def test_another_order_is_told_apart() -> None:
    with pytest.raises(LabelError, match="in another order"):
        require_same_labels(along(["a", "b"]), along(["b", "a"]), dims=["industry"])


def test_numbers_as_codes_are_refused() -> None:
    with pytest.raises(LabelError, match="must be text, got 1, 2"):
        require_dims(along([1, 2]), ["industry"], name="output")


def test_duplicates_are_refused() -> None:
    with pytest.raises(LabelError, match="stand twice: 'a'"):
        require_dims(along(["a", "a"]), ["industry"], name="output")


def test_dimensions_are_compared_in_order() -> None:
    with pytest.raises(LabelError, match="must have the dimensions"):
        require_dims(along(["a"]), ["place"], name="output")


def test_years_are_numbers() -> None:
    require_dims(along([2023, 2024], "year"), ["year"], name="amount")
    with pytest.raises(LabelError, match="must be whole numbers"):
        require_dims(along(["2023"], "year"), ["year"], name="amount")
