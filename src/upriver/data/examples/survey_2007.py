"""Tables of China and of Chongqing in 2007 as surveyed, for checks of methods."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

import polars as pl

from upriver.core.dims import INDUSTRY, to
from upriver.core.errors import DataError
from upriver.core.frames import table_to_array
from upriver.core.message import Message, listing

if TYPE_CHECKING:
    import xarray as xr

UNITS = "1e8 CNY"
PLACES = ("100000", "500000")


def survey_2007(place: str) -> dict[str, xr.DataArray]:
    """Flows, output and trade of China or Chongqing in 2007, in the 42 sectors of that year.

    Parameters
    ----------
    place : str
        ``"100000"`` for China, ``"500000"`` for Chongqing.

    Returns
    -------
    dict of str to DataArray
        ``flows`` (industry, industry_to), whatever their origin; ``output``, ``exports`` and
        ``imports`` (industry); for Chongqing also ``outflow`` and ``inflow`` to and from
        other provinces. All are positive amounts in 1e8 CNY.

    Raises
    ------
    DataError
        If there is no table of the place.

    Notes
    -----
    Source: National Bureau of Statistics of China, input-output table 2007 and China Regional
    Input-Output Tables 2007, at producers' prices. The codes are those of 2007, not those of
    the bundled region, whose table of 2007 is converted to today's sectors.

    Examples
    --------
    >>> chongqing = survey_2007("500000")
    >>> chongqing["flows"].shape, round(float(chongqing["output"].sum()))
    ((42, 42), 11060)
    """
    if place not in PLACES:
        raise DataError(
            Message(f"There is no table of {place!r}.", f"没有 {place!r} 的表。"),
            Message(f"Choose {listing(PLACES)}.", f"可选 {listing(PLACES)}。"),
        )
    content = resources.files("upriver.data").joinpath("examples", "survey_2007.csv").read_bytes()
    codes = {"place": pl.String, INDUSTRY: pl.String, "item": pl.String}
    rows = pl.read_csv(content, schema_overrides=codes).filter(pl.col("place") == place)
    sectors = rows[INDUSTRY].unique()
    is_flow = pl.col("item").is_in(sectors.to_list())
    cells = rows.filter(is_flow).rename({"item": to(INDUSTRY)})
    found = {"flows": table_to_array(cells, dims=(INDUSTRY, to(INDUSTRY)), units=UNITS)}
    for item in rows.filter(~is_flow)["item"].unique(maintain_order=True):
        column = rows.filter(pl.col("item") == item)
        found[item] = table_to_array(column, dims=(INDUSTRY,), units=UNITS).rename(item)
    return found
