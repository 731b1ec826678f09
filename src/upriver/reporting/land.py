"""The outline of the land, cut to the frame of a map. Land only: no border is drawn."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

Ring = list[tuple[float, float]]


@dataclass(frozen=True)
class Frame:
    """A window on the world.

    Parameters
    ----------
    west, east : float
        Longitudes in degrees, west below east; the window may cross the antimeridian, then
        east is above 180.
    south, north : float
        Latitudes in degrees.
    """

    west: float
    south: float
    east: float
    north: float

    def within(self, lon: float) -> float:
        """The longitude as this window counts it.

        Parameters
        ----------
        lon : float
            Any longitude in degrees.

        Returns
        -------
        float
            The same meridian between ``west`` and ``west + 360``.
        """
        return (lon - self.west) % 360 + self.west


@cache
def _outline() -> dict[str, Any]:
    text = (resources.files("upriver.reporting") / "land.json").read_text(encoding="utf-8")
    body: dict[str, Any] = json.loads(text)
    return body


def land_source() -> dict[str, str]:
    """Where the outline is from.

    Returns
    -------
    dict
        Keys ``title publisher url licence``.
    """
    source: dict[str, str] = _outline()["source"]
    return source


def land(frame: Frame) -> dict[str, Any]:
    """Land within a frame, as GeoJSON.

    Parameters
    ----------
    frame : Frame
        The window; the outline is repeated where it shows twice and cut at the edges.

    Returns
    -------
    dict
        A feature collection whose bounding box is the frame.
    """
    polygons: list[list[Ring]] = []
    for flat in _outline()["polygons"]:
        for turn in (-360.0, 0.0, 360.0):
            rings = [_cut(_degrees(ring, turn), frame) for ring in flat]
            if rings[0]:
                polygons.append([ring for ring in rings if ring])
    # Two corner points keep the map's own box equal to the frame whatever the land covers.
    for lon, lat in ((frame.west, frame.south), (frame.east, frame.north)):
        polygons.append([[(lon, lat)] * 4])
    geometry = {"type": "MultiPolygon", "coordinates": polygons}
    feature = {"type": "Feature", "properties": {"name": "land"}, "geometry": geometry}
    return {"type": "FeatureCollection", "features": [feature]}


def _degrees(flat: list[int], turn: float) -> Ring:
    return [(flat[i] / 10 + turn, flat[i + 1] / 10) for i in range(0, len(flat), 2)]


def _cut(ring: Ring, frame: Frame) -> Ring:
    """The part of a ring inside the frame (Sutherland and Hodgman, one edge after another)."""
    lons = [lon for lon, _ in ring]
    if max(lons) < frame.west or min(lons) > frame.east:
        return []
    edges = ((0, frame.west, 1), (0, frame.east, -1), (1, frame.south, 1), (1, frame.north, -1))
    for axis, limit, sign in edges:
        ring = _cut_at(ring, axis, limit, sign)
    return ring if len(ring) >= 4 else []


def _cut_at(ring: Ring, axis: int, limit: float, sign: int) -> Ring:
    out: Ring = []
    for start, end in zip(ring, ring[1:] + ring[:1], strict=True):
        inside, next_inside = (sign * (p[axis] - limit) >= 0 for p in (start, end))
        if inside:
            out.append(start)
        if inside != next_inside:
            part = (limit - start[axis]) / (end[axis] - start[axis])
            out.append(
                (
                    round(start[0] + part * (end[0] - start[0]), 3),
                    round(start[1] + part * (end[1] - start[1]), 3),
                )
            )
    return out
