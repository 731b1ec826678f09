"""From inputs to a plan: build, solve, compare with business as usual, explain failure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import xarray as xr

from upriver.core.progress import silent
from upriver.planning.conflict import explain_conflict
from upriver.planning.matrix import to_matrix
from upriver.planning.model import build_model
from upriver.planning.solve import Solution, solve_matrix

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


def business_as_usual(inputs: PlanInputs) -> PlanInputs:
    """Inputs without anything a plan would add.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.

    Returns
    -------
    PlanInputs
        No projects, no entries, no recruiting, no targets, no rules of the planner's own; caps
        bend at a price.
    """
    people, nature = inputs.people, inputs.nature
    if people is not None:
        people = replace(people, recruit_limit=xr.zeros_like(people.recruit_limit))
    if nature is not None:
        nature = replace(nature, hard=xr.zeros_like(nature.hard))
    return replace(
        inputs, projects=(), candidates=(), targets=(), rules=(), people=people, nature=nature
    )


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
    usual = _usual(inputs, settings) if settings.compare else None
    progress("plan.compare", 1, steps)
    built = build_model(inputs, settings)
    matrix = to_matrix(built.model)
    progress("plan.build", 2, steps)
    solution = solve_matrix(matrix, settings, usual=usual.objective if usual else None)
    if solution is None:
        raise explain_conflict(inputs, built, matrix, settings=settings)
    progress("plan.solve", 3, steps)
    return Solved(inputs, settings, solution, usual)


def _usual(inputs: PlanInputs, settings: PlanSettings) -> Solution | None:
    plain = settings.model_copy(
        update={"market_gain": 0.0, "market_gain_most": 0.0, "substitution": 0.0, "keep_sales": 0.0}
    )
    return solve_matrix(to_matrix(build_model(business_as_usual(inputs), plain).model), plain)
