"""The cultivation map: how near an industry is, how demanding, and what to do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from upriver.core.figures import percent
from upriver.reporting.charts import style
from upriver.reporting.charts.canvas import marks, strokes
from upriver.reporting.charts.placing import Spot, place_far
from upriver.reporting.charts.scatter import Area, Dot, dots_series, ends, round_range
from upriver.reporting.svg import Picture

if TYPE_CHECKING:
    from upriver.reporting.facts.plain import Facts
    from upriver.reporting.words import Words

AREA = Area(960, 640, top=48)
CROSS = 0.5  # opacity of the intervals
LABEL = 11


def cultivation_map(cultivation: Facts, words: Words) -> Picture | None:
    """Picture of relatedness against complexity, coloured by class.

    Parameters
    ----------
    cultivation : dict
        Facts of the cultivation classes.
    words : Words
        The reader's language.

    Returns
    -------
    Picture, optional
        Missing when fewer than two industries have a class.
    """
    known = [
        each
        for each in cultivation["industries"]
        if each["density"] is not None and each["pci"] is not None
    ]
    if len(known) < 2:
        return None
    # An interval that runs out of the picture is cut: the points need the room.
    x_range = round_range([100.0 * each["density"] for each in known])
    y_range = round_range([each["pci"] for each in known])
    ordered = sorted(known, key=lambda each: (-(each["value_added"] or 0.0), each["code"]))
    dots = _dots(ordered, words)
    spots = dots_series(dots, AREA, x_range, y_range)["data"]
    leaders, far = _far(dots, spots, x_range, y_range)
    classes = [each for each in cultivation["classes"] if each["count"]]
    series: list[dict[str, Any]] = [
        {**strokes(_crosses(ordered), z=1), "clip": True}, _halves(known), strokes(leaders, z=4),
        marks(far, z=5, label={"fontSize": LABEL, "color": style.INK, **style.HALO}),
    ]  # fmt: skip
    for each in classes:
        symbol, turn = style.SHAPES[each["code"]]
        data = [
            spot
            for spot, one in zip(spots, ordered, strict=True)
            if one["cultivation"] == each["code"]
        ]
        series.append(
            {
                "type": "scatter", "name": words.name(each["name"]), "symbol": symbol,
                "symbolRotate": turn, "data": data, "z": 3, "silent": True,
                "itemStyle": {
                    "color": style.CULTIVATION[each["code"]], "borderColor": style.PAPER,
                    "borderWidth": 1, "opacity": 0.92,
                },
                "label": {"fontSize": LABEL, "color": style.INK, **style.HALO},
            }
        )  # fmt: skip
    option = style.base(
        legend=style.legend([words.name(each["name"]) for each in classes]),
        grid=AREA.grid,
        xAxis=style.value_axis(
            words("cultivating.density"), **ends(x_range), nameLocation="middle", nameGap=30,
            axisLabel={"formatter": "{value}%", "color": style.GREY, "fontSize": style.SIZE},
        ),
        yAxis=style.value_axis(
            words("cultivating.pci"), **ends(y_range), nameLocation="middle", nameGap=44,
        ),
        series=series,
    )  # fmt: skip
    text = words("cultivating.read", level=percent(cultivation["level"]))
    return Picture(option, AREA.width, AREA.height, words("cultivating.title"), text)


def _far(
    dots: list[Dot],
    spots: list[dict[str, Any]],
    x_range: tuple[float, float],
    y_range: tuple[float, float],
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Lines and labels of the points that had no room for a label beside them."""
    room = [Spot(*AREA.pixel(dot.x, dot.y, x_range, y_range), dot.radius, dot.text) for dot in dots]
    sides = [spot["label"]["position"] if spot["label"]["show"] else None for spot in spots]
    placed = place_far(
        room, sides, width=AREA.width - 4, height=AREA.height - AREA.bottom,
        left=AREA.left + 2, top=AREA.top, size=LABEL,
    )  # fmt: skip
    lines: list[dict[str, Any]] = []
    labels: list[dict[str, Any]] = []
    for own, (left, top, right, bottom) in placed.items():
        spot = room[own]
        middle = (top + bottom) / 2.0
        end = (min(max(spot.x, left), right), min(max(spot.y, top), bottom))
        coords = [AREA.figures(x, y, x_range, y_range) for x, y in ((spot.x, spot.y), end)]
        lines.append(
            {"coords": coords, "lineStyle": {"color": style.INK, "width": 0.7, "opacity": 0.8}}
        )
        at = AREA.figures((left + right) / 2.0, middle, x_range, y_range)
        label = {"show": True, "formatter": spot.text, "position": "inside", "color": style.INK}
        labels.append({"value": at, "symbolSize": 0, "label": label})
    return lines, labels


def _dots(ordered: list[Facts], words: Words) -> list[Dot]:
    top = max([each["value_added"] or 0.0 for each in ordered]) or 1.0
    return [
        Dot(
            100.0 * each["density"],
            each["pci"],
            4 + 10 * ((each["value_added"] or 0.0) / top) ** 0.5,
            style.shortened(words.name(each["name"]), 170, LABEL),
            style.CULTIVATION[each["cultivation"]],
        )
        for each in ordered
    ]


def _crosses(ordered: list[Facts]) -> list[dict[str, Any]]:
    """Intervals of both figures of each industry, as two thin lines."""
    lines: list[dict[str, Any]] = []
    for each in ordered:
        look = {"color": style.CULTIVATION[each["cultivation"]], "width": 0.9, "opacity": CROSS}
        x, y = 100.0 * each["density"], each["pci"]
        if each["density_low"] is not None and each["density_high"] is not None:
            across = [[100.0 * each["density_low"], y], [100.0 * each["density_high"], y]]
            lines.append({"coords": across, "lineStyle": look})
        if each["pci_low"] is not None and each["pci_high"] is not None:
            upright = [[x, each["pci_low"]], [x, each["pci_high"]]]
            lines.append({"coords": upright, "lineStyle": look})
    return lines


def _halves(known: list[Facts]) -> dict[str, Any]:
    """Lines with half of the industries on either side."""
    across = _middle([100.0 * each["density"] for each in known])
    upright = _middle([each["pci"] for each in known])
    return {
        "type": "scatter",
        "data": [],
        "silent": True,
        "markLine": {
            "silent": True,
            "symbol": "none",
            "label": {"show": False},
            "lineStyle": {"color": style.GREY, "type": "dashed", "width": 1},
            "data": [{"xAxis": across}, {"yAxis": upright}],
        },
    }


def _middle(values: list[float]) -> float:
    ordered = sorted(values)
    half = len(ordered) // 2
    return round((ordered[half - 1] + ordered[half]) / 2.0, 6)
