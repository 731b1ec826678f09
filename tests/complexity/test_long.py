"""A long table comes in, a long table with the same labels goes out."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from source_tree import ROOT
from upriver.complexity import complexity_measures, measures_table, panel_measures
from upriver.core.errors import DataError, LabelError
from upriver.core.frames import table_to_array

KEYS = {"place": "city", "industry": "sector", "value": "jobs"}


def rows(years: int = 1) -> pl.DataFrame:
    rng = np.random.default_rng(2)
    score = 1.5 * (rng.normal(size=(9, 1)) - rng.normal(size=11))
    parts = []
    for year in range(years):
        z = score + rng.normal(size=score.shape)
        i, j = np.nonzero(z > -1.0 - 9.0 * np.eye(9, 11))
        parts.append(
            pl.DataFrame(
                {
                    "year": np.full(len(i), 2010 + year),
                    "city": [f"c{k}" for k in i],
                    "sector": [f"0{k:02d}" for k in j],
                    "jobs": np.exp(z[i, j]).round(3),
                }
            )
        )
    return pl.concat(parts).sample(fraction=1.0, shuffle=True, seed=1)


@pytest.mark.parametrize(
    "make",
    [
        lambda frame: frame,
        lambda frame: frame.to_pandas(),
        lambda frame: frame.to_pandas().astype({"city": "category"}),
        lambda frame: frame.to_arrow(),
        lambda frame: frame.with_columns(pl.col("city").cast(pl.Categorical)),
    ],
    ids=["polars", "pandas", "pandas categories", "arrow", "polars categories"],
)
def test_every_kind_of_table_gives_the_measures_of_the_array(make: object) -> None:
    frame = rows()
    x = table_to_array(frame, ["city", "sector"], value="jobs").fillna(0.0)
    x = x.rename(city="place", sector="industry")
    found = complexity_measures(x)
    table = measures_table(make(frame), **KEYS)
    wide = table_to_array(table.to_polars(), ["city", "sector"], value="density")
    assert wide.city.values.tolist() == x.place.values.tolist()
    assert wide.sector.values.tolist() == x.industry.values.tolist()
    np.testing.assert_array_equal(wide.values, found.density.values)
    assert len(table) == x.size
    assert table.units["rca"] == "ratio"
    assert isinstance(table.to_pandas(), pd.DataFrame)
    assert isinstance(table.to_arrow(), pa.Table)


def test_years_are_those_of_the_panel() -> None:
    frame = rows(3)
    x = table_to_array(frame, ["year", "city", "sector"], value="jobs").fillna(0.0)
    found = panel_measures(x.rename(city="place", sector="industry"), anchor="previous")
    renamed = frame.rename({"year": "period"})
    table = measures_table(renamed, year="period", anchor="previous", **KEYS).to_polars()
    assert table.columns[:3] == ["period", "city", "sector"]
    eci = table.select("period", "city", "eci").unique().sort("period", "city")["eci"]
    np.testing.assert_array_equal(eci.to_numpy(), found.eci.values.ravel())


def test_what_a_missing_row_means_is_said() -> None:
    frame = rows()
    zero = measures_table(frame, **KEYS).to_polars()
    unknown = measures_table(frame, absent="unknown", **KEYS)
    gaps = frame.height
    assert zero["rca"].null_count() == 0
    assert unknown.to_polars()["rca"].null_count() == 99 - gaps
    assert f"Unknown cells are left out ({99 - gaps})" in str(unknown.notes[0])


@pytest.mark.parametrize("hole", [None, float("nan")], ids=["null", "NaN"])
def test_an_empty_value_is_unknown_though_a_missing_row_is_zero(hole: float | None) -> None:
    frame = rows()
    city, sector = frame.row(0)[1:3]
    at = (pl.col("city") == city) & (pl.col("sector") == sector)
    holed = frame.with_columns(pl.when(at).then(hole).otherwise(pl.col("jobs")).alias("jobs"))
    table = measures_table(holed, **KEYS)
    assert table.to_polars().filter(pl.col("rca").is_null()).rows()[0][:2] == (city, sector)
    assert table.to_polars()["rca"].null_count() == 1
    assert "Unknown cells are left out (1)" in str(table.notes[0])


def test_years_that_are_not_aligned() -> None:
    """A city that appears later and a sector that ends are absent, not zero, in between."""
    frame = rows(3)
    late = (pl.col("city") == "c0") & (pl.col("year") == 2010)
    ends = (pl.col("sector") == "010") & (pl.col("year") == 2012)
    table = measures_table(frame.filter(~late & ~ends), year="year", **KEYS)
    out = table.to_polars()
    gone = out.filter((pl.col("eci").is_null()) | (pl.col("pci").is_null()))
    assert gone.filter(pl.col("eci").is_null())["city"].unique().to_list() == ["c0"]
    assert gone.filter(pl.col("pci").is_null())["sector"].unique().to_list() == ["010"]
    assert gone.height == 11 + 9
    assert gone["density"].null_count() == gone.height
    assert len(out) == 3 * 9 * 11
    assert any("'c0'" in str(note) for note in table.notes)


def test_labels_keep_their_zeros_and_counts_may_be_whole() -> None:
    frame = rows().with_columns((pl.col("jobs") * 100).cast(pl.Int64))
    found = measures_table(frame, **KEYS).to_polars()
    assert found["sector"].unique().sort().to_list() == [f"0{k:02d}" for k in range(11)]


def test_bad_tables_are_refused_by_name() -> None:
    frame = rows(2)
    with pytest.raises(LabelError, match="stands twice"):
        measures_table(frame, **KEYS)
    with pytest.raises(DataError, match="needs the columns 'place', 'industry', 'value'"):
        measures_table(frame)
    with pytest.raises(DataError, match="each another one"):
        measures_table(frame, place="city", industry="city", value="jobs")
    with pytest.raises(DataError, match="rows have nothing in column 'city'"):
        measures_table(frame.with_columns(city=pl.lit(None, dtype=pl.String)), **KEYS)
    with pytest.raises(LabelError, match="whole years such as 2020, got '201"):
        measures_table(frame.with_columns(pl.col("year").cast(pl.String)), year="year", **KEYS)
    with pytest.raises(DataError, match="'jobs' must hold numbers"):
        measures_table(frame.with_columns(pl.col("jobs").cast(pl.String)), year="year", **KEYS)
    with pytest.raises(LabelError, match="Codes in industry must be text"):
        measures_table(frame.with_columns(pl.col("sector").cast(pl.Int64)), year="year", **KEYS)
    with pytest.raises(DataError, match="at least 0"):
        measures_table(frame.with_columns(-pl.col("jobs")), year="year", **KEYS)
    with pytest.raises(DataError, match="zero or unknown in every cell"):
        measures_table(frame.head(0), year="year", **KEYS)


@pytest.mark.parametrize("page", ["panel.md", "panel.zh.md"])
def test_code_of_the_page_runs(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "docs" / "how-to" / page).read_text(encoding="utf-8")
    names: dict[str, object] = {}
    for block in re.findall(r"^```python\n(.*?)^```", text, re.M | re.S):
        exec(block, names)
    assert "outlook_gain" in capsys.readouterr().out
