"""Tables carried to new margins, and their error."""

from __future__ import annotations

import numpy as np
import pytest

from science_arrays import industry_matrix, industry_vector
from upriver.core.errors import DataError, LabelError
from upriver.inputoutput import flow_error, updated_flows

A = industry_matrix([[0.1, 0.2], [0.3, 0.1]], units="CNY/CNY")
X = industry_vector([100, 200])


def test_new_margins_are_met() -> None:
    sales, purchases = industry_vector([60, 55]), industry_vector([45, 70])
    done = updated_flows(A, X, sales=sales, purchases=purchases)
    np.testing.assert_allclose(done.matrix.values.sum(axis=1), sales.values, rtol=1e-9)
    np.testing.assert_allclose(done.matrix.values.sum(axis=0), purchases.values, rtol=1e-9)
    assert done.matrix.attrs["units"] == "CNY"


def test_margins_of_the_old_technique_change_nothing() -> None:
    flows = A.values * X.values
    done = updated_flows(
        A, X, sales=industry_vector(flows.sum(axis=1)), purchases=industry_vector(flows.sum(axis=0))
    )
    np.testing.assert_allclose(done.matrix.values, flows, rtol=1e-12)


def test_negative_coefficients_keep_their_sign() -> None:
    signed = industry_matrix([[0.1, 0.2], [-0.05, 0.1]])
    done = updated_flows(
        signed, X, sales=industry_vector([60, 20]), purchases=industry_vector([8, 72])
    )
    assert done.matrix.values[1, 0] < 0
    np.testing.assert_allclose(done.matrix.values.sum(axis=1), [60, 20], rtol=1e-8)


def test_margins_of_different_sums_are_refused() -> None:
    with pytest.raises(DataError, match="sum"):
        updated_flows(A, X, sales=industry_vector([60, 55]), purchases=industry_vector([45, 90]))


def test_error_is_weighted_by_the_cells() -> None:
    truth = industry_matrix([[4, 2], [0, 0]])
    found = flow_error(industry_matrix([[5, 1], [1, 0]]), truth)
    assert found.total == pytest.approx(0.5)
    assert found.bias == pytest.approx(1 / 6)
    assert found.by_seller.values[0] == pytest.approx(1 / 3)
    assert np.isnan(found.by_seller.values[1])
    assert found.by_buyer.values.tolist() == [0.5, 0.5]


def test_other_industries_are_refused() -> None:
    with pytest.raises(LabelError, match="estimate and truth"):
        flow_error(A, industry_matrix(A.values, ["2", "1"]))
