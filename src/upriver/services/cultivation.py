"""How sure the standing of the region is, and what to do with each of its industries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import xarray as xr

from upriver.complexity import Resampling, measure_uncertainty, rca
from upriver.complexity.cultivation import Cultivation, cultivate, pulling_industries
from upriver.complexity.entry import can_forecast, entry_forecast
from upriver.core.errors import DataError
from upriver.core.frames import Table
from upriver.core.message import Message
from upriver.services.comparison import MEASURES, compared_output

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.complexity import Uncertainty
    from upriver.complexity.entry import EntryForecast
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
        Why there is no forecast.
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
    comparison = special.comparison
    unit_size = 1.0 if comparison.counted else settings.establishment
    uncertainty = measure_uncertainty(
        special.output,
        resampling=Resampling(
            unit_size=unit_size, replicates=settings.replicates, level=settings.level
        ),
        rng=np.random.default_rng(settings.seed),
        convention=special.measures.convention,
        anchor=special.measures.index.eci.rename("point estimate"),
        top=settings.top,
        keep=(region.code,),
    )
    forecast, no_forecast = _forecast(region, special, settings)
    here = {"place": region.code}
    draws = uncertainty.draws
    labels = special.output["industry"].values
    entry_chance = None
    if forecast:
        entry_chance = forecast.entry_chance.sel(here, drop=True).reindex(industry=labels)
    growth = momentum(region, special)
    cultivation = cultivate(
        special.measures.rca.sel(here, drop=True),
        special.measures.density.sel(here, drop=True),
        complexity=special.measures.index.pci,
        draws=(draws.rca.sel(here, drop=True), draws.density.sel(here, drop=True), draws.pci),
        momentum=growth,
        entry_chance=entry_chance,
        thresholds=settings.cultivation,
    )
    return RegionCultivation(
        uncertainty,
        cultivation,
        _industry_rows(region.code, special, uncertainty, cultivation, growth, forecast),
        _chances(cultivation),
        _pulls(special, region.code),
        forecast,
        no_forecast,
        _note(special, settings, unit_size),
    )


def momentum(region: Region, special: Specialisation) -> xr.DataArray | None:
    """Growth of the region's location quotients a year, between the two newest years.

    Parameters
    ----------
    region : Region
        The package.
    special : Specialisation
        Its measures in the newest year.

    Returns
    -------
    DataArray (industry), per year, optional
        Logarithmic growth; NaN where a quotient is zero or unknown. Missing with one year.
    """
    years = special.comparison.years
    if len(years) < 2:
        return None
    before = rca(compared_output(region, special.comparison, year=years[-2]))
    labels = special.output.coords["industry"].values
    then = before.reindex(industry=labels).sel(place=region.code, drop=True)
    now = special.measures.rca.sel(place=region.code, drop=True)
    both = (then.values > 0) & (now.values > 0)
    growth = np.full(len(labels), np.nan)
    growth[both] = np.log(now.values[both] / then.values[both]) / (years[-1] - years[-2])
    return xr.DataArray(
        growth, {"industry": labels}, ("industry",), "momentum", {"units": "1/year"}
    )


def _forecast(
    region: Region, special: Specialisation, settings: DiagnosisSettings
) -> tuple[EntryForecast | None, Message | None]:
    years = special.comparison.years
    if not can_forecast(years, horizon=settings.horizon):
        return None, Message(
            f"Entry chances over {settings.horizon} years need figures of comparable places in "
            f"several years to learn from and to be tested on; the package has {len(years)}.",
            f"预测 {settings.horizon} 年内的进入概率，需要多个年份的可比地区数据用于学习和检验；"
            f"数据包有 {len(years)} 个年份。",
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
    return found, None


def _interval_columns(code: str, special: Specialisation, uncertainty: Uncertainty) -> pl.DataFrame:
    columns: dict[str, object] = {"industry": special.output["industry"].values.tolist()}
    for name, interval in (
        ("rca", uncertainty.rca),
        ("density", uncertainty.density),
        ("pci", uncertainty.pci),
    ):
        for side, array in (("low", interval.lower), ("high", interval.upper)):
            own = array.sel(place=code) if "place" in array.dims else array
            columns[f"{name}_{side}"] = own.values
    return pl.DataFrame(columns)


def _industry_rows(
    code: str,
    special: Specialisation,
    uncertainty: Uncertainty,
    cultivation: Cultivation,
    growth: xr.DataArray | None,
    forecast: EntryForecast | None,
) -> pl.DataFrame:
    labels = special.output["industry"].values.tolist()
    unknown = np.full(len(labels), np.nan)
    gain = special.measures.outlook_gain.sel(place=code).values

    def _own(array: xr.DataArray | None) -> npt.NDArray[np.float64]:
        if array is None:
            return unknown
        return np.asarray(array.sel(place=code).reindex(industry=labels).values, dtype=np.float64)

    codes = cultivation.cultivation.values.tolist()
    chance = cultivation.chance.max("cultivation").values
    rows = _interval_columns(code, special, uncertainty).with_columns(
        pl.Series("outlook_gain", gain),
        pl.Series("momentum", unknown if growth is None else growth.values),
        pl.Series("entry_chance", _own(forecast.entry_chance if forecast else None)),
        pl.Series("jumped", _own(forecast.jumped if forecast else None)),
        pl.Series("comparable", _own(forecast.comparable if forecast else None)),
        pl.Series("cultivation", [each or None for each in codes], dtype=pl.String),
        pl.Series("cultivation_chance", chance),
        *(
            pl.Series(
                f"{name}_{language}",
                [_text(messages.get(label), language) for label in labels],
                dtype=pl.String,
            )
            for name, messages in (
                ("reason", cultivation.reasons),
                ("unjudged", cultivation.unjudged),
            )
            for language in ("en", "zh")
        ),
    )
    return rows.fill_nan(None)


def _text(message: Message | None, language: str) -> str | None:
    return None if message is None else message.en if language == "en" else message.zh


def _chances(cultivation: Cultivation) -> Table:
    chance = cultivation.chance.transpose("industry", "cultivation")
    labels = chance["industry"].values.tolist()
    codes = chance["cultivation"].values.tolist()
    frame = pl.DataFrame(
        {
            "industry": [label for label in labels for _ in codes],
            "cultivation": codes * len(labels),
            "chance": chance.values.ravel(),
        }
    )
    return Table(frame.fill_nan(None).drop_nulls("chance"))


def _pulls(special: Specialisation, code: str) -> Table:
    own = special.measures.presence.sel(place=code, drop=True)
    rows = [
        {"industry": label, "held": pull.industry, "proximity": pull.proximity, "share": pull.share}
        for label, pulls in pulling_industries(own, special.proximity).items()
        for pull in pulls
    ]
    schema = {
        "industry": pl.String,
        "held": pl.String,
        "proximity": pl.Float64,
        "share": pl.Float64,
    }
    return Table(pl.DataFrame(rows, schema=schema))


def _note(special: Specialisation, settings: DiagnosisSettings, unit_size: float) -> Message:
    percent = f"{settings.level:.0%}"
    draws = settings.replicates
    if special.comparison.counted:
        return Message(
            f"Intervals of {percent}: {draws} draws of the counts of {special.comparison.year}. "
            "They show how far chance alone could move the numbers, not errors of recording.",
            f"{percent} 区间：对 {special.comparison.year} 年计数抽样 {draws} 次，"
            "反映偶然性的影响，不含记录误差。",
        )
    unit_zh = f"{unit_size:g} 亿元" if MEASURES[special.comparison.measure] == "1e8 CNY" else ""
    return Message(
        f"Intervals of {percent}: {draws} draws, in which output comes in pieces of "
        f"{unit_size:g} x 1e8 CNY, the assumed size of one establishment. They show how far a "
        "few plants more or less would move the numbers, not errors of recording.",
        f"{percent} 区间：抽样 {draws} 次，产出按每家企业 {unit_zh}（假设）计，"
        "反映企业数目多寡带来的波动，不含统计误差。",
    )
