"""The complexity index: sign, scale and cautions."""

from __future__ import annotations

from importlib import import_module

import numpy as np
import pytest
import xarray as xr

from science_arrays import place_matrix
from upriver.complexity import (
    ComplexityIndex,
    Convention,
    complexity_index,
    conventional_index,
)
from upriver.core.errors import DataError, LabelError

# Two overlapping specialisations: A to C lean to the left, D to F to the right.
LEAN = place_matrix(
    [
        [1, 1, 1, 0, 0, 0],
        [1, 1, 0, 0, 0, 0],
        [0, 1, 1, 1, 0, 0],
        [0, 0, 0, 1, 1, 0],
        [0, 0, 0, 0, 1, 1],
        [0, 0, 1, 1, 1, 1],
    ]
)


def size(values: list[float], name: str | None = "size") -> xr.DataArray:
    return xr.DataArray(values, {"place": LEAN.place.values}, ("place",), name=name)


def full_problem(M: np.ndarray) -> np.ndarray:
    """Second eigenvector of D^-1 M U^-1 M' by the textbook, nonsymmetric way."""
    d, u = M.sum(axis=1), M.sum(axis=0)
    values, vectors = np.linalg.eig((M / d[:, None]) @ (M / u).T)
    return np.real(vectors[:, np.argsort(-np.real(values))[1]])


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_symmetric_solution_equals_the_textbook_one(shape: str) -> None:
    M = LEAN if shape == "wide" else place_matrix(np.column_stack([LEAN.values, LEAN.values[:, 2]]))
    index = complexity_index(M, anchor="A")
    assert abs(np.corrcoef(index.eci.values, full_problem(M.values))[0, 1]) > 1 - 1e-12


def test_industries_follow_the_places_that_have_them() -> None:
    index = complexity_index(LEAN, anchor="A")
    means = (LEAN.values.T @ index.eci.values) / LEAN.values.sum(axis=0)
    assert np.corrcoef(means, index.pci.values)[0, 1] > 1 - 1e-12


def test_scale_is_mean_zero_and_deviation_one() -> None:
    index = complexity_index(LEAN, anchor="A", ddof=1)
    np.testing.assert_allclose(index.eci.values.mean(), 0, atol=1e-15)
    np.testing.assert_allclose(index.eci.values.std(ddof=1), 1)
    np.testing.assert_allclose(complexity_index(LEAN, anchor="A", ddof=0).pci.values.std(), 1)


def test_the_anchor_decides_the_sign_and_nothing_else() -> None:
    left, right = complexity_index(LEAN, anchor="A"), complexity_index(LEAN, anchor="F")
    np.testing.assert_allclose(left.eci.values, -right.eci.values)
    np.testing.assert_allclose(left.pci.values, -right.pci.values)
    assert left.eci.values[0] > 0
    assert (left.anchor, right.anchor) == ("A", "F")


def test_an_array_anchors_by_rank_correlation() -> None:
    index = complexity_index(LEAN, anchor=size([9, 8, 7, 3, 2, 1]))
    assert index.anchor == "size"
    assert np.corrcoef(index.eci.values, [9, 8, 7, 3, 2, 1])[0, 1] > 0.8
    assert index.anchor_strength == pytest.approx(27 / 35)
    assert not index.weak


def test_places_without_anchor_value_do_not_vote() -> None:
    index = complexity_index(LEAN, anchor=size([9, np.nan, 7, np.nan, np.nan, 1], name=None))
    assert index.anchor == "anchor"
    assert index.eci.values[0] > 0


def test_diversity_may_anchor_and_is_named() -> None:
    index = complexity_index(LEAN, anchor="diversity")
    assert index.anchor == "diversity"


def test_an_anchor_that_hardly_goes_along_is_a_caution() -> None:
    index = complexity_index(LEAN, anchor=size([2, 2.2, 1, 3, 1.5, 2.1]))
    assert index.weak
    assert "The sign is uncertain: rank correlation with size" in index.cautions[0].en
    assert "符号不确定" in index.cautions[0].zh


def test_a_place_near_the_middle_is_a_caution() -> None:
    mirror = place_matrix([[1, 1, 0, 0, 0], [0, 1, 1, 1, 0], [0, 0, 0, 1, 1], [1, 1, 1, 0, 0]])
    index = complexity_index(mirror, anchor="B")
    assert index.anchor_strength == pytest.approx(abs(index.eci.values[1]))
    assert index.weak == (index.anchor_strength < 0.2 or index.spectral_gap < 0.02)


def test_separate_groups_are_a_caution() -> None:
    M = place_matrix(np.kron(np.eye(2), [[1, 1], [1, 0]]))
    index = complexity_index(M, anchor="A")
    assert index.eigenvalue == pytest.approx(1)
    assert any("share no industry" in caution.en for caution in index.cautions)


