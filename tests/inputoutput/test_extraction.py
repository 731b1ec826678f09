"""Extraction of one industry, against solving the reduced system."""

from __future__ import annotations

import numpy as np
import pytest

from science_arrays import industry_matrix, industry_vector
from upriver.core.errors import LabelError
from upriver.inputoutput import (
    extraction_loss,
    extraction_share,
    extractions,
    ghosh_inverse,
    leontief_inverse,
)

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


FLOWS = A.values * X.values
B = industry_matrix(FLOWS / X.values[:, None], units="CNY/CNY")
G = ghosh_inverse(B)


def test_all_three_ways_equal_solving_anew() -> None:
    found = extractions(L, G, output=X)
    earned = X.values - FLOWS.sum(axis=0)
    for k in range(3):
        no_column, no_row = A.values.copy(), B.values.copy()
        no_column[:, k] = 0
        no_row[k] = 0
        bought = np.linalg.solve(np.eye(3) - no_column, Y)
        sold = np.linalg.solve((np.eye(3) - no_row).T, earned)
        np.testing.assert_allclose(found.backward.values[k], (X.values - bought).sum(), rtol=1e-12)
        np.testing.assert_allclose(found.forward.values[k], (X.values - sold).sum(), rtol=1e-12)
    total = extraction_loss(L, X).values.sum(axis=0)
    np.testing.assert_allclose(found.total.values, total, rtol=1e-13)
    assert found.backward.attrs["units"] == "CNY"


def test_the_table_gives_shares_or_money() -> None:
    found = extractions(L, G, output=X)
    shares, money = found.to_table().to_dicts(), found.to_table(shares=False).to_dicts()
    np.testing.assert_allclose(shares[1]["total"], extraction_share(L, X).values[1])
    np.testing.assert_allclose(money[1]["forward"], found.forward.values[1])


def test_the_ghosh_inverse_of_other_industries_is_refused() -> None:
    other = industry_matrix(G.values, ["3", "2", "1"])
    with pytest.raises(LabelError, match="inverse and forward_inverse"):
        extractions(L, other, output=X)
