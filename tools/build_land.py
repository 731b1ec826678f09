"""Turn Natural Earth's land outline into the small file the route map is drawn from.

Fetch the raw file once with ``npm pack world-atlas@2.0.2``, unpack it, and run::

    python tools/build_land.py package/land-110m.json src/upriver/reporting/land.json

Natural Earth is in the public domain; world-atlas packs it as TopoJSON. Only land is kept: no
border is drawn, so none can be drawn wrongly.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
SMALLEST = 0.8  # square degrees; smaller islands are left out
SOURCE = {
    "title": "Natural Earth 1:110m land, through world-atlas 2.0.2",
    "publisher": "Natural Earth",
    "url": "https://www.naturalearthdata.com/downloads/110m-physical-vectors/110m-land/",
    "licence": "public domain",
}


def decode_arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """Undo TopoJSON's quantisation and running differences."""
    (scale_x, scale_y), (move_x, move_y) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    arcs: list[list[Point]] = []
    for arc in topology["arcs"]:
        x = y = 0
        points: list[Point] = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(points)
    return arcs


def join_ring(indices: list[int], arcs: list[list[Point]]) -> list[Point]:
    """One closed ring from its arcs; a negative index is an arc read backwards."""
    ring: list[Point] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(arc if not ring else arc[1:])
    return ring


def unwrap(ring: list[Point]) -> list[Point]:
    """Follow a ring across the antimeridian, and close one that runs round a pole."""
    out = [ring[0]]
    for lon, lat in ring[1:]:
        turns = round((out[-1][0] - lon) / 360)
        out.append((lon + 360 * turns, lat))
    if abs(out[-1][0] - out[0][0]) > 180:
        pole = -90.0 if out[0][1] < 0 else 90.0
        out += [(out[-1][0], pole), (out[0][0], pole), out[0]]
    return out


def turned(ring: list[Point], middle: float) -> list[Point]:
    """The copy of a ring whose middle is nearest to a longitude."""
    lons = [lon for lon, _ in ring]
    turns = round((middle - (min(lons) + max(lons)) / 2) / 360)
    return [(lon + 360 * turns, lat) for lon, lat in ring]


def area(ring: list[Point]) -> float:
    """Area in square degrees, without sign."""
    pairs = pairwise(ring)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2


def tenths(ring: list[Point]) -> list[int]:
    """Flat list of tenths of a degree, without repeated points."""
    out: list[int] = []
    for lon, lat in ring:
        point = [round(lon * 10), round(lat * 10)]
        if out[-2:] != point:
            out += point
    return out


def build(raw: Path, out: Path) -> None:
    """Write the outline file.

    Parameters
    ----------
    raw : Path
        ``land-110m.json`` of world-atlas.
    out : Path
        Where the outline shall stand.
    """
    topology = json.loads(raw.read_text(encoding="utf-8"))
    arcs = decode_arcs(topology)
    polygons: list[list[list[int]]] = []
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            rings = [unwrap(join_ring(indices, arcs)) for indices in polygon]
            rings[0] = turned(rings[0], 0.0)
            lons = [lon for lon, _ in rings[0]]  # a lake lies in the same copy as its shore
            rings[1:] = [turned(ring, (min(lons) + max(lons)) / 2) for ring in rings[1:]]
            if area(rings[0]) >= SMALLEST:
                polygons.append([tenths(ring) for ring in rings])
    body = {"source": SOURCE, "unit": "0.1 degree", "order": "lon, lat", "polygons": polygons}
    out.write_text(json.dumps(body, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{out}: {len(polygons)} outlines, {out.stat().st_size / 1024:.0f} KB")


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))
