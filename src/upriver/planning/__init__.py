"""The plan: one linear model from labelled arrays to decisions and prices."""

from upriver.planning.assemble import to_plan
from upriver.planning.assignment import Assignment, assign_teams
from upriver.planning.audit import Audit
from upriver.planning.choice_of_technology import TechnologyChoice, choose_technology
from upriver.planning.comparison import PlanComparison, compare_plans
from upriver.planning.inputs import PlanInputs
from upriver.planning.parts import (
    AirInputs,
    CapacityInputs,
    Economy,
    MoneyInputs,
    NatureInputs,
    PeopleInputs,
    own_product,
)
from upriver.planning.places import (
    Commuting,
    PlacesComparison,
    PlacesPlan,
    PlacesSettings,
    PlaceSystem,
    SharedCap,
    SharedFund,
    SolvedPlaces,
    TradeRoute,
    WholeTarget,
    build_places,
    compare_places,
    places_statistics,
    solve_places,
    split_place,
    to_places_plan,
    who_supplies,
)
from upriver.planning.planner import Solved, solve_plan
from upriver.planning.reading.region import read_inputs
from upriver.planning.records import (
    Candidate,
    LeftOut,
    OwnRule,
    PlanProject,
    PlanTarget,
    ResearchTask,
    RuleTerm,
    SkippedPart,
)
from upriver.planning.result import Plan
from upriver.planning.schedule import Schedule, earliest_schedule
from upriver.planning.settings import PlanSettings
from upriver.planning.statistics import plan_statistics

__all__ = [
    "AirInputs",
    "Assignment",
    "Audit",
    "Candidate",
    "CapacityInputs",
    "Commuting",
    "Economy",
    "LeftOut",
    "MoneyInputs",
    "NatureInputs",
    "OwnRule",
    "PeopleInputs",
    "PlaceSystem",
    "PlacesComparison",
    "PlacesPlan",
    "PlacesSettings",
    "Plan",
    "PlanComparison",
    "PlanInputs",
    "PlanProject",
    "PlanSettings",
    "PlanTarget",
    "ResearchTask",
    "RuleTerm",
    "Schedule",
    "SharedCap",
    "SharedFund",
    "SkippedPart",
    "Solved",
    "SolvedPlaces",
    "TechnologyChoice",
    "TradeRoute",
    "WholeTarget",
    "assign_teams",
    "build_places",
    "choose_technology",
    "compare_places",
    "compare_plans",
    "earliest_schedule",
    "own_product",
    "places_statistics",
    "plan_statistics",
    "read_inputs",
    "solve_places",
    "solve_plan",
    "split_place",
    "to_places_plan",
    "to_plan",
    "who_supplies",
]
