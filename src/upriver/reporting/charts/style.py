"""Colours, type and axes that all pictures share; safe for colour-blind readers."""

from __future__ import annotations

from typing import Any

INK = "#1d2939"
GREY = "#5d6b7a"
LINE = "#c9d1d9"
GRID = "#e8ecf0"
LAND = "#e6e9e4"
PAPER = "#ffffff"
BLUE = "#2a6f97"
DEEP = "#14476b"
ORANGE = "#d1792a"
RED = "#b5403a"
PURPLE = "#7a4c9f"
SAND = "#d9b65b"
MIST = "#a9b4c0"
# Hue and lightness both change from one to the next.
SERIES = (
    "#14476b", "#d1792a", "#5aa9c7", "#7a4c9f", "#a8c686", "#b5403a", "#e3c567", "#6b7785",
)  # fmt: skip
STATUS = {"reported": "#14476b", "derived": "#7fb3d1", "assumed": "#e0a63c"}
NODE = {
    "ok": "#3a86b0",
    "minor": "#3a86b0",
    "weak": "#d98a2b",
    "gap": "#b5303a",
    "blocked": "#6e4c10",
    "choke": "#54257f",
    "unknown": "#8d99a6",
}
STATE = {
    "reached": "#14476b",
    "on_course": "#4f9dc4",
    "behind": "#d98a2b",
    "off_course": "#b5403a",
    "cannot_say": "#9aa4af",
}
# Colour, shape and turn of a cultivation class, so that no colour stands alone.
CULTIVATION = {
    "strengthen": "#14476b",
    "upgrade": "#5aa9c7",
    "scale": "#d1792a",
    "seed": "#7a4c9f",
    "watch": "#aab4be",
    "exit": "#7a1f1a",
}
SHAPES = {
    "strengthen": ("circle", 0),
    "upgrade": ("rect", 0),
    "scale": ("triangle", 0),
    "seed": ("diamond", 0),
    "watch": ("roundRect", 0),
    "exit": ("triangle", 180),
}
SIZE = 12
HALO = {"textBorderColor": "#ffffff", "textBorderWidth": 3}


def base(**parts: Any) -> dict[str, Any]:
    """An option with the common type and colours.

    Parameters
    ----------
    **parts : dict
        Components of the option.

    Returns
    -------
    dict
        An ECharts option.
    """
    return {
        "animation": False,
        "color": list(SERIES),
        "textStyle": {"fontFamily": "sans-serif", "fontSize": SIZE, "color": INK},
        **parts,
    }


def value_axis(name: str = "", **more: Any) -> dict[str, Any]:
    """An axis of numbers with a faint grid.

    Parameters
    ----------
    name : str
        What it measures, with the unit.
    **more : Any
        Further settings of the axis.

    Returns
    -------
    dict
        An ECharts axis.
    """
    return {
        "type": "value",
        "name": name,
        "nameTextStyle": {"color": GREY, "fontSize": SIZE},
        "axisLine": {"show": False},
        "axisTick": {"show": False},
        "splitLine": {"lineStyle": {"color": GRID}},
        "axisLabel": {"color": GREY, "fontSize": SIZE},
        **more,
    }


def category_axis(labels: list[str], **more: Any) -> dict[str, Any]:
    """An axis of names or years.

    Parameters
    ----------
    labels : list of str
        In order.
    **more : Any
        Further settings of the axis.

    Returns
    -------
    dict
        An ECharts axis.
    """
    return {
        "type": "category",
        "data": labels,
        "axisLine": {"lineStyle": {"color": LINE}},
        "axisTick": {"show": False},
        "splitLine": {"show": False},
        "axisLabel": {"color": INK, "fontSize": SIZE, "interval": 0},
        **more,
    }


def legend(names: list[str], **more: Any) -> dict[str, Any]:
    """A legend above the drawing, to the left.

    Parameters
    ----------
    names : list of str
        In order.
    **more : Any
        Further settings.

    Returns
    -------
    dict
        An ECharts legend.
    """
    return {
        "data": names,
        "left": 0,
        "top": 0,
        "itemWidth": 14,
        "itemHeight": 10,
        "itemGap": 16,
        "textStyle": {"color": INK, "fontSize": SIZE},
        **more,
    }


def text_width(text: str, size: float = SIZE) -> float:
    """About how wide a text is.

    Parameters
    ----------
    text : str
        One line.
    size : float
        Font size in pixels.

    Returns
    -------
    float
        Pixels; a Chinese character counts as one em.

    Examples
    --------
    >>> text_width("汽车", 10)
    20.0
    """
    wide = sum(1.0 if ord(sign) > 0x2E80 else 0.56 for sign in text)
    return round(wide * size, 3)


def shortened(text: str, width: float, size: float = SIZE) -> str:
    """A text cut to a width, with an ellipsis.

    Parameters
    ----------
    text : str
        One line.
    width : float
        Pixels it may take.
    size : float
        Font size in pixels.

    Returns
    -------
    str
        The text, or its beginning.

    Examples
    --------
    >>> shortened("motor vehicles and parts", 80)
    'motor vehi…'
    """
    if text_width(text, size) <= width:
        return text
    kept = text
    while kept and text_width(kept + "…", size) > width:
        kept = kept[:-1]
    return kept.rstrip(" ,、，") + "…"


def wrapped(text: str, width: float, *, size: float = SIZE, lines: int = 2) -> str:
    r"""A text broken into lines, at spaces or between Chinese characters.

    Parameters
    ----------
    text : str
        One line.
    width : float
        Pixels a line may take.
    size : float
        Font size in pixels.
    lines : int
        Most lines; what does not fit is cut.

    Returns
    -------
    str
        Lines joined by newlines.

    Examples
    --------
    >>> wrapped("motor vehicles and parts", 100)
    'motor vehicles\nand parts'
    """
    pieces: list[str] = []
    for word in text.split(" "):
        if any(ord(sign) > 0x2E80 for sign in word):
            pieces += [*word[:-1], word[-1] + " "] if word else []
        else:
            pieces.append(word + " ")
    rows = [""]
    for piece in pieces:
        if rows[-1] and text_width(rows[-1] + piece.rstrip(), size) > width:
            rows.append("")
        rows[-1] += piece
    rows = [row.rstrip() for row in rows]
    if len(rows) > lines:
        rows = [*rows[: lines - 1], shortened(" ".join(rows[lines - 1 :]), width, size)]
    return "\n".join(shortened(row, width, size) for row in rows)
