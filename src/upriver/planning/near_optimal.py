"""What else is almost as good: what every good plan shares, and what can be exchanged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import highspy
import numpy as np
import polars as pl

from upriver.core.errors import PlanningError
from upriver.core.frames import Table
from upriver.core.message import Message
from upriver.core.progress import Progress, silent
from upriver.planning.audit import TOLERANCE
from upriver.planning.engine import (
    LARGE,
    interior_points,
    require_accepted,
    solver,
    with_whole_fixed,
)
from upriver.planning.other_plan import other_plan
from upriver.planning.tables.values import text_columns

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.planning.engine import Engine
    from upriver.planning.matrix import Matrix
    from upriver.planning.planner import Solved
    from upriver.planning.settings import PlanSettings
    from upriver.planning.solve import Solution

    Floats = npt.NDArray[np.float64]
    Places = npt.NDArray[np.int64]

KINDS = {"started": "project", "opened": "entry", "task_started": "research"}
DECIDED: dict[str, Message] = {
    "project": Message("project", "项目"),
    "entry": Message("entry", "进入"),
    "research": Message("research", "研发"),
}
VERDICTS: dict[str, Message] = {
    "sure": Message("in every good plan, proven", "所有好方案都有（已证明）"),
    "core": Message("in every good plan found", "找到的好方案都有"),
    "open": Message("can be exchanged", "可以互换"),
    "outside": Message("in no good plan found", "找到的好方案都没有"),
    "never": Message("in no good plan, proven", "任何好方案都没有（已证明）"),
}


@dataclass(frozen=True, eq=False)
class NearOptimal:
    """Plans that are almost as good as the best one found.

    Parameters
    ----------
    slack : float
        Share of the plan's gain over business as usual that an alternative may give up.
    count : int
        Plans found, the plan itself among them.
    decisions : Table
        ``kind code name_en name_zh in_plan share loss verdict``: ``share`` of the plans that
        take the decision, ``loss`` the share of the gain that is lost at least by deciding
        otherwise, null when that is impossible, and ``verdict``, a key of ``VERDICTS``.
    alternatives : Table
        ``plan objective kept added dropped added_en added_zh dropped_en dropped_zh``: ``kept``
        is the share of the gain that the plan reaches.
    """

    slack: float
    count: int
    decisions: Table
    alternatives: Table


@dataclass(frozen=True)
class _Decision:
    """One yes or no, taken by any year of the plan.

    A task may be taken with one team or more: its columns have a row for each number, of which at
    most one is taken; ``once`` is the rule that says so.
    """

    kind: str
    code: str
    columns: Places  # (way, year); those of the last year say whether it is taken at all
    once: int | None = None

    def taken(self, values: Floats) -> bool:
        return bool(values[self.columns[:, -1]].sum() > 0.5)


def near_optimal(
    solved: Solved, *, slack: float = 0.05, plans: int = 10, progress: Progress = silent
) -> NearOptimal:
    """Find which decisions good plans share, and which can be exchanged.

    Parameters
    ----------
    solved : Solved
        A plan with whole decisions, compared with business as usual.
    slack : float
        Share of the gain that may be given up, above 0 and below 1.
    plans : int
        How many plans to look for, the plan itself among them.
    progress : Progress
        Told after each decision and each plan.

    Returns
    -------
    NearOptimal
        Fewer plans than asked for where no other is found.

    Raises
    ------
    PlanningError
        If the plan has no whole decisions, no comparison, or no gain.

    Notes
    -----
    Each decision is reversed and the linear relaxation solved again: where even that bound
    falls below what may be given up, the decision is proven. The other plans are found by
    asking for the least of what earlier plans decided (hop, skip, jump). They are a sample:
    "can be exchanged" is certain, "in every good plan found" is not. In a large model other plans
    are found from the plan itself, a part at a time, with a worth on undoing what was decided.

    References
    ----------
    .. [1] Brill, E. D., Chang, S.-Y. and Hopkins, L. D. (1982). Modeling to generate
       alternatives. Management Science 28, 221-235.
    .. [2] DeCarolis, J. F. (2011). Using modeling to generate alternatives (MGA) to expand our
       thinking on energy futures. Energy Economics 33, 145-152.
    """
    gain = _gain(solved)
    matrix, solution = solved.solution.matrix, solved.solution
    decisions = _decisions(matrix)
    least = solution.objective - slack * gain
    taken = np.array([each.taken(solution.columns) for each in decisions])
    steps = len(decisions) + plans - 1
    losses = []
    engine = solver(matrix, settings=solved.settings, relaxed=True)
    if matrix.A.nnz > LARGE:
        interior_points(engine, matrix, whole=False, settings=solved.settings)
        require_accepted(engine.run())
        require_accepted(engine.setOptionValue("solver", "simplex"))  # from one to the next
    for number, (each, chosen) in enumerate(zip(decisions, taken, strict=True), start=1):
        bound = _bound(engine, matrix, each, take=not chosen)
        losses.append(None if bound is None else max(0.0, (solution.objective - bound) / gain))
        progress("plan.alternatives", number, steps)
    found = [taken]
    values = [solution.objective]
    for number in range(plans - 1):
        other = _other(solution, decisions, found, least=least, settings=solved.settings)
        if other is not None:
            found.append(other[0])
            values.append(other[1])
        progress("plan.alternatives", len(decisions) + number + 1, steps)
    grid = np.array(found)
    base = solution.objective - gain
    return NearOptimal(
        slack,
        len(found),
        _decision_table(solved, decisions, grid, losses=losses, slack=slack),
        _plan_table(solved, decisions, grid, values=values, base=base),
    )


def _gain(solved: Solved) -> float:
    solution = solved.solution
    if solved.usual is None or not solution.matrix.whole.any():
        raise PlanningError(
            Message(
                "Alternatives need whole decisions and a comparison with business as usual.",
                "备选方案需要整体取舍的决策，并需与照常情景比较。",
            ),
            Message(
                "Set whole_decisions and compare to true.",
                "请将 whole_decisions 与 compare 设为 true。",
            ),
        )
    gain = solution.gain_over(solved.usual)
    if gain <= 0.0:
        raise PlanningError(
            Message(
                "Other plans were not looked for: the plan gains nothing over business as usual, "
                "so there is no share of a gain to give up.",
                "未寻找其他方案：规划相对照常情景没有增益，也就没有可让出的份额。",
            ),
            Message(
                "Look at its limits and projects first; a note of the plan says what it gives "
                "value up for.",
                "请先检查限制与项目；规划的附注说明它为何放弃价值。",
            ),
        )
    return gain


def _decisions(matrix: Matrix) -> list[_Decision]:
    found = []
    for name, kind in KINDS.items():
        if name not in matrix.columns:
            continue
        table = matrix.columns[name]
        dim = str(table.dims[0])
        once = matrix.rows.get("research_once") if kind == "research" else None
        for code in table.coords[dim].values.tolist():
            columns = np.atleast_2d(np.asarray(table.sel({dim: code}).values, dtype=np.int64))
            row = None if once is None else int(once.sel({dim: code}))
            if (matrix.upper[columns[:, -1]] > 0.0).any():
                found.append(_Decision(kind, str(code), columns, row))
    return found


def _bound(engine: Engine, matrix: Matrix, decision: _Decision, *, take: bool) -> float | None:
    """Best value of the relaxation when the decision is reversed; None when there is none."""
    row = decision.once
    if take and row is not None:
        at_row, one = np.array([row]), np.ones(1)
        engine.set_row_bounds(at_row, one, one)
        value = _relaxed(engine)
        engine.set_row_bounds(at_row, matrix.row_lower[at_row], matrix.row_upper[at_row])
        return value
    at = decision.columns[:, -1] if take else decision.columns.ravel()
    places = at.astype(np.int32)
    one = np.ones(len(at)) if take else np.zeros(len(at))
    require_accepted(engine.changeColsBounds(len(at), places, one, one))
    value = _relaxed(engine)
    require_accepted(engine.changeColsBounds(len(at), places, matrix.lower[at], matrix.upper[at]))
    return value


def _relaxed(engine: highspy.Highs) -> float | None:
    require_accepted(engine.run())
    optimal = engine.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return float(engine.getInfo().objective_function_value) if optimal else None


def _other(
    solution: Solution,
    decisions: list[_Decision],
    found: list[npt.NDArray[np.bool_]],
    *,
    least: float,
    settings: PlanSettings,
) -> tuple[npt.NDArray[np.bool_], float] | None:
    """A plan worth at least so much, with as little as possible of what was decided before."""
    matrix = solution.matrix
    used = np.array(found).sum(axis=0).astype(float)
    want = np.zeros(len(matrix.cost))
    for each, times in zip(decisions, used, strict=True):
        want[each.columns[:, -1]] = -times if times > 0.0 else 1.0 / len(decisions)
    columns = other_plan(solution, want, least=least, turn=len(found), settings=settings)
    if columns is None:
        return None
    chosen = np.array([each.taken(columns) for each in decisions])
    if any((chosen == earlier).all() for earlier in found):
        return None
    value = _best_with(matrix, columns, settings=settings)
    return (chosen, value) if value >= least - TOLERANCE * abs(least) else None


def _best_with(matrix: Matrix, columns: Floats, *, settings: PlanSettings) -> float:
    """Value of the best plan with these whole decisions."""
    engine = with_whole_fixed(matrix, columns, settings=settings)
    interior_points(engine, matrix, whole=False, settings=settings)
    require_accepted(engine.run())
    if engine.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return -np.inf
    return float(engine.getInfo().objective_function_value)


def _verdict(share: float, loss: float | None, slack: float, *, taken: bool) -> str:
    if loss is None or loss > slack:
        return "sure" if taken else "never"
    if 0.0 < share < 1.0:
        return "open"
    return "core" if share == 1.0 else "outside"


def _decision_table(
    solved: Solved,
    decisions: list[_Decision],
    grid: npt.NDArray[np.bool_],
    *,
    losses: list[float | None],
    slack: float,
) -> Table:
    rows = []
    for place, (each, loss) in enumerate(zip(decisions, losses, strict=True)):
        name = _name(solved, each)
        share = float(grid[:, place].mean())
        taken = bool(grid[0, place])
        rows.append(
            {
                "kind": each.kind,
                "code": each.code,
                "name_en": name.en,
                "name_zh": name.zh,
                "in_plan": taken,
                "share": share,
                "loss": loss,
                "verdict": _verdict(share, loss, slack, taken=taken),
            }
        )
    order = list(VERDICTS)
    rows.sort(key=lambda row: (order.index(str(row["verdict"])), str(row["code"])))
    schema = {
        **text_columns("kind", "code", "name_en", "name_zh"),
        "in_plan": pl.Boolean, "share": pl.Float64, "loss": pl.Float64, "verdict": pl.String,
    }  # fmt: skip
    return Table(pl.DataFrame(rows, schema=schema), {"share": "ratio", "loss": "ratio"})


def _name(solved: Solved, decision: _Decision) -> Message:
    """What is entered is called after its node."""
    if decision.kind == "entry":
        for item in solved.inputs.candidates:
            if item.candidate == decision.code:
                return solved.inputs.label(item.node)
    return solved.inputs.label(decision.code)


def _plan_table(
    solved: Solved,
    decisions: list[_Decision],
    grid: npt.NDArray[np.bool_],
    *,
    values: list[float],
    base: float,
) -> Table:
    gain = values[0] - base
    rows = []
    for number, value in enumerate(values):
        chosen = grid[number]
        row: dict[str, object] = {
            "plan": number,
            "objective": value,
            "kept": (value - base) / gain,
        }
        differs = {"added": chosen & ~grid[0], "dropped": ~chosen & grid[0]}
        for word, which in differs.items():
            names = [_name(solved, decisions[place]) for place in np.flatnonzero(which).tolist()]
            row[word] = len(names)
            row[f"{word}_en"] = "; ".join(name.en for name in names)
            row[f"{word}_zh"] = "、".join(name.zh for name in names)
        rows.append(row)
    return Table(pl.DataFrame(rows), {"objective": "1e8 CNY", "kept": "ratio"})
