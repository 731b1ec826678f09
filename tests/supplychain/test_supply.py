"""Self-sufficiency and dependence by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from science_arrays import industry_matrix, industry_vector
from upriver.core.errors import DataError, LabelError, UnitError
from upriver.supplychain import (
    local_supply_rate,
    local_use,
    matching_gap,
    outside_dependence,
    self_sufficiency,
)

if TYPE_CHECKING:
    import xarray as xr

NAN = float("nan")


def vector(*values: float) -> xr.DataArray:
    return industry_vector(values)


OUTPUT = vector(100, 50, 10, 0)
FLOWS = {"exports": vector(10, 0, 0, 0), "outflow": vector(30, 50, 15, 0)}
BOUGHT = {"imports": vector(20, 0, 0, 0), "inflow": vector(20, 40, 25, NAN)}
USE = local_use(OUTPUT, **BOUGHT, **FLOWS)


def test_local_use_is_what_stays() -> None:
    np.testing.assert_array_equal(USE.values, [100, 40, 20, NAN])


def test_self_sufficiency_and_dependence_sum_to_one() -> None:
    own = self_sufficiency(OUTPUT, USE, **FLOWS)
    away = outside_dependence(USE, **BOUGHT)
    assert own.values[:3].tolist() == [0.6, 0.0, -0.25]
    assert away.origin.values.tolist() == ["domestic", "foreign"]
    np.testing.assert_allclose((own + away.sum("origin")).values[:3], 1.0)
    assert np.isnan(own.values[3])


def test_matching_gap_compares_what_is_traded_with_what_could_be() -> None:
    """1: sells 60 here of 90 possible. 2: sells nothing of 40. 3: transit. 4: unknown."""
    gap = matching_gap(OUTPUT, USE, **FLOWS).values
    np.testing.assert_allclose(gap[:3], [1 - 60 / 90, 1, 1])
    assert np.isnan(gap[3])


def test_matching_gap_is_unknown_where_nothing_is_left_after_exports() -> None:
    gap = matching_gap(vector(10), vector(30), exports=vector(10), outflow=vector(0))
    assert np.isnan(gap.values[0])


def test_supply_rate_is_by_buyer_and_skips_unknown_inputs() -> None:
    local = industry_matrix([[1, NAN], [2, 3]])
    total = industry_matrix([[2, 5], [4, 4]])
    rate = local_supply_rate(local, total)
    assert rate.dims == ("industry",)
    np.testing.assert_allclose(rate.values, [0.5, 0.75])


def test_a_buyer_without_inputs_has_no_rate() -> None:
    zero = industry_matrix([[0.0]])
    assert np.isnan(local_supply_rate(zero, zero).values[0])


def test_other_industries_are_refused() -> None:
    with pytest.raises(LabelError, match="exports"):
        self_sufficiency(OUTPUT, USE, exports=vector(1, 2), outflow=FLOWS["outflow"])


def test_imports_with_a_minus_are_refused() -> None:
    rest = {name: vector(0, 0) for name in ("inflow", "exports", "outflow")}
    with pytest.raises(DataError, match="imports is negative: "):
        local_use(vector(1, 2), imports=vector(-1, 2), **rest)


def test_trade_in_another_unit_is_refused() -> None:
    rest = {name: vector(0, 0) for name in ("inflow", "exports", "outflow")}
    imports = vector(1, 2).assign_attrs(units="1e8 CNY")
    output = vector(1, 2).assign_attrs(units="1e4 CNY")
    with pytest.raises(UnitError, match="is in 1e4 CNY, imports in 1e8 CNY"):
        local_use(output, imports=imports, **rest)
