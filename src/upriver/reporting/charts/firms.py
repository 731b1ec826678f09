"""What the region loses when a firm stops: its own output, and what spreads from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.reporting.charts import style
from upriver.reporting.svg import Picture

if TYPE_CHECKING:
    from upriver.reporting.facts.plain import Facts
    from upriver.reporting.words import Words

WIDTH, MOST = 960, 16
PARTS = (("direct", style.DEEP), ("seen", style.ORANGE), ("estimated", "#8fbcd4"))


def firm_losses(chains: Facts, words: Words) -> Picture | None:
    """Picture of the output lost with each firm.

    Parameters
    ----------
    chains : dict
        Facts of the chains.
    words : Words
        The reader's language.

    Returns
    -------
    Picture, optional
        Missing when nothing is known of firms.
    """
    if not chains["firms"] or not chains["firms"]["firms"]:
        return None
    rows = chains["firms"]["firms"][:MOST][::-1]
    names = [style.shortened(words.name(each["name"]), 200) for each in rows]
    values = [_parts(each) for each in rows]
    titles = [words(f"firms.{part}") for part, _ in PARTS]
    option = style.base(
        legend=style.legend(titles),
        grid={"left": 216, "right": 60, "top": 34, "bottom": 28, "containLabel": False},
        xAxis=style.value_axis(min=0, axisLabel={"formatter": "{value}%"}),
        yAxis=style.category_axis(names),
        series=[
            {
                "type": "bar",
                "stack": "loss",
                "name": title,
                "barWidth": 15,
                "itemStyle": {"color": colour, "borderColor": style.PAPER, "borderWidth": 1},
                "data": [round(each[part], 4) for each in values],
            }
            for (part, colour), title in zip(PARTS, titles, strict=True)
        ],
    )
    option["series"][-1]["data"] = [
        {
            "value": round(each["estimated"], 4),
            "label": {
                "show": True,
                "position": "right",
                "fontSize": 11,
                "color": style.INK,
                "formatter": f"{sum(each.values()):.2f}%",
            },
        }
        for each in values
    ]
    return Picture(option, WIDTH, 62 + 25 * len(rows), words("firms.title"), words("firms.read"))


def _parts(firm: Facts) -> dict[str, float]:
    """Per cent of output: own, spread that was seen, spread that is estimated."""
    spread = max(0.0, firm["index"] - firm["direct"])
    seen = spread * (firm["seen_share"] or 0.0)
    return {
        "direct": 100 * firm["direct"],
        "seen": 100 * seen,
        "estimated": 100 * (spread - seen),
    }
