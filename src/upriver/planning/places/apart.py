"""The plan of one place, taken out of the plan of all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import highspy
import numpy as np
import xarray as xr
from scipy.sparse import csr_array

from upriver.planning.planner import Solved

if TYPE_CHECKING:
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.matrix import Matrix
    from upriver.planning.places.coupling import Coupled
    from upriver.planning.places.planner import SolvedPlaces
    from upriver.planning.solve import Solution

WITHIN = "within"


def solved_place(solved: SolvedPlaces, place: str) -> Solved:
    """What the plan of all means for one place.

    Parameters
    ----------
    solved : SolvedPlaces
        The plan of all places.
    place : str
        Code of the place.

    Returns
    -------
    Solved
        With the labels of the place; trade with the other places is its market ``within``, and
        shared money that it was given is the amount of that fund. Its distance to the proven
        bound is that of the whole, which is at least its own.
    """
    usual = None
    if solved.usual is not None and solved.usual_coupled is not None:
        usual = _solution(solved.usual, solved.usual_coupled, place)
    return Solved(
        _with_grants(solved, place),
        solved.settings,
        _solution(solved.solution, solved.built.coupled, place),
        usual,
    )


def _solution(whole: Solution, coupled: Coupled, place: str) -> Solution:
    columns = coupled.columns_of(place)
    objective = float(whole.matrix.cost[columns] @ whole.columns[columns])
    view = _with_inner_sales(_wider(coupled.view(place)), whole.matrix, place)
    return replace(
        whole,
        matrix=view,
        columns=np.append(whole.columns, 0.0),
        objective=objective,
        bound=objective + (whole.bound - whole.objective),
        basis=_wider_basis(whole.basis),
    )


def _wider(view: Matrix) -> Matrix:
    """One more column at the end, always zero, for sales that a product does not have."""
    rows, columns = view.A.shape
    return replace(
        view,
        A=csr_array((view.A.data, view.A.indices, view.A.indptr), shape=(rows, columns + 1)),
        lower=np.append(view.lower, 0.0),
        upper=np.append(view.upper, 0.0),
        cost=np.append(view.cost, 0.0),
        whole=np.append(view.whole, False),
    )


def _wider_basis(basis: highspy.HighsBasis | None) -> highspy.HighsBasis | None:
    """The basis with that column at its bound."""
    if basis is None:
        return None
    wider = highspy.HighsBasis()
    wider.valid = basis.valid
    wider.col_status = [*basis.col_status, highspy.HighsBasisStatus.kLower]
    wider.row_status = list(basis.row_status)
    return wider


def _with_inner_sales(view: Matrix, whole: Matrix, place: str) -> Matrix:
    """Sales to the other places as one more market; a last column, always zero, where none are."""
    if "sold" not in whole.columns:
        return view
    sales = view.columns["sales"]
    sold = whole.columns["sold"].sel(place=place, drop=True)
    dim = next(str(each) for each in sold.dims if each != "year")
    inner = sold.reindex({dim: sales.indexes[dim]}, fill_value=len(whole.cost))
    market = xr.DataArray([WITHIN], dims="category", name="category")
    both = xr.concat([sales, inner.expand_dims(category=market)], "category")
    return replace(view, columns=view.columns | {"sales": both.transpose(*sales.dims)})


def _with_grants(solved: SolvedPlaces, place: str) -> PlanInputs:
    inputs = solved.built.inputs[place]
    labels = {**solved.system.labels, **inputs.labels}
    granted = solved.solution.value("granted")
    if granted is None or inputs.money is None:
        return replace(inputs, labels=labels)
    funds = [str(fund) for fund in granted.indexes["fund"]]
    amount = inputs.money.amount.copy(deep=True)
    for fund in funds:
        if fund in amount.indexes["fund"]:
            amount.loc[{"fund": fund}] = granted.sel(place=place, fund=fund).values.clip(min=0.0)
    return replace(inputs, labels=labels, money=replace(inputs.money, amount=amount))
