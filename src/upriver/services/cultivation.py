"""What to do with each industry of the region, how sure that is, and what decided it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.complexity.cultivation import Cultivation, cultivate, unjudged_industries
from upriver.complexity.entry import can_forecast, entry_forecast
from upriver.core.errors import DataError
from upriver.core.message import Message
from upriver.services.comparison import compared_output
from upriver.services.cultivation_tables import chance_table, industry_rows, pull_table
from upriver.services.momentum import Momentum, measure_momentum
from upriver.services.uncertainty import measure_compared, uncertainty_note, unit_size

if TYPE_CHECKING:
    import polars as pl

    from upriver.complexity import Uncertainty
    from upriver.complexity.entry import EntryForecast
    from upriver.core.frames import Table
    from upriver.data.region import Region
    from upriver.services.diagnosis_settings import DiagnosisSettings
    from upriver.services.specialisation import Specialisation


@dataclass(frozen=True, eq=False)
class RegionCultivation:
    """Intervals and classes of the region's industries.

    Parameters
    ----------
    uncertainty : Uncertainty
        Intervals of all measures.
    cultivation : Cultivation
        Class of each industry of the region.
    industries : DataFrame
        One row an industry: intervals, class and its chance, facts that decided.
    chances : Table
        ``industry cultivation chance``: the chance of each class.
    pulls : Table
        ``industry held proximity share``: held industries that pull an industry, nearest first.
    forecast : EntryForecast, optional
        Entry chances, when there are years enough.
    no_forecast : Message, optional
        Why there is no forecast, or why it is untested.
    note : Message
        What the intervals mean and what was assumed for them.
    """

    uncertainty: Uncertainty
    cultivation: Cultivation
    industries: pl.DataFrame
    chances: Table
    pulls: Table
    forecast: EntryForecast | None
    no_forecast: Message | None
    note: Message


def cultivate_region(
    region: Region, special: Specialisation, settings: DiagnosisSettings
) -> RegionCultivation:
    """Intervals and classes for the industries of the region.

    Parameters
    ----------
    region : Region
        The package.
    special : Specialisation
        Its measures.
    settings : DiagnosisSettings
        Draws, thresholds, horizon.

    Returns
    -------
    RegionCultivation
        Intervals, classes, facts; forecasts where the years allow them.
    """
    uncertainty = measure_compared(region, special, settings)
    momentum = measure_momentum(region, special, settings, newest=uncertainty)
    forecast, no_forecast = _forecast(region, special, settings)
    cultivation = _classes(region, special, settings, uncertainty, momentum, forecast)
    return RegionCultivation(
        uncertainty,
        cultivation,
        industry_rows(
            region.code,
            special,
            uncertainty,
            cultivation,
            growth=momentum.growth if momentum else None,
            forecast=forecast,
        ),
        chance_table(cultivation),
        pull_table(special, region.code),
        forecast,
        no_forecast,
        uncertainty_note(special, settings),
    )


def _classes(
    region: Region,
    special: Specialisation,
    settings: DiagnosisSettings,
    uncertainty: Uncertainty,
    momentum: Momentum | None,
    forecast: EntryForecast | None,
) -> Cultivation:
    here = {"place": region.code}
    draws = uncertainty.draws
    density = special.measures.density.sel(here, drop=True)
    complexity = special.measures.index.pci
    entry_chance = None
    if forecast:
        labels = special.output["industry"].values
        entry_chance = forecast.entry_chance.sel(here, drop=True).reindex(industry=labels)
    return cultivate(
        special.measures.rca.sel(here, drop=True),
        density,
        complexity=complexity,
        draws=(draws.rca.sel(here, drop=True), draws.density.sel(here, drop=True), draws.pci),
        momentum=momentum.growth if momentum else None,
        momentum_draws=momentum.draws if momentum else None,
        entry_chance=entry_chance,
        unjudged=unjudged_industries(
            special.output,
            region.code,
            density=density,
            complexity=complexity,
            unit_size=unit_size(special.comparison, settings),
            least_cases=settings.class_limits.least_cases,
        ),
        thresholds=settings.class_limits,
    )


def _forecast(
    region: Region, special: Specialisation, settings: DiagnosisSettings
) -> tuple[EntryForecast | None, Message | None]:
    years = special.comparison.years
    if not can_forecast(years, horizon=settings.horizon):
        return None, Message(
            f"Entry chances over {settings.horizon} years need figures of comparable places for "
            "two years about as far apart to learn from, and for a third to be tested on; the "
            f"package has {len(years)} ({_span(years)}).",
            f"预测 {settings.horizon} 年内的进入概率，需要至少两个相隔约 {settings.horizon} 年的"
            "可比年份用于学习，第三个年份用于检验；"
            f"数据包有 {len(years)} 个年份（{_span(years)}）。",
        )
    parts = [compared_output(region, special.comparison, year=year) for year in years]
    panel = xr.concat(
        [part.drop_attrs() for part in parts],
        xr.DataArray(np.array(years, dtype=np.int64), dims="year", name="year"),
        join="outer",
        coords="minimal",
        compat="override",
    ).transpose("year", "place", "industry")
    try:
        found = entry_forecast(
            panel, horizon=settings.horizon, rng=np.random.default_rng(settings.seed)
        )
    except DataError as reason:
        return None, reason.problem
    return found, found.untested


def _span(years: tuple[int, ...]) -> str:
    return str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
