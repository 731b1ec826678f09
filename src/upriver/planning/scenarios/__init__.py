"""The plan when the future is not known: scenarios, chances, caution, and what knowing is worth."""

from upriver.planning.scenarios.changes import Change, Scenario, apply_changes, check_scenarios
from upriver.planning.scenarios.choices import ScenarioSettings
from upriver.planning.scenarios.joint import Joint, join_blocks
from upriver.planning.scenarios.planner import plan_scenarios
from upriver.planning.scenarios.result import ScenarioPlan
from upriver.planning.scenarios.risk import conditional_value
from upriver.planning.scenarios.success import (
    entry_chances,
    research_chances,
    success_scenarios,
)
from upriver.planning.scenarios.surprises import Surprises, protect
from upriver.planning.scenarios.two_stage import TwoStage, solve_two_stage
from upriver.planning.scenarios.worth import Worth, worth_of_knowing

__all__ = [
    "Change",
    "Joint",
    "Scenario",
    "ScenarioPlan",
    "ScenarioSettings",
    "Surprises",
    "TwoStage",
    "Worth",
    "apply_changes",
    "check_scenarios",
    "conditional_value",
    "entry_chances",
    "join_blocks",
    "plan_scenarios",
    "protect",
    "research_chances",
    "solve_two_stage",
    "success_scenarios",
    "worth_of_knowing",
]
