"""From inputs to a plan: build, solve, compare with business as usual, explain failure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from upriver.core.progress import silent
from upriver.planning.conflict import explain_conflict
from upriver.planning.matrix import to_matrix
from upriver.planning.model import build_model
from upriver.planning.solve import Solution, solve_matrix
from upriver.planning.stages import solve_in_order, stages
from upriver.planning.usual import usual_matrix, usual_settings

if TYPE_CHECKING:
    from upriver.core.progress import Progress
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.settings import PlanSettings


@dataclass(frozen=True)
class Solved:
    """A plan and what would happen without it.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.
    settings : PlanSettings
        Choices of the planner.
    solution : Solution
        Decisions and prices.
    usual : Solution, optional
        Business as usual: no projects, entries, recruiting, market gains or substitution.
    """

    inputs: PlanInputs
    settings: PlanSettings
    solution: Solution
    usual: Solution | None


def solve_plan(
    inputs: PlanInputs, settings: PlanSettings, *, progress: Progress = silent
) -> Solved:
    """Find the best plan.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.
    settings : PlanSettings
        Choices of the planner.
    progress : Progress
        Called after each step.

    Returns
    -------
    Solved
        Decisions, prices and business as usual.

    Raises
    ------
    InfeasibleError
        If targets and limits contradict each other; the conflict is named.
    PlanningError
        If coefficients differ by more than eight orders of magnitude.
    SolverError
        If no plan is found in time.
    """
    steps = 4
    built = build_model(inputs, settings)
    matrix = to_matrix(built.model)
    progress("plan.build", 1, steps)
    usual = None
    if settings.compare:
        usual = solve_matrix(usual_matrix(matrix, inputs), usual_settings(settings))
    progress("plan.compare", 2, steps)
    solution: Solution | None
    if settings.objective == "lexicographic":
        order = stages(inputs, built, matrix, settings=settings)
        solution = solve_in_order(matrix, order, settings, usual=usual)
    else:
        solution = solve_matrix(matrix, settings, usual=usual.objective if usual else None)
    if solution is None:
        raise explain_conflict(inputs, built, matrix, settings=settings)
    progress("plan.solve", 3, steps)
    return Solved(inputs, settings, solution, usual)
