"""One aim after the other: first the promises, then value, then nature, none bought with another.

``min missed`` · ``max value, missed <= least missed (1 + tolerance)`` ·
``min pressure, value >= most value (1 - tolerance) too``
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array, vstack

from upriver.core.errors import SolverError
from upriver.core.message import Message
from upriver.planning.front import PER_CENT, ecological_book, known_stressors
from upriver.planning.objective import promise_weight, promises_missed
from upriver.planning.solve import Solution, solve_matrix

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from upriver.core.progress import Search
    from upriver.planning.audit import Audit
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.matrix import Matrix
    from upriver.planning.model import PlanModel
    from upriver.planning.planner import Solved
    from upriver.planning.settings import PlanSettings

    Floats = npt.NDArray[np.float64]

PROMISES, VALUE, NATURE = "promises", "value", "nature"
STAGES: dict[str, Message] = {
    PROMISES: Message("Least missed of the promises", "承诺落空最少"),
    VALUE: Message("Most value", "价值最大"),
    NATURE: Message("Least pressure on nature", "环境压力最小"),
}
STAGE_UNITS = {PROMISES: "%", VALUE: "1e8 CNY", NATURE: "%"}
SMALL = 1e-4
"""Room beside the tolerance, in per cent or 1e8 CNY: a best of zero needs some too."""


@dataclass(frozen=True)
class Stage:
    """One aim.

    Parameters
    ----------
    name : str
        A key of ``STAGES``.
    weights : ndarray
        One a decision; their sum is made as large as possible.
    scale : float
        What the sum is divided by before a reader sees it.
    """

    name: str
    weights: Floats
    scale: float = 1.0

    def read(self, number: float) -> float:
        """A sum as a reader counts it: what is missed and what presses are positive.

        Parameters
        ----------
        number : float
            Sum of the weights, or a bound on it.

        Returns
        -------
        float
            In the unit of the aim.
        """
        return (1.0 if self.name == VALUE else -1.0) * number / self.scale + 0.0


@dataclass(frozen=True)
class StageAnswer:
    """What one aim came to.

    Parameters
    ----------
    stage : Stage
        The aim.
    solution : Solution
        Its own answer, in the model in which the aims before it are held.
    final : float
        The aim at the plan, after the stages that came later.
    """

    stage: Stage
    solution: Solution
    final: float

    @property
    def given_up(self) -> float:
        """What the later stages cost this one.

        Returns
        -------
        float
            0 or more up to rounding, as large as the tolerance at most.
        """
        return self.solution.objective - self.final


def stages(
    inputs: PlanInputs,
    built: PlanModel,
    matrix: Matrix,
    *,
    settings: PlanSettings,
    base: PlanInputs | None = None,
) -> tuple[Stage, ...]:
    """Aims of a plan in their order.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.
    built : PlanModel
        Its model.
    matrix : Matrix
        The model taken apart; its objective is the weighted one.
    settings : PlanSettings
        Choices of the planner.
    base : PlanInputs, optional
        Whose base year pressure is counted against, where a scenario has changed its figures.

    Returns
    -------
    tuple of Stage
        Empty for a weighted objective. Otherwise promises in per cent, the weighted mean of all
        that may be missed; value in 1e8 CNY, without any price of missing a promise; pressure in
        per cent of the base year, the mean of stressors and years. An aim that the data do not
        have is left out.
    """
    if settings.objective == "weighted":
        return ()
    found = []
    value = matrix.cost.copy()
    missed = promises_missed(inputs, variables=built.variables, rows=built.rows, settings=settings)
    if missed is not None:
        weights = -PER_CENT * built.model.weights(missed)
        size = promise_weight(inputs, settings=settings)
        for name in ("shortfall", "overshoot"):
            if name in matrix.columns:
                value[matrix.columns[name].values] = 0.0
        if weights.any() and size:
            found.append(Stage(PROMISES, weights, size))
    found.append(Stage(VALUE, value))
    stressors = known_stressors(base or inputs)
    if stressors:
        book = ecological_book(
            inputs, built, settings=settings, stressors=stressors, base=base or inputs
        )
        count = float(len(stressors) * len(inputs.years))
        found.append(Stage(NATURE, -built.model.weights(book), count))
    return tuple(found)


def reach(
    matrix: Matrix,
    order: tuple[Stage, ...],
    settings: PlanSettings,
    *,
    usual: Solution | None = None,
    watch: Callable[[Search], None] | None = None,
) -> Solution | None:
    """Reach what a plan strives for, be it one sum or one aim after the other.

    Parameters
    ----------
    matrix : Matrix
        The model.
    order : tuple of Stage
        The aims; none where the objective of the model is all that is wanted.
    settings : PlanSettings
        Limits of each search.
    usual : Solution, optional
        Business as usual; with it the search for value may end at ``settings.gap_of_gain``.
    watch : callable, optional
        Told how far each search has come.

    Returns
    -------
    Solution or None
        None when no decision satisfies all rules.

    Raises
    ------
    PlanningError
        If the value has no end.
    SolverError
        If a search ends without an answer.
    """
    if order:
        return solve_in_order(matrix, order, settings, usual=usual, watch=watch)
    return solve_matrix(matrix, settings, usual=usual.objective if usual else None, watch=watch)


def solve_in_order(
    matrix: Matrix,
    order: tuple[Stage, ...],
    settings: PlanSettings,
    *,
    usual: Solution | None = None,
    watch: Callable[[Search], None] | None = None,
) -> Solution | None:
    """Reach one aim after the other.

    Parameters
    ----------
    matrix : Matrix
        The model; its objective is the weighted one.
    order : tuple of Stage
        The aims.
    settings : PlanSettings
        Limits of each search, and the tolerance.
    usual : Solution, optional
        Business as usual; with it the search for value may end at ``settings.gap_of_gain``.
    watch : callable, optional
        Told how far each search has come.

    Returns
    -------
    Solution or None
        The plan of the last stage, with the prices of the stage of value; ``objective`` is the
        weighted one, so that plans of both kinds can be compared. None when no decision satisfies
        all rules.

    Raises
    ------
    SolverError
        If a stage ends without an answer; it is named.
    """
    held, before = matrix, None
    answers: list[tuple[Stage, Solution]] = []
    for stage in order:
        now = replace(held, cost=stage.weights)
        base = None
        if stage.name == VALUE and usual is not None:
            base = worth_as_usual(usual)
        try:
            found = solve_matrix(now, settings, usual=base, watch=watch, start=before)
        except SolverError as reason:
            raise _no_answer(stage, reason) from reason
        if found is None:
            if before is None:
                return None
            raise _no_answer(stage, None)
        answers.append((stage, found))
        room = settings.stage_tolerance * abs(found.objective) + SMALL
        held = _with_row(held, stage.weights, least=found.objective - room)
        before = found
    assert before is not None
    return _plan(matrix, answers, before.columns)


def worth_as_usual(usual: Solution) -> float:
    """Business as usual by value alone, without the price of what it oversteps.

    Parameters
    ----------
    usual : Solution
        Business as usual.

    Returns
    -------
    float
        1e8 CNY.
    """
    if "overshoot" not in usual.matrix.columns:
        return usual.objective
    at = usual.matrix.columns["overshoot"].values
    return usual.objective - float(usual.matrix.cost[at].ravel() @ usual.columns[at].ravel())


def _with_row(matrix: Matrix, weights: Floats, *, least: float) -> Matrix:
    """The model with one aim held, in a row that stands behind all others."""
    return replace(
        matrix,
        A=csr_array(vstack([matrix.A, csr_array(weights[None, :])], format="csr")),
        row_lower=np.append(matrix.row_lower, least),
        row_upper=np.append(matrix.row_upper, np.inf),
    )


def _plan(matrix: Matrix, answers: list[tuple[Stage, Solution]], columns: Floats) -> Solution:
    told = tuple(
        StageAnswer(stage, found, float(stage.weights @ columns)) for stage, found in answers
    )
    value = next(each.solution for each in told if each.stage.name == VALUE)
    objective = float(matrix.cost @ columns)
    return Solution(
        matrix,
        columns,
        value.prices[: matrix.A.shape[0]],
        objective,
        objective + value.bound - value.objective,
        _worst([found.audit for _, found in answers], value.audit),
        stopped=any(found.stopped for _, found in answers),
        stages=told,
    )


def _worst(audits: list[Audit], of: Audit) -> Audit:
    """Audit of the stage of value with the largest fault of any stage."""
    faults = ("row_violation", "bound_violation", "whole_violation", "duality_gap", "gap")
    return replace(of, **{name: max(getattr(each, name) for each in audits) for name in faults})


def _no_answer(stage: Stage, reason: SolverError | None) -> SolverError:
    name = STAGES[stage.name]
    why = reason.problem if reason else Message("It has no solution.", "该层无解。")
    return SolverError(
        Message(
            f"The stage '{name.en}' gave no plan. {why.en}",
            f"“{name.zh}”一层未得到方案。{why.zh}",
        ),
        Message(
            "Raise time_limit or stage_tolerance, or set objective to weighted.",
            "请增大 time_limit 或 stage_tolerance，或将 objective 设为 weighted。",
        ),
    )


def priced(solution: Solution) -> Solution:
    """The answer whose prices a plan shows.

    Parameters
    ----------
    solution : Solution
        Of a plan.

    Returns
    -------
    Solution
        That of the stage of value for a lexicographic objective; otherwise the same.
    """
    named = (each.solution for each in solution.stages if each.stage.name == VALUE)
    return next(named, solution)


def stage_of_prices(solution: Solution) -> str | None:
    """The aim in whose unit the prices of a plan stand.

    Parameters
    ----------
    solution : Solution
        Of a plan.

    Returns
    -------
    str or None
        ``"value"`` for a lexicographic objective; None for a weighted one, which has no stages.
    """
    return VALUE if solution.stages else None


def by_value(solved: Solved) -> Solved:
    """The plan as one that was sought by value alone, for what is asked about it afterwards.

    Parameters
    ----------
    solved : Solved
        A plan.

    Returns
    -------
    Solved
        The same for a weighted objective. For a lexicographic one the model of the stage of
        value, in which the promises are held, with the plan's decisions; business as usual is
        measured by value alone as well.
    """
    if not solved.solution.stages:
        return solved
    answer = next(each for each in solved.solution.stages if each.stage.name == VALUE)
    plan = replace(answer.solution, columns=solved.solution.columns, objective=answer.final)
    usual = solved.usual
    if usual is not None:
        usual = replace(usual, objective=worth_as_usual(usual))
    return replace(solved, solution=plan, usual=usual)
