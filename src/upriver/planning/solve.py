"""Solve a model, give prices that mean something, and check the answer against the rows."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import highspy
import numpy as np

from upriver.core.errors import SolverError
from upriver.core.message import Message
from upriver.planning.audit import Audit, audited
from upriver.planning.first_plan import first_plan
from upriver.planning.search_end import best_so_far, search_looks
from upriver.planning.search_start import begin_at
from upriver.planning.unbounded import without_end

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt
    import xarray as xr

    from upriver.core.progress import Search
    from upriver.planning.matrix import Matrix
    from upriver.planning.settings import PlanSettings
    from upriver.planning.stages import StageAnswer

# Searches within the search: for plans of a province with 42 industries they took three times as
# long as the whole search without them, for the same gain. A large search has them: with a plan to
# begin with they left 2 % of the gain open where the search without them left 6 %.
SEARCHES_WITHIN = ("rins", "rens", "root_reduced_cost")
# Above this many coefficients the simplex method is left behind: a city of 150 industries and ten
# years was not solved by it in 42 s of work, by interior points with a clean basis in 12 s.
LARGE = 100_000
# Share of the time limit in which a large search may look for a plan to begin with.
AHEAD = 1 / 3


class _Quiet(highspy.Highs):
    """HiGHS that prints nothing, not even its banner, and runs where others have used it before.

    HiGHS keeps one pool of threads a process and refuses to run with another number of them than
    its first user took. The pool is then made anew: nothing else may run HiGHS in this process at
    that moment.
    """

    def __init__(self) -> None:
        super(highspy.Highs, self).__init__()
        self.setOptionValue("output_flag", False)

    def run(self) -> highspy.HighsStatus:
        status = super().run()
        if status == highspy.HighsStatus.kError:
            self.resetGlobalScheduler(True)
            status = super().run()
        return status


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
        Proven bound on the objective.
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
        at = self.matrix.shortfalls
        return -float(self.matrix.cost[at] @ self.columns[at])

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


def solver(
    matrix: Matrix,
    *,
    settings: PlanSettings,
    relaxed: bool = False,
    searches_within: bool = False,
) -> highspy.Highs:
    """HiGHS with a model in it.

    Parameters
    ----------
    matrix : Matrix
        The model.
    settings : PlanSettings
        Limits of the search.
    relaxed : bool
        Take whole decisions as fractions, and as long as that takes.
    searches_within : bool
        Whether the solver searches near its best answers too; assignments need it.

    Returns
    -------
    highspy.Highs
        Ready to run.

    Raises
    ------
    SolverError
        If the solver refuses the model or an option.
    """
    engine = _Quiet()
    options: dict[str, float | bool] = {
        "threads": settings.threads,
        "random_seed": settings.seed,
        "time_limit": np.inf if relaxed else settings.time_limit,
        "mip_rel_gap": settings.gap,
    }
    options |= {f"mip_heuristic_run_{name}": searches_within for name in SEARCHES_WITHIN}
    for name, value in options.items():
        require_accepted(engine.setOptionValue(name, value))
    require_accepted(engine.passModel(_program(matrix, relaxed=relaxed)))
    return engine


def require_accepted(status: highspy.HighsStatus) -> None:
    """Stop where the solver refuses something.

    Parameters
    ----------
    status : highspy.HighsStatus
        What a call of the solver returned.

    Raises
    ------
    SolverError
        If it is an error.
    """
    if status == highspy.HighsStatus.kError:
        raise SolverError(
            Message("The solver refused the model.", "求解器拒绝了该模型。"),
            Message(
                "Check the tables with 'upriver check' and report this if they are clean.",
                "请先用 upriver check 检查数据；若数据无误，请反馈此问题。",
            ),
        )


def _program(matrix: Matrix, *, relaxed: bool) -> highspy.HighsLp:
    program = highspy.HighsLp()
    program.num_row_, program.num_col_ = matrix.A.shape
    program.sense_ = highspy.ObjSense.kMaximize
    program.col_cost_ = matrix.cost
    program.col_lower_, program.col_upper_ = matrix.lower, matrix.upper
    program.row_lower_, program.row_upper_ = matrix.row_lower, matrix.row_upper
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = matrix.A.indptr.astype(np.int32)
    program.a_matrix_.index_ = matrix.A.indices.astype(np.int32)
    program.a_matrix_.value_ = matrix.A.data
    if matrix.whole.any() and not relaxed:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        program.integrality_ = [kinds[int(flag)] for flag in matrix.whole]
    return program


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
        ``settings.gap_of_gain``.
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
    large = whole and matrix.A.nnz > LARGE
    engine = solver(matrix, settings=settings, searches_within=searches_within or large)
    interior_points(engine, matrix, whole=whole)
    if start is not None:
        require_accepted(begin_at(engine, start, rows=matrix.A.shape[0], whole=whole))
    elif large:
        _begin_well(engine, matrix, settings=settings)
    ending = usual is not None and settings.gap_of_gain > 0
    if whole and (ending or watch is not None):
        look = search_looks(matrix, usual=usual, share=settings.gap_of_gain, watch=watch)
        require_accepted(engine.setCallback(look, None))
        kinds = highspy.cb.HighsCallbackType
        for kind in (kinds.kCallbackMipImprovingSolution, kinds.kCallbackMipInterrupt):
            require_accepted(engine.startCallback(kind))
    require_accepted(engine.run())
    status = engine.getModelStatus()
    infeasible = (
        highspy.HighsModelStatus.kInfeasible,
        highspy.HighsModelStatus.kUnboundedOrInfeasible,
    )
    endless = (
        highspy.HighsModelStatus.kUnbounded,
        highspy.HighsModelStatus.kUnboundedOrInfeasible,
    )
    if status in endless:
        error = without_end(matrix, partial(solver, settings=settings, relaxed=True))
        if error is not None:
            raise error
    if status in infeasible:
        return None
    info = engine.getInfo()
    stopped = whole and status == highspy.HighsModelStatus.kTimeLimit
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
            interior_points(relaxation, matrix, whole=False)
            so_far = best_so_far(matrix, engine, relaxation=relaxation)
            if so_far is None:
                raise _gave_up(engine, settings)
            columns, bound = so_far
        engine = with_whole_fixed(matrix, columns, settings=settings)
        interior_points(engine, matrix, whole=False)
        require_accepted(engine.run())
        if engine.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise _gave_up(engine, settings)
        columns = np.array(engine.getSolution().col_value)
        objective = float(engine.getInfo().objective_function_value)
        gap = abs(bound - objective) / max(1.0, abs(objective)) if stopped else gap
    elif status != highspy.HighsModelStatus.kOptimal:
        raise _gave_up(engine, settings)
    solution = engine.getSolution()
    prices = np.array(solution.row_dual)
    audit = audited(matrix, columns, prices=prices, objective=objective, gap=gap)
    return Solution(
        matrix, columns, prices, objective, bound, audit, stopped=stopped, basis=engine.getBasis()
    )


def with_whole_fixed(
    matrix: Matrix, columns: npt.NDArray[np.float64], *, settings: PlanSettings
) -> highspy.Highs:
    """The linear model that is left when the whole decisions are those of a plan.

    Parameters
    ----------
    matrix : Matrix
        The model.
    columns : ndarray
        Value of every decision.
    settings : PlanSettings
        Limits of the search.

    Returns
    -------
    highspy.Highs
        Not run yet.
    """
    at = np.flatnonzero(matrix.whole)
    fixed = np.round(columns[at])
    engine = solver(matrix, settings=settings, relaxed=True)
    require_accepted(engine.changeColsBounds(len(at), at.astype(np.int32), fixed, fixed))
    return engine


def _begin_well(engine: highspy.Highs, matrix: Matrix, *, settings: PlanSettings) -> None:
    """Give a large search a good plan to begin with, within a share of its time."""
    began = time.monotonic()
    relaxation = solver(matrix, settings=settings, relaxed=True)
    interior_points(relaxation, matrix, whole=False)
    columns = first_plan(
        matrix, relaxation=relaxation, seconds=AHEAD * settings.time_limit, seed=settings.seed
    )
    if columns is not None:
        start = highspy.HighsSolution()
        start.col_value = columns.tolist()
        require_accepted(engine.setSolution(start))
    left = max(settings.time_limit - (time.monotonic() - began), 0.0)
    require_accepted(engine.setOptionValue("time_limit", left))


def interior_points(engine: highspy.Highs, matrix: Matrix, *, whole: bool) -> None:
    """Take interior points for a large model that is solved from nothing.

    Parameters
    ----------
    engine : highspy.Highs
        With the model in it.
    matrix : Matrix
        The model.
    whole : bool
        Whether whole decisions are searched for. The option of linear models must not be set
        then: the solver would take them as fractions.
    """
    if matrix.A.nnz > LARGE:
        name = "mip_lp_solver" if whole else "solver"
        require_accepted(engine.setOptionValue(name, "ipm"))


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
        ),
    )
