"""Fitness and complexity: the maps, their stop, and how they end."""

from __future__ import annotations

import numpy as np
import pytest

from science_arrays import place_matrix
from upriver.complexity.fitness import crossing_time, fitness
from upriver.core.errors import DataError

FIVE = place_matrix(
    [
        [0, 1, 1, 1, 0, 0, 1],
        [0, 0, 1, 1, 1, 1, 1],
        [1, 0, 0, 1, 0, 1, 1],
        [0, 0, 1, 1, 1, 0, 0],
        [1, 1, 0, 0, 0, 1, 0],
    ]
)
# With this place one fitness fades for ever.
SIX = place_matrix(np.vstack([FIVE.values, [0, 1, 0, 0, 0, 0, 0]]))


def test_two_updates_by_hand() -> None:
    M = place_matrix([[1, 1], [1, 0]])
    found = fitness(M, updates=1)
    np.testing.assert_allclose(found.fitness.values, [4 / 3, 2 / 3])
    np.testing.assert_allclose(found.complexity.values, [2 / 3, 4 / 3])
    found = fitness(M, updates=2)
    np.testing.assert_allclose(found.fitness.values, np.array([2, 2 / 3]) / (4 / 3))
    second = np.array([1 / (3 / 4 + 3 / 2), 4 / 3])
    np.testing.assert_allclose(found.complexity.values, second / second.mean())
    assert (found.updates, found.converged) == (2, False)


def test_the_end_is_a_fixed_point() -> None:
    found = fitness(FIVE)
    F, Q, M = found.fitness.values, found.complexity.values, FIVE.values
    assert found.converged
    assert found.change <= 1e-10
    np.testing.assert_allclose(M @ Q / (M @ Q).mean(), F, atol=1e-9)
    back = 1 / ((1 / F) @ M)
    np.testing.assert_allclose(back / back.mean(), Q, atol=1e-9)
    assert fitness(FIVE, updates=found.updates).fitness.values.tobytes() == F.tobytes()


def test_the_stable_end_is_a_fixed_point() -> None:
    found = fitness(FIVE, stable=True)
    F, Q, M = found.fitness.values, found.complexity.values, FIVE.values
    assert found.converged
    np.testing.assert_allclose(1e-6 + M @ (1 / (1 + 1 / Q)), F, rtol=1e-9)
    np.testing.assert_allclose(1 / ((1 / F) @ M), Q, rtol=1e-9)


def test_fading_fitness_is_told_and_does_not_break() -> None:
    """Pugliese, Zaccaria and Pietronero (2016): the share of the last place goes to 0."""
    found = fitness(SIX, updates=5000)
    assert np.isfinite(found.fitness.values).all()
    assert 0 < found.fitness.values[5] < 1e-30
    assert fitness(SIX, stable=True).fitness.values[5] > 1e-4


def test_crossing_stops_earlier_with_the_same_order() -> None:
    early, late = fitness(SIX, crossing=1000), fitness(SIX, tolerance=1e-14)
    assert early.converged
    assert early.updates < late.updates
    assert (early.fitness.values.argsort() == late.fitness.values.argsort()).all()


def test_crossing_time_by_hand() -> None:
    """Levels 1 and 2 in logarithms, approaching by 0.25 an update: 4 updates."""
    before = np.exp([0.85, 2.1])
    assert crossing_time(before, np.exp([1.0, 2.0])) == pytest.approx(4.0)
    assert crossing_time(np.exp([1.0, 2.0]), before) == np.inf


def test_an_update_limit_is_told() -> None:
    found = fitness(FIVE, updates=3)
    assert (found.updates, found.converged) == (3, False)
    assert found.change > 1e-10


@pytest.mark.parametrize("stable", [False, True])
def test_an_empty_place_or_industry_is_unknown_by_itself_only(stable: bool) -> None:
    wider = np.zeros((6, 8))
    wider[:5, :7] = FIVE.values
    wider[5, 0] = np.nan
    found, whole = fitness(place_matrix(wider), stable=stable), fitness(FIVE, stable=stable)
    np.testing.assert_allclose(found.fitness.values[:5], whole.fitness.values)
    np.testing.assert_allclose(found.complexity.values[:7], whole.complexity.values)
    assert np.isnan([found.fitness.values[5], found.complexity.values[7]]).all()
    assert found.unknown_cells == 1


def test_nothing_present_is_refused() -> None:
    with pytest.raises(DataError, match="Nothing is present"):
        fitness(place_matrix(np.zeros((3, 3))))


@pytest.mark.parametrize("name", ["updates", "tolerance", "crossing", "shift"])
def test_settings_must_be_positive(name: str) -> None:
    with pytest.raises(DataError, match=f"{name} must be positive, got 0"):
        fitness(FIVE, **{name: 0})
