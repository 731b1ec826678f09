"""Complexity from relatedness."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from science_arrays import industry_matrix, industry_vector
from upriver.complexity import relatedness_complexity
from upriver.core.errors import DataError, LabelError

# Two groups of three: near within, far between.
R = np.where(np.add.outer(range(6), range(6)) < 0, 0, 0.1) + 0.0
R[:3, :3], R[3:, 3:] = 0.8, 0.6
np.fill_diagonal(R, 1.0)
ANCHOR = industry_vector([1, 2, 1, 8, 9, 7]).rename("wage")


def test_groups_are_told_apart_and_the_anchor_decides_the_sign() -> None:
    found = relatedness_complexity(industry_matrix(R), anchor=ANCHOR)
    assert (found.score.values[3:] > 0).all()
    assert (found.score.values[:3] < 0).all()
    assert found.score.values.mean() == pytest.approx(0, abs=1e-12)
    assert found.score.values.std(ddof=1) == pytest.approx(1)
    assert found.anchor == "wage"
    assert found.anchor_strength > 0.8
    assert found.cautions == ()
    values = np.sort(np.linalg.eigvalsh(R))[::-1]
    assert found.eigenvalue == pytest.approx(values[1] / values[0])
    assert found.spectral_gap == pytest.approx((values[1] - values[2]) / values[0])
    turned = relatedness_complexity(industry_matrix(R), anchor=-1 * ANCHOR)
    np.testing.assert_allclose(turned.score.values, -found.score.values)


def test_a_unit_without_relatedness_is_left_out() -> None:
    more = np.full((7, 7), np.nan)
    more[:6, :6] = R
    anchor = industry_vector([*ANCHOR.values, 3.0])
    found = relatedness_complexity(industry_matrix(more), anchor=anchor)
    assert np.isnan(found.score.values[6])
    want = relatedness_complexity(industry_matrix(R), anchor=ANCHOR).score.values
    np.testing.assert_allclose(found.score.values[:6], want)


def test_a_weak_anchor_is_a_caution() -> None:
    found = relatedness_complexity(
        industry_matrix(R), anchor=industry_vector([1, 2, 3, 1, 2, 3]).rename("x")
    )
    assert "rank correlation with x is only" in found.cautions[0].en
    assert "秩相关仅" in found.cautions[0].zh
    apart = relatedness_complexity(industry_matrix(np.eye(6) + 0.5), anchor=ANCHOR)
    assert "The direction is uncertain" in apart.cautions[-1].en


def test_bad_matrices_are_refused() -> None:
    gap = R.copy()
    gap[0, 4] = gap[4, 0] = np.nan
    with pytest.raises(DataError, match="relatedness is unknown for '1 - 5'"):
        relatedness_complexity(industry_matrix(gap), anchor=ANCHOR)
    odd = R.copy()
    odd[0, 4] = 0.5
    with pytest.raises(DataError, match="not symmetric"):
        relatedness_complexity(industry_matrix(odd), anchor=ANCHOR)
    with pytest.raises(DataError, match="All units are alike"):
        relatedness_complexity(industry_matrix(np.ones((6, 6))), anchor=ANCHOR)
    with pytest.raises(LabelError, match="anchor"):
        relatedness_complexity(industry_matrix(R), anchor=ANCHOR[:3])
    two = xr.DataArray(
        R, {"industry": list("abcdef"), "industry_to": list("uvwxyz")}, ("industry", "industry_to")
    )
    with pytest.raises(LabelError, match="same labels along industry"):
        relatedness_complexity(two, anchor=ANCHOR)
