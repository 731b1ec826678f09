"""The factorised economy and its changes, against solving anew."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from science_arrays import industry_matrix, industry_vector
from upriver.core.errors import DataError, LabelError
from upriver.inputoutput import (
    effect_multiplier,
    extraction_loss,
    leontief_inverse,
    leontief_system,
    solve_output,
    what_if,
)

SIZE = 40
RNG = np.random.default_rng(3)
A = RNG.lognormal(0, 1.5, (SIZE, SIZE))
A *= RNG.uniform(0.35, 0.75, SIZE) / A.sum(axis=0)
COEFFICIENTS = industry_matrix(A, units="CNY/CNY")
DEMAND = industry_vector(RNG.uniform(1, 100, SIZE))
EFFECT = industry_vector(RNG.uniform(0, 2, SIZE), units="persons/CNY")


def columns(values: np.ndarray, buyers: list[int]) -> xr.DataArray:
    return COEFFICIENTS.isel(industry_to=buyers).copy(data=values)


def rows(values: np.ndarray, sellers: list[int]) -> xr.DataArray:
    return COEFFICIENTS.isel(industry=sellers).copy(data=values)


@pytest.mark.parametrize("precision", ["double", "single"])
def test_answers_equal_those_of_the_inverse(precision: str) -> None:
    system = leontief_system(COEFFICIENTS, precision=precision)
    np.testing.assert_allclose(
        system.output(DEMAND).values, solve_output(COEFFICIENTS, DEMAND).values, rtol=1e-13
    )
    multiplier = system.multiplier(EFFECT)
    wanted = effect_multiplier(leontief_inverse(COEFFICIENTS), EFFECT)
    np.testing.assert_allclose(multiplier.values, wanted.values, rtol=1e-13)
    assert multiplier.attrs["units"] == "persons/CNY"


def test_several_demands_at_once() -> None:
    both = xr.concat([DEMAND, 2 * DEMAND], "year").assign_coords(year=[2024, 2025])
    both = both.transpose("industry", "year")
    found = leontief_system(COEFFICIENTS).output(both)
    np.testing.assert_allclose(found.sel(year=2025).values, 2 * found.sel(year=2024).values)


@pytest.mark.parametrize("precision", ["double", "single"])
def test_changed_columns_and_rows_equal_a_fresh_solve(precision: str) -> None:
    new_columns = columns(A[:, [3, 7]] * RNG.uniform(0.5, 1.2, (SIZE, 2)), [3, 7])
    new_rows = rows(A[[3, 11], :] * 0.8, [3, 11])
    new_rows[:, [3, 7]] = new_columns.values[[3, 11], :]
    fresh = A.copy()
    fresh[:, [3, 7]] = new_columns.values
    fresh[[3, 11], :] = new_rows.values
    changed = what_if(
        leontief_system(COEFFICIENTS, precision=precision), columns=new_columns, rows=new_rows
    )
    again = leontief_system(industry_matrix(fresh, units="CNY/CNY"))
    np.testing.assert_allclose(
        changed.output(DEMAND).values, again.output(DEMAND).values, rtol=1e-12
    )
    np.testing.assert_allclose(
        changed.multiplier(EFFECT).values, again.multiplier(EFFECT).values, rtol=1e-12
    )


def test_output_before_saves_a_solve_and_changes_nothing() -> None:
    system = leontief_system(COEFFICIENTS)
    changed = what_if(system, columns=columns(A[:, [3]] * 0.5, [3]))
    before = system.output(DEMAND)
    np.testing.assert_array_equal(
        changed.output(DEMAND, before=before).values, changed.output(DEMAND).values
    )


def test_a_lost_industry_is_its_extraction() -> None:
    system = leontief_system(COEFFICIENTS)
    output = system.output(DEMAND)
    lost = output - what_if(system, without=["5"]).output(DEMAND)
    loss = extraction_loss(leontief_inverse(COEFFICIENTS), output).sel(industry_to="5", drop=True)
    loss.loc["5"] = output.sel(industry="5")
    np.testing.assert_allclose(lost.values, loss.values, rtol=1e-11)


def test_losing_two_and_changing_one_at_once() -> None:
    new = columns(A[:, [0]] * 0.5, [0])
    changed = what_if(leontief_system(COEFFICIENTS), columns=new, without=["5", "9"])
    rest = [at for at in range(SIZE) if at not in (4, 8)]
    fresh = A.copy()
    fresh[:, 0] *= 0.5
    want = np.linalg.solve(np.eye(SIZE - 2) - fresh[np.ix_(rest, rest)], DEMAND.values[rest])
    found = changed.output(DEMAND).values
    np.testing.assert_allclose(found[rest], want, rtol=1e-12)
    np.testing.assert_allclose(found[[4, 8]], 0.0, atol=1e-9)
    multiplier = changed.multiplier(EFFECT).values
    want = np.linalg.solve((np.eye(SIZE - 2) - fresh[np.ix_(rest, rest)]).T, EFFECT.values[rest])
    np.testing.assert_allclose(multiplier[rest], want, rtol=1e-12)
    assert np.isnan(multiplier[[4, 8]]).all()


def test_no_change_changes_nothing() -> None:
    system = leontief_system(COEFFICIENTS)
    np.testing.assert_array_equal(
        what_if(system).output(DEMAND).values, system.output(DEMAND).values
    )


def test_a_singular_economy_is_refused() -> None:
    with pytest.raises(DataError, match="I - A is singular"):
        leontief_system(industry_matrix([[0.5, 0.5], [0.5, 0.5]]))


def test_an_economy_that_eats_itself_is_refused() -> None:
    with pytest.raises(DataError, match="largest column sums: '1 "):
        leontief_system(industry_matrix([[0.9, 0.5], [0.9, 0.5]]))
    system = leontief_system(COEFFICIENTS)
    with pytest.raises(DataError, match="use up more than is made"):
        what_if(system, columns=columns(np.full((SIZE, 1), 0.5), [2]))


def test_unknown_industries_and_contradictions_are_named() -> None:
    system = leontief_system(COEFFICIENTS)
    with pytest.raises(LabelError, match="No industry of the economy is called 'x'"):
        what_if(system, without=["x"])
    with pytest.raises(DataError, match="different numbers at '4 -> 3'"):
        what_if(system, columns=columns(A[:, [2]], [2]), rows=rows(A[[3], :] * 0.5, [3]))
