"""New Zealand cities: published location quotients, and the trap of the sign.

Source: Davies and Mare (2021), Relatedness, complexity and local growth, Regional Studies 55,
479-494; data of Motu Working Paper 19-01 (MIT licence), Stats NZ censuses.
"""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
import xarray as xr

from shared_data import SHARED, needs_shared
from upriver.complexity import complexity_index, presence, rca

pytestmark = needs_shared
FOLDER = SHARED / "data" / "complexity" / "nz-cities-1976-2013"
WELLINGTON, CENTRAL_AUCKLAND = "Wellington Zone", "Central Auckland Zone"


def wide(year: int, value: str) -> xr.DataArray:
    frame = pl.read_csv(
        FOLDER / "emp_city_industry_lq.csv.gz",
        schema_overrides={"ua": pl.String, "ind": pl.String},
    )
    labels = pl.read_csv(FOLDER / "urban_areas.csv", schema_overrides={"ua": pl.String})
    frame = frame.filter(pl.col("year") == year).join(labels, on="ua")
    table = frame.pivot(on="ind", index="ua_name", values=value).sort("ua_name")
    industries = sorted(table.columns[1:])
    return xr.DataArray(
        table.select(industries).to_numpy().astype(float),
        {"place": table["ua_name"].to_list(), "industry": industries},
        ("place", "industry"),
    )


@pytest.mark.parametrize("year", [1976, 1981, 1986, 1991, 1996, 2001, 2006, 2013])
def test_quotients_with_missing_cells(year: int) -> None:
    """The authors' own quotients, whose totals leave suppressed cells out."""
    quotient = rca(wide(year, "emp"))
    assert quotient.attrs["unknown_cells"] > 0
    np.testing.assert_allclose(quotient.values, wide(year, "lq").values, rtol=0, atol=1e-12)


@pytest.mark.parametrize("year", [1981, 2013])
def test_size_keeps_the_sign_that_diversity_loses(year: int) -> None:
    """Wellington and Central Auckland stand in the top third when size anchors."""
    jobs = wide(year, "emp")
    jobs = jobs[(jobs.sum("industry") >= 3000).values]
    size = jobs.sum("industry").rename("jobs")
    present = presence(rca(jobs))
    index = complexity_index(present, anchor=size)
    assert not index.weak
    ranks = index.eci.rank("place") / index.eci.size
    assert float(ranks.sel(place=WELLINGTON)) > 2 / 3
    assert float(ranks.sel(place=CENTRAL_AUCKLAND)) > 2 / 3
    by_diversity = complexity_index(present, anchor="diversity")
    assert by_diversity.weak == (year == 2013)


def test_the_year_before_keeps_the_sign_of_every_census() -> None:
    """From 1981, anchored by size, to 2013 no sign turns, whatever an eigenvector came out as."""
    before = None
    for year in (1981, 1986, 1991, 1996, 2001, 2006, 2013):
        jobs = wide(year, "emp")
        jobs = jobs[(jobs.sum("industry") >= 3000).values]
        anchor = jobs.sum("industry").rename("jobs")
        if before is not None:
            anchor = before.reindex(place=jobs.place.values).rename("previous")
        index = complexity_index(presence(rca(jobs)), anchor=anchor)
        if before is not None:
            assert index.anchor == "previous"
            assert index.anchor_strength > 0.7
        before = index.eci
    assert before is not None
    assert float(before.sel(place=WELLINGTON)) > 0


@pytest.mark.parametrize(
    ("year", "cities", "by_size", "by_diversity"),
    [
        (1981, 41, (2, 4), (2, 4)),
        (1991, 40, (1, 3), (1, 3)),
        (1996, 41, (1, 2), (41, 40)),
        (2001, 42, (1, 2), (42, 41)),
        (2013, 47, (1, 2), (47, 46)),
    ],
)
def test_ranks_that_the_manual_prints(
    year: int, cities: int, by_size: tuple[int, int], by_diversity: tuple[int, int]
) -> None:
    jobs = wide(year, "emp")
    jobs = jobs[(jobs.sum("industry") >= 3000).values]
    present = presence(rca(jobs))
    for anchor, want in ((jobs.sum("industry"), by_size), ("diversity", by_diversity)):
        ranks = (-complexity_index(present, anchor=anchor).eci).rank("place")
        assert ranks.size == cities
        assert [int(ranks.sel(place=city)) for city in (WELLINGTON, CENTRAL_AUCKLAND)] == [*want]
