"""Stored factors against plain solutions, for matrices in rows and in columns."""

from __future__ import annotations

from typing import NoReturn

import numpy as np
import pytest

from upriver.core.errors import DataError
from upriver.inputoutput.factor import factorise
from upriver.inputoutput.leontief import refuse_singular

RNG = np.random.default_rng(5)
A = RNG.uniform(0, 0.03, (30, 30))
RIGHT = RNG.uniform(1, 2, (30, 3))


def refuse() -> NoReturn:
    refuse_singular(["x"])


@pytest.mark.parametrize("transposed", [False, True])
@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("kind", [np.float64, np.float32])
def test_solutions_are_exact_in_either_precision(kind: type, order: str, transposed: bool) -> None:
    factor = factorise(np.array(np.eye(30) - A, dtype=kind, order=order), refuse=refuse)
    B = A.T if transposed else A
    found = factor.solve(RIGHT, lambda columns: B @ columns, transposed=transposed)
    np.testing.assert_allclose(found, np.linalg.solve(np.eye(30) - B, RIGHT), rtol=1e-13)


def test_a_singular_matrix_is_refused() -> None:
    with pytest.raises(DataError, match=r"I - A is singular, .* themselves: 'x'"):
        factorise(np.zeros((2, 2)), refuse=refuse)


def test_refinement_that_does_not_settle_is_refused() -> None:
    factor = factorise(np.array(np.eye(30) - A, dtype=np.float32), refuse=refuse)
    with pytest.raises(DataError, match="Refinement stopped at a relative residual"):
        factor.solve(RIGHT, lambda columns: 3.0 * columns)
