"""The route map: great circles from the region's airport over an outline of the land."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from upriver.reporting.charts import style
from upriver.reporting.charts.placing import Spot, place_labels
from upriver.reporting.land import Frame, land
from upriver.reporting.svg import Picture

if TYPE_CHECKING:
    from upriver.reporting.facts.plain import Facts
    from upriver.reporting.words import Words

WIDTH, LABEL, LOW = 960, 11, 400
HIGH = {False: 540, True: 440}  # tallest map, wide and near
NEAR = 42.0  # degrees of arc within which a place is shown on the nearer map
UPRIGHT = 1.18  # how much taller a degree of latitude is drawn than one of longitude
# state: colour, width, kind of line
STATES: dict[str, tuple[str, float, str]] = {
    "opened": (style.RED, 2.4, "solid"),
    "running": (style.BLUE, 1.3, "solid"),
    "announced": (style.ORANGE, 1.8, "dashed"),
    "candidate": (style.GREY, 1.3, "dotted"),
}


def route_map(routes: Facts, words: Words, *, near: bool = False) -> Picture | None:
    """Picture of the routes.

    Parameters
    ----------
    routes : dict
        Facts of the routes.
    words : Words
        The reader's language.
    near : bool
        Show only the nearer places, larger.

    Returns
    -------
    Picture, optional
        Missing when there are fewer than two places to show.
    """
    home = routes["home"]
    stops = [stop for stop in _stops(routes["services"]) if not near or _arc(home, stop) <= NEAR]
    if len(stops) < 2:
        return None
    ways = [great_circle(home, stop) for stop in stops]
    frame, height = _frame(ways, HIGH[near])
    scale = (WIDTH / height) * (frame.north - frame.south) / (frame.east - frame.west)
    ends = [way[-1] for way in ways]
    spots = [_spot(home["lon"], home["lat"], 6, words.name(home["name"]), frame, height)]
    spots += [
        _spot(*end, 4, words.name(stop["name"]), frame, height)
        for end, stop in zip(ends, stops, strict=True)
    ]
    lines = [_pixel(*point, frame, height) for way in ways for point in _denser(way)]
    sides = place_labels(spots, width=WIDTH, height=height, size=LABEL, avoid=lines)
    shown = [state for state in STATES if any(stop["state"] == state for stop in stops)]
    key = "near" if near else "wide"
    option = style.base(
        geo={
            "map": f"land-{key}",
            "left": 0, "top": 0, "width": WIDTH, "height": height, "aspectScale": scale,
            "silent": True,
            "itemStyle": {"areaColor": style.LAND, "borderWidth": 0},
            "label": {"show": False},
        },
        legend=style.legend(
            [words(f"route.{state}") for state in shown],
            top=height + 10, itemWidth=34, selectedMode=False,
        ),
        **_keys(),
        series=[
            each
            for state in shown
            for each in _series(state, stops, ways, sides[1:], words)
        ]
        + [_home(home, words, sides[0])],
    )  # fmt: skip
    return Picture(
        option,
        WIDTH,
        height + 34,
        words(f"route.title_{key}", home=words.name(home["name"])),
        words("route.read"),
        {f"land-{key}": land(frame)},
    )


def _stops(services: list[Facts]) -> list[Facts]:
    """One stop a destination, in the most advanced state of its services."""
    order = list(STATES)
    stops: dict[str, Facts] = {}
    for each in sorted(
        (each for each in services if each["state"] in STATES),
        key=lambda each: (order.index(each["state"]), each["code"]),
    ):
        stop = stops.setdefault(
            each["to"]["code"], {**each["to"], "state": each["state"], "cargo": True}
        )
        stop["cargo"] = stop["cargo"] and each["kind"] == "cargo"
    return list(stops.values())


def _vector(place: Facts) -> Any:
    lat, lon = math.radians(place["lat"]), math.radians(place["lon"])
    return np.array([math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)])


def _arc(one: Facts, other: Facts) -> float:
    return math.degrees(math.acos(float(np.clip(_vector(one) @ _vector(other), -1, 1))))


def great_circle(start: Facts, end: Facts) -> list[tuple[float, float]]:
    """The shortest way between two places.

    Parameters
    ----------
    start, end : dict
        With ``lat`` and ``lon`` in degrees.

    Returns
    -------
    list of tuple of float
        Longitude and latitude in degrees; the longitude runs on across the antimeridian.
    """
    a, b = _vector(start), _vector(end)
    angle = math.acos(float(np.clip(a @ b, -1, 1)))
    steps = max(2, math.ceil(math.degrees(angle) / 2))
    way = [(float(start["lon"]), float(start["lat"]))]
    for step in range(1, steps + 1):
        t = step / steps
        point = (
            (math.sin((1 - t) * angle) * a + math.sin(t * angle) * b) / math.sin(angle)
            if angle > 1e-9
            else a
        )
        lon = math.degrees(math.atan2(point[1], point[0]))
        lat = math.degrees(math.asin(float(np.clip(point[2], -1, 1))))
        lon += 360 * round((way[-1][0] - lon) / 360)
        way.append((round(lon, 2), round(lat, 2)))
    return way


def _frame(ways: list[list[tuple[float, float]]], highest: int) -> tuple[Frame, int]:
    """A window around all ways, and the height it is drawn with."""
    lons = [lon for way in ways for lon, _ in way]
    lats = [lat for way in ways for _, lat in way]
    west, east = min(lons) - 9, max(lons) + 9
    south, north = max(min(lats) - 8, -58), min(max(lats) + 6, 84)
    west, east = (
        (west, east) if east - west <= 360 else ((west + east) / 2 - 180, (west + east) / 2 + 180)
    )
    height = WIDTH / (east - west) * (north - south) * UPRIGHT
    if height < LOW:
        more = (LOW - height) / WIDTH * (east - west) / UPRIGHT / 2
        south, north = max(south - more, -60), min(north + more, 84)
    if height > highest:
        more = ((north - south) * UPRIGHT * WIDTH / highest - (east - west)) / 2
        west, east = west - more, east + more
    height = WIDTH / (east - west) * (north - south) * UPRIGHT
    return Frame(round(west, 1), round(south, 1), round(east, 1), round(north, 1)), round(height)


def _pixel(lon: float, lat: float, frame: Frame, height: int) -> tuple[float, float]:
    return (
        (lon - frame.west) / (frame.east - frame.west) * WIDTH,
        (frame.north - lat) / (frame.north - frame.south) * height,
    )


def _spot(lon: float, lat: float, radius: float, text: str, frame: Frame, height: int) -> Spot:
    return Spot(*_pixel(lon, lat, frame, height), radius, text)


def _denser(way: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Points close enough together for a label to notice the line."""
    return [
        (x0 + part / 4 * (x1 - x0), y0 + part / 4 * (y1 - y0))
        for (x0, y0), (x1, y1) in pairwise(way)
        for part in range(4)
    ]


