"""Location quotients with their intervals, for the industries that matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from upriver.core.figures import UNKNOWN, number, percent
from upriver.reporting.charts import style
from upriver.reporting.charts.canvas import caption, marks, sheet, strokes
from upriver.reporting.charts.whiskers import Track, scale, whisker
from upriver.reporting.svg import Picture

if TYPE_CHECKING:
    from upriver.reporting.facts.plain import Facts
    from upriver.reporting.words import Words

WIDTH, TOP, ROW, MOST = 960, 66, 20, 30
NAME, LEFT, RIGHT, CLASS = 250, 264, 650, 800
TICKS = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)


def quotient_intervals(cultivation: Facts, words: Words) -> Picture | None:
    """Picture of location quotients with intervals, industries merely watched left out.

    Parameters
    ----------
    cultivation : dict
        Facts of the cultivation classes.
    words : Words
        The reader's language.

    Returns
    -------
    Picture, optional
        Missing when no industry but watched ones has a location quotient.
    """
    wanted = [
        each
        for each in cultivation["industries"]
        if each["rca"] is not None and each["cultivation"] != "watch"
    ]
    if not wanted:
        return None
    rows = sorted(wanted[:MOST], key=lambda each: (-each["rca"], each["code"]))
    height = TOP + ROW * len(rows) + 8
    ticks = _ticks(rows)
    track = Track(LEFT, RIGHT, min(ticks), max(ticks), logarithmic=True)
    lines, points = scale(track, ticks, top=TOP - 4, bottom=height - 4, strong=1.0)
    names = {each["code"]: words.name(each["name"]) for each in cultivation["classes"]}
    for key, x, align in (
        ("quotient", LEFT, "left"),
        ("interval", CLASS - 24, "right"),
        ("class", CLASS, "left"),
    ):
        text = words(f"quotients.{key}", level=percent(cultivation["level"]))
        points.append(caption(text, x, TOP - 34, align=align, colour=style.GREY, size=11))
    for n, each in enumerate(rows):
        y = TOP + ROW * n + ROW / 2
        lines += whisker(
            track, y, each["rca_low"], each["rca_high"],
            colour=style.CULTIVATION[each["cultivation"]],
        )  # fmt: skip
        points += _row(each, y, track, names, words)
    points += _legend(words)
    return Picture(
        sheet(WIDTH, height, [strokes(lines), marks(points, z=4)]),
        WIDTH,
        height,
        words("quotients.title"),
        _read(cultivation, rows, words),
    )


def sure(each: Facts) -> bool | None:
    """Whether the whole interval of a location quotient lies on one side of 1.

    Parameters
    ----------
    each : dict
        Facts of an industry, with ``rca_low`` and ``rca_high``.

    Returns
    -------
    bool, optional
        None without an interval.
    """
    if each["rca_low"] is None or each["rca_high"] is None:
        return None
    return bool(each["rca_low"] >= 1.0 or each["rca_high"] < 1.0)


def _ticks(rows: list[Facts]) -> dict[float, str]:
    """Round figures that hold all quotients; a quotient below them stands at the end."""
    ends = [
        each[key] for each in rows for key in ("rca", "rca_low", "rca_high")
        if each[key] is not None
    ]  # fmt: skip
    first = max((n for n, tick in enumerate(TICKS) if tick <= min(ends)), default=0)
    last = min((n for n, tick in enumerate(TICKS) if tick >= max(ends)), default=len(TICKS) - 1)
    first, last = min(first, TICKS.index(0.5)), max(last, TICKS.index(2.0))
    return {tick: number(tick) for tick in TICKS[first : last + 1]}


def _row(
    each: Facts, y: float, track: Track, names: dict[str, str], words: Words
) -> list[dict[str, Any]]:
    code = each["cultivation"]
    interval = (
        f"{number(each['rca'], 2)}  ({number(each['rca_low'], 2)}–{number(each['rca_high'], 2)})"
        if each["rca_low"] is not None and each["rca_high"] is not None
        else f"{number(each['rca'], 2)}  ({UNKNOWN})"
    )
    text = f"{names[code]} {percent(each['chance'])}"
    symbol, turn = style.SHAPES[code]
    colour = style.CULTIVATION[code]
    mark = {"symbol": symbol, "symbolRotate": turn, "symbolSize": 8.5}
    return [
        caption(style.shortened(words.name(each["name"]), NAME - 8), NAME, y, align="right"),
        caption(interval, CLASS - 24, y, align="right", size=11),
        {**mark, "value": [CLASS + 5, y], "itemStyle": {"color": colour, "opacity": 1}},
        caption(text, CLASS + 18, y),
        {**mark, "value": [track.at(each["rca"]), y], "itemStyle": _fill(each, colour)},
    ]


def _fill(each: Facts, colour: str) -> dict[str, Any]:
    """Full where the interval decides between more and less than usual, else hollow."""
    hollow = sure(each) is False
    return {
        "color": style.PAPER if hollow else colour, "borderColor": colour, "borderWidth": 2,
        "opacity": 1,
    }  # fmt: skip


def _legend(words: Words) -> list[dict[str, Any]]:
    points: list[dict[str, Any]] = []
    x = 8.0
    for key, fill in (("sure", style.INK), ("unsure", style.PAPER)):
        text = words(f"quotients.{key}")
        look = {"color": fill, "borderColor": style.INK, "borderWidth": 2, "opacity": 1}
        points.append({"value": [x + 6, 12], "symbolSize": 10, "itemStyle": look})
        points.append(caption(text, x + 18, 12))
        x += 36 + style.text_width(text)
    return points


def _read(cultivation: Facts, rows: list[Facts], words: Words) -> str:
    held = [each for each in cultivation["industries"] if (each["rca"] or 0.0) >= 1.0]
    firm = [each for each in held if sure(each)]
    return words(
        "quotients.read",
        shown=len(rows),
        level=percent(cultivation["level"]),
        held=len(held),
        firm=len(firm),
    )
