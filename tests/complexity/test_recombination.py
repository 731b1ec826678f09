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


def test_complexity_of_another_program() -> None:
    """econcomplex 1.0.1, given these eases. Its own eases count inventions with a partner, not
    partners, and so cannot serve."""
    uses = xr.DataArray(
        [[1, 1, 1, 0, 0], [1, 0, 1, 0, 1], [1, 0, 1, 0, 0], [0, 1, 0, 0, 1], [1, 0, 1, 1, 0],
         [0, 0, 0, 1, 0], [1, 1, 0, 0, 1], [0, 1, 0, 0, 1.0]],
        {"invention": list("pqrstuvw"), "technology": list("abcde")},
        ("invention", "technology"),
    )  # fmt: skip
    np.testing.assert_allclose(ease_of_recombination(uses).values, [0.8, 0.75, 1.0, 1.0, 0.75])
    want = [1.17647059, 1.17647059, 1.11111111, 1.33333333, 1.07142857, 1.0, 1.30434783, 1.33333333]
    np.testing.assert_allclose(modular_complexity(uses).values, want, atol=5e-9)
