"""China's table of 2007 beside the bundled region, for checks of methods that start from it."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

import polars as pl

from upriver.core.dims import INDUSTRY, to
from upriver.core.frames import table_to_array

if TYPE_CHECKING:
    import xarray as xr

UNITS = "1e8 CNY"


def nation_2007() -> tuple[xr.DataArray, xr.DataArray]:
    """Flows and output of China in 2007, in the 42 sectors of the bundled region.

    Returns
    -------
    flows : DataArray (industry, industry_to), 1e8 CNY
        Purchases whatever their origin (competitive table).
    output : DataArray (industry), 1e8 CNY
        Output of each sector.

    Notes
    -----
    Source: National Bureau of Statistics of China, input-output table 2007, 42 sectors, at
    producers' prices. Codes are those of classification IO42.

    Examples
    --------
    >>> flows, output = nation_2007()
    >>> flows.shape, round(float(output.sum()))
    ((42, 42), 818859)
    """
    content = resources.files("upriver.data").joinpath("examples", "nation_2007.csv").read_bytes()
    codes = {INDUSTRY: pl.String, to(INDUSTRY): pl.String}
    rows = pl.read_csv(content, schema_overrides=codes)
    made = rows.filter(pl.col(to(INDUSTRY)) == "output")
    cells = rows.filter(pl.col(to(INDUSTRY)) != "output")
    flows = table_to_array(cells, dims=(INDUSTRY, to(INDUSTRY)), value="value", units=UNITS)
    output = table_to_array(made, dims=(INDUSTRY,), value="value", units=UNITS)
    return flows.rename("flows"), output.rename("output")
