"""What must hold of a proof by prices, whatever the model and the prices."""

from __future__ import annotations

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csr_array

from upriver.planning.audit import audited
from upriver.planning.implied import implied_bounds, one_sided
from upriver.planning.matrix import Matrix

MANY = settings(max_examples=150, deadline=None)
seeds = st.integers(0, 2**32 - 1)


def drawn(seed: int, *, rows: int, columns: int) -> tuple[Matrix, np.ndarray]:
    """A sparse model around a point that keeps it; some decisions and rows have no limit."""
    rng = np.random.default_rng(seed)
    table = np.round(rng.normal(size=(rows, columns)), 1) * (rng.random((rows, columns)) < 0.5)
    point = np.round(rng.random(columns) * 10.0, 1)
    slack = rng.integers(0, 4, (2, rows)).astype(float)
    sides = rng.random((2, rows)) < 0.7
    low = np.where(sides[0], table @ point - slack[0], -np.inf)
    high = np.where(sides[1], table @ point + slack[1], np.inf)
    lower = np.where(rng.random(columns) < 0.7, 0.0, -np.inf)
    upper = np.where(rng.random(columns) < 0.3, point + rng.random(columns), np.inf)
    cost = np.round(rng.normal(size=columns), 1)
    whole = np.zeros(columns, dtype=bool)
    return Matrix(csr_array(table), low, high, lower, upper, cost, whole, {}, {}), point


@MANY
@given(seed=seeds, rows=st.integers(1, 7), columns=st.integers(1, 6))
def test_no_plan_that_keeps_the_rules_oversteps_an_implied_bound(
    seed: int, rows: int, columns: int
) -> None:
    matrix, point = drawn(seed, rows=rows, columns=columns)
    table, most = one_sided(matrix.A, low=matrix.row_lower, high=matrix.row_upper)
    low, high = implied_bounds(
        table, most=most, lower=matrix.lower, upper=matrix.upper,
        wanted=np.ones(columns, dtype=bool),
    )  # fmt: skip
    near = 1e-9 * (1.0 + np.abs(point))
    assert (low <= point + near).all()
    assert (high >= point - near).all()
    given_ones = np.isfinite(matrix.lower), np.isfinite(matrix.upper)
    assert (low[given_ones[0]] == matrix.lower[given_ones[0]]).all()
    assert (high[given_ones[1]] == matrix.upper[given_ones[1]]).all()


@MANY
@given(seed=seeds, rows=st.integers(1, 7), columns=st.integers(1, 6), slip=st.floats(0.0, 1.0))
def test_a_gap_is_never_less_than_what_a_better_plan_would_add(
    seed: int, rows: int, columns: int, slip: float
) -> None:
    """Best by another solver; the claim is another plan, the prices are wrong by any amount."""
    matrix, point = drawn(seed, rows=rows, columns=columns)
    table, most = one_sided(matrix.A, low=matrix.row_lower, high=matrix.row_upper)
    found = linprog(
        -matrix.cost, A_ub=table.toarray(), b_ub=most,
        bounds=np.column_stack([matrix.lower, matrix.upper]), method="highs",
    )  # fmt: skip
    assume(found.status == 0)
    best, claim = -float(found.fun), float(matrix.cost @ point)
    below = int(np.isfinite(matrix.row_lower).sum())
    sides = np.zeros((2, rows))
    sides[0, np.isfinite(matrix.row_upper)] = -found.ineqlin.marginals[: len(most) - below]
    sides[1, np.isfinite(matrix.row_lower)] = found.ineqlin.marginals[len(most) - below :]
    right = sides.sum(axis=0)
    wrong = right + slip * np.random.default_rng(seed + 1).normal(size=rows)
    scale = max(1.0, abs(claim))

    def added(prices: np.ndarray) -> float:
        return audited(matrix, point, prices=prices, objective=claim).duality_gap * scale

    assert abs(added(right) - (best - claim)) <= 1e-6 * scale
    assert added(wrong) >= best - claim - 1e-6 * scale
