"""Small panels of places and industries for the tests of entry."""

from __future__ import annotations

import numpy as np
import xarray as xr

YEARS = (1990, 1995, 2000, 2005, 2010)


def labelled(values: np.ndarray, years: tuple[int, ...] = YEARS) -> xr.DataArray:
    """Panel with places p00, p01, ... and industries i00, i01, ..."""
    places = [f"p{k:02d}" for k in range(values.shape[1])]
    industries = [f"i{k:02d}" for k in range(values.shape[2])]
    return xr.DataArray(
        values,
        {"year": list(years), "place": places, "industry": industries},
        ("year", "place", "industry"),
        attrs={"units": "persons"},
    )


def noise_panel(seed: int, *, places: int = 24, industries: int = 20) -> xr.DataArray:
    """Every year drawn anew: nothing about the future can be known."""
    rng = np.random.default_rng(seed)
    return labelled(rng.lognormal(3.0, 1.0, (len(YEARS), places, industries)))


def related_panel(seed: int, *, places: int = 24, industries: int = 20) -> xr.DataArray:
    """Places drift to what their hidden skills suggest, so that relatedness tells of entries."""
    rng = np.random.default_rng(seed)
    skills = rng.normal(size=(places, 3))
    needs = rng.normal(size=(3, industries))
    goal = skills @ needs
    level = rng.normal(size=(places, industries)) * 1.5
    years = []
    for _ in YEARS:
        level = 0.6 * level + 0.4 * goal + 0.3 * rng.normal(size=(places, industries))
        years.append(np.exp(level + 3.0))
    return labelled(np.stack(years))
