"""Any eager table comes in; arrays and tables go round without loss."""

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import xarray as xr

from upriver.core.errors import DataError, LabelError
from upriver.core.frames import Table, array_to_table, table_to_array, to_polars

ROWS = {"place": ["b", "a"], "year": [2020, 2020], "value": [2.0, None]}


@pytest.mark.parametrize("make", [pl.DataFrame, pd.DataFrame, pa.table], ids=["pl", "pd", "pa"])
def test_every_kind_of_table_comes_in(make: object) -> None:
    frame = to_polars(make(ROWS))  # type: ignore[operator]
    assert frame["place"].to_list() == ["b", "a"]


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(DataError, match="must be a polars, pandas or Arrow table, got list"):
        to_polars([1, 2], name="production")


def test_a_lazy_table_is_refused_with_the_way_out() -> None:
    with pytest.raises(DataError, match="collect"):
        to_polars(pl.LazyFrame(ROWS))


def test_table_leaves_in_every_form() -> None:
    table = Table(pl.DataFrame(ROWS))
    assert list(table.to_pandas()["place"]) == ["b", "a"]
    assert table.to_arrow().column("place").to_pylist() == ["b", "a"]
    assert table.to_polars() is table.frame
    assert len(table) == 2
    assert to_polars(table) is table.frame


def test_missing_rows_are_missing_not_zero() -> None:
    array = table_to_array(pl.DataFrame(ROWS), ["place", "year"], units="t")
    assert array.sel(place="b", year=2020).item() == 2.0
    assert bool(array.sel(place="a", year=2020).isnull())
    assert array.attrs["units"] == "t"


def test_codes_as_numbers_are_refused() -> None:
    frame = pl.DataFrame({"place": [1, 2], "value": [1.0, 2.0]})
    with pytest.raises(LabelError, match="Codes in place must be text"):
        table_to_array(frame, ["place"])


def test_a_key_that_stands_twice_is_named() -> None:
    frame = pl.DataFrame({"place": ["a", "a"], "value": [1.0, 2.0]})
    with pytest.raises(LabelError, match=r"stands twice: \('a',\)"):
        table_to_array(frame, ["place"])


def test_unwanted_labels_are_named() -> None:
    frame = pl.DataFrame({"place": ["a", "z"], "value": [1.0, 2.0]})
    with pytest.raises(LabelError, match="not wanted: 'z'"):
        table_to_array(frame, ["place"], labels={"place": ["a"]})


def test_an_absent_column_is_named() -> None:
    with pytest.raises(DataError, match="no column 'value'"):
        table_to_array(pl.DataFrame({"place": ["a"]}), ["place"])


def test_array_to_table_and_back() -> None:
    array = xr.DataArray(
        [[1.0, float("nan")], [3.0, 4.0]],
        coords={"place": ["a", "b"], "year": [2020, 2021]},
        dims=["place", "year"],
        attrs={"units": "t"},
    )
    table = array_to_table(array)
    assert table.units == {"value": "t"}
    xr.testing.assert_equal(table_to_array(table.frame, ["place", "year"]), array)
    assert len(array_to_table(array, known_only=True)) == 3
