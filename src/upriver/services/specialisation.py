"""What the region is good at beside comparable places, and what lies near."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from upriver.complexity import (
    ComplexityIndex,
    complexity_index,
    density,
    diversity,
    presence,
    proximity,
    rca,
)
from upriver.core.message import Message

if TYPE_CHECKING:
    import xarray as xr

    from upriver.data.provenance import Provenance
    from upriver.data.region import Region

FEWEST = 5  # places and industries below which relatedness means nothing
SIZE = "size"


@dataclass(frozen=True, eq=False)
class Specialisation:
    """Specialisation, relatedness and complexity of comparable places.

    Parameters
    ----------
    year : int
        Year of the production figures.
    rca, presence, density : DataArray (place, industry)
        Location quotient; whether it reaches the threshold; relatedness density.
    proximity : DataArray (industry, industry_to), ratio
        How often two industries go together.
    diversity : DataArray (place), industries
        Number of industries that are present.
    index : ComplexityIndex
        Complexity of places and industries.
    anchor : Message
        How the sign of the index was fixed.
    provenance : Provenance
        What the production figures rest on.
    """

    year: int
    rca: xr.DataArray
    presence: xr.DataArray
    density: xr.DataArray
    proximity: xr.DataArray
    diversity: xr.DataArray
    index: ComplexityIndex
    anchor: Message
    provenance: Provenance


def comparable_year(region: Region) -> int | None:
    """Newest year in which enough places are known to compare them.

    Parameters
    ----------
    region : Region
        A package with ``production``.

    Returns
    -------
    int, optional
        Missing when no year has five places with five industries and the region itself.
    """
    rows = region.table("production").filter(pl.col("measure") == "output").drop_nulls("value")
    full = (
        rows.group_by("year", "place")
        .len()
        .filter(pl.col("len") >= FEWEST)
        .group_by("year")
        .agg(pl.col("place"))
        .filter((pl.col("place").list.len() >= FEWEST) & pl.col("place").list.contains(region.code))
    )
    years = full["year"].to_list()
    return max(years) if years else None


def specialise(
    region: Region, *, year: int, threshold: float = 1.0, anchor: str = SIZE
) -> Specialisation:
    """Compare the region with the other places of its package.

    Parameters
    ----------
    region : Region
        A package with ``production``.
    year : int
        Year of the production figures.
    threshold : float
        Location quotient from which an industry counts as present.
    anchor : str
        What a high complexity shall go with: ``"size"`` (output of the place),
        ``"diversity"``, or a place that is known to be complex.

    Returns
    -------
    Specialisation
        For all places that have figures.

    Raises
    ------
    DataError
        If there are too few figures.
    LabelError
        If the anchor is no place.
    """
    output = region.array("production", measure="output", year=year)
    wide = output.notnull().sum("industry") >= FEWEST
    output = output.sel(place=wide.values).assign_attrs(output.attrs)
    quotient = rca(output)
    held = presence(quotient, threshold=threshold)
    near = proximity(held)
    size = output.sum("industry").rename("output")
    index = complexity_index(held, anchor=size if anchor == SIZE else anchor)
    return Specialisation(
        year=year,
        rca=quotient,
        presence=held,
        density=density(held, near),
        proximity=near,
        diversity=diversity(held),
        index=index,
        anchor=_anchor_message(region, anchor, index),
        provenance=output.attrs["provenance"],
    )


def _anchor_message(region: Region, anchor: str, index: ComplexityIndex) -> Message:
    strength = f"{index.anchor_strength:.2f}"
    if anchor == SIZE:
        return Message(
            "The sign of the complexity index is set so that larger economies score higher "
            f"(rank correlation {strength}).",
            f"复杂度指数的符号按经济规模确定：规模越大得分越高（秩相关 {strength}）。",
        )
    if anchor == "diversity":
        return Message(
            "The sign of the complexity index is set so that more diverse places score higher "
            f"(rank correlation {strength}).",
            f"复杂度指数的符号按产业多样性确定（秩相关 {strength}）。",
        )
    return Message(
        f"The sign of the complexity index is set so that {region.label(anchor, 'en')} is high "
        f"(score {strength}).",
        f"复杂度指数的符号以{region.label(anchor, 'zh')}为高确定（得分 {strength}）。",
    )
