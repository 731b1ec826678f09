"""How the search for whole decisions ends: with a small share of the gain left, or out of time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import highspy
import numpy as np

from upriver.core.progress import Search
from upriver.planning.audit import TOLERANCE
from upriver.planning.engine import require_accepted

EVERY = 1.0  # seconds between two words on a search

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from upriver.planning.engine import Engine
    from upriver.planning.matrix import Matrix
    from upriver.planning.settings import PlanSettings


def search_looks(
    matrix: Matrix,
    *,
    usual: float | None,
    share: float,
    watch: Callable[[Search], None] | None = None,
) -> Callable[..., None]:
    """What the solver asks as it searches: to end with little of the gain left, and to be heard.

    Parameters
    ----------
    matrix : Matrix
        The model.
    usual : float, optional
        Objective of business as usual, 1e8 CNY.
    share : float
        Share of the gain that may be left to find; 0 for none.
    watch : callable, optional
        Told how far the search has come, about once a second. It does not change the search.

    Returns
    -------
    callable
        To be set as callback of improving solutions and of interrupts.
    """
    kinds = highspy.cb.HighsCallbackType
    found = [0.0]  # price of the targets that the best plan so far misses
    told = [0.0]  # when the watcher was last told

    def _look(kind: object, _text: str, seen: Any, answer: Any, _data: object) -> None:
        if kind == kinds.kCallbackMipImprovingSolution:
            found[0] = matrix.missed(np.asarray(seen.mip_solution))
            return
        best, bound = seen.mip_primal_bound, seen.mip_dual_bound
        gain = None if usual is None else best + found[0] - usual
        if watch is not None and seen.running_time - told[0] >= EVERY:
            told[0] = seen.running_time
            watch(Search(seen.running_time, best, bound, gain))
        if share > 0 and gain is not None and np.isfinite(gain) and bound - best <= share * gain:
            answer.user_interrupt = True

    return _look


def search_on(engine: Engine, matrix: Matrix, settings: PlanSettings, *, usual: float) -> None:
    """Go on with a search that ended at its relative gap with too much of the gain to find.

    Parameters
    ----------
    engine : Engine
        With the search that ended; it goes on from its best plan.
    matrix : Matrix
        The model.
    settings : PlanSettings
        Limits of the search.
    usual : float
        Objective of business as usual, 1e8 CNY.

    Notes
    -----
    A half of a thousandth of the objective may be a tenth of what a plan gains. Where a plan gains
    nothing there is no share of it, and the relative gap alone counts.
    """
    info = engine.getInfo()
    if settings.gap_of_gain <= 0 or engine.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return
    best, columns = info.objective_function_value, np.array(engine.getSolution().col_value)
    gain = best + matrix.missed(columns) - usual
    if gain <= TOLERANCE * abs(best) or info.mip_dual_bound - best <= settings.gap_of_gain * gain:
        return
    require_accepted(engine.setOptionValue("mip_rel_gap", 0.0))
    require_accepted(engine.run())


def best_so_far(
    matrix: Matrix, engine: highspy.Highs, *, relaxation: highspy.Highs
) -> tuple[npt.NDArray[np.float64], float] | None:
    """What a search has that ran out of time.

    Parameters
    ----------
    matrix : Matrix
        The model.
    engine : highspy.Highs
        With the search that ended.
    relaxation : highspy.Highs
        With the same model, whole decisions as fractions; not run yet.

    Returns
    -------
    columns : ndarray
        The best decisions found; before there are any, those of the plan that starts only
        what it must.
    bound : float
        No plan is worth more.
        None instead of both when not even that plan keeps the hard rules.
    """
    info, optimal = engine.getInfo(), highspy.HighsModelStatus.kOptimal
    bound = float(info.mip_dual_bound)
    if not np.isfinite(bound):
        relaxation.run()
        if relaxation.getModelStatus() != optimal:
            return None
        bound = float(relaxation.getInfo().objective_function_value)
    if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
        return np.array(engine.getSolution().col_value), bound
    at = np.flatnonzero(matrix.whole)
    least = np.ceil(matrix.lower[at])
    relaxation.changeColsBounds(len(at), at.astype(np.int32), least, least)
    relaxation.run()
    if relaxation.getModelStatus() != optimal:
        return None
    return np.array(relaxation.getSolution().col_value), bound
