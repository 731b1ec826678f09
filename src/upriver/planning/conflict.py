"""Why there is no plan: which promises and limits contradict each other, and the way out."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from upriver.core.errors import InfeasibleError
from upriver.core.message import Message
from upriver.planning.conflict_words import alone, together, ways_out
from upriver.planning.elastic import Elastic
from upriver.planning.engine import LARGE
from upriver.planning.rule_groups import rule_groups

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from upriver.planning.inputs import PlanInputs
    from upriver.planning.matrix import Matrix
    from upriver.planning.model import PlanModel
    from upriver.planning.rule_groups import RuleGroup
    from upriver.planning.settings import PlanSettings

    Rows = npt.NDArray[np.int64]

Key = TypeVar("Key", bound=Hashable)
DEAR = 1e3
"""Price of giving way where a way out should not be looked for."""
FEW = 6
"""Groups that are dropped one by one."""
NOT_SURE = Message(
    "this was found with projects and other whole decisions taken in part, or not to the end in "
    "time: with whole ones fewer rules may be to blame, and more may have to give way",
    "以上按项目等整数决策可部分实施推算，或未在时限内算完：按整数决策，所涉各项可能更少，"
    "所需放宽可能更多",
)


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
        No group of a conflict can be dropped without making the rest of it possible; each knows
        the rows that the conflict needs. Empty when the model has no solution even without all
        of them.

    References
    ----------
    Chinneck, J. W. and Dravnieks, E. W. (1991). Locating minimal infeasible constraint sets
    in linear programs. ORSA Journal on Computing 3(2), 157-168.
    """
    elastic = Elastic(matrix, groups, settings=settings, relaxed=relaxed)
    return _conflicts(matrix, groups, elastic, settings=settings)[0]


def _conflicts(
    matrix: Matrix, groups: tuple[RuleGroup, ...], elastic: Elastic, *, settings: PlanSettings
) -> tuple[tuple[tuple[RuleGroup, ...], ...], dict[str, float]]:
    """All conflicts, and the cheapest relaxation of the groups in them."""
    if not elastic.price([group.code for group in groups]):
        return (), {}
    way_out = elastic.relaxation()
    conflicts = _impossible_alone(elastic, groups, way_out)
    while True:
        involved = tuple(group for conflict in conflicts for group in conflict)
        codes = [group.code for group in involved]
        if codes and set(way_out) <= set(codes):
            break  # when these give way, all others hold together
        if codes and matrix.A.nnz > LARGE:
            break  # the next one would take as long again
        rest = tuple(group for group in groups if group.code not in codes)
        more = _needed(elastic, rest, far=_farthest(rest, way_out))
        if not more:
            way_out = cheapest_relaxation(
                matrix, involved, settings=settings, relaxed=not elastic.whole
            )
            break
        conflicts.append(more)
        if matrix.A.nnz <= LARGE:
            elastic.price([*codes, *(group.code for group in more)], others=DEAR)
            way_out = elastic.relaxation()
    if elastic.whole:
        conflicts = [_in_fewest_years(matrix, elastic, conflict) for conflict in conflicts]
    return tuple(conflicts), way_out


def _needed(
    elastic: Elastic, groups: tuple[RuleGroup, ...], *, far: str = ""
) -> tuple[RuleGroup, ...]:
    """Deletion filter by halves on what a first contradiction needs; its last rows with it.

    Where ``far`` names a promise of one row, its contradiction with the limits is looked for
    first, without the other promises, and at the very first without the technical limits, which
    have most rows.
    """
    rows = {group.code: group.rows for group in groups}
    limits = [group for group in groups if len(group.rows) > 1]
    proof: dict[str, Rows] | None = None
    for some in ([group for group in limits if not group.technical], limits):
        if far and some and proof is None:
            held = {group.code: group.rows for group in some}
            proof = elastic.contradiction({far: rows[far], **held})
    proof = proof or _contradiction_of(elastic, dict(reversed(rows.items())))
    order = [group.code for group in groups if group.code in proof]
    proof = _filtered(order, proof, elastic.contradiction)
    return tuple(
        replace(group, binding=proof[group.code]) for group in groups if group.code in proof
    )


def _filtered(
    order: Sequence[Key],
    proof: dict[Key, Rows],
    ask: Callable[[dict[Key, Rows]], dict[Key, Rows] | None],
) -> dict[Key, Rows]:
    """What is left of a contradiction when nothing more can be dropped.

    Blocks are dropped by halves, and one by one where few are left: most of them are needed then.
    """
    waiting = [list(order)]
    while waiting:
        block = [key for key in waiting.pop() if key in proof]
        rest = {key: rows for key, rows in proof.items() if key not in block}
        smaller = ask(rest) if block and rest else None
        if smaller is not None:
            proof = smaller  # none of the block is needed for the contradiction
        elif len(block) > FEW:
            half = len(block) // 2
            waiting += [block[half:], block[:half]]
        elif len(block) > 1:
            waiting += [[key] for key in reversed(block)]
    return proof


