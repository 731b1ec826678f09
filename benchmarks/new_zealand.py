"""Censuses of New Zealand cities as panels, cut as in the notes that came with the data.

Source: Davies and Mare (2019), Motu Working Paper 19-01 (MIT licence); Stats NZ censuses of
1976 to 2013, counts rounded at random to multiples of 3, cells below 6 suppressed. A suppressed
cell is next to nothing and counts as 0 here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from upriver.core.frames import table_to_array

if TYPE_CHECKING:
    from pathlib import Path

    import xarray as xr

LEAST_CITY, LEAST_ACTIVITY = 1400, 800
POOL = "XX.0"


class Setting(NamedTuple):
    """One of the eight tests.

    Parameters
    ----------
    kind : {"industry", "occupation"}
        65 industries, or 200 pairs of industry and occupation.
    start_below : float
        An option starts below this quotient.
    start, end : int
        Years of the test.
    """

    kind: str
    start_below: float
    start: int
    end: int


SETTINGS = tuple(
    Setting(kind, below, start, end)
    for kind in ("industry", "occupation")
    for below in (1.0, 0.5)
    for start, end in ((1996, 2006), (2001, 2013))
)


def panel(folder: Path, kind: str) -> xr.DataArray:
    """Jobs by census, city and activity.

    Parameters
    ----------
    folder : Path
        The folder of the data set.
    kind : {"industry", "occupation"}
        Industries from 1976, or industries by occupation from 1981, of which those with fewer
        than 800 jobs in some census are pooled.

    Returns
    -------
    DataArray (year, place, industry), persons
        Cities that had at least 1400 jobs in every census.
    """
    text = {"ua": pl.String, "ind": pl.String, "occ": pl.String}
    if kind == "industry":
        rows = pl.read_csv(folder / "emp_city_industry_lq.csv.gz", schema_overrides=text)
        rows = rows.rename({"ua": "place", "ind": "industry", "emp": "value"})
    else:
        rows = pl.read_csv(folder / "emp_city_industry_occupation.csv.gz", schema_overrides=text)
        rows = rows.filter(pl.col("year") >= 1981).rename({"ua": "place", "emp": "value"})
        rows = _pooled(rows.with_columns(industry=pl.col("ind") + "." + pl.col("occ")))
    rows = rows.filter(pl.col("place").is_in(_large(rows, "place", LEAST_CITY)))
    jobs = table_to_array(
        rows.select("year", "place", "industry", "value"),
        ["year", "place", "industry"],
        units="persons",
    )
    return jobs.copy(data=np.nan_to_num(jobs.values))


def _pooled(rows: pl.DataFrame) -> pl.DataFrame:
    kept = pl.col("industry").is_in(_large(rows, "industry", LEAST_ACTIVITY))
    named = rows.with_columns(industry=pl.when(kept).then("industry").otherwise(pl.lit(POOL)))
    return named.group_by("year", "place", "industry").agg(pl.col("value").sum())


def _large(rows: pl.DataFrame, column: str, least: int) -> list[str]:
    """Labels whose jobs reach a least number in every year of the table."""
    jobs = rows.group_by(column, "year").agg(pl.col("value").sum())
    years = rows["year"].n_unique()
    least_of = jobs.group_by(column).agg(pl.col("value").min(), years=pl.len())
    kept = least_of.filter((pl.col("value") >= least) & (pl.col("years") == years))
    return sorted(kept[column].to_list())
