"""The two books: value given up against pressure on nature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.core.unit_names import in_unit, unit_name
from upriver.reporting.charts import style
from upriver.reporting.svg import Picture

if TYPE_CHECKING:
    from upriver.reporting.facts.plain import Facts
    from upriver.reporting.words import Words

WIDTH, HEIGHT = 960, 340


def two_books(exploration: Facts, words: Words) -> Picture | None:
    """Picture of what less pressure costs.

    Parameters
    ----------
    exploration : dict
        Facts of the exploration.
    words : Words
        The reader's language.

    Returns
    -------
    Picture, optional
        Missing when there is no front.
    """
    front = exploration["front"]
    if not front:
        return None
    unit = unit_name("1e8 CNY", words.language)
    points = [
        [round(100 * each["pressure"], 2), in_unit(each["given_up"], "1e8 CNY", words.language)]
        for each in front["points"]
    ]
    low, high = min(x for x, _ in points), max(x for x, _ in points)
    room = max(1.0, 0.04 * (high - low))
    option = style.base(
        grid={"left": 84, "right": 30, "top": 40, "bottom": 52, "containLabel": False},
        xAxis={
            **style.value_axis(
                words("front.pressure"), min=round(low - room), max=round(high + room),
                axisLabel={"formatter": "{value}%"},
            ),
            "nameLocation": "middle",
            "nameGap": 32,
        },
        yAxis=style.value_axis(
            f"{words('front.given_up')} ({unit})", min=0, nameTextStyle={"align": "left"}
        ),
        series=[
            {
                "type": "line",
                "symbol": "circle",
                "symbolSize": 8,
                "lineStyle": {"color": style.DEEP, "width": 2},
                "itemStyle": {"color": style.DEEP},
                "data": points,
            }
        ],
    )  # fmt: skip
    return Picture(option, WIDTH, HEIGHT, words("front.title"), words("front.read"))