def test_two_equal_eigenvalues_are_a_caution() -> None:
    M = place_matrix([[1, 1, 0], [0, 1, 1], [1, 0, 1]])
    index = complexity_index(M, anchor=size([1, 2, 3, 4, 5, 6])[:3])
    assert index.spectral_gap == pytest.approx(0, abs=1e-12)
    assert any("The direction is uncertain" in caution.en for caution in index.cautions)


def test_empty_places_and_industries_are_unknown_by_themselves_only() -> None:
    wider = np.zeros((7, 7))
    wider[:6, :6] = LEAN.values
    index = complexity_index(place_matrix(wider), anchor="A")
    whole = complexity_index(LEAN, anchor="A")
    np.testing.assert_allclose(index.eci.values[:6], whole.eci.values)
    np.testing.assert_allclose(index.pci.values[:6], whole.pci.values)
    assert np.isnan(index.eci.values[6])
    assert np.isnan(index.pci.values[6])


def test_unknown_cells_are_counted() -> None:
    values = LEAN.values.copy()
    values[0, 5] = np.nan
    index = complexity_index(place_matrix(values), anchor="A")
    assert index.unknown_cells == 1
    np.testing.assert_allclose(index.eci.values, complexity_index(LEAN, anchor="A").eci.values)


def test_same_input_gives_same_bytes() -> None:
    def run() -> ComplexityIndex:
        return complexity_index(LEAN, anchor="A")

    assert run().eci.values.tobytes() == run().eci.values.tobytes()


@pytest.mark.parametrize("anchor", ["Z", "G"])
def test_an_anchor_place_without_index_is_refused(anchor: str) -> None:
    M = place_matrix(np.vstack([LEAN.values, np.zeros(6)]))
    with pytest.raises(LabelError, match=f"anchor '{anchor}' is no place with an index"):
        complexity_index(M, anchor=anchor)


def test_an_anchor_that_cannot_decide_is_refused() -> None:
    with pytest.raises(DataError, match="anchor 'size' cannot decide the sign: 6 known places"):
        complexity_index(LEAN, anchor=size([1, 1, 1, 1, 1, 1]))
    with pytest.raises(DataError, match="cannot decide the sign: 2 known places"):
        complexity_index(LEAN, anchor=size([1, 2] + [np.nan] * 4))


def test_an_anchor_over_other_places_is_refused() -> None:
    with pytest.raises(LabelError, match="presence and anchor"):
        complexity_index(LEAN, anchor=size([1, 2, 3, 4, 5, 6])[::-1])


def test_too_few_places_are_refused() -> None:
    with pytest.raises(DataError, match="leaves 2 places and 3 industries"):
        complexity_index(place_matrix([[1, 1, 0], [0, 1, 1]]), anchor="A")


def test_places_all_alike_are_refused() -> None:
    with pytest.raises(DataError, match="same profile"):
        complexity_index(place_matrix(np.ones((4, 4))), anchor="A")


@pytest.mark.parametrize("method", ["fitness", "stable_fitness", "genepy"])
def test_a_method_without_a_sign_reads_no_anchor(method: str) -> None:
    index = conventional_index(LEAN, convention=Convention(method=method))
    assert (index.method, index.anchor) == (method, "")
    assert np.isnan([index.anchor_strength, index.eigenvalue, index.spectral_gap]).all()
    assert (index.eci.values > 0).all()


def test_reflections_bring_their_sign() -> None:
    index = conventional_index(LEAN, convention=Convention.preset("datawheel"))
    assert (index.method, index.steps, index.anchor) == ("reflections", 18, "diversity")
    turned = conventional_index(
        LEAN, convention=Convention(method="reflections"), anchor=-index.eci
    )
    np.testing.assert_allclose(turned.eci.values, -index.eci.values)


def test_fitness_that_fades_is_a_caution_only_without_a_stated_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(import_module("upriver.complexity.fitness"), "MOST_UPDATES", 3)
    index = conventional_index(LEAN, convention=Convention(method="fitness"))
    assert not index.converged
    assert "Fitness did not stand still after 3 updates" in index.cautions[0].en
    stated = conventional_index(LEAN, convention=Convention(method="fitness", iterations=3))
    assert stated.cautions == ()
    np.testing.assert_array_equal(stated.eci.values, index.eci.values)


def test_the_anchor_of_the_convention_is_the_default() -> None:
    index = conventional_index(LEAN, convention=Convention(anchor="F"))
    assert (index.anchor, float(index.eci.sel(place="F")) > 0) == ("F", True)
    with pytest.raises(DataError, match="anchor 'size' needs the output"):
        conventional_index(LEAN, convention=Convention())


def test_an_outside_pci_anchors_by_industries() -> None:
    pci = xr.DataArray([5.0, 4, 3, 2, 1, 0], {"industry": LEAN.industry.values}, ("industry",))
    index = complexity_index(LEAN, anchor=pci.rename("world"))
    assert index.anchor == "world"
    assert float(index.pci.values[0]) > 0 > float(index.pci.values[-1])
