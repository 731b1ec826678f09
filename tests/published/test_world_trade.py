"""World trade 1998 to 2000, 226 countries and 785 products.

The numbers are those printed in the vignette of the R package economiccomplexity 2.0.0
(Vargas 2020, Journal of Open Source Software 5, 1866), all digits.
"""

from __future__ import annotations

import json

import numpy as np
import polars as pl
import pytest
import xarray as xr

from science_arrays import place_matrix
from shared_data import SHARED, needs_shared
from upriver.complexity import (
    ComplexityIndex,
    complexity_index,
    density,
    outlook_gain,
    outlook_index,
    presence,
    proximity,
    rca,
)
from upriver.complexity.convention import Convention
from upriver.complexity.external import external_index
from upriver.complexity.fitness import fitness
from upriver.complexity.measures import complexity_measures
from upriver.complexity.reconciliation import reconcile
from upriver.complexity.reflections import reflections
from upriver.complexity.structure import structure

FOLDER = SHARED / "data" / "complexity" / "world-trade-1998-2000"


def test_reflections_end_at_the_eigenvector() -> None:
    """Hidalgo and Hausmann (2009), PNAS 106, 10570, eqs. 1 and 2: average diversity of the
    industries' places, repeated an even number of times and standardised, is the index."""
    M = np.array([[1, 1, 1, 1], [1, 1, 1, 0], [1, 1, 0, 0], [1, 0, 0, 1], [1, 0, 0, 0.0]])
    d, u = M.sum(axis=1), M.sum(axis=0)
    k = d.copy()
    for _ in range(90):
        k = (M @ ((M.T @ k) / u)) / d
        # Only deviations carry the answer; scaling keeps them above rounding.
        k = (k - k.mean()) / k.std(ddof=1)
    index = complexity_index(place_matrix(M), anchor="A")
    np.testing.assert_allclose(index.eci.values, k * np.sign(k[0]), atol=1e-9)


