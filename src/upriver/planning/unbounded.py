"""Why a plan has no best value: which decisions can grow together for ever."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from upriver.core.errors import PlanningError
from upriver.core.message import Message, listing

if TYPE_CHECKING:
    from collections.abc import Callable

    import highspy

    from upriver.planning.matrix import Matrix

SMALL = 1e-7
MOST = 3


def without_end(
    matrix: Matrix, solver_of: Callable[[Matrix], highspy.Highs]
) -> PlanningError | None:
    """Error that names what can grow for ever, if anything can.

    Parameters
    ----------
    matrix : Matrix
        A model without a best answer, or without any.
    solver_of : callable
        Gives the solver with a model in it, whole decisions as fractions.

    Returns
    -------
    PlanningError or None
        None when nothing of worth can grow for ever.

    Notes
    -----
    A direction in which every rule and bound stays kept, of steps of one at most, is looked for
    that gains most: a linear model that always has an answer, 0 where the value has an end.
    """
    still = np.zeros_like

    def _cone(lower: np.ndarray, upper: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return (
            np.where(np.isfinite(lower), still(lower), -np.inf),
            np.where(np.isfinite(upper), still(upper), np.inf),
        )

    row_lower, row_upper = _cone(matrix.row_lower, matrix.row_upper)
    lower, upper = _cone(matrix.lower, matrix.upper)
    engine = solver_of(
        replace(
            matrix,
            row_lower=row_lower,
            row_upper=row_upper,
            lower=np.maximum(lower, -1.0),
            upper=np.minimum(upper, 1.0),
        )
    )
    engine.run()
    step = np.array(engine.getSolution().col_value)
    if not len(step) or float(matrix.cost @ step) <= SMALL:
        return None
    gains = np.abs(matrix.cost * step)
    moving = [int(at) for at in np.argsort(-gains, kind="stable") if abs(step[at]) > SMALL]
    names = listing([matrix.column_name(at) for at in moving], most=MOST)
    return PlanningError(
        Message(
            f"The value of the plan has no end: {names} can grow together without any limit.",
            f"规划价值没有上界：{names} 可以无限同时增长。",
        ),
        Message(
            "A limit or a cost of these decisions is missing or has the wrong sign; give it in the "
            "tables, or add a rule of your own.",
            "这些决策缺少上限或成本，或其符号有误；请在表中补充，或自行添加规则。",
        ),
    )
