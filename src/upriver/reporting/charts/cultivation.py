"""The cultivation map: how near an industry is, how demanding, and what to do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from upriver.reporting.charts import style
from upriver.reporting.charts.canvas import strokes
from upriver.reporting.charts.scatter import Area, Dot, dots_series, ends, round_range
from upriver.reporting.figures import percent
from upriver.reporting.svg import Picture

if TYPE_CHECKING:
    from upriver.reporting.facts.plain import Facts
    from upriver.reporting.words import Words

AREA = Area(960, 600, top=48)
CROSS = 0.55  # opacity of the intervals


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
    x_range = round_range(_ends(known, "density", scale=100.0))
    y_range = round_range(_ends(known, "pci"))
    ordered = sorted(known, key=lambda each: (-(each["value_added"] or 0.0), each["code"]))
    spots = dots_series(_dots(ordered, words), AREA, x_range, y_range)["data"]
    classes = [each for each in cultivation["classes"] if each["count"]]
    series: list[dict[str, Any]] = [strokes(_crosses(ordered), z=1), _halves(known)]
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
                "label": {"fontSize": 11, "color": style.INK, **style.HALO},
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


def _ends(known: list[Facts], name: str, *, scale: float = 1.0) -> list[float]:
    keys = (name, f"{name}_low", f"{name}_high")
    return [scale * each[key] for each in known for key in keys if each[key] is not None]


def _dots(ordered: list[Facts], words: Words) -> list[Dot]:
    top = max([each["value_added"] or 0.0 for each in ordered]) or 1.0
    return [
        Dot(
            100.0 * each["density"],
            each["pci"],
            5 + 13 * ((each["value_added"] or 0.0) / top) ** 0.5,
            style.shortened(words.name(each["name"]), 170, 11),
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
