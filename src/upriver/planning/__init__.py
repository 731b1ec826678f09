"""The plan: one linear model from labelled arrays to decisions and prices."""

from upriver.planning.assemble import to_plan
from upriver.planning.inputs import (
    AirInputs,
    CapacityInputs,
    Economy,
    MoneyInputs,
    NatureInputs,
    PeopleInputs,
    PlanInputs,
)
from upriver.planning.planner import Solved, solve_plan
from upriver.planning.reading.region import read_inputs
from upriver.planning.records import (
    Candidate,
    LeftOut,
    OwnRule,
    PlanProject,
    PlanTarget,
    RuleTerm,
    SkippedPart,
)
from upriver.planning.result import Plan
from upriver.planning.settings import PlanSettings
from upriver.planning.solve import Audit

__all__ = [
    "AirInputs",
    "Audit",
    "Candidate",
    "CapacityInputs",
    "Economy",
    "LeftOut",
    "MoneyInputs",
    "NatureInputs",
    "OwnRule",
    "PeopleInputs",
    "Plan",
    "PlanInputs",
    "PlanProject",
    "PlanSettings",
    "PlanTarget",
    "RuleTerm",
    "SkippedPart",
    "Solved",
    "read_inputs",
    "solve_plan",
    "to_plan",
]
