"""Textbook cases of regional analysis, with the results that were printed.

Data and results of Farhauer and Kröll (2013), Standorttheorien, Springer, and of Dörsam (2004), as
the reference manual of the R package REAT 3.0.3 (Wieland 2019, Region 6, R1-R57) prints them;
the shift-share table of Holukuluku is by G. Krumme, University of Washington (Geography 350).
"""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from science_arrays import industry_vector, place_matrix
from upriver.complexity import (
    ellison_glaeser,
    gini,
    herfindahl,
    hoover_index,
    krugman_index,
    location_curve,
    locational_gini,
    rca,
    shift_share,
    specialisation_coefficient,
)

# Jobs in five industries: Sweden, Norway, Denmark, Finland, Iceland.
NORDIC = place_matrix([[45000, 15000, 32000, 10000, 30000], [35000, 12000, 30000, 8000, 22000],
                       [40000, 10000, 25000, 9000, 18000], [30000, 11000, 18000, 3000, 13000],
                       [40000, 6000, 11000, 2000, 12000]])  # fmt: skip
# Jobs in five places: mining, chemistry, social services, electronics, wood.
SECTORS = np.array([[4320, 7811, 3900, 2300, 47560], [20000, 11000, 31000, 8000, 20000],
                    [40000, 10000, 25000, 9000, 16000], [10000, 11000, 14000, 14000, 13000],
                    [7000, 7500, 11000, 1500, 36000.0]])  # fmt: skip


def by_place(values: list[float]) -> xr.DataArray:
    labels = [chr(ord("A") + k) for k in range(len(values))]
    return xr.DataArray(values, {"place": labels}, ("place",))


def test_location_quotient() -> None:
    """1714 of 79006 jobs, where 879213 of 15593224 are everywhere: 0.3847623."""
    jobs = [[1714, 79006 - 1714], [879213 - 1714, 15593224 - 879213 - 79006 + 1714]]
    assert float(rca(place_matrix(jobs))[0, 0]) == pytest.approx(0.3847623, abs=5e-8)


def test_market_shares() -> None:
    """Turnover of four car makers: Herfindahl 0.34, normalised 0.12, Gini 0.3."""
    sales = place_matrix([[20, 50, 20, 10]])
    assert herfindahl(sales, over="industry").item() == pytest.approx(0.34)
    assert herfindahl(sales, over="industry", normalised=True).item() == pytest.approx(0.12)
    assert gini(sales, over="industry").item() == pytest.approx(0.3)


def test_product_of_the_german_states() -> None:
    """Gross domestic product 2015, 1e9 EUR: Herfindahl 0.125."""
    product = [460.69, 549.19, 124.16, 65.29, 31.59, 109.27, 263.44, 39.87, 258.53, 645.59,
               131.95, 35.03, 112.66, 56.22, 85.61, 56.81]  # fmt: skip
    found = herfindahl(place_matrix([[value] for value in product]), over="place")
    assert found.item() == pytest.approx(0.125, abs=5e-4)


def test_incomes_of_classes_of_different_size() -> None:
    """Six classes: Gini 0.5278. Total incomes against numbers of heads."""
    income = np.array([500, 1500, 2500, 4000, 7500, 15000.0])
    heads = [1000, 1200, 1600, 400, 200, 600.0]
    found = locational_gini(place_matrix((income * heads)[:, None]), size=by_place(heads))
    assert found.item() == pytest.approx(0.5278, abs=5e-5)


def test_how_unevenly_the_quotients_of_a_region_are_spread() -> None:
    """Gini coefficient of regional specialisation: 0.6222222."""
    region = np.array([700, 600, 500, 10000, 40000.0])
    everywhere = np.array([30000, 15000, 10000, 60000, 50000.0])
    quotient = rca(place_matrix([region, everywhere - region]))
    found = float(gini(quotient, over="industry")[0])
    assert found == pytest.approx(0.6222222, abs=5e-8)


