"""Which industries a place is likely to enter, from the newest year on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.complexity.entry.backtest import Backtest, backtest, require_places
from upriver.complexity.entry.comparable import count_comparable
from upriver.complexity.entry.crossfit import own_forecast, place_folds
from upriver.complexity.entry.features import FEATURE
from upriver.complexity.entry.options import open_options, past_options
from upriver.complexity.entry.panel import EntryPanel, past_pairs
from upriver.complexity.entry.settings import BacktestSettings, Method
from upriver.core.dims import INDUSTRY, PLACE
from upriver.core.errors import DataError
from upriver.core.frames import Table, arrays_to_table
from upriver.core.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, eq=False)
class EntryForecast:
    """Chances of entry from the newest year on, with what they rest on.

    Parameters
    ----------
    start, horizon : int
        The newest year, and how many years it looks ahead.
    pairs : tuple of tuple of int
        Pairs of years learnt from.
    method : str
        What made the forecast.
    entry_chance : DataArray (place, industry), ratio
        Calibrated chance that the industry reaches the threshold within the horizon. NaN where
        it is present already or unknown.
    jumped, comparable : DataArray (place, industry), items
        Other places that stood alike in the same industry in a past pair (the same part of the
        threshold, the same third by density), and those of them that entered. NaN as above.
    contributions : DataArray (feature, place, industry), log-odds, or None
        What each feature adds; with ``attrs["intercept"]`` they add up to the log-odds of the
        chance. None for a method that cannot tell.
    backtest : Backtest or None
        The same method tested on the newest pair of years that has a past of its own.
    untested : Message or None
        Why there is no backtest, when one was asked for.
    """

    start: int
    horizon: int
    pairs: tuple[tuple[int, int], ...]
    method: Method
    entry_chance: xr.DataArray
    jumped: xr.DataArray
    comparable: xr.DataArray
    contributions: xr.DataArray | None
    backtest: Backtest | None
    untested: Message | None

    def to_table(self) -> Table:
        """Forecast as a tidy table.

        Returns
        -------
        Table
            One row a place and industry: ``entry_chance``, ``jumped`` and ``comparable``.
        """
        columns = {
            "entry_chance": self.entry_chance,
            "jumped": self.jumped,
            "comparable": self.comparable,
        }
        return arrays_to_table(columns, (PLACE, INDUSTRY))


def can_forecast(years: Sequence[int], *, horizon: int) -> bool:
    """Whether a panel has a past to learn from.

    Parameters
    ----------
    years : sequence of int
        Its years.
    horizon : int
        Years one looks ahead.

    Returns
    -------
    bool
        Whether two of the years lie about as far apart.

    Examples
    --------
    >>> can_forecast([2013, 2018, 2023], horizon=5)
    True
    >>> can_forecast([2023], horizon=5)
    False
    """
    return bool(past_pairs(years, before=max(years, default=0), horizon=horizon))


def entry_forecast(
    output: xr.DataArray,
    *,
    horizon: int,
    rng: np.random.Generator,
    settings: BacktestSettings = BacktestSettings(),  # noqa: B008 - frozen
    technology: xr.DataArray | None = None,
    backtested: bool = True,
) -> EntryForecast:
    """Forecast which industries each place enters, from all past pairs of years.

    Parameters
    ----------
    output : DataArray (year, place, industry), any unit
        Output, jobs or counts; NaN where unknown.
    horizon : int
        Years to look ahead.
    rng : Generator
        Source of all randomness: groups of places, trees, intervals.
    settings : BacktestSettings
        What an entry is, what makes the forecast and what is tested beside it.
    technology : DataArray (year, place, technology), any unit, optional
        Counts of inventions for the same places.
    backtested : bool
        Whether to test the method on the past as well.

    Returns
    -------
    EntryForecast
        Chances, counts of comparable places, contributions and the test.

    Raises
    ------
    LabelError
        If dimensions or labels are not as they should be.
    DataError
        If numbers are negative, no two years lie about `horizon` years apart, there are fewer
        places than needed, or hardly any entries to learn from.

    Notes
    -----
    A chance says how often options that looked alike were entered, not what would happen if the
    place tried. Chances of different horizons are learnt from different pairs and need not
    rise with the horizon.
    """
    panel = EntryPanel.read(output, technology=technology)
    require_places(panel, settings)
    draw_folds, draw_models, draw_test = rng.spawn(3)
    past = past_options(panel, horizon=horizon, settings=settings)
    now = open_options(panel, settings=settings)
    fold = place_folds(len(panel.places), folds=settings.folds, rng=draw_folds)
    made = own_forecast(past, now, fold=fold, method=settings.method, rng=draw_models)
    jumped, comparable = count_comparable(past, now, threshold=settings.threshold)
    test: Backtest | None = None
    untested: Message | None = None
    if backtested:
        test, untested = _test(
            panel, output, horizon, settings=settings, technology=technology, rng=draw_test
        )

    cells = now.place, now.industry
    parts = None
    if made.contributions is not None:
        layers = [
            panel.grid(*cells, values, name="layer").values for values in made.contributions.T
        ]
        parts = xr.DataArray(
            np.stack(layers),
            {FEATURE: list(now.names), PLACE: panel.places, INDUSTRY: panel.industries},
            (FEATURE, PLACE, INDUSTRY),
            "contributions",
            {"units": "log-odds", "intercept": made.intercept},
        )
    return EntryForecast(
        start=panel.years[-1],
        horizon=horizon,
        pairs=past_pairs(panel.years, before=panel.years[-1], horizon=horizon),
        method=settings.method,
        entry_chance=panel.grid(*cells, made.chance, name="entry_chance"),
        jumped=panel.grid(*cells, jumped, name="jumped", units="items"),
        comparable=panel.grid(*cells, comparable, name="comparable", units="items"),
        contributions=parts,
        backtest=test,
        untested=untested,
    )


def _test(
    panel: EntryPanel,
    output: xr.DataArray,
    horizon: int,
    *,
    settings: BacktestSettings,
    technology: xr.DataArray | None,
    rng: np.random.Generator,
) -> tuple[Backtest | None, Message | None]:
    """Backtest on the newest pair that has a past, or the reason why there is none."""
    pairs = past_pairs(panel.years, before=panel.years[-1], horizon=horizon)
    ready = [
        (start, end)
        for start, end in pairs
        if past_pairs(panel.years, before=start, horizon=end - start)
    ]
    if not ready:
        return None, Message(
            f"No past pair of about {horizon} years has an earlier pair to learn from.",
            f"没有一对相隔约 {horizon} 年的年份之前还有可供学习的年份对。",
        )
    start, end = ready[-1]
    try:
        found = backtest(
            output, start=start, end=end, settings=settings, technology=technology, rng=rng
        )
    except DataError as reason:
        return None, reason.problem
    return found, None
