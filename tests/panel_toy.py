"""A panel of places and industries as a data package, with nothing else in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from upriver.data.descriptor import Metadata
from upriver.data.write import write_package

if TYPE_CHECKING:
    from pathlib import Path

    import xarray as xr

UNITS = {"employment": "persons", "output": "1e8 CNY"}


def write_panel(
    path: Path, panel: xr.DataArray, *, region: str, measure: str = "employment"
) -> Path:
    """Write a panel (year, place, industry); unknown cells have no value."""
    years, places, industries = (panel[dim].values.tolist() for dim in panel.dims)
    rows = [
        (place, industry, year, panel.values[t, p, i].item())
        for t, year in enumerate(years)
        for p, place in enumerate(places)
        for i, industry in enumerate(industries)
    ]
    fact = {"status": pl.lit("reported"), "source": pl.lit("s1")}
    numbers = pl.DataFrame(rows, schema=["place", "industry", "year", "value"], orient="row")
    tables = {
        "sources": pl.DataFrame({"source": ["s1"], "title": ["Census"], "kind": ["statistics"]}),
        "places": pl.DataFrame({"place": places}).select(
            "place", name_en="place", name_zh="place", kind=pl.lit("city")
        ),
        "industries": pl.DataFrame({"industry": industries}).select(
            "industry",
            name_en="industry",
            name_zh="industry",
            classification=pl.lit("toy"),
            tradable=pl.lit("true") == "true",
            **fact,
        ),
        "production": numbers.select(
            "place",
            "industry",
            "year",
            measure=pl.lit(measure),
            value=pl.col("value").fill_nan(None),
            unit=pl.lit(UNITS[measure]),
            **fact,
        ),
    }
    metadata = Metadata(
        region=region, base_year=years[-1], price_year=years[-1], name="panel", title="Panel"
    )
    return write_package(path, tables, metadata)
