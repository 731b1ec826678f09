"""Where the search for a plan begins: at the answer to a model that is part of this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import highspy

if TYPE_CHECKING:
    from upriver.planning.solve import Solution


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