def test_how_unevenly_the_quotients_of_an_industry_are_spread() -> None:
    """Gini coefficient of spatial concentration: 0.4068966."""
    jobs = np.array([500, 500, 1000, 7000, 1000.0])
    total = np.array([20000, 15000, 20000, 40000, 5000.0])
    quotient = rca(place_matrix(np.array([jobs, total - jobs]).T))
    assert float(gini(quotient, over="place")[0]) == pytest.approx(0.4068966, abs=5e-8)


def test_sweden_beside_its_neighbours() -> None:
    """Krugman coefficient against the mean structure of four countries: 0.1595; of two regions
    with nothing in common: 2."""
    others = NORDIC[1:] / NORDIC[1:].sum("industry")
    found = krugman_index(NORDIC, reference=others.mean("place"))
    assert float(found.sel(place="A")) == pytest.approx(0.1595, abs=5e-5)
    half = specialisation_coefficient(NORDIC, reference=others.mean("place"))
    np.testing.assert_allclose(half.values, found.values / 2)
    apart = place_matrix([[20, 10, 70, 0, 0]])
    other = industry_vector([0, 0, 0, 60, 40], labels=list("abcde"))
    assert krugman_index(apart, reference=other).item() == pytest.approx(2.0)


def test_mining_beside_other_industries() -> None:
    """Krugman coefficient of concentration against the mean geography of four industries:
    0.8619, twice the share that would have to move."""
    weight = (SECTORS[1:] / SECTORS[1:].sum(axis=1, keepdims=True)).mean(axis=0)
    found = hoover_index(place_matrix(SECTORS[:1].T), size=by_place(weight.tolist()))
    assert 2 * found.item() == pytest.approx(0.8619, abs=5e-5)


def test_ten_plants_in_three_cities() -> None:
    """Ellison-Glaeser index of plants in Vienna, Linz and Graz: 0.05990628."""
    plants = np.array([200, 650, 12000, 100, 50, 16000, 13000, 1500, 1500, 25000.0])
    jobs = place_matrix([[13000], [32000], [25000]])
    found = ellison_glaeser(
        jobs,
        firm_herfindahl=industry_vector([(plants**2).sum() / plants.sum() ** 2], labels=["a"]),
        size=by_place([500000, 400000, 100000]),
    )
    assert found.item() == pytest.approx(0.05990628, abs=5e-9)


def test_a_point_of_the_hoover_curve() -> None:
    """EconGeo's example (Balland 2017, PEEG 17.09): 30 % of the people make 50 % of output."""
    output = place_matrix([[0], [10], [10], [30], [50]])
    curve = location_curve(output, industry="a", size=by_place([10, 15, 20, 25, 30]))
    assert 1 - curve.size[-2] == pytest.approx(0.3)
    assert 1 - curve.industry[-2] == pytest.approx(0.5)


def test_shift_share_of_holukuluku() -> None:
    """1985 to 1995, +630 jobs: national growth effect 290, composition -80, differential 420."""
    start, end = np.array([500, 100, 200, 200.0]), np.array([1000, 100, 250, 280.0])
    nation = 1e5 * np.array([0.1, 0.2, 0.4, 0.3])
    later = nation * [1.1, 1.2, 1.3, 1.4]
    labels = {"year": [1985, 1995], "place": ["here", "rest"], "industry": list("1234")}
    jobs = [[start, nation - start], [end, later - end]]
    parts = shift_share(xr.DataArray(jobs, labels, ("year", "place", "industry")))
    here = {"place": "here"}
    np.testing.assert_allclose(parts.national.sel(here), [145, 29, 58, 58])
    np.testing.assert_allclose(parts.industry.sel(here), [-95, -9, 2, 22], atol=1e-9)
    np.testing.assert_allclose(parts.regional.sel(here), [450, -20, -10, 0], atol=1e-9)
    sums = [float(getattr(parts, name).sel(here).sum()) for name in ("national", "industry")]
    assert sums == pytest.approx([290, -80])
    assert float(parts.regional.sel(here).sum()) == pytest.approx(420)
    assert float(parts.change.sel(here).sum()) == pytest.approx(630)
