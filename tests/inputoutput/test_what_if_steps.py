"""A supplier that comes and an industry that goes, against solving anew."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from science_arrays import industry_matrix, industry_vector
from upriver.core.errors import DataError, LabelError
from upriver.inputoutput import (
    add_supplier,
    extraction_loss,
    leontief_inverse,
    leontief_system,
    lose_industries,
)

RNG = np.random.default_rng(7)
LOCAL, OUTSIDE = RNG.uniform(0, 0.08, (2, 6, 6))
Y = industry_vector(RNG.uniform(1, 9, 6))


def test_a_supplier_takes_over_a_share_of_every_origin() -> None:
    local = industry_matrix(LOCAL)
    by_origin = xr.concat(
        [industry_matrix(0.3 * OUTSIDE), industry_matrix(0.7 * OUTSIDE)],
        xr.Variable("origin", ["domestic", "foreign"]),
    )
    changed = LOCAL.copy()
    changed[3] += 0.4 * OUTSIDE[3]
    expected = np.linalg.solve(np.eye(6) - changed, Y.values)
    system = leontief_system(local)
    for outside in (by_origin, industry_matrix(OUTSIDE)):
        found = add_supplier(system, outside, industry="4", share=0.4).output(Y)
        np.testing.assert_allclose(found.values, expected, rtol=1e-13)


def test_losing_one_industry_is_its_extraction() -> None:
    local = industry_matrix(LOCAL)
    L = leontief_inverse(local)
    x = industry_vector(L.values @ Y.values)
    left = lose_industries(leontief_system(local), ["2"]).output(Y)
    loss = extraction_loss(L, x).sel(industry_to="2").values
    others = [0, 2, 3, 4, 5]
    np.testing.assert_allclose((x.values - left.values)[others], loss[others], rtol=1e-12)
    assert left.sel(industry="2").item() == 0.0


def test_shares_and_names_that_make_no_sense_are_refused() -> None:
    system, outside = leontief_system(industry_matrix(LOCAL)), industry_matrix(OUTSIDE)
    with pytest.raises(DataError, match=r"share must lie in 0 to 1, got 1.5"):
        add_supplier(system, outside, industry="1", share=1.5)
    with pytest.raises(LabelError, match=r"is called 'x'; there are '1', '2', '3' "):
        add_supplier(system, outside, industry="x", share=0.5)
    with pytest.raises(LabelError, match="No industry of the economy is called 'x'"):
        lose_industries(system, ["x"])
