"""A contradiction between promises and limits, and the way out of it, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.core.message import Message, listing
from upriver.planning.rule_groups import LIMITS

if TYPE_CHECKING:
    from upriver.planning.matrix import Matrix
    from upriver.planning.rule_groups import RuleGroup

UNIT_ZH = {"1e8 CNY": "亿元", "1e4 persons": "万人", "1e4 t": "万吨", "1e4 tce": "万吨标准煤",
           "t": "吨", "%": "个百分点", "routes": "条"}  # fmt: skip


def alone(matrix: Matrix, conflicts: tuple[tuple[RuleGroup, ...], ...]) -> list[Message]:
    """One sentence on all promises that are out of reach by themselves.

    Parameters
    ----------
    matrix : Matrix
        The model.
    conflicts : tuple of tuple of RuleGroup
        Groups that contradict each other.

    Returns
    -------
    list of Message
        At most one.
    """
    names = [_told(matrix, conflict[0]) for conflict in conflicts if len(conflict) == 1]
    if not names:
        return []
    each = len(names) > 1
    return [
        Message(
            " and ".join(name.en for name in names)
            + (" cannot be met, each by itself" if each else " cannot be met"),
            "、".join(name.zh for name in names) + ("各自均无法满足" if each else "无法满足"),
        )
    ]


def together(matrix: Matrix, conflicts: tuple[tuple[RuleGroup, ...], ...]) -> list[Message]:
    """A sentence on each conflict of several groups.

    Parameters
    ----------
    matrix : Matrix
        The model.
    conflicts : tuple of tuple of RuleGroup
        Groups that contradict each other.

    Returns
    -------
    list of Message
        In the order of the conflicts.
    """
    told = []
    for conflict in conflicts:
        if len(conflict) > 1:
            names = [_told(matrix, group) for group in conflict]
            told.append(
                Message(
                    " and ".join(name.en for name in names) + " cannot hold together",
                    "、".join(name.zh for name in names) + "不能同时成立",
                )
            )
    return told


def _told(matrix: Matrix, group: RuleGroup) -> Message:
    """Name of a group with the years in which it stands in the way, where not in all."""
    if group.binding is None or len(group.rows) == 1:
        return group.name
    bound, all_years = (matrix.years_of(rows) for rows in (group.binding, group.rows))
    if not bound or bound == all_years:
        return group.name
    first, last = bound[0], bound[-1]
    if len(bound) > 1 and bound == list(range(first, last + 1)):
        years = Message(f"{first}-{last}", f"{first}—{last}")
    else:
        years = Message(listing(bound, most=9), listing(bound, most=9))
    return Message(f"{group.name.en} ({years.en})", f"{group.name.zh}（{years.zh} 年）")


def figure(value: float) -> str:
    """An amount with four digits that count, never with a power of ten.

    Parameters
    ----------
    value : float
        Any amount.

    Returns
    -------
    str
        Such as ``"17,180"``.
    """
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def way_out_of(group: RuleGroup, share: float) -> Message:
    """By how much a group must give way.

    Parameters
    ----------
    group : RuleGroup
        A promise or limit.
    share : float
        Relative relaxation.

    Returns
    -------
    Message
        In its own unit where it has one.
    """
    if group.code in LIMITS:
        return Message(
            f"loosen {group.name.en} by {share:.2%}", f"将{group.name.zh}放宽 {share:.2%}"
        )
    amount = figure(share * group.reference)
    unit = "points" if group.unit == "%" else group.unit
    told = Message(f"{amount} {unit}", f"{amount} {UNIT_ZH.get(group.unit, group.unit)}")
    return Message(
        f"loosen {group.name.en} by {told.en.strip()} ({share:.2%})",
        f"将{group.name.zh}放宽 {told.zh.strip()}（{share:.2%}）",
    )
