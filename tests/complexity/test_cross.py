"""Two layers over the same places."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from science_arrays import place_matrix
from upriver.complexity import cross_density, cross_proximity, density, proximity
from upriver.core.errors import LabelError

INDUSTRIES = place_matrix([[1, 1, 0], [1, 0, 0], [0, 1, 1], [1, 1, 0]])
TECHNOLOGIES = xr.DataArray(
    [[1.0, 0.0], [1.0, 1.0], [0.0, np.nan], [0.0, 0.0]],
    {"place": list("ABCD"), "technology": ["lidar", "cells"]},
    ("place", "technology"),
)


def test_smaller_of_the_two_chances_where_both_are_known() -> None:
    found = cross_proximity(TECHNOLOGIES, INDUSTRIES)
    assert found.dims == ("technology", "industry")
    # lidar in A, B; a in A, B, D: two of three. cells in B, unknown in C: b counts in A, D.
    np.testing.assert_allclose(found.values, [[2 / 3, 1 / 3, 0.0], [1 / 3, 0.0, 0.0]])


@pytest.mark.parametrize("kind", ["minimum", "cosine", "jaccard", "association", "correlation"])
def test_a_layer_crossed_with_itself_is_its_proximity(kind: str) -> None:
    other = INDUSTRIES.rename(industry="activity")
    found = cross_proximity(INDUSTRIES, other, kind=kind)
    np.testing.assert_array_equal(found.values, proximity(INDUSTRIES, kind=kind).values)
    same = cross_density(INDUSTRIES, found)
    np.testing.assert_array_equal(
        same.values, density(INDUSTRIES, proximity(INDUSTRIES, kind=kind)).values
    )
    assert same.dims == ("place", "activity")


def test_unknown_technologies_are_left_out_of_density() -> None:
    phi = cross_proximity(TECHNOLOGIES, INDUSTRIES)
    found = cross_density(TECHNOLOGIES, phi)
    assert float(found.sel(place="C", industry="a")) == 0.0  # only lidar counts there
    assert float(found.sel(place="A", industry="a")) == pytest.approx(2 / 3)
    assert np.isnan(found.sel(industry="c")).all()  # near to no technology


def test_layers_need_two_names_and_the_same_places() -> None:
    with pytest.raises(LabelError, match="the same layer 'industry'"):
        cross_proximity(INDUSTRIES, INDUSTRIES)
    with pytest.raises(LabelError, match="place labels differ"):
        cross_proximity(TECHNOLOGIES.isel(place=[0, 1]), INDUSTRIES)
