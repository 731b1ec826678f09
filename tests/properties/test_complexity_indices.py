"""What must hold for the indices of any presence matrix."""

from __future__ import annotations

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import rankdata

from upriver.complexity.anchor import sign_kernel
from upriver.complexity.convention import Convention
from upriver.complexity.fitness import fitness_kernel, stable_kernel
from upriver.complexity.genepy import genepy_kernel
from upriver.complexity.index import index_kernel
from upriver.complexity.reflections import reflections_kernel
from upriver.complexity.spectrum import own_sign, spectrum_kernel

# A busy machine is no failure, and a run can be repeated.
CALM = settings(deadline=None, derandomize=True)
SHAPES = st.tuples(st.integers(3, 7), st.integers(3, 7))
FLAGS = SHAPES.flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.sampled_from([0.0, 1.0]))
)
SCORES = arrays(
    np.float64, 6, elements=st.sampled_from([-2.0, -1.0, 0.0, 0.5, 1.0, 2.0, float("nan")])
)


def full(M: np.ndarray) -> np.ndarray:
    """Without empty rows and columns, until none is left."""
    kept = M[M.any(axis=1)][:, M.any(axis=0)]
    assume(min(kept.shape) >= 3)
    return kept


def firm(M: np.ndarray) -> np.ndarray:
    """With a second eigenvalue that stands alone, so that the vector is defined."""
    kept = full(M)
    found = spectrum_kernel(kept)
    assume(found.second > 1e-3)
    assume(found.second - found.third > 1e-3)
    return kept


@CALM
@given(FLAGS, st.randoms(use_true_random=False))
def test_order_of_places_and_industries_does_not_matter(M: np.ndarray, draw: object) -> None:
    kept = firm(M)
    rng = np.random.default_rng(draw.randrange(2**32))
    p, q = rng.permutation(kept.shape[0]), rng.permutation(kept.shape[1])
    along = rng.permutation(kept.shape[0]).astype(float)
    one = index_kernel(kept, convention=Convention(), along=along)
    assume(abs(one.strength) > 1e-6)
    two = index_kernel(kept[p][:, q], convention=Convention(), along=along[p])
    np.testing.assert_allclose(two.eci, one.eci[p], atol=1e-8)
    np.testing.assert_allclose(two.pci, one.pci[q], atol=1e-8)


@CALM
@given(FLAGS)
def test_on_the_scale_of_places_an_eci_is_the_mean_pci_held(M: np.ndarray) -> None:
    kept = firm(M)
    found = index_kernel(kept, convention=Convention.preset("atlas"))
    np.testing.assert_allclose(kept @ found.pci / kept.sum(axis=1), found.eci, atol=1e-9)


@CALM
@given(SCORES, SCORES)
def test_a_turned_index_is_turned_back(scores: np.ndarray, along: np.ndarray) -> None:
    """Whatever the anchor: the signed scores do not depend on the sign they came with."""
    one, two = sign_kernel(scores, along)[0] * scores, sign_kernel(-scores, along)[0] * -scores
    np.testing.assert_array_equal(one, two)


@CALM
@given(FLAGS, st.integers(0, 2**32 - 1))
def test_the_year_before_is_never_contradicted(M: np.ndarray, seed: int) -> None:
    kept = full(M)
    before = np.random.default_rng(seed).normal(size=len(kept))
    found = index_kernel(kept, convention=Convention(), along=before)
    assume(not np.isnan(found.eci).any())
    ranks = rankdata(np.round(found.eci, 8))  # places of one profile share a rank
    assume(np.ptp(ranks) > 0)
    assert np.corrcoef(ranks, rankdata(before))[0, 1] > -1e-9


@CALM
@given(SCORES)
def test_own_sign_makes_the_largest_score_positive(scores: np.ndarray) -> None:
    assume(np.isfinite(scores).any())
    signed = own_sign(scores) * scores
    size = np.nanmax(np.abs(scores))
    assert size == 0 or signed[np.nanargmax(np.abs(scores) == size)] > 0


@CALM
@given(FLAGS)
def test_reflections_end_at_the_eigenvector(M: np.ndarray) -> None:
    kept = firm(M)
    assume(spectrum_kernel(kept).third < 0.97 * spectrum_kernel(kept).second < 0.96)
    start = kept.sum(axis=1)
    vector = spectrum_kernel(kept).rows
    share = abs(start @ (start * vector)) / np.sqrt((start @ start) * (start @ vector**2))
    assume(share > 1e-3)  # diversity may have no part in the second eigenvector
    assume(np.ptp(vector) > 1e-9)
    k, _ = reflections_kernel(kept, steps=2000)
    assert abs(np.corrcoef(k, vector)[0, 1]) > 1 - 1e-6


@settings(CALM, max_examples=30)
@given(FLAGS)
def test_fitness_is_positive_and_finite(M: np.ndarray) -> None:
    kept = full(M)
    for found in (fitness_kernel(kept), stable_kernel(kept)):
        assert np.isfinite(found.fitness).all()
        assert np.isfinite(found.complexity).all()
        assert (found.fitness > 0).all()
        assert found.updates <= 20_000


@CALM
@given(FLAGS)
def test_genepy_is_positive(M: np.ndarray) -> None:
    places, industries = genepy_kernel(full(M))
    assert (places >= 0).all()
    assert (industries >= 0).all()
