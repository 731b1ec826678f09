"""Nestedness, groups and eigenvalues of a presence matrix."""

from __future__ import annotations

from importlib import import_module

import numpy as np
import pytest

from science_arrays import place_matrix
from upriver.complexity.complexity import complexity_index
from upriver.complexity.structure import structure
from upriver.core.errors import DataError

ISLANDS = [[1, 0, 1, 1, 1], [1, 1, 1, 0, 0], [0, 1, 1, 1, 0], [1, 1, 0, 0, 0], [1, 1, 0, 0, 0]]


def test_nestedness_of_the_worked_example() -> None:
    """Almeida-Neto and others (2008), Oikos 117, 1227, figure 2: rows 53, columns 63, all 58 %."""
    found = structure(place_matrix(ISLANDS))
    assert found.nodf_places == pytest.approx(0.5333, abs=5e-5)
    assert found.nodf_industries == pytest.approx(0.6333, abs=5e-5)
    assert found.nodf == pytest.approx(0.5833, abs=5e-5)


def test_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = structure(place_matrix(ISLANDS))
    monkeypatch.setattr(import_module("upriver.complexity.structure"), "BLOCK", 2)
    assert structure(place_matrix(ISLANDS)) == whole


def test_groups_that_share_nothing() -> None:
    M = np.zeros((5, 6))
    M[:2, :2], M[2:, 2:] = 1, 1
    found = structure(place_matrix(M))
    assert (found.components, found.component_places) == (2, (3, 2))
    assert found.eigenvalues[0] == pytest.approx(1)


def test_eigenvalues_are_those_of_the_index() -> None:
    found, index = (
        structure(place_matrix(ISLANDS)),
        complexity_index(place_matrix(ISLANDS), anchor="A"),
    )
    assert found.eigenvalues[0] == pytest.approx(index.eigenvalue)
    assert found.spectral_gap == pytest.approx(index.spectral_gap)
    M = np.array(ISLANDS, float)
    trace = sum((M**2 / M.sum(1)[:, None] / M.sum(0)).ravel())
    assert found.first_share == pytest.approx(index.eigenvalue / (trace - 1))


def test_empty_rows_are_left_out() -> None:
    wider = np.zeros((6, 7))
    wider[:5, :5] = ISLANDS
    wider[5, 6] = np.nan
    assert structure(place_matrix(wider)) == structure(place_matrix(ISLANDS))


def test_places_all_alike_have_no_structure() -> None:
    found = structure(place_matrix(np.ones((3, 3))))
    assert (found.fill, found.nodf) == (1.0, 0.0)
    assert found.spectral_gap == pytest.approx(0, abs=1e-12)


def test_too_few_are_refused() -> None:
    with pytest.raises(DataError, match="leaves 1 places and 3 industries"):
        structure(place_matrix([[1, 1, 1], [0, 0, 0]]))
