"""Ease of recombination and modular complexity, by hand after Fleming and Sorenson (2001)."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from upriver.complexity import ease_of_recombination, modular_complexity
from upriver.core.errors import DataError

USES = xr.DataArray(
    [[1, 1, 0, 0], [1, 0, 1, 0], [1, 1, 0, 0], [0, 0, 0, 1.0]],
    {"invention": ["p", "q", "r", "s"], "technology": ["a", "b", "c", "d"]},
    ("invention", "technology"),
)


def test_ease_counts_different_partners() -> None:
    """a met b and c in three inventions, b met a in two, c met a in one, d nobody."""
    np.testing.assert_allclose(ease_of_recombination(USES).values, [2 / 3, 1 / 2, 1, 0])


def test_an_invention_is_complex_when_its_technologies_rarely_meet() -> None:
    want = [2 / (2 / 3 + 1 / 2), 2 / (2 / 3 + 1), 2 / (2 / 3 + 1 / 2), np.nan]
    np.testing.assert_allclose(modular_complexity(USES).values, want)


def test_ease_of_earlier_inventions() -> None:
    earlier = ease_of_recombination(USES[:2])
    found = modular_complexity(USES[2:], ease=earlier)
    np.testing.assert_allclose(found.values, [2 / (1 + 1), np.nan])


def test_counts_are_refused() -> None:
    with pytest.raises(DataError, match="incidence must be 0 or 1"):
        ease_of_recombination(2 * USES)
