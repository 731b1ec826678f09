"""Unknown is not zero, and a quotient by zero is unknown."""

import math

import numpy as np
from scipy.stats import rankdata

from upriver.core.numerics import divide, mean_ranks, sum_known


def test_divide() -> None:
    out = divide([1.0, 2.0, float("nan")], [0.0, 4.0, 1.0])
    assert math.isnan(out[0])
    assert out[1] == 0.5
    assert math.isnan(out[2])


def test_sum_of_nothing_known_is_unknown() -> None:
    total, unknown = sum_known([float("nan"), float("nan")])
    assert math.isnan(total)
    assert unknown == 2


def test_ranks_are_those_of_scipy() -> None:
    values = np.random.default_rng(0).integers(0, 9, 40).astype(float)
    np.testing.assert_array_equal(mean_ranks(values), rankdata(values))
    assert mean_ranks([]).size == 0
