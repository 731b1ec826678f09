"""Small labelled arrays for the tests of the sciences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

if TYPE_CHECKING:
    from collections.abc import Sequence


def industry_vector(
    values: object, labels: Sequence[str] | None = None, units: str = "CNY"
) -> xr.DataArray:
    """Vector over industries, named "1", "2", ... unless labels are given."""
    numbers = np.asarray(values, dtype=float)
    names = list(labels) if labels is not None else [str(k + 1) for k in range(len(numbers))]
    return xr.DataArray(numbers, {"industry": names}, ("industry",), attrs={"units": units})


def industry_matrix(
    values: object, labels: Sequence[str] | None = None, units: str = "CNY"
) -> xr.DataArray:
    """Square matrix of sellers and buyers."""
    numbers = np.asarray(values, dtype=float)
    names = list(labels) if labels is not None else [str(k + 1) for k in range(len(numbers))]
    return xr.DataArray(
        numbers,
        {"industry": names, "industry_to": names},
        ("industry", "industry_to"),
        attrs={"units": units},
    )


def place_matrix(values: object) -> xr.DataArray:
    """Matrix of places A, B, ... and industries a, b, ..."""
    numbers = np.asarray(values, dtype=float)
    places = [chr(ord("A") + k) for k in range(numbers.shape[0])]
    industries = [chr(ord("a") + k) for k in range(numbers.shape[1])]
    return xr.DataArray(numbers, {"place": places, "industry": industries}, ("place", "industry"))
