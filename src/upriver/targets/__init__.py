"""Whether promises are on course: pace, forecast, probability, state, and contradictions."""

from __future__ import annotations

from upriver.targets.contradictions import (
    RULES,
    Contradiction,
    Register,
    Registered,
    definition_contradictions,
    observation_contradictions,
    place_contradictions,
    promise_contradictions,
)
from upriver.targets.derived import Measure, in_unit, ratio_observations, with_ratios
from upriver.targets.goal import Goal, goal_of
from upriver.targets.growth import Drift, GrowthClass, change_ahead, expected_drift, growth_class
from upriver.targets.history import History, Point, history_of, own_speed, speeds_of
from upriver.targets.needs import needs_of
from upriver.targets.outlook import EVIDENCE_NAMES, Evidence, Outlook
from upriver.targets.pace import Pace, is_stock, pace_between, required_pace
from upriver.targets.records import Observed, Promise
from upriver.targets.recovery import forecast_recovery, reference_season
from upriver.targets.smoothing import Forecast, forecast
from upriver.targets.state import Pools, assess
from upriver.targets.statements import VALIDITY_NAMES, Statement, Window, window_of
from upriver.targets.verdict import MISSING_NAMES, STATE_NAMES, Assessment, State, is_met

__all__ = [
    "EVIDENCE_NAMES",
    "MISSING_NAMES",
    "RULES",
    "STATE_NAMES",
    "VALIDITY_NAMES",
    "Assessment",
    "Contradiction",
    "Drift",
    "Evidence",
    "Forecast",
    "Goal",
    "GrowthClass",
    "History",
    "Measure",
    "Observed",
    "Outlook",
    "Pace",
    "Point",
    "Pools",
    "Promise",
    "Register",
    "Registered",
    "State",
    "Statement",
    "Window",
    "assess",
    "change_ahead",
    "definition_contradictions",
    "expected_drift",
    "forecast",
    "forecast_recovery",
    "goal_of",
    "growth_class",
    "history_of",
    "in_unit",
    "is_met",
    "is_stock",
    "needs_of",
    "observation_contradictions",
    "own_speed",
    "pace_between",
    "place_contradictions",
    "promise_contradictions",
    "ratio_observations",
    "reference_season",
    "required_pace",
    "speeds_of",
    "window_of",
    "with_ratios",
]
