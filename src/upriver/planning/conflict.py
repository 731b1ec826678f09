"""Why there is no plan: which promises and limits contradict each other, and the way out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import highspy
import numpy as np
from scipy.sparse import csr_array, hstack

from upriver.core.errors import InfeasibleError
from upriver.core.message import Message
from upriver.planning.constraints.own_rules import PREFIX
from upriver.planning.matrix import Matrix
from upriver.planning.solve import solver

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.planning.inputs import PlanInputs
    from upriver.planning.model import PlanModel
    from upriver.planning.settings import PlanSettings

LIMITS = {
    "capacity_ramp": Message("the limit on the growth of capacity", "产能增速上限"),
    "output_ramp": Message("the limit on the growth of output", "产出增速上限"),
    "inflow_limit": Message("the limit on the share of inflows", "外来产品比重上限"),
    "sales_kept": Message("the markets that must be kept", "须保留的外销市场"),
    "entry_gate": Message("the relatedness that entries need", "进入所需的关联度"),
}
SMALL = 1e-7
UNIT_ZH = {"1e8 CNY": "亿元", "1e4 persons": "万人", "1e4 t": "万吨", "1e4 tce": "万吨标准煤",
           "t": "吨", "%": "个百分点", "routes": "条"}  # fmt: skip


@dataclass(frozen=True)
class RuleGroup:
    """Rows that stand for one promise or one limit.

    Parameters
    ----------
    code : str
        Code of the target, stressor, fund or occupation, or name of the rule.
    name : Message
        What a reader calls it.
    rows : ndarray of int
        Positions of its rows.
    sizes : ndarray
        Size of each row, by which a relaxation is made relative.
    reference : float
        Size of the group in ``unit``, by which a relative relaxation is turned back.
    unit : str
        Unit in which a relaxation is told.
    """

    code: str
    name: Message
    rows: npt.NDArray[np.int64]
    sizes: npt.NDArray[np.float64]
    reference: float
    unit: str


def rule_groups(inputs: PlanInputs, built: PlanModel, matrix: Matrix) -> tuple[RuleGroup, ...]:
    """Promises and limits that can be argued about, those to be dropped first in front.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.
    built : PlanModel
        The model.
    matrix : Matrix
        The model taken apart.

    Returns
    -------
    tuple of RuleGroup
        Technical limits, money, people, caps of nature, hard targets.
    """
    groups: list[RuleGroup] = []
    for rule, name in LIMITS.items():
        if rule in matrix.rows:
            at = _rows(matrix.rows[rule].values)
            groups.append(RuleGroup(rule, name, at, _sizes(matrix, at), 100.0, "%"))
    for own in inputs.rules:
        if PREFIX + own.rule in matrix.rows:
            at = _rows(matrix.rows[PREFIX + own.rule].values)
            label = inputs.label(own.rule)
            name = Message(f"the rule {label.en}", f"规则“{label.zh}”")
            sizes = _sizes(matrix, at)
            groups.append(RuleGroup(own.rule, name, at, sizes, float(sizes.max()), own.unit))
    for rule, dim, unit in (
        ("money_source", "fund", "1e8 CNY"),
        ("talent_need", "occupation", "1e4 persons"),
        ("cap", "stressor", ""),
    ):
        if rule in matrix.rows:
            groups += _by_code(inputs, matrix, rule=rule, dim=dim, unit=unit)
    if "target" in matrix.rows and built.rows is not None:
        for target in inputs.targets:
            if target.hard:
                at = _rows(np.asarray(matrix.rows["target"].sel(target=target.target).values))
                size = np.array([float(built.rows.scale.sel(target=target.target))])
                name = inputs.label(target.target)
                value = abs(target.published)
                groups.append(
                    RuleGroup(
                        target.target,
                        Message(f"the target {name.en} ({target.year})",
                                f"目标“{name.zh}”（{target.year} 年）"),
                        at, size, value if np.isfinite(value) else 100.0, target.unit or "%",
                    )
                )  # fmt: skip
    return tuple(groups)


def _rows(positions: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    flat = positions.ravel()
    return flat[flat >= 0]


def _sizes(matrix: Matrix, at: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    bound = np.where(np.isfinite(matrix.row_upper[at]), matrix.row_upper[at], matrix.row_lower[at])
    return np.maximum(np.abs(bound), 1.0)


def _by_code(
    inputs: PlanInputs, matrix: Matrix, *, rule: str, dim: str, unit: str
) -> list[RuleGroup]:
    table = matrix.rows[rule]
    found = []
    for code in [str(label) for label in table.coords[dim].values]:
        at = _rows(table.sel({dim: code}).values)
        if rule == "cap":
            assert inputs.nature is not None
            hard = inputs.nature.hard.sel(stressor=code).values
            at = _rows(np.where(hard, table.sel(stressor=code).values, -1))
            unit = inputs.nature.units[code]
        if not len(at):
            continue
        sizes = _sizes(matrix, at)
        if rule == "talent_need":
            assert inputs.people is not None
            sizes = np.full(len(at), max(float(inputs.people.stock.sel(occupation=code)), 1e-3))
        label = inputs.label(code)
        name = {
            "money_source": Message(f"the money of {label.en}", f"资金“{label.zh}”"),
            "talent_need": Message(f"the number of {label.en}", f"人才“{label.zh}”的数量"),
            "cap": Message(f"the cap on {label.en}", f"“{label.zh}”上限"),
        }[rule]
        found.append(RuleGroup(code, name, at, sizes, float(sizes.max()), unit))
    return found


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
    engine.run()
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
    engine.run()
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
    groups = rule_groups(inputs, built, matrix)
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
    return InfeasibleError(
        Message(
            f"There is no plan: {'; '.join(each.en for each in told)}.",
            f"无可行规划：{'；'.join(each.zh for each in told)}。",
        ),
        Message(
            f"The cheapest way out: {'; '.join(each.en for each in out)}. Or make them soft.",
            f"代价最小的办法：{'；'.join(each.zh for each in out)}；或将其改为软约束。",
        ),
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
    points = group.unit == "%"
    amount = f"{share * group.reference:.4g}"
    return Message(
        f"loosen {group.name.en} by {amount} {'points' if points else group.unit} ({share:.2%})",
        f"将{group.name.zh}放宽 {amount} {UNIT_ZH.get(group.unit, group.unit)}（{share:.2%}）",
    )
