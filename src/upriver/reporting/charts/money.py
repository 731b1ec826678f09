"""The plan's money, year by year: where it comes from and what it pays for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from upriver.core.figures import number
from upriver.core.unit_names import in_unit, unit_name
from upriver.reporting.charts import style
from upriver.reporting.svg import Picture

if TYPE_CHECKING:
    from upriver.reporting.facts.plain import Facts
    from upriver.reporting.words import Words

WIDTH, HEIGHT = 960, 400
PANEL, GAP, LEFT, TOP, BOTTOM = 408, 76, 56, 88, 40
LINE, KEY = 21, 29  # height of a line of names; width of the square before a name, and of the gap


def money_by_year(plan: Facts, words: Words) -> Picture | None:
    """Picture of money by source and by use.

    Parameters
    ----------
    plan : dict
        Facts of the plan.
    words : Words
        The reader's language.

    Returns
    -------
    Picture, optional
        Missing when the plan spends nothing.
    """
    money = plan["money"]
    if money is None or not money["total"]:
        return None
    years = [str(year) for year in plan["years"]]
    sources = [(words.name(each["name"]), each["values"]) for each in money["sources"]]
    uses = [(words(f"use.{each['use']}"), each["values"]) for each in money["uses"]]
    most = max(sum(column) for column in zip(*(values for _, values in sources), strict=True))
    top = in_unit(most, "1e8 CNY", words.language) or 1.0
    panels = [(sources, style.SERIES), (uses, style.SERIES[::-1])]
    series: list[dict[str, Any]] = []
    legends: list[dict[str, Any]] = []
    lines = max(_lines([name for name, values in each if any(values)]) for each, _ in panels)
    more = LINE * max(0, lines - 2)
    for at, (parts, colours) in enumerate(panels):
        kept = [(name, values) for name, values in parts if any(values)]
        series += _bars(at, kept, colours, words)
        legends.append(
            style.legend(
                [name for name, _ in kept],
                left=LEFT + at * (PANEL + GAP) - 4, top=26, width=PANEL, itemGap=10,
            )
        )  # fmt: skip
    unit = unit_name("1e8 CNY", words.language)
    axis = {"type": "value", "max": _round_up(top)}
    option = style.base(
        legend=legends,
        title=[
            {
                "text": f"{words(f'money.{side}')} ({unit})",
                "left": LEFT + at * (PANEL + GAP) - 4,
                "top": 0,
                "textStyle": {"fontSize": 13, "color": style.INK, "fontFamily": "sans-serif"},
            }
            for at, side in enumerate(("sources", "uses"))
        ],
        grid=[
            {"left": LEFT + at * (PANEL + GAP), "width": PANEL, "top": TOP + more, "bottom": BOTTOM}
            for at in (0, 1)
        ],
        xAxis=[{**style.category_axis(years), "gridIndex": at} for at in (0, 1)],
        yAxis=[{**style.value_axis(), **axis, "gridIndex": at} for at in (0, 1)],
        series=series,
    )
    return Picture(option, WIDTH, HEIGHT + more, words("money.title"), words("money.read"))


def _lines(names: list[str]) -> int:
    """Lines that the names above a panel take."""
    lines, used = 1, 0.0
    for name in names:
        width = KEY + style.text_width(name)
        if used and used + width > PANEL:
            lines, used = lines + 1, 0.0
        used += width
    return lines


def _bars(
    at: int, parts: list[tuple[str, list[float]]], colours: tuple[str, ...], words: Words
) -> list[dict[str, Any]]:
    bars: list[dict[str, Any]] = []
    last = len(parts) - 1
    totals = [sum(column) for column in zip(*(values for _, values in parts), strict=True)]
    for n, (name, values) in enumerate(parts):
        shown = [in_unit(value, "1e8 CNY", words.language) for value in values]
        data: list[dict[str, Any]] = []
        for value, total in zip(shown, totals, strict=True):
            text = number(in_unit(total, "1e8 CNY", words.language)) if n == last else ""
            data.append({"value": round(value or 0.0, 4), "label": {"formatter": text}})
        bars.append(
            {
                "type": "bar",
                "name": name,
                "stack": f"panel-{at}",
                "xAxisIndex": at,
                "yAxisIndex": at,
                "barWidth": "56%",
                "itemStyle": {"color": colours[n % len(colours)]},
                "label": {
                    "show": n == last, "position": "top", "color": style.GREY, "fontSize": 11,
                },
                "data": data,
            }
        )  # fmt: skip
    return bars


def _round_up(value: float) -> float:
    """A round number a little above."""
    size = 10.0 ** (len(str(int(value))) - 1)
    return next(
        step * size
        for step in (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12)
        if step * size >= value * 1.06
    )
