"""The engine without proximities gives the numbers of the plain way, with less memory."""

from __future__ import annotations

import itertools
import threading
import tracemalloc

import numpy as np
import pytest
import threadpoolctl

import dense_measures as dense
from upriver.complexity.convention import Convention
from upriver.complexity.engine import measure_kernel, presence_measure_kernel
from upriver.complexity.levels import (
    by_block,
    by_cheapest,
    by_known_pair,
    by_level,
    by_sparse_level,
)
from upriver.complexity.threads import one_product_thread

FIELDS = ("rca", "presence", "diversity", "ubiquity", "density", "outlook_index", "outlook_gain")


def nested(places: int, industries: int, *, seed: int = 0, fill: float = 0.4) -> np.ndarray:
    rng = np.random.default_rng(seed)
    score = rng.normal(size=(places, 1)) - rng.normal(size=industries)
    score = score + rng.normal(size=(places, industries))
    values = np.exp(score + rng.normal(size=(places, 1)))
    return np.where(score >= np.quantile(score, 1.0 - fill), values, 0.0)


def close(found: np.ndarray, wanted: np.ndarray, tolerance: float = 1e-12) -> None:
    np.testing.assert_array_equal(np.isnan(found), np.isnan(wanted))
    size = np.nanmax(np.abs(wanted)) if not np.isnan(wanted).all() else 1.0
    np.testing.assert_allclose(found / size, wanted / size, rtol=0, atol=tolerance)


def sorted_presence(places: int, industries: int) -> tuple[np.ndarray, np.ndarray]:
    held = nested(places, industries, seed=3, fill=0.2).T > 0
    held = held[held.any(axis=1)]
    order = np.argsort(held.sum(axis=1), kind="stable")
    turned = np.ascontiguousarray(held[order]).astype(float)
    return turned, turned.sum(axis=1)


@pytest.mark.parametrize("factors", [False, True], ids=["ones", "factors"])
@pytest.mark.parametrize("way", [by_level, by_sparse_level, by_block, by_cheapest, by_known_pair])
def test_every_way_to_sum_over_proximities_agrees(way: object, factors: bool) -> None:
    held, ubiquity = sorted_presence(30, 200)
    weights = np.random.default_rng(1).normal(size=len(held)) if factors else np.ones(len(held))
    phi = held @ held.T / np.maximum(ubiquity[:, None], ubiquity)
    second = np.ones_like(held) if way is by_known_pair else ubiquity
    sums, total = np.empty_like(held), np.empty(len(held))
    for block in way(held, second, weights if factors else None):
        np.testing.assert_array_equal(block.held, held[block.rows])
        sums[block.rows], total[block.rows] = block.sums, block.total
    close(sums, phi @ (held * weights[:, None]))
    if way is not by_known_pair:
        close(total, phi @ weights)


@pytest.mark.parametrize("shape", [(25, 300), (60, 20), (300, 12)])
@pytest.mark.parametrize(
    ("diagonal", "gain", "share", "threshold"),
    [(1, "total", "source", 1.0), (0, "net", "source", 1.0), (0, "total", "target", 2.5)],
)
def test_measures_are_those_of_the_plain_way(
    shape: tuple[int, int], diagonal: int, gain: str, share: str, threshold: float
) -> None:
    x = nested(*shape)
    convention = Convention(diagonal=diagonal, gain=gain, gain_share=share, threshold=threshold)
    found = measure_kernel(x, convention=convention)
    np.testing.assert_allclose(found.rca, dense.quotient(x), rtol=1e-14)
    M = found.presence
    index, gains = dense.outlook(M, found.pci, diagonal=diagonal, gain=gain, share=share)
    close(found.density, dense.density(M, diagonal=diagonal))
    close(found.outlook_index, index)
    close(found.outlook_gain, gains)
    eci, pci = dense.index(M)
    sign = np.sign(np.nansum(eci * found.eci))
    close(found.eci, sign * eci, 1e-10)
    close(found.pci, sign * pci, 1e-10)


def test_unknown_cells_are_judged_on_the_places_where_both_are_known() -> None:
    x = nested(30, 120)
    x[np.random.default_rng(0).random(x.shape) < 0.1] = np.nan
    for diagonal in (1, 0):
        found = measure_kernel(x, convention=Convention(diagonal=diagonal))
        index, gains = dense.outlook(found.presence, found.pci, diagonal=diagonal)
        close(found.density, dense.density(found.presence, diagonal=diagonal))
        close(found.outlook_index, index)
        close(found.outlook_gain, gains)
        assert np.isnan(found.outlook_gain[np.isnan(x)]).all()


@pytest.mark.parametrize("empty", [0.0, np.nan], ids=["zero", "unknown"])
def test_an_empty_place_and_industry_change_nobody_else(empty: float) -> None:
    x = nested(20, 60)
    whole = np.full((21, 61), empty)
    whole[:20, :60] = x
    part, found = measure_kernel(x), measure_kernel(whole)
    for name in FIELDS:
        more, less = getattr(found, name), getattr(part, name)
        np.testing.assert_allclose(more[tuple(slice(n) for n in less.shape)], less, rtol=1e-11)
        for axis in range(less.ndim):
            assert np.isnan(np.take(more, less.shape[axis], axis=axis)).all(), name
    np.testing.assert_allclose(found.eci[:20], part.eci, rtol=1e-9)
    assert np.isnan(found.eci[20])
    assert np.isnan(found.pci[60])


