"""What would happen without the plan: business as usual, cut out of the model of the plan.

Most of the time of a small plan goes into labelled building. Business as usual has the rows and
columns of the plan without those of projects, entries, won capacity and targets, other bounds, and
the shares of inflows of the base year; so it is made from the matrix that is there already. A test
holds it against a model built from `business_as_usual` inputs, cell by cell.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr
from scipy.sparse import coo_array, csr_array

from upriver.planning.constraints.chain_balance import NEGLIGIBLE
from upriver.planning.constraints.own_rules import PREFIX
from upriver.planning.matrix import Matrix

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.planning.inputs import PlanInputs
    from upriver.planning.settings import PlanSettings

    Positions = npt.NDArray[np.int64]

PLAN_COLUMNS = ("new_sales", "replaced", "started", "opened", "entry_cost", "shortfall")
PLAN_ROWS = ("new_markets", "replaced_limit", "project_", "entry_", "target", PREFIX)
PLAN_SPENDING = tuple(f"spending_{use}" for use in ("projects", "routes", "abatement", "entry"))


def business_as_usual(inputs: PlanInputs) -> PlanInputs:
    """Inputs without anything a plan would add.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.

    Returns
    -------
    PlanInputs
        No projects, no entries, no recruiting, no targets, no rules of the planner's own; caps
        bend at a price.
    """
    people, nature = inputs.people, inputs.nature
    if people is not None:
        people = replace(people, recruit_limit=xr.zeros_like(people.recruit_limit))
    if nature is not None:
        nature = replace(nature, hard=xr.zeros_like(nature.hard))
    return replace(
        inputs, projects=(), candidates=(), targets=(), rules=(), people=people, nature=nature
    )


def usual_settings(settings: PlanSettings) -> PlanSettings:
    """Settings without won markets, substitution and markets that must be kept.

    Parameters
    ----------
    settings : PlanSettings
        Choices of the planner.

    Returns
    -------
    PlanSettings
        Those of business as usual.
    """
    return settings.model_copy(
        update={"market_gain": 0.0, "market_gain_most": 0.0, "substitution": 0.0, "keep_sales": 0.0}
    )


def usual_matrix(matrix: Matrix, inputs: PlanInputs) -> Matrix:
    """Business as usual, from the matrix of the plan.

    Parameters
    ----------
    matrix : Matrix
        The plan's model taken apart.
    inputs : PlanInputs
        Data of the plan.

    Returns
    -------
    Matrix
        The same as that of a model built from `business_as_usual` and `usual_settings`.
    """
    columns = {name: at for name, at in matrix.columns.items() if name not in PLAN_COLUMNS}
    rows = {
        name: at
        for name, at in matrix.rows.items()
        if not name.startswith(PLAN_ROWS) and name not in PLAN_SPENDING
    }
    if "sales_kept" in rows:
        rows["sales_kept"] = xr.full_like(rows["sales_kept"], -1)
    upper, row_upper, row_lower = (
        matrix.upper.copy(), matrix.row_upper.copy(), matrix.row_lower.copy()
    )  # fmt: skip
    for name in ("won", "recruited"):
        if name in columns:
            upper[_flat(columns[name])] = 0.0
    if "overshoot" in columns:
        assert inputs.nature is not None
        known = inputs.nature.caps.notnull()
        upper[_flat(columns["overshoot"].where(known, -1))] = np.inf
    row_upper[_flat(rows["market_gain"])] = 0.0
    share = inputs.economy.inflow_share * xr.ones_like(inputs.economy.local_demand)
    bought = _flat(rows["inflow_share"])
    row_lower[bought] = (share * inputs.economy.local_demand).values.ravel()
    table = _inflows_of_the_base_year(matrix, inputs)
    kept_rows, kept_columns = _kept(rows), _kept(columns)
    return Matrix(
        csr_array(table[kept_rows][:, kept_columns]),
        row_lower[kept_rows],
        row_upper[kept_rows],
        matrix.lower[kept_columns],
        upper[kept_columns],
        matrix.cost[kept_columns],
        np.zeros(len(kept_columns), dtype=bool),
        _moved(rows, kept_rows),
        _moved(columns, kept_columns),
    )


def _flat(positions: xr.DataArray) -> Positions:
    flat: Positions = positions.values.ravel()
    return flat[flat >= 0]


def _kept(blocks: dict[str, xr.DataArray]) -> Positions:
    return np.sort(np.concatenate([_flat(positions) for positions in blocks.values()]))


def _moved(blocks: dict[str, xr.DataArray], kept: Positions) -> dict[str, xr.DataArray]:
    return {
        name: at.copy(data=np.where(at.values >= 0, np.searchsorted(kept, at.values), -1))
        for name, at in blocks.items()
    }


def _inflows_of_the_base_year(matrix: Matrix, inputs: PlanInputs) -> csr_array:
    """Coefficients with the shares of inflows as they were, without slow substitution."""
    economy = inputs.economy
    used = (economy.inflow_share * economy.technology).values
    used = np.where(used >= NEGLIGIBLE, used, 0.0)
    bought, buyer = np.nonzero(used)
    rows, output = matrix.rows["inflow_share"].values, matrix.columns["output"].values
    years = rows.shape[1]
    old = matrix.A.tocoo()
    whole_rows, made = np.zeros(matrix.A.shape[0], bool), np.zeros(matrix.A.shape[1], bool)
    whole_rows[rows.ravel()] = True
    made[output.ravel()] = True
    stays = ~(whole_rows[old.row] & made[old.col])
    at_row = np.concatenate([old.row[stays], rows[bought].ravel()])
    at_column = np.concatenate([old.col[stays], output[buyer].ravel()])
    value = np.concatenate([old.data[stays], np.repeat(-used[bought, buyer], years)])
    return csr_array(coo_array((value, (at_row, at_column)), shape=matrix.A.shape))
