"""Regional indices against another program, and incomes against printed numbers."""

from __future__ import annotations

import json

import numpy as np
import polars as pl
import pytest
import xarray as xr

from science_arrays import place_matrix
from shared_data import SHARED, needs_shared
from upriver.complexity import (
    embodied,
    entropy,
    expy,
    gini,
    hachman_index,
    herfindahl,
    hoover_index,
    krugman_index,
    locational_gini,
    prody,
    rca,
    specialisation_coefficient,
)

TRADE = SHARED / "data" / "complexity" / "world-trade-1998-2000"
# A small matrix of five places and five industries, and what econcomplex 1.0.1 (MIT licence), run
# on it with Python 3.11, gives.
OUTPUT = place_matrix(
    [[12, 30, 5, 53, 10], [40, 15, 5, 70, 10], [8, 20, 10, 20, 50], [16, 25, 30, 5, 40],
     [60, 40, 55, 5, 3]]
)  # fmt: skip
OVER = "industry"
PEER = {
    "herfindahl": [0.3287603305785124, 0.3494897959183673, 0.29698216735253774,
                   0.2531212841854935, 0.3108509917573111],
    "normalised": [0.16095041322314046, 0.18686224489795913, 0.12122770919067216,
                   0.06640160523186688, 0.13856373969663888],
    "entropy": [1.8846781372331196, 1.805288621665821, 2.011468851856947, 2.101171625450374,
                1.8172565483877512],
    "krugman": [0.6205508776937348, 0.6640502354788068, 0.5711378568521426, 0.5453093704325231,
                0.7370053259623812],
    "hachman": [0.6916324647912037, 0.6596515923248998, 0.626264744320475, 0.7140312785804623,
                0.6149057060954128],
    "hoover": [0.25962692769415458, 0.12009419152276296, 0.3715332286760859,
               0.41145689044848711, 0.4448118253427988],
    "hoover_gini": [0.29961215255332907, 0.155899046008936, 0.41728339687523364,
                    0.4629133704763957, 0.5044108862060822],
    "gini": [0.38823529411764707, 0.18461538461538463, 0.47619047619047616,
             0.465359477124183, 0.4389380530973451],
    "pgi": [0.3718498659517426, 0.404853560872671, 0.4584738243123336, 0.3509259259259259,
            0.5426877470355731],
    "prody": [40.582579353417536, 42.152038779035045, 45.13984127012975, 38.18047340377729,
              50.64715556551523],
    "expy": [40.97534516380053, 40.431340400660275, 45.509880272783754, 45.46643161098228,
             42.61700255177315],
}  # fmt: skip


def test_indices_of_another_program() -> None:
    """econcomplex calls hoover_gini what is the locational Gini here, and prints percent."""
    inequality = xr.DataArray(
        [0.3, 0.4, 0.5, 0.6, 0.35], {"place": OUTPUT.place.values}, ("place",)
    )
    income = 100 * inequality
    found = {
        "herfindahl": herfindahl(OUTPUT, over=OVER),
        "normalised": herfindahl(OUTPUT, over=OVER, normalised=True),
        "entropy": entropy(OUTPUT, over=OVER),
        "krugman": krugman_index(OUTPUT),
        "hachman": hachman_index(OUTPUT),
        "hoover": hoover_index(OUTPUT),
        "hoover_gini": locational_gini(OUTPUT),
        "gini": gini(OUTPUT, over="place"),
        "pgi": embodied(OUTPUT, trait=inequality),
        "prody": prody(OUTPUT, income=income),
        "expy": expy(OUTPUT, prody=prody(OUTPUT, income=income)),
    }
    for name, values in PEER.items():
        np.testing.assert_allclose(found[name].values, values, rtol=1e-12, err_msg=name)
    np.testing.assert_allclose(
        specialisation_coefficient(OUTPUT).values, np.array(PEER["krugman"]) / 2
    )


@needs_shared
def test_incomes_of_products_and_exports() -> None:
    """World trade 1998 to 2000: PRODY and EXPY as the vignette of the R package
    economiccomplexity 2.0.0 prints them (Vargas 2020, JOSS 5, 1866)."""
    frame = pl.read_csv(
        TRADE / "world_trade_avg_1998_to_2000.csv.gz", schema_overrides={"product": pl.String}
    )
    wide = frame.pivot(on="product", index="country", values="value").sort("country")
    income = dict(pl.read_csv(TRADE / "world_gdp_avg_1998_to_2000.csv").iter_rows())
    wide = wide.filter(pl.col("country").is_in(list(income)))
    products = sorted(wide.columns[1:])
    places = wide["country"].to_list()
    trade = xr.DataArray(
        wide.select(products).fill_null(0).to_numpy().astype(float),
        {"place": places, "industry": products},
        ("place", "industry"),
    )
    gdp = xr.DataArray([income[place] for place in places], {"place": places}, ("place",))
    published = json.loads((TRADE / "published_numbers.json").read_text(encoding="utf-8"))
    of_products = prody(trade, income=gdp)
    for code, value in published["prody"].items():
        assert float(of_products.sel(industry=code)) == pytest.approx(value, rel=2e-7)
    of_places = expy(trade, prody=of_products)
    for place, value in published["expy"].items():
        assert float(of_places.sel(place=place)) == pytest.approx(value, rel=2e-7)
    assert float(rca(trade).max()) > 1
