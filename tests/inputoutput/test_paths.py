"""Structural paths against listing all of them."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from science_arrays import industry_matrix, industry_vector
from upriver.core.errors import DataError
from upriver.inputoutput import structural_paths


def economy(seed: int, size: int = 3) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    A = rng.uniform(0, 0.5, (size, size)) * (rng.uniform(size=(size, size)) < 0.7) / size
    f, y = rng.uniform(size=size), rng.uniform(size=size)
    return A, f, y, np.linalg.solve(np.eye(size) - A.T, f)


def found(A: np.ndarray, f: np.ndarray, y: np.ndarray, m: np.ndarray, most: int):
    return structural_paths(
        industry_matrix(A, units="CNY/CNY"),
        industry_vector(f),
        final_demand=industry_vector(y),
        multiplier=industry_vector(m),
        most=most,
    )


@pytest.mark.parametrize("seed", range(6))
def test_every_large_path_is_found_in_order(seed: int) -> None:
    """All paths of up to eight industries, listed one by one; longer ones are smaller than
    the last of the fifteen that are asked for."""
    A, f, y, m = economy(seed)
    values = {}
    for length in range(1, 9):
        for route in product(range(3), repeat=length):
            weight = y[route[0]]
            for buyer, seller in pairwise(route):
                weight *= A[seller, buyer]
            if weight * f[route[-1]] > 0:
                values[tuple(str(k + 1) for k in route)] = weight * f[route[-1]]
    want = sorted(values.values(), reverse=True)[:15]
    result = found(A, f, y, m, 15)
    np.testing.assert_allclose([path.value for path in result.paths], want, rtol=1e-12)
    for path in result.paths:
        assert path.value == pytest.approx(values[path.industries], rel=1e-12)
    assert result.total == pytest.approx(float(m @ y))
    assert result.covered == pytest.approx(sum(want) / result.total)


def test_paths_end_when_there_are_no_more() -> None:
    A = np.array([[0.0, 0.5], [0.0, 0.0]])
    f, y = np.array([1.0, 2.0]), np.array([0.0, 10.0])
    result = found(A, f, y, np.linalg.solve(np.eye(2) - A.T, f), 10)
    assert [path.industries for path in result.paths] == [("2",), ("2", "1")]
    assert [path.value for path in result.paths] == [20.0, 5.0]
    assert result.covered == pytest.approx(1.0)


def test_a_foreign_multiplier_is_refused() -> None:
    A, f, y, m = economy(1)
    with pytest.raises(DataError, match="does not belong to coefficients"):
        found(A, f, y, 2 * m, 10)


def test_a_negative_coefficient_is_refused() -> None:
    A, f, y, m = economy(1)
    A[1, 2] = -0.1
    with pytest.raises(DataError, match=r"coefficients must not be negative, but is at '2'"):
        found(A, f, y, m, 10)
