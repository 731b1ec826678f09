"""The model as a bare matrix, with the way back to its labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.core.errors import PlanningError
from upriver.core.message import Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt
    from scipy.sparse import csr_array

    from upriver.planning.program import Program

WIDEST_RANGE = 1e8
# Tables from which the coefficients of a rule come.
FROM_TABLES = {
    "chain_balance": "flows",
    "inflow_share": "flows, final_uses",
    "inflow_limit": "flows, final_uses",
    "replaced_limit": "flows, final_uses",
    "capacity_limit": "projects, industry_parameters",
    "output_ramp": "projects, industry_parameters",
    "new_markets": "projects, industry_parameters",
    "spending_capacity": "industry_parameters",
    "spending_projects": "projects",
    "spending_abatement": "projects",
    "spending_routes": "projects",
    "spending_entry": "projects, industry_parameters",
    "spending_talent": "talent",
    "talent_need": "skill_needs, talent",
    "air_freight": "industry_parameters, industries, projects",
    "cap": "pressures, projects",
    "target": "targets, crosswalk",
}


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
        found: set[int] = set()
        for block in self.rows.values():
            if "year" in block.dims:
                here = np.isin(block.values, positions).any(
                    axis=tuple(at for at, dim in enumerate(block.dims) if dim != "year")
                )
                found |= {int(year) for year in block.coords["year"].values[here]}
        return sorted(found)

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


def to_matrix(model: Program, *, labels: Mapping[str, Message] | None = None) -> Matrix:
    """Take a model apart.

    Parameters
    ----------
    model : Program
        A built model.
    labels : mapping of str to Message, optional
        Names of the codes, for a message on coefficients.

    Returns
    -------
    Matrix
        Its rows and columns.

    Raises
    ------
    PlanningError
        If coefficients differ by more than eight orders of magnitude; the two cells are named.
    """
    low, high = model.row_bounds()
    lower, upper, whole = model.column_bounds()
    matrix = Matrix(
        model.table(), low, high, lower, upper, model.cost(), whole, dict(model.rows),
        model.columns(),
    )  # fmt: skip
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


def coefficient_range(matrix: Matrix) -> float:
    """Largest over smallest coefficient of the rows.

    Parameters
    ----------
    matrix : Matrix
        A model taken apart.

    Returns
    -------
    float
        At least 1.
    """
    sizes = np.abs(matrix.A.data)
    return float(sizes.max() / sizes.min()) if sizes.size else 1.0


def check_range(matrix: Matrix, *, labels: Mapping[str, Message] | None = None) -> None:
    """Refuse a model whose coefficients lie too far apart.

    Parameters
    ----------
    matrix : Matrix
        A model taken apart, or made by hand.
    labels : mapping of str to Message, optional
        Names of the codes, for the message.

    Raises
    ------
    PlanningError
        If coefficients differ by more than eight orders of magnitude; the two cells are named,
        with the tables their figures come from.
    """
    spread = coefficient_range(matrix)
    if spread <= WIDEST_RANGE:
        return
    cells = matrix.A.tocoo()
    sizes = np.abs(cells.data)
    names = labels or {}

    def _cell(at: int) -> Message:
        row = _in_words(matrix.rows, int(cells.row[at]), names)
        column = _in_words(matrix.columns, int(cells.col[at]), names)
        rule = matrix.row_name(int(cells.row[at])).partition("(")[0]
        table = FROM_TABLES.get(rule, "")
        value = f"{cells.data[at]:.3g}"
        return Message(
            f"{value}, of {column.en} in {row.en}" + (f" (tables: {table})" if table else ""),
            f"{value}，即 {row.zh} 中的 {column.zh}" + (f"（表：{table}）" if table else ""),
        )

    small, large = _cell(int(sizes.argmin())), _cell(int(sizes.argmax()))
    raise PlanningError(
        Message(
            f"Coefficients range over {spread:.1e}; at most {WIDEST_RANGE:.0e} can be solved "
            f"safely. Smallest: {small.en}. Largest: {large.en}.",
            f"系数跨度为 {spread:.1e}，可靠求解的上限为 {WIDEST_RANGE:.0e}。"
            f"最小：{small.zh}。最大：{large.zh}。",
        ),
        Message("Correct the figure or its unit in the tables.", "请核对表中该数值或其单位。"),
    )


def _in_words(
    blocks: Mapping[str, xr.DataArray], position: int, names: Mapping[str, Message]
) -> Message:
    """A row or column with its dimensions, its codes and their names."""
    for block, positions in blocks.items():
        found = np.argwhere(positions.values == position)
        if len(found):
            codes = {
                str(dim): str(positions.coords[dim].values[at])
                for dim, at in zip(positions.dims, found[0], strict=True)
            }
            en, zh = (
                ", ".join(
                    f"{dim}={code}" + (f" {getattr(names[code], side)}" if code in names else "")
                    for dim, code in codes.items()
                )
                for side in ("en", "zh")
            )
            return Message(f"{block}({en})", f"{block}({zh})") if codes else Message(block, block)
    return Message(str(position), str(position))
