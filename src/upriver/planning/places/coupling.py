"""The places in one matrix: a block for each, and the rows and columns that tie them together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from upriver.planning.blocks import moved_positions, row_starts, side_by_side
from upriver.planning.coefficients import check_range
from upriver.planning.matrix import Matrix
from upriver.planning.places.columns import add_between, variables_at
from upriver.planning.places.constraints.commuting import add_commuting
from upriver.planning.places.constraints.context import Coupling
from upriver.planning.places.constraints.shared_caps import add_shared_caps
from upriver.planning.places.constraints.shared_money import add_shared_money
from upriver.planning.places.constraints.trade_pool import add_trade_pool
from upriver.planning.places.constraints.trade_routes import add_trade_routes
from upriver.planning.places.constraints.trade_shares import add_trade_shares
from upriver.planning.places.constraints.whole_targets import (
    WholeRows,
    add_whole_targets,
    whole_rows,
)
from upriver.planning.places.objective import add_shared_objective
from upriver.planning.program import Program

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt
    import xarray as xr

    from upriver.planning.inputs import PlanInputs
    from upriver.planning.places.base_trade import BaseTrade
    from upriver.planning.places.system import PlaceSystem
    from upriver.planning.settings import PlanSettings

BETWEEN = -1


@dataclass(frozen=True)
class Coupled:
    """Places as one model.

    Parameters
    ----------
    matrix : Matrix
        All rows and columns. What a place has carries the dimension ``place``, the first.
    blocks : mapping of str to Matrix
        The model of each place alone.
    row_block, column_block : ndarray of int
        Number of the place that a row or column belongs to, -1 for what lies between places:
        the border of a block-diagonal matrix, as decomposition methods want it.
    rows : WholeRows, optional
        Coefficients of the promises of several places.
    """

    matrix: Matrix
    blocks: Mapping[str, Matrix]
    row_block: npt.NDArray[np.int64]
    column_block: npt.NDArray[np.int64]
    rows: WholeRows | None

    def rows_of(self, place: str) -> npt.NDArray[np.int64]:
        """Rows of one place.

        Parameters
        ----------
        place : str
            Its code.

        Returns
        -------
        ndarray of int
            Position in the joint model of every row of the block.
        """
        return np.flatnonzero(self.row_block == list(self.blocks).index(place))

    def columns_of(self, place: str) -> npt.NDArray[np.int64]:
        """Columns of one place.

        Parameters
        ----------
        place : str
            Its code.

        Returns
        -------
        ndarray of int
            Position in the joint model of every column of the block.
        """
        return np.flatnonzero(self.column_block == list(self.blocks).index(place))

    def view(self, place: str) -> Matrix:
        """The joint model with the labels of one place.

        Parameters
        ----------
        place : str
            Its code.

        Returns
        -------
        Matrix
            Rows and columns by name as in the block, at their positions in the joint model.
        """
        block, whole = self.blocks[place], self.matrix
        rows, columns = self.rows_of(place), self.columns_of(place)
        return Matrix(
            whole.A, whole.row_lower, whole.row_upper, whole.lower, whole.upper, whole.cost,
            whole.whole,
            {name: moved_positions(at, rows) for name, at in block.rows.items()},
            {name: moved_positions(at, columns) for name, at in block.columns.items()},
        )  # fmt: skip


def couple(
    system: PlaceSystem,
    blocks: Mapping[str, Matrix],
    inputs: Mapping[str, PlanInputs],
    *,
    base: BaseTrade,
    settings: PlanSettings,
    rising: bool = True,
    apart: bool = False,
) -> Coupled:
    """Put the models of the places side by side and tie them together.

    Parameters
    ----------
    system : PlaceSystem
        Places that are planned together.
    blocks : mapping of str to Matrix
        Model of each place.
    inputs : mapping of str to PlanInputs
        Data from which the blocks were made.
    base : BaseTrade
        Trade of the base year.
    settings : PlanSettings
        Choices of the planner.
    rising : bool
        Whether a place may buy a larger share of its inflows from the others than before.
    apart : bool
        Whether rows that no limit on shares may lift stand apart from these limits.

    Returns
    -------
    Coupled
        The joint model.

    Raises
    ------
    PlanningError
        If coefficients of a row, of a place or between places, differ by more than eight orders
        of magnitude; the two cells are named with their place.
    """
    parts = list(blocks.values())
    starts = row_starts(parts)
    widths = [part.A.shape[1] for part in parts]
    begins = np.concatenate([[0], np.cumsum(widths)])
    at = [begin + np.arange(width) for begin, width in zip(begins[:-1], widths, strict=True)]
    plain = side_by_side(blocks, dim="place", at=at, weight=np.ones(len(parts)))
    model = Program(rows=int(starts[-1]), columns=int(begins[-1]))
    between = add_between(model, system, base=base)
    coupling = Coupling(
        model,
        system,
        inputs,
        base,
        between,
        {name: variables_at(block, start=int(begin))
         for (name, block), begin in zip(blocks.items(), begins[:-1], strict=True)},
        {name: _rows_at(block, start=int(start))
         for (name, block), start in zip(blocks.items(), starts[:-1], strict=True)},
        settings,
        rising,
        apart,
    )  # fmt: skip
    add_trade_pool(coupling)
    add_trade_shares(coupling)
    add_trade_routes(coupling)
    add_shared_money(coupling)
    add_commuting(coupling)
    add_shared_caps(coupling)
    rows = whole_rows(system, inputs, settings=settings) if system.targets else None
    if rows is not None:
        add_whole_targets(coupling, rows)
    add_shared_objective(coupling, rows)
    matrix = _bordered(plain, model)
    check_range(matrix, labels=system.all_labels())
    extra_rows, extra_columns = (matrix.A.shape[k] - plain.A.shape[k] for k in range(2))
    number = np.arange(len(parts))
    return Coupled(
        matrix,
        dict(blocks),
        np.concatenate([np.repeat(number, np.diff(starts)), np.full(extra_rows, BETWEEN)]),
        np.concatenate([np.repeat(number, widths), np.full(extra_columns, BETWEEN)]),
        rows,
    )


def _rows_at(block: Matrix, *, start: int) -> dict[str, xr.DataArray]:
    moved = start + np.arange(block.A.shape[0])
    return {name: moved_positions(at, moved) for name, at in block.rows.items()}


def _bordered(plain: Matrix, model: Program) -> Matrix:
    """The blocks with the rows and columns between them behind."""
    border = model.table()
    rows, columns = border.shape
    wide = csr_array(
        (
            plain.A.data,
            plain.A.indices,
            np.concatenate([plain.A.indptr, np.full(rows - plain.A.shape[0], plain.A.indptr[-1])]),
        ),
        shape=(rows, columns),
    )
    low, high = model.row_bounds()
    lower, upper, whole = model.column_bounds()
    cost = model.cost()
    cost[: len(plain.cost)] += plain.cost
    return Matrix(
        csr_array(wide + border),
        np.concatenate([plain.row_lower, low]),
        np.concatenate([plain.row_upper, high]),
        np.concatenate([plain.lower, lower]),
        np.concatenate([plain.upper, upper]),
        cost,
        np.concatenate([plain.whole, whole]),
        plain.rows | model.rows,
        plain.columns | model.columns(),
    )
