"""The bare index by every method: empty input, signs, scales."""

from __future__ import annotations

import numpy as np
import pytest

from upriver.complexity.convention import Convention
from upriver.complexity.index import index_kernel

M = np.array(
    [
        [0, 1, 1, 1, 0, 0, 1],
        [0, 0, 1, 1, 1, 1, 1],
        [1, 0, 0, 1, 0, 1, 1],
        [1, 0, 1, 1, 1, 0, 0],
        [1, 1, 0, 0, 0, 1, 0],
        [0, 1, 0, 0, 1, 0, 0.0],
    ]
)
METHODS = ["eigenvector", "reflections", "fitness", "stable_fitness", "genepy"]


@pytest.mark.parametrize("method", METHODS)
def test_empty_places_and_industries_are_unknown_by_themselves_only(method: str) -> None:
    convention = Convention(method=method)
    wider = np.zeros((7, 8))
    wider[:6, :7] = M
    found, whole = (
        index_kernel(wider, convention=convention),
        index_kernel(M, convention=convention),
    )
    np.testing.assert_allclose(found.eci[:6], whole.eci, rtol=1e-9)
    np.testing.assert_allclose(found.pci[:7], whole.pci, rtol=1e-9)
    assert np.isnan([found.eci[6], found.pci[7], found.price[7]]).all()


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("empty", [np.zeros((4, 5)), np.ones((2, 6)), np.zeros((0, 0))])
def test_too_little_is_unknown_everywhere(method: str, empty: np.ndarray) -> None:
    found = index_kernel(empty, convention=Convention(method=method))
    assert found.eci.shape == empty.shape[:1]
    assert found.pci.shape == empty.shape[1:]
    assert np.isnan(found.eci).all()
    assert np.isnan(found.pci).all()


@pytest.mark.parametrize("method", ["eigenvector", "reflections"])
def test_places_all_alike_are_unknown(method: str) -> None:
    found = index_kernel(np.ones((4, 5)), convention=Convention(method=method))
    assert np.isnan(found.eci).all()


@pytest.mark.parametrize("method", ["eigenvector", "reflections"])
def test_signs_go_along(method: str) -> None:
    convention = Convention(method=method)
    plain = index_kernel(M, convention=convention)
    for wanted in (plain.eci, -plain.eci):
        found = index_kernel(M, convention=convention, along=wanted)
        assert found.eci @ wanted > 0
        np.testing.assert_allclose(found.pci * np.sign(found.eci[0] * plain.eci[0]), plain.pci)
    by_industry = index_kernel(M, convention=convention, along_industries=-plain.pci)
    np.testing.assert_allclose(by_industry.eci, -plain.eci)
    assert by_industry.strength == pytest.approx(-1)


def test_methods_without_a_sign_read_no_anchor() -> None:
    for method in ("fitness", "stable_fitness", "genepy"):
        convention = Convention(method=method)
        found = index_kernel(M, convention=convention, along=np.arange(6.0)[::-1])
        assert (found.eci > 0).all()
        assert np.isnan([found.strength, found.eigenvalue]).all()
        assert found.price.tobytes() == found.pci.tobytes()


def test_on_the_scale_of_places_an_eci_is_the_mean_pci_held() -> None:
    found = index_kernel(M, convention=Convention(pci_scale="places"))
    np.testing.assert_allclose((M @ found.pci) / M.sum(axis=1), found.eci, atol=1e-12)


def test_unshifted_prices_differ_from_pci_by_one_number() -> None:
    found = index_kernel(
        M, convention=Convention(pci_scale="places", outlook_complexity="unshifted")
    )
    assert np.ptp(found.price - found.pci) < 1e-12
    assert abs(found.price - found.pci).max() > 0.01


def test_stated_updates_are_done() -> None:
    found = index_kernel(M, convention=Convention(method="fitness", iterations=7))
    assert (found.steps, found.converged) == (7, False)
    assert index_kernel(M, convention=Convention(method="reflections")).steps == 18
