"""What a plan under scenarios looks like on a terminal."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from upriver.core.message import Message
from upriver.core.unit_names import UNIT

if TYPE_CHECKING:
    from upriver.cli.screen import Screen
    from upriver.planning.scenarios.result import ScenarioPlan

KINDS = {
    "project": Message("project", "项目"),
    "entry": Message("entry", "进入"),
    "expansion": Message("expansion", "扩能"),
    "recruiting": Message("recruiting", "引才"),
    "research": Message("research", "研发"),
}
LISTED = ("project", "entry", "research", "recruiting")  # expansions are many; JSON has them all
MOST = 20


def show_scenarios(screen: Screen, plan: ScenarioPlan) -> None:
    """Print outcomes, the common start, what differs later, and what knowing is worth.

    Parameters
    ----------
    screen : Screen
        Where to print.
    plan : ScenarioPlan
        What the service returned.
    """
    _show_outcomes(screen, plan)
    _show_stages(screen, plan)
    _show_worth(screen, plan)
    _show_start(screen, plan)
    _show_differences(screen, plan)
    show_lost(screen, plan)
    lost = plan.without_plan.frame.height
    for note in plan.notes[lost + 1 if lost else 0 :]:
        screen.remark(note)


def _show_outcomes(screen: Screen, plan: ScenarioPlan) -> None:
    language = screen.common.language
    columns = {
        f"name_{language}": Message("Scenario", "情景"),
        "probability": Message("Chance", "概率"),
        "objective": Message("Value", "价值"),
        "known_in_advance": Message("If known", "若预知"),
        "plan_for_mean": Message("Plan for mean", "均值规划"),
        "value_added": Message(f"VA {plan.years[-1]}", f"{plan.years[-1]} 增加值"),
        "growth": Message("Growth", "年增速"),
        "spending": Message("Spending", "支出"),
        "targets_missed": Message("Missed", "未达目标"),
    }
    rows: list[list[Any]] = [[row[name] for name in columns] for row in plan.outcomes.to_dicts()]
    title = Message("What could happen, 1e8 CNY", "可能的结果（亿元）")
    screen.table(title, list(columns.values()), rows)


def show_lost(screen: Screen, plan: ScenarioPlan) -> None:
    """Print which scenarios have no plan, why, and what the plan is for then.

    Parameters
    ----------
    screen : Screen
        Where to print.
    plan : ScenarioPlan
        What the service returned.
    """
    lost = plan.without_plan.frame.height
    for note in plan.notes[: lost + 1 if lost else 0]:
        screen.warn(note)


def _show_stages(screen: Screen, plan: ScenarioPlan) -> None:
    """The aims of a lexicographic objective, as their means."""
    rows = plan.stages.to_dicts()
    if not rows:
        return
    columns = {
        f"name_{screen.common.language}": Message("Aim", "目标层"),
        "final": Message("Plan", "本规划"),
        "known_in_advance": Message("If known", "若预知"),
        "plan_for_mean": Message("Plan for mean", "均值规划"),
        "unit": UNIT,
    }
    title = Message("One aim after the other, means over the scenarios", "逐层求解（各情景均值）")
    screen.table(title, list(columns.values()), [[row[name] for name in columns] for row in rows])


def _show_worth(screen: Screen, plan: ScenarioPlan) -> None:
    numbers: list[tuple[Message, float | None]] = [
        (Message("Expected value", "期望价值"), plan.expected),
        (
            Message(f"Mean of the worst {1 - plan.choices.level:.0%}",
                    f"最差 {1 - plan.choices.level:.0%} 的均值"),
            plan.worst,
        ),
        (Message("Price of caution", "审慎的代价"),
         plan.caution_price if plan.choices.caution else None),
        (Message("Worth of knowing the scenario now (EVPI)", "现在就预知情景的价值（EVPI）"),
         plan.perfect_information),
        (Message("Worth of planning for scenarios, not their mean (VSS)",
                 "按情景而非均值规划的价值（VSS）"),
         plan.stochastic_solution),
    ]  # fmt: skip
    screen.table(
        Message("Worth, 1e8 CNY", "价值（亿元）"),
        [Message("Number", "项目"), Message("Value", "数值")],
        [
            [screen.text(name), value]
            for name, value in numbers
            if value is not None and isfinite(value)  # a note tells what is not finite
        ],
    )


def _show_start(screen: Screen, plan: ScenarioPlan) -> None:
    name = f"name_{screen.common.language}"
    rows = [
        [screen.text(KINDS[row["kind"]]), row[name], row["year"], row["amount"],
         row["plan_for_mean"], row["unit"]]
        for row in plan.first_stage.to_dicts()
        if row["kind"] in LISTED
    ]  # fmt: skip
    screen.table(
        Message(f"Before {plan.known_from}, in all scenarios",
                f"{plan.known_from} 年之前（各情景相同）"),
        [Message("Kind", "类型"), Message("What", "事项"), Message("Year", "年份"),
         Message("Plan", "本规划"), Message("Plan for mean", "均值规划"), UNIT],
        rows,
    )  # fmt: skip


def _show_differences(screen: Screen, plan: ScenarioPlan) -> None:
    name = f"name_{screen.common.language}"
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in plan.differences.to_dicts():
        if row["kind"] in LISTED:
            each = found.setdefault((row["kind"], row["code"]), row | {"by": {}})
            each["by"][row["scenario"]] = row["amount"]
    rows = sorted(found.values(), key=lambda row: (LISTED.index(row["kind"]), -row["spread"]))
    scenarios = plan.outcomes.to_dicts()
    screen.table(
        Message(f"From {plan.known_from} on, where scenarios differ",
                f"{plan.known_from} 年起各情景的不同之处"),
        [Message("Kind", "类型"), Message("What", "事项"),
         *(Message(each["name_en"], each["name_zh"]) for each in scenarios),
         UNIT],
        [
            [screen.text(KINDS[row["kind"]]), row[name],
             *(row["by"][each["scenario"]] for each in scenarios), row["unit"]]
            for row in rows[:MOST]
        ],
    )  # fmt: skip
