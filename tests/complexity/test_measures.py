"""One call gives what the single functions give; bad input is named."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from science_arrays import place_matrix
from upriver.complexity import (
    Convention,
    complexity_measures,
    conventional_index,
    density,
    diversity,
    outlook_gain,
    outlook_index,
    presence,
    proximity,
    rca,
    ubiquity,
)
from upriver.core.errors import DataError, LabelError


def output(places: int = 8, industries: int = 12, seed: int = 0) -> xr.DataArray:
    rng = np.random.default_rng(seed)
    score = rng.normal(size=(places, 1)) - rng.normal(size=industries)
    values = np.exp(2.0 * score + rng.normal(size=(places, industries)))
    return place_matrix(np.where(values > 0.4, values, 0.0))


def test_it_gives_what_the_single_functions_give() -> None:
    x = output()
    found = complexity_measures(x)
    M = presence(rca(x))
    phi = proximity(M)
    index = conventional_index(M, convention=Convention(), anchor=x.sum("industry").rename("size"))
    for one, two in (
        (found.rca, rca(x)),
        (found.presence, M),
        (found.diversity, diversity(M)),
        (found.ubiquity, ubiquity(M)),
    ):
        np.testing.assert_array_equal(one.values, two.values)
        assert one.attrs["units"] == two.attrs["units"]
        assert one.name == two.name
    for one, two in (
        (found.density, density(M, phi)),
        (found.index.eci, index.eci),
        (found.index.pci, index.pci),
        (found.outlook_index, outlook_index(M, phi, complexity=index.pci)),
        (found.outlook_gain, outlook_gain(M, phi, complexity=index.pci)),
    ):
        xr.testing.assert_allclose(one, two, rtol=1e-10)
    assert (found.index.anchor, found.index.method) == ("size", "eigenvector")
    assert found.index.anchor_strength == pytest.approx(index.anchor_strength)


def test_the_anchor_decides_outlook_too() -> None:
    x = output()
    income = x.sum("industry").rename("income")
    high, low = complexity_measures(x, anchor=income), complexity_measures(x, anchor=-income)
    np.testing.assert_allclose(low.index.eci.values, -high.index.eci.values)
    np.testing.assert_allclose(low.outlook_index.values, -high.outlook_index.values)
    np.testing.assert_allclose(low.outlook_gain.values, -high.outlook_gain.values)
    np.testing.assert_array_equal(low.density.values, high.density.values)


def test_unit_of_money_changes_nothing() -> None:
    x = output()
    one, two = complexity_measures(x), complexity_measures(x * 1e8)
    np.testing.assert_allclose(one.density.values, two.density.values, rtol=1e-12)
    np.testing.assert_allclose(one.outlook_gain.values, two.outlook_gain.values, rtol=1e-9)


def test_order_of_labels_changes_nothing() -> None:
    x = output()
    rng = np.random.default_rng(1)
    turned = x.isel(place=rng.permutation(8), industry=rng.permutation(12))
    one, two = complexity_measures(x), complexity_measures(turned)
    for name in ("density", "outlook_gain", "outlook_index"):
        xr.testing.assert_allclose(
            getattr(two, name).sel(getattr(one, name).coords), getattr(one, name)
        )


def test_table_has_a_row_a_cell_with_labels() -> None:
    found = complexity_measures(output())
    table = found.to_table()
    row = table.to_polars().row(13, named=True)
    assert (row["place"], row["industry"]) == ("B", "b")
    assert row["density"] == float(found.density.sel(place="B", industry="b"))
    assert row["pci"] == float(found.index.pci.sel(industry="b"))
    assert row["eci"] == float(found.index.eci.sel(place="B"))
    assert row["outlook_gain"] == float(found.outlook_gain.sel(place="B", industry="b"))
    assert len(table) == 96
    assert table.units["diversity"] == "items"


def test_empty_units_are_missing_and_named() -> None:
    x = output()
    x.loc["C"] = 0.0
    x.loc[:, "d"] = np.nan
    found = complexity_measures(x)
    assert np.isnan(found.density.sel(place="C").values).all()
    assert np.isnan(found.outlook_gain.sel(industry="d").values).all()
    assert int(np.isnan(found.index.eci.values).sum()) == 1
    assert int(np.isnan(found.index.pci.values).sum()) == 1
    texts = [str(caution) for caution in found.cautions[:2]]
    assert texts[0] == "These places are without any known output and have no result: 'C'."
    assert texts[1].startswith("These industries are without any known output")
    assert found.to_table().notes == found.cautions
    gaps = found.to_table().to_polars().filter(place="C")["eci"]
    assert gaps.null_count() == 12


def test_unknown_cells_are_told() -> None:
    x = output()
    x[0, 0] = np.nan
    assert "Unknown cells are left out (1)" in str(complexity_measures(x).cautions[0])
    assert np.isnan(complexity_measures(x).outlook_gain.values[0, 0])


def test_a_high_threshold_leaves_units_without_complexity() -> None:
    found = complexity_measures(output(), convention=Convention(threshold=2.2))
    texts = " ".join(str(caution) for caution in found.cautions)
    assert "reach the threshold nowhere and have no complexity" in texts
    assert np.isnan(found.index.eci.values).any()
    assert not np.isnan(found.rca.values).any()


def test_a_threshold_that_leaves_nothing_is_refused() -> None:
    with pytest.raises(DataError, match="at least 3 of each are needed"):
        complexity_measures(output(), convention=Convention(threshold=1e9))


def test_no_output_at_all_is_refused() -> None:
    with pytest.raises(DataError, match="zero or unknown in every cell"):
        complexity_measures(place_matrix(np.zeros((4, 5))))
    with pytest.raises(DataError, match="zero or unknown in every cell"):
        complexity_measures(place_matrix(np.full((4, 5), np.nan)))


def test_one_place_is_refused() -> None:
    with pytest.raises(DataError, match="leaves 1 places"):
        complexity_measures(output().isel(place=[0]))


def test_a_negative_cell_is_named() -> None:
    x = output()
    x[1, 2] = -3.0
    with pytest.raises(DataError, match="at least 0 in every cell, got 'B, c: -3'"):
        complexity_measures(x)


def test_labels_that_stand_twice_are_refused() -> None:
    x = output().assign_coords(place=list("AACDEFGH"))
    with pytest.raises(LabelError, match="along place stand twice: 'A'"):
        complexity_measures(x)


def test_fitness_is_a_convention_and_needs_no_anchor() -> None:
    found = complexity_measures(output(), convention=Convention(method="fitness"))
    assert (found.index.eci.values > 0).all()
    M = found.presence
    near = outlook_index(M, proximity(M), complexity=found.index.pci)
    np.testing.assert_allclose(found.outlook_index.values, near.values, rtol=1e-12)
