"""Futures without a plan: which they are, what contradicts what in each, and the way out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from upriver.core.errors import InfeasibleError
from upriver.core.message import Message
from upriver.planning.blocks import row_starts
from upriver.planning.conflict import explain_groups
from upriver.planning.model import build_model
from upriver.planning.rule_groups import rule_groups
from upriver.planning.tables.values import text_columns, to_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from upriver.core.frames import Table
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.matrix import Matrix
    from upriver.planning.rule_groups import RuleGroup
    from upriver.planning.scenarios.changes import Scenario
    from upriver.planning.scenarios.joint import Joint
    from upriver.planning.settings import PlanSettings


@dataclass(frozen=True)
class LostScenario:
    """A scenario without a plan.

    Parameters
    ----------
    scenario : Scenario
        The scenario.
    reason : InfeasibleError
        What contradicts what in it, and the cheapest way out.
    """

    scenario: Scenario
    reason: InfeasibleError


def explain_scenario(
    scenario: Scenario, inputs: PlanInputs, block: Matrix, *, settings: PlanSettings
) -> LostScenario:
    """Say why a scenario has no plan, as for a plan of the tables.

    Parameters
    ----------
    scenario : Scenario
        The scenario.
    inputs : PlanInputs
        Data of the plan in it.
    block : Matrix
        Its model, with what protects it against surprises; it has no solution.
    settings : PlanSettings
        Limits of the search.

    Returns
    -------
    LostScenario
        With its reason.
    """
    groups = _groups(inputs, block, settings=settings)
    return LostScenario(scenario, explain_groups(block, groups, settings=settings))


def explain_start(
    scenarios: Sequence[Scenario],
    inputs: Mapping[str, PlanInputs],
    joint: Joint,
    *,
    settings: PlanSettings,
    lost: Sequence[LostScenario] = (),
) -> InfeasibleError:
    """Error that names what in which scenario stands in the way of a common start.

    Parameters
    ----------
    scenarios : sequence of Scenario
        Those of the joint model.
    inputs : mapping of str to PlanInputs
        Data of the plan in each scenario.
    joint : Joint
        Blocks of scenarios that have a plan each, but not together.
    settings : PlanSettings
        Limits of the search.
    lost : sequence of LostScenario
        Others that have no plan at all, told with it.

    Returns
    -------
    InfeasibleError
        To be raised by the caller. The code of a group is ``scenario/code``.
    """
    groups: list[RuleGroup] = []
    starts = row_starts(list(joint.blocks.values()))
    for item, start in zip(scenarios, starts, strict=False):
        block, told = joint.blocks[item.scenario], item.label
        groups += [
            replace(
                group,
                code=f"{item.scenario}/{group.code}",
                name=Message(
                    f"{group.name.en} in scenario {told.en}", f"情景“{told.zh}”的{group.name.zh}"
                ),
                rows=group.rows + start,
            )
            for group in _groups(inputs[item.scenario], block, settings=settings)
        ]
    why = explain_groups(joint.matrix, tuple(groups), settings=settings)
    alone = Message(
        "Every scenario has a plan of its own, but no common start suits them all.",
        "各情景单独均有可行规划，但没有适合所有情景的共同起步方案。",
    )
    if lost:
        alone = Message(
            "Every other scenario has a plan of its own, but no common start suits them all.",
            "其余情景单独均有可行规划，但没有适合它们的共同起步方案。",
        )
    known = Message("Or set known_from to an earlier year.", "或将 known_from 提前。")
    return InfeasibleError(
        Message(
            " ".join([*(_told(each).en for each in lost), alone.en, why.problem.en]),
            "".join([*(_told(each).zh for each in lost), alone.zh, why.problem.zh]),
        ),
        Message(f"{why.remedy.en} {known.en}", f"{why.remedy.zh}{known.zh}"),
        conflict=(*_codes(lost), *why.conflict),
        relaxation=_relaxations(lost) | why.relaxation,
    )


def all_lost(lost: Sequence[LostScenario]) -> InfeasibleError:
    """Error for when no scenario has a plan; every one is explained.

    Parameters
    ----------
    lost : sequence of LostScenario
        All scenarios.

    Returns
    -------
    InfeasibleError
        To be raised by the caller. The code of a conflict is ``scenario/code``.
    """
    return InfeasibleError(
        Message(
            " ".join(_told(each).en for each in lost), "".join(_told(each).zh for each in lost)
        ),
        Message(" ".join(_way(each).en for each in lost), "".join(_way(each).zh for each in lost)),
        conflict=_codes(lost),
        relaxation=_relaxations(lost),
    )


def lost_table(lost: Sequence[LostScenario]) -> Table:
    """Scenarios without a plan, one row each.

    Parameters
    ----------
    lost : sequence of LostScenario
        Scenarios without a plan.

    Returns
    -------
    Table
        Columns scenario, name_en, name_zh, probability (as its author gave it), problem_en,
        problem_zh, remedy_en, remedy_zh, conflict (codes of what contradicts, by comma).
    """
    rows = [
        {
            "scenario": each.scenario.scenario,
            "name_en": each.scenario.label.en,
            "name_zh": each.scenario.label.zh,
            "probability": each.scenario.probability,
            "problem_en": each.reason.problem.en,
            "problem_zh": each.reason.problem.zh,
            "remedy_en": each.reason.remedy.en,
            "remedy_zh": each.reason.remedy.zh,
            "conflict": ",".join(each.reason.conflict),
        }
        for each in lost
    ]
    schema = text_columns("scenario", "name_en", "name_zh") | {"probability": pl.Float64}
    schema |= text_columns("problem_en", "problem_zh", "remedy_en", "remedy_zh", "conflict")
    return to_table(rows, schema, {"probability": "ratio"})


def lost_notes(lost: Sequence[LostScenario]) -> tuple[Message, ...]:
    """What a reader of the plan for the other scenarios must know first.

    Parameters
    ----------
    lost : sequence of LostScenario
        Scenarios without a plan.

    Returns
    -------
    tuple of Message
        One that says for whom the plan is, and one a lost scenario with its reason and way out.
    """
    if not lost:
        return ()
    chance = sum(each.scenario.probability for each in lost)
    names = [each.scenario.label for each in lost]
    first = Message(
        f"No plan holds in {'; '.join(name.en for name in names)} (chance {chance:.0%} in all). "
        "This plan is for the other scenarios, whose chances were raised to add up to 1.",
        f"以下情景没有可行规划：{'、'.join(name.zh for name in names)}（概率合计 {chance:.0%}）。"
        "本规划只针对其余情景，其概率已按比例调整为合计 1。",
    )
    told = [
        Message(f"{_told(each).en} {each.reason.remedy.en}",
                f"{_told(each).zh}{each.reason.remedy.zh}")
        for each in lost
    ]  # fmt: skip
    return (first, *told)


def _groups(inputs: PlanInputs, block: Matrix, *, settings: PlanSettings) -> tuple[RuleGroup, ...]:
    return rule_groups(inputs, build_model(inputs, settings), block)


def _told(each: LostScenario) -> Message:
    name, problem = each.scenario.label, each.reason.problem
    return Message(f"In scenario {name.en}: {problem.en}", f"情景“{name.zh}”中：{problem.zh}")


def _way(each: LostScenario) -> Message:
    name, remedy = each.scenario.label, each.reason.remedy
    return Message(f"For {name.en}: {remedy.en}", f"对情景“{name.zh}”：{remedy.zh}")


def _codes(lost: Sequence[LostScenario]) -> tuple[str, ...]:
    return tuple(
        f"{each.scenario.scenario}/{code}" for each in lost for code in each.reason.conflict
    )


def _relaxations(lost: Sequence[LostScenario]) -> dict[str, float]:
    return {
        f"{each.scenario.scenario}/{code}": share
        for each in lost
        for code, share in each.reason.relaxation.items()
    }
