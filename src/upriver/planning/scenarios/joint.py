"""Several futures in one model: blocks side by side that share what is decided before they part."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from upriver.core.errors import DataError, LabelError
from upriver.core.message import Message, listing
from upriver.planning.blocks import side_by_side

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt
    import xarray as xr

    from upriver.planning.matrix import Matrix
    from upriver.planning.scenarios.aims import Order

SURE = 1e-9


@dataclass(frozen=True)
class Joint:
    """Blocks of several scenarios as one model.

    Parameters
    ----------
    matrix : Matrix
        All rows and columns; every variable and constraint has one more dimension, ``scenario``,
        and a shared decision has the same position in all scenarios. The objective is the
        expected one.
    blocks : mapping of str to Matrix
        The model of each scenario.
    probability : ndarray (scenario)
        In the order of the blocks.
    at : ndarray of int (scenario, column)
        Position in ``matrix`` of each column of each block.
    shared : ndarray of bool (column)
        Columns of a block that are decided before the scenario is known.
    orders : mapping of str to tuple of Stage
        Aims of each block, for a lexicographic objective: the objective of a block is then its
        value alone. Empty for a weighted one.
    """

    matrix: Matrix
    blocks: Mapping[str, Matrix]
    probability: npt.NDArray[np.float64]
    at: npt.NDArray[np.int64]
    shared: npt.NDArray[np.bool_]
    orders: Mapping[str, Order] = field(default_factory=dict)

    def apart(self, vector: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Decisions scenario by scenario.

        Parameters
        ----------
        vector : ndarray
            One number a column of ``matrix``; columns added behind them are left out.

        Returns
        -------
        ndarray (scenario, column)
            One number a column of each block.
        """
        return vector[self.at]

    def worth(self, vector: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Objective in every scenario.

        Parameters
        ----------
        vector : ndarray
            One number a column of ``matrix``.

        Returns
        -------
        ndarray (scenario)
            Not weighted by probability.
        """
        parts = self.apart(vector)
        return np.array(
            [
                float(block.cost @ part)
                for block, part in zip(self.blocks.values(), parts, strict=True)
            ]
        )


def require_probabilities(probability: Mapping[str, float]) -> None:
    """Refuse probabilities that are none.

    Parameters
    ----------
    probability : mapping of str to float
        By scenario.

    Raises
    ------
    DataError
        If there is no scenario, one is not above zero, or they do not add up to one.
    """
    total = float(sum(probability.values()))
    wrong = [name for name, value in probability.items() if not value > 0]
    if probability and not wrong and abs(total - 1) <= SURE:
        return
    raise DataError(
        Message(
            f"Probabilities of scenarios must be above 0 and add up to 1; "
            f"they add up to {total:.6g}"
            + (f", and {listing(wrong)} is not above 0." if wrong else "."),
            f"情景概率应大于 0 且合计为 1，实际合计为 {total:.6g}"
            + (f"，且 {listing(wrong)} 不大于 0。" if wrong else "。"),
        ),
        Message("Correct the probabilities.", "请更正情景概率。"),
    )


def join_blocks(
    blocks: Mapping[str, Matrix],
    *,
    probability: Mapping[str, float],
    shared: Mapping[str, xr.DataArray],
    orders: Mapping[str, Order] | None = None,
) -> Joint:
    """Put the models of several scenarios side by side.

    A shared decision is one column for all scenarios, so that it cannot foresee; there are no
    rows that tie copies together.

    Parameters
    ----------
    blocks : mapping of str to Matrix
        Model of each scenario, all with the same decisions.
    probability : mapping of str to float
        Chance of each scenario, above 0; they add up to 1.
    shared : mapping of str to DataArray of bool
        By variable, the cells that are decided before the scenario is known, with the
        dimensions of the variable. Variables that are not named adapt to the scenario.
    orders : mapping of str to tuple of Stage, optional
        Aims of each block, for a lexicographic objective.

    Returns
    -------
    Joint
        The expected objective is to be maximised.

    Raises
    ------
    DataError
        If the probabilities do not add up to one.
    LabelError
        If the scenarios do not have the same decisions, or a shared variable is unknown.
    """
    require_probabilities(probability)
    names = list(blocks)
    if set(names) != set(probability):
        raise LabelError(
            Message(
                f"Scenarios {listing(names)} need probabilities of their own, "
                f"got {listing(probability)}.",
                f"情景 {listing(names)} 均需给出概率，实际给出 {listing(probability)}。",
            ),
            Message("Name the same scenarios in both.", "请使两处情景一致。"),
        )
    first = blocks[names[0]]
    for name in names[1:]:
        _require_same_decisions(first, blocks[name], name=name)
    flags = _flags(first, shared)
    at = _columns_at(flags, len(names))
    weight = np.array([probability[name] for name in names])
    matrix = side_by_side(blocks, dim="scenario", at=list(at), weight=weight)
    return Joint(matrix, dict(blocks), weight, at, flags, dict(orders or {}))


def _require_same_decisions(one: Matrix, two: Matrix, *, name: str) -> None:
    same = list(one.columns) == list(two.columns) and all(
        one.columns[variable].equals(two.columns[variable]) for variable in one.columns
    )
    if not same or not np.array_equal(one.whole, two.whole):
        raise LabelError(
            Message(
                f"Scenario {name} has other decisions than the first one.",
                f"情景 {name} 的决策变量与首个情景不同。",
            ),
            Message(
                "A scenario may change figures, not what is decided on.",
                "情景可以改变数值，不能改变决策对象。",
            ),
        )


def _flags(block: Matrix, shared: Mapping[str, xr.DataArray]) -> npt.NDArray[np.bool_]:
    flags = np.zeros(len(block.cost), dtype=bool)
    for name, cells in shared.items():
        if name not in block.columns:
            raise LabelError(
                Message(f"There is no decision {name}.", f"没有名为 {name} 的决策变量。"),
                Message(
                    f"Decisions are {listing(block.columns, most=30)}.",
                    f"决策变量有 {listing(block.columns, most=30)}。",
                ),
            )
        positions = block.columns[name]
        chosen = cells.transpose(*positions.dims).values & (positions.values >= 0)
        flags[positions.values[chosen]] = True
    return flags


def _columns_at(shared: npt.NDArray[np.bool_], scenarios: int) -> npt.NDArray[np.int64]:
    """Shared columns first, then the own columns of each scenario."""
    common, own = int(shared.sum()), int((~shared).sum())
    at = np.empty((scenarios, len(shared)), dtype=np.int64)
    at[:, shared] = np.arange(common)
    for number in range(scenarios):
        at[number, ~shared] = common + number * own + np.arange(own)
    return at


def same_rules(blocks: Mapping[str, Matrix]) -> bool:
    """Whether all scenarios have the same rules, cell by cell.

    Parameters
    ----------
    blocks : mapping of str to Matrix
        Model of each scenario.

    Returns
    -------
    bool
        Only then is there a model of the mean.
    """
    first, *others = blocks.values()
    return all(
        list(first.rows) == list(other.rows)
        and all(first.rows[name].equals(other.rows[name]) for name in first.rows)
        for other in others
    )


def mean_block(blocks: Mapping[str, Matrix], *, weight: npt.NDArray[np.float64]) -> Matrix:
    """Model in which every figure is the expected one.

    Parameters
    ----------
    blocks : mapping of str to Matrix
        Model of each scenario, with the same rules.
    weight : ndarray (scenario)
        Probabilities.

    Returns
    -------
    Matrix
        Coefficients, bounds and objective are expectations; what is without limit in one
        scenario is without limit.
    """
    parts = list(blocks.values())

    def _mean(name: str) -> npt.NDArray[np.float64]:
        rows = [getattr(part, name) for part in parts]
        return np.asarray(sum(share * row for share, row in zip(weight, rows, strict=True)))

    table = sum(
        (share * part.A for share, part in zip(weight[1:], parts[1:], strict=True)),
        start=weight[0] * parts[0].A,
    )
    return replace(
        parts[0],
        A=csr_array(table),
        row_lower=_mean("row_lower"),
        row_upper=_mean("row_upper"),
        lower=_mean("lower"),
        upper=_mean("upper"),
        cost=_mean("cost"),
    )


def hold(
    block: Matrix, *, shared: npt.NDArray[np.bool_], values: npt.NDArray[np.float64]
) -> Matrix:
    """Model of one scenario with its shared decisions taken.

    Parameters
    ----------
    block : Matrix
        Model of the scenario.
    shared : ndarray of bool (column)
        Decisions that are taken.
    values : ndarray (column)
        What was decided; only shared columns count.

    Returns
    -------
    Matrix
        Only the other decisions are free. Noise of the solver at a bound is taken away; a
        decision further outside its bounds stays there, and the model has no solution.
    """
    near = np.clip(values, block.lower, block.upper)
    close = np.abs(near - values) <= SURE * np.maximum(1.0, np.abs(values))
    fixed = np.where(close, near, values)
    fixed = np.where(block.whole, np.round(fixed), fixed)
    return replace(
        block,
        lower=np.where(shared, fixed, block.lower),
        upper=np.where(shared, fixed, block.upper),
    )
