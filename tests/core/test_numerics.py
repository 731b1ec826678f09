"""Unknown is not zero, and a quotient by zero is unknown."""

import math

from upriver.core.numerics import divide, sum_known


def test_divide() -> None:
    out = divide([1.0, 2.0, float("nan")], [0.0, 4.0, 1.0])
    assert math.isnan(out[0])
    assert out[1] == 0.5
    assert math.isnan(out[2])


def test_sum_of_nothing_known_is_unknown() -> None:
    total, unknown = sum_known([float("nan"), float("nan")])
    assert math.isnan(total)
    assert unknown == 2
