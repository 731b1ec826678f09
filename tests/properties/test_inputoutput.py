"""What must hold for any productive economy."""

from __future__ import annotations

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from science_arrays import industry_matrix, industry_vector
from upriver.inputoutput import (
    downstreamness,
    effect_multiplier,
    extraction_share,
    flq,
    gras,
    leontief_inverse,
    output_coefficients,
    outside_content,
    ras,
    regional_coefficients,
    solve_output,
    split_coefficients,
    technical_coefficients,
    upstreamness,
)

# A busy machine is no failure, and a run can be repeated.
CALM = settings(deadline=None, derandomize=True)
SIZES = st.integers(2, 6)
UNIT = st.floats(0.0, 1.0, allow_nan=False).map(lambda value: round(value, 4))


@st.composite
def economies(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Coefficients with column sums of at most 0.8, and a positive final demand."""
    n = draw(SIZES)
    raw = draw(arrays(np.float64, (n, n), elements=UNIT))
    A = raw / np.maximum(raw.sum(axis=0), 1.0) * 0.8
    y = draw(arrays(np.float64, (n,), elements=st.integers(1, 100).map(float)))
    return A, y


@CALM
@given(economies())
def test_output_covers_inputs_and_demand(economy: tuple[np.ndarray, np.ndarray]) -> None:
    A, y = economy
    x = solve_output(industry_matrix(A), industry_vector(y)).values
    np.testing.assert_allclose(x, A @ x + y, rtol=1e-10)
    np.testing.assert_allclose(leontief_inverse(industry_matrix(A)).values @ y, x, rtol=1e-10)


@CALM
@given(economies())
def test_demand_is_value_added_or_outside_content(economy: tuple[np.ndarray, np.ndarray]) -> None:
    """Every unit of demand ends as income here or as purchase outside."""
    A, _ = economy
    m = np.linspace(0.0, 0.9, len(A))
    local, outside = split_coefficients(industry_matrix(A), industry_vector(m))
    income = effect_multiplier(leontief_inverse(local), industry_vector(1.0 - A.sum(axis=0)))
    np.testing.assert_allclose((income + outside_content(local, outside)).values, 1.0, rtol=1e-10)


@CALM
@given(economies())
def test_positions_weigh_the_same_and_start_at_one(
    economy: tuple[np.ndarray, np.ndarray],
) -> None:
    A, y = economy
    x = solve_output(industry_matrix(A), industry_vector(y))
    Z = industry_matrix(A * x.values)
    U = upstreamness(output_coefficients(Z, x))
    D = downstreamness(technical_coefficients(Z, x))
    np.testing.assert_allclose(float((U * x).sum()), float((D * x).sum()), rtol=1e-9)
    assert (U.values >= 1 - 1e-12).all()
    assert (D.values >= 1 - 1e-12).all()


@CALM
@given(economies())
def test_an_extraction_never_costs_more_than_there_is(
    economy: tuple[np.ndarray, np.ndarray],
) -> None:
    A, y = economy
    x = solve_output(industry_matrix(A), industry_vector(y))
    share = extraction_share(leontief_inverse(industry_matrix(A)), x).values
    assert (share >= 0).all()
    assert (share + x.values / x.values.sum() <= 1 + 1e-9).all()


@CALM
@given(economies(), st.floats(0.0, 0.9))
def test_regional_coefficients_lie_between_zero_and_the_nation(
    economy: tuple[np.ndarray, np.ndarray], delta: float
) -> None:
    A, y = economy
    nation = industry_vector(y + 1.0)
    region = industry_vector(np.floor(y / 3.0))
    assume(float(region.sum()) > 0)
    cut = regional_coefficients(industry_matrix(A), flq(region, nation, delta=delta)).values
    assert (cut >= 0).all()
    assert (cut <= A + 1e-15).all()


@CALM
@given(economies(), st.randoms(use_true_random=False))
def test_balancing_meets_any_totals_of_a_full_matrix(
    economy: tuple[np.ndarray, np.ndarray], random: object
) -> None:
    A, y = economy
    start = industry_matrix(A + 0.1)
    columns = list(y)
    random.shuffle(columns)
    wanted = industry_vector(columns).rename(industry="industry_to")
    done = ras(start, industry_vector(y), wanted, tolerance=1e-11)
    np.testing.assert_allclose(done.matrix.sum("industry_to").values, y, rtol=1e-7)
    np.testing.assert_allclose(done.matrix.sum("industry").values, columns, rtol=1e-7)
    again = ras(done.matrix, industry_vector(y), wanted, tolerance=1e-9)
    np.testing.assert_allclose(again.matrix.values, done.matrix.values, rtol=1e-6)


@CALM
@given(economies())
def test_signed_balancing_keeps_signs(economy: tuple[np.ndarray, np.ndarray]) -> None:
    A, y = economy
    values = A + 0.2
    values[0, 0] = -values[0, 0]
    start = industry_matrix(values)
    target = values * (1.0 + y[:, None] / 200.0)
    rows = industry_vector(target.sum(axis=1))
    columns = industry_vector(target.sum(axis=0)).rename(industry="industry_to")
    assume(abs(target.sum()) > 1e-3)
    done = gras(start, rows, columns, tolerance=1e-11, max_iterations=20_000)
    assert (np.sign(done.matrix.values) == np.sign(values)).all()
    np.testing.assert_allclose(done.matrix.sum("industry_to").values, rows.values, atol=1e-7)
