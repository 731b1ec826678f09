"""A panel is its years, one by one, whatever the number of workers."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from upriver.complexity import Convention, complexity_measures, panel_measures
from upriver.core.errors import DataError, LabelError

FIELDS = ("rca", "presence", "diversity", "ubiquity", "density", "outlook_index", "outlook_gain")


def panel(years: int = 4) -> xr.DataArray:
    rng = np.random.default_rng(5)
    score = 1.5 * (rng.normal(size=(12, 1)) - rng.normal(size=15)) + rng.normal(size=(12, 15))
    scores = [score + 0.2 * rng.normal(size=score.shape) for _ in range(years)]
    values = np.stack([np.where(s > -1.0, np.exp(s), 0.0) for s in scores])
    coords = {
        "year": np.arange(2000, 2000 + years),
        "place": [f"p{k}" for k in range(12)],
        "industry": [f"i{k}" for k in range(15)],
    }
    return xr.DataArray(values, coords, ("year", "place", "industry"), attrs={"units": "CNY"})


def test_each_year_is_what_it_is_alone() -> None:
    x = panel()
    found = panel_measures(x)
    for year in x.year.values:
        alone = complexity_measures(x.sel(year=year, drop=True))
        for name in FIELDS:
            np.testing.assert_array_equal(
                getattr(found, name).sel(year=year).values, getattr(alone, name).values, name
            )
        np.testing.assert_array_equal(found.eci.sel(year=year).values, alone.index.eci.values)
        np.testing.assert_array_equal(found.pci.sel(year=year).values, alone.index.pci.values)
        assert found.cautions[int(year)] == alone.cautions
        assert float(found.eigenvalue.sel(year=year)) == alone.index.eigenvalue
        assert float(found.spectral_gap.sel(year=year)) == alone.index.spectral_gap
        assert float(found.anchor_strength.sel(year=year)) == alone.index.anchor_strength


def test_workers_change_no_byte_and_progress_is_told() -> None:
    x, steps = panel(), []
    one = panel_measures(x, workers=1)
    many = panel_measures(x, workers=3, progress=lambda *step: steps.append(step))
    for name in (*FIELDS, "eci", "pci"):
        assert getattr(one, name).values.tobytes() == getattr(many, name).values.tobytes()
    assert steps == [("panel", done, 4) for done in (1, 2, 3, 4)]


def test_signs_follow_the_year_before() -> None:
    """Diversity turns the index round in some year here; the year before never does."""
    x = panel(8)
    first = complexity_measures(x[0], anchor="diversity").index.eci
    found = panel_measures(x, convention=Convention(anchor="diversity"), anchor="previous")
    np.testing.assert_array_equal(found.eci.values[0], first.values)
    for year in range(1, 8):
        assert np.corrcoef(found.eci.values[year - 1], found.eci.values[year])[0, 1] > 0.5
    turned = panel_measures(x, anchor=-found.eci)
    np.testing.assert_array_equal(turned.eci.values, -found.eci.values)
    np.testing.assert_array_equal(turned.outlook_gain.values, -found.outlook_gain.values)
    np.testing.assert_array_equal(turned.outlook_index.values, -found.outlook_index.values)


def test_absence_in_a_year_is_missing_there_only() -> None:
    x = panel()
    whole = panel_measures(x)
    x[1, 3] = 0.0
    x[2, :, 4] = np.nan
    found = panel_measures(x)
    assert np.isnan(found.density.values[1, 3]).all()
    assert np.isnan(found.outlook_gain.values[2, :, 4]).all()
    assert int(np.isnan(found.eci.values).sum()) == 1
    assert int(np.isnan(found.pci.values).sum()) == 1
    np.testing.assert_array_equal(found.density.values[[0, 3]], whole.density.values[[0, 3]])
    assert "'p3'" in str(found.cautions[2001][0])
    assert "'i4'" in str(found.cautions[2002][0])
    assert found.cautions[2000] == whole.cautions[2000]


def test_a_year_without_an_index_is_missing_with_a_caution() -> None:
    x = panel()
    x[1] = 0.0
    x[2, 2:] = 0.0
    found = panel_measures(x, anchor="previous")
    assert np.isnan(found.eci.values[1:3]).all()
    assert np.isnan(found.outlook_gain.values[1:3]).all()
    assert not np.isnan(found.eci.values[3]).any()
    for year in (2001, 2002):
        assert "The year has no index" in str(found.cautions[year][-1])
    assert np.corrcoef(found.eci.values[0], found.eci.values[3])[0, 1] > 0.0


def test_an_anchor_that_cannot_decide_a_year_is_a_caution_of_the_year() -> None:
    x = panel()
    income = xr.DataArray(np.arange(48.0).reshape(4, 12), x[:, :, 0].coords, ("year", "place"))
    income[2] = np.nan
    found = panel_measures(x, anchor=income.rename("income"))
    assert "cannot decide the sign" in str(found.cautions[2002][-1])
    assert np.isnan(found.anchor_strength.values).tolist() == [False, False, True, False]
    x[1, 5] = 0.0
    found = panel_measures(x, anchor="p5")
    assert "'p5' is no place with an index" in str(found.cautions[2001][-1])


def test_an_anchor_that_does_not_exist_is_refused() -> None:
    x = panel()
    with pytest.raises(LabelError, match="'Atlantis' is no place"):
        panel_measures(x, anchor="Atlantis")
    with pytest.raises(LabelError, match="anchor has no year 2003"):
        panel_measures(x, anchor=x.sum("industry").isel(year=slice(3)))
    with pytest.raises(LabelError, match="place labels differ"):
        panel_measures(x, anchor=x[0].sum("industry").isel(place=slice(5)))


def test_bad_cells_and_an_empty_panel_are_named() -> None:
    x = panel()
    x[1, 2, 3] = -1.0
    with pytest.raises(DataError, match="got '2001, p2, i3: -1'"):
        panel_measures(x)
    with pytest.raises(DataError, match="zero or unknown in every cell"):
        panel_measures(x * 0.0)
    with pytest.raises(LabelError, match="must have the dimensions"):
        panel_measures(x[0])


def test_table_has_all_years() -> None:
    found = panel_measures(panel())
    table = found.to_table().to_polars()
    assert table.columns[:3] == ["year", "place", "industry"]
    row = table.filter(year=2002, place="p7", industry="i9").row(0, named=True)
    assert row["density"] == float(found.density.sel(year=2002, place="p7", industry="i9"))
    assert row["eci"] == float(found.eci.sel(year=2002, place="p7"))
    assert row["ubiquity"] == float(found.ubiquity.sel(year=2002, industry="i9"))
