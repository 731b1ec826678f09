"""Comparable places are other places that stood alike in the same industry."""

from __future__ import annotations

import numpy as np

from upriver.complexity.entry.comparable import count_comparable
from upriver.complexity.entry.options import Options


def options(rows: list[tuple[int, int, int, float, float, bool]]) -> Options:
    """Rows of place, industry, start, quotient, density, entered."""
    place, industry, start, quotient, density, entered = zip(*rows, strict=True)
    return Options(
        ("density",), np.array(density)[:, None], np.array(place), np.array(industry),
        np.array(start), np.array(quotient), np.array(entered),
    )  # fmt: skip


def test_by_hand() -> None:
    """Thirds by density: places 0 and 1 low, 2 and 3 middle, 4 and 5 high."""
    past = options(
        [(p, 0, 2000, 0.6, p / 10, p % 2 == 1) for p in range(6)] + [(6, 1, 2000, 0.6, 0.0, True)]
    )
    now = options(
        [(p, 0, 2010, 0.7, p / 10, False) for p in range(6)] + [(6, 0, 2010, 0.1, 0.0, False)]
    )
    jumped, comparable = count_comparable(past, now, threshold=1.0)
    # Of the pair with alike density the other place is left: 1 entered, 0 did not.
    assert comparable.tolist()[:2] == [1, 1]
    assert jumped.tolist()[:2] == [1, 0]
    # Place 6 starts in another part of the threshold, so nobody stood alike.
    assert (comparable[6], jumped[6]) == (0, 0)


def test_a_place_counts_once_with_its_newest_year() -> None:
    past = options(
        [(1, 0, 1990, 0.6, 0.1, True), (1, 0, 2000, 0.6, 0.1, False), (0, 0, 1990, 0.6, 0.1, True)]
    )
    now = options([(0, 0, 2010, 0.6, 0.1, False)])
    # With two options in 1990 and one in 2000 all densities that matter are in the lowest third.
    jumped, comparable = count_comparable(past, now, threshold=1.0)
    assert (jumped[0], comparable[0]) == (0, 1)
