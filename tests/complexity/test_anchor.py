"""Signs: who decides, how firmly, and what happens when nobody can."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from science_arrays import place_matrix
from upriver.complexity.anchor import Direction, direction, sign_kernel
from upriver.core.errors import DataError, LabelError

SCORES = np.array([2.0, 1.0, 0.0, -1.0, -2.0, np.nan])
PCI = np.array([1.0, 0.5, -0.5, -1.0])
PRESENCE = place_matrix(
    [[1, 1, 0, 0], [1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1], [0, 0, 0, 1], [0, 0, 0, 0]]
)


def decide(anchor: xr.DataArray | str, scores: np.ndarray = SCORES) -> Direction:
    return direction(PRESENCE, anchor=anchor, eci=scores, pci=PCI)


def test_ranks_decide_and_unknowns_do_not_vote() -> None:
    assert sign_kernel(SCORES, np.array([1.0, 2.0, 3.0, 4.0, 5.0, 99.0])) == (-1.0, -1.0)
    sign, strength = sign_kernel(SCORES, np.array([9.0, np.nan, 3.0, 4.0, np.nan, 1.0]))
    assert (sign, strength) == (1.0, pytest.approx(0.5))


def test_plain_correlation_may_disagree_with_ranks() -> None:
    along = np.array([100.0, 1.0, 2.0, 3.0, 4.0, 0.0])
    assert sign_kernel(SCORES, along)[1] == pytest.approx(0.0)
    assert sign_kernel(SCORES, along, rank=False)[0] == 1.0


@pytest.mark.parametrize(
    "along", [np.full(6, 3.0), np.array([1.0, 2.0] + [np.nan] * 4), np.full(6, np.nan)]
)
def test_who_cannot_decide_leaves_the_largest_score_positive(along: np.ndarray) -> None:
    sign, strength = sign_kernel(np.array([-3.0, 1.0, 2.0, 0.5, 0.2, np.nan]), along)
    assert sign == -1.0
    assert np.isnan(strength)


def test_a_tie_is_decided_by_the_first_of_the_largest_scores() -> None:
    """The mirror of the scores gives the mirror of the sign, so the result is the same."""
    along = np.array([1.0, 3.0, 2.0, 2.0, 3.0, 1.0])
    scores = np.array([3.0, 2.0, 1.0, -1.0, -2.0, -3.0])
    for mirror in (1.0, -1.0):
        sign, strength = sign_kernel(mirror * scores, along)
        assert strength == pytest.approx(0.0, abs=1e-12)
        assert sign == mirror


def test_an_array_over_industries_decides_by_industries() -> None:
    pci = xr.DataArray([-1, 0, 0, 1.0], {"industry": list("abcd")}, ("industry",), name="atlas")
    found = decide(pci)
    assert (found.name, found.sign) == ("atlas", -1.0)
    assert found.strength > 0.9


def test_the_year_before_keeps_the_sign() -> None:
    before = xr.DataArray(
        [-1.9, -1.2, 0.1, 1.3, 1.7, np.nan], {"place": list("ABCDEF")}, ("place",), name="eci"
    )
    assert decide(before).sign == -1.0
    assert decide(before, -SCORES).sign == 1.0


def test_diversity_decides_by_the_plain_correlation_and_warns_by_ranks() -> None:
    scores = np.array([3.0, -1.2, -1.1, -0.3, -0.4, np.nan])
    found = direction(
        place_matrix(
            [[1, 1, 1, 1], [0, 1, 1, 0], [0, 0, 1, 1], [1, 0, 0, 0], [1, 0, 0, 0], [0] * 4]
        ),
        anchor="diversity",
        eci=scores,
        pci=PCI,
    )
    assert (found.name, found.sign) == ("diversity", 1.0)
    assert found.strength < 0.2
    assert found.caution is not None
    assert "rank correlation with diversity" in found.caution.en


def test_a_place_decides_by_its_score() -> None:
    assert decide("E").sign == -1.0
    middle = decide("C")
    assert (middle.sign, middle.strength) == (1.0, 0.0)
    assert middle.caution is not None
    assert "锚定地区 C 的得分仅 0.00" in middle.caution.zh


def test_size_needs_the_output() -> None:
    with pytest.raises(DataError, match="anchor 'size' needs the output"):
        decide("size")


def test_other_labels_and_dimensions_are_refused() -> None:
    other = xr.DataArray(np.arange(4.0), {"industry": list("abcx")}, ("industry",))
    with pytest.raises(LabelError, match="industry labels differ: only in presence"):
        decide(other)
    with pytest.raises(LabelError, match="anchor must have the dimensions"):
        decide(PRESENCE)


def test_a_constant_array_cannot_decide() -> None:
    flat = xr.DataArray(np.ones(4), {"industry": list("abcd")}, ("industry",), name="flat")
    with pytest.raises(DataError, match="anchor 'flat' cannot decide the sign: 4 known"):
        decide(flat)


def test_rounding_breaks_no_tie() -> None:
    """Places of one profile share a rank, in whatever order the machine rounds them."""
    along = np.array([1.0, 2.0, 3.0, 0.0, 0.5, np.nan])
    noise = 1e-14 * np.array([1.0, 2.0, 3.0, 0.0, 0.0, 0.0])
    scores = np.array([1.0, 1.0, 1.0, -2.0, -1.0, np.nan])
    assert sign_kernel(scores + noise, along) == sign_kernel(scores - noise, along)
