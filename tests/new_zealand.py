"""The census panel of New Zealand's cities as a data package, for tests with several years.

Source: Davies and Mare (2021), Regional Studies 55, 479-494; data of Motu Working Paper 19-01
(MIT licence), Stats NZ censuses 1976 to 2013: jobs by urban area and industry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from shared_data import SHARED
from upriver.data.descriptor import Metadata
from upriver.data.write import write_package

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = SHARED / "data" / "complexity" / "nz-cities-1976-2013"
TEXT = {"ua": pl.String, "ind": pl.String}
GROUPS = {"AA": "agriculture", "BB": "mining", "CC": "manufacturing", "DD": "utilities",
          "EE": "construction"}  # fmt: skip


def write_cities(path: Path, *, region: str, least: int = 3000, last: int = 2013) -> Path:
    """Write the package of one city, beside all that have enough jobs in every year.

    Suppressed cells have no row, so they are unknown.
    """
    jobs = pl.read_csv(FOLDER / "emp_city_industry_lq.csv.gz", schema_overrides=TEXT)
    jobs = jobs.filter(pl.col("year") <= last)
    totals = jobs.group_by("ua", "year").agg(pl.col("emp").sum()).group_by("ua")
    large = totals.agg(pl.col("emp").min()).filter(pl.col("emp") >= least)["ua"]
    jobs = jobs.filter(pl.col("ua").is_in(large.to_list())).sort("year", "ua", "ind")
    cities = pl.read_csv(FOLDER / "urban_areas.csv", schema_overrides=TEXT)
    cities = cities.filter(pl.col("ua").is_in(large.to_list()))
    names = pl.read_csv(FOLDER / "industries.csv", schema_overrides=TEXT)
    fact = {"status": pl.lit("reported"), "source": pl.lit("nz")}
    tables = {
        "sources": pl.DataFrame(
            {"source": ["nz"], "title": ["Censuses 1976-2013"], "kind": ["statistics"]}
        ),
        "places": cities.select(
            place="ua", name_en="ua_name", name_zh="ua_name", kind=pl.lit("city")
        ),
        "industries": names.select(
            "ind_name",
            industry="ind",
            name_en="ind_name",
            name_zh="ind_name",
            classification=pl.lit("NZSIOC"),
            group=pl.col("ind_class").replace_strict(GROUPS, default="services"),
            tradable=pl.lit(True),
            **fact,
        ).drop("ind_name"),
        "production": jobs.select(
            place="ua",
            industry="ind",
            year=pl.col("year").cast(pl.Int64),
            measure=pl.lit("employment"),
            value=pl.col("emp").cast(pl.Float64),
            unit=pl.lit("persons"),
            **fact,
        ),
    }
    metadata = Metadata(
        region=region, base_year=last, price_year=last, name="nz-cities", title="NZ cities"
    )
    return write_package(path, tables, metadata)
