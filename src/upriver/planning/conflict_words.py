"""A contradiction between promises and limits, and the way out of it, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.core.figures import said
from upriver.core.message import Message, listing
from upriver.planning.rule_groups import CHANCE, SHARE

if TYPE_CHECKING:
    from upriver.planning.matrix import Matrix
    from upriver.planning.rule_groups import RuleGroup

FEW = 3
"""Ways out that read well in one sentence; more are listed."""


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
            _joined([name.en for name in names])
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
                    _joined([name.en for name in names]) + " cannot hold together",
                    "、".join(name.zh for name in names) + "不能同时成立",
                )
            )
    return told


def _joined(names: list[str]) -> str:
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


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
    by = by_how_much(group, share)
    return Message(f"loosen {group.name.en} {by.en}", f"将{group.name.zh}放宽{by.zh}")


def by_how_much(group: RuleGroup, share: float, *, digits: int = 2) -> Message:
    """A relaxation as it follows the name of what gives way.

    Parameters
    ----------
    group : RuleGroup
        A promise or limit.
    share : float
        Relative relaxation.
    digits : int
        Of the share in per cent.

    Returns
    -------
    Message
        Such as ``by 50 kt (3.00%)``; for a chance ``from 90.00% to 81.00%``.
    """
    if group.unit == SHARE:
        return Message(f"by {share:.{digits}%}", f" {share:.{digits}%}")
    if group.unit == CHANCE:
        before, after = (
            f"{chance:.{digits}%}"
            for chance in (group.reference, group.reference - group.given(share))
        )
        return Message(f"from {before} to {after}", f"，由 {before} 降至 {after}")
    told = amount(group.given(share), group.unit)
    return Message(f"by {told.en} ({share:.{digits}%})", f" {told.zh}（{share:.{digits}%}）")


def amount(value: float, unit: str) -> Message:
    """A relaxation with its unit, in the size a reader would use.

    Parameters
    ----------
    value : float
        In the unit of its group.
    unit : str
        The unit as the package writes it.

    Returns
    -------
    Message
        Such as ``CNY 126.2 billion`` and ``1,262 亿元``.
    """
    if unit in ("%", "ratio"):  # a share gives way by points
        return said(value * (1 if unit == "%" else 100), "pp")
    return said(value, unit)


def _or_soft(groups: list[RuleGroup]) -> Message | None:
    """That promises and caps may be made soft instead; money, people and rules cannot."""
    able = [group for group in groups if group.softens]
    if not able:
        return None
    if len(able) < len(groups):
        return Message(
            "Or make the targets and caps among them soft.", "或将其中的目标与上限改为软约束。"
        )
    return Message(
        "Or make it soft." if len(able) == 1 else "Or make them soft.", "或将其改为软约束。"
    )


def ways_out(ways: list[tuple[RuleGroup, float]], *, can_be_soft: bool) -> Message:
    """What would make a plan possible: a sentence, or a list where it would be long.

    Parameters
    ----------
    ways : list of RuleGroup and float
        What gives way, and by how much in relative terms.
    can_be_soft : bool
        Whether a reader may make a rule soft instead.

    Returns
    -------
    Message
        The cheapest way out.
    """
    told = [way_out_of(group, share) for group, share in ways]
    soft = _or_soft([group for group, _ in ways]) if can_be_soft else None
    if len(told) > FEW:
        en = "".join(f"\n  - {each.en}" for each in told)
        zh = "".join(f"\n  - {each.zh}" for each in told)
        gap_en = gap_zh = "\n"
    else:
        en = f" {'; '.join(each.en for each in told)}."
        zh = f"{'；'.join(each.zh for each in told)}。"
        gap_en, gap_zh = " ", ""
    if soft is not None:
        en, zh = f"{en}{gap_en}{soft.en}", f"{zh}{gap_zh}{soft.zh}"
    return Message(f"The cheapest way out:{en}", f"代价最小的办法：{zh}")
