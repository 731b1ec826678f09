"""What the figures rest on: reported, derived, assumed, table by table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.core.figures import percent
from upriver.data.provenance import STATUSES
from upriver.reporting.charts import style
from upriver.reporting.svg import Picture

if TYPE_CHECKING:
    from upriver.reporting.facts.plain import Facts
    from upriver.reporting.words import Words

WIDTH, LEFT = 960, 300
TEXT = {"reported": "#ffffff", "derived": style.INK, "assumed": style.INK}


def provenance_bars(basis: Facts, words: Words) -> Picture | None:
    """Picture of the status of the figures.

    Parameters
    ----------
    basis : dict
        Facts of the provenance.
    words : Words
        The reader's language.

    Returns
    -------
    Picture, optional
        Missing when the package has no fact table with rows.
    """
    tables = [each for each in basis["tables"] if any(each["shares"].values())][::-1]
    if not tables:
        return None
    names = [style.shortened(words.name(each["title"]), LEFT - 20) for each in tables]
    titles = [words(f"status.{status}") for status in STATUSES]
    series = [
        {
            "type": "bar",
            "stack": "status",
            "name": title,
            "barWidth": 13,
            "itemStyle": {
                "color": style.STATUS[status], "borderColor": style.PAPER, "borderWidth": 1,
            },
            "label": {"fontSize": 10, "color": TEXT[status]},
            "data": [
                {
                    "value": round(100 * each["shares"][status], 3),
                    "label": {
                        "show": each["shares"][status] >= 0.06,
                        "formatter": percent(each["shares"][status]),
                    },
                }
                for each in tables
            ],
        }
        for status, title in zip(STATUSES, titles, strict=True)
    ]  # fmt: skip
    option = style.base(
        legend=style.legend(titles),
        grid={"left": LEFT, "right": 24, "top": 32, "bottom": 26, "containLabel": False},
        xAxis=style.value_axis(
            min=0, max=100, axisLabel={"formatter": "{value}%", "color": style.GREY}
        ),
        yAxis=style.category_axis(names),
        series=series,
    )
    return Picture(
        option, WIDTH, 62 + 22 * len(tables), words("basis.picture"), words("basis.read")
    )
