"""Concentration of suppliers and dependence on one buyer, by hand."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from upriver.core.errors import DataError, LabelError
from upriver.supplychain import (
    buyer_dependence,
    buyer_supply_rate,
    concentration,
    firm_network,
    leader_dependence,
)

NAN = float("nan")


def firms(values: list[object]) -> xr.DataArray:
    return xr.DataArray(values, {"firm": [f"f{n}" for n in range(len(values))]}, ("firm",))


def test_shares_of_sales_by_hand() -> None:
    found = concentration(
        firms(["a", "a", "a", "b", "c", "c"]),
        firms([5.0, 3.0, 2.0, NAN, NAN, 1.0]),
        nodes=["a", "b", "c", "d"],
    )
    assert found.herfindahl.values[:2].tolist() == pytest.approx([0.38, 1.0])
    assert found.leading_share.values[:2].tolist() == pytest.approx([0.5, 1.0])
    assert np.isnan(found.herfindahl.values[2:]).all()
    assert found.firms.values.tolist() == [3, 1, 2, 0]
    assert found.without_sales.values.tolist() == [0, 1, 1, 0]


def test_negative_sales_name_the_firm() -> None:
    with pytest.raises(DataError, match="f1"):
        concentration(firms(["a", "a"]), firms([1.0, -1.0]), nodes=["a"])


def test_largest_buyer_by_hand() -> None:
    network = firm_network(
        firms(["x", "x", "y"]), ["f0", "f0", "f1", "f0"], ["f1", "f2", "f2", "f1"], [2, 1, 4, 2]
    )
    assert buyer_dependence(network).values[:2].tolist() == pytest.approx([0.8, 1.0])
    assert np.isnan(buyer_dependence(network).values[2])


def test_a_firm_without_node_is_named() -> None:
    firms = {"firm": ["a", "b"]}
    node = xr.DataArray(np.array(["cell", None], dtype=object), firms, ("firm",))
    sales = xr.DataArray([1.0, 2.0], firms, ("firm",))
    with pytest.raises(DataError, match="'b' have no node"):
        concentration(node, sales, nodes=["cell"])


def test_supply_rate_and_leader_dependence_by_hand() -> None:
    """Two cell makers sell 6 + 2 to the leader here, 2 to a small buyer; chips come from away."""
    names = ["cell1", "cell2", "chip", "leader", "small"]
    firms = {"firm": names}
    node = xr.DataArray(["cell", "cell", "chip", "car", "car"], firms, ("firm",))
    network = firm_network(
        node,
        ["cell1", "cell2", "cell2", "chip"],
        ["leader", "leader", "small", "leader"],
        [6.0, 2.0, 2.0, 24.0],
    )
    local = xr.DataArray([True, True, False, True, True], firms, ("firm",))
    rate = buyer_supply_rate(network, local)
    assert rate.sel(firm="leader").item() == 0.25
    assert rate.sel(firm="small").item() == 1.0
    assert np.isnan(rate.sel(firm="chip").item())
    leads = xr.DataArray([name == "leader" for name in names], firms, ("firm",))
    dependence = leader_dependence(network, leads)
    assert dependence.sel(industry="cell").item() == 0.8
    assert dependence.sel(industry="chip").item() == 1.0
    assert np.isnan(dependence.sel(industry="car").item())
    with pytest.raises(LabelError, match="firm labels differ"):
        buyer_supply_rate(network, local.isel(firm=slice(4)))
