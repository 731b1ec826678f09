"""Solve a model, give prices that mean something, and check the answer against the rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import highspy
import numpy as np

from upriver.core.errors import SolverError
from upriver.core.message import Message
from upriver.planning.audit import Audit, audited
from upriver.planning.engine import (
    LARGE,
    Engine,
    from_inside,
    interior_points,
    require_accepted,
    solver,
    with_whole_fixed,
)
from upriver.planning.search_end import best_so_far, search_looks, search_on
from upriver.planning.search_start import begin_at, begin_well
from upriver.planning.unbounded import without_end

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt
    import xarray as xr

    from upriver.core.progress import Search
    from upriver.planning.matrix import Matrix
    from upriver.planning.settings import PlanSettings
    from upriver.planning.stages import StageAnswer


@dataclass(frozen=True)
class Solution:
    """Answer of the solver with the way back to labels.

    Parameters
    ----------
    matrix : Matrix
        The model taken apart.
    columns : ndarray
        Value of every decision.
    prices : ndarray
        Gain in the objective for one more unit of every right-hand side.
    objective : float
        Value of the objective, 1e8 CNY.
    bound : float
        Proven bound on the objective; not a number where it is unknown.
    audit : Audit
        Own check.
    stopped : bool
        Whether the time limit ended the search; this is then the best plan so far.
    basis : HighsBasis, optional
        Where the solver stood when it gave the prices.
    stages : tuple of StageAnswer
        One aim after the other, for a lexicographic objective; empty for a weighted one.
    """

    matrix: Matrix
    columns: npt.NDArray[np.float64]
    prices: npt.NDArray[np.float64]
    objective: float
    bound: float
    audit: Audit
    stopped: bool = False
    basis: highspy.HighsBasis | None = None
    stages: tuple[StageAnswer, ...] = ()

    def value(self, name: str) -> xr.DataArray | None:
        """Values of a decision.

        Parameters
        ----------
        name : str
            Name of the variable.

        Returns
        -------
        DataArray or None
            None when the part is off.
        """
        if name not in self.matrix.columns:
            return None
        return self.matrix.values(self.columns, of=name)

    @property
    def missed(self) -> float:
        """Price of the targets that are missed, as it stands in the objective.

        Returns
        -------
        float
            0 or more, 1e8 CNY.
        """
        return self.matrix.missed(self.columns)

    def gain_over(self, usual: Solution) -> float:
        """What the plan is worth beyond business as usual, which has no targets to miss.

        Parameters
        ----------
        usual : Solution
            Business as usual.

        Returns
        -------
        float
            1e8 CNY.
        """
        return self.objective + self.missed - usual.objective

    def open_share(self, gain: float | None) -> float | None:
        """How much of the gain a better plan could add at most.

        Parameters
        ----------
        gain : float, optional
            Gain over business as usual, 1e8 CNY.

        Returns
        -------
        float or None
            None without a gain, or where the bound is not known.
        """
        if gain is None or gain <= 0 or not np.isfinite(self.bound):
            return None
        return abs(self.bound - self.objective) / gain

    def price(self, name: str) -> xr.DataArray | None:
        """Prices of a rule.

        Parameters
        ----------
        name : str
            Name of the constraint.

        Returns
        -------
        DataArray or None
            None when the part is off.
        """
        if name not in self.matrix.rows:
            return None
        return self.matrix.duals(self.prices, of=name)


def solve_matrix(
    matrix: Matrix,
    settings: PlanSettings,
    *,
    usual: float | None = None,
    searches_within: bool = False,
    watch: Callable[[Search], None] | None = None,
    start: Solution | None = None,
) -> Solution | None:
    """Find the best decisions and the prices of the rules.

    Parameters
    ----------
    matrix : Matrix
        The model.
    settings : PlanSettings
        Limits of the search.
    usual : float, optional
        Objective of business as usual, 1e8 CNY. With it the search may end at
        ``settings.gap_of_gain``, and not before where the plan gains something.
    searches_within : bool
        Whether the solver searches near its best answers too; it does for a large model.
    watch : callable, optional
        Told how far the search for whole decisions has come, about once a second.
    start : Solution, optional
        Answer to a model with the first rows of this one; the search begins there.

    Returns
    -------
    Solution or None
        None when no decision satisfies all rules.

    Raises
    ------
    PlanningError
        If the value has no end; the decisions that can grow for ever are named.
    SolverError
        If the solver ends without an answer for another reason.

    Notes
    -----
    A model with whole decisions has no prices. Its whole decisions are fixed at the plan, the
    remaining linear model is solved again, and its prices are reported. A search that runs out of
    time gives the best plan so far; the time limit is not for what follows it.
    """
    whole = bool(matrix.whole.any())
    if not whole and not settings.clean_basis:
        return _inside(matrix, settings)
    engine = _search(matrix, settings, searches_within=searches_within, start=start)
    ending = usual is not None and settings.gap_of_gain > 0
    if whole and (ending or watch is not None):
        look = search_looks(matrix, usual=usual, share=settings.gap_of_gain, watch=watch)
        require_accepted(engine.setCallback(look, None))
        kinds = highspy.cb.HighsCallbackType
        for kind in (kinds.kCallbackMipImprovingSolution, kinds.kCallbackMipInterrupt):
            require_accepted(engine.startCallback(kind))
    require_accepted(engine.run())
    if _contradictory(engine, matrix, settings):
        return None
    if whole and usual is not None:
        search_on(engine, matrix, settings, usual=usual)
    info = engine.getInfo()
    stopped = whole and engine.getModelStatus() == highspy.HighsModelStatus.kTimeLimit
    feasible = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    if not feasible and not stopped:
        raise _gave_up(engine, settings)
    objective = float(info.objective_function_value)
    bound, gap = objective, 0.0
    columns = np.array(engine.getSolution().col_value)
    if whole:
        bound, gap = float(info.mip_dual_bound), float(info.mip_gap)
        if stopped:
            relaxation = solver(matrix, settings=settings, relaxed=True)
            interior_points(relaxation, matrix, whole=False, settings=settings)
            so_far = best_so_far(matrix, engine, relaxation=relaxation)
            if so_far is None:
                raise _gave_up(engine, settings)
            columns, bound = so_far
        engine = with_whole_fixed(matrix, columns, settings=settings)
        interior_points(engine, matrix, whole=False, settings=settings)
        require_accepted(engine.run())
        if engine.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise _gave_up(engine, settings)
        columns = np.array(engine.getSolution().col_value)
        objective = float(engine.getInfo().objective_function_value)
        gap = abs(bound - objective) / max(1.0, abs(objective)) if stopped else gap
    elif engine.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise _gave_up(engine, settings)
    prices = engine.row_prices()
    audit = audited(matrix, columns, prices=prices, objective=objective, gap=gap)
    return Solution(
        matrix, columns, prices, objective, bound, audit, stopped=stopped, basis=engine.getBasis()
    )


def _inside(matrix: Matrix, settings: PlanSettings) -> Solution | None:
    """Answer of interior points alone, which counts where the own check says so."""
    engine = from_inside(matrix, settings=settings)
    require_accepted(engine.run())
    if _contradictory(engine, matrix, settings):
        return None
    solution = engine.getSolution()
    columns = np.array(solution.col_value)
    if not len(columns) or not len(solution.row_dual):
        raise _gave_up(engine, settings)
    columns = np.clip(columns, matrix.lower, matrix.upper)
    objective = float(matrix.cost @ columns)
    prices = -engine.row_prices()
    audit = audited(matrix, columns, prices=prices, objective=objective)
    if engine.getModelStatus() != highspy.HighsModelStatus.kOptimal and not audit.passed:
        raise _gave_up(engine, settings)
    return Solution(matrix, columns, prices, objective, objective, audit)


def _search(
    matrix: Matrix, settings: PlanSettings, *, searches_within: bool, start: Solution | None
) -> Engine:
    """The solver with the model in it, at the place where the search begins."""
    whole = bool(matrix.whole.any())
    large = whole and matrix.A.nnz > LARGE
    engine = solver(matrix, settings=settings, searches_within=searches_within or large)
    interior_points(engine, matrix, whole=whole, settings=settings)
    if start is not None:
        require_accepted(begin_at(engine, start, rows=matrix.A.shape[0], whole=whole))
    elif large:
        begin_well(engine, matrix, settings=settings)
    return engine


def _contradictory(engine: highspy.Highs, matrix: Matrix, settings: PlanSettings) -> bool:
    """Whether no decision satisfies all rules; a value without end is an error."""
    states = highspy.HighsModelStatus
    status = engine.getModelStatus()
    if status in (states.kUnbounded, states.kUnboundedOrInfeasible):
        error = without_end(matrix, partial(solver, settings=settings, relaxed=True))
        if error is not None:
            raise error
    return status in (states.kInfeasible, states.kUnboundedOrInfeasible)


def _gave_up(engine: highspy.Highs, settings: PlanSettings) -> SolverError:
    state = engine.modelStatusToString(engine.getModelStatus())
    return SolverError(
        Message(
            f"No plan was found within {settings.time_limit:g} s ({state}).",
            f"在 {settings.time_limit:g} 秒内未得到规划方案（{state}）。",
        ),
        Message(
            "Raise time_limit or gap, or set whole_decisions to false.",
            "请增大 time_limit 或 gap，或将 whole_decisions 设为 false。",
        )
        if settings.whole_decisions
        else Message(
            "Raise time_limit; for many places and years see also linear_method, clean_basis "
            "and places.foresight.",
            "请增大 time_limit；多地多年时另见 linear_method、clean_basis 与 places.foresight。",
        ),
    )
