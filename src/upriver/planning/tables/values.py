"""Decisions as plain numbers, with the prices brought to the value of their own year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import xarray as xr

from upriver.core.frames import Table
from upriver.core.message import Message
from upriver.planning.forms import Decision
from upriver.planning.objective import discount
from upriver.planning.spreading import spread
from upriver.planning.variables import Variables

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.planning.forms import Form
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.planner import Solved
    from upriver.planning.solve import Solution

NOISE = 1e-7
AIR = Message("Air freight", "航空货运")
Schema = dict[str, "pl.DataType | type"]


@dataclass(frozen=True)
class Values:
    """Values of one solution.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.
    solution : Solution
        Answer of the solver.
    """

    inputs: PlanInputs
    solution: Solution

    def get(self, name: str, *dims: str) -> npt.NDArray[np.float64] | None:
        """One decision, without the solver's noise around zero.

        Parameters
        ----------
        name : str
            Name of the variable.
        *dims : str
            Wanted order of dimensions.

        Returns
        -------
        ndarray or None
            None when the part is off.
        """
        array = self.solution.value(name)
        if array is None:
            return None
        data = array.transpose(*dims).values
        return np.where(np.abs(data) < NOISE, 0.0, data)

    def need(self, name: str, *dims: str) -> npt.NDArray[np.float64]:
        """One decision that every plan has.

        Parameters
        ----------
        name : str
            Name of the variable.
        *dims : str
            Wanted order of dimensions.

        Returns
        -------
        ndarray
            Its values.
        """
        data = self.get(name, *dims)
        assert data is not None
        return data

    def started(self) -> npt.NDArray[np.float64]:
        """Projects started by each year.

        Returns
        -------
        ndarray (project, year)
            No rows when there are no projects.
        """
        data = self.get("started", "project", "year")
        return np.zeros((0, len(self.inputs.years))) if data is None else data

    def research(self) -> npt.NDArray[np.float64]:
        """Research spending of the plan.

        Returns
        -------
        ndarray (year), 1e8 CNY
            Zero unless a target asks for it.
        """
        spending = self.solution.value("spending")
        assert spending is not None
        return spending.sel(use="research").values


def worked_out(form: Form, solution: Solution) -> xr.DataArray:
    """Value of a form of the model at a solution.

    Parameters
    ----------
    form : Form
        Built on the decisions of `decisions_of`.
    solution : Solution
        Answer of the solver.

    Returns
    -------
    DataArray
        With the dimensions of the form.
    """
    dims = form.dims
    constant = form.constant_over(form.indexes)
    total = np.zeros(form.shape) if constant is None else np.array(constant)
    for part in form.parts:
        wide = dims + tuple(dim for dim in part.dims if dim not in dims)
        factor, column = np.broadcast_arrays(
            spread(part.factor, part.dims, wide), spread(part.column, part.dims, wide)
        )
        value = np.where(column >= 0, factor * solution.columns[column], 0.0)
        total = total + value.sum(axis=tuple(range(len(dims), len(wide))))
    return xr.DataArray(total, coords=dict(form.indexes), dims=list(dims))


def decisions_of(solution: Solution) -> Variables:
    """Decisions of a solution, to build forms on.

    Parameters
    ----------
    solution : Solution
        Answer of the solver.

    Returns
    -------
    Variables
        Those that the model has.
    """
    return Variables(
        **{
            name: Decision({str(dim): at.indexes[dim] for dim in at.dims}, at.values)
            for name, at in solution.matrix.columns.items()
        }
    )


def yearly_price(solved: Solved, rule: str) -> xr.DataArray | None:
    """Prices of a rule in the value of their own year.

    Parameters
    ----------
    solved : Solved
        A plan.
    rule : str
        Name of the constraint, which must have a dimension ``year``.

    Returns
    -------
    DataArray or None
        Gain for one more unit of the right-hand side in 1e8 CNY; None when the part is off.
    """
    price = solved.solution.price(rule)
    if price is None:
        return None
    current = price / discount(solved.inputs, settings=solved.settings)
    quiet: xr.DataArray = current.where(abs(current) >= NOISE, 0.0)
    return quiet.transpose(*price.dims)


def named(inputs: PlanInputs, code: str, prefix: str = "") -> dict[str, str]:
    """Both names of a code as columns.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.
    code : str
        Any code; the empty one of limits is that of air freight, of which there is one.
    prefix : str
        Put in front of the column names.

    Returns
    -------
    dict of str to str
        ``name_en`` and ``name_zh``.
    """
    label = inputs.label(code) if code else AIR
    return {f"{prefix}name_en": label.en, f"{prefix}name_zh": label.zh}


def text_columns(*names: str) -> Schema:
    """Columns of text.

    Parameters
    ----------
    *names : str
        Names of the columns.

    Returns
    -------
    dict of str to polars type
        For `to_table`.
    """
    return dict.fromkeys(names, pl.String)


def number_columns(*names: str) -> Schema:
    """Columns of numbers.

    Parameters
    ----------
    *names : str
        Names of the columns.

    Returns
    -------
    dict of str to polars type
        For `to_table`.
    """
    return dict.fromkeys(names, pl.Float64)


def to_table(
    rows: list[dict[str, Any]], schema: dict[str, pl.DataType | type], units: dict[str, str]
) -> Table:
    """Rows as a table with fixed columns, so that an empty one has them too.

    Parameters
    ----------
    rows : list of dict
        One a row.
    schema : dict of str to polars type
        Columns in order.
    units : dict of str to str
        Unit of the numeric columns.

    Returns
    -------
    Table
        NaN becomes null.
    """
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    numbers = [name for name, kind in frame.schema.items() if kind == pl.Float64]
    return Table(frame.with_columns(pl.col(numbers).fill_nan(None)), units)
