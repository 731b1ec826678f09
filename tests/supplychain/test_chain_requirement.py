"""Share of links in chain cost, whichever end product needs them most."""

from __future__ import annotations

import numpy as np
import pytest

from science_arrays import industry_matrix
from upriver.core.errors import DataError
from upriver.supplychain import chain_requirement, link_requirement, local_coverage

NODES = ["ore", "cell", "car", "store"]
NAN = float("nan")


def test_the_end_that_needs_most_counts() -> None:
    share = industry_matrix([[0, 0.5, 0, 0], [0, 0, 0.4, 0.7], [0, 0, 0, 0], [0, 0, 0, 0]], NODES)
    need = chain_requirement(share)
    assert need.sel(industry="cell", industry_to="store").item() == pytest.approx(0.7)
    assert need.sel(industry="cell", industry_to="car").item() == pytest.approx(0.4)
    assert need.sel(industry="ore", industry_to="cell").item() == pytest.approx(0.35)
    alone = link_requirement(share, product="store")
    assert (need >= alone).all()


def test_an_unknown_share_stays_unknown_and_its_seller_is_no_end() -> None:
    share = industry_matrix([[0, NAN, 0, 0], [0, 0, 0.4, 0], [0, 0, 0, 0], [0, 0, 0, 0]], NODES)
    need = chain_requirement(share)
    assert np.isnan(need.sel(industry="ore", industry_to="cell").item())
    assert need.sel(industry="cell", industry_to="car").item() == pytest.approx(0.4)


def test_shares_above_the_whole_cost_are_refused() -> None:
    share = industry_matrix([[0, 0, 0, 0.8], [0, 0, 0, 0.9], [0, 0, 0, 0], [0, 0, 0, 0]], NODES)
    with pytest.raises(DataError, match=r"sum to more than 1: 'store \(1\.7\)'"):
        chain_requirement(share)


def test_a_node_does_not_supply_itself() -> None:
    share = industry_matrix([[0, 0, 0, 0], [0, 0.2, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]], NODES)
    with pytest.raises(DataError, match="from a node to itself: 'cell'"):
        chain_requirement(share)
    essential = industry_matrix(np.where(share.values > 0, 2.0, NAN), NODES)
    with pytest.raises(DataError, match="from a node to itself: 'cell'"):
        local_coverage(essential, share.sum("industry_to"))
