"""Where a yuan of output comes from: here, the rest of the country, or abroad."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.reporting.charts import style
from upriver.reporting.svg import Picture

if TYPE_CHECKING:
    from upriver.reporting.facts.plain import Facts
    from upriver.reporting.words import Words

WIDTH, MOST = 960, 14
PARTS = (("local", style.DEEP), ("domestic", "#8fbcd4"), ("foreign", style.ORANGE))


def input_origins(standing: Facts, words: Words) -> Picture | None:
    """Picture of the content of output by origin, for the largest producers of goods.

    Parameters
    ----------
    standing : dict
        Facts of the standing.
    words : Words
        The reader's language.

    Returns
    -------
    Picture, optional
        Missing when the account does not separate origins.
    """
    known = [
        each
        for each in standing["industries"]
        if each["outside_domestic"] is not None and each["outside_foreign"] is not None
    ]
    largest = sorted(known, key=lambda each: (-(each["output"] or 0.0), each["code"]))[:MOST]
    if not largest:
        return None
    rows = sorted(
        largest, key=lambda each: (each["outside_domestic"] + each["outside_foreign"], each["code"])
    )
    names = [style.shortened(words.name(each["name"]), 200) for each in rows]
    values = {
        "domestic": [100 * each["outside_domestic"] for each in rows],
        "foreign": [100 * each["outside_foreign"] for each in rows],
    }
    values["local"] = [
        100 - home - abroad
        for home, abroad in zip(values["domestic"], values["foreign"], strict=True)
    ]
    titles = [words(f"origins.{part}") for part, _ in PARTS]
    option = style.base(
        legend=style.legend(titles),
        grid={"left": 216, "right": 24, "top": 34, "bottom": 28, "containLabel": False},
        xAxis=style.value_axis(min=0, max=100, axisLabel={"formatter": "{value}%"}),
        yAxis=style.category_axis(names),
        series=[
            {
                "type": "bar",
                "stack": "origin",
                "name": title,
                "barWidth": 15,
                "itemStyle": {"color": colour, "borderColor": style.PAPER, "borderWidth": 1},
                "data": [round(value, 2) for value in values[part]],
                "label": {
                    "show": True,
                    "fontSize": 10,
                    "color": style.INK if part == "domestic" else style.PAPER,
                    "formatter": "",
                },
            }
            for (part, colour), title in zip(PARTS, titles, strict=True)
        ],
    )
    for series in option["series"]:
        series["data"] = [
            {"value": value, "label": {"formatter": f"{value:.0f}", "show": value >= 6}}
            for value in series["data"]
        ]
    return Picture(
        option, WIDTH, 62 + 25 * len(rows), words("origins.title"), words("origins.read")
    )
