"""Any eager table comes in; arrays and tables go round without loss."""

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import xarray as xr

from upriver.core.errors import DataError, LabelError
from upriver.core.frames import (
    Table,
    array_to_table,
    arrays_to_table,
    rows_to_table,
    table_to_array,
    to_polars,
)
from upriver.core.message import Message

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


def test_a_missing_row_may_be_said_to_be_zero_an_empty_value_stays_missing() -> None:
    rows = pl.DataFrame({"place": ["a", "b"], "year": [2020, 2021], "value": [2.0, None]})
    array = table_to_array(rows, ["place", "year"], missing=0.0)
    assert array.values[0].tolist() == [2.0, 0.0]
    assert array.values[1, 0] == 0.0
    assert bool(array.sel(place="b", year=2021).isnull())


@pytest.mark.parametrize("kind", [pl.String, pl.Categorical, pl.Enum(["c", "b", "a"])])
def test_codes_of_any_kind_of_text_find_their_place(kind: pl.DataType) -> None:
    codes = ["c", "a", "b", "a", "c", "b"]
    years = [1, 1, 1, 2, 2, 2]
    rows = pl.DataFrame({"code": pl.Series(codes, dtype=kind), "year": years, "value": range(6)})
    array = table_to_array(rows, ["code", "year"])
    assert array["code"].values.tolist() == ["a", "b", "c"]
    assert array.values.tolist() == [[1.0, 3.0], [2.0, 5.0], [0.0, 4.0]]
    wanted = table_to_array(rows, ["year", "code"], labels={"code": ["c", "x", "a", "b"]})
    assert wanted.values[1].tolist()[::2] == [4.0, 3.0]
    assert wanted.isnull().values[:, 1].all()


def test_arrays_of_several_shapes_share_a_table() -> None:
    coords = {"place": ["a", "b"], "industry": ["x", "y", "z"]}
    cells = xr.DataArray([[1.0, 2.0, 3.0], [4.0, float("nan"), 6.0]], coords, ("place", "industry"))
    table = arrays_to_table(
        {
            "size": xr.DataArray([7.0, float("nan")], {"place": ["a", "b"]}, ("place",)),
            "cell": cells.T.assign_attrs(units="t"),
            "name": xr.DataArray(["X", "Y", "Z"], {"industry": ["x", "y", "z"]}, ("industry",)),
        },
        ["place", "industry"],
    )
    assert table.frame.columns == ["place", "industry", "size", "cell", "name"]
    assert table.frame.row(1) == ("a", "y", 7.0, 2.0, "Y")
    assert table.frame.row(4) == ("b", "y", None, None, "Y")
    assert table.units == {"size": "", "cell": "t", "name": ""}
    assert table.frame["cell"].null_count() == 1


def test_a_table_carries_notes() -> None:
    note = Message("Read with care.", "请谨慎阅读。")
    assert Table(pl.DataFrame(ROWS), {}, (note,)).notes == (note,)
    assert Table(pl.DataFrame(ROWS)).notes == ()


def test_rows_become_a_table_even_when_there_are_none() -> None:
    columns = {"place": str, "value": float, "count": int, "held": bool}
    rows = [{"place": "a", "value": float("nan"), "count": 2, "held": True}, {"place": "b"}]
    found = rows_to_table(rows, columns, units={"value": "CNY"})
    assert found.to_dicts() == [
        {"place": "a", "value": None, "count": 2, "held": True},
        {"place": "b", "value": None, "count": None, "held": None},
    ]
    assert found.units == {"value": "CNY"}
    empty = rows_to_table([], columns)
    assert empty.frame.columns == list(columns)
    assert empty.frame.schema == found.frame.schema
