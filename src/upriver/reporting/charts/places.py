"""The comparison of places: how many industries each is good at, and how complex they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.reporting.charts import style
from upriver.reporting.charts.scatter import Area, Dot, dots_series, ends, round_range
from upriver.reporting.svg import Picture

if TYPE_CHECKING:
    from upriver.reporting.facts.plain import Facts
    from upriver.reporting.words import Words

AREA = Area(960, 440, top=24)


def place_complexity(standing: Facts, words: Words) -> Picture | None:
    """Picture of diversity against complexity of places.

    Parameters
    ----------
    standing : dict
        Facts of the standing.
    words : Words
        The reader's language.

    Returns
    -------
    Picture, optional
        Missing when complexity was not computed.
    """
    known = [
        each
        for each in standing["places"]
        if each["eci"] is not None and each["diversity"] is not None
    ]
    if len(known) < 3:
        return None
    x_range = round_range([each["diversity"] for each in known])
    y_range = round_range([each["eci"] for each in known], include=0.0)
    ordered = sorted(known, key=lambda each: (not each["own"], -each["eci"], each["code"]))
    dots = [
        Dot(
            each["diversity"],
            each["eci"],
            8 if each["own"] else 5,
            words.name(each["name"]),
            style.ORANGE if each["own"] else "#7fa9c4",
            bold=each["own"],
        )
        for each in ordered
    ]
    option = style.base(
        grid=AREA.grid,
        xAxis=style.value_axis(
            words("places.diversity"), **ends(x_range),
            nameLocation="middle", nameGap=30,
        ),
        yAxis=style.value_axis(
            words("places.eci"), **ends(y_range),
            nameLocation="middle", nameGap=44,
        ),
        series=[dots_series(dots, AREA, x_range, y_range)],
    )  # fmt: skip
    return Picture(option, AREA.width, AREA.height, words("places.title"), words("places.read"))
