"""The picture of a chain: its nodes from upstream to downstream, and what each lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from upriver.core.figures import number
from upriver.reporting.charts import style
from upriver.reporting.charts.canvas import caption, curve, marks, sheet, strokes
from upriver.reporting.charts.layers import STAGES, Layers, layers, room
from upriver.reporting.svg import Picture

if TYPE_CHECKING:
    from upriver.reporting.facts.plain import Facts
    from upriver.reporting.words import Words

WIDTH, TOP, SIDE = 960, 46, 12
BOX, ROW = 54, 74
FILL = {
    "ok": "#eaf2f7", "weak": "#fdf3e7", "gap": "#ffffff", "blocked": "#f7f0e6",
    "choke": "#f3eef8", "minor": "#ffffff", "unknown": "#ffffff",
}  # fmt: skip
TEXT = {
    "weak": "#9c5514",
    "unknown": style.GREY,
    "ok": "#2a6f97",
    "minor": "#2a6f97",
}  # dark enough to read
BORDER = {"gap": "dashed", "minor": "dashed", "unknown": "dotted"}

Places = dict[str, tuple[float, float]]


def chain_diagram(chain: Facts, words: Words) -> Picture | None:
    """Picture of one chain.

    Parameters
    ----------
    chain : dict
        Facts of the chain.
    words : Words
        The reader's language.

    Returns
    -------
    Picture, optional
        Missing when the chain has no nodes.
    """
    nodes = chain["nodes"]
    if not nodes:
        return None
    plan = layers(nodes, chain["links"])
    height = round(TOP + ROW * max(plan.heights) + 6)
    count = len(plan.columns)
    width = min(176.0, (WIDTH - 2 * SIDE - 34 * (count - 1)) / count)
    at = _places(plan, width)
    links = [
        _link(link, plan, at, width)
        for link in chain["links"]
        if (link["a"], link["b"]) in plan.ways
    ]
    boxes = [_box(node, at[node["code"]], width, words) for node in nodes]
    series = [
        strokes([way for way, _ in links]),
        marks([head for _, head in links], z=2),
        marks(boxes, z=3),
        marks(_heads(plan, at, words), z=3),
    ]
    return Picture(
        sheet(WIDTH, height, series),
        WIDTH,
        height,
        words("chain.title", chain=words.name(chain["name"])),
        words("chain.read", nodes=len(nodes), links=len(chain["links"])),
    )


def _places(plan: Layers, width: float) -> Places:
    across = WIDTH - 2 * SIDE - width
    count = len(plan.columns)
    tallest = max(plan.heights)
    at: Places = {}
    for n, column in enumerate(plan.columns):
        x = SIDE + width / 2 + n * across / (count - 1) if count > 1 else WIDTH / 2
        y = TOP + (tallest - plan.heights[n]) * ROW / 2
        for code in column:
            at[code] = (round(x, 1), round(y + room(code) * ROW / 2, 1))
            y += room(code) * ROW
    return at


def _link(
    link: Facts, plan: Layers, at: Places, width: float
) -> tuple[dict[str, Any], dict[str, Any]]:
    (x0, y0), (x1, y1) = at[link["a"]], at[link["b"]]
    essential = link["essential"] == 2
    colour = "#5d7587" if essential else "#b6c2cc"
    same, back, half = x0 == x1, x1 < x0, width / 2
    if same:  # side by side in one column: leave and arrive on the right
        turn = x0 + half + 18
        coords = [[x0 + half, y0], [turn, y0], [turn, y1], [x1 + half + 5, y1]]
    elif back:
        coords = curve((x0 - half, y0), (x1 + half + 5, y1), back=True)
    else:
        coords = []
        start = (x0 + half, y0)
        for code in plan.ways[link["a"], link["b"]]:
            x, y = at[code]
            coords += curve(start, (x - half, y))
            start = (x + half, y)
        coords += curve(start, (x1 - half - 5, y1))
    way = {
        "coords": coords,
        "lineStyle": {
            "width": 2.2 if essential else 1.2,
            "color": colour,
            "opacity": 1,
            "type": "dashed" if back else "solid",
        },
    }
    tip = {
        "value": coords[-1],
        "symbol": "triangle",
        "symbolSize": [8, 9],
        "symbolRotate": 90 if same or back else -90,
        "itemStyle": {"color": colour, "opacity": 1},
    }
    return way, tip


def _box(node: Facts, at: tuple[float, float], width: float, words: Words) -> dict[str, Any]:
    colour = style.NODE[node["label"]]
    name = style.wrapped(words.name(node["name"]), width - 14, size=12, lines=2)
    rows = [f"{{name|{line}}}" for line in name.split("\n")]
    firms = (
        words("chain.firms", count=number(node["firms"]))
        if node["firms"]
        else words("chain.no_firm")
    )
    tag = words(f"label.{node['label']}")
    return {
        "value": list(at),
        "symbol": _rounded(width, BOX),
        "symbolSize": [round(width, 1), BOX],
        "itemStyle": {
            "color": FILL[node["label"]],
            "borderColor": colour,
            "borderWidth": 1.6 if node["label"] != "ok" else 1.2,
            "borderType": BORDER.get(node["label"], "solid"),
            "opacity": 1,
        },
        "label": {
            "show": True,
            "position": "inside",
            "formatter": "\n".join([*rows, f"{{tag|{tag} · {firms}}}"]),
            "rich": {
                "name": {
                    "fontSize": 12, "lineHeight": 15, "color": style.INK, "fontWeight": "bold",
                },
                "tag": {"fontSize": 11, "lineHeight": 15, "color": TEXT.get(node["label"], colour)},
            },
        },
    }  # fmt: skip


def _rounded(width: float, height: float, radius: float = 7) -> str:
    """Outline of a box with round corners, which the built-in symbol would stretch."""
    w, h, r = round(width, 1), round(height, 1), radius
    return (
        f"path://M{r},0L{w - r},0A{r},{r},0,0,1,{w},{r}L{w},{h - r}A{r},{r},0,0,1,{w - r},{h}"
        f"L{r},{h}A{r},{r},0,0,1,0,{h - r}L0,{r}A{r},{r},0,0,1,{r},0Z"
    )


def _heads(plan: Layers, at: Places, words: Words) -> list[dict[str, Any]]:
    heads: list[dict[str, Any]] = []
    for stage in STAGES:
        across = [
            at[column[0]][0]
            for own, column in zip(plan.stages, plan.columns, strict=True)
            if own == stage
        ]
        if across:
            middle = (min(across) + max(across)) / 2
            heads.append(
                caption(
                    words(f"stage.{stage}"), middle, 16,
                    size=13, colour=style.GREY, align="center", bold=True,
                )
            )  # fmt: skip
    return heads