def _keys() -> dict[str, Any]:
    """A grid nobody sees: line series on it give the legend its strokes."""
    unseen = {"show": False, "min": 0, "max": 1}
    return {"grid": {"show": False}, "xAxis": unseen, "yAxis": unseen}


def _series(
    state: str,
    stops: list[Facts],
    ways: list[list[tuple[float, float]]],
    sides: list[str | None],
    words: Words,
) -> list[dict[str, Any]]:
    own = [n for n, stop in enumerate(stops) if stop["state"] == state]
    if not own:
        return []
    colour, width, kind = STATES[state]
    name = words(f"route.{state}")
    front = len(STATES) - list(STATES).index(state)
    lines = {
        "type": "lines", "coordinateSystem": "geo", "polyline": True,
        "silent": True, "z": 2 + front,
        "lineStyle": {"color": colour, "width": width, "type": kind, "opacity": 0.9},
        "data": [{"coords": [list(point) for point in ways[n]]} for n in own],
    }  # fmt: skip
    dots = {
        "type": "scatter", "coordinateSystem": "geo", "silent": True, "z": 7 + front,
        "itemStyle": {
            "color": style.PAPER, "borderColor": colour, "borderWidth": 1.8, "opacity": 1,
        },
        "label": {"fontSize": LABEL, "color": style.INK, **style.HALO},
        "data": [
            {
                "value": list(ways[n][-1]),
                "symbol": "diamond" if stops[n]["cargo"] else "circle",
                "symbolSize": 9 if stops[n]["cargo"] else 7,
                "label": _label(words.name(stops[n]["name"]), sides[n]),
            }
            for n in own
        ],
    }  # fmt: skip
    key = {
        "type": "line", "name": name, "data": [], "symbol": "none", "itemStyle": {"color": colour},
        "lineStyle": {"color": colour, "width": width + 0.6, "type": kind},
    }  # fmt: skip
    return [lines, dots, key]


def _home(home: Facts, words: Words, side: str | None) -> dict[str, Any]:
    label = _label(words.name(home["name"]), side or "top")
    return {
        "type": "scatter", "coordinateSystem": "geo", "silent": True, "z": 20,
        "itemStyle": {
            "color": style.DEEP, "borderColor": style.PAPER, "borderWidth": 2, "opacity": 1,
        },
        "data": [
            {
                "value": [home["lon"], home["lat"]], "symbolSize": 13,
                "label": {**label, "fontSize": LABEL + 2, "fontWeight": "bold", "color": style.DEEP,
                          **style.HALO},
            }
        ],
    }  # fmt: skip


def _label(text: str, side: str | None) -> dict[str, Any]:
    return {
        "show": side is not None, "position": side or "right", "formatter": text, "distance": 4,
    }  # fmt: skip
