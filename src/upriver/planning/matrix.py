"""The model as a bare matrix, with the way back to its labels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.planning.coefficients import check_range

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt
    from scipy.sparse import csr_array

    from upriver.core.message import Message
    from upriver.planning.program import Program


NO_YEAR = -1


@dataclass(frozen=True)
class Matrix:
    """Rows ``lower <= A x <= upper`` and columns with bounds.

    Parameters
    ----------
    A : csr_array
        Coefficients.
    row_lower, row_upper : ndarray
        Bounds of the rows; infinite where there is none.
    lower, upper : ndarray
        Bounds of the columns.
    cost : ndarray
        Objective, to be maximised.
    whole : ndarray of bool
        Columns that must be whole numbers.
    rows, columns : mapping of str to DataArray of int
        For every constraint and variable the position of each cell; -1 where there is none.
    """

    A: csr_array
    row_lower: npt.NDArray[np.float64]
    row_upper: npt.NDArray[np.float64]
    lower: npt.NDArray[np.float64]
    upper: npt.NDArray[np.float64]
    cost: npt.NDArray[np.float64]
    whole: npt.NDArray[np.bool_]
    rows: dict[str, xr.DataArray]
    columns: dict[str, xr.DataArray]

    def values(self, vector: npt.NDArray[np.float64], *, of: str) -> xr.DataArray:
        """Cells of one variable.

        Parameters
        ----------
        vector : ndarray
            One number a column.
        of : str
            Name of the variable.

        Returns
        -------
        DataArray
            With the dimensions of the variable; NaN where it has no column.
        """
        return _spread(vector, self.columns[of])

    def duals(self, vector: npt.NDArray[np.float64], *, of: str) -> xr.DataArray:
        """Cells of one constraint.

        Parameters
        ----------
        vector : ndarray
            One number a row.
        of : str
            Name of the constraint.

        Returns
        -------
        DataArray
            With the dimensions of the constraint; NaN where it has no row.
        """
        return _spread(vector, self.rows[of])

    @property
    def shortfalls(self) -> npt.NDArray[np.int64]:
        """Columns that say what is missing to soft targets.

        Returns
        -------
        ndarray of int
            Positions; none without targets.
        """
        found = [
            at.values.ravel() for name, at in self.columns.items() if name.startswith("shortfall")
        ]
        flat = np.concatenate([np.zeros(0, dtype=np.int64), *found])
        return flat[flat >= 0]

    def missed(self, columns: npt.NDArray[np.float64]) -> float:
        """Price of the targets that an answer misses, as it stands in the objective.

        Parameters
        ----------
        columns : ndarray
            Value of every decision.

        Returns
        -------
        float
            0 or more, 1e8 CNY.
        """
        at = self.shortfalls
        return -float(self.cost[at] @ columns[at])

    def row_name(self, position: int) -> str:
        """Name of a row with its labels.

        Parameters
        ----------
        position : int
            Position of the row.

        Returns
        -------
        str
            Such as ``"cap(CO2, 2027)"``.
        """
        return _name(self.rows, position)

    def years_of(self, positions: npt.NDArray[np.int64]) -> list[int]:
        """Years in which some rows stand.

        Parameters
        ----------
        positions : ndarray of int
            Positions of the rows.

        Returns
        -------
        list of int
            In order, each once; empty for rows without a year.
        """
        found = np.unique(self.row_years[positions])
        return [int(year) for year in found if year != NO_YEAR]

    @cached_property
    def row_years(self) -> npt.NDArray[np.int64]:
        """Year of every row.

        Returns
        -------
        ndarray of int
            ``NO_YEAR`` for rows without one.
        """
        years = np.full(self.A.shape[0], NO_YEAR, dtype=np.int64)
        for block in self.rows.values():
            if "year" in block.dims:
                there = block.values >= 0
                of_cell = block.coords["year"].broadcast_like(block).values
                years[block.values[there]] = of_cell[there]
        return years

    def column_name(self, position: int) -> str:
        """Name of a column with its labels.

        Parameters
        ----------
        position : int
            Position of the column.

        Returns
        -------
        str
            Such as ``"output(C36, 2027)"``.
        """
        return _name(self.columns, position)


def _spread(vector: npt.NDArray[np.float64], positions: xr.DataArray) -> xr.DataArray:
    if vector.size == 0:
        return xr.full_like(positions, np.nan, dtype=np.float64)
    at = positions.values
    return positions.copy(data=np.where(at >= 0, vector[at], np.nan).astype(np.float64))


def _name(blocks: dict[str, xr.DataArray], position: int) -> str:
    for name, positions in blocks.items():
        found = np.argwhere(positions.values == position)
        if len(found):
            labels = [
                str(positions.coords[dim].values[at])
                for dim, at in zip(positions.dims, found[0], strict=True)
            ]
            return f"{name}({', '.join(labels)})" if labels else name
    return str(position)


def to_matrix(
    model: Program, *, labels: Mapping[str, Message] | None = None, alone: bool = True
) -> Matrix:
    """Take a model apart.

    Parameters
    ----------
    model : Program
        A built model.
    labels : mapping of str to Message, optional
        Names of the codes, for a message on coefficients.
    alone : bool
        Whether the model is to be solved by itself. A part of a larger one is checked there,
        where a message can say which part it is.

    Returns
    -------
    Matrix
        Its rows and columns.

    Raises
    ------
    PlanningError
        If coefficients of a row differ by more than eight orders of magnitude; the two cells
        are named.
    """
    low, high = model.row_bounds()
    lower, upper, whole = model.column_bounds()
    matrix = Matrix(
        model.table(), low, high, lower, upper, model.cost(), whole, dict(model.rows),
        model.columns(),
    )  # fmt: skip
    if alone:
        check_range(matrix, labels=labels)
    return matrix


def numbered(coords: Mapping[str, Sequence[object]], *, after: int = 0) -> xr.DataArray:
    """Positions of a full block of rows or columns, for a matrix that is made by hand.

    Parameters
    ----------
    coords : mapping of str to sequence
        Labels of each dimension.
    after : int
        How many rows or columns stand in front of the block.

    Returns
    -------
    DataArray of int
        Counted on in the order of the labels, the last dimension fastest.

    Examples
    --------
    >>> numbered({"team": ["a"], "challenge": ["x", "y"]}, after=3).values.tolist()
    [[3, 4]]
    """
    shape = tuple(len(labels) for labels in coords.values())
    data = after + np.arange(int(np.prod(shape))).reshape(shape)
    return xr.DataArray(data, coords={dim: list(at) for dim, at in coords.items()}, dims=coords)
