"""Where labels go so that none covers another, and where nodes go so that near means related."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from upriver.reporting.charts.style import text_width

Box = tuple[float, float, float, float]
FAR = 12  # rings on which a label without room beside its point is tried


@dataclass(frozen=True)
class Spot:
    """A point that wants a label.

    Parameters
    ----------
    x, y : float
        Its middle in pixels, y downwards.
    radius : float
        Half its size in pixels.
    text : str
        The label; empty for a point that only takes room.
    """

    x: float
    y: float
    radius: float
    text: str


def place_labels(
    spots: list[Spot],
    *,
    width: float,
    height: float,
    size: float,
    left: float = 0.0,
    avoid: list[tuple[float, float]] | None = None,
) -> list[str | None]:
    """Side on which each label stands.

    Parameters
    ----------
    spots : list of Spot
        The most important first: they choose first.
    width, height : float
        Right and lower end of the room for labels, in pixels.
    size : float
        Font size in pixels.
    left : float
        Left end of that room.
    avoid : list of tuple of float, optional
        Points in pixels, such as those of a line, that a label had better not cover.

    Returns
    -------
    list of str, optional
        ``right left top bottom`` in the order of the spots; None when there is no room.
    """
    taken: list[Box] = [
        (spot.x - spot.radius, spot.y - spot.radius, spot.x + spot.radius, spot.y + spot.radius)
        for spot in spots
    ]
    sides: list[str | None] = []
    for own, spot in enumerate(spots):
        free = [
            (_covered(box, avoid or []), order, side, box)
            for order, (side, box) in enumerate(_candidates(spot, size) if spot.text else [])
            if box[0] >= left and box[1] >= 0 and box[2] <= width and box[3] <= height
            and not any(_overlap(box, other) for n, other in enumerate(taken) if n != own)
        ]  # fmt: skip
        best = min(free, default=None)
        sides.append(best[2] if best else None)
        taken += [best[3]] if best else []
    return sides


def place_far(
    spots: list[Spot],
    sides: list[str | None],
    *,
    width: float,
    height: float,
    size: float,
    left: float = 0.0,
    top: float = 0.0,
) -> dict[int, Box]:
    """Room at a distance for labels that found none beside their point.

    Parameters
    ----------
    spots : list of Spot
        The most important first: they choose first.
    sides : list of str, optional
        What :func:`place_labels` gave for them.
    width, height : float
        Right and lower end of the room for labels, in pixels.
    size : float
        Font size in pixels.
    left, top : float
        Left and upper end of that room.

    Returns
    -------
    dict of int to tuple of float
        Left, top, right, bottom of the label by position of the spot; a line should lead to it.
        The nearest free room is taken; a label is left out when there is none.
    """
    taken: list[Box] = [
        (spot.x - spot.radius, spot.y - spot.radius, spot.x + spot.radius, spot.y + spot.radius)
        for spot in spots
    ]
    for spot, side in zip(spots, sides, strict=True):
        taken += [box for name, box in _candidates(spot, size) if name == side]
    found: dict[int, Box] = {}
    for own, spot in enumerate(spots):
        if sides[own] is not None or not spot.text:
            continue
        for box in _rings(spot, size):
            inside = box[0] >= left and box[1] >= top and box[2] <= width and box[3] <= height
            if inside and not any(_overlap(box, other) for other in taken):
                found[own] = box
                taken.append(box)
                break
    return found


def _rings(spot: Spot, size: float) -> list[Box]:
    """Boxes of the label on growing rings around its point."""
    wide, high = text_width(spot.text, size) + 4, size * 1.25
    boxes = []
    for ring in range(1, FAR + 1):
        for turn in range(24):
            angle = 2.0 * np.pi * turn / 24.0
            reach = spot.radius + 14.0 * ring
            # The box touches the ring with the side that faces the point.
            x = spot.x + reach * float(np.cos(angle)) + wide / 2.0 * float(np.cos(angle))
            y = spot.y + reach * float(np.sin(angle))
            boxes.append((x - wide / 2.0, y - high / 2.0, x + wide / 2.0, y + high / 2.0))
    return boxes


def _covered(box: Box, points: list[tuple[float, float]]) -> int:
    return sum(box[0] <= x <= box[2] and box[1] <= y <= box[3] for x, y in points)


def _candidates(spot: Spot, size: float) -> list[tuple[str, Box]]:
    wide, high, gap = text_width(spot.text, size) + 4, size * 1.25, spot.radius + 3
    x, y = spot.x, spot.y
    return [
        ("right", (x + gap, y - high / 2, x + gap + wide, y + high / 2)),
        ("left", (x - gap - wide, y - high / 2, x - gap, y + high / 2)),
        ("top", (x - wide / 2, y - gap - high, x + wide / 2, y - gap)),
        ("bottom", (x - wide / 2, y + gap, x + wide / 2, y + gap + high)),
    ]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def stress_layout(
    distances: npt.NDArray[np.float64], *, rounds: int = 200
) -> npt.NDArray[np.float64]:
    """Places in the plane whose distances are as given, as far as the plane allows.

    Classical scaling gives the start, stress majorisation the rest, so the same distances
    always give the same places.

    Parameters
    ----------
    distances : ndarray (n, n)
        Symmetric, finite, nought on the diagonal only.
    rounds : int
        Rounds of majorisation.

    Returns
    -------
    ndarray (n, 2)
        Centred on nought.

    References
    ----------
    .. [1] Gansner, E., Koren, Y. and North, S. (2004). Graph drawing by stress majorization.
       Graph Drawing, LNCS 3383, 239-250.
    """
    count = len(distances)
    if count < 3:
        return np.array([[i * 1.0, 0.0] for i in range(count)]).reshape(count, 2)
    centring = np.eye(count) - 1.0 / count
    values, vectors = np.linalg.eigh(-0.5 * centring @ (distances**2) @ centring)
    vectors = vectors[:, ::-1][:, :2]
    vectors = vectors * np.sign(vectors[np.abs(vectors).argmax(axis=0), [0, 1]])
    points = vectors * np.sqrt(np.maximum(values[::-1][:2], 1e-9))
    # Equal places cannot be pulled apart: start each a little off.
    angle = 2.399963 * np.arange(count)
    points = points + 1e-3 * distances.max() * np.c_[np.cos(angle), np.sin(angle)]
    with np.errstate(divide="ignore"):
        weights = np.where(distances > 0, distances, np.inf) ** -2.0
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.pinv(laplacian)
    for _ in range(rounds):
        gaps = np.linalg.norm(points[:, None] - points[None], axis=2)
        ratio = np.divide(weights * distances, gaps, out=np.zeros_like(gaps), where=gaps > 1e-9)
        pull = np.diag(ratio.sum(axis=1)) - ratio
        points = inverse @ (pull @ points)
    centred: npt.NDArray[np.float64] = points - points.mean(axis=0)
    return centred


def spread(
    points: npt.NDArray[np.float64],
    radii: npt.NDArray[np.float64],
    *,
    box: Box,
    gap: float,
    rounds: int = 300,
) -> npt.NDArray[np.float64]:
    """Fit points into a box and push circles apart until none touches another.

    Parameters
    ----------
    points : ndarray (n, 2)
        Any scale.
    radii : ndarray (n)
        Pixels.
    box : tuple of float
        Left, top, right, bottom in pixels.
    gap : float
        Pixels to keep between two circles.
    rounds : int
        Most rounds.

    Returns
    -------
    ndarray (n, 2)
        Pixels, all circles inside the box.
    """
    left, top, right, bottom = box
    low, high = points.min(axis=0), points.max(axis=0)
    span = np.where(high > low, high - low, 1.0)
    out: npt.NDArray[np.float64] = (points - low) / span * [right - left, bottom - top] + [
        left,
        top,
    ]
    wanted = radii[:, None] + radii[None] + gap
    for _ in range(rounds):
        steps = out[:, None] - out[None]
        gaps = np.linalg.norm(steps, axis=2)
        push = np.where(gaps < wanted, wanted - gaps, 0.0)
        np.fill_diagonal(push, 0.0)
        if push.max() < 0.05:
            break
        unit = steps / np.maximum(gaps, 1e-6)[:, :, None]
        out = out + 0.35 * (unit * push[:, :, None]).sum(axis=1)
        out = np.clip(out, np.c_[left + radii, top + radii], np.c_[right - radii, bottom - radii])
    return out
