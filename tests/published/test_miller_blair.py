"""The two-sector example that opens every course in input-output analysis."""

from __future__ import annotations

import numpy as np

from science_arrays import industry_matrix, industry_vector
from upriver.inputoutput import (
    backward_linkage,
    closed_inverse,
    leontief_inverse,
    output_multiplier,
    solve_output,
    technical_coefficients,
)

FLOWS = industry_matrix([[150, 500], [200, 100]])
OUTPUT = industry_vector([1000, 2000])


def test_coefficients_and_inverse_to_four_decimals() -> None:
    """Miller and Blair (2009), Input-Output Analysis, 2nd ed., section 2.3, Tables 2.3 and 2.4."""
    A = technical_coefficients(FLOWS, OUTPUT)
    assert A.values.tolist() == [[0.15, 0.25], [0.20, 0.05]]
    L = leontief_inverse(A)
    assert L.round(4).values.tolist() == [[1.2541, 0.3300], [0.2640, 1.1221]]


def test_output_for_the_new_final_demand() -> None:
    """The same section: final demand (600, 1500) needs output (1247.5, 1841.6)."""
    A = technical_coefficients(FLOWS, OUTPUT)
    x = solve_output(A, industry_vector([600, 1500]))
    assert x.round(1).values.tolist() == [1247.5, 1841.6]


def test_the_old_demand_gives_back_the_old_output() -> None:
    """The same section: final demand (350, 1700) is that of the table itself."""
    A = technical_coefficients(FLOWS, OUTPUT)
    np.testing.assert_allclose(
        solve_output(A, industry_vector([350, 1700])).values, OUTPUT.values, rtol=1e-13
    )


def test_output_multipliers() -> None:
    """Section 6.2.1: simple output multipliers 1.518 and 1.452."""
    L = leontief_inverse(technical_coefficients(FLOWS, OUTPUT))
    assert output_multiplier(L).round(3).values.tolist() == [1.518, 1.452]
    assert backward_linkage(L).equals(output_multiplier(L).rename("backward_linkage"))


def test_households_as_one_more_industry() -> None:
    """Section 2.5: the closed inverse, households' own purchases (0.05) netted out of income."""
    L = leontief_inverse(technical_coefficients(FLOWS, OUTPUT))
    income = industry_vector([0.30, 0.25], units="CNY/CNY")
    consumption = industry_vector([0.05 / 0.95, 0.40 / 0.95], units="CNY/CNY")
    closed = closed_inverse(L, income=income, consumption=consumption)
    assert closed.round(4).values.tolist() == [[1.3651, 0.4253], [0.5273, 1.3481]]
    assert output_multiplier(closed).round(3).values.tolist() == [1.892, 1.773]
