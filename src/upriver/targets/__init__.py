"""Whether promises are on course: required pace, pace so far, state with its reason."""

from __future__ import annotations

from upriver.targets.goal import Goal, goal_of
from upriver.targets.pace import Pace, is_stock, pace_between, required_pace
from upriver.targets.records import Observed, Promise
from upriver.targets.state import STATE_NAMES, Assessment, State, assess

__all__ = [
    "STATE_NAMES",
    "Assessment",
    "Goal",
    "Observed",
    "Pace",
    "Promise",
    "State",
    "assess",
    "goal_of",
    "is_stock",
    "pace_between",
    "required_pace",
]
