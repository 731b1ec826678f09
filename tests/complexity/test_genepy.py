"""GENEPY against the textbook problem and by hand."""

from __future__ import annotations

from importlib import import_module

import numpy as np
import pytest

from science_arrays import place_matrix
from upriver.complexity.genepy import components_kernel, genepy
from upriver.core.errors import DataError

M = np.array(
    [
        [0, 1, 1, 1, 0, 0, 1],
        [0, 0, 1, 1, 1, 1, 1],
        [1, 0, 0, 1, 0, 1, 1],
        [1, 0, 1, 1, 1, 0, 0],
        [1, 1, 0, 0, 0, 1, 0],
        [0, 1, 0, 0, 0, 0, 0.0],
    ]
)


def textbook(M: np.ndarray) -> np.ndarray:
    """Sciarra and others (2020), Nature Communications 11, 3352, by loops and the plain solver."""
    n, m = M.shape
    k = [sum(M[c]) for c in range(n)]
    k_p = [sum(M[c, p] / k[c] for c in range(n)) for p in range(m)]
    N = np.zeros((n, n))
    for c in range(n):
        for e in range(n):
            if c != e:
                N[c, e] = sum(M[c, p] * M[e, p] / (k[c] * k[e] * k_p[p] ** 2) for p in range(m))
    values, vectors = np.linalg.eig(N)
    order = sorted(range(n), key=lambda i: -abs(values[i]))[:2]
    out = []
    for c in range(n):
        squares = [vectors[c, i] ** 2 for i in order]
        lead = [values[i] for i in order]
        first = sum(v * s for v, s in zip(lead, squares, strict=True)) ** 2
        out.append(first + 2 * sum(v**2 * s for v, s in zip(lead, squares, strict=True)))
    return np.real(np.array(out))


def weights_of_industries(M: np.ndarray) -> np.ndarray:
    k = M.sum(axis=1)
    W = M / k[:, None] / (M / k[:, None]).sum(axis=0)
    G = W.T @ W
    np.fill_diagonal(G, 0)
    return G


def test_places_equal_the_textbook() -> None:
    found = genepy(place_matrix(M))
    np.testing.assert_allclose(found.places.values, textbook(M), rtol=1e-12)


def test_industries_equal_the_nonsymmetric_solver() -> None:
    values, vectors = np.linalg.eig(weights_of_industries(M))
    order = np.argsort(-np.abs(values))[:2]
    lead, squares = np.real(values[order]), np.real(vectors[:, order]) ** 2
    want = (squares @ lead) ** 2 + 2 * (squares @ lead**2)
    np.testing.assert_allclose(genepy(place_matrix(M)).industries.values, want, rtol=1e-12)


def test_first_component_has_one_sign() -> None:
    found = genepy(place_matrix(M))
    assert (found.place_components.values[:, 0] > 0).all()
    assert abs(found.place_eigenvalues.values[0]) > abs(found.place_eigenvalues.values[1])


def test_many_rows_take_the_iterative_way_to_the_same_end(monkeypatch: pytest.MonkeyPatch) -> None:
    W = np.random.default_rng(4).random((60, 30)) * (np.arange(60)[:, None] >= np.arange(30))
    whole = components_kernel(W)
    monkeypatch.setattr(import_module("upriver.complexity.genepy"), "DENSE", 10)
    few = components_kernel(W)
    np.testing.assert_allclose(few[0], whole[0], rtol=1e-12)
    np.testing.assert_allclose(few[1], whole[1], atol=1e-10)


def test_an_empty_place_or_industry_is_unknown_by_itself_only() -> None:
    wider = np.zeros((7, 8))
    wider[:6, :7] = M
    found, whole = genepy(place_matrix(wider)), genepy(place_matrix(M))
    np.testing.assert_allclose(found.places.values[:6], whole.places.values)
    np.testing.assert_allclose(found.industries.values[:7], whole.industries.values)
    assert np.isnan([found.places.values[6], found.industries.values[7]]).all()
    assert np.isnan(found.place_components.values[6]).all()


def test_too_few_are_refused() -> None:
    with pytest.raises(DataError, match="leaves 2 places and 7 industries"):
        genepy(place_matrix(M[[1, 2]] + M[[0, 4]] > 0))
