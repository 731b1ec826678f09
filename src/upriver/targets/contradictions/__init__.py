"""What cannot be true together: promises, observations and definitions held against each other."""

from __future__ import annotations

from upriver.targets.contradictions.definitions import definition_contradictions
from upriver.targets.contradictions.observations import observation_contradictions
from upriver.targets.contradictions.places import place_contradictions
from upriver.targets.contradictions.promises import promise_contradictions
from upriver.targets.contradictions.records import RULES, Contradiction, Register, Registered

__all__ = [
    "RULES",
    "Contradiction",
    "Register",
    "Registered",
    "definition_contradictions",
    "observation_contradictions",
    "place_contradictions",
    "promise_contradictions",
]
