"""The linkage picture: who pulls suppliers along and who pushes customers on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from upriver.reporting.charts import style
from upriver.reporting.charts.placing import Spot
from upriver.reporting.charts.scatter import Area, Dot, dots_series, ends, round_range
from upriver.reporting.svg import Picture

if TYPE_CHECKING:
    from upriver.reporting.facts.plain import Facts
    from upriver.reporting.words import Words

AREA = Area(960, 520, top=24)
CORNERS = (("key", 1, 1), ("pull", 1, 0), ("push", 0, 1), ("weak", 0, 0))
COLOURS = {"key": style.DEEP, "pull": style.ORANGE, "push": style.PURPLE, "weak": style.MIST}


def quadrant(backward: float, forward: float) -> str:
    """Quadrant of an industry, from its normalised linkages.

    Parameters
    ----------
    backward, forward : float
        One is the average of all industries.

    Returns
    -------
    str
        ``key``, ``pull``, ``push`` or ``weak``.
    """
    if backward >= 1:
        return "key" if forward >= 1 else "pull"
    return "push" if forward >= 1 else "weak"


def linkage_quadrants(standing: Facts, words: Words) -> Picture | None:
    """Picture of backward against forward linkages.

    Parameters
    ----------
    standing : dict
        Facts of the standing.
    words : Words
        The reader's language.

    Returns
    -------
    Picture, optional
        Missing when there is no input-output account.
    """
    known = [
        each
        for each in standing["industries"]
        if each["backward_linkage"] is not None and each["forward_linkage"] is not None
    ]
    if not known:
        return None
    x_range = round_range([each["backward_linkage"] for each in known], include=1.0)
    y_range = round_range([each["forward_linkage"] for each in known], include=1.0)
    top = max([each["value_added"] or 0.0 for each in known]) or 1.0
    ordered = sorted(known, key=lambda each: (-(each["value_added"] or 0.0), each["code"]))
    dots = [
        Dot(
            each["backward_linkage"],
            each["forward_linkage"],
            4 + 14 * ((each["value_added"] or 0.0) / top) ** 0.5,
            style.shortened(words.name(each["name"]), 170, 11),
            COLOURS[quadrant(each["backward_linkage"], each["forward_linkage"])],
        )
        for each in ordered
    ]
    captions = [_caption(key, right, upper, words) for key, right, upper in CORNERS]
    free = [
        Spot(
            AREA.left + 60 if not right else AREA.width - AREA.right - 60,
            AREA.top + 14 if upper else AREA.height - AREA.bottom - 14,
            12,
            "",
        )
        for _, right, upper in CORNERS
    ]
    series = dots_series(dots, AREA, x_range, y_range, keep_free=free)
    series["markLine"] = {
        "silent": True,
        "symbol": "none",
        "label": {"show": False},
        "lineStyle": {"color": style.GREY, "type": "solid", "width": 1},
        "data": [{"xAxis": 1}, {"yAxis": 1}],
    }
    option = style.base(
        grid=AREA.grid,
        xAxis=style.value_axis(
            words("linkages.backward"), **ends(x_range),
            nameLocation="middle", nameGap=30,
        ),
        yAxis=style.value_axis(
            words("linkages.forward"), **ends(y_range),
            nameLocation="middle", nameGap=44,
        ),
        graphic=captions,
        series=[series],
    )  # fmt: skip
    return Picture(option, AREA.width, AREA.height, words("linkages.title"), words("linkages.read"))


def _caption(key: str, right: int, upper: int, words: Words) -> dict[str, Any]:
    across = {"right": AREA.right + 18} if right else {"left": AREA.left + 8}
    down = {"top": AREA.top + 6} if upper else {"bottom": AREA.bottom + 8}
    return {
        "type": "text",
        **across,
        **down,
        "style": {
            "text": words(f"linkages.{key}"),
            "fill": COLOURS[key] if key != "weak" else style.GREY,
            "fontSize": 13,
            "fontWeight": "bold",
            "fontFamily": "sans-serif",
        },
    }
