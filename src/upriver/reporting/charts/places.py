"""The ranking of the places by complexity, with the intervals that chance leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from upriver.core.figures import UNKNOWN, number, percent
from upriver.reporting.charts import style
from upriver.reporting.charts.canvas import caption, marks, sheet, strokes
from upriver.reporting.charts.scatter import round_range
from upriver.reporting.charts.whiskers import Track, band, scale, whisker
from upriver.reporting.svg import Picture

if TYPE_CHECKING:
    from upriver.reporting.facts.plain import Facts
    from upriver.reporting.words import Words

WIDTH, TOP, ROW = 960, 62, 20
FIRST, AROUND, LAST = 12, 8, 3  # rows kept of a long ranking: at the top, beside us, at the end
MOST = 36
NAME, LEFT, RIGHT = 40, 190, 640
COLUMNS = {"ranks": 744, "top": 846, "diversity": 948}
OWN, GROUND = "#b8590f", "#fdf0e3"


def place_complexity(standing: Facts, words: Words) -> Picture | None:
    """Picture of the places by rank of complexity.

    Parameters
    ----------
    standing : dict
        Facts of the standing.
    words : Words
        The reader's language.

    Returns
    -------
    Picture, optional
        Missing when complexity was not computed for three places.
    """
    known = [each for each in standing["places"] if each["eci"] is not None]
    if len(known) < 3:
        return None
    rows = _shown(known)
    height = TOP + ROW * len(rows) + 8
    ends = [
        each[key] for each in known for key in ("eci", "eci_low", "eci_high")
        if each[key] is not None
    ]  # fmt: skip
    track = Track(LEFT, RIGHT, *round_range(ends, include=0.0))
    whole = range(round(track.low), round(track.high) + 1)
    ticks = {float(at): number(at) for at in whole if track.low <= at <= track.high}
    lines, points = scale(track, ticks, top=TOP - 4, bottom=height - 4, strong=0.0)
    for key, x in COLUMNS.items():
        points += _heading(words(f"places.{key}", top=standing["top"]), x)
    points.append(caption(words("places.eci"), LEFT, 12, colour=style.GREY, size=11))
    for n, each in enumerate(rows):
        y = TOP + ROW * n + ROW / 2
        if each is None:
            points.append(caption("⋯", NAME, y, colour=style.GREY))
            continue
        own = each["own"]
        if own:
            lines.append(band(y, left=4, right=WIDTH - 4, height=ROW, colour=GROUND))
        colour = style.ORANGE if own else "#7fa9c4"
        lines += whisker(track, y, each["eci_low"], each["eci_high"], colour=colour)
        points += _row(each, y, track, words)
    return Picture(
        sheet(WIDTH, height, [strokes(lines), marks(points, z=4)]),
        WIDTH,
        height,
        words("places.title"),
        _read(standing, known, words),
    )


def _shown(known: list[Facts]) -> list[Facts | None]:
    """The rows to draw; None stands for places left out."""
    if len(known) <= MOST:
        return list(known)
    own = next((n for n, each in enumerate(known) if each["own"]), 0)
    kept = {*range(FIRST), *range(len(known) - LAST, len(known))}
    kept |= {n for n in range(own - AROUND, own + AROUND + 1) if 0 <= n < len(known)}
    rows: list[Facts | None] = []
    for n in sorted(kept):
        if n and n - 1 not in kept:
            rows.append(None)
        rows.append(known[n])
    return rows


def _row(each: Facts, y: float, track: Track, words: Words) -> list[dict[str, Any]]:
    own = each["own"]
    ink = OWN if own else style.INK
    ranks = _ranks(each)
    name = style.shortened(words.name(each["name"]), LEFT - NAME - 12)
    texts = [
        caption(number(each["rank"]), NAME - 10, y, align="right", colour=style.GREY, size=11),
        caption(name, NAME, y, colour=ink, bold=own),
        caption(ranks, COLUMNS["ranks"], y, align="right", colour=ink, bold=own),
        caption(percent(each["top_chance"]), COLUMNS["top"], y, align="right", colour=ink),
        caption(number(each["diversity"]), COLUMNS["diversity"], y, align="right", colour=ink),
    ]
    look = {"color": style.ORANGE if own else style.BLUE, "opacity": 1}
    mark = {
        "value": [track.at(each["eci"]), y], "symbol": "diamond" if own else "circle",
        "symbolSize": 13 if own else 8, "itemStyle": look,
    }  # fmt: skip
    return [*texts, mark]


def _ranks(each: Facts) -> str:
    if each["rank_low"] is None or each["rank_high"] is None:
        return UNKNOWN
    low, high = number(each["rank_low"], 0), number(each["rank_high"], 0)
    return low if low == high else f"{low}–{high}"


def _heading(text: str, x: float) -> list[dict[str, Any]]:
    """A heading of up to three lines that ends above the first row."""
    lines = style.wrapped(text, 92, size=11, lines=3).split("\n")
    return [
        caption(line, x, 12 + 14 * n, align="right", colour=style.GREY, size=11)
        for n, line in enumerate(lines)
    ]


def _read(standing: Facts, known: list[Facts], words: Words) -> str:
    text = words("places.read")
    own = next((each for each in known if each["own"]), None)
    if own is None or own["rank_low"] is None or own["rank_high"] is None:
        return text
    told = words(
        "places.own",
        place=words.name(own["name"]),
        rank=number(own["rank"]),
        count=len(known),
        level=percent(standing["level"]),
        low=number(own["rank_low"], 0),
        high=number(own["rank_high"], 0),
    )
    return f"{told}{words('join.space')}{text}"