def _contradiction_of(elastic: Elastic, rows: dict[str, Rows]) -> dict[str, Rows]:
    """Groups that contradict each other, from few to many; none when all can be kept."""
    codes, count = list(rows), 0
    while count < len(codes):
        count = min(2 * count + 1, len(codes))
        proof = elastic.contradiction({code: rows[code] for code in codes[:count]})
        if proof is not None:
            return proof
    return {}


def _in_fewest_years(
    matrix: Matrix, elastic: Elastic, conflict: tuple[RuleGroup, ...]
) -> tuple[RuleGroup, ...]:
    """The same conflict with the years in which each of its groups stands in the way."""
    proof: dict[tuple[str, int], Rows] = {}
    for group in conflict:
        years = matrix.row_years[group.rows]
        for year in np.unique(years).tolist():
            proof[group.code, year] = group.rows[years == year]

    def _ask(rest: dict[tuple[str, int], Rows]) -> dict[tuple[str, int], Rows] | None:
        codes = dict.fromkeys(code for code, _ in rest)
        rows = {
            code: np.concatenate([at for (other, _), at in rest.items() if other == code])
            for code in codes
        }
        return None if elastic.contradiction(rows) is None else rest

    left = _filtered(list(proof), proof, _ask)
    rows = {
        group.code: [at for (code, _), at in left.items() if code == group.code]
        for group in conflict
    }
    return tuple(
        replace(group, binding=np.concatenate(rows[group.code]) if rows[group.code] else None)
        for group in conflict
    )


def _farthest(groups: tuple[RuleGroup, ...], way_out: dict[str, float]) -> str:
    """The promise of one row that has to give way most; empty where none has to."""
    one = {group.code: way_out.get(group.code, 0.0) for group in groups if len(group.rows) == 1}
    return max(one, key=lambda code: one[code]) if any(one.values()) else ""


def _impossible_alone(
    elastic: Elastic, groups: tuple[RuleGroup, ...], way_out: dict[str, float]
) -> list[tuple[RuleGroup, ...]]:
    """Promises of one row that cannot be kept whatever the others, each a conflict of its own.

    Whatever is impossible alone is part of every way out, and seldom gives way less than what is
    not: the first that is possible ends the look. The filter would find the others too, one by one.
    """
    one = [group for group in groups if len(group.rows) == 1 and group.code in way_out]
    found = {}
    for group in sorted(one, key=lambda group: -way_out[group.code]):
        proof = elastic.contradiction({group.code: group.rows})
        if proof is None:
            break
        found[group.code] = (replace(group, binding=proof.get(group.code)),)
    return [found[group.code] for group in one if group.code in found]


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


def _with_whole(
    matrix: Matrix,
    groups: tuple[RuleGroup, ...],
    elastic: Elastic,
    conflicts: tuple[tuple[RuleGroup, ...], ...],
    way_out: dict[str, float],
    *,
    settings: PlanSettings,
) -> tuple[tuple[tuple[RuleGroup, ...], ...], dict[str, float]]:
    """Conflicts that were found with decisions in part, held against whole ones.

    Whole decisions may need fewer groups for the same contradiction, and a wider way out; where
    there was no contradiction in part, all of it is theirs.
    """
    if not conflicts:
        return _conflicts(matrix, groups, elastic, settings=settings)
    kept = []
    for conflict in conflicts:
        rows = {group.code: group.rows for group in conflict}
        left = _filtered(list(rows), rows, elastic.contradiction) if len(rows) > 1 else rows
        fewer = tuple(group for group in conflict if group.code in left)
        if len(fewer) < len(conflict):
            fewer = _in_fewest_years(matrix, elastic, fewer)
        kept.append(fewer)
    if elastic.enough(way_out):
        return tuple(kept), way_out
    involved = tuple(group for conflict in kept for group in conflict)
    own = Elastic(matrix, involved, settings=settings, relaxed=False)
    if own.price([group.code for group in involved]) is not None:
        elastic.unsure |= own.unsure
        return tuple(kept), own.relaxation()
    found, wider = _conflicts(matrix, groups, elastic, settings=settings)
    return (found, wider) if found else (tuple(kept), way_out)


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
    elastic = Elastic(matrix, groups, settings=settings, relaxed=True)
    conflicts, relative = _conflicts(matrix, groups, elastic, settings=settings)
    sure = matrix.A.nnz <= LARGE or not matrix.whole.any()
    if matrix.whole.any() and (matrix.A.nnz <= LARGE or not conflicts):
        whole = Elastic(matrix, groups, settings=settings, relaxed=False)
        conflicts, relative = _with_whole(
            matrix, groups, whole, conflicts, relative, settings=settings
        )
        sure = not whole.unsure
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
    if not sure:
        told.append(NOT_SURE)
    return InfeasibleError(
        Message(
            f"There is no plan: {'; '.join(each.en for each in told)}.",
            f"无可行规划：{'；'.join(each.zh for each in told)}。",
        ),
        ways_out(ways, can_be_soft=can_be_soft),
        conflict=tuple(group.code for group in involved),
        relaxation={group.code: group.given(share) for group, share in ways},
    )
