"""Solve a model, give prices that mean something, and check the answer against the rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import highspy
import numpy as np

from upriver.core.errors import SolverError
from upriver.core.message import Message
from upriver.planning.matrix import Matrix, coefficient_range

if TYPE_CHECKING:
    import numpy.typing as npt
    import xarray as xr

    from upriver.planning.settings import PlanSettings

TOLERANCE = 1e-6
# Searches within the search: for plans of this kind they took three times as long as the whole
# search without them, for the same gain.
SEARCHES_WITHIN = ("rins", "rens", "root_reduced_cost")


class _Quiet(highspy.Highs):
    """HiGHS that prints nothing, not even its banner: its own start-up would."""

    def __init__(self) -> None:
        super(highspy.Highs, self).__init__()
        self.setOptionValue("output_flag", False)


@dataclass(frozen=True)
class Audit:
    """An own check of the answer, not the solver's word.

    Parameters
    ----------
    row_violation : float
        Largest violation of a row, relative to the size of its terms.
    bound_violation : float
        Largest violation of a bound, relative to its size.
    whole_violation : float
        Largest distance of a whole decision from a whole number.
    duality_gap : float
        Relative difference between the objective and the value of the prices, for the linear
        model with whole decisions fixed.
    coefficient_range : float
        Largest over smallest coefficient.
    rows, columns, nonzeros, whole : int
        Size of the model.
    gap : float
        Relative distance to the proven bound.
    """

    row_violation: float
    bound_violation: float
    whole_violation: float
    duality_gap: float
    coefficient_range: float
    rows: int
    columns: int
    nonzeros: int
    whole: int
    gap: float

    @property
    def passed(self) -> bool:
        """Whether every check is within one part in a million.

        Returns
        -------
        bool
            True when the answer can be trusted.
        """
        worst = max(self.row_violation, self.bound_violation, self.whole_violation)
        return worst <= TOLERANCE and self.duality_gap <= TOLERANCE


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
    """

    matrix: Matrix
    columns: npt.NDArray[np.float64]
    prices: npt.NDArray[np.float64]
    objective: float
    bound: float
    audit: Audit

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
        if "shortfall" not in self.matrix.columns:
            return 0.0
        at = self.matrix.columns["shortfall"].values
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


def solver(matrix: Matrix, *, settings: PlanSettings, relaxed: bool = False) -> highspy.Highs:
    """HiGHS with a model in it.

    Parameters
    ----------
    matrix : Matrix
        The model.
    settings : PlanSettings
        Limits of the search.
    relaxed : bool
        Take whole decisions as fractions.

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
        "time_limit": settings.time_limit,
        "mip_rel_gap": settings.gap,
    }
    options |= {f"mip_heuristic_run_{name}": False for name in SEARCHES_WITHIN}
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


def _stop_at_gain(engine: highspy.Highs, matrix: Matrix, *, usual: float, share: float) -> None:
    """Let the search end once what may be left is a small share of what the plan gains."""
    kinds = highspy.cb.HighsCallbackType
    missed = np.zeros(len(matrix.cost))
    if "shortfall" in matrix.columns:
        at = matrix.columns["shortfall"].values
        missed[at] = -matrix.cost[at]
    found = [0.0]  # price of the targets that the best plan so far misses

    def look(kind: object, _text: str, seen: Any, answer: Any, _data: object) -> None:
        if kind == kinds.kCallbackMipImprovingSolution:
            found[0] = float(missed @ np.asarray(seen.mip_solution))
            return
        gain = seen.mip_primal_bound + found[0] - usual
        if np.isfinite(gain) and seen.mip_dual_bound - seen.mip_primal_bound <= share * gain:
            answer.user_interrupt = True

    require_accepted(engine.setCallback(look, None))
    for kind in (kinds.kCallbackMipImprovingSolution, kinds.kCallbackMipInterrupt):
        require_accepted(engine.startCallback(kind))


def solve_matrix(
    matrix: Matrix, settings: PlanSettings, *, usual: float | None = None
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

    Returns
    -------
    Solution or None
        None when no decision satisfies all rules.

    Raises
    ------
    SolverError
        If the solver ends without an answer for another reason.

    Notes
    -----
    A model with whole decisions has no prices. Its whole decisions are fixed at the plan, the
    remaining linear model is solved again, and its prices are reported.
    """
    engine = solver(matrix, settings=settings)
    if usual is not None and matrix.whole.any() and settings.gap_of_gain > 0:
        _stop_at_gain(engine, matrix, usual=usual, share=settings.gap_of_gain)
    require_accepted(engine.run())
    status = engine.getModelStatus()
    infeasible = (
        highspy.HighsModelStatus.kInfeasible,
        highspy.HighsModelStatus.kUnboundedOrInfeasible,
    )
    if status in infeasible:
        return None
    info = engine.getInfo()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        raise _gave_up(engine, settings)
    objective = float(info.objective_function_value)
    bound, gap = objective, 0.0
    columns = np.array(engine.getSolution().col_value)
    if matrix.whole.any():
        bound, gap = float(info.mip_dual_bound), float(info.mip_gap)
        at = np.flatnonzero(matrix.whole)
        fixed = np.round(columns[at])
        engine = solver(matrix, settings=settings, relaxed=True)
        require_accepted(engine.changeColsBounds(len(at), at.astype(np.int32), fixed, fixed))
        require_accepted(engine.run())
        if engine.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise _gave_up(engine, settings)
        columns = np.array(engine.getSolution().col_value)
        objective = float(engine.getInfo().objective_function_value)
    elif status != highspy.HighsModelStatus.kOptimal:
        raise _gave_up(engine, settings)
    solution = engine.getSolution()
    prices, reduced = np.array(solution.row_dual), np.array(solution.col_dual)
    audit = _audit(matrix, columns, prices=prices, reduced=reduced, objective=objective, gap=gap)
    return Solution(matrix, columns, prices, objective, bound, audit)


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


