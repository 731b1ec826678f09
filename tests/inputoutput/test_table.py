"""A table is accepted only when its accounts add up."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from science_arrays import industry_vector
from upriver.core.errors import DataError, LabelError, UnitError
from upriver.inputoutput import InputOutputTable, column_residual, row_residual

LABELS = ["1", "2"]


def parts(origins: list[str]) -> dict[str, xr.DataArray]:
    """Two industries; from outside each buyer takes 10 of product 1."""
    local = [[150.0, 500.0], [200.0, 100.0]]
    outside = [[10.0, 10.0], [0.0, 0.0]]
    blocks = [local] + [outside] * (len(origins) - 1)
    brought = 20.0 * (len(origins) - 1) / 2
    units = {"units": "1e4 CNY"}
    final = np.zeros((len(origins), 2, 1))
    final[0, :, 0] = [350.0, 1700.0]
    return {
        "flows": xr.DataArray(
            blocks,
            {"origin": origins, "industry": LABELS, "industry_to": LABELS},
            ("origin", "industry", "industry_to"),
            attrs=units,
        ),
        "final_uses": xr.DataArray(
            final,
            {"origin": origins, "industry": LABELS, "category": ["household"]},
            ("origin", "industry", "category"),
            attrs=units,
        ),
        "primary_inputs": xr.DataArray(
            [[650.0 - brought, 1400.0 - brought]],
            {"category": ["value_added"], "industry": LABELS},
            ("category", "industry"),
            attrs=units,
        ),
        "output": industry_vector([1000, 2000], units="1e4 CNY"),
    }


def test_a_competitive_table_balances() -> None:
    table = InputOutputTable(**parts(["total"]))
    assert table.competitive
    assert table.outside_flows is None
    assert table.local_flows.dims == ("industry", "industry_to")
    assert row_residual(table).values.tolist() == [0, 0]
    assert column_residual(table).values.tolist() == [0, 0]


def test_origins_are_told_apart() -> None:
    table = InputOutputTable(**parts(["local", "domestic", "foreign"]))
    assert not table.competitive
    assert table.local_flows.values[0].tolist() == [150, 500]
    assert table.total_flows.values[0].tolist() == [170, 520]
    assert table.total_flows.attrs["units"] == "1e4 CNY"
    outside = table.outside_flows
    assert outside is not None
    assert outside.origin.values.tolist() == ["domestic", "foreign"]
    assert table.local_final_uses.values.ravel().tolist() == [350, 1700]


def test_every_unbalanced_row_and_column_is_listed_with_its_number() -> None:
    data = parts(["total"])
    data["final_uses"] = data["final_uses"] + xr.DataArray([40.0, 0.0], {"industry": LABELS})
    data["final_uses"].attrs["units"] = "1e4 CNY"
    data["primary_inputs"] = data["primary_inputs"].copy(data=[[650.0, 1500.0]])
    with pytest.raises(DataError, match="does not balance: '1', '2'") as caught:
        InputOutputTable(**data)
    codes = [(finding.code, finding.value) for finding in caught.value.findings]
    assert codes == [("row-balance", "1"), ("column-balance", "2")]
    assert "-40, 0.04 of output (tolerance 0.001)" in caught.value.findings[0].problem.en
    assert "占产出 0.05" in caught.value.render("zh")


def test_a_wider_tolerance_accepts_the_same_table() -> None:
    data = parts(["total"])
    data["primary_inputs"] = data["primary_inputs"].copy(data=[[650.0, 1450.0]])
    table = InputOutputTable(**data, tolerance=0.05)
    assert column_residual(table).values.tolist() == [0, -50]


def test_an_unknown_primary_input_leaves_its_column_unchecked() -> None:
    data = parts(["total"])
    data["primary_inputs"] = data["primary_inputs"].copy(data=[[np.nan, 1400.0]])
    assert np.isnan(column_residual(InputOutputTable(**data)).values[0])


def test_negative_output_is_a_finding() -> None:
    data = parts(["total"])
    data["output"] = industry_vector([1000, -5], units="1e4 CNY")
    with pytest.raises(DataError, match="does not balance") as caught:
        InputOutputTable(**data)
    assert caught.value.findings[0].code == "negative-output"


def test_an_unknown_flow_is_refused() -> None:
    data = parts(["total"])
    values = data["flows"].values.copy()
    values[0, 0, 1] = np.nan
    data["flows"] = data["flows"].copy(data=values)
    with pytest.raises(DataError, match="flows has no number at 'total -> 1 -> 2'"):
        InputOutputTable(**data)


def test_an_unknown_origin_is_refused() -> None:
    data = parts(["total"])
    for name in ("flows", "final_uses"):
        data[name] = data[name].assign_coords(origin=["elsewhere"])
    with pytest.raises(LabelError, match="origin of flows must be 'total' alone"):
        InputOutputTable(**data)


def test_units_must_agree() -> None:
    data = parts(["total"])
    data["flows"].attrs["units"] = "1e8 CNY"
    with pytest.raises(UnitError, match=r"flows must be in the unit of output \(1e4 CNY\)"):
        InputOutputTable(**data)


def test_units_must_be_given() -> None:
    data = parts(["total"])
    del data["output"].attrs["units"]
    with pytest.raises(UnitError, match="output must be in the unit of output"):
        InputOutputTable(**data)


def test_other_industries_are_refused() -> None:
    data = parts(["total"])
    data["output"] = industry_vector([1, 2], labels=["2", "1"], units="1e4 CNY")
    with pytest.raises(LabelError, match="flows and output have the same industry labels"):
        InputOutputTable(**data)
