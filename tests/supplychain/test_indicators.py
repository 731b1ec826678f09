"""Concentration of suppliers and dependence on one buyer, by hand."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from upriver.core.errors import DataError
from upriver.supplychain import buyer_dependence, concentration, firm_network

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
