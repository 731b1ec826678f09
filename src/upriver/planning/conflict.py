"""Why there is no plan: which promises and limits contradict each other, and the way out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import highspy
import numpy as np

from upriver.core.errors import InfeasibleError
from upriver.core.message import Message
from upriver.planning.conflict_words import alone, together, ways_out
from upriver.planning.elastic import SMALL, Elastic
from upriver.planning.engine import LARGE, require_accepted, solver
from upriver.planning.matrix import Matrix
from upriver.planning.rule_groups import RuleGroup, rule_groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from upriver.planning.inputs import PlanInputs
    from upriver.planning.model import PlanModel
    from upriver.planning.settings import PlanSettings

DEAR = 1e3
"""Price of giving way where a way out should not be looked for."""


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
    if not relaxed:
        return _needed_whole(matrix, groups, settings=settings)
    return _needed(Elastic(matrix, groups, settings=settings, relaxed=True), groups)


def _needed(
    elastic: Elastic, groups: tuple[RuleGroup, ...], *, far: str = ""
) -> tuple[RuleGroup, ...]:
    """Deletion filter by halves on what a first contradiction needs; its last rows with it.

    Where ``far`` names a promise of one row, its contradiction with the limits is looked for
    first, without the other promises.
    """
    limits = [group.code for group in groups if len(group.rows) > 1]
    if far and limits and (elastic.price([far, *limits]) or 0.0) > SMALL:
        proof = elastic.proof([far, *limits])
    else:
        proof = _contradiction_of(elastic, [group.code for group in reversed(groups)])
    waiting = [[group.code for group in groups if group.code in proof]]
    while waiting:
        block = [code for code in waiting.pop() if code in proof]
        rest = [code for code in proof if code not in block]
        if block and rest and (elastic.price(rest) or 0.0) > SMALL:
            proof = elastic.proof(rest)  # none of the block is needed for the contradiction
        elif len(block) > 1:
            half = len(block) // 2
            waiting += [block[half:], block[:half]]
    return tuple(
        replace(group, binding=proof[group.code]) for group in groups if group.code in proof
    )


def _contradiction_of(elastic: Elastic, codes: list[str]) -> dict[str, npt.NDArray[np.int64]]:
    """Groups that contradict each other, from few to many; none when all can be kept."""
    count = 0
    while count < len(codes):
        count = min(2 * count + 1, len(codes))
        if (elastic.price(codes[:count]) or 0.0) > SMALL:
            return elastic.proof(codes[:count])
    return {}


def _needed_whole(
    matrix: Matrix, groups: tuple[RuleGroup, ...], *, settings: PlanSettings
) -> tuple[RuleGroup, ...]:
    """Deletion filter by halves, for whole decisions, which have no duals."""
    if not _feasible(_without(matrix, list(groups)), settings=settings, relaxed=False):
        return ()
    dropped: list[RuleGroup] = []
    kept: list[RuleGroup] = []
    waiting = [list(groups)]
    while waiting:
        block = waiting.pop()
        if not _feasible(_without(matrix, [*dropped, *block]), settings=settings, relaxed=False):
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
    return _conflicts(matrix, groups, settings=settings, relaxed=relaxed)[0]


def _conflicts(
    matrix: Matrix, groups: tuple[RuleGroup, ...], *, settings: PlanSettings, relaxed: bool
) -> tuple[tuple[tuple[RuleGroup, ...], ...], dict[str, float]]:
    """All conflicts, and the cheapest relaxation of the groups in them."""
    if relaxed:
        return _conflicts_of_parts(matrix, groups, settings=settings)
    found = _conflicts_of_whole(matrix, groups, settings=settings)
    involved = tuple(group for conflict in found for group in conflict)
    return found, cheapest_relaxation(matrix, involved, settings=settings, relaxed=False)


def _conflicts_of_parts(
    matrix: Matrix, groups: tuple[RuleGroup, ...], *, settings: PlanSettings
) -> tuple[tuple[tuple[RuleGroup, ...], ...], dict[str, float]]:
    """Conflicts that stand even when whole decisions may be taken in part."""
    elastic = Elastic(matrix, groups, settings=settings, relaxed=True)
    if not elastic.price([group.code for group in groups]):
        return (), {}
    way_out, proof = elastic.relaxation(), elastic.proof([group.code for group in groups])
    suspects = tuple(group for group in groups if group.code in way_out | proof)
    conflicts = list(_impossible_alone(elastic, suspects))
    while True:
        involved = tuple(group for conflict in conflicts for group in conflict)
        codes = [group.code for group in involved]
        if codes and set(way_out) <= set(codes):
            return tuple(conflicts), way_out  # when these give way, all others hold together
        if codes and matrix.A.nnz > LARGE:
            return tuple(conflicts), way_out  # the next one would take as long again
        rest = tuple(group for group in groups if group.code not in codes)
        more = _needed(elastic, rest, far=_farthest(rest, way_out))
        if not more:
            way_out = cheapest_relaxation(matrix, involved, settings=settings, relaxed=True)
            return tuple(conflicts), way_out
        conflicts.append(more)
        if matrix.A.nnz <= LARGE:
            elastic.price([*codes, *(group.code for group in more)], others=DEAR)
            way_out = elastic.relaxation()


def _farthest(groups: tuple[RuleGroup, ...], way_out: dict[str, float]) -> str:
    """The promise of one row that has to give way most; empty where none has to."""
    one = {group.code: way_out.get(group.code, 0.0) for group in groups if len(group.rows) == 1}
    return max(one, key=lambda code: one[code]) if any(one.values()) else ""


def _impossible_alone(
    elastic: Elastic, groups: tuple[RuleGroup, ...]
) -> Iterator[tuple[RuleGroup, ...]]:
    """Promises of one row that cannot be kept whatever the others, each a conflict of its own.

    Others that are impossible alone are found by the filter; this only spares its way to them.
    """
    for group in groups:
        if len(group.rows) == 1 and (elastic.price([group.code]) or 0.0) > SMALL:
            yield (replace(group, binding=elastic.proof([group.code]).get(group.code)),)


def _conflicts_of_whole(
    matrix: Matrix, groups: tuple[RuleGroup, ...], *, settings: PlanSettings
) -> tuple[tuple[RuleGroup, ...], ...]:
    found: list[tuple[RuleGroup, ...]] = []
    rest, left = groups, matrix
    while rest and (not found or not _feasible(left, settings=settings, relaxed=False)):
        conflict = _needed_whole(left, rest, settings=settings)
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
    if not groups:
        return {}
    elastic = Elastic(matrix, groups, settings=settings, relaxed=relaxed)
    price = elastic.price([group.code for group in groups])
    return {} if price is None else elastic.relaxation()


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
    conflicts, relative = _conflicts_of_parts(matrix, groups, settings=settings)
    if not conflicts and matrix.whole.any():
        conflicts, relative = _conflicts(matrix, groups, settings=settings, relaxed=False)
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
    ways = [(group, relative[group.code]) for group in groups if group.code in relative]
    told = [*alone(matrix, conflicts), *together(matrix, conflicts)]
    if set(relative) - {group.code for group in involved}:
        told.append(Message("there are further contradictions", "另有其他矛盾"))
    return InfeasibleError(
        Message(
            f"There is no plan: {'; '.join(each.en for each in told)}.",
            f"无可行规划：{'；'.join(each.zh for each in told)}。",
        ),
        ways_out(ways, can_be_soft=can_be_soft),
        conflict=tuple(group.code for group in involved),
        relaxation={group.code: share * group.reference for group, share in ways},
    )