@pytest.fixture(scope="module")
def published() -> dict:
    return json.loads((FOLDER / "published_numbers.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def trade() -> xr.DataArray:
    frame = pl.read_csv(
        FOLDER / "world_trade_avg_1998_to_2000.csv.gz", schema_overrides={"product": pl.String}
    )
    wide = frame.pivot(on="product", index="country", values="value").sort("country")
    products = sorted(wide.columns[1:])
    return xr.DataArray(
        wide.select(products).fill_null(0).to_numpy().astype(float),
        {"place": wide["country"].to_list(), "industry": products},
        ("place", "industry"),
    )


@pytest.fixture(scope="module")
def present(trade: xr.DataArray) -> xr.DataArray:
    return presence(rca(trade))


@pytest.fixture(scope="module")
def near(present: xr.DataArray) -> xr.DataArray:
    return proximity(present)


@pytest.fixture(scope="module")
def index(present: xr.DataArray) -> ComplexityIndex:
    return complexity_index(present, anchor="diversity")


@needs_shared
def test_specialisation(trade: xr.DataArray, published: dict) -> None:
    quotient = rca(trade)
    for country, row in published["rca"].items():
        for product, value in row.items():
            found = float(quotient.sel(place=country, industry=product))
            assert found == pytest.approx(value, abs=5e-8)


@needs_shared
def test_proximity_of_all_products(near: xr.DataArray, published: dict) -> None:
    """The whole 785 x 785 matrix of the package, and the values its vignette prints."""
    with np.load(FOLDER / "expected_proximity.npz") as file:
        assert near.industry.values.tolist() == file["products"].tolist()
        np.testing.assert_array_equal(near.values, file["product"])
    for pair, value in published["proximity_product"].items():
        one, two = pair.split("-")
        found = float(near.sel(industry=one, industry_to=two))
        assert found == pytest.approx(value, abs=5e-8)


@needs_shared
def test_complexity_of_countries_and_products(index: ComplexityIndex, published: dict) -> None:
    want = published["eigenvalues_zscore_ddof1"]
    for country, value in want["country"].items():
        assert float(index.eci.sel(place=country)) == pytest.approx(value, abs=5e-8)
    for product, value in want["product"].items():
        assert float(index.pci.sel(industry=product)) == pytest.approx(value, abs=5e-9)
    assert not index.weak


@needs_shared
def test_anchoring_by_income_gives_the_same_direction(
    present: xr.DataArray, index: ComplexityIndex
) -> None:
    """Gross domestic product per head, World Bank, mean of 1998 to 2000."""
    income = dict(pl.read_csv(FOLDER / "world_gdp_avg_1998_to_2000.csv").iter_rows())
    known = [income.get(place, np.nan) for place in present.place.values.tolist()]
    anchor = xr.DataArray(known, {"place": present.place.values}, ("place",), name="gdp")
    found = complexity_index(present, anchor=anchor)
    assert found.anchor == "gdp"
    assert found.anchor_strength > 0.4
    np.testing.assert_array_equal(found.eci.values, index.eci.values)


@pytest.fixture(scope="module")
def fitness_complexity(present: xr.DataArray) -> xr.DataArray:
    frame = pl.read_csv(
        FOLDER / "expected_complexity_product.csv", schema_overrides={"product": pl.String}
    )
    known = dict(frame.iter_rows())
    products = present.industry.values.tolist()
    return xr.DataArray([known[p] for p in products], {"industry": products}, ("industry",))


@needs_shared
def test_outlook(
    present: xr.DataArray,
    near: xr.DataArray,
    fitness_complexity: xr.DataArray,
    published: dict,
) -> None:
    found = outlook_index(present, near, complexity=fitness_complexity)
    for country, value in published["coi_with_fitness_complexity"].items():
        assert float(found.sel(place=country)) == pytest.approx(value, abs=5e-7)
    gain = outlook_gain(present, near, complexity=fitness_complexity)
    for country, row in published["cog_with_fitness_complexity"].items():
        np.testing.assert_allclose(gain.sel(place=country).values[: len(row)], row, atol=5e-8)


@needs_shared
def test_fitness_at_nineteen_updates(present: xr.DataArray) -> None:
    """The package's whole output of its default method ("20 iterations")."""
    found = fitness(present, updates=19)
    for file, result in (
        ("expected_fitness_country.csv", found.fitness),
        ("expected_complexity_product.csv", found.complexity),
    ):
        frame = pl.read_csv(FOLDER / file, schema_overrides={"product": pl.String})
        known = dict(frame.iter_rows())
        want = [known[label] for label in result[result.dims[0]].values.tolist()]
        np.testing.assert_allclose(result.values, want, rtol=0, atol=1e-12)


@needs_shared
def test_reflections_of_the_vignette(present: xr.DataArray, published: dict) -> None:
    """Its "20 iterations" are 18 reflections of countries and 19 of products."""
    found = reflections(present, steps=18)
    for country, value in published["reflections_20"]["country"].items():
        assert float(found.eci.sel(place=country)) == pytest.approx(value, abs=5e-8)
    for product, value in published["reflections_20"]["product"].items():
        assert float(found.pci.sel(industry=product)) == pytest.approx(value, abs=6e-8)


@needs_shared
def test_hundred_reflections_keep_their_digits(
    present: xr.DataArray, index: ComplexityIndex
) -> None:
    found = reflections(present, steps=400)
    np.testing.assert_allclose(found.eci.values, index.eci.values, atol=1e-12)


@needs_shared
def test_preset_gives_the_outlook_of_the_vignette(trade: xr.DataArray, published: dict) -> None:
    """The vignette carries its fitness complexity into outlook index and gain."""
    convention = Convention.preset("economiccomplexity", method="fitness", iterations=19)
    found = complexity_measures(trade, convention=convention)
    for country, value in published["coi_with_fitness_complexity"].items():
        assert float(found.outlook_index.sel(place=country)) == pytest.approx(value, abs=5e-7)
    for country, row in published["cog_with_fitness_complexity"].items():
        gain = found.outlook_gain.sel(place=country).values[: len(row)]
        np.testing.assert_allclose(gain, row, atol=5e-8)


@needs_shared
def test_preset_gives_the_index_of_the_vignette(trade: xr.DataArray, published: dict) -> None:
    found = complexity_measures(trade, convention=Convention.preset("economiccomplexity"))
    for country, value in published["eigenvalues_zscore_ddof1"]["country"].items():
        assert float(found.index.eci.sel(place=country)) == pytest.approx(value, abs=5e-8)


@needs_shared
def test_nestedness(present: xr.DataArray) -> None:
    """fermi-cref 0.2.0 prints 0.2857535267280903, the mean over countries and over products."""
    found = structure(present)
    mean = (found.nodf_places + found.nodf_industries) / 2
    assert mean == pytest.approx(0.2857535267280903, abs=1e-14)
    assert found.components == 1


@needs_shared
def test_a_country_seen_from_outside_stands_where_it_stands(
    present: xr.DataArray, index: ComplexityIndex
) -> None:
    found = external_index(present, pci=index.pci, outside=present)
    np.testing.assert_allclose(found.eci.values, index.eci.values, atol=1e-12)


@needs_shared
def test_atlas_preset_on_world_trade(trade: xr.DataArray) -> None:
    """ecomplexity 0.5.3, run on these exports; Japan, Chile, Nigeria."""
    found = complexity_measures(trade, convention=Convention.preset("atlas"))
    places = {"place": ["jpn", "chl", "nga"]}
    eci = [2.2626322329174555, -0.496005662278085, -2.5443545770181664]
    coi = [-4.011378897874461, 0.6181327643521981, -0.5171727026745385]
    pci = [-1.0703101195402096, 5.638347153703971, -2.9873630463639285]
    density = [0.35081102682626136, 0.23557548463009662, 0.05101797363809789]
    cog = [-0.6712246102250774, 0.1365192839361314, 0.12740839775901228]
    np.testing.assert_allclose(found.index.eci.sel(places).values, eci, atol=1e-12)
    np.testing.assert_allclose(found.outlook_index.sel(places).values, coi, atol=1e-11)
    products = {"industry": ["0011", "7284", "2631"]}
    np.testing.assert_allclose(found.index.pci.sel(products).values, pci, atol=1e-12)
    animals = {**places, "industry": "0011"}
    np.testing.assert_allclose(found.density.sel(animals).values, density, atol=1e-13)
    np.testing.assert_allclose(found.outlook_gain.sel(animals).values, cog, atol=1e-12)


@needs_shared
def test_datawheel_preset_on_world_trade(trade: xr.DataArray) -> None:
    """economic-complexity 0.3.0 under pandas 2.3.3, run on these exports."""
    found = complexity_measures(trade, convention=Convention.preset("datawheel")).index
    eci = [2.261260613823715, -0.479989561153434, -2.5523596143472553]
    pci = [-0.6625510475321721, 2.2345183059800036, -1.5036226944575433]
    np.testing.assert_allclose(found.eci.sel(place=["jpn", "chl", "nga"]).values, eci, atol=1e-9)
    products = ["0011", "7284", "2631"]
    np.testing.assert_allclose(found.pci.sel(industry=products).values, pci, atol=1e-9)


@needs_shared
def test_a_published_ranking_is_traced_to_its_convention(
    trade: xr.DataArray, published: dict
) -> None:
    """The five printed numbers suffice; without the smallest places it is other data."""
    printed = published["eigenvalues_zscore_ddof1"]["country"]
    vignette = xr.DataArray([*printed.values()], {"place": [*printed]}, ("place",))
    found = reconcile(trade, vignette)
    assert found.nearest.name == "economiccomplexity"
    assert found.verdict.en.startswith("Reproduced by economiccomplexity")
    larger = trade[(trade.sum("industry") > 2e7).values]
    other = complexity_measures(larger, convention=Convention.preset("atlas")).index.eci
    assert "other data" in reconcile(trade, other).verdict.en


@needs_shared
def test_one_call_gives_the_published_numbers(trade: xr.DataArray, published: dict) -> None:
    """Without forming the 785 x 785 proximities; outlook with the fitness of the package."""
    found = complexity_measures(trade, convention=Convention.preset("economiccomplexity"))
    for country, row in published["rca"].items():
        for product, value in row.items():
            quotient = float(found.rca.sel(place=country, industry=product))
            assert quotient == pytest.approx(value, abs=5e-8)
    want = published["eigenvalues_zscore_ddof1"]
    for country, value in want["country"].items():
        assert float(found.index.eci.sel(place=country)) == pytest.approx(value, abs=5e-8)
    for product, value in want["product"].items():
        assert float(found.index.pci.sel(industry=product)) == pytest.approx(value, abs=5e-9)
    fitness = Convention.preset("economiccomplexity", method="fitness", iterations=19)
    found = complexity_measures(trade, convention=fitness)
    for country, value in published["coi_with_fitness_complexity"].items():
        assert float(found.outlook_index.sel(place=country)) == pytest.approx(value, abs=5e-7)
    for country, row in published["cog_with_fitness_complexity"].items():
        gain = found.outlook_gain.sel(place=country).values[: len(row)]
        np.testing.assert_allclose(gain, row, atol=5e-8)


@needs_shared
def test_one_call_gives_the_numbers_of_the_plain_way(
    trade: xr.DataArray, present: xr.DataArray, near: xr.DataArray
) -> None:
    found = complexity_measures(trade, anchor="diversity")
    dense = outlook_gain(present, near, complexity=found.index.pci).values
    size = np.abs(dense).max()
    np.testing.assert_allclose(found.outlook_gain.values / size, dense / size, rtol=0, atol=1e-12)
    plain = density(present, near).values
    np.testing.assert_allclose(found.density.values, plain, rtol=1e-12, atol=1e-14)
