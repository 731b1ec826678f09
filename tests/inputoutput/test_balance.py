"""RAS and GRAS."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from science_arrays import industry_matrix, industry_vector
from upriver.core.errors import DataError, LabelError, UnitError
from upriver.inputoutput import gras, ras


def columns(values: list[float]) -> xr.DataArray:
    return industry_vector(values).rename(industry="industry_to")


START = industry_matrix([[10, 20], [30, 40]])


def test_totals_are_met_and_the_report_says_how() -> None:
    done = ras(START, industry_vector([60, 60]), columns([50, 70]), tolerance=1e-12)
    np.testing.assert_allclose(done.matrix.sum("industry_to").values, [60, 60], rtol=1e-11)
    np.testing.assert_allclose(done.matrix.sum("industry").values, [50, 70], rtol=1e-11)
    assert done.gap <= done.tolerance == 1e-12
    assert 1 < done.iterations < 20
    assert done.matrix.attrs["units"] == "CNY"


def test_the_result_is_rows_and_columns_times_factors() -> None:
    done = ras(START, industry_vector([60, 60]), columns([50, 70]))
    built = done.row_factors.values[:, None] * START.values * done.column_factors.values
    np.testing.assert_allclose(done.matrix.values, built, rtol=1e-14)


def test_any_two_dimensions_will_do() -> None:
    start = xr.DataArray(
        [[1.0, 1.0], [1.0, 1.0]], {"place": ["A", "B"], "fund": ["f", "g"]}, ("place", "fund")
    )
    rows = xr.DataArray([6.0, 2.0], {"place": ["A", "B"]}, ("place",))
    cols = xr.DataArray([4.0, 4.0], {"fund": ["f", "g"]}, ("fund",))
    assert ras(start, rows, cols).matrix.values.tolist() == [[3, 3], [1, 1]]


def test_an_empty_row_with_total_zero_has_no_factor() -> None:
    start = industry_matrix([[0, 0], [3, 1]])
    done = ras(start, industry_vector([0, 8]), columns([4, 4]))
    assert np.isnan(done.row_factors.values[0])
    np.testing.assert_allclose(done.matrix.values, [[0, 0], [4, 4]])


def test_a_row_can_be_scaled_to_nothing() -> None:
    done = ras(START, industry_vector([0, 60]), columns([20, 40]))
    np.testing.assert_allclose(done.matrix.values, [[0, 0], [20, 40]])


def test_gras_without_negative_cells_is_ras() -> None:
    rows, cols = industry_vector([60, 60]), columns([50, 70])
    np.testing.assert_allclose(
        gras(START, rows, cols).matrix.values, ras(START, rows, cols).matrix.values
    )


def test_gras_keeps_signs_and_zeros() -> None:
    start = industry_matrix([[7, -3], [0, 8]])
    done = gras(start, industry_vector([6, 9]), columns([9, 6]), tolerance=1e-12)
    assert (np.sign(done.matrix.values) == np.sign(start.values)).all()
    np.testing.assert_allclose(done.matrix.sum("industry_to").values, [6, 9], rtol=1e-10)


def test_gras_meets_an_all_negative_row() -> None:
    start = industry_matrix([[-2, -1], [9, 8]])
    done = gras(start, industry_vector([-6, 20]), columns([8, 6]), tolerance=1e-12)
    np.testing.assert_allclose(done.matrix.sum("industry_to").values, [-6, 20], rtol=1e-10)
    np.testing.assert_allclose(done.matrix.sum("industry").values, [8, 6], rtol=1e-10)


def test_ras_sends_negative_cells_to_gras() -> None:
    with pytest.raises(DataError, match=r"matrix is negative at '1 -> 2'\. Use gras"):
        ras(industry_matrix([[1, -1], [1, 1]]), industry_vector([1, 1]), columns([1, 1]))


def test_unknown_cells_are_refused() -> None:
    with pytest.raises(DataError, match="matrix is unknown at '2 -> 1'"):
        ras(industry_matrix([[1, 1], [np.nan, 1]]), industry_vector([1, 1]), columns([1, 1]))


def test_totals_that_disagree_are_refused() -> None:
    with pytest.raises(DataError, match="row_totals sum to 3, column_totals to 2"):
        ras(START, industry_vector([1, 2]), columns([1, 1]))


def test_a_total_without_cells_is_refused() -> None:
    start = industry_matrix([[0, 0], [1, 1]])
    with pytest.raises(DataError, match=r"No cell along industry can give .*: '1 \(1\)'"):
        ras(start, industry_vector([1, 1]), columns([1, 1]))


def test_a_sign_that_no_cell_has_is_refused() -> None:
    with pytest.raises(DataError, match=r"No cell along industry_to .*: '1 \(-1\)'"):
        gras(START, industry_vector([1, 1]), columns([-1, 3]))


def test_zeros_that_block_the_totals_are_reported() -> None:
    """The 1 in the corner must carry both 1 and 5."""
    start = industry_matrix([[1, 0], [1, 1]])
    with pytest.raises(DataError, match="No balance after 50 iterations: relative gap"):
        ras(start, industry_vector([5, 1]), columns([1, 5]), max_iterations=50)


def test_totals_of_other_labels_are_refused() -> None:
    with pytest.raises(LabelError, match="matrix and row_totals"):
        ras(START, industry_vector([1, 2], labels=["2", "1"]), columns([1, 2]))


def test_a_vector_is_no_matrix() -> None:
    with pytest.raises(LabelError, match="matrix must have the dimensions"):
        ras(industry_vector([1, 2]), industry_vector([1, 2]), columns([1, 2]))


def test_factors_that_run_away_end_in_an_error_that_names_the_worst() -> None:
    """Row 1 can only sell to column 1, whose total is smaller: no solution, and no NaN."""
    start = industry_matrix([[1, 0], [1, 1]])
    with pytest.raises(DataError, match=r"No balance after \d+ iterations: .*industry 1 \(2"):
        ras(start, industry_vector([3, 1]), columns([1, 3]))


def test_totals_in_another_unit_are_refused() -> None:
    start = industry_matrix([[1, 1], [1, 1]], units="1e4 CNY")
    with pytest.raises(UnitError, match="matrix is in 1e4 CNY, row_totals in 1e8 CNY"):
        ras(start, industry_vector([2, 2], units="1e8 CNY"), columns([2, 2]))
