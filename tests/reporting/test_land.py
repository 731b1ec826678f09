"""The outline of the land: cut to the frame, whole across the antimeridian."""

from __future__ import annotations

import math
from typing import Any

import pytest

from upriver.reporting.land import Frame, land, land_source

# Fractions of land, by counting cells of a one-degree grid against general knowledge of the globe.
WORLD = Frame(-180, -90, 180, 90)
PACIFIC = Frame(-30, -90, 330, 90)


def rings(frame: Frame) -> list[list[tuple[float, float]]]:
    geometry: Any = land(frame)["features"][0]["geometry"]
    return [ring for polygon in geometry["coordinates"] for ring in polygon]


def inside(frame: Frame, lon: float, lat: float) -> bool:
    """Even-odd rule over all rings."""
    crossings = 0
    for ring in rings(frame):
        for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (y0 > lat) != (y1 > lat) and lon < x0 + (lat - y0) / (y1 - y0) * (x1 - x0):
                crossings += 1
    return crossings % 2 == 1


PLACES = {
    "Chongqing": (106.5, 29.6, True), "Chukotka": (-175.0, 67.0, True), "Brazil": (-55.0, -10.0, True),
    "Sahara": (10.0, 23.0, True), "mid-Pacific": (-150.0, 0.0, False), "Atlantic": (-40.0, 30.0, False),
    "South Pole": (0.0, -88.0, True), "Caspian Sea": (51.0, 41.0, False), "Iceland": (-19.0, 65.0, True),
}  # fmt: skip


@pytest.mark.parametrize("frame", [WORLD, PACIFIC], ids=["Atlantic", "Pacific"])
@pytest.mark.parametrize("place", PLACES)
def test_land_is_where_it_is_whatever_the_cut(frame: Frame, place: str) -> None:
    lon, lat, dry = PLACES[place]
    assert inside(frame, frame.within(lon), lat) is dry


def test_the_area_is_that_of_the_globe() -> None:
    """Land covers 29 % of the Earth, Antarctica with its shelves included."""
    total = 0.0
    for ring in rings(WORLD):
        for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
            total += (
                math.radians(x1 - x0)
                * (math.sin(math.radians(y0)) + math.sin(math.radians(y1)))
                / 2
            )
    share = abs(total) / (4 * math.pi)
    assert 0.27 < share < 0.31


def test_nothing_leaves_the_frame() -> None:
    frame = Frame(60, -10, 150, 50)
    points = [point for ring in rings(frame) for point in ring]
    assert points
    assert all(60 <= lon <= 150 and -10 <= lat <= 50 for lon, lat in points)
    assert {min(lon for lon, _ in points), max(lon for lon, _ in points)} == {60, 150}


def test_the_source_is_named() -> None:
    assert land_source()["publisher"] == "Natural Earth"
    assert land_source()["licence"] == "public domain"
