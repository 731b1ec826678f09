"""Sole suppliers and articulation points, by hand and by removal."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from upriver.core.errors import DataError
from upriver.supplychain import (
    FirmNetwork,
    articulation_points,
    firm_network,
    most_systemic,
    single_points_of_failure,
)

NAMES = ["a", "b", "c", "d"]
SECTOR = xr.DataArray(["s", "s", "p", "q"], {"firm": NAMES}, ("firm",))
NET = firm_network(SECTOR, ["a", "b", "c"], ["c", "c", "d"], [9.0, 1.0, 5.0])


def test_sole_supplier_needs_both_shares() -> None:
    found = single_points_of_failure(NET)
    assert found.frame["supplier"].to_list() == ["a", "c"]
    assert found.frame["input_share"].to_list() == pytest.approx([0.9, 1.0])
    assert found.frame["market_share"].to_list() == pytest.approx([0.9, 1.0])
    assert single_points_of_failure(NET, input_share=0.95).frame["supplier"].to_list() == ["c"]
    assert single_points_of_failure(NET, leaders=["c"]).frame["supplier"].to_list() == ["a"]


def test_only_essential_inputs_count() -> None:
    level = xr.DataArray(np.ones((3, 3)), {"industry": list("spq"), "industry_to": list("spq")})
    level.loc["p", "q"] = 2.0
    assert single_points_of_failure(NET, essential=level).frame["supplier"].to_list() == ["c"]
    assert articulation_points(NET, essential=level) == ()


def test_an_unknown_leader_is_named() -> None:
    with pytest.raises(DataError, match="zz"):
        single_points_of_failure(NET, leaders=["zz"])


def test_no_firm_is_not_a_number_of_firms() -> None:
    with pytest.raises(DataError, match="at least 1"):
        most_systemic(NET, 0)


def _pieces(net: FirmNetwork, without: int) -> int:
    keep = (net.supplier != without) & (net.buyer != without)
    size = len(net.firms)
    graph = csr_array((np.ones(keep.sum()), (net.supplier[keep], net.buyer[keep])), (size, size))
    return int(connected_components(graph, directed=False)[0])


@pytest.mark.parametrize("seed", range(20))
def test_articulation_points_are_those_whose_removal_splits(seed: int) -> None:
    draw = np.random.default_rng(seed)
    names = [f"f{number}" for number in range(12)]
    sector = xr.DataArray(["s"] * 12, {"firm": names}, ("firm",))
    pairs = [(i, j) for i, j in draw.integers(0, 12, (14, 2)) if i != j]
    net = firm_network(
        sector, [names[i] for i, _ in pairs], [names[j] for _, j in pairs], [1.0] * len(pairs)
    )
    whole = _pieces(net, -1)
    degree = np.bincount(np.concatenate([net.supplier, net.buyer]), minlength=12)
    # a removed firm stays as a piece of its own, so it splits when pieces grow by more than one
    expected = [n for i, n in enumerate(names) if degree[i] and _pieces(net, i) > whole + 1]
    assert sorted(articulation_points(net)) == sorted(expected)
