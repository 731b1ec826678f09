"""What every hybrid network must keep, on tables and firms drawn at random."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from hybrid_toy import drawn
from upriver.supplychain import HybridNetwork, hybrid_network, seen_risk, systemic_risk

seeds = st.integers(0, 10**6)


def _between(made: HybridNetwork, sectors: list[str], *, outside: bool) -> np.ndarray:
    net = made.network
    at = np.array([sectors.index(name) for name in net.sectors[net.sector]])
    mine = (made.kind.values[net.supplier] == "outside") == outside
    total = np.zeros((len(sectors), len(sectors)))
    np.add.at(total, (at[net.supplier[mine]], at[net.buyer[mine]]), net.value[mine])
    return total


@settings(max_examples=80, deadline=None)
@given(seeds, st.booleans())
def test_links_add_up_to_the_table(seed: int, pooled: bool) -> None:
    case = drawn(seed)
    made = hybrid_network(**case, pooled=pooled)
    sectors = case["output"].industry.values.tolist()
    np.testing.assert_allclose(
        _between(made, sectors, outside=False), case["flows"].values, rtol=1e-6, atol=1e-9
    )
    np.testing.assert_allclose(
        _between(made, sectors, outside=True), case["outside"].sum("origin").values, rtol=1e-9
    )
    assert (made.network.sales <= made.output.values * (1 + 1e-9)).all()


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_seen_values_stay_and_the_unit_of_money_does_not_matter(seed: int) -> None:
    case = drawn(seed)
    made = hybrid_network(**case)
    scaled = {name: case[name] * 1e6 for name in ("revenue", "flows", "output", "outside")} | {
        "value": [each * 1e6 for each in case["value"]]
    }
    other = hybrid_network(**(case | scaled))
    np.testing.assert_allclose(other.network.value, made.network.value * 1e6, rtol=1e-9)
    given_values = sorted(each for each in case["value"] if not np.isnan(each))
    np.testing.assert_allclose(sorted(made.network.value[made.seen]), given_values, rtol=1e-12)
    found, again = seen_risk(made), seen_risk(other)
    np.testing.assert_allclose(again["index"], found["index"], atol=1e-9)
    known = found["seen_share"].fillna(0.0)
    assert ((known >= 0.0) & (known <= 1.0)).all()


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_small_losses_spread_as_a_linear_system(seed: int) -> None:
    """Ordinary inputs, no substitution, nothing hits a bound: losses solve d = s + D' d."""
    made = hybrid_network(**drawn(seed))
    net = made.network
    if "firm" not in made.kind.values:
        return
    rules = made.rules(substitution=False, tolerance=1e-14)
    hit = str(net.firms[0])
    found = systemic_risk(net, rules, remaining={"x": {hit: 1.0 - 1e-4}}, by="firm")
    D = np.zeros((len(net.firms), len(net.firms)))
    D[net.supplier, net.buyer] = net.value / net.purchases[net.buyer]
    own = np.zeros(len(net.firms))
    own[0] = 1e-4
    loss = own.copy()
    for _ in range(2000):
        loss = np.maximum(own, D.T @ loss)
    assert loss.max() < 1.0
    weight = made.output.where(made.kind != "outside", 0.0).values
    assert float(found.downstream[0]) * weight.sum() - loss @ weight < 1e-8 * weight.sum()
    assert float(found.downstream[0]) * weight.sum() - loss @ weight > -1e-8 * weight.sum()
