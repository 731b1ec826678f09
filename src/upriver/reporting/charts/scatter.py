"""What the scatter pictures share: round axes, and labels that do not cover each other."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from upriver.reporting.charts import style
from upriver.reporting.charts.placing import Spot, place_labels

LABEL = 11


@dataclass(frozen=True)
class Dot:
    """One point of a scatter.

    Parameters
    ----------
    x, y : float
        In the units of the axes.
    radius : float
        Half its size in pixels.
    text : str
        Its label.
    colour : str
        Of the point.
    bold : bool
        Whether the label is set in bold.
    """

    x: float
    y: float
    radius: float
    text: str
    colour: str
    bold: bool = False


@dataclass(frozen=True)
class Area:
    """The plotting area of a picture.

    Parameters
    ----------
    width, height : int
        Of the whole picture in pixels.
    left, top, right, bottom : int
        Margins in pixels.
    """

    width: int
    height: int
    left: int = 64
    top: int = 40
    right: int = 24
    bottom: int = 52

    @property
    def grid(self) -> dict[str, Any]:
        """The ECharts grid.

        Returns
        -------
        dict
            Fixed margins.
        """
        return {
            "left": self.left, "top": self.top, "right": self.right, "bottom": self.bottom,
            "containLabel": False,
        }  # fmt: skip

    def pixel(
        self, x: float, y: float, x_range: tuple[float, float], y_range: tuple[float, float]
    ) -> tuple[float, float]:
        """Where a point stands.

        Parameters
        ----------
        x, y : float
            In the units of the axes.
        x_range, y_range : tuple of float
            Ends of the axes.

        Returns
        -------
        tuple of float
            Pixels from the left and from the top.
        """
        wide = self.width - self.left - self.right
        high = self.height - self.top - self.bottom
        return (
            self.left + (x - x_range[0]) / (x_range[1] - x_range[0]) * wide,
            self.top + (y_range[1] - y) / (y_range[1] - y_range[0]) * high,
        )

    def figures(
        self, x: float, y: float, x_range: tuple[float, float], y_range: tuple[float, float]
    ) -> list[float]:
        """What a place on the picture means on the axes.

        Parameters
        ----------
        x, y : float
            Pixels from the left and from the top.
        x_range, y_range : tuple of float
            Ends of the axes.

        Returns
        -------
        list of two float
            In the units of the axes; the inverse of :meth:`pixel`.
        """
        wide = self.width - self.left - self.right
        high = self.height - self.top - self.bottom
        return [
            round(x_range[0] + (x - self.left) / wide * (x_range[1] - x_range[0]), 6),
            round(y_range[1] - (y - self.top) / high * (y_range[1] - y_range[0]), 6),
        ]


def round_range(values: list[float], *, include: float | None = None) -> tuple[float, float]:
    """Round ends of an axis that leave a little room.

    Parameters
    ----------
    values : list of float
        What is to be shown.
    include : float, optional
        A value that must be inside, such as the average.

    Returns
    -------
    tuple of float
        Lower and upper end.

    Examples
    --------
    >>> round_range([0.93, 1.71], include=1)
    (0.8, 1.8)
    """
    everything = [*values, *([include] if include is not None else [])]
    low, high = min(everything), max(everything)
    margin = 0.05 * ((high - low) or abs(high) or 1.0)
    step = tick_step(low - margin, high + margin)
    lower, upper = math.floor((low - margin) / step), math.ceil((high + margin) / step)
    return float(f"{lower * step:.10g}"), float(f"{upper * step:.10g}")


def tick_step(low: float, high: float) -> float:
    """Round distance between the ticks of an axis.

    Parameters
    ----------
    low, high : float
        What is to be shown.

    Returns
    -------
    float
        One, two or five times a power of ten; five to twelve ticks fit.

    Examples
    --------
    >>> tick_step(0.8, 1.8)
    0.1
    """
    rough = (high - low) / 12
    power = 10.0 ** math.floor(math.log10(rough))
    part = next(part for part in (1.0, 2.0, 5.0, 10.0) if part * power >= rough * (1 - 1e-9))
    return float(f"{part * power:.10g}")


def ends(limits: tuple[float, float]) -> dict[str, float]:
    """Axis settings for round ends and the ticks that go with them.

    Parameters
    ----------
    limits : tuple of float
        From :func:`round_range`.

    Returns
    -------
    dict
        Keys ``min max interval``.
    """
    return {"min": limits[0], "max": limits[1], "interval": tick_step(*limits)}


def dots_series(
    dots: list[Dot],
    area: Area,
    x_range: tuple[float, float],
    y_range: tuple[float, float],
    *,
    keep_free: list[Spot] | None = None,
) -> dict[str, Any]:
    """A scatter series whose labels stand free.

    Parameters
    ----------
    dots : list of Dot
        The most important first.
    area : Area
        The plotting area.
    x_range, y_range : tuple of float
        Ends of the axes.
    keep_free : list of Spot, optional
        Places in pixels that no label may cover.

    Returns
    -------
    dict
        An ECharts series.
    """
    spots = [
        Spot(*area.pixel(dot.x, dot.y, x_range, y_range), dot.radius, dot.text) for dot in dots
    ]
    sides = place_labels(
        [*spots, *(keep_free or [])],
        width=area.width - 4,
        height=area.height - area.bottom + 4,
        left=area.left + 2,
        size=LABEL,
    )
    data = [
        {
            "value": [dot.x, dot.y],
            "symbolSize": round(2 * dot.radius, 2),
            "itemStyle": {"color": dot.colour, "opacity": 0.88},
            "label": {
                "show": side is not None,
                "formatter": dot.text,
                "position": side or "right",
                "distance": 3,
                "fontWeight": "bold" if dot.bold else "normal",
            },
        }
        for dot, side in zip(dots, sides, strict=False)
    ]
    return {
        "type": "scatter",
        "data": data,
        "itemStyle": {"borderColor": style.PAPER, "borderWidth": 1},
        "label": {"fontSize": LABEL, "color": style.INK},
        "silent": True,
    }
