"""Rows of figures with their intervals: a mark, a whisker, and a scale above them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from upriver.reporting.charts import style
from upriver.reporting.charts.canvas import caption


@dataclass(frozen=True)
class Track:
    """The part of a row on which figures are drawn.

    Parameters
    ----------
    left, right : float
        Its ends in pixels.
    low, high : float
        The figures at its ends.
    logarithmic : bool
        Whether equal steps are equal ratios.
    """

    left: float
    right: float
    low: float
    high: float
    logarithmic: bool = False

    def at(self, value: float) -> float:
        """Where a figure stands.

        Parameters
        ----------
        value : float
            What lies outside the track is drawn at its end.

        Returns
        -------
        float
            Pixels from the left.

        Examples
        --------
        >>> Track(0, 100, 0.1, 10, logarithmic=True).at(1.0)
        50.0
        """
        inside = min(max(value, self.low), self.high)
        low, high = self.low, self.high
        if self.logarithmic:
            inside, low, high = math.log(inside), math.log(low), math.log(high)
        share = (inside - low) / (high - low)
        return round(self.left + share * (self.right - self.left), 1)


def whisker(
    track: Track, y: float, low: float | None, high: float | None, *, colour: str
) -> list[dict[str, Any]]:
    """An interval as a thin line with ends.

    Parameters
    ----------
    track : Track
        Where it is drawn.
    y : float
        Middle of the row in pixels.
    low, high : float, optional
        Ends of the interval; without them nothing is drawn.
    colour : str
        Of the line.

    Returns
    -------
    list of dict
        Lines for :func:`upriver.reporting.charts.canvas.strokes`.
    """
    if low is None or high is None:
        return []
    look = {"color": colour, "width": 1.6, "opacity": 1}
    start, end = track.at(low), track.at(high)
    return [
        {"coords": coords, "lineStyle": look}
        for coords in (
            [[start, y], [end, y]],
            [[start, y - 5.0], [start, y + 5.0]],
            [[end, y - 5.0], [end, y + 5.0]],
        )
    ]


def band(y: float, *, left: float, right: float, height: float, colour: str) -> dict[str, Any]:
    """A coloured ground behind a row.

    Parameters
    ----------
    y : float
        Middle of the row in pixels.
    left, right : float
        Its ends in pixels.
    height : float
        In pixels.
    colour : str
        Of the ground.

    Returns
    -------
    dict
        A line for :func:`upriver.reporting.charts.canvas.strokes`.
    """
    return {
        "coords": [[left, y], [right, y]],
        "lineStyle": {"color": colour, "width": height, "opacity": 1, "cap": "butt"},
    }


def scale(
    track: Track, ticks: dict[float, str], *, top: float, bottom: float, strong: float
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Upright lines at round figures, with the figures above.

    Parameters
    ----------
    track : Track
        Where they stand.
    ticks : dict of float to str
        The figures and how they are written.
    top, bottom : float
        Ends of the lines in pixels.
    strong : float
        The figure whose line is drawn darker.

    Returns
    -------
    tuple of two lists
        Lines, and captions.
    """
    lines = [
        {
            "coords": [[track.at(value), top], [track.at(value), bottom]],
            "lineStyle": {
                "color": style.MIST if value == strong else style.GRID,
                "width": 1.4 if value == strong else 1,
                "opacity": 1,
            },
        }
        for value in ticks
    ]
    texts = [
        caption(text, track.at(value), top - 10, align="center", colour=style.GREY, size=11)
        for value, text in ticks.items()
    ]
    return lines, texts
