"""Pressure on nature against its limits: one small panel a stressor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from upriver.core.unit_names import in_unit, unit_name
from upriver.reporting.charts import style
from upriver.reporting.svg import Picture

if TYPE_CHECKING:
    from upriver.reporting.facts.plain import Facts
    from upriver.reporting.words import Words

WIDTH, COLUMNS, PANEL, GAP, LEFT = 960, 3, 250, 62, 48
TOP, HIGH, ROOM = 66, 150, 84


def pressures_and_caps(plan: Facts, words: Words) -> Picture | None:
    """Picture of the pressures of the plan, of business as usual, and of the limits.

    Parameters
    ----------
    plan : dict
        Facts of the plan.
    words : Words
        The reader's language.

    Returns
    -------
    Picture, optional
        Missing when the plan knows no stressor.
    """
    known = plan["pressures"]
    if not known:
        return None
    rows = -(-len(known) // COLUMNS)
    series: list[dict[str, Any]] = []
    titles: list[dict[str, Any]] = []
    grids: list[dict[str, Any]] = []
    for n, each in enumerate(known):
        column, line = n % COLUMNS, n // COLUMNS
        left, top = LEFT + column * (PANEL + GAP), TOP + line * (HIGH + ROOM)
        grids.append({"left": left, "top": top, "width": PANEL, "height": HIGH})
        unit = unit_name(each["unit"], words.language)
        titles.append(
            {
                "text": f"{words.name(each['name'])} ({unit})",
                "left": left - 4,
                "top": top - 30,
                "textStyle": {"fontSize": 12, "color": style.INK, "fontFamily": "sans-serif"},
            }
        )
        series += _lines(n, each, words)
    years = [str(year) for year in plan["years"]]
    option = style.base(
        legend=style.legend([words(f"pressures.{key}") for key in ("plan", "usual", "cap")],
                            itemWidth=30, selectedMode=False),
        title=titles,
        grid=grids,
        xAxis=[
            {**style.category_axis(years, axisLabel={"color": style.GREY, "fontSize": 11}),
             "gridIndex": n}
            for n in range(len(known))
        ],
        yAxis=[
            {**style.value_axis(splitNumber=3, scale=True), "gridIndex": n}
            for n in range(len(known))
        ],
        series=series,
    )  # fmt: skip
    height = TOP + rows * (HIGH + ROOM) - ROOM + 34
    return Picture(option, WIDTH, height, words("pressures.title"), words("pressures.read"))


def _lines(at: int, each: Facts, words: Words) -> list[dict[str, Any]]:
    looks = {
        "plan": (style.BLUE, "solid", 2.4, each["values"]),
        "usual": (style.GREY, "dashed", 1.6, each["usual"]),
        "cap": (style.RED, "dotted", 2.2, each["cap"]),
    }
    return [
        {
            "type": "line",
            "name": words(f"pressures.{key}"),
            "xAxisIndex": at,
            "yAxisIndex": at,
            "symbol": "circle" if key == "plan" else "none",
            "symbolSize": 5,
            "connectNulls": key == "cap",
            "itemStyle": {"color": colour},
            "lineStyle": {"color": colour, "type": kind, "width": width},
            "data": [in_unit(value, each["unit"], words.language) for value in values],
        }
        for key, (colour, kind, width, values) in looks.items()
        if values
    ]
