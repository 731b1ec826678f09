"""PRODY, EXPY and embodied traits."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from science_arrays import place_matrix
from upriver.complexity import embodied, expy, prody, rca
from upriver.core.errors import LabelError

OUTPUT = place_matrix([[10, 30, 0], [20, 10, 10], [5, 5, 50]])
INCOME = xr.DataArray(
    [10.0, 20.0, np.nan], {"place": list("ABC")}, ("place",), attrs={"units": "USD"}
)


def test_places_of_unknown_income_are_left_out() -> None:
    quotient = rca(OUTPUT).values[:2]
    want = (quotient * [[10], [20]]).sum(axis=0) / quotient.sum(axis=0)
    found = prody(OUTPUT, income=INCOME)
    np.testing.assert_allclose(found.values, want)
    assert found.attrs["units"] == "USD"
    shares = OUTPUT.values / OUTPUT.values.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(expy(OUTPUT, prody=found).values, shares @ want)


def test_embodied_trait_of_the_holders_only() -> None:
    """Hartmann et al. (2017), eq. 6: industry b is held by A alone, so its index is A's."""
    inequality = xr.DataArray([0.3, 0.4, 0.5], {"place": list("ABC")}, ("place",))
    found = embodied(OUTPUT, trait=inequality)
    assert float(found.sel(industry="b")) == pytest.approx(0.3)
    assert float(found.sel(industry="c")) == pytest.approx(0.5)
    none = embodied(OUTPUT, trait=inequality, threshold=50.0)
    assert np.isnan(none.values).all()


def test_places_must_agree() -> None:
    with pytest.raises(LabelError, match="place labels differ"):
        prody(OUTPUT, income=INCOME[:2])
