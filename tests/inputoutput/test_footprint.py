"""Accounts of many places against the inverse, worked out plainly, and against pymrio."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from upriver.core.errors import DataError, LabelError
from upriver.inputoutput import footprints

PLACES, INDUSTRIES = 3, 4
FOUR = ("place", "industry", "place_to", "industry_to")


def world(
    places: int = PLACES, industries: int = INDUSTRIES, kinds: int = 2, seed: int = 1
) -> tuple[xr.DataArray, xr.DataArray, xr.DataArray]:
    """Flows, final demand by category and stressors of a made-up world that balances."""
    rng = np.random.default_rng(seed)
    n = places * industries
    x = rng.lognormal(5, 1, n)
    A = rng.lognormal(0, 1.5, (n, n))
    Z = A / A.sum(axis=0) * rng.uniform(0.35, 0.75, n) * x
    Y = rng.lognormal(0, 1, (places, industries, places, 2)) * 20
    names = {
        "place": [f"P{k}" for k in range(places)],
        "industry": [f"i{k}" for k in range(industries)],
    }
    buyers = {"place_to": names["place"], "industry_to": names["industry"]}
    flows = xr.DataArray(
        Z.reshape(places, industries, places, industries), names | buyers, FOUR
    ).assign_attrs(units="CNY")
    demand = xr.DataArray(
        Y,
        names | {"place_to": names["place"], "category": ["households", "capital"]},
        ("place", "industry", "place_to", "category"),
    )
    stressors = xr.DataArray(
        rng.uniform(0, 100, (kinds, places, industries)),
        {"stressor": [f"s{k}" for k in range(kinds)]} | names,
        ("stressor", "place", "industry"),
    ).assign_attrs(units="t")
    return flows, demand, stressors


def by_the_inverse(
    flows: xr.DataArray, demand: xr.DataArray, stressors: xr.DataArray
) -> dict[str, np.ndarray]:
    """The accounts from their definitions, cell by cell."""
    R, K = flows.sizes["place"], flows.sizes["industry"]
    Z, Y = flows.values.reshape(R * K, R * K), demand.values.sum(axis=3)
    F = stressors.values.reshape(-1, R * K)
    x = Z.sum(axis=1) + Y.reshape(R * K, R).sum(axis=1)
    S = F / x
    L = np.linalg.inv(np.eye(R * K) - Z / x)
    M = S @ L
    made = np.zeros((R, K, R, K))  # output of (r, i) for product k bought by c
    for c in range(R):
        for k in range(K):
            bought = np.zeros((R, K))
            bought[:, k] = Y[:, k, c]
            made[:, :, c, k] = (L @ bought.reshape(-1)).reshape(R, K)
    caused = S.reshape(-1, R, K)[:, :, :, None, None] * made
    abroad = ~np.eye(R, dtype=bool)
    return {
        "multipliers": M.reshape(-1, R, K),
        "consumption": caused.sum(axis=(1, 2)),
        "production": F.reshape(-1, R, K),
        "imports": (caused * abroad[None, :, None, :, None]).sum(axis=(1, 2)),
        "exports": (caused * abroad[None, :, None, :, None]).sum(axis=(3, 4)),
        "embodied": caused.sum(axis=(2, 4)),
    }


@pytest.mark.parametrize("precision", ["double", "single"])
@pytest.mark.parametrize("kinds", [1, 2, 9])
def test_accounts_equal_their_definitions(kinds: int, precision: str) -> None:
    """Nine stressors of three places are more than twelve cells: the other way of solving."""
    flows, demand, stressors = world(kinds=kinds)
    found = footprints(flows, demand, stressors=stressors, precision=precision)
    for name, want in by_the_inverse(flows, demand, stressors).items():
        np.testing.assert_allclose(getattr(found, name).values, want, rtol=1e-12, err_msg=name)
    np.testing.assert_allclose(found.unexplained.values, 0.0, atol=1e-13)
    assert found.multipliers.attrs["units"] == "t/CNY"
    assert found.imports.dims == ("stressor", "place_to", "industry")


def test_accounts_of_a_place_add_up() -> None:
    flows, demand, stressors = world(places=5, industries=7, seed=4)
    found = footprints(flows, demand, stressors=stressors)
    of_place = found.consumption.sum("industry") - found.imports.sum("industry")
    of_place = of_place.rename(place_to="place") + found.exports.sum("industry")
    np.testing.assert_allclose(of_place.values, found.production.sum("industry").values)
    np.testing.assert_allclose(found.embodied.sum("place"), found.consumption.sum("industry"))


def test_imports_by_place_are_the_sum_over_products() -> None:
    flows, demand, stressors = world()
    whole = footprints(flows, demand, stressors=stressors).imports
    short = footprints(flows, demand, stressors=stressors, detail="place").imports
    assert short.dims == ("stressor", "place_to")
    np.testing.assert_allclose(short.values, whole.sum("industry").values, rtol=1e-12)


@pytest.mark.parametrize(("places", "industries", "kinds"), [(2, 3, 1), (4, 30, 3), (20, 6, 8)])
def test_accounts_equal_pymrio(places: int, industries: int, kinds: int) -> None:
    """D_cba, D_pba, D_imp, D_exp and M of pymrio's calc_all, run here."""
    pd = pytest.importorskip("pandas")
    pymrio = pytest.importorskip("pymrio")
    flows, demand, stressors = world(places, industries, kinds, seed=7)
    rows = pd.MultiIndex.from_product(
        [flows["place"].values, flows["industry"].values], names=["region", "sector"]
    )
    uses = pd.MultiIndex.from_product(
        [flows["place"].values, ["households", "capital"]], names=["region", "category"]
    )
    n = places * industries
    peer = pymrio.IOSystem(
        Z=pd.DataFrame(flows.values.reshape(n, n), rows, rows),
        Y=pd.DataFrame(demand.values.reshape(n, -1), rows, uses),
    )
    amounts = pd.DataFrame(stressors.values.reshape(-1, n), stressors["stressor"].values, rows)
    peer.effects = pymrio.Extension("effects", F=amounts)
    peer.calc_all()
    found = footprints(flows, demand, stressors=stressors)
    pairs = {
        "M": found.multipliers,
        "D_cba": found.consumption,
        "D_pba": found.production,
        "D_imp": found.imports,
        "D_exp": found.exports,
    }
    for name, ours in pairs.items():
        theirs = getattr(peer.effects, name).to_numpy()
        np.testing.assert_allclose(
            ours.values.reshape(-1, n), theirs, rtol=1e-12, atol=1e-13 * theirs.max(), err_msg=name
        )


