"""The path of value added: the plan, and what would happen without it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from upriver.core.unit_names import in_unit, unit_name
from upriver.reporting.charts import style
from upriver.reporting.svg import Picture

if TYPE_CHECKING:
    from upriver.reporting.facts.plain import Facts
    from upriver.reporting.words import Words

WIDTH, HEIGHT = 960, 380
COLOURS = {
    "agriculture": "#a8c686",
    "mining": "#5b4a3a",
    "manufacturing": "#14476b",
    "utilities": "#7a4c9f",
    "construction": "#e3c567",
    "services": "#8fc1de",
    "other": "#c9d1d9",
}


def growth_by_group(plan: Facts, words: Words) -> Picture | None:
    """Picture of value added by group of industries, with business as usual beside it.

    Parameters
    ----------
    plan : dict
        Facts of the plan.
    words : Words
        The reader's language.

    Returns
    -------
    Picture, optional
        Missing when the plan has fewer than two years.
    """
    years = plan["path"]["years"]
    if len(years) < 2:
        return None
    unit = unit_name("1e8 CNY", words.language)
    groups = [each for each in plan["path"]["groups"] if any(each["values"])]
    names = [words(f"group.{each['group']}") for each in groups]
    usual = plan["path"]["usual"]
    series: list[dict[str, Any]] = [
        {
            "type": "bar",
            "stack": "plan",
            "name": name,
            "barWidth": "58%",
            "itemStyle": {"color": COLOURS[group["group"]]},
            "data": [_shown(value, words) for value in group["values"]],
        }
        for group, name in zip(groups, names, strict=True)
    ]
    if usual:
        names.append(words("growth.usual"))
        series.append(
            {
                "type": "line",
                "name": names[-1],
                "symbol": "diamond",
                "symbolSize": 8,
                "lineStyle": {"color": style.INK, "type": "dashed", "width": 1.6},
                "itemStyle": {"color": style.INK},
                "data": [_shown(value, words) for value in usual],
            }
        )
    option = style.base(
        legend=style.legend(names),
        grid={"left": 72, "right": 16, "top": 64, "bottom": 32, "containLabel": False},
        xAxis=style.category_axis([str(year) for year in years]),
        yAxis=style.value_axis(f"{words('growth.axis')} ({unit})", nameTextStyle={"align": "left"}),
        series=series,
    )
    return Picture(option, WIDTH, HEIGHT, words("growth.title"), words("growth.read"))


def _shown(value: float | None, words: Words) -> float | None:
    shown = in_unit(value, "1e8 CNY", words.language)
    return None if shown is None else round(shown, 3)
