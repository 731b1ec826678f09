"""What a reader of a plan under scenarios should know, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from upriver.core.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from upriver.planning.scenarios.changes import Scenario
    from upriver.planning.scenarios.choices import ScenarioSettings
    from upriver.planning.scenarios.two_stage import TwoStage
    from upriver.planning.scenarios.worth import Worth
    from upriver.planning.settings import PlanSettings

_AIMS = Message(
    "One aim is sought after the other, each as its mean over the scenarios; value is told without "
    "any price of missing a promise. What knowing is worth has no single number then: it is first "
    "spent on missing less, and value may even be lower for it. The table of aims compares them "
    "one by one.",
    "各目标按情景均值逐层求解；价值中不含承诺落空的代价。此时预知情景的价值没有单一数字："
    "预知首先用于减少落空，价值反而可能更低。各层目标的对照见目标表。",
)


def scenario_notes(
    scenarios: Sequence[Scenario],
    *,
    settings: PlanSettings,
    choices: ScenarioSettings,
    found: TwoStage,
    worth: Worth | None,
) -> tuple[Message, ...]:
    """What a reader of a plan under scenarios should know.

    Parameters
    ----------
    scenarios : sequence of Scenario
        In the order of the plan.
    settings : PlanSettings
        Choices of the planner.
    choices : ScenarioSettings
        How the plan deals with scenarios; ``known_from`` is set.
    found : TwoStage
        The plan.
    worth : Worth, optional
        What knowing is worth.

    Returns
    -------
    tuple of Message
        In both languages.
    """
    notes = [
        Message(
            f"The scenario is known from {choices.known_from}; what is started, built and "
            "recruited before that year is the same in all scenarios.",
            f"情景自 {choices.known_from} 年起明朗；此前的开工、扩能与引才在各情景下相同。",
        )
    ]
    if not settings.whole_decisions:
        notes.append(
            Message(
                "Projects and entries may be taken in part; a share below one is not a decision "
                "to build a part.",
                "项目与进入可按比例取舍；小于 1 的比例不表示只建一部分。",
            )
        )
    if settings.whole_decisions and worth is not None:
        left = settings.gap * abs(found.expected)
        notes.append(
            Message(
                f"Each search with whole decisions may leave up to {left:.4g} (1e8 CNY) to find, "
                "so what knowing is worth is known only up to that.",
                f"整体取舍时，每次求解至多有 {left:.4g} 亿元尚未找到，各项价值的精度以此为限。",
            )
        )
    if found.solution.stages:
        notes.append(_AIMS)
    notes += _of_the_mean(scenarios, worth)
    if not found.solution.audit.passed:
        notes.append(
            Message(
                "The own check of the answer failed; do not rely on it.",
                "结果自检未通过，请勿据此决策。",
            )
        )
    return tuple(notes)


def _of_the_mean(scenarios: Sequence[Scenario], worth: Worth | None) -> list[Message]:
    """Where the plan for the mean is missing or breaks a rule."""
    if worth is None:
        return []
    if worth.mean_decides is None:
        return [
            Message(
                "The plan for the mean could not be made, so the value of the stochastic solution "
                "is unknown.",
                "无法求得均值情景的规划，随机解价值未知。",
            )
        ]
    broken = [
        item.label
        for item, value in zip(scenarios, worth.mean_decides, strict=True)
        if np.isinf(value)
    ]
    if not broken:
        return []
    return [
        Message(
            f"The plan for the mean breaks a rule in {'; '.join(each.en for each in broken)}.",
            f"均值情景的规划在以下情景不可行：{'、'.join(each.zh for each in broken)}。",
        )
    ]
