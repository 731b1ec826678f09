"""Error of location quotients on a region whose table is known."""

from __future__ import annotations

import numpy as np
import pytest

from science_arrays import industry_matrix, industry_vector
from upriver.core.errors import DataError, LabelError
from upriver.inputoutput import flq, regional_coefficients, regionalisation_error

A = industry_matrix([[0.1, 0.2, 0.1], [0.3, 0.1, 0.2], [0.1, 0.0, 0.2]], units="CNY/CNY")
NATION = industry_vector([100, 100, 200])
REGION = industry_vector([30, 10, 20])


def test_the_method_that_made_the_truth_has_no_error() -> None:
    truth = regional_coefficients(A, flq(REGION, NATION, delta=0.2))
    found = regionalisation_error(
        A, truth, output_region=REGION, output_nation=NATION, deltas=(0.2,)
    )
    assert found.quotient.values.tolist() == ["none", "slq", "cilq", "flq 0.2", "aflq 0.2"]
    np.testing.assert_allclose(found.sel(quotient="flq 0.2").values, 0, atol=1e-14)
    assert (found.sel(quotient="none").values > 0).all()


def test_measures_by_hand() -> None:
    """Nation's multipliers 1/(1 - .5) = 2 and 1; the region's 1.25 and 1: errors .6 and 0."""
    nation = industry_matrix([[0.5, 0.0], [0.0, 0.0]])
    local = industry_matrix([[0.2, 0.0], [0.0, 0.0]])
    x = industry_vector([1, 1])
    found = regionalisation_error(nation, local, output_region=x, output_nation=2 * x, deltas=())
    np.testing.assert_allclose(found.sel(quotient="none").values, [0.3, 0.3, 1.5])


def test_unknown_output_is_refused() -> None:
    with pytest.raises(DataError, match="output_region is unknown: '2'"):
        regionalisation_error(
            A, A, output_region=industry_vector([1, np.nan, 1]), output_nation=NATION
        )


def test_other_industries_are_refused() -> None:
    other = industry_matrix(A.values, ["3", "2", "1"])
    with pytest.raises(LabelError, match="coefficients_nation and coefficients_local"):
        regionalisation_error(A, other, output_region=REGION, output_nation=NATION)
