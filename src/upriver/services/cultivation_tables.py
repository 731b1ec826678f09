"""Cultivation of a region as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from upriver.complexity.cultivation import pulling_industries
from upriver.core.frames import Table

if TYPE_CHECKING:
    import numpy.typing as npt
    import xarray as xr

    from upriver.complexity import Uncertainty
    from upriver.complexity.cultivation import Cultivation
    from upriver.complexity.entry import EntryForecast
    from upriver.core.message import Message
    from upriver.services.specialisation import Specialisation

    Floats = npt.NDArray[np.float64]


def industry_rows(
    code: str,
    special: Specialisation,
    uncertainty: Uncertainty,
    cultivation: Cultivation,
    *,
    growth: xr.DataArray | None,
    forecast: EntryForecast | None,
) -> pl.DataFrame:
    """What is known of each industry's class, one row an industry.

    Parameters
    ----------
    code : str
        The region's place.
    special : Specialisation
        Its measures.
    uncertainty : Uncertainty
        Their intervals.
    cultivation : Cultivation
        Its classes.
    growth : DataArray (industry), per year, optional
        Momentum.
    forecast : EntryForecast, optional
        Entry chances.

    Returns
    -------
    DataFrame
        Bounds of ``rca density pci``; ``outlook_gain complexity_step momentum entry_chance
        jumped comparable cultivation cultivation_chance``; ``reason`` and ``unjudged`` in both
        languages; null where unknown.
    """
    labels = special.output["industry"].values.tolist()
    unknown = np.full(len(labels), np.nan)
    measures = special.measures

    def _own(array: xr.DataArray | None) -> Floats:
        if array is None:
            return unknown
        return np.asarray(array.sel(place=code).reindex(industry=labels).values, dtype=np.float64)

    codes = cultivation.cultivation.values.tolist()
    columns: dict[str, object] = {"industry": labels, **_bounds(code, uncertainty)}
    columns |= {
        "outlook_gain": measures.outlook_gain.sel(place=code).values,
        "complexity_step": complexity_step(
            measures.presence.sel(place=code, drop=True), measures.index.pci
        ),
        "momentum": unknown if growth is None else growth.values,
        "entry_chance": _own(forecast.entry_chance if forecast else None),
        "jumped": _own(forecast.jumped if forecast else None),
        "comparable": _own(forecast.comparable if forecast else None),
        "cultivation": pl.Series([each or None for each in codes], dtype=pl.String),
        "cultivation_chance": [
            np.nan if not each else cultivation.chance.sel(cultivation=each).values[at]
            for at, each in enumerate(codes)
        ],
    }
    for name, messages in (("reason", cultivation.reasons), ("unjudged", cultivation.unjudged)):
        for language in ("en", "zh"):
            texts = [_text(messages.get(label), language) for label in labels]
            columns[f"{name}_{language}"] = pl.Series(texts, dtype=pl.String)
    return pl.DataFrame(columns).fill_nan(None)


def complexity_step(presence: xr.DataArray, pci: xr.DataArray) -> Floats:
    """How much more complex an industry is than the mean one that the place holds.

    Parameters
    ----------
    presence : DataArray (industry), ratio
        What the place holds.
    pci : DataArray (industry), ratio
        Complexity of industries.

    Returns
    -------
    ndarray (industry)
        NaN where complexity is unknown and in a place that holds nothing of known complexity.
    """
    held = pci.values[(presence.values == 1.0) & ~np.isnan(pci.values)]
    level = float(held.mean()) if held.size else np.nan
    return np.asarray(pci.values - level, dtype=np.float64)


def chance_table(cultivation: Cultivation) -> Table:
    """The chance of each class.

    Parameters
    ----------
    cultivation : Cultivation
        Classes of a place.

    Returns
    -------
    Table
        ``industry cultivation chance``; industries that cannot be judged are left out.
    """
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


def pull_table(special: Specialisation, code: str) -> Table:
    """The held industries that are nearest to each industry.

    Parameters
    ----------
    special : Specialisation
        Measures of the region.
    code : str
        Its place.

    Returns
    -------
    Table
        ``industry held proximity share``, nearest first.
    """
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


def _bounds(code: str, uncertainty: Uncertainty) -> dict[str, Floats]:
    columns = {}
    for name in ("rca", "density", "pci"):
        interval = getattr(uncertainty, name)
        for side, array in (("low", interval.lower), ("high", interval.upper)):
            own = array.sel(place=code) if "place" in array.dims else array
            columns[f"{name}_{side}"] = np.asarray(own.values, dtype=np.float64)
    return columns


def _text(message: Message | None, language: str) -> str | None:
    return None if message is None else message.en if language == "en" else message.zh
