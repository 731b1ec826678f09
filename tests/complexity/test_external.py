"""Complexity of places by a PCI of outside."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from science_arrays import place_matrix
from upriver.complexity.complexity import complexity_index
from upriver.complexity.external import external_index
from upriver.core.errors import DataError, LabelError

WORLD = place_matrix(
    [
        [0, 1, 1, 1, 0, 0, 1],
        [0, 0, 1, 1, 1, 1, 1],
        [1, 0, 0, 1, 0, 1, 1],
        [1, 0, 1, 1, 1, 0, 0],
        [1, 1, 0, 0, 0, 1, 0],
        [0, 1, 0, 0, 0, 0, 0],
    ]
)


def pci(values: list[float], labels: str) -> xr.DataArray:
    return xr.DataArray(values, {"industry": list(labels)}, ("industry",))


def test_mean_of_what_is_held() -> None:
    found = external_index(place_matrix([[1, 1, 0], [0, 0, 1]]), pci=pci([1, 2, -4], "abc"))
    assert found.eci.values.tolist() == [1.5, -4.0]
    assert (found.scale, found.missing, found.unused, found.cautions) == ("pci", (), (), ())


def test_the_outside_places_get_their_own_index_back() -> None:
    """So a district that holds what a country holds stands where the country stands."""
    index = complexity_index(WORLD, anchor="diversity")
    found = external_index(WORLD[:2], pci=index.pci, outside=WORLD)
    assert found.scale == "outside"
    np.testing.assert_allclose(found.eci.values, index.eci.values[:2], atol=1e-12)


def test_industries_without_a_pci_are_left_out_and_told() -> None:
    found = external_index(
        place_matrix([[1, 1, 0], [0, 1, 1], [0, 0, 1]]), pci=pci([1, 3, 9], "abz")
    )
    np.testing.assert_array_equal(found.eci.values, [2, 3, np.nan])
    np.testing.assert_array_equal(found.known_share.values, [1, 0.5, 0])
    assert (found.missing, found.unused) == (("c",), ("z",))
    assert "1 industries have no PCI and are left out: 'c'" in found.cautions[0].en
    assert "有 PCI 的不足 80%：'B', 'C'" in found.cautions[1].zh


def test_an_unknown_pci_counts_as_missing() -> None:
    found = external_index(place_matrix([[1, 1], [1, 0]]), pci=pci([1, np.nan], "ab"))
    assert found.missing == ("b",)
    assert found.eci.values.tolist() == [1, 1]


def test_an_empty_place_is_unknown() -> None:
    found = external_index(place_matrix([[1, 1], [0, 0]]), pci=pci([1, 2], "ab"))
    np.testing.assert_array_equal(found.eci.values, [1.5, np.nan])
    assert np.isnan(found.known_share.values[1])


@pytest.mark.parametrize("labels", ["wxyz", "axyz"])
def test_codes_of_another_classification_are_refused(labels: str) -> None:
    with pytest.raises(LabelError, match=r"Only \d of 4 industries have a PCI"):
        external_index(place_matrix([[1, 1, 0, 1]]), pci=pci([1, 2, 3, 4], labels))
    with pytest.raises(LabelError, match="of 7 industries have a PCI"):
        external_index(
            place_matrix([[1, 1]]), pci=pci([1, 2], "ab"), outside=WORLD, least_matched=0.9
        )


def test_outside_places_all_alike_give_no_scale() -> None:
    with pytest.raises(DataError, match="The 3 outside places all hold the same mean PCI"):
        external_index(
            place_matrix([[1, 1]]), pci=pci([1, 2], "ab"), outside=place_matrix(np.ones((3, 2)))
        )