def test_sparse_presence_gives_the_same_numbers() -> None:
    """At 3 percent of cells the sparse products are taken."""
    x = nested(60, 900, fill=0.03)
    x[:, 0] += 1e-3
    found = measure_kernel(x)
    index, gains = dense.outlook(found.presence, found.pci)
    close(found.density, dense.density(found.presence))
    close(found.outlook_index, index)
    close(found.outlook_gain, gains)


def test_the_way_is_chosen_by_the_work() -> None:
    def name(places: int, industries: int, fill: float) -> str:
        held = (np.random.default_rng(0).random((industries, places)) < fill).astype(float)
        held = held[held.any(axis=1)]
        held = held[np.argsort(held.sum(axis=1))]
        return by_cheapest(held, held.sum(axis=1)).__name__

    assert name(60, 3000, 0.3) == "by_level"
    assert name(60, 3000, 0.02) == "by_sparse_level"
    assert name(500, 20, 0.3) == "by_block"


def test_input_is_left_alone_and_results_are_the_same_bytes() -> None:
    x = nested(25, 300)
    before = x.copy()
    one, two = measure_kernel(x), measure_kernel(np.asfortranarray(x))
    np.testing.assert_array_equal(x, before)
    again = measure_kernel(x)
    for name in FIELDS:
        np.testing.assert_array_equal(getattr(one, name), getattr(again, name))
        np.testing.assert_allclose(getattr(one, name), getattr(two, name), rtol=1e-9, atol=1e-12)


def test_index_goes_along_with_what_is_given() -> None:
    x = nested(25, 300)
    plain = measure_kernel(x)
    turned = measure_kernel(x, along=-plain.eci)
    np.testing.assert_array_equal(turned.eci, -plain.eci)
    np.testing.assert_allclose(turned.outlook_gain, -plain.outlook_gain, rtol=1e-9, atol=1e-12)
    np.testing.assert_array_equal(plain.turned().outlook_index, -plain.outlook_index)
    other = measure_kernel(x, along_industries=-plain.pci)
    np.testing.assert_array_equal(other.pci, -plain.pci)


@pytest.mark.parametrize(("stop", "near", "gain"), [("index", 0, 0), ("density", 25, 0)])
def test_stops_where_asked(stop: str, near: int, gain: int) -> None:
    x = nested(25, 60)
    found, whole = measure_kernel(x, stop=stop), measure_kernel(x)
    np.testing.assert_array_equal(found.eci, whole.eci)
    assert found.density.shape[0] == near
    assert found.outlook_gain.shape[0] == gain
    assert found.outlook_index.shape == (0,)


@pytest.mark.parametrize(
    "x",
    [np.zeros((4, 5)), np.full((4, 5), np.nan), np.ones((1, 5)), np.ones((4, 5)), np.eye(2)],
    ids=["zero", "unknown", "one place", "all alike", "two"],
)
def test_what_cannot_be_said_is_missing_and_nothing_raises(x: np.ndarray) -> None:
    found = measure_kernel(x)
    assert np.isnan(found.eci).all()
    assert np.isnan(found.outlook_index).all()
    assert np.isnan(found.outlook_gain).all()


def test_outlook_takes_another_complexity() -> None:
    M = (nested(25, 60) > 0).astype(float)
    Q = np.random.default_rng(0).random(60)
    found = presence_measure_kernel(M, complexity=Q)
    index, gains = dense.outlook(M, Q)
    close(found.outlook_index, index)
    close(found.outlook_gain, gains)


def test_memory_does_not_grow_with_pairs() -> None:
    """30,000 industries: their proximities alone would be 6.7 GiB."""
    x = nested(40, 30_000, fill=0.3)
    tracemalloc.start()
    measure_kernel(x)
    peak = tracemalloc.get_traced_memory()[1] / x.nbytes
    tracemalloc.stop()
    assert peak < 12.0


def test_unknown_cells_do_not_make_memory_grow_with_pairs() -> None:
    x = nested(10, 6_000, fill=0.3)
    x[0, :5] = np.nan
    tracemalloc.start()
    measure_kernel(x, stop="density")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 0.6 * 6_000**2 * 8


def test_products_have_one_thread_until_the_last_caller_leaves() -> None:
    def threads() -> set[int]:
        pools = threadpoolctl.threadpool_info()
        return {pool["num_threads"] for pool in pools if pool["user_api"] == "blas"}

    with threadpoolctl.threadpool_limits(2):
        before = threads()
        inside, leave = threading.Event(), threading.Event()

        def other() -> None:
            with one_product_thread():
                inside.set()
                leave.wait(10)

        thread = threading.Thread(target=other)
        with one_product_thread():
            thread.start()
            assert inside.wait(10)
        assert threads() == {1}
        leave.set()
        thread.join()
        assert threads() == before


def test_all_ways_are_told_apart() -> None:
    """The comparison above would not hold for a slightly different proximity."""
    held, ubiquity = sorted_presence(30, 200)
    for one, two in itertools.pairwise((by_level, by_sparse_level, by_block)):
        first = np.concatenate([b.sums.copy() for b in one(held, ubiquity)]).sum()
        second = np.concatenate([b.sums.copy() for b in two(held, ubiquity + 1)]).sum()
        assert abs(first - second) > 1.0
