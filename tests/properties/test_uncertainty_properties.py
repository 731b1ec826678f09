"""What intervals must do for any matrix of counts."""

from __future__ import annotations

import numpy as np
import xarray as xr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from upriver.complexity import Resampling, Uncertainty, measure_uncertainty

MEASURES = ("rca", "density", "eci", "pci", "rank", "outlook_index")


def counts(seed: int, places: int, industries: int) -> xr.DataArray:
    rng = np.random.default_rng(seed)
    values = rng.poisson(rng.lognormal(2.0, 1.5, (places, industries))).astype(float)
    coords = {
        "place": [f"p{number}" for number in range(places)],
        "industry": [f"i{number}" for number in range(industries)],
    }
    assume((values.sum(axis=0) > 0).all() and (values.sum(axis=1) > 0).all())
    return xr.DataArray(values, coords, ("place", "industry"))


def measured(output: xr.DataArray, unit_size: float, method: str) -> Uncertainty:
    resampling = Resampling.model_validate(
        {"unit_size": unit_size, "method": method, "replicates": 20}
    )
    return measure_uncertainty(output, resampling=resampling, rng=np.random.default_rng(0), top=2)


shapes = {
    "seed": st.integers(0, 10_000),
    "places": st.integers(4, 12),
    "industries": st.integers(4, 15),
    "method": st.sampled_from(["bayesian", "multinomial"]),
}


@settings(max_examples=15)
@given(**shapes, power=st.integers(-6, 12))
def test_the_unit_of_money_does_not_matter(
    seed: int, places: int, industries: int, method: str, power: int
) -> None:
    output = counts(seed, places, industries)
    one, two = measured(output, 1.0, method), measured(output * 2.0**power, 2.0**power, method)
    for name in MEASURES:
        left, right = getattr(one, name), getattr(two, name)
        np.testing.assert_allclose(left.lower.values, right.lower.values, rtol=1e-5, atol=1e-6)
        np.testing.assert_allclose(left.upper.values, right.upper.values, rtol=1e-5, atol=1e-6)


@settings(max_examples=15)
@given(**shapes)
def test_bounds_are_in_order_and_chances_are_chances(
    seed: int, places: int, industries: int, method: str
) -> None:
    output = counts(seed, places, industries)
    found = measured(output, 1.0, method)
    for name in MEASURES:
        interval = getattr(found, name)
        known = np.isfinite(interval.point.values)
        assert (np.isfinite(interval.lower.values) <= known).all()
        assert (interval.lower <= interval.upper).values[np.isfinite(interval.lower.values)].all()
    for chance in (found.presence_chance, found.top_chance):
        assert ((chance >= 0) & (chance <= 1)).values[np.isfinite(chance.values)].all()
    assert (found.rca.lower.values[output.values == 0] == 0).all()
