"""Named firms in a small table: sums, estimates and refusals."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import xarray as xr

from hybrid_toy import FIRMS, FLOWS, OUTPUT, OUTSIDE, REVENUE, SECTOR, SQUARE, arguments
from upriver.core.errors import DataError, LabelError
from upriver.supplychain import HybridNetwork, hybrid_network, seen_risk, systemic_risk


def _link(made: HybridNetwork, supplier: str, buyer: str) -> float:
    net = made.network
    here = (net.firms[net.supplier] == supplier) & (net.firms[net.buyer] == buyer)
    return float(net.value[here].sum())


def _refused(**changes: Any) -> str:
    with pytest.raises(DataError, match=r"do not fit together|faults") as refused:
        hybrid_network(**arguments(**changes))
    return " ".join(each.problem.en for each in refused.value.findings)


def test_nodes_are_firms_rests_and_the_outside() -> None:
    made = hybrid_network(**arguments())
    assert made.network.firms.tolist() == [
        "a", "b", "c", "rest:cars", "rest:steel",
        "domestic:cars", "domestic:steel", "foreign:cars", "foreign:steel",
    ]  # fmt: skip
    assert made.kind.values.tolist() == ["firm"] * 3 + ["rest"] * 2 + ["outside"] * 4
    assert made.output.values.tolist() == [20.0, 10.0, 40.0, 60.0, 50.0, 5.0, 16.0, 3.0, 3.0]
    assert made.unsized == ("d",)


def test_seen_links_stay_and_the_rest_of_the_buyers_need_is_shared_by_what_is_left() -> None:
    """c needs 0.4 of 30 and 9 are seen from a; scaling keeps the odds of the start, all 1."""
    made = hybrid_network(**arguments())
    assert _link(made, "a", "c") == 9.0
    from_b, from_rest = _link(made, "b", "c"), _link(made, "rest:steel", "c")
    assert from_b + from_rest == pytest.approx(3.0, rel=1e-10)
    odds = from_b * _link(made, "rest:steel", "rest:cars")
    odds /= from_rest * _link(made, "b", "rest:cars")
    assert odds == pytest.approx(1.0, rel=1e-10)
    assert made.seen.sum() == 1
    assert made.seen_share == pytest.approx(9.0 / (64.0 + 27.0), rel=1e-10)


def test_without_seen_links_trade_is_proportional_to_size() -> None:
    """Nothing is bought within a sector here: a firm does not buy from itself."""
    across = FLOWS.copy(data=[[0.0, 4.0], [30.0, 0.0]])
    made = hybrid_network(**arguments(supplier=[], buyer=[], value=[], flows=across))
    assert _link(made, "a", "c") == pytest.approx(30.0 * 0.25 * 0.4, rel=1e-12)
    assert _link(made, "rest:cars", "rest:steel") == pytest.approx(4.0 * 0.6 * 0.625, rel=1e-12)
    assert _link(made, "domestic:steel", "c") == pytest.approx(6.0 * 0.4, rel=1e-12)
    assert made.passes == 1


def test_a_link_without_value_is_estimated_and_not_seen() -> None:
    known = hybrid_network(**arguments(value=[float("nan")]))
    none = hybrid_network(**arguments(supplier=[], buyer=[], value=[]))
    assert not known.seen.any()
    np.testing.assert_array_equal(known.network.value, none.network.value)


def test_pooled_firms_trade_through_the_rest_unless_a_link_is_known() -> None:
    made = hybrid_network(**arguments(pooled=True, value=[float("nan")]))
    assert _link(made, "b", "c") == 0.0
    assert _link(made, "a", "c") > 0.0
    assert _link(made, "b", "rest:cars") > 0.0


def test_links_of_a_firm_without_revenue_belong_to_the_rest() -> None:
    made = hybrid_network(**arguments(supplier=["a"], buyer=["d"], value=[3.0]))
    assert not made.seen.any()


def test_direct_share_and_what_only_seen_links_carry() -> None:
    made = hybrid_network(**arguments())
    found = seen_risk(made)
    assert found.scenario.values.tolist() == ["a", "b", "c"]
    np.testing.assert_allclose(found["direct"], np.array([20.0, 10.0, 40.0]) / 180.0)
    rules = made.rules()
    whole = systemic_risk(made.network, rules, remaining={"a": {"a": 0.0}})
    assert float(found["index"][0]) == float(whole.index[0])
    assert 0.0 < float(found["seen_share"][0]) < 1.0
    assert float(found["seen_share"][1]) == 0.0
    assert (found["seen"] <= found["index"] + 1e-12).all()


def test_without_values_nothing_is_seen() -> None:
    made = hybrid_network(**arguments(supplier=[], buyer=[], value=[]))
    assert (seen_risk(made)["seen_share"] == 0.0).all()


def test_all_faults_are_named_at_once() -> None:
    text = _refused(
        revenue=REVENUE.copy(data=[70.0, 20.0, 40.0, 1.0]),
        supplier=["a", "b"], buyer=["c", "c"], value=[28.0, 25.0],
    )  # fmt: skip
    assert "Firms of industry steel make 90" in text
    assert "Firm b sells 25 to named firms and makes 20" in text
    assert "Links from steel to cars add up to 53, the table has 30" in text


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"revenue": REVENUE.copy(data=[-1.0, 1.0, 1.0, 1.0])}, "Firm a: revenue must be above 0"),
        ({"sector": SECTOR.copy(data=["iron", "steel", "cars", "cars"])}, "no industry iron"),
        ({"buyer": ["x"]}, "no firm 'x'"),
        ({"buyer": ["a"]}, "a buys from itself"),
        ({"value": [0.0]}, "value must be above 0"),
        ({"flows": FLOWS.copy(data=[[10.0, -4.0], [30.0, 20.0]])}, "flows must be 0 or more"),
        ({"outside": OUTSIDE * float("nan")}, "outside must be 0 or more"),
        ({"output": OUTPUT.copy(data=[100.0, 40.0])}, "steel sells 50 to industries and makes 40"),
    ],
)
def test_bad_input_is_named(changes: dict[str, Any], text: str) -> None:
    assert text in _refused(**changes)


def test_labels_must_be_the_same() -> None:
    with pytest.raises(LabelError, match="only in flows: 'steel'"):
        hybrid_network(**arguments(output=OUTPUT.assign_coords(industry=["cars", "iron"])))
    with pytest.raises(LabelError, match="another order"):
        hybrid_network(**arguments(revenue=REVENUE.sel(firm=FIRMS[::-1])))


def test_sums_that_cannot_be_met_are_refused() -> None:
    """One firm is all of steel, and its link to the only car firm leaves no one for the rest."""
    firms = {"firm": ["a", "c"]}
    with pytest.raises(DataError, match=r"No estimate meets .*'steel -> c'"):
        hybrid_network(
            xr.DataArray(["steel", "cars"], firms, ("firm",)),
            xr.DataArray([80.0, 100.0], firms, ("firm",)),
            supplier=["a"], buyer=["c"], value=[9.0],
            flows=xr.DataArray([[0.0, 0.0], [30.0, 0.0]], SQUARE, ("industry", "industry_to")),
            output=OUTPUT,
        )  # fmt: skip
