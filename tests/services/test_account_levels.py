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
    assert ("cluster_alloy", city.code) in found
    assert ("cluster_nev", city.code) not in found
    known = {"cluster_nev": 5992.44, "cluster_electronics": 7062.6, "cluster_materials": 6385.08,
             "cluster_food": 2581.42}  # fmt: skip
    quotients = [
        math.log(figure / _scope(city, f"33618-{code.removeprefix('cluster_')}"))
        for code, figure in known.items()
    ]
    doubt = math.sqrt(sum(each**2 for each in quotients) / len(known))
    (item,) = found["cluster_alloy", city.code]
    assert item.doubt == pytest.approx(doubt)
    assert 0.1 < doubt < 0.3
    assert (item.comparator, item.status, item.basis) == ("about", "derived", "account")


def test_with_fewer_than_three_published_nobody_can_say_how_far_off_it_is(city: Region) -> None:
    seen = observations_of(city)
    out = {"cluster_nev", "cluster_food"}
    bare = {key: items for key, items in seen.items() if key[0] not in out}
    assert ("cluster_alloy", city.code) not in account_levels(city, bare)


def test_a_published_growth_is_kept_beside_the_level_of_the_account(city: Region) -> None:
    """+9.1 % in 2024 was published for motorcycles, and no level: the level is the account's."""
    row = next(
        each for each in track(city).table.to_dicts() if each["target"] == "CQ27-cluster-motorcycle"
    )
    assert row["pace_so_far"] == pytest.approx(0.091)
    assert "by the account" in row["reason_en"]
    assert row["evidence"] == "own"


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
        each for each in track(city).table.to_dicts() if each["target"] == "CQ27-cluster-alloy"
    )
    assert "by the account (off by" in row["reason_en"]
    assert "据账户推算" in row["reason_zh"]
    assert row["evidence"] == "class"
    assert row["state"] == "cannot_say"
