"""HiGHS with a model in it: quiet, checked, by the method that suits the size."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import highspy
import numpy as np

from upriver.core.errors import SolverError
from upriver.core.message import Message
from upriver.planning.coefficients import row_factors

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.planning.matrix import Matrix
    from upriver.planning.settings import PlanSettings

    Real = npt.NDArray[np.float64]
    Whole = npt.NDArray[np.int64]

# Searches within the search: for plans of a province with 42 industries they took three times as
# long as the whole search without them, for the same gain. A large search has them: with a plan to
# begin with they left 2 % of the gain open where the search without them left 6 %.
SEARCHES_WITHIN = ("rins", "rens", "root_reduced_cost")
# Above this many coefficients the simplex method is left behind: a city of 150 industries and ten
# years was not solved by it in 42 s of work, by interior points with a clean basis in 12 s.
LARGE = 100_000
# Where first derivatives end; at the usual 1e-7 prices are left that prove nothing.
# Interior points end at the usual 1e-8: a nation of 150 activities and ten years is then left with
# reduced costs wrong by 3e-6 for single decisions, which the own check weighs: 3e-8 of the
# objective. At 1e-9 it takes half as long again or more.
FIRST_ORDER_ENDS = {"pdlp_optimality_tolerance": 1e-9, "dual_feasibility_tolerance": 1e-8}


class Engine(highspy.Highs):
    """HiGHS that prints nothing, takes every row at one size, and runs where others have used it.

    Rows are multiplied by powers of two before HiGHS gets them, so that a cap in tonnes is held
    as well as one in millions of tonnes. Bounds and prices of rows are those of the model.

    Notes
    -----
    HiGHS keeps one pool of threads a process and refuses to run with another number of them than
    its first user took. The pool is then made anew: nothing else may run HiGHS in this process at
    that moment.
    """

    def __init__(self) -> None:
        super(highspy.Highs, self).__init__()
        self.setOptionValue("output_flag", False)
        self.factors: Real = np.ones(0)

    def run(self) -> highspy.HighsStatus:
        """Solve the model.

        Returns
        -------
        highspy.HighsStatus
            An error where it could not run at all.
        """
        status = super().run()
        if status == highspy.HighsStatus.kError:
            self.resetGlobalScheduler(True)
            status = super().run()
        return status

    def set_row_bounds(self, rows: Whole, lower: Real, upper: Real) -> None:
        """Change bounds of rows, in the size of the model.

        Parameters
        ----------
        rows : ndarray of int
            Their positions.
        lower, upper : ndarray
            Their bounds.
        """
        factor = self.factors[rows]
        change = self.changeRowsBounds  # type: ignore[attr-defined]
        require_accepted(change(len(rows), rows.astype(np.int32), lower * factor, upper * factor))

    def row_prices(self) -> Real:
        """Gain for one more unit of every right-hand side, in the size of the model.

        Returns
        -------
        ndarray
            Of the last answer.
        """
        return np.array(self.getSolution().row_dual) * self.factors


def solver(
    matrix: Matrix,
    *,
    settings: PlanSettings,
    relaxed: bool = False,
    searches_within: bool = False,
) -> Engine:
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
    Engine
        Ready to run.

    Raises
    ------
    SolverError
        If the solver refuses the model or an option.
    """
    engine = Engine()
    engine.factors = row_factors(matrix)
    options: dict[str, float | bool] = {
        "threads": settings.threads,
        "random_seed": settings.seed,
        "time_limit": np.inf if relaxed else settings.time_limit,
        "mip_rel_gap": settings.gap,
    }
    options |= {f"mip_heuristic_run_{name}": searches_within for name in SEARCHES_WITHIN}
    for name, value in options.items():
        require_accepted(engine.setOptionValue(name, value))
    require_accepted(engine.passModel(_program(matrix, engine.factors, relaxed=relaxed)))
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


def _program(matrix: Matrix, factors: Real, *, relaxed: bool) -> highspy.HighsLp:
    program = highspy.HighsLp()
    program.num_row_, program.num_col_ = matrix.A.shape
    program.sense_ = highspy.ObjSense.kMaximize
    program.col_cost_ = matrix.cost
    program.col_lower_, program.col_upper_ = matrix.lower, matrix.upper
    program.row_lower_ = matrix.row_lower * factors
    program.row_upper_ = matrix.row_upper * factors
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = matrix.A.indptr.astype(np.int32)
    program.a_matrix_.index_ = matrix.A.indices.astype(np.int32)
    program.a_matrix_.value_ = matrix.A.data * np.repeat(factors, np.diff(matrix.A.indptr))
    if matrix.whole.any() and not relaxed:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        program.integrality_ = [kinds[int(flag)] for flag in matrix.whole]
    return program


def interior_points(
    engine: highspy.Highs, matrix: Matrix, *, whole: bool, settings: PlanSettings
) -> None:
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
    settings : PlanSettings
        Which method of interior points solves linear models.

    Raises
    ------
    SolverError
        If the method is not installed.
    """
    if matrix.A.nnz <= LARGE:
        return
    if whole:
        require_accepted(engine.setOptionValue("mip_lp_solver", "ipm"))
    else:
        _choose(engine, settings.linear_method)


def from_inside(matrix: Matrix, *, settings: PlanSettings) -> Engine:
    """HiGHS with a linear model in it, to be solved without a clean basis at the end.

    Parameters
    ----------
    matrix : Matrix
        A model without whole decisions.
    settings : PlanSettings
        Limits of the search, and the method.

    Returns
    -------
    Engine
        Ready to run. The objective is turned round, so that its value and the prices have the
        other sign: HiGHS 1.15 gives wrong prices for what is maximised without a clean basis.

    Raises
    ------
    SolverError
        If the method is not installed, or the solver refuses the model.
    """
    engine = solver(replace(matrix, cost=-matrix.cost), settings=settings)
    require_accepted(engine.changeObjectiveSense(highspy.ObjSense.kMinimize))
    _choose(engine, settings.linear_method)
    require_accepted(engine.setOptionValue("run_crossover", "off"))
    if settings.linear_method == "pdlp":
        for name, end in FIRST_ORDER_ENDS.items():
            require_accepted(engine.setOptionValue(name, end))
    return engine


def _choose(engine: highspy.Highs, method: str) -> None:
    """Set the method of linear models; the solver runs another one where it refuses."""
    if engine.setOptionValue("solver", method) == highspy.HighsStatus.kError:
        raise SolverError(
            Message(
                f"The solver does not have the method '{method}'.",
                f"求解器没有 {method} 方法。",
            ),
            Message(
                "Install it with: pip install 'upriver[hipo]'; or leave linear_method at ipx.",
                "请安装：pip install 'upriver[hipo]'；或将 linear_method 设为 ipx。",
            ),
        )


def with_whole_fixed(
    matrix: Matrix, columns: npt.NDArray[np.float64], *, settings: PlanSettings
) -> Engine:
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
    Engine
        Not run yet.
    """
    at = np.flatnonzero(matrix.whole)
    fixed = np.round(columns[at])
    engine = solver(matrix, settings=settings, relaxed=True)
    require_accepted(engine.changeColsBounds(len(at), at.astype(np.int32), fixed, fixed))
    return engine
