"""Months and quarters among the observations: whole years from them, and where they lead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.core.periods import parse_period
from upriver.targets.derived import in_unit
from upriver.targets.history import BOUNDS
from upriver.targets.pace import is_stock
from upriver.targets.records import Observed
from upriver.targets.recovery import WINDOW, forecast_recovery, reference_season
from upriver.targets.smoothing import FEWEST, forecast

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

SEASONS = (12, 4)  # months, quarters
LONGEST = 10  # years ahead that a series is carried


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of months or quarters without a gap.

    Parameters
    ----------
    values : tuple of float
        In the unit of the indicator, oldest first.
    season : int
        12 or 4.
    year, step : int
        Year of the newest value, and its place in the year from 1.
    total : bool
        Whether a year is the sum of its steps, otherwise the last of them.
    """

    values: tuple[float, ...]
    season: int
    year: int
    step: int
    total: bool


def _place(item: Observed, season: int) -> tuple[int, int] | None:
    """Year and step of an observation that is exactly one step long."""
    start, end = item.period.start, item.period.end
    if start is None or end is None or item.growth_kind not in ("level", "share"):
        return None
    if item.comparator in BOUNDS:
        return None
    width = 12 // season
    step = (start.month - 1) // width + 1
    first, last = (step - 1) * width + 1, step * width
    whole = parse_period(f"{start.year}-{first:02d}..{start.year}-{last:02d}")
    return (start.year, step) if (start, end) == (whole.start, whole.end) else None


def _by_place(seen: Sequence[Observed], unit: str, season: int) -> dict[tuple[int, int], float]:
    found: dict[tuple[int, int], float] = {}
    for item in seen:
        place, value = _place(item, season), in_unit(item, unit)
        if place is not None and value is not None:
            found[place] = value
    return found


def year_totals(seen: Sequence[Observed], *, unit: str) -> list[Observed]:
    """Amounts of whole years whose months or quarters are all known.

    Parameters
    ----------
    seen : sequence of Observed
        Observations of one indicator at one place.
    unit : str
        Its unit.

    Returns
    -------
    list of Observed
        Status ``derived``; none for stocks and shares, whose year is no sum, and none for
        years that were published.
    """
    if is_stock(unit):
        return []
    published = {item.period.text for item in seen if item.growth_kind == "level"}
    sources = sorted({item.source for item in seen})
    found: dict[int, Observed] = {}
    for season in SEASONS:
        values = _by_place(seen, unit, season)
        for year in {year for year, _ in values}:
            steps = [values.get((year, step)) for step in range(1, season + 1)]
            known = [value for value in steps if value is not None]
            if len(known) == season and str(year) not in published and year not in found:
                found[year] = Observed(
                    parse_period(str(year)), float(sum(known)), unit, "level", "eq", "derived",
                    sources[0],
                )  # fmt: skip
    return [found[year] for year in sorted(found)]


def newest_run(seen: Sequence[Observed], *, unit: str) -> Run | None:
    """The newest stretch of months, else of quarters, that is long enough to be smoothed.

    Parameters
    ----------
    seen : sequence of Observed
        Observations of one indicator at one place.
    unit : str
        Its unit.

    Returns
    -------
    Run or None
        None below two years and a step.
    """
    for season in SEASONS:
        values = _by_place(seen, unit, season)
        if not values:
            continue
        at = newest = max(values)
        run: list[float] = []
        while at in values:
            run.append(values[at])
            at = (at[0], at[1] - 1) if at[1] > 1 else (at[0] - 1, season)
        if len(run) >= max(FEWEST, 2 * season + 1):
            return Run(tuple(reversed(run)), season, *newest, total=not is_stock(unit))
    return None


def year_ahead(run: Run, *, due: date) -> Floats | None:
    """Drawn values of the year in which a promise is due.

    Parameters
    ----------
    run : Run
        Months or quarters.
    due : date
        End of the deadline.

    Returns
    -------
    ndarray or None
        Sorted draws of the sum of the year's steps, or of the last step for stocks and shares;
        the same every time. None when the year is over or more than ten years off, or when a
        recovery is too young to be read.

    Notes
    -----
    Steps of that year that are known are taken as they are. While the series recovers from a
    fall, its share of the time before is carried forward, never a year's growth.
    """
    last = run.season if run.total else max(1, -(-due.month * run.season // 12))
    ahead = (due.year - run.year) * run.season + last - run.step
    if not 0 < ahead <= LONGEST * run.season:
        return None
    series = xr.DataArray(np.array(run.values), dims="time")
    reference = reference_season(series, season=run.season)
    factors = None
    if reference is None:
        found = forecast(series, horizon=ahead, season=run.season)
    elif len(run.values) - max(reference + run.season, len(run.values) - WINDOW) < FEWEST:
        return None
    else:
        found, before = forecast_recovery(
            series, horizon=ahead, season=run.season, reference=reference
        )
        factors = before.values
    first = ahead if not run.total else max(1, ahead - run.season + 1)
    drawn = found.totals(first=first, last=ahead, factors=factors)
    known = 0.0
    if run.total and run.year == due.year:
        known = float(sum(run.values[-run.step :]))
    return drawn + known
