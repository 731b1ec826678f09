"""A linear programme that is put together block by block, every block with its labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr
from scipy.sparse import csr_array

from upriver.planning.forms import Decision, Form
from upriver.planning.spreading import over, same_labels, spread

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    import numpy.typing as npt
    import pandas as pd

    from upriver.planning.forms import Index, Real, Row, Whole


class Program:
    """Decisions, rules and an objective that is maximised.

    Parameters
    ----------
    rows, columns : int
        How many rows and columns of other programmes stand in front of its own.
    """

    def __init__(self, *, rows: int = 0, columns: int = 0) -> None:
        self.decisions: dict[str, Decision] = {}
        self.rows: dict[str, xr.DataArray] = {}
        self._columns: list[tuple[Real, Real, npt.NDArray[np.bool_]]] = []
        self._cells: list[tuple[Whole, Whole, Real]] = []
        self._bounds: list[tuple[Real, Real]] = []
        self._goal: Form | None = None
        self._labels: dict[tuple[tuple[str, int], ...], tuple[Index, xr.DataArray]] = {}
        self._counts = [rows, columns]

    def add_variables(
        self,
        *,
        name: str,
        coords: Sequence[pd.Index[Any]] | None = None,
        lower: float = 0.0,
        upper: xr.DataArray | float = np.inf,
        integer: bool = False,
    ) -> Decision:
        """Add a block of decisions.

        Parameters
        ----------
        name : str
            Its name.
        coords : sequence of Index, optional
            Labels of every dimension; those of ``upper`` when left out.
        lower : float
            Least value.
        upper : DataArray or float
            Largest value.
        integer : bool
            Whether the decisions are whole numbers.

        Returns
        -------
        Decision
            One column a cell.
        """
        if coords is None:
            assert isinstance(upper, xr.DataArray)
            indexes: Index = {str(dim): upper.indexes[dim] for dim in upper.dims}
        else:
            indexes = {str(index.name): index for index in coords}
        high = over(upper, indexes)
        start = self._counts[1]
        self._counts[1] += high.size
        whole = np.full(high.size, integer)
        self._columns.append((np.full(high.size, float(lower)), high.ravel(), whole))
        block = np.arange(start, start + high.size).reshape(high.shape)
        self.decisions[name] = Decision(indexes, block)
        return self.decisions[name]

    def add_constraints(
        self,
        form: Form | Row,
        sense: str = "=",
        right: xr.DataArray | float = 0.0,
        *,
        name: str,
        mask: xr.DataArray | None = None,
    ) -> None:
        """Add a block of rules, one a cell of the form.

        Parameters
        ----------
        form : Form or comparison
            The left-hand side, or a whole comparison such as ``form <= array``.
        sense : {"<=", ">=", "="}
            How it is held against the right-hand side.
        right : DataArray or float
            The right-hand side.
        name : str
            Its name.
        mask : DataArray of bool, optional
            Cells that have a rule; all when left out.
        """
        if isinstance(form, tuple):
            form, sense, right = form
        indexes = form.indexes
        if isinstance(right, xr.DataArray):
            found = {str(dim): right.indexes[dim] for dim in right.dims}
            indexes = same_labels(indexes, found)
        bound, constant = over(right, indexes), form.constant_over(indexes)
        if constant is not None:
            bound = bound - constant
        there = np.ones(bound.shape, dtype=bool)
        if mask is not None:
            there = over(mask, indexes) > 0
        number = np.cumsum(there.ravel()).reshape(there.shape) - 1 + self._counts[0]
        position = np.where(there, number, -1)
        self._counts[0] += int(there.sum())
        self.rows[name] = self._labelled(position, indexes)
        self._put(form, position, indexes)
        bound = bound[there]
        self._bounds.append(
            (
                np.full(bound.shape, -np.inf) if sense == "<=" else bound,
                np.full(bound.shape, np.inf) if sense == ">=" else bound,
            )
        )

    def add_to_rows(self, rows: xr.DataArray, form: Form) -> None:
        """Add terms to the left-hand side of rows that are there, also of those in front.

        Parameters
        ----------
        rows : DataArray of int
            Positions; -1 where there is no row.
        form : Form
            Over the dimensions of ``rows``, and no others.

        Raises
        ------
        LabelError
            If labels differ along a dimension.
        """
        indexes: Index = {str(dim): rows.indexes[dim] for dim in rows.dims}
        same_labels(indexes, form.indexes)
        self._put(form, np.asarray(rows.values), indexes)

    def _put(self, form: Form, position: Whole, indexes: Index) -> None:
        for part in form.parts:
            wide = tuple(indexes) + tuple(dim for dim in part.dims if dim not in indexes)
            factor = spread(part.factor, part.dims, wide)
            column = spread(part.column, part.dims, wide)
            row = spread(position, tuple(indexes), wide)
            kept = (factor != 0) & ((column >= 0) & (row >= 0))
            chosen = slice(None) if kept.all() else np.flatnonzero(kept)
            shape = kept.shape
            self._cells.append(
                (
                    np.broadcast_to(row, shape).ravel()[chosen],
                    np.broadcast_to(column, shape).ravel()[chosen],
                    np.broadcast_to(factor, shape).ravel()[chosen],
                )
            )

    def _labelled(self, values: Whole, indexes: Index) -> xr.DataArray:
        """Array with these labels; making them anew costs more than all the numbers."""
        key = tuple((dim, id(index)) for dim, index in indexes.items())
        if key not in self._labels:
            made = xr.DataArray(values, coords=dict(indexes), dims=list(indexes))
            self._labels[key] = indexes, made  # the indexes stay alive, and so their ids
        return self._labels[key][1].copy(deep=False, data=values)

    def columns(self) -> dict[str, xr.DataArray]:
        """Positions of all decisions.

        Returns
        -------
        dict of str to DataArray of int
            By name.
        """
        return {
            name: self._labelled(decision.columns, decision.indexes)
            for name, decision in self.decisions.items()
        }

    def add_objective(self, form: Form) -> None:
        """Set what is maximised.

        Parameters
        ----------
        form : Form
            Without dimensions.
        """
        self._goal = form

    def table(self) -> csr_array:
        """Coefficients of all rules.

        Returns
        -------
        csr_array
            Rows by columns; columns in order within a row.
        """
        empty = (np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))
        row, column, value = (
            np.concatenate([cells[at] for cells in [empty, *self._cells]]) for at in range(3)
        )
        table = csr_array((value, (row, column)), shape=(self._counts[0], self._counts[1]))
        table.sum_duplicates()
        table.eliminate_zeros()
        return table

    def row_bounds(self) -> tuple[Real, Real]:
        """Bounds of all rules.

        Returns
        -------
        tuple of ndarray
            Lower and upper; infinite where there is none.
        """
        bounds = [(np.zeros(0), np.zeros(0)), *self._bounds]
        low, high = (np.concatenate([bound[at] for bound in bounds]) for at in range(2))
        return low, high

    def column_bounds(self) -> tuple[Real, Real, npt.NDArray[np.bool_]]:
        """Bounds of all decisions, and which are whole.

        Returns
        -------
        tuple of ndarray
            Lower, upper, whole.
        """
        empty = (np.zeros(0), np.zeros(0), np.zeros(0, dtype=bool))
        parts = [empty, *self._columns]
        low, high, whole = (np.concatenate([part[at] for part in parts]) for at in range(3))
        return low, high, whole

    def cost(self) -> Real:
        """Coefficients of the objective.

        Returns
        -------
        ndarray
            One a column; zeros without an objective.
        """
        return np.zeros(self._counts[1]) if self._goal is None else self.weights(self._goal)

    def weights(self, form: Form) -> Real:
        """Coefficients of any sum of decisions, such as another objective.

        Parameters
        ----------
        form : Form
            Without dimensions.

        Returns
        -------
        ndarray
            One a column.
        """
        weights = np.zeros(self._counts[1])
        for part in form.parts:
            factor, column = np.broadcast_arrays(part.factor, part.column)
            kept = column >= 0
            np.add.at(weights, column[kept], factor[kept])
        return weights
