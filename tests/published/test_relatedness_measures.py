"""Proximities against another program, significance against a textbook number.

The peer is econcomplex 1.0.1 (MIT licence), run with Python 3.11 on the matrix below; it leaves
the diagonal at zero.
"""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr
from scipy.stats import fisher_exact

from science_arrays import place_matrix
from upriver.complexity import (
    Convention,
    complexity_measures,
    continuous_proximity,
    cross_proximity,
    outlook_gain,
    outlook_index,
    proximity,
    proximity_significance,
    rca,
)

M = place_matrix(
    [[1, 1, 0, 1, 0], [1, 0, 1, 0, 0], [0, 1, 1, 1, 1], [1, 1, 0, 0, 1], [0, 0, 1, 1, 0],
     [1, 0, 0, 1, 1]]
)  # fmt: skip
UPPER = np.triu_indices(5, 1)
# Above the diagonal, row by row.
PEER = {
    "minimum": [1 / 2, 1 / 4, 1 / 2, 1 / 2, 1 / 3, 1 / 2, 2 / 3, 1 / 2, 1 / 3, 1 / 2],
    "jaccard": [0.4, 1 / 6, 1 / 3, 0.4, 0.2, 0.4, 0.5, 0.4, 0.2, 0.4],
}
CONTINUOUS = {
    "cosine": [0.5452785412727974, 0.4364357804719847, 0.39789178504159495, 0.5452785412727974,
               0.15617376188860607, 0.44494129831739443, 0.6097560975609755, 0.5698028822981897,
               0.15617376188860607, 0.44494129831739443],
    "correlation": [0.4799999999999999, 0.3754317802193901, 0.1769903095639282, 0.48,
                    0.1927317245411621, 0.3741962258301615, 0.616, 0.5352953878153573,
                    0.1927317245411621, 0.37419622583016154],
}  # fmt: skip


@pytest.mark.parametrize("kind", PEER)
def test_discrete_proximities(kind: str) -> None:
    np.testing.assert_allclose(proximity(M, kind=kind).values[UPPER], PEER[kind], rtol=1e-12)


@pytest.mark.parametrize("kind", CONTINUOUS)
def test_continuous_proximities_of_quotients(kind: str) -> None:
    found = continuous_proximity(rca(M), kind=kind).values
    np.testing.assert_allclose(found[UPPER], CONTINUOUS[kind], rtol=1e-12)


def test_cosine_association_and_correlation_by_their_definitions() -> None:
    held = M.values
    cosine = (held.T @ held) / np.sqrt(np.outer(held.sum(0), held.sum(0)))
    np.testing.assert_allclose(proximity(M, kind="cosine").values, cosine)
    together = (held.T @ held) * 6 / np.outer(held.sum(0), held.sum(0))
    np.testing.assert_allclose(proximity(M, kind="association").values, together)
    alike = (1 + np.corrcoef(held.T)) / 2
    np.testing.assert_allclose(proximity(M, kind="correlation").values, alike)


def test_proximity_across_layers() -> None:
    """The peer's threshold on quotients of a 0-1 matrix differs; its numbers here are those of
    presence by quotient, so presence is taken likewise."""
    T = place_matrix([[1, 0], [1, 1], [0, 1], [0, 0], [1, 0], [1, 1]])
    technologies = (rca(T) >= 1).where(rca(T).notnull(), 0).astype(float)
    industries = (rca(M) >= 1).astype(float)
    found = cross_proximity(technologies.rename(industry="technology"), industries)
    peer = [[0.25, 1 / 3, 1 / 3, 0.5, 0.0], [0.5, 1 / 3, 2 / 3, 0.5, 2 / 3]]
    np.testing.assert_allclose(found.values, peer, rtol=1e-12)


def test_significance_is_the_tail_of_the_lady_tasting_tea() -> None:
    """Fisher (1935), The Design of Experiments, chapter 2: all four of eight cups right by
    chance in 1 of 70 cases, at least three in 17 of 70."""
    labels = {"place": list("ABCDEFGH"), "industry": ["milk first", "said so", "three"]}
    cups = np.array([[1] * 4 + [0] * 4, [1] * 4 + [0] * 4, [1, 1, 1, 0, 1, 0, 0, 0.0]]).T
    chance = proximity_significance(xr.DataArray(cups, labels, ("place", "industry"))).values
    assert chance[0, 1] == pytest.approx(1 / 70)
    assert chance[0, 2] == pytest.approx(17 / 70)
    table = [[3, 1], [1, 3]]
    assert chance[0, 2] == pytest.approx(fisher_exact(table, alternative="greater").pvalue)


@pytest.mark.parametrize("diagonal", [0, 1])
@pytest.mark.parametrize("gain", ["total", "net"])
@pytest.mark.parametrize("gain_share", ["source", "target"])
def test_explicit_outlook_equals_that_without_proximities(
    diagonal: int, gain: str, gain_share: str
) -> None:
    rng = np.random.default_rng(8)
    output = place_matrix(rng.lognormal(0, 2, (12, 9)))
    convention = Convention(diagonal=diagonal, gain=gain, gain_share=gain_share)
    measures = complexity_measures(output, convention=convention)
    phi = proximity(measures.presence)
    found = outlook_gain(
        measures.presence,
        phi,
        complexity=measures.index.pci,
        diagonal=diagonal,
        gain=gain,
        gain_share=gain_share,
    )
    np.testing.assert_allclose(found.values, measures.outlook_gain.values, atol=1e-12)
    index = outlook_index(measures.presence, phi, complexity=measures.index.pci, diagonal=diagonal)
    np.testing.assert_allclose(index.values, measures.outlook_index.values, atol=1e-12)
