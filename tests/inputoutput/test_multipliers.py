"""Multipliers of output, income and jobs."""

from __future__ import annotations

import numpy as np
import pytest

from science_arrays import industry_matrix, industry_vector
from upriver.core.errors import DataError, LabelError
from upriver.inputoutput import (
    effect_multiplier,
    effect_ratio,
    leontief_inverse,
    output_multiplier,
)

L = leontief_inverse(industry_matrix([[0.15, 0.25], [0.2, 0.05]], units="CNY/CNY"))


def test_value_added_adds_up_to_demand_when_nothing_leaks() -> None:
    """With v = 1 - column sums of A, each unit of demand is income somewhere."""
    v = industry_vector([0.65, 0.70], units="CNY/CNY")
    np.testing.assert_allclose(effect_multiplier(L, v).values, [1, 1], rtol=1e-14)


def test_output_multiplier_is_the_column_sum() -> None:
    np.testing.assert_allclose(output_multiplier(L).values, L.values.sum(axis=0))
    assert output_multiplier(L).dims == ("industry",)


def test_unit_of_the_effect_is_that_of_the_intensity() -> None:
    jobs = industry_vector([2, 1], units="persons/1e4 CNY")
    assert effect_multiplier(L, jobs).attrs["units"] == "persons/1e4 CNY"


def test_ratio_is_the_effect_over_the_own_intensity() -> None:
    v = industry_vector([0.3, 0.0], units="CNY/CNY")
    ratio = effect_ratio(L, v)
    np.testing.assert_allclose(ratio.values[0], L.values[0, 0])
    assert np.isnan(ratio.values[1])


def test_an_unknown_intensity_makes_only_its_customers_unknown() -> None:
    chain = leontief_inverse(industry_matrix([[0, 0.5, 0], [0, 0, 0], [0, 0, 0]]))
    values = effect_multiplier(chain, industry_vector([np.nan, 1, 1])).values
    assert np.isnan(values[:2]).all()
    assert values[2] == 1


def test_an_infinite_intensity_is_refused() -> None:
    with pytest.raises(DataError, match="intensity has no number at '2'"):
        effect_multiplier(L, industry_vector([1, np.inf]))


def test_other_industries_are_refused() -> None:
    with pytest.raises(LabelError, match="inverse and intensity"):
        effect_multiplier(L, industry_vector([1, 1], labels=["2", "1"]))