def test_an_industry_without_output_takes_part_with_zeros() -> None:
    flows, demand, stressors = world()
    for array in (flows, demand):
        array.loc[{"place": "P1", "industry": "i2"}] = 0.0
    flows.loc[{"place_to": "P1", "industry_to": "i2"}] = 0.0
    stressors.loc[{"place": "P1", "industry": "i2"}] = 0.0
    found = footprints(flows, demand, stressors=stressors)
    np.testing.assert_allclose(found.production.values, stressors.values, rtol=1e-12, atol=1e-12)
    assert float(found.exports.sel(stressor="s0", place="P1", industry="i2")) == 0.0


def test_given_output_above_the_rows_leaves_a_part_unexplained() -> None:
    flows, demand, stressors = world()
    output = flows.sum(("place_to", "industry_to")) + demand.sum(("place_to", "category"))
    stressors = xr.ones_like(stressors) * output
    found = footprints(flows, demand, stressors=stressors, output=output * 1.1)
    made = np.linalg.solve(
        np.eye(12) - flows.values.reshape(12, 12) / (1.1 * output.values.reshape(12)),
        demand.values.reshape(12, -1).sum(axis=1),
    )
    want = 1 - made.sum() / (1.1 * output.values.sum())  # a stressor of 1 / 1.1 per output
    np.testing.assert_allclose(found.unexplained.values, want, rtol=1e-10)
    assert want > 0.1


def test_negative_flows_are_accounted_when_the_chain_dies_out() -> None:
    flows, demand, stressors = world()
    flows[0, 0, 1, 1] = -1.0
    found = footprints(flows, demand, stressors=stressors)
    want = by_the_inverse(flows, demand, stressors)
    np.testing.assert_allclose(found.consumption.values, want["consumption"], rtol=1e-12)


def test_bad_tables_are_refused_by_name() -> None:
    flows, demand, stressors = world()
    output = flows.sum(("place_to", "industry_to")) + demand.sum(("place_to", "category"))
    with pytest.raises(DataError, match="use up more than is made; largest column sums: 'P"):
        footprints(flows, demand, stressors=stressors, output=output * 0.3)
    negative = flows.copy()
    negative[0, 0, 1, 1] = -1.0
    with pytest.raises(DataError, match="use up more than is made"):
        footprints(negative, demand, stressors=stressors, output=output * 0.3)
    silent = output.copy()
    silent.loc[{"place": "P2", "industry": "i1"}] = 0.0
    with pytest.raises(DataError, match="output is 0 but the industry buys: 'P2 i1'"):
        footprints(flows, demand, stressors=stressors, output=silent)
    bought = flows.copy()
    bought.loc[{"place_to": "P2", "industry_to": "i1"}] = 0.0
    with pytest.raises(DataError, match="output is 0 but there is a stressor: 'P2 i1'"):
        footprints(bought, demand, stressors=stressors, output=silent)
    with pytest.raises(DataError, match="output is negative: 'P0 i0'"):
        footprints(
            flows, demand, stressors=stressors, output=output.where(output.industry != "i0", -1)
        )
    with pytest.raises(DataError, match="stressors has no number at 's0 -> P0 -> i0'"):
        footprints(flows, demand, stressors=stressors.where(stressors.place != "P0"))


def test_other_labels_are_refused() -> None:
    flows, demand, stressors = world()
    with pytest.raises(LabelError, match="the same place labels in another order"):
        footprints(flows, demand, stressors=stressors.isel(place=[1, 0, 2]))
    with pytest.raises(LabelError, match="must have the dimensions"):
        footprints(flows, demand, stressors=stressors.isel(stressor=0))
    with pytest.raises(LabelError, match="place labels"):
        footprints(flows.isel(place_to=[1, 0, 2]), demand, stressors=stressors)
