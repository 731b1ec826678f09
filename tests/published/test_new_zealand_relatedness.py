"""Relatedness and complexity of New Zealand's cities and activities, all published numbers.

Source: Davies and Mare (2021), Relatedness, complexity and local growth, Regional Studies 55,
479-494; data and outputs of Motu Working Paper 19-01 (MIT licence), Stats NZ censuses. An
activity is an industry and an occupation; those with fewer than 800 jobs in any census are
pooled as XX.0. Cities have at least 1,400 jobs in every census.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from shared_data import SHARED, needs_shared
from upriver.complexity import local_relatedness, rca, relatedness_complexity, weighted_correlation
from upriver.core.frames import table_to_array

if TYPE_CHECKING:
    import xarray as xr

pytestmark = needs_shared
FOLDER = SHARED / "data" / "complexity" / "nz-cities-1976-2013"
CODES = dict.fromkeys(("ua", "ua_1", "ua_2", "ind", "occ", "act"), pl.String)
YEARS = (1981, 1986, 1991, 1996, 2001, 2006, 2013)


def table(name: str) -> pl.DataFrame:
    return pl.read_csv(FOLDER / name, schema_overrides=CODES)


@pytest.fixture(scope="module")
def activities() -> pl.DataFrame:
    return table("expected_activities.csv")


@pytest.fixture(scope="module")
def cities() -> pl.DataFrame:
    return table("expected_cities.csv")


@pytest.fixture(scope="module")
def pairs() -> pl.DataFrame:
    return table("expected_city_pairs.csv.gz")


@pytest.fixture(scope="module")
def jobs(activities: pl.DataFrame, cities: pl.DataFrame) -> xr.DataArray:
    """Jobs by census, city and activity; a suppressed cell is unknown."""
    name = pl.concat_str("ind", "occ", separator=".")
    kept = activities["act"].unique().sort().to_list()
    rows = (
        table("emp_city_industry_occupation.csv.gz")
        .filter(pl.col("ua").is_in(cities["ua"].unique().to_list()) & pl.col("year").is_in(YEARS))
        .with_columns(act=pl.when(name.is_in(kept)).then(name).otherwise(pl.lit("XX.0")))
        .group_by("year", "ua", "act")
        .agg(pl.col("emp").sum())
        .rename({"ua": "place", "act": "industry"})
    )
    return table_to_array(rows, ("year", "place", "industry"), value="emp")


def published(frame: pl.DataFrame, year: int, key: str, value: str, labels: list[str]) -> object:
    known = dict(frame.filter(pl.col("year") == year).select(key, value).iter_rows())
    return np.array([known[label] for label in labels])


def size(output: xr.DataArray, dim: str) -> xr.DataArray:
    other = next(name for name in output.dims if name != dim)
    return output.sum(other).rename("jobs")


@pytest.mark.parametrize("year", YEARS)
def test_complexity_of_activities_and_cities_and_relatedness_of_cities(
    year: int,
    jobs: xr.DataArray,
    activities: pl.DataFrame,
    cities: pl.DataFrame,
    pairs: pl.DataFrame,
) -> None:
    output = jobs.sel(year=year, drop=True)
    places, codes = output.place.values.tolist(), output.industry.values.tolist()
    share = output / size(output, "place")
    related = weighted_correlation(share, weights=size(output, "place"))
    wanted = published(activities, year, "act", "act_complexity", codes)
    anchor = size(output, "industry").copy(data=wanted)
    score = relatedness_complexity(related, anchor=anchor).score
    np.testing.assert_allclose(score.values, wanted, rtol=0, atol=1e-10)

    profile = rca(output).transpose("industry", "place")
    alike = weighted_correlation(profile, weights=size(output, "industry"))
    wide = pairs.filter(pl.col("year") == year).rename({"ua_1": "place", "ua_2": "place_to"})
    square = table_to_array(
        wide,
        ("place", "place_to"),
        value="relatedness",
        labels={"place": places, "place_to": places},
    )
    np.testing.assert_allclose(alike.values, square.values, rtol=0, atol=1e-10)

    wanted = published(cities, year, "ua", "ua_complexity", places)
    anchor = size(output, "place").copy(data=wanted)
    score = relatedness_complexity(alike, anchor=anchor).score
    np.testing.assert_allclose(score.values, wanted, rtol=0, atol=1e-10)


def test_there_are_nineteen_thousand_numbers(
    activities: pl.DataFrame, cities: pl.DataFrame, pairs: pl.DataFrame
) -> None:
    assert len(activities) + len(cities) + len(pairs) == 19_250


def test_local_relatedness_of_the_recommended_activities(jobs: xr.DataArray) -> None:
    """The authors' recommendations for 50 cities in 2013, 3,730 numbers of two digits."""
    output = jobs.sel(year=2013, drop=True)
    share = output / size(output, "place")
    related = weighted_correlation(share, weights=size(output, "place"))
    near = local_relatedness(output, related)
    names = table("urban_areas.csv")
    city = {name.lower().replace(" ", "-"): code for code, name in names.iter_rows()}
    occupation = dict(table("occupations.csv").select("occ_name", "occ").iter_rows())
    checked = 0
    for file in sorted((FOLDER / "expected_smart_specialisation_2013").glob("*.csv")):
        own = near.sel(place=city[file.stem])
        for row in pl.read_csv(file, schema_overrides=CODES).iter_rows(named=True):
            found = float(own.sel(industry=f"{row['ind']}.{occupation[row['occ_name']]}"))
            assert abs(found - row["mean_local_relatedness"]) <= 0.005 + 1e-12
            checked += 1
    assert checked == 3_730
