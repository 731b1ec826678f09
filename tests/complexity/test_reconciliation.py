"""Which way of counting a published index comes from, and when none."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from science_arrays import place_matrix
from upriver.complexity.convention import Convention
from upriver.complexity.measures import complexity_measures
from upriver.complexity.reconciliation import reconcile
from upriver.core.errors import DataError, LabelError

OUTPUT = place_matrix(
    [
        [0, 8, 21, 11, 0, 0, 13],
        [0, 0, 22, 11, 2, 16, 11],
        [37, 6, 0, 29, 0, 27, 12],
        [12, 0, 35, 14, 5, 2, 0],
        [19, 14, 17, 0, 0, 37, 0],
        [0, 12, 5, 0, 0, 4, 0],
    ]
)


def printed(**fields: object) -> xr.DataArray:
    return complexity_measures(
        OUTPUT, convention=Convention(anchor="diversity", **fields)
    ).index.eci


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"ddof": 0}, "atlas"),
        ({"ddof": 1}, "economiccomplexity"),
        ({"method": "reflections"}, "datawheel"),
        ({"method": "fitness", "iterations": 19}, "economiccomplexity fitness"),
        ({"method": "genepy"}, "genepy"),
    ],
)
def test_each_way_of_counting_is_recognised(fields: dict, name: str) -> None:
    found = reconcile(OUTPUT, printed(**fields))
    assert found.nearest.name == name
    assert found.nearest.difference < 1e-12
    assert found.verdict.en.startswith(f"Reproduced by {name}")


def test_digits_that_are_not_printed_do_not_matter() -> None:
    found = reconcile(OUTPUT, printed(ddof=0).round(3), tolerance=5e-4)
    assert found.nearest.name == "atlas"
    assert "可复现" in found.verdict.zh


def test_the_opposite_sign_is_told() -> None:
    found = reconcile(OUTPUT, -printed())
    assert found.nearest.correlation == pytest.approx(-1)
    assert "opposite sign: set another anchor" in found.verdict.en


def test_another_scale_is_told() -> None:
    """As when the index was standardised before places were left out."""
    part = printed()[1:]
    found = reconcile(OUTPUT, part * 1.3 + 0.2)
    assert found.places == 5
    assert found.only_here == ("A",)
    assert "on another scale" in found.verdict.en


def test_another_matrix_is_told() -> None:
    threshold = printed(threshold=0.5)
    found = reconcile(OUTPUT, threshold)
    assert "No known way of counting gives it" in found.verdict.en
    assert f"秩相关 {found.nearest.rank_correlation:.3f}" in found.verdict.zh
    tried = {"low": Convention(threshold=0.5, anchor="diversity")}
    assert reconcile(OUTPUT, threshold, conventions=tried).nearest.difference < 1e-12


def test_places_that_only_one_has_are_named() -> None:
    published = xr.DataArray([1, 2, 3, 9.0], {"place": list("ABCZ")}, ("place",))
    found = reconcile(OUTPUT, published)
    assert (found.places, found.only_published) == (3, ("Z",))


def test_too_few_common_places_are_refused() -> None:
    published = xr.DataArray([1, 2, np.nan, 4.0], {"place": list("ABCZ")}, ("place",))
    with pytest.raises(LabelError, match="have 2 places with an index in common"):
        reconcile(OUTPUT, published)


def test_one_number_for_all_is_refused() -> None:
    with pytest.raises(DataError, match="published numbers are all alike"):
        reconcile(OUTPUT, xr.DataArray(np.ones(6), {"place": list("ABCDEF")}, ("place",)))
