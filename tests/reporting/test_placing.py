"""Labels do not cover each other, circles do not touch, near means related."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from upriver.reporting.charts.placing import Spot, _candidates, place_labels, spread, stress_layout


@given(
    st.lists(
        st.tuples(st.integers(20, 280), st.integers(20, 180), st.sampled_from(["甲乙丙", "label"])),
        max_size=25,
    )
)
def test_placed_labels_never_overlap(points: list[tuple[int, int, str]]) -> None:
    spots = [Spot(x, y, 4, text) for x, y, text in points]
    sides = place_labels(spots, width=300, height=200, size=11)
    boxes = [
        next(box for name, box in _candidates(spot, 11) if name == side)
        for spot, side in zip(spots, sides, strict=True)
        if side
    ]
    for n, one in enumerate(boxes):
        assert one[0] >= 0
        assert one[1] >= 0
        assert one[2] <= 300
        assert one[3] <= 200
        for other in boxes[n + 1 :]:
            apart = (
                one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            )
            assert apart


def test_a_lonely_label_stands_to_the_right_unless_a_line_runs_there() -> None:
    spot = [Spot(100, 100, 4, "place")]
    assert place_labels(spot, width=300, height=200, size=11) == ["right"]
    line = [(100.0 + step, 100.0) for step in range(0, 80, 4)]
    assert place_labels(spot, width=300, height=200, size=11, avoid=line) == ["left"]


def test_stress_layout_keeps_distances_that_fit_the_plane() -> None:
    """Four corners of a square: every distance can be kept exactly."""
    square = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
    distances = np.linalg.norm(square[:, None] - square[None], axis=2)
    points = stress_layout(distances)
    found = np.linalg.norm(points[:, None] - points[None], axis=2)
    np.testing.assert_allclose(found, distances, atol=1e-3)


def test_spread_circles_do_not_touch() -> None:
    rng = np.random.default_rng(1)
    radii = rng.uniform(4, 20, 30)
    points = spread(rng.normal(size=(30, 2)), radii, box=(0, 0, 900, 560), gap=3, rounds=800)
    gaps = np.linalg.norm(points[:, None] - points[None], axis=2) - radii[:, None] - radii[None]
    np.fill_diagonal(gaps, 99)
    assert gaps.min() > 2.5
    assert (points - radii[:, None]).min() >= -1e-9
