"""The fast cascade against the equations, on networks drawn at random."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

from plain_cascade import plain_cascade
from upriver.supplychain import (
    CascadeRules,
    FirmNetwork,
    cascades,
    firm_network,
    link_risk,
    most_systemic,
    systemic_risk,
)
from upriver.supplychain.cascade_rules import link_levels


def _draw(seed: int, firms: int) -> tuple[FirmNetwork, xr.DataArray]:
    draw = np.random.default_rng(seed)
    names = [f"f{number:02d}" for number in range(firms)]
    sector = xr.DataArray(draw.choice(list("abcd"), firms), {"firm": names}, ("firm",))
    pairs = draw.integers(0, firms, (firms * 3, 2))
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    value = draw.lognormal(0.0, 2.0, len(pairs))
    net = firm_network(
        sector, [names[i] for i, _ in pairs], [names[j] for _, j in pairs], value.tolist()
    )
    level = draw.integers(0, 3, (len(net.sectors), len(net.sectors))).astype(float)
    coords = {"industry": net.sectors, "industry_to": net.sectors}
    return net, xr.DataArray(level, coords, ("industry", "industry_to"))


LARGE = st.sampled_from([0.0, 0.3, 2.0])
"""From the first round beside others; from some round on; never."""


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, 10**6),
    st.integers(3, 14),
    st.booleans(),
    st.sampled_from([1e-6, 0.01]),
    LARGE,
)
def test_fast_equals_plain(
    seed: int, firms: int, substitution: bool, tolerance: float, large: float
) -> None:
    net, essential = _draw(seed, firms)
    rules = CascadeRules(essential=essential, substitution=substitution, tolerance=tolerance)
    draw = np.random.default_rng(seed + 1)
    left = draw.choice([0.0, 0.5, 1.0, 1.0], (5, firms))
    coords = {"scenario": list("vwxyz"), "firm": net.firms}
    remaining = xr.DataArray(left, coords, ("scenario", "firm"))
    with patch.object(cascades, "LARGE", large):
        found = systemic_risk(net, rules, remaining=remaining, by="firm", workers=2)
    level = link_levels(net, essential)
    share = net.sales / net.sales.sum()
    for row in range(5):
        down, up, steps = plain_cascade(net, level, left[row], substitution, tolerance)
        lost = share * (1 - np.minimum(down, up))
        np.testing.assert_allclose(found.spread[row], lost, atol=1e-10)
        np.testing.assert_allclose(found.downstream[row], share @ (1 - down), atol=1e-10)
        np.testing.assert_allclose(found.upstream[row], share @ (1 - up), atol=1e-10)
        np.testing.assert_allclose(found.index[row], lost.sum(), atol=1e-10)
        assert int(found.steps[row]) == steps


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10**6), LARGE)
def test_threads_and_the_unit_of_money_change_nothing(seed: int, large: float) -> None:
    """More scenarios than one part and one set of lanes hold."""
    net, essential = _draw(seed, 300)
    rules = CascadeRules(essential=essential)
    other = firm_network(
        xr.DataArray(net.sectors[net.sector], {"firm": net.firms}, ("firm",)),
        net.firms[net.supplier].tolist(),
        net.firms[net.buyer].tolist(),
        (net.value * 1e-7).tolist(),
    )
    with patch.object(cascades, "LARGE", large):
        one = systemic_risk(net, rules, by="industry")
        two = systemic_risk(net, rules, by="industry", workers=2)
        cheap = systemic_risk(other, rules)
    np.testing.assert_array_equal(one.index.values, two.index.values)
    np.testing.assert_array_equal(one.spread.values, two.spread.values)
    np.testing.assert_allclose(one.spread.sum("industry"), one.index, rtol=1e-12)
    np.testing.assert_allclose(cheap.index.values, one.index.values, rtol=1e-10)
    alone = systemic_risk(net, rules, remaining={"one": {str(net.firms[7]): 0.0}})
    np.testing.assert_allclose(alone.index.values, one.index.values[7:8], rtol=1e-12)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(4, 30), st.integers(1, 6))
def test_most_systemic_is_the_sorted_whole(seed: int, firms: int, k: int) -> None:
    net, essential = _draw(seed, firms)
    rules = CascadeRules(essential=essential)
    whole = np.sort(systemic_risk(net, rules).index.values)[::-1]
    top = most_systemic(net, k, rules)
    np.testing.assert_allclose(top["index"].values, whole[:k], rtol=1e-12)
    assert (top["bound"].values >= top["index"].values - 1e-9).all()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(3, 14))
def test_a_cut_link_costs_no_more_than_its_failed_firms(seed: int, firms: int) -> None:
    net, essential = _draw(seed, firms)
    rules = CascadeRules(essential=essential, tolerance=1e-6, substitution=False)
    links = link_risk(net, rules)
    alone = systemic_risk(net, rules)
    down = alone.downstream.sel(scenario=links["supplier"]).values
    up = alone.upstream.sel(scenario=links["buyer"]).values
    assert (links["downstream"].values <= down + 1e-4).all()
    assert (links["upstream"].values <= up + 1e-4).all()
    assert (links["index"].values > 0).all()
