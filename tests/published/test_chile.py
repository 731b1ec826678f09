"""Chile 2013, twelve industries: the numbers printed by the R package leontief.

Source: vignette of leontief 0.2 (M. Vargas; Apache-2.0), section by section; the table is
that of the Banco Central de Chile. The vignette divides by total demand, which is output.
"""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from science_arrays import industry_matrix, industry_vector
from shared_data import SHARED, needs_shared
from upriver.inputoutput import (
    backward_linkage,
    effect_multiplier,
    intensity,
    leontief_inverse,
    output_coefficients,
    output_multiplier,
    power_of_dispersion,
    sensitivity_of_dispersion,
    technical_coefficients,
)

A_PRINTED = """
    0.147 0.000 0.125 0.003 0.000 0.007 0.000 0.000 0.000 0.001 0.002 0.002
    0.008 0.071 0.030 0.002 0.005 0.002 0.001 0.002 0.000 0.002 0.001 0.001
    0.185 0.052 0.137 0.050 0.194 0.077 0.061 0.010 0.002 0.026 0.047 0.027
    0.007 0.056 0.028 0.308 0.004 0.014 0.008 0.005 0.006 0.006 0.014 0.035
    0.002 0.001 0.001 0.009 0.123 0.008 0.005 0.002 0.129 0.004 0.011 0.028
    0.049 0.027 0.037 0.023 0.053 0.070 0.057 0.015 0.004 0.031 0.040 0.018
    0.036 0.034 0.057 0.027 0.019 0.099 0.144 0.041 0.004 0.044 0.019 0.037
    0.028 0.006 0.015 0.018 0.028 0.036 0.020 0.109 0.039 0.019 0.009 0.003
    0.003 0.003 0.005 0.002 0.003 0.048 0.015 0.010 0.014 0.024 0.023 0.009
    0.029 0.091 0.065 0.041 0.056 0.094 0.073 0.090 0.019 0.123 0.042 0.047
    0.001 0.001 0.003 0.001 0.001 0.004 0.005 0.003 0.001 0.003 0.034 0.003
    0.001 0.001 0.002 0.002 0.000 0.004 0.003 0.001 0.000 0.001 0.002 0.003
"""
B_FIRST_ROW = [0.147, 0.000, 0.524, 0.002, 0.001, 0.020, 0.000, 0.000, 0.000, 0.002, 0.003, 0.002]
L_FIRST_ROW = [1.214, 0.014, 0.181, 0.021, 0.043, 0.029, 0.017, 0.005, 0.007, 0.009, 0.014, 0.011]
OUTPUT_MULTIPLIERS = [1.89, 1.57, 1.88, 1.87, 1.86, 1.75, 1.64, 1.44, 1.37, 1.44, 1.40, 1.36]
INCOME_MULTIPLIERS = [
    0.291, 0.187, 0.250, 0.177, 0.400, 0.393, 0.278, 0.354, 0.109, 0.393, 0.639, 0.607,
]  # fmt: skip
JOB_MULTIPLIERS = [94.3, 21.4, 46.2, 22.3, 55.3, 78.3, 41.3, 24.9, 14.5, 29.1, 90.8, 53.9]
DIRECT_BACKWARD = [
    0.496, 0.343, 0.506, 0.486, 0.487, 0.462, 0.393, 0.288, 0.217, 0.283, 0.243, 0.211,
]  # fmt: skip
POWER = [1.165, 0.965, 1.161, 1.154, 1.147, 1.079, 1.014, 0.884, 0.845, 0.888, 0.860, 0.836]
SENSITIVITY = [0.965, 0.736, 1.526, 1.136, 0.887, 1.058, 1.234, 0.947, 0.779, 1.430, 0.667, 0.636]


def test_printed_coefficients_give_the_printed_multipliers() -> None:
    """Three printed decimals of A carry to about one hundredth of a multiplier."""
    A = industry_matrix([line.split() for line in A_PRINTED.split("\n") if line.strip()])
    multipliers = output_multiplier(leontief_inverse(A)).values
    np.testing.assert_allclose(multipliers, OUTPUT_MULTIPLIERS, atol=0.012)


@pytest.fixture(scope="module")
def chile() -> dict[str, object]:
    folder = SHARED / "data" / "inputoutput" / "chile"
    demand = pl.read_csv(folder / "wage_demand_matrix.csv")
    names = demand[""].to_list()
    flows = pl.read_csv(folder / "transaction_matrix.csv").drop("")
    jobs = pl.read_csv(folder / "employment_matrix.csv")
    return {
        "flows": industry_matrix(flows.to_numpy(), names),
        "output": industry_vector(demand["final_total_demand"].to_numpy(), names),
        "wages": industry_vector(demand["wage"].to_numpy(), names),
        "jobs": industry_vector(jobs["employees"].to_numpy(), names, units="persons"),
    }


@needs_shared
def test_coefficients_and_inverse_to_three_decimals(chile: dict) -> None:
    A = technical_coefficients(chile["flows"], chile["output"])
    printed = [line.split() for line in A_PRINTED.split("\n") if line.strip()]
    np.testing.assert_allclose(A.values, np.array(printed, dtype=float), atol=5.0001e-4)
    B = output_coefficients(chile["flows"], chile["output"])
    np.testing.assert_allclose(B.values[0], B_FIRST_ROW, atol=5.0001e-4)
    np.testing.assert_allclose(leontief_inverse(A).values[0], L_FIRST_ROW, atol=5.0001e-4)


@needs_shared
def test_output_income_and_job_multipliers(chile: dict) -> None:
    """Section "Summary of multipliers", all printed digits.

    The vignette rounds twice, so 1.4347 (financial services) is printed as 1.44.
    """
    L = leontief_inverse(technical_coefficients(chile["flows"], chile["output"]))
    np.testing.assert_allclose(output_multiplier(L).values, OUTPUT_MULTIPLIERS, atol=5.5e-3)
    income = effect_multiplier(L, intensity(chile["wages"], chile["output"]))
    np.testing.assert_allclose(income.values, INCOME_MULTIPLIERS, atol=5.0001e-4)
    jobs = effect_multiplier(L, intensity(chile["jobs"], chile["output"]))
    np.testing.assert_allclose(jobs.values, JOB_MULTIPLIERS, atol=0.050001)
    assert jobs.attrs["units"] == "persons/CNY"


@needs_shared
def test_linkages_and_dispersion(chile: dict) -> None:
    """Sections "Linkages": the vignette's sensitivity is Rasmussen's, on the Leontief inverse."""
    A = technical_coefficients(chile["flows"], chile["output"])
    np.testing.assert_allclose(backward_linkage(A).values, DIRECT_BACKWARD, atol=5.0001e-4)
    L = leontief_inverse(A)
    np.testing.assert_allclose(power_of_dispersion(L).values, POWER, atol=5.0001e-4)
    np.testing.assert_allclose(sensitivity_of_dispersion(L).values, SENSITIVITY, atol=5.0001e-4)
