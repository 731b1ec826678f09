"""Extraction of one industry, against solving the reduced system."""

from __future__ import annotations

import numpy as np

from science_arrays import industry_matrix, industry_vector
from upriver.inputoutput import extraction_loss, extraction_share, leontief_inverse

A = industry_matrix([[0.1, 0.2, 0.0], [0.3, 0.1, 0.2], [0.1, 0.0, 0.2]], units="CNY/CNY")
Y = np.array([10.0, 20.0, 30.0])
L = leontief_inverse(A)
X = industry_vector(L.values @ Y)


def test_closed_form_equals_solving_without_the_industry() -> None:
    loss = extraction_loss(L, X)
    for k in range(3):
        rest = [i for i in range(3) if i != k]
        without = np.linalg.solve(np.eye(2) - A.values[np.ix_(rest, rest)], Y[rest])
        np.testing.assert_allclose(loss.values[rest, k], X.values[rest] - without, rtol=1e-13)
        assert loss.values[k, k] == 0


def test_share_is_of_all_output() -> None:
    share = extraction_share(L, X)
    expected = extraction_loss(L, X).values.sum(axis=0) / X.values.sum()
    np.testing.assert_allclose(share.values, expected)
    assert extraction_loss(L, X).attrs["units"] == "CNY"


def test_an_economy_without_output_has_no_share() -> None:
    assert np.isnan(extraction_share(L, industry_vector([0, 0, 0])).values).all()
