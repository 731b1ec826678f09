from __future__ import annotations

import pytest
import xarray as xr

from upriver.core.errors import DataError
from upriver.supplychain import CascadeRules, firm_network, systemic_risk

SECTOR = xr.DataArray(["s", "t"], {"firm": ["a", "b"]}, ("firm",))


def test_links_given_twice_are_summed() -> None:
    network = firm_network(SECTOR, ["a", "a"], ["b", "b"], [1.0, 2.0])
    assert network.value.tolist() == [3.0]
    assert network.purchases.tolist() == [0.0, 3.0]


def test_all_faults_are_named_at_once() -> None:
    sector = xr.DataArray(["s", None], {"firm": ["a", "b"]}, ("firm",))
    with pytest.raises(DataError, match="4 faults") as caught:
        firm_network(sector, ["a", "a", "a"], ["a", "x", "b"], [1.0, 1.0, -1.0])
    codes = [finding.code for finding in caught.value.findings]
    assert codes == ["firm-sector", "self-loop", "unknown-firm", "link-value"]


def test_a_sector_without_levels_is_named() -> None:
    labels = {"industry": ["s"], "industry_to": ["s"]}
    essential = xr.DataArray([[1.0]], labels, ("industry", "industry_to"))
    with pytest.raises(DataError, match="no row or column for 't'"):
        systemic_risk(firm_network(SECTOR, ["a"], ["b"], [1.0]), CascadeRules(essential=essential))


def test_a_joint_scenario_is_at_least_as_bad_as_its_parts() -> None:
    sector = xr.DataArray(["s", "s", "t"], {"firm": ["a", "b", "c"]}, ("firm",))
    network = firm_network(sector, ["a", "b"], ["c", "c"], [1.0, 1.0])
    left = xr.DataArray(
        [[0.0, 1.0, 1.0], [0.0, 0.0, 1.0]],
        {"scenario": ["one", "both"], "firm": ["a", "b", "c"]},
        ("scenario", "firm"),
    )
    one, both = systemic_risk(network, remaining=left).index.values
    assert one < both == 1.0


def test_shares_outside_0_and_1_are_refused() -> None:
    left = xr.DataArray([[2.0, 1.0]], {"scenario": ["x"], "firm": ["a", "b"]}, ("scenario", "firm"))
    with pytest.raises(DataError, match="between 0 and 1"):
        systemic_risk(firm_network(SECTOR, ["a"], ["b"], [1.0]), remaining=left)
