"""Reflections: the averages, their end, and what is left of them after many steps."""

from __future__ import annotations

import numpy as np
import pytest

from science_arrays import place_matrix
from upriver.complexity.complexity import complexity_index
from upriver.complexity.reflections import reflections
from upriver.core.errors import DataError

# The simple network of Hidalgo and Hausmann (2009), supporting information, figure S4.
SIMPLE = place_matrix([[1, 1, 1, 1], [0, 1, 0, 0], [0, 0, 1, 1], [0, 0, 0, 1]])
WIDE = place_matrix(
    [
        [0, 1, 1, 1, 0, 0, 1],
        [0, 0, 1, 1, 1, 1, 1],
        [1, 0, 0, 1, 0, 1, 1],
        [1, 0, 1, 1, 1, 0, 0],
        [1, 1, 0, 0, 0, 1, 0],
        [0, 1, 0, 0, 0, 0, 0],
    ]
)


def test_first_steps_by_hand() -> None:
    """Ubiquities are 1, 2, 2, 3, so the first place's mean is 2; and so on."""
    found = reflections(SIMPLE, steps=2)
    np.testing.assert_allclose(
        found.places.values, [[4, 1, 2, 1], [2, 2, 2.5, 3], [71 / 24, 2.5, 8 / 3, 7 / 3]]
    )
    np.testing.assert_allclose(found.industries.values[:2], [[1, 2, 2, 3], [4, 2.5, 3, 7 / 3]])
    assert found.places.attrs["units"] == "items"


def test_the_index_is_the_last_average_scaled() -> None:
    found = reflections(WIDE, steps=6)
    k, q = found.places.values[-1], reflections(WIDE, steps=8).industries.values[7]
    np.testing.assert_allclose(found.eci.values, (k - k.mean()) / k.std(ddof=1), atol=1e-11)
    np.testing.assert_allclose(found.pci.values, (q - q.mean()) / q.std(ddof=1), atol=1e-11)


@pytest.mark.parametrize("steps", [100, 1000])
def test_many_steps_keep_their_digits(steps: int) -> None:
    """The plain averages are one number by then; the index equals the eigenvector."""
    found, limit = reflections(WIDE, steps=steps), complexity_index(WIDE, anchor="diversity")
    np.testing.assert_allclose(found.eci.values, limit.eci.values, atol=1e-12)
    np.testing.assert_allclose(found.pci.values, limit.pci.values, atol=1e-12)
    assert np.ptp(found.places.values[-1]) < 1e-13


def test_an_empty_place_or_industry_is_unknown_by_itself_only() -> None:
    wider = np.zeros((7, 8))
    wider[:6, :7] = WIDE.values
    found, whole = reflections(place_matrix(wider)), reflections(WIDE)
    np.testing.assert_allclose(found.eci.values[:6], whole.eci.values)
    np.testing.assert_allclose(found.pci.values[:7], whole.pci.values)
    assert np.isnan(found.places.values[:, 6]).all()
    assert np.isnan([found.eci.values[6], found.pci.values[7]]).all()


@pytest.mark.parametrize("M", [np.ones((3, 4)), np.zeros((3, 3))])
def test_no_structure_gives_no_index(M: np.ndarray) -> None:
    found = reflections(place_matrix(M))
    assert np.isnan(found.eci.values).all()
    assert np.isnan(found.pci.values).all()


@pytest.mark.parametrize("steps", [0, 3])
def test_odd_or_no_steps_are_refused(steps: int) -> None:
    with pytest.raises(DataError, match=f"steps must be an even number of at least 2, got {steps}"):
        reflections(SIMPLE, steps=steps)
