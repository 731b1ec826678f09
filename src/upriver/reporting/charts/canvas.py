"""A drawing sheet in pixels: nodes, curves and words where a picture has no axes."""

from __future__ import annotations

from typing import Any

from upriver.reporting.charts import style

Point = tuple[float, float]


def sheet(width: int, height: int, series: list[dict[str, Any]], **parts: Any) -> dict[str, Any]:
    """An option whose coordinates are pixels, from the top left corner.

    Parameters
    ----------
    width, height : int
        Size of the picture in pixels.
    series : list of dict
        ECharts series on the one hidden grid.
    **parts : Any
        Further components, such as a legend.

    Returns
    -------
    dict
        An ECharts option.
    """
    return style.base(
        grid={"left": 0, "top": 0, "right": 0, "bottom": 0, "containLabel": False},
        xAxis={"type": "value", "show": False, "min": 0, "max": width},
        yAxis={"type": "value", "show": False, "min": 0, "max": height, "inverse": True},
        series=series,
        **parts,
    )


def curve(start: Point, end: Point, *, steps: int = 16, back: bool = False) -> list[list[float]]:
    """An S-shaped way between two points, level at both ends.

    Parameters
    ----------
    start, end : tuple of float
        Pixels.
    steps : int
        Number of straight pieces.
    back : bool
        The way leads to the left.

    Returns
    -------
    list of list of float
        Points on the way.
    """
    (x0, y0), (x1, y1) = start, end
    bend = max(abs(x1 - x0) / 2, 18.0) * (-1 if back else 1)
    out: list[list[float]] = []
    for step in range(steps + 1):
        t = step / steps
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        x = a * x0 + b * (x0 + bend) + c * (x1 - bend) + d * x1
        y = a * y0 + b * y0 + c * y1 + d * y1
        out.append([round(x, 1), round(y, 1)])
    return out


def strokes(ways: list[dict[str, Any]], *, z: int = 1, name: str = "") -> dict[str, Any]:
    """A series of lines.

    Parameters
    ----------
    ways : list of dict
        Each with ``coords`` and ``lineStyle``.
    z : int
        Higher is in front.
    name : str
        Name in the legend.

    Returns
    -------
    dict
        An ECharts series.
    """
    return {
        "type": "lines",
        "name": name,
        "coordinateSystem": "cartesian2d",
        "polyline": True,
        "silent": True,
        "z": z,
        "data": ways,
    }


def marks(
    points: list[dict[str, Any]], *, z: int = 2, name: str = "", **more: Any
) -> dict[str, Any]:
    """A series of shapes.

    Parameters
    ----------
    points : list of dict
        Each with ``value`` and, if need be, ``symbol``, ``symbolSize``, ``label``.
    z : int
        Higher is in front.
    name : str
        Name in the legend.
    **more : Any
        Further settings of the series.

    Returns
    -------
    dict
        An ECharts series.
    """
    return {
        "type": "scatter", "name": name, "silent": True, "z": z, "clip": False, "data": points,
        **more,
    }  # fmt: skip


def caption(
    text: str,
    x: float,
    y: float,
    *,
    size: float = style.SIZE,
    colour: str = style.INK,
    align: str = "left",
    bold: bool = False,
) -> dict[str, Any]:
    """A point that shows nothing but words.

    Parameters
    ----------
    text : str
        The words.
    x, y : float
        Pixels; ``align`` says which part of the text stands there, y is its middle.
    size : float
        Font size in pixels.
    colour : str
        Of the text.
    align : {"left", "center", "right"}
        Side of the text that stands at ``x``.
    bold : bool
        Whether it is set in bold.

    Returns
    -------
    dict
        A datum of :func:`marks`.
    """
    return {
        "value": [round(x, 1), round(y, 1)],
        "symbolSize": 0,
        "label": {
            "show": True,
            "formatter": text,
            "position": [0, 0],
            "align": align,
            "verticalAlign": "middle",
            "fontSize": size,
            "color": colour,
            "fontWeight": "bold" if bold else "normal",
        },
    }
