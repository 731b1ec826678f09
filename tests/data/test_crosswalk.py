"""Aggregation keeps the sums, the unknowns and the provenance."""

from pathlib import Path

import polars as pl
import pytest

from toy import toy_region
from upriver.core.errors import DataError
from upriver.data.crosswalk import aggregate, crosswalk_weights
from upriver.data.region import Region

WEIGHTS = pl.DataFrame(
    {
        "from_classification": "IO42", "from_code": ["01", "02", "02", "03"],
        "to_classification": "33618", "to_code": ["food", "food", "cars", "cars"],
        "weight": [1.0, 0.25, 0.75, 1.0], "status": "assumed", "source": "s2",
    }
)  # fmt: skip


@pytest.fixture
def region(tmp_path: Path) -> Region:
    return toy_region(tmp_path).replace(crosswalk=WEIGHTS)


def test_sums_by_hand(region: Region) -> None:
    output = region.array("production", measure="output", year=2020)
    weights = crosswalk_weights(region, from_classification="IO42", to_classification="33618")
    out = aggregate(output, weights, dim="industry")
    here = out.sel(place="500000")
    assert here.sel(industry="food").item() == pytest.approx(100 + 0.25 * 200)
    assert here.sel(industry="cars").item() == pytest.approx(0.75 * 200 + 300)
    assert out.attrs["units"] == "1e8 CNY"
    assert out.attrs["unknown"] == 0


def test_provenance_is_weighted_by_size(region: Region) -> None:
    rows = region.table("production").with_columns(
        status=pl.when(pl.col("industry") == "02").then(pl.lit("assumed")).otherwise("status")
    )
    mixed = region.replace(production=rows)
    output = mixed.array("production", measure="output", year=2020)
    weights = crosswalk_weights(mixed, from_classification="IO42", to_classification="33618")
    cells = aggregate(output, weights, dim="industry").attrs["provenance"].cells
    food = {"place": "500000", "industry": "food"}
    assert cells["assumed"].sel(food).item() == pytest.approx(50 / 150)
    assert cells["reported"].sel(food).item() == pytest.approx(100 / 150)
    assert cells["newest"].sel(food).item() == 2020


def test_a_sum_of_unknowns_is_unknown(region: Region) -> None:
    output = region.array("production", measure="output", year=2020)
    output = output.where(output["industry"] != "01")
    weights = crosswalk_weights(region, from_classification="IO42", to_classification="33618")
    out = aggregate(output, weights.sel(to_code=["food"]).where(weights.from_code == "01", 0.0),
                    dim="industry")  # fmt: skip
    assert bool(out.isnull().all())
    assert out.attrs["unknown"] == 6


def test_unknown_classifications_are_named(region: Region) -> None:
    with pytest.raises(DataError, match=r"joins \('IO42', '33618'\)"):
        crosswalk_weights(region, from_classification="IO42", to_classification="HS")


def test_codes_that_do_not_meet_are_named(region: Region) -> None:
    weights = crosswalk_weights(region, from_classification="IO42", to_classification="33618")
    output = region.array("production", measure="output", year=2020)
    with pytest.raises(DataError, match="No code of place is in the crosswalk"):
        aggregate(output, weights, dim="place")
