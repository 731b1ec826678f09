"""The timeline: what the plan starts, when it is finished, and what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from upriver.core.figures import money
from upriver.reporting.charts import style
from upriver.reporting.charts.canvas import caption, marks, sheet, strokes
from upriver.reporting.svg import Picture

if TYPE_CHECKING:
    from upriver.reporting.facts.plain import Facts
    from upriver.reporting.words import Words

WIDTH, LEFT, RIGHT, TOP, ROW, MOST = 960, 292, 92, 58, 22, 38
KINDS = {
    "entry": style.PURPLE,
    "research": style.ORANGE,
    "capacity": style.DEEP,
    "route": style.RED,
    "abatement": "#9bb84a",
}


def timeline(plan: Facts, words: Words) -> Picture | None:
    """Picture of entries, research tasks and projects over the years.

    Parameters
    ----------
    plan : dict
        Facts of the plan.
    words : Words
        The reader's language.

    Returns
    -------
    Picture, optional
        Missing when the plan starts nothing.
    """
    steps = _shown(plan["steps"])
    if not steps:
        return None
    years = plan["years"]
    height = TOP + ROW * len(steps) + 10
    step = (WIDTH - LEFT - RIGHT) / len(years)

    def _across(year: float) -> float:
        return float(LEFT + (min(max(year, years[0]), years[-1] + 1) - years[0]) * step)

    ways: list[dict[str, Any]] = [
        {
            "coords": [[_across(year), TOP - 8], [_across(year), height - 6]],
            "lineStyle": {"color": style.GRID, "width": 1, "opacity": 1},
        }
        for year in [*years, years[-1] + 1]
    ]
    texts = [
        caption(str(year), _across(year + 0.5), TOP - 20, align="center", colour=style.GREY)
        for year in years
    ]
    for n, each in enumerate(steps):
        y = TOP + ROW * n + ROW / 2
        ready = min(each["ready"], years[-1] + 1)
        colour = KINDS[each["kind"]]
        ways.append(_bar(_across(each["start"]), _across(ready), y, colour, 0.42))
        if each["ready"] <= years[-1]:
            ways.append(_bar(_across(each["ready"]), _across(years[-1] + 1), y, colour, 1.0))
        name = style.shortened(words.name(each["name"]), LEFT - 16)
        texts.append(caption(name, LEFT - 10, y, align="right"))
        cost = money(each["cost"], words.language).removeprefix("CNY ")
        texts.append(caption(cost, WIDTH - RIGHT + 10, y, colour=style.GREY, size=11))
    used = [kind for kind in KINDS if any(each["kind"] == kind for each in steps)]
    texts.append(caption(words("timeline.cost"), WIDTH - RIGHT + 10, TOP - 20, colour=style.GREY))
    texts += _legend(used, words)
    return Picture(
        sheet(WIDTH, height, [strokes(ways), marks(texts, z=4)]),
        WIDTH,
        height,
        words("timeline.title"),
        words("timeline.read", shown=len(steps), all=len(plan["steps"])),
    )


def _shown(steps: list[Facts]) -> list[Facts]:
    """The most costly of every kind, as many as fit, in the given order."""
    kinds = {kind: [each for each in steps if each["kind"] == kind] for kind in KINDS}
    left = {kind: len(group) for kind, group in kinds.items()}
    while sum(left.values()) > MOST:
        left[max(left, key=lambda kind: left[kind])] -= 1
    return [each for kind, group in kinds.items() for each in group[: left[kind]]]


def _bar(start: float, end: float, y: float, colour: str, opacity: float) -> dict[str, Any]:
    return {
        "coords": [[round(start + 1, 1), round(y, 1)], [round(end - 1, 1), round(y, 1)]],
        "lineStyle": {"color": colour, "width": 11, "opacity": opacity, "cap": "butt"},
    }


def _legend(kinds: list[str], words: Words) -> list[dict[str, Any]]:
    points: list[dict[str, Any]] = []
    x = 8.0
    entries = [(KINDS[kind], 1.0, words(f"kind.{kind}")) for kind in kinds]
    entries += [
        (style.GREY, 0.42, words("timeline.building")),
        (style.GREY, 1.0, words("timeline.running")),
    ]
    for colour, opacity, text in entries:
        points.append(
            {
                "value": [x + 7, 12], "symbol": "rect", "symbolSize": [14, 10],
                "itemStyle": {"color": colour, "opacity": opacity},
            }
        )  # fmt: skip
        points.append(caption(text, x + 20, 12))
        x += 40 + style.text_width(text)
    return points