def _audit(
    matrix: Matrix,
    columns: npt.NDArray[np.float64],
    *,
    prices: npt.NDArray[np.float64],
    reduced: npt.NDArray[np.float64],
    objective: float,
    gap: float,
) -> Audit:
    activity = matrix.A @ columns
    size = np.maximum(1.0, abs(matrix.A) @ np.abs(columns))
    below = np.maximum(matrix.row_lower - activity, 0.0)
    above = np.maximum(activity - matrix.row_upper, 0.0)
    outside = np.maximum(
        np.maximum(matrix.lower - columns, columns - matrix.upper), 0.0
    ) / np.maximum(1.0, np.abs(columns))
    whole = columns[matrix.whole]
    return Audit(
        row_violation=float((np.maximum(below, above) / size).max(initial=0.0)),
        bound_violation=float(outside.max(initial=0.0)),
        whole_violation=float(np.abs(whole - np.round(whole)).max(initial=0.0)),
        duality_gap=_duality_gap(matrix, columns, prices, reduced, objective),
        coefficient_range=coefficient_range(matrix),
        rows=matrix.A.shape[0],
        columns=matrix.A.shape[1],
        nonzeros=int(matrix.A.nnz),
        whole=int(matrix.whole.sum()),
        gap=gap,
    )


def _duality_gap(
    matrix: Matrix,
    columns: npt.NDArray[np.float64],
    prices: npt.NDArray[np.float64],
    reduced: npt.NDArray[np.float64],
    objective: float,
) -> float:
    """Value of all right-hand sides and bounds at their prices, against the objective."""
    active_row = np.where(prices > 0, matrix.row_upper, matrix.row_lower)
    used = (np.abs(prices) > 0) & ~(np.isinf(active_row) & (np.abs(prices) < TOLERANCE))
    rows = float(prices[used] @ active_row[used])
    # A fixed decision is worth its reduced cost at the value at which it is fixed.
    limit = np.where(reduced > 0, matrix.upper, matrix.lower)
    limit = np.where(matrix.whole, np.round(columns), limit)
    held = (np.abs(reduced) > 0) & ~(np.isinf(limit) & (np.abs(reduced) < TOLERANCE))
    total = rows + float(reduced[held] @ limit[held])
    return abs(total - objective) / max(1.0, abs(objective))
