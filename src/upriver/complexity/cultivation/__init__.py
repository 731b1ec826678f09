"""What to do with each industry of a place: strengthen, upgrade, scale, seed, watch or let go."""

from __future__ import annotations

from upriver.complexity.cultivation.classes import CLASSES, CultivationClass
from upriver.complexity.cultivation.classify import cultivation_class
from upriver.complexity.cultivation.cultivate import Cultivation, cultivate
from upriver.complexity.cultivation.pull import Pull, pulling_industries
from upriver.complexity.cultivation.rules import RULES, CultivationRule
from upriver.complexity.cultivation.thresholds import CultivationThresholds
from upriver.complexity.cultivation.unjudged import unjudged_industries

__all__ = [
    "CLASSES",
    "RULES",
    "Cultivation",
    "CultivationClass",
    "CultivationRule",
    "CultivationThresholds",
    "Pull",
    "cultivate",
    "cultivation_class",
    "pulling_industries",
    "unjudged_industries",
]
