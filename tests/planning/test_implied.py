"""Bounds that rules imply, worked out by hand."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from upriver.planning.audit import DUALITY_TOLERANCE, Audit, audited
from upriver.planning.implied import implied_bounds, one_sided
from upriver.planning.matrix import Matrix

OPEN = np.inf


def above(rows: list[list[float]], most: list[float], *, upper: list[float]) -> list[float]:
    """Upper bounds of decisions that are nought at least."""
    count = len(upper)
    high = implied_bounds(
        csr_array(np.array(rows)), most=np.array(most), lower=np.zeros(count),
        upper=np.array(upper), wanted=np.ones(count, dtype=bool),
    )[1]  # fmt: skip
    return [float(bound) for bound in high]


def test_growth_over_years_is_bounded_from_its_first_year() -> None:
    """A stock of 5 at most that grows by a tenth a year."""
    rows = [[-1.1, 1.0, 0.0], [0.0, -1.1, 1.0]]
    assert above(rows, [0.0, 0.0], upper=[5.0, OPEN, OPEN]) == pytest.approx([5.0, 5.5, 6.05])


def test_the_tightest_rule_counts_and_given_bounds_stay() -> None:
    assert above([[2.0, 1.0], [1.0, 3.0]], [8.0, 6.0], upper=[OPEN, 1.0]) == pytest.approx([4, 1])


def test_an_equality_bounds_from_both_sides() -> None:
    """``x - y = 3`` with x between 1 and 7: y lies between -2 and 4."""
    table, most = one_sided(
        csr_array(np.array([[1.0, -1.0]])), low=np.array([3.0]), high=np.array([3.0])
    )
    low, high = implied_bounds(
        table, most=most, lower=np.array([1.0, -OPEN]), upper=np.array([7.0, OPEN]),
        wanted=np.ones(2, dtype=bool),
    )  # fmt: skip
    assert (low[1], high[1]) == pytest.approx((-2.0, 4.0))


def test_what_can_grow_for_ever_has_no_bound() -> None:
    assert above([[1.0, -1.0], [-1.0, 1.0]], [0.0, 0.0], upper=[OPEN, OPEN]) == [OPEN, OPEN]


def test_a_rule_without_a_side_says_nothing() -> None:
    assert above([[1.0]], [OPEN], upper=[OPEN]) == [OPEN]


def chain(more: list[float] | None = None, *, costs: float = 0.0) -> Matrix:
    """At most 10 can be used, worth 1 each: ``x <= y``, ``y <= 10``; and z, which may have a cost.

    With ``more`` a rule more: at least nought.
    """
    rows = [[1.0, -1.0, 0.0], [0.0, 1.0, 0.0], *([more] if more else [])]
    return Matrix(
        csr_array(np.array(rows)),
        np.array([-OPEN, -OPEN, *([0.0] if more else [])]),
        np.array([0.0, 10.0, *([OPEN] if more else [])]),
        np.zeros(3), np.full(3, OPEN), np.array([1.0, 0.0, -costs]), np.zeros(3, dtype=bool),
        {}, {},
    )  # fmt: skip


def judged(matrix: Matrix, prices: list[float]) -> Audit:
    best = np.array([10.0, 10.0, 0.0])
    return audited(matrix, best, prices=np.array(prices), objective=10.0)


@pytest.mark.parametrize("slip", [1e-6, -1e-6, 1e-8])
def test_a_reduced_cost_counts_at_the_bound_that_is_implied(slip: float) -> None:
    """x or y, ten at most, would still be worth the slip: ten slips of an objective of ten."""
    audit = judged(chain(), [1.0 - slip, 1.0])
    assert audit.duality_gap == pytest.approx(abs(slip), rel=1e-6)
    assert audit.passed == (abs(slip) <= DUALITY_TOLERANCE)


def test_what_costs_is_bounded_by_the_claim() -> None:
    """``z >= x - y`` costs 2 each and has no upper bound but this: a plan worth 10 has none of it.

    The prices leave y, ten at most, with a gain of 1.5, and z with one of 0.5: 15 + 15 + 0 are
    twenty too much, on a claim of ten.
    """
    matrix = chain([-1.0, 1.0, 1.0], costs=2.0)
    assert judged(matrix, [1.0, 1.0, 0.0]).duality_gap == pytest.approx(0.0, abs=1e-12)
    assert judged(matrix, [0.5, 1.5, -2.5]).duality_gap == pytest.approx(2.0)


def test_nothing_is_proven_where_no_bound_is_implied() -> None:
    """``z <= y`` ends at ten, ``z >= y`` nowhere: a price that leaves z a gain proves nothing."""
    assert np.isfinite(judged(chain([0.0, 1.0, -1.0]), [1.0, 1.0, -1e-9]).duality_gap)
    assert judged(chain([0.0, -1.0, 1.0]), [1.0, 1.0, -1e-9]).duality_gap == np.inf
