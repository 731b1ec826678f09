"""The scorecard: how far each promise has come, and how far it should have come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from upriver.core.figures import percent
from upriver.reporting.charts import style
from upriver.reporting.charts.canvas import caption, marks, sheet, strokes
from upriver.reporting.svg import Picture

if TYPE_CHECKING:
    from upriver.reporting.facts.plain import Facts
    from upriver.reporting.words import Words

WIDTH, LEFT, RIGHT, TOP, ROW, MOST = 960, 300, 196, 66, 27, 40
BACK = 26  # pixels left of nought for a way that led back
TEXT = {"behind": "#9c5514", "cannot_say": style.GREY, "on_course": style.BLUE}


def scorecard_bars(targets: Facts, words: Words) -> Picture | None:
    """Picture of the way gone and the way that should have been gone.

    Parameters
    ----------
    targets : dict
        Facts of the targets.
    words : Words
        The reader's language.

    Returns
    -------
    Picture, optional
        Missing when no target can be measured.
    """
    rows = [each for each in targets["rows"] if each["progress"] is not None][:MOST]
    if not rows:
        return None
    height = TOP + ROW * len(rows) + 8
    ways: list[dict[str, Any]] = [
        {
            "coords": [[_across(share), TOP - 8], [_across(share), height - 4]],
            "lineStyle": {"color": style.LINE if share in (0, 1) else style.GRID, "width": 1,
                          "opacity": 1},
        }
        for share in (0, 0.25, 0.5, 0.75, 1)
    ]  # fmt: skip
    points: list[dict[str, Any]] = [
        caption(
            percent(share), _across(share), TOP - 20, align="center", colour=style.GREY, size=11
        )
        for share in (0, 0.25, 0.5, 0.75, 1)
    ]
    for n, each in enumerate(rows):
        y = TOP + ROW * n + ROW / 2
        ways += _bar(each, y)
        points += _marks(each, y)
        points += _texts(each, y, words)
    points += _legend(words)
    return Picture(
        sheet(WIDTH, height, [strokes(ways), marks(points, z=4)]),
        WIDTH,
        height,
        words("scorecard.title"),
        words("scorecard.read"),
    )


def _across(share: float) -> float:
    """Pixels from the left of a share of the way."""
    room = WIDTH - LEFT - RIGHT
    return round(max(LEFT + min(share, 1.12) / 1.12 * room, LEFT - BACK), 1)


def _bar(each: Facts, y: float) -> list[dict[str, Any]]:
    start, end = sorted((_across(0.0), _across(each["progress"])))
    if end - start < 2:
        end = start + 2
    colour = style.STATE[each["state"]]
    return [
        {
            "coords": [[start, y], [end, y]],
            "lineStyle": {"color": colour, "width": 12, "opacity": 1, "cap": "butt"},
        }
    ]


def _marks(each: Facts, y: float) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if each["expected"] is not None:
        found.append(
            {
                "value": [_across(each["expected"]), y], "symbol": "rect", "symbolSize": [3, 20],
                "itemStyle": {"color": style.INK, "opacity": 1},
            }
        )  # fmt: skip
    if each["planned_progress"] is not None:
        found.append(
            {
                "value": [_across(each["planned_progress"]), y], "symbol": "diamond",
                "symbolSize": 11,
                "itemStyle": {
                    "color": style.PAPER, "borderColor": style.PURPLE, "borderWidth": 2,
                    "opacity": 1,
                },
            }
        )  # fmt: skip
    return found


def _texts(each: Facts, y: float, words: Words) -> list[dict[str, Any]]:
    name = style.shortened(words.name(each["label"]), LEFT - BACK - 16)
    state = words(f"state.{each['state']}")
    return [
        caption(name, LEFT - BACK - 8, y, align="right"),
        caption(
            state,
            WIDTH - RIGHT + 14,
            y,
            colour=TEXT.get(each["state"], style.STATE[each["state"]]),
            bold=True,
        ),
        caption(each["deadline"] or "–", WIDTH - 8, y, align="right", colour=style.GREY, size=11),
    ]


def _legend(words: Words) -> list[dict[str, Any]]:
    points: list[dict[str, Any]] = []
    shapes = (
        ("done", {"symbol": "rect", "symbolSize": [16, 10], "itemStyle": {"color": style.BLUE}}),
        ("expected", {"symbol": "rect", "symbolSize": [3, 16], "itemStyle": {"color": style.INK}}),
        (
            "planned",
            {
                "symbol": "diamond", "symbolSize": 11,
                "itemStyle": {
                    "color": style.PAPER, "borderColor": style.PURPLE, "borderWidth": 2,
                },
            },
        ),
    )  # fmt: skip
    x = 8.0
    for key, shape in shapes:
        text = words(f"scorecard.{key}")
        points.append({"value": [x + 8, 12], **shape})
        points.append(caption(text, x + 22, 12))
        x += 44 + style.text_width(text)
    return points
