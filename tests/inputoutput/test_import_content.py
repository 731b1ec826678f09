"""Outside content, direct and through local suppliers."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from science_arrays import industry_matrix, industry_vector
from upriver.core.errors import DataError
from upriver.inputoutput import outside_content, split_coefficients

A = industry_matrix([[0.2, 0.3], [0.1, 0.4]], units="CNY/CNY")


def test_local_and_outside_make_up_the_whole() -> None:
    local, outside = split_coefficients(A, industry_vector([0.25, 0.5]))
    np.testing.assert_allclose((local + outside).values, A.values)
    np.testing.assert_allclose(outside.values[1], [0.05, 0.2])


def test_content_equals_the_closed_form() -> None:
    """c = m'A (I - (1-m)A)^-1."""
    m = np.array([0.25, 0.5])
    local, outside = split_coefficients(A, industry_vector(m))
    expected = m @ A.values @ np.linalg.inv(np.eye(2) - (1 - m)[:, None] * A.values)
    np.testing.assert_allclose(outside_content(local, outside).values, expected, rtol=1e-14)


def test_origins_add_up_to_the_whole() -> None:
    shares = xr.DataArray(
        [[0.2, 0.1], [0.05, 0.4]],
        {"origin": ["domestic", "foreign"], "industry": ["1", "2"]},
        ("origin", "industry"),
    )
    local, outside = split_coefficients(A, shares)
    by_origin = outside_content(local, outside)
    assert by_origin.dims == ("origin", "industry")
    whole = outside_content(*split_coefficients(A, industry_vector([0.25, 0.5])))
    np.testing.assert_allclose(by_origin.sum("origin").values, whole.values, rtol=1e-14)


def test_all_from_outside_leaves_only_the_direct_content() -> None:
    local, outside = split_coefficients(A, industry_vector([1, 1]))
    np.testing.assert_allclose(outside_content(local, outside).values, A.values.sum(axis=0))


@pytest.mark.parametrize("share", [1.2, -0.1])
def test_a_share_outside_its_range_is_named(share: float) -> None:
    with pytest.raises(DataError, match=rf"must lie in \[0, 1\]: '2 \({share}\)'"):
        split_coefficients(A, industry_vector([0.5, share]))
