"""Coefficients per unit of output."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from science_arrays import industry_matrix, industry_vector
from upriver.core.errors import DataError, LabelError, UnitError
from upriver.inputoutput import intensity, output_coefficients, technical_coefficients

Z = industry_matrix([[150, 500, 0], [200, 100, 0], [0, 0, 0]])
X = industry_vector([1000, 2000, 0])


def test_an_industry_without_output_gets_a_zero_column_and_is_reported() -> None:
    A = technical_coefficients(Z, X)
    assert A.values[:, 2].tolist() == [0, 0, 0]
    assert A.attrs["zero_output"] == ["3"]
    assert A.attrs["units"] == "CNY/CNY"


def test_an_industry_without_output_gets_a_zero_row_of_allocations() -> None:
    B = output_coefficients(Z, X)
    assert B.values[2].tolist() == [0, 0, 0]
    assert B.values[0].tolist() == [0.15, 0.5, 0.0]
    assert B.attrs["zero_output"] == ["3"]


def test_origins_are_kept_apart() -> None:
    both = xr.concat([Z, Z * 2], xr.Variable("origin", ["local", "foreign"]))
    A = technical_coefficients(both, X)
    assert A.dims == ("origin", "industry", "industry_to")
    assert A.sel(origin="foreign", industry="1", industry_to="2") == 0.5


def test_buying_without_output_is_refused() -> None:
    with pytest.raises(DataError, match="output is 0 but the industry buys in flows: '2'"):
        technical_coefficients(industry_matrix([[0, 5], [0, 0]]), industry_vector([9, 0]))


def test_selling_without_output_is_refused() -> None:
    with pytest.raises(DataError, match="output is 0 but the industry sells in flows: '1'"):
        output_coefficients(industry_matrix([[0, 5], [0, 0]]), industry_vector([0, 9]))


def test_negative_output_is_refused() -> None:
    with pytest.raises(DataError, match="output is negative: '2'"):
        technical_coefficients(industry_matrix([[1, 1], [1, 1]]), industry_vector([9, -1]))


def test_other_industries_are_refused() -> None:
    with pytest.raises(LabelError, match="industry labels differ"):
        technical_coefficients(Z, industry_vector([1, 2, 3], labels=["1", "2", "9"]))


def test_unknown_amounts_stay_unknown_and_units_are_composed() -> None:
    jobs = industry_vector([10, np.nan, 0], units="persons")
    values = intensity(jobs, X)
    assert values.values[0] == 0.01
    assert np.isnan(values.values[1:]).all()
    assert values.attrs["units"] == "persons/CNY"


@pytest.mark.parametrize("coefficients", [technical_coefficients, output_coefficients])
def test_flows_and_output_in_two_units_are_refused(coefficients: object) -> None:
    flows = industry_matrix([[1, 2], [3, 4]], units="1e4 CNY")
    with pytest.raises(UnitError, match="flows is in 1e4 CNY, output in 1e8 CNY"):
        coefficients(flows, industry_vector([10, 10], units="1e8 CNY"))
    assert float(coefficients(flows, industry_vector([10, 10], units="1e4 CNY"))[0, 0]) == 0.1
