"""Where each promise leads: its forecast and the last figure, as a share of what was promised."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from upriver.core.figures import percent
from upriver.reporting.charts import style
from upriver.reporting.charts.canvas import caption, marks, sheet, strokes
from upriver.reporting.charts.whiskers import Track, scale, whisker
from upriver.reporting.svg import Picture

if TYPE_CHECKING:
    from upriver.reporting.facts.plain import Facts
    from upriver.reporting.words import Words

WIDTH, LEFT, RIGHT, TOP, ROW, MOST = 960, 300, 780, 66, 27, 40
LOWEST, HIGHEST = 0.4, 1.6
LESS = ("le", "lt")


def outlook_whiskers(targets: Facts, words: Words) -> Picture | None:
    """Picture of the forecasts.

    Parameters
    ----------
    targets : dict
        Facts of the targets.
    words : Words
        The reader's language.

    Returns
    -------
    Picture, optional
        Missing when no promise of a level has a forecast.
    """
    rows = [
        each for each in targets["rows"]
        if each["forecast"] and not each["forecast"]["growth"] and each["goal"]
    ][:MOST]  # fmt: skip
    if not rows:
        return None
    height = TOP + ROW * len(rows) + 8
    track = Track(LEFT, RIGHT, LOWEST, HIGHEST)
    ticks = {share: percent(share) for share in (0.4, 0.6, 0.8, 1.0, 1.2, 1.4, 1.6)}
    lines, points = scale(track, ticks, top=TOP - 8, bottom=height - 4, strong=1.0)
    for n, each in enumerate(rows):
        y = TOP + ROW * n + ROW / 2
        shares = {key: each["forecast"][key] / each["goal"] for key in ("center", "lower", "upper")}
        colour = style.MIST if each["evidence"] == "class" else style.STATE[each["state"]]
        lines += whisker(track, y, shares["lower"], shares["upper"], colour=colour)
        points += _marks(each, shares["center"], track, y, colour)
        points += _texts(each, y, words)
    points.append(
        caption(words("outlook.chance"), WIDTH - 62, TOP - 20, align="right", colour=style.GREY,
                size=11)
    )  # fmt: skip
    points += _legend(words)
    return Picture(
        sheet(WIDTH, height, [strokes(lines), marks(points, z=4)]),
        WIDTH,
        height,
        words("outlook.title"),
        words("outlook.read"),
    )


def _ring(colour: str) -> dict[str, Any]:
    return {"color": style.PAPER, "borderColor": colour, "borderWidth": 2, "opacity": 1}


def _marks(each: Facts, center: float, track: Track, y: float, colour: str) -> list[dict[str, Any]]:
    shape = "triangle" if each["comparator"] in LESS else "circle"
    found: list[dict[str, Any]] = [
        {
            "value": [track.at(center), y], "symbol": shape, "symbolSize": 10,
            "itemStyle": {"color": colour, "opacity": 1},
        }
    ]  # fmt: skip
    if each["gap"] is not None:
        now = (each["goal"] - each["gap"]) / each["goal"]
        found.append(
            {"value": [track.at(now), y], "symbol": "circle", "symbolSize": 8,
             "itemStyle": _ring(style.INK)}
        )  # fmt: skip
    return found


def _texts(each: Facts, y: float, words: Words) -> list[dict[str, Any]]:
    name = style.shortened(words.name(each["label"]), LEFT - 22)
    bound = {"ge": "≥ ", "le": "≤ "}.get(each["chance_bound"], "")
    return [
        caption(name, LEFT - 14, y, align="right"),
        caption(f"{bound}{percent(each['chance'])}", WIDTH - 62, y, align="right", bold=True),
        caption(each["deadline"] or "–", WIDTH - 8, y, align="right", colour=style.GREY, size=11),
    ]


def _legend(words: Words) -> list[dict[str, Any]]:
    now, ahead = words("outlook.now"), words("outlook.ahead")
    second = 52 + style.text_width(now)
    return [
        {"value": [16, 12], "symbol": "circle", "symbolSize": 8, "itemStyle": _ring(style.INK)},
        caption(now, 30, 12),
        {"value": [second + 8, 12], "symbol": "circle", "symbolSize": 10,
         "itemStyle": {"color": style.BLUE, "opacity": 1}},
        caption(ahead, second + 22, 12),
    ]  # fmt: skip
