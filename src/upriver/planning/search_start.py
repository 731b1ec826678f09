"""Where the search for a plan begins: at an earlier answer, or at a plan that is soon found."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import highspy

from upriver.planning.engine import interior_points, require_accepted, solver
from upriver.planning.first_plan import first_plan

if TYPE_CHECKING:
    from upriver.planning.matrix import Matrix
    from upriver.planning.settings import PlanSettings
    from upriver.planning.solve import Solution

# Share of the time limit in which a large search may look for a plan to begin with.
AHEAD = 1 / 3


def begin_at(
    engine: highspy.Highs, start: Solution, *, rows: int, whole: bool
) -> highspy.HighsStatus:
    """Let a search begin at an earlier answer.

    Parameters
    ----------
    engine : highspy.Highs
        With the model in it, not run yet.
    start : Solution
        Answer to a model with the first rows of this one; the rows that came since must hold
        there without binding.
    rows : int
        Rows of this model.
    whole : bool
        Whether it has whole decisions: their values are handed on then, otherwise the basis.

    Returns
    -------
    highspy.HighsStatus
        What the solver says to it; fine where there is nothing to begin at.
    """
    if whole:
        known = highspy.HighsSolution()
        known.col_value = start.columns
        return engine.setSolution(known)
    if start.basis is None:
        return highspy.HighsStatus.kOk
    more = rows - len(start.basis.row_status)
    basis = highspy.HighsBasis()
    basis.valid = True
    basis.col_status = start.basis.col_status
    basis.row_status = [*start.basis.row_status, *[highspy.HighsBasisStatus.kBasic] * more]
    return engine.setBasis(basis)


def begin_well(engine: highspy.Highs, matrix: Matrix, *, settings: PlanSettings) -> None:
    """Give a large search a good plan to begin with, within a share of its time.

    Parameters
    ----------
    engine : highspy.Highs
        With the model in it, not run yet.
    matrix : Matrix
        The model.
    settings : PlanSettings
        Limits of the search; what is used up here is taken from the time limit of the engine.
    """
    began = time.monotonic()
    relaxation = solver(matrix, settings=settings, relaxed=True)
    interior_points(relaxation, matrix, whole=False, settings=settings)
    columns = first_plan(
        matrix, relaxation=relaxation, seconds=AHEAD * settings.time_limit, seed=settings.seed
    )
    if columns is not None:
        start = highspy.HighsSolution()
        start.col_value = columns.tolist()
        require_accepted(engine.setSolution(start))
    left = max(settings.time_limit - (time.monotonic() - began), 0.0)
    require_accepted(engine.setOptionValue("time_limit", left))
