"""Why there is no plan: which promises and limits contradict each other, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import highspy
import numpy as np
from scipy.sparse import csr_array, hstack

from upriver.core.errors import InfeasibleError
from upriver.core.message import Message
from upriver.planning.matrix import Matrix
from upriver.planning.rule_groups import LIMITS, RuleGroup, rule_groups
from upriver.planning.solve import require_accepted, solver

if TYPE_CHECKING:
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.model import PlanModel
    from upriver.planning.settings import PlanSettings

SMALL = 1e-7
UNIT_ZH = {"1e8 CNY": "亿元", "1e4 persons": "万人", "1e4 t": "万吨", "1e4 tce": "万吨标准煤",
           "t": "吨", "%": "个百分点", "routes": "条"}  # fmt: skip


def _without(matrix: Matrix, groups: list[RuleGroup]) -> Matrix:
    lower, upper = matrix.row_lower.copy(), matrix.row_upper.copy()
    for group in groups:
        lower[group.rows], upper[group.rows] = -np.inf, np.inf
    return Matrix(
        matrix.A, lower, upper, matrix.lower, matrix.upper,
        np.zeros_like(matrix.cost), matrix.whole, matrix.rows, matrix.columns,
    )  # fmt: skip


def _feasible(matrix: Matrix, *, settings: PlanSettings, relaxed: bool) -> bool:
    engine = solver(matrix, settings=settings, relaxed=relaxed)
    require_accepted(engine.run())
    return bool(
        engine.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    )


def conflicting(
    matrix: Matrix, groups: tuple[RuleGroup, ...], *, settings: PlanSettings, relaxed: bool
) -> tuple[RuleGroup, ...]:
    """Smallest set of groups that cannot hold together (deletion filter by halves).

    Parameters
    ----------
    matrix : Matrix
        A model without solution.
    groups : tuple of RuleGroup
        Promises and limits, those to be dropped first in front.
    settings : PlanSettings
        Limits of the search.
    relaxed : bool
        Take whole decisions as fractions.

    Returns
    -------
    tuple of RuleGroup
        None of them can be dropped without making the rest possible. Empty when the model has
        no solution even without all of them.

    References
    ----------
    Chinneck, J. W. and Dravnieks, E. W. (1991). Locating minimal infeasible constraint sets
    in linear programs. ORSA Journal on Computing 3(2), 157-168.
    """
    if not _feasible(_without(matrix, list(groups)), settings=settings, relaxed=relaxed):
        return ()
    dropped: list[RuleGroup] = []
    kept: list[RuleGroup] = []
    waiting = [list(groups)]
    while waiting:
        block = waiting.pop()
        if not _feasible(_without(matrix, [*dropped, *block]), settings=settings, relaxed=relaxed):
            dropped += block  # none of them is needed for the contradiction
        elif len(block) == 1:
            kept += block
        else:
            half = len(block) // 2
            waiting += [block[half:], block[:half]]
    return tuple(kept)


def all_conflicts(
    matrix: Matrix, groups: tuple[RuleGroup, ...], *, settings: PlanSettings, relaxed: bool
) -> tuple[tuple[RuleGroup, ...], ...]:
    """Conflicts that do not share a group, until what is left can hold together.

    Parameters
    ----------
    matrix : Matrix
        A model without solution.
    groups : tuple of RuleGroup
        Promises and limits, those to be dropped first in front.
    settings : PlanSettings
        Limits of the search.
    relaxed : bool
        Take whole decisions as fractions.

    Returns
    -------
    tuple of tuple of RuleGroup
        Empty when the model has no solution even without all of them.
    """
    found: list[tuple[RuleGroup, ...]] = []
    rest, left = groups, matrix
    while rest and (not found or not _feasible(left, settings=settings, relaxed=relaxed)):
        conflict = conflicting(left, rest, settings=settings, relaxed=relaxed)
        if not conflict:
            break
        found.append(conflict)
        codes = {group.code for group in conflict}
        rest = tuple(group for group in rest if group.code not in codes)
        left = _without(left, list(conflict))
    return tuple(found)


def cheapest_relaxation(
    matrix: Matrix, groups: tuple[RuleGroup, ...], *, settings: PlanSettings, relaxed: bool
) -> dict[str, float]:
    """By how much the groups must give way at least, in relative terms.

    Parameters
    ----------
    matrix : Matrix
        A model without solution.
    groups : tuple of RuleGroup
        Promises and limits that may give way.
    settings : PlanSettings
        Limits of the search.
    relaxed : bool
        Take whole decisions as fractions.

    Returns
    -------
    dict of str to float
        Largest relative relaxation of a row by group; groups that need none are left out.
    """
    at = np.concatenate([group.rows for group in groups])
    sizes = np.concatenate([group.sizes for group in groups])
    count, extra = matrix.A.shape[0], len(at)
    upper_row = np.isfinite(matrix.row_upper[at])
    sign = np.where(upper_row, -1.0, 1.0) * sizes
    slack = csr_array((sign, (at, np.arange(extra))), shape=(count, extra))
    wider = Matrix(
        csr_array(hstack([matrix.A, slack], format="csr")),
        matrix.row_lower,
        matrix.row_upper,
        np.concatenate([matrix.lower, np.zeros(extra)]),
        np.concatenate([matrix.upper, np.full(extra, np.inf)]),
        np.concatenate([np.zeros_like(matrix.cost), np.full(extra, -1.0)]),
        np.concatenate([matrix.whole, np.zeros(extra, dtype=bool)]),
        matrix.rows,
        matrix.columns,
    )
    engine = solver(wider, settings=settings, relaxed=relaxed)
    require_accepted(engine.run())
    if engine.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return {}
    values = np.array(engine.getSolution().col_value)[matrix.A.shape[1] :]
    found, start = {}, 0
    for group in groups:
        most = float(values[start : start + len(group.rows)].max(initial=0.0))
        start += len(group.rows)
        if most > SMALL:
            found[group.code] = most
    return found


def explain_conflict(
    inputs: PlanInputs, built: PlanModel, matrix: Matrix, *, settings: PlanSettings
) -> InfeasibleError:
    """Error that names what contradicts what.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.
    built : PlanModel
        The model.
    matrix : Matrix
        The model taken apart; it has no solution.
    settings : PlanSettings
        Limits of the search.

    Returns
    -------
    InfeasibleError
        To be raised by the caller.
    """
    return explain_groups(matrix, rule_groups(inputs, built, matrix), settings=settings)


def explain_groups(
    matrix: Matrix,
    groups: tuple[RuleGroup, ...],
    *,
    settings: PlanSettings,
    can_be_soft: bool = True,
) -> InfeasibleError:
    """Error that names which groups of rows contradict each other.

    Parameters
    ----------
    matrix : Matrix
        A model without solution.
    groups : tuple of RuleGroup
        Promises and limits that can be argued about, those to be dropped first in front.
    settings : PlanSettings
        Limits of the search.
    can_be_soft : bool
        Whether a reader may make a rule soft instead.

    Returns
    -------
    InfeasibleError
        To be raised by the caller.
    """
    relaxed = not _feasible(_without(matrix, []), settings=settings, relaxed=True)
    conflicts = all_conflicts(matrix, groups, settings=settings, relaxed=relaxed)
    if not conflicts:
        return InfeasibleError(
            Message(
                "The account, the projects and their dates contradict each other, whatever the "
                "targets and limits.",
                "即使去掉全部目标与上限，账户、项目与时间安排之间仍相互矛盾。",
            ),
            Message("Run 'upriver check' on the package.", "请对数据包运行 upriver check。"),
        )
    involved = tuple(group for conflict in conflicts for group in conflict)
    relative = cheapest_relaxation(matrix, involved, settings=settings, relaxed=relaxed)
    ways = [(group, relative[group.code]) for group in involved if group.code in relative]
    told = [_contradiction(conflict) for conflict in conflicts]
    out = [_way_out(group, share) for group, share in ways]
    ways_out = Message("; ".join(each.en for each in out), "；".join(each.zh for each in out))
    if can_be_soft:
        ways_out = Message(f"{ways_out.en}. Or make them soft", f"{ways_out.zh}；或将其改为软约束")
    return InfeasibleError(
        Message(
            f"There is no plan: {'; '.join(each.en for each in told)}.",
            f"无可行规划：{'；'.join(each.zh for each in told)}。",
        ),
        Message(f"The cheapest way out: {ways_out.en}.", f"代价最小的办法：{ways_out.zh}。"),
        conflict=tuple(group.code for group in involved),
        relaxation={group.code: share * group.reference for group, share in ways},
    )


def _contradiction(conflict: tuple[RuleGroup, ...]) -> Message:
    alone = len(conflict) == 1
    return Message(
        " and ".join(group.name.en for group in conflict)
        + (" cannot be met" if alone else " cannot hold together"),
        "、".join(group.name.zh for group in conflict) + ("无法满足" if alone else "不能同时成立"),
    )


def _way_out(group: RuleGroup, share: float) -> Message:
    if group.code in LIMITS:
        return Message(
            f"loosen {group.name.en} by {share:.2%}", f"将{group.name.zh}放宽 {share:.2%}"
        )
    amount = f"{share * group.reference:.4g}"
    unit = "points" if group.unit == "%" else group.unit
    told = Message(f"{amount} {unit}", f"{amount} {UNIT_ZH.get(group.unit, group.unit)}")
    return Message(
        f"loosen {group.name.en} by {told.en.strip()} ({share:.2%})",
        f"将{group.name.zh}放宽 {told.zh.strip()}（{share:.2%}）",
    )
