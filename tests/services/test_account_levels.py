"""Levels from the base-year account, and how far off they are said to be."""

import math

import polars as pl
import pytest

from upriver.data.examples import chongqing
from upriver.data.region import Region
from upriver.services.account_levels import account_levels
from upriver.services.promise_register import observations_of
from upriver.services.track import track


@pytest.fixture(scope="module")
def city() -> Region:
    return chongqing()


def test_what_was_published_is_left_alone_and_the_doubt_is_that_of_the_published(
    city: Region,
) -> None:
    seen = observations_of(city)
    found = account_levels(city, seen)
    assert ("cluster_software", city.code) in found
    assert ("cluster_nev", city.code) not in found
    quotients = []
    for code, figure in (("cluster_nev", 5992.44), ("cluster_electronics", 7062.6),
                         ("cluster_materials", 6385.08)):  # fmt: skip
        bare = {key: items for key, items in seen.items() if key[0] != code}
        # Without its figure two are left to measure the doubt by: then nothing is derived.
        assert ("cluster_software", city.code) not in account_levels(city, bare)
        quotients.append(math.log(figure / _scope(city, f"33618-{code.removeprefix('cluster_')}")))
    doubt = math.sqrt(sum(each**2 for each in quotients) / 3)
    (item,) = found["cluster_software", city.code]
    assert item.doubt == pytest.approx(doubt)
    assert 0.1 < doubt < 0.3
    assert (item.comparator, item.status) == ("about", "derived")


def _scope(city: Region, scope: str) -> float:
    made = city.table("production").filter(
        (pl.col("place") == city.code) & (pl.col("year") == city.base_year)
        & (pl.col("measure") == "output")
    )  # fmt: skip
    parts = city.table("crosswalk").filter(pl.col("to_code") == scope)
    joined = parts.join(made, left_on="from_code", right_on="industry")
    assert joined.height == parts.height
    return float((joined["weight"] * joined["value"]).sum())


def test_the_reason_says_that_the_account_was_asked(city: Region) -> None:
    row = next(
        each for each in track(city).table.to_dicts() if each["target"] == "CQ27-cluster-software"
    )
    assert "by the account (off by" in row["reason_en"]
    assert "据账户推算" in row["reason_zh"]
    assert row["evidence"] == "class"
    assert row["state"] == "cannot_say"
