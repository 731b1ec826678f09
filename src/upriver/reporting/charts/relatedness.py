"""The relatedness map: industries that the same places are good at stand near each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse.csgraph import shortest_path

from upriver.reporting.charts import style
from upriver.reporting.charts.canvas import marks, sheet, strokes
from upriver.reporting.charts.placing import Spot, place_labels, spread, stress_layout
from upriver.reporting.svg import Picture

if TYPE_CHECKING:
    from upriver.reporting.facts.plain import Facts
    from upriver.reporting.words import Words

WIDTH, HEIGHT, LABEL = 960, 600, 11
TOP = 44
CLASSES = (
    ("strong", 1.5, style.DEEP),
    ("present", 1.0, "#4f9bc4"),
    ("near", 0.5, "#cfdfe8"),
    ("far", -1.0, "#f2f4f6"),
)


def relatedness_map(standing: Facts, words: Words) -> Picture | None:
    """Picture of the network of industries.

    Parameters
    ----------
    standing : dict
        Facts of the standing.
    words : Words
        The reader's language.

    Returns
    -------
    Picture, optional
        Missing when relatedness was not computed.
    """
    network = standing["network"]
    if network is None:
        return None
    industries = {each["code"]: each for each in standing["industries"]}
    nodes = [industries[code] for code in network["codes"]]
    radii = _radii(nodes)
    points = spread(
        stress_layout(_distances(network)),
        radii,
        box=(30, TOP + 16, WIDTH - 30, HEIGHT - 16),
        gap=9,
    )
    order = sorted(range(len(nodes)), key=lambda n: (-radii[n], nodes[n]["code"]))
    spots = [
        Spot(
            float(points[n][0]),
            float(points[n][1]),
            float(radii[n]),
            style.shortened(words.name(nodes[n]["name"]), 150, LABEL),
        )
        for n in order
    ]
    sides = place_labels(spots, width=WIDTH, height=HEIGHT, size=LABEL)
    at = {node["code"]: point for node, point in zip(nodes, points, strict=True)}
    groups: list[list[dict[str, Any]]] = [[] for _ in range(len(CLASSES) + 1)]
    for n, spot, side in zip(order, spots, sides, strict=True):
        groups[_class(nodes[n]["rca"])].append(_node(spot, side))
    names = [words(f"relatedness.{key}") for key, _, _ in CLASSES] + [words("relatedness.unknown")]
    colours = [colour for _, _, colour in CLASSES] + ["#ffffff"]
    series = [strokes([_link(link, at) for link in network["links"]])]
    for name, colour, group in zip(names, colours, groups, strict=True):
        look = {"color": colour, "borderColor": "#6b8799", "borderWidth": 0.9, "opacity": 1}
        words_look = {"fontSize": LABEL, "color": style.INK, **style.HALO}
        series.append(marks(group, name=name, itemStyle=look, label=words_look))
    return Picture(
        sheet(WIDTH, HEIGHT, series, legend=style.legend(names)),
        WIDTH,
        HEIGHT,
        words("relatedness.title"),
        words("relatedness.read"),
    )


def _radii(nodes: list[Facts]) -> Any:
    added = np.array([node["value_added"] or 0.0 for node in nodes])
    return 5 + 19 * np.sqrt(added / max(added.max(), 1e-9))


def _distances(network: Facts) -> Any:
    place = {code: n for n, code in enumerate(network["codes"])}
    steps = np.zeros((len(place), len(place)))
    for link in network["links"]:
        steps[place[link["a"]], place[link["b"]]] = 1.25 - link["proximity"]
    return shortest_path(steps, directed=False)


def _class(rca: float | None) -> int:
    if rca is None:
        return len(CLASSES)
    return next(n for n, (_, least, _) in enumerate(CLASSES) if rca >= least)


def _node(spot: Spot, side: str | None) -> dict[str, Any]:
    return {
        "value": [round(spot.x, 1), round(spot.y, 1)],
        "symbolSize": round(2 * spot.radius, 1),
        "label": {
            "show": side is not None,
            "position": side or "right",
            "distance": 3,
            "formatter": spot.text,
        },
    }


def _link(link: Facts, at: dict[str, Any]) -> dict[str, Any]:
    ends = [[round(float(x), 1), round(float(y), 1)] for x, y in (at[link["a"]], at[link["b"]])]
    width = round(0.5 + 2.6 * link["proximity"], 2)
    colour = "#8496a4" if link["tree"] else "#d0d7de"
    return {"coords": ends, "lineStyle": {"width": width, "color": colour, "opacity": 1}}
