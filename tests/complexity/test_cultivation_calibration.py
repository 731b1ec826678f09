"""Chances of classes against a truth that is known: simulated provinces, seen as counts."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
import xarray as xr

from upriver.complexity import Convention, Resampling, complexity_measures, measure_uncertainty
from upriver.complexity.cultivation import cultivate, cultivation_class

CONVENTION = Convention(diagonal=0, anchor="size")
SAMPLES = 8
CASES = 20  # counted in an average cell


def provinces(rng: np.random.Generator) -> xr.DataArray:
    """Output of 30 places and 40 industries: two factors in common and much of its own."""
    size, weight = rng.lognormal(0, 0.8, 30), rng.lognormal(0, 1, 40)
    inner = rng.normal(size=(30, 2)) @ rng.normal(size=(40, 2)).T
    quotient = np.exp(0.45 * inner + 0.6 * rng.normal(size=inner.shape))
    labels = {"place": [f"p{k}" for k in range(30)], "industry": [f"i{k}" for k in range(40)]}
    values = size[:, None] * weight * quotient
    return xr.DataArray(CASES * values / values.mean(), labels, ("place", "industry"))


@cache
def told() -> dict[str, np.ndarray]:
    """Chance of the class, whether it is the true one, and whether that of the figures is."""
    chance, right, given = [], [], []
    for seed in range(SAMPLES):
        rng = np.random.default_rng(seed)
        truth = provinces(rng)
        seen = truth.copy(data=rng.poisson(truth.values).astype(float))
        true, point = (complexity_measures(each, convention=CONVENTION) for each in (truth, seen))
        places = truth["place"].values[:6].tolist()
        draws = measure_uncertainty(
            seen,
            resampling=Resampling(unit_size=1, replicates=100),
            rng=rng,
            convention=CONVENTION,
            anchor=point.index.eci.rename("point"),
            keep=places,
        ).draws
        for place in places:
            own = {"place": place, "drop": True}
            wanted = cultivation_class(
                true.rca.sel(**own), true.density.sel(**own), complexity=true.index.pci
            ).values
            rca, density = point.rca.sel(**own), point.density.sel(**own)
            found = cultivate(
                rca,
                density,
                complexity=point.index.pci,
                draws=(draws.rca.sel(**own), draws.density.sel(**own), draws.pci),
            )
            plain = cultivation_class(rca, density, complexity=point.index.pci).values
            known = (wanted != "") & (found.cultivation.values != "")
            chance += found.chance.values.max(axis=0)[known].tolist()
            right += (found.cultivation.values == wanted)[known].tolist()
            given += (plain == wanted)[known].tolist()
    return {"chance": np.array(chance), "right": np.array(right), "given": np.array(given)}


def test_a_class_is_true_as_often_as_its_chance_says() -> None:
    found = told()
    assert found["chance"].mean() == pytest.approx(found["right"].mean(), abs=0.03)
    for low, high in ((0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        chosen = (found["chance"] >= low) & (found["chance"] < high)
        assert chosen.sum() > 100
        share = found["right"][chosen].mean()
        assert share == pytest.approx(found["chance"][chosen].mean(), abs=0.07)


def test_the_most_probable_class_is_right_more_often_than_that_of_the_figures() -> None:
    found = told()
    assert found["right"].mean() > found["given"].mean() + 0.01
