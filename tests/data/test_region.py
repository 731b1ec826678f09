"""A region hands out tables and arrays that know their unit and where they are from."""

from pathlib import Path

import pandas as pd
import polars as pl
import pytest

from toy import OUTPUT, tables, toy_region, write_toy
from upriver.core.errors import DataError, LabelError
from upriver.data.provenance import Provenance
from upriver.data.region import Region


@pytest.fixture
def region(tmp_path: Path) -> Region:
    return toy_region(tmp_path)


def test_names_and_summary(region: Region) -> None:
    assert region.name("zh") == "重庆"
    assert region.label("N-CAR", "zh") == "环节N-CAR"
    assert region.label("nothing") == "nothing"
    text = str(region)
    assert "base year 2023" in text
    assert "100% reported" in text


def test_tables_are_read_when_asked_for(tmp_path: Path) -> None:
    path = write_toy(tmp_path / "toy")
    (path / "tables" / "firms.csv").write_text("nonsense\n1\n")
    region = Region.open(path)
    assert region.table("places").height == 7
    with pytest.raises(DataError, match="The table firms cannot be used") as caught:
        region.table("firms")
    assert len(caught.value.findings) > 3


def test_has(region: Region) -> None:
    assert region.has("flows", "firms")
    assert not region.has("funds")


def test_an_absent_table_is_named(region: Region) -> None:
    with pytest.raises(DataError, match="has no table 'funds'"):
        region.table("funds")
    with pytest.raises(DataError, match="There is no table called 'fun'"):
        region.table("fun")


def test_array_dims_units_and_provenance(region: Region) -> None:
    output = region.array("production", measure="output", year=2020, unit="1e4 CNY")
    assert output.dims == ("place", "industry")
    assert output.sel(place="500000", industry="03").item() == 300e4
    assert output.attrs["units"] == "1e4 CNY"
    provenance = output.attrs["provenance"]
    assert provenance.shares == {"reported": 1.0, "derived": 0.0, "assumed": 0.0}
    assert (provenance.oldest, provenance.newest) == (2020, 2020)
    assert provenance.sources == ("s1",)
    assert provenance.cells["reported"].dims == ("place", "industry")


def test_cells_know_their_status_and_age(region: Region) -> None:
    rows = region.table("production").with_row_index()
    mixed = rows.with_columns(
        status=pl.when(pl.col("index") == 0).then(pl.lit("assumed")).otherwise("status")
    ).drop("index")
    output = region.replace(production=mixed).array("production", measure="output", year=2020)
    cells = output.attrs["provenance"].cells
    assert cells["assumed"].sel(place="500000", industry="01").item() == 1.0
    assert cells["assumed"].sel(place="500000", industry="02").item() == 0.0
    assert cells["newest"].sel(place="500000", industry="02").item() == 2020
    total = output.sum().item()
    assert output.attrs["provenance"].shares["assumed"] == pytest.approx(100 / total)


def test_labels_fix_the_order(region: Region) -> None:
    array = region.array(
        "production", measure="output", year=2020, place="500000", labels={"industry": ["03", "01"]}
    )
    assert array.values.tolist() == [300.0, 100.0]


def test_lists_keep_the_dimension(region: Region) -> None:
    array = region.array("production", measure="output", year=[2020], place="500000")
    assert array.dims == ("industry", "year")


@pytest.mark.parametrize(
    ("filters", "says"),
    [({"year": 1999}, "no rows with year = 1999"), ({"colour": "red"}, "no column 'colour'")],
)
def test_filters_are_explained(region: Region, filters: dict[str, object], says: str) -> None:
    with pytest.raises(DataError, match=says):
        region.array("production", **filters)  # type: ignore[arg-type]


def test_replace_takes_any_frame_and_leaves_the_old_region(region: Region) -> None:
    new = region.replace(firms=pd.DataFrame(tables()["firms"].head(1).to_dict(as_series=False)))
    assert new.table("firms").height == 1
    assert region.table("firms").height == 3
    assert new.fingerprint != region.fingerprint


def test_replace_refuses_what_does_not_fit(region: Region) -> None:
    with pytest.raises(DataError, match="The table firms cannot be used"):
        region.replace(firms=pl.DataFrame({"firm": ["x"]}))
    with pytest.raises(DataError, match="There is no table called 'frims'"):
        region.replace(frims=pl.DataFrame({"firm": ["x"]}))


def test_a_double_key_raises(region: Region) -> None:
    twice = pl.concat([region.table("production"), region.table("production").head(1)])
    with pytest.raises(LabelError, match="stands twice"):
        region.replace(production=twice).array("production", measure="output", year=2020)


def test_provenance_of_a_dictionary_is_refused(region: Region) -> None:
    with pytest.raises(DataError, match="dictionary without status"):
        region.provenance("places")


def test_combine_weighs_by_known_figures(region: Region) -> None:
    one = region.provenance("production")
    none = region.provenance("firms")
    both = Provenance.combine([one, none])
    assert both.rows == one.rows + none.rows
    assert both.shares["reported"] == pytest.approx(1.0)
    assert Provenance.combine([]).shares == {"reported": 0.0, "derived": 0.0, "assumed": 0.0}


def test_the_account_adds_up(region: Region) -> None:
    flows = region.array("flows", year=2023, unit="1e8 CNY")
    primary = region.array("primary_inputs", year=2023, unit="1e8 CNY")
    total = flows.sum(["origin", "industry"]).values + primary.sum("category").values
    assert total == pytest.approx(list(OUTPUT.values()))
