"""From inputs to a plan: build, solve, compare with business as usual, explain failure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from upriver.core.message import Message
from upriver.core.progress import silent, watching
from upriver.planning.conflict import explain_conflict
from upriver.planning.constraints.chain_balance import left_out_shares
from upriver.planning.input_findings import require_plannable
from upriver.planning.matrix import to_matrix
from upriver.planning.model import build_model
from upriver.planning.solve import Solution, solve_matrix
from upriver.planning.stages import reach, stages
from upriver.planning.usual import usual_matrix, usual_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from upriver.core.progress import Progress, Search
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
    inputs: PlanInputs,
    settings: PlanSettings,
    *,
    progress: Progress = silent,
    watch: Callable[[Search], None] | None = None,
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
    watch : callable, optional
        Told how far the search has come, about once a second; default: ``progress``, where it
        wants to hear of it.

    Returns
    -------
    Solved
        Decisions, prices and business as usual.

    Raises
    ------
    DataError
        If the data hold what no plan can be made from; all of it is listed, before the solver.
    InfeasibleError
        If targets and limits contradict each other; the conflict is named.
    PlanningError
        If coefficients differ by more than eight orders of magnitude.
    SolverError
        If no plan is found in time.
    """
    steps = 4
    findings = require_plannable(inputs, settings)
    doubts = [Message(each.render("en"), each.render("zh")) for each in findings]
    doubts += left_out_shares(inputs)
    if doubts:
        inputs = replace(inputs, notes=(*inputs.notes, *doubts))
    built = build_model(inputs, settings)
    matrix = to_matrix(built.model, labels=inputs.labels)
    progress("plan.build", 1, steps)
    usual = None
    if settings.compare:
        usual = solve_matrix(usual_matrix(matrix, inputs), usual_settings(settings))
    progress("plan.compare", 2, steps)
    watch = watch or watching(progress)
    order = stages(inputs, built, matrix, settings=settings)
    solution = reach(matrix, order, settings, usual=usual, watch=watch)
    if solution is None:
        raise explain_conflict(inputs, built, matrix, settings=settings)
    progress("plan.solve", 3, steps)
    return Solved(inputs, settings, solution, usual)
