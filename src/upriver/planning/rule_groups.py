"""Promises and limits of a plan that a reader can argue about, each with its rows and its words."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

import numpy as np

from upriver.core.message import Message
from upriver.planning.constraints.capital import LEVERAGE
from upriver.planning.constraints.own_rules import PREFIX
from upriver.planning.constraints.research import SUCCESS

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.planning.inputs import PlanInputs
    from upriver.planning.matrix import Matrix
    from upriver.planning.model import PlanModel

LIMITS = {
    "capacity_ramp": Message("the limit on the growth of capacity", "产能增速上限"),
    "output_ramp": Message("the limit on the growth of output", "产出增速上限"),
    "inflow_limit": Message("the limit on the share of inflows", "外来产品比重上限"),
    "sales_kept": Message("the markets that must be kept", "须保留的外销市场"),
    "entry_gate": Message("the relatedness that entries need", "进入所需的关联度"),
}

SHARE, CHANCE = "share", "chance"
"""Units of groups that give way by a share of their rows, or by a chance."""


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
    binding : ndarray of int, optional
        Those of its rows that a contradiction needs, once one has been found.
    technical : bool
        Whether it is a limit on how fast or how far things change, of which there are most rows.
    softens : bool
        Whether the tables can make it soft: a target or a cap.
    """

    code: str
    name: Message
    rows: npt.NDArray[np.int64]
    sizes: npt.NDArray[np.float64]
    reference: float
    unit: str
    binding: npt.NDArray[np.int64] | None = None
    technical: bool = False
    softens: bool = False

    def given(self, share: float) -> float:
        """A relative relaxation in the unit of the group.

        Parameters
        ----------
        share : float
            Relative relaxation of its rows.

        Returns
        -------
        float
            For a chance, by how much it falls: its row adds up logarithms.
        """
        if self.unit == CHANCE:
            return self.reference * (1.0 - exp(-share))
        return share * self.reference


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
        Technical limits, chances of research, rules of one's own, matched money, money, people,
        caps of nature, hard targets.
    """
    groups: list[RuleGroup] = []
    for rule, name in LIMITS.items():
        if rule in matrix.rows:
            at = _rows(matrix.rows[rule].values)
            groups.append(
                RuleGroup(rule, name, at, _sizes(matrix, at), 100.0, SHARE, technical=True)
            )
    groups += _chances(inputs, built, matrix)
    for own in inputs.rules:
        if PREFIX + own.rule in matrix.rows:
            at = _rows(matrix.rows[PREFIX + own.rule].values)
            label = inputs.label(own.rule)
            name = Message(f"the rule {label.en}", f"规则“{label.zh}”")
            sizes = _sizes(matrix, at)
            groups.append(RuleGroup(own.rule, name, at, sizes, float(sizes.max()), own.unit))
    groups += _matched(inputs, matrix)
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
                        softens=True,
                    )
                )  # fmt: skip
    return tuple(groups)


def _chances(inputs: PlanInputs, built: PlanModel, matrix: Matrix) -> list[RuleGroup]:
    """Least chances of the research behind entries and projects, one group each."""
    least = built.settings.least_success
    found = []
    for rule in matrix.rows:
        if rule.startswith(SUCCESS):
            at = _rows(np.atleast_1d(matrix.rows[rule].values))
            label = inputs.label(rule.removeprefix(SUCCESS))
            name = Message(
                f"the least chance of the research behind {label.en}",
                f"“{label.zh}”所需研发的成功概率下限",
            )
            found.append(RuleGroup(rule, name, at, np.ones(len(at)), least, CHANCE))
    return found


def _matched(inputs: PlanInputs, matrix: Matrix) -> list[RuleGroup]:
    """Money that must stand beside that of a fund, one group a fund."""
    if LEVERAGE not in matrix.rows:
        return []
    assert inputs.money is not None
    assert inputs.money.leverage is not None
    table, found = matrix.rows[LEVERAGE], []
    for fund in [str(code) for code in table.coords["fund"].values]:
        at = _rows(table.sel(fund=fund).values)
        if len(at):
            most = (
                inputs.money.leverage.sel(fund=fund).max()
                * inputs.money.amount.sel(fund=fund).max()
            )
            size, label = max(float(most), 1e-3), inputs.label(fund)
            name = Message(
                f"the matched money that {label.en} asks for", f"资金“{label.zh}”的配套要求"
            )
            sizes = np.full(len(at), size)
            found.append(RuleGroup(f"{LEVERAGE}_{fund}", name, at, sizes, size, "1e8 CNY"))
    return found


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
        found.append(
            RuleGroup(code, name, at, sizes, float(sizes.max()), unit, softens=rule == "cap")
        )
    return found
