"""Forms are held against plain numbers: a form is worth what its decisions are worth."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from upriver.core.errors import LabelError
from upriver.planning.forms import Decision, Form
from upriver.planning.matrix import Matrix, to_matrix
from upriver.planning.program import Program

INDUSTRY, YEAR = ["a", "b", "c"], [2024, 2025]
VALUE = np.random.default_rng(0).normal(size=9)


def start() -> tuple[Program, Decision, Decision]:
    """Output by industry and year, and people by year: nine columns."""
    model = Program()
    year = pd.Index(YEAR, name="year")
    output = model.add_variables(coords=[pd.Index(INDUSTRY, name="industry"), year], name="x")
    people = model.add_variables(coords=[year], upper=5.0, integer=True, name="h")
    people_columns = people.columns
    assert people_columns.tolist() == [6, 7]
    model.add_variables(coords=[pd.Index(["z"], name="extra")], name="e")
    return model, output, people


def over(values: object, **coords: list[object]) -> xr.DataArray:
    return xr.DataArray(np.asarray(values, float), coords, tuple(coords))


def worth(model: Program, form: Form) -> np.ndarray:
    """Value of every cell of a form: rows times columns, less the bound of ``form <= 0``."""
    model.add_constraints(form <= 0, name="probe")
    model.add_objective(form.sum())
    matrix: Matrix = to_matrix(model)
    at = matrix.rows["probe"]
    return np.asarray((matrix.A @ VALUE - matrix.row_upper)[at.values])


X, H = VALUE[:6].reshape(3, 2), VALUE[6:8]
BY_INDUSTRY, BY_YEAR = np.array([1.0, 2.0, 3.0]), np.array([5.0, 7.0])
TABLE = np.array([[0.1, 0.2, 0.0], [0.0, 0.3, 0.5], [0.4, 0.0, 0.6]])


def test_sums_and_differences_spread_over_what_the_other_lacks() -> None:
    model, x, h = start()
    assert worth(model, x + h - 2.0) == pytest.approx(X + H - 2)


def test_products_with_arrays_and_numbers() -> None:
    model, x, _ = start()
    form = 3 * (x * over(BY_INDUSTRY, industry=INDUSTRY)) - x * over(BY_YEAR, year=YEAR)
    assert worth(model, form) == pytest.approx(3 * X * BY_INDUSTRY[:, None] - X * BY_YEAR)


def test_what_is_used_up() -> None:
    model, x, _ = start()
    table = over(TABLE, industry=INDUSTRY, industry_to=INDUSTRY)
    used = (x.rename(industry="industry_to") * table).sum("industry_to")
    assert used.dims == ("year", "industry")
    assert worth(model, x - used) == pytest.approx(X - TABLE @ X)


def test_the_year_before_with_what_was_at_the_start() -> None:
    model, x, _ = start()
    first = over(BY_INDUSTRY, industry=INDUSTRY).expand_dims(year=YEAR)
    before = x.shift(year=1).fillna(first)
    wanted = X - 0.9 * np.column_stack([BY_INDUSTRY, X[:, 0]])
    assert worth(model, x - before * 0.9) == pytest.approx(wanted)


def test_later_years_only() -> None:
    model, x, _ = start()
    later = {"year": slice(1, None)}
    step = x.isel(later) - x.shift(year=1).isel(later)
    assert worth(model, step) == pytest.approx(X[:, 1:] - X[:, :1])


def test_a_product_that_does_not_vary_is_shifted_too() -> None:
    model, x, h = start()
    both = (h + 0 * x).shift(year=1).fillna(0.0)
    assert worth(model, both) == pytest.approx(np.array([[0, H[0]]] * 3).T)


def test_chosen_cells() -> None:
    model, x, _ = start()
    assert worth(model, x.sel(industry=["c", "a"])) == pytest.approx(X[[2, 0]])
    assert worth(start()[0], x.sel(industry="b").isel(year=-1)) == pytest.approx(X[1, 1])


def test_a_sum_over_a_dimension_that_a_part_lacks_counts_it_for_every_label() -> None:
    model, x, h = start()
    form = (x + h + 1.0).sum("industry")
    assert worth(model, form) == pytest.approx(X.sum(axis=0) + 3 * H + 3)


def test_a_mask_leaves_rows_out() -> None:
    model, x, _ = start()
    mask = xr.DataArray([True, False, True], {"industry": INDUSTRY}, ("industry",))
    model.add_constraints(x >= 1.0, name="some", mask=mask)
    matrix = to_matrix(model)
    assert matrix.A.shape == (4, 9)
    assert matrix.rows["some"].values.tolist() == [[0, 1], [-1, -1], [2, 3]]
    assert matrix.row_name(2) == "some(c, 2024)"
    assert (matrix.row_lower == 1).all()
    assert matrix.whole.tolist() == [False] * 6 + [True] * 2 + [False]


@pytest.mark.parametrize("wrong", [["a", "b", "d"], ["b", "a", "c"]])
def test_other_labels_or_another_order_are_refused(wrong: list[object]) -> None:
    _, x, _ = start()
    with pytest.raises(LabelError, match="industry labels differ"):
        x * over(BY_INDUSTRY, industry=wrong)
    with pytest.raises(LabelError, match="industry labels differ"):
        x + over(BY_INDUSTRY, industry=wrong)
    with pytest.raises(LabelError, match="industry labels differ"):
        start()[0].add_constraints(x <= over(BY_INDUSTRY, industry=wrong), name="r")


def test_an_array_in_front_or_without_labels_is_refused() -> None:
    _, x, _ = start()
    with pytest.raises(LabelError, match="write the decision first"):
        over(BY_INDUSTRY, industry=INDUSTRY) * x
    with pytest.raises(LabelError, match="without labels"):
        x + BY_INDUSTRY


def test_a_label_that_is_not_there_is_named() -> None:
    _, x, _ = start()
    with pytest.raises(LabelError, match="industry has no 'q'"):
        x.sel(industry=["a", "q"])
