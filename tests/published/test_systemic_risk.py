"""The network of figure 1 of Diem et al. 2022, against the authors' own programs."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
import xarray as xr

from shared_data import SHARED, needs_shared
from upriver.supplychain import (
    CascadeRules,
    FirmNetwork,
    cascades,
    firm_network,
    hybrid_network,
    seen_risk,
    systemic_risk,
)

pytestmark = needs_shared
CASES = {"all_nonessential": 1.0, "all_essential": 2.0, "mixed": 1.0}


def _network(scale: float = 1.0) -> FirmNetwork:
    folder = SHARED / "data" / "inputoutput" / "firm_network_fig1"
    text = {"infer_schema": False}
    firms, edges = (pl.read_csv(folder / f"{n}.csv", **text) for n in ("firms", "edges"))
    sector = xr.DataArray(firms["sector"].to_list(), {"firm": firms["firm"].to_list()}, ("firm",))
    value = [float(each) * scale for each in edges["value"]]
    return firm_network(sector, edges["supplier"].to_list(), edges["buyer"].to_list(), value)


def _essential(case: str) -> xr.DataArray:
    names = list("12345")
    level = 2.0 if case == "all_essential" else 1.0
    E = np.full((5, 5), level)
    if case.startswith("mixed"):
        E[1], E[2, 1] = 2.0, 0.0
    coords = {"industry": names, "industry_to": names}
    return xr.DataArray(E, coords, ("industry", "industry_to"))


def _expected() -> pl.DataFrame:
    file = SHARED / "data" / "inputoutput" / "firm_network_fig1" / "expected_esri.csv"
    raw = pl.read_csv(file, infer_schema=False)
    return raw.with_columns(pl.all().str.strip_chars())


@pytest.mark.parametrize("large", [0.0, 2.0], ids=["side by side", "alone"])
@pytest.mark.parametrize("scale", [1.0, 1e-9, 1e6])
def test_every_golden_value_in_any_unit_of_money(
    scale: float, large: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cascades, "LARGE", large)
    network = _network(scale)
    compared = 0
    for (case, substitution, eps), rows in _expected().group_by(
        ["case", "substitution", "eps"], maintain_order=True
    ):
        found = systemic_risk(
            network,
            CascadeRules(
                essential=_essential(str(case)),
                substitution=substitution == "TRUE",
                tolerance=float(str(eps)),
            ),
        )
        for row in rows.iter_rows(named=True):
            at = found.index.scenario.values.tolist().index(row["firm"])
            for part, column in (
                (found.index, "ESRI"),
                (found.downstream, "ESRI_down"),
                (found.upstream, "ESRI_up"),
            ):
                assert float(part[at]) == pytest.approx(float(row[column]), abs=2e-12)
            assert int(found.steps[at]) == int(row["T"])
            compared += 1
    assert compared == 132


def test_a_hybrid_whose_links_are_all_seen_is_the_published_network() -> None:
    """The table is made of the same links, so nothing is left to estimate: the same 132 values."""
    plain = _network()
    at = plain.sector
    flows = np.zeros((5, 5))
    np.add.at(flows, (at[plain.supplier], at[plain.buyer]), plain.value)
    size = plain.sales + 1.0  # what each sells to final users
    output = np.bincount(at, size, 5)
    square = {"industry": plain.sectors, "industry_to": plain.sectors}
    firms = {"firm": plain.firms}
    hybrid = hybrid_network(
        xr.DataArray(plain.sectors[at], firms, ("firm",)),
        xr.DataArray(size, firms, ("firm",)),
        supplier=plain.firms[plain.supplier].tolist(),
        buyer=plain.firms[plain.buyer].tolist(),
        value=plain.value.tolist(),
        flows=xr.DataArray(flows, square, ("industry", "industry_to")),
        output=xr.DataArray(output, {"industry": plain.sectors}, ("industry",)),
    )
    assert hybrid.seen.all()
    compared = 0
    for row in _expected().iter_rows(named=True):
        rules = CascadeRules(
            essential=_essential(row["case"]),
            substitution=row["substitution"] == "TRUE",
            tolerance=float(row["eps"]),
        )
        hit = {row["firm"]: {row["firm"]: 0.0}}
        found = systemic_risk(hybrid.network, rules, remaining=hit)
        assert float(found.index[0]) == pytest.approx(float(row["ESRI"]), abs=2e-12)
        assert float(seen_risk(hybrid, rules, remaining=hit)["seen"][0]) == float(found.index[0])
        compared += 1
    assert compared == 132
