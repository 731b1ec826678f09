"""Coverage and requirement of chain links."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from science_arrays import industry_matrix, industry_vector
from upriver.core.errors import DataError, LabelError
from upriver.supplychain import link_requirement, local_coverage

if TYPE_CHECKING:
    import xarray as xr

NAN = float("nan")
NODES = ["ore", "cell", "chip", "car"]
ESSENTIAL = industry_matrix(
    [[NAN, 1, NAN, NAN], [NAN, NAN, NAN, 2], [NAN, NAN, NAN, 2], [NAN, NAN, NAN, 0]], NODES
)
SHARE = industry_matrix(
    [[0, 0.5, 0, 0], [0, 0, 0, 0.4], [0, 0, 0, 0.1], [0, 0, 0, 0]], NODES, units="ratio"
)


def firms(values: list[float]) -> xr.DataArray:
    return industry_vector(values, NODES, units="firms")


def test_links_are_counted_without_negligible_and_absent_ones() -> None:
    found = local_coverage(ESSENTIAL, firms([0, 5, NAN, 1]))
    assert (found.links, found.covered_links, found.unknown_links) == (3, 1, 1)
    assert found.count_share == 0.5
    assert np.isnan(found.weighted_share)
    assert found.covered.sel(industry="cell", industry_to="car") == 1
    assert found.covered.sel(industry="ore", industry_to="cell") == 0
    assert np.isnan(found.covered.sel(industry="chip", industry_to="car"))


def test_weights_count_only_where_state_and_weight_are_known() -> None:
    weights = SHARE.copy()
    found = local_coverage(ESSENTIAL, firms([0, 5, 2, 1]), weights=weights)
    assert found.weighted_share == pytest.approx((0.4 + 0.1) / (0.5 + 0.4 + 0.1))
    assert found.unweighted_links == 0
    weights.values[0, 1] = NAN
    found = local_coverage(ESSENTIAL, firms([0, 5, 2, 1]), weights=weights)
    assert found.weighted_share == 1
    assert found.unweighted_links == 1


def test_nothing_known_gives_no_share() -> None:
    assert np.isnan(local_coverage(ESSENTIAL, firms([NAN] * 4)).count_share)


def test_requirement_runs_through_all_tiers() -> None:
    need = link_requirement(SHARE, product="car")
    assert need.sel(industry="cell", industry_to="car") == pytest.approx(0.4)
    assert need.sel(industry="ore", industry_to="cell") == pytest.approx(0.2)
    assert float(link_requirement(SHARE, product="chip").sum()) == 0


def test_an_unknown_share_makes_only_what_hangs_on_it_unknown() -> None:
    share = SHARE.copy(deep=True)
    share.loc[{"industry": "cell", "industry_to": "car"}] = NAN
    need = link_requirement(share, product="car")
    assert np.isnan(need.sel(industry="cell", industry_to="car"))
    assert np.isnan(need.sel(industry="ore", industry_to="cell"))
    assert need.sel(industry="chip", industry_to="car") == pytest.approx(0.1)


def test_a_loop_that_never_ends_is_refused() -> None:
    loop = industry_matrix([[0, 1], [1, 0]], ["a", "b"])
    with pytest.raises(DataError, match="feeds on itself without end"):
        link_requirement(loop, product="a")


def test_a_loop_that_dies_out_is_counted() -> None:
    loop = industry_matrix([[0, 0.5], [0.5, 0]], ["a", "b"])
    need = link_requirement(loop, product="a")
    assert need.sel(industry="b", industry_to="a") == pytest.approx(0.5 * 4 / 3)


def test_an_unknown_product_is_refused() -> None:
    with pytest.raises(LabelError, match="product 'boat' is no node of the chain"):
        link_requirement(SHARE, product="boat")


def test_other_levels_are_refused() -> None:
    with pytest.raises(DataError, match=r"essential must be 0, 1 or 2, got 3\.0"):
        local_coverage(ESSENTIAL.fillna(3), firms([1, 1, 1, 1]))


def test_negative_counts_are_refused() -> None:
    with pytest.raises(DataError, match="firms is negative at 'chip'"):
        local_coverage(ESSENTIAL, firms([1, 1, -1, 1]))


def test_other_nodes_are_refused() -> None:
    with pytest.raises(LabelError, match="essential and firms"):
        local_coverage(ESSENTIAL, firms([1, 1, 1, 1])[::-1])
