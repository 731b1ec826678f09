"""Another plan that is worth almost as much: by parts of a large model, else by a search."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import highspy
import numpy as np
from scipy.sparse import csr_array, vstack

from upriver.planning.engine import LARGE, interior_points, require_accepted, solver
from upriver.planning.first_plan import next_plan

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.planning.settings import PlanSettings
    from upriver.planning.solve import Solution

    Floats = npt.NDArray[np.float64]

TRIES, STRENGTH = 15, 4.0
"""How often a part of a large plan is decided anew, and what it is worth to undo all that earlier
plans decided, over what may be given up."""
NODES = 300
"""Nodes after which the search for one other plan ends; time would not be reproducible."""
IMPROVEMENTS = 4


def other_plan(
    solution: Solution, want: Floats, *, least: float, turn: int, settings: PlanSettings
) -> Floats | None:
    """A plan worth at least so much that holds as much as possible of what is wanted.

    Parameters
    ----------
    solution : Solution
        The best plan.
    want : ndarray
        How much every decision is wanted; below zero where it is not.
    least : float
        Least value of the objective, 1e8 CNY.
    turn : int
        How many plans were found before; the parts of a large model are drawn anew each time.
    settings : PlanSettings
        Limits of the search, and its seed.

    Returns
    -------
    ndarray or None
        Value of every decision; None where none was found.

    Raises
    ------
    SolverError
        If the solver refuses the model.
    """
    if solution.matrix.A.nnz > LARGE:
        drawn = settings.model_copy(update={"seed": settings.seed + turn})
        return _by_parts(solution, want, least=least, settings=drawn)
    return _searched(solution, want, least=least, settings=settings)


def _by_parts(solution: Solution, want: Floats, *, least: float, settings: PlanSettings) -> Floats:
    """From the plan, with a price on what was decided before that is paid from the slack."""
    matrix, columns = solution.matrix, solution.columns
    undone = -float(want @ np.where(matrix.whole, columns, 0.0))
    price = STRENGTH * (solution.objective - least) / max(undone, 1.0)
    priced = replace(matrix, cost=matrix.cost + price * want)
    relaxation = solver(priced, settings=settings, relaxed=True)
    interior_points(relaxation, priced, whole=False, settings=settings)
    require_accepted(relaxation.run())
    require_accepted(relaxation.setOptionValue("solver", "simplex"))
    return next_plan(
        priced, columns, relaxation=relaxation, worth=matrix.cost, least=least, tries=TRIES,
        seed=settings.seed,
    )  # fmt: skip


def _searched(
    solution: Solution, want: Floats, *, least: float, settings: PlanSettings
) -> Floats | None:
    """With as little as possible of what was decided before."""
    matrix = solution.matrix
    table = csr_array(vstack([matrix.A, csr_array(matrix.cost[None, :])], format="csr"))
    wider = replace(
        matrix,
        A=table,
        row_lower=np.append(matrix.row_lower, least),
        row_upper=np.append(matrix.row_upper, np.inf),
        cost=want,
    )
    engine = solver(wider, settings=settings)
    for option, number in (("mip_max_nodes", NODES), ("mip_max_improving_sols", IMPROVEMENTS)):
        require_accepted(engine.setOptionValue(option, number))
    require_accepted(engine.run())
    info = engine.getInfo()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    return np.array(engine.getSolution().col_value)
