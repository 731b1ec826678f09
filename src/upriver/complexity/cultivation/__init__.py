"""What to do with each industry of a place: strengthen, upgrade, scale, seed, watch or let go."""

from __future__ import annotations

from upriver.complexity.cultivation.classes import (
    CLASSES,
    CultivationClass,
    CultivationThresholds,
    cultivation_class,
)
from upriver.complexity.cultivation.cultivate import Cultivation, cultivate
from upriver.complexity.cultivation.pull import Pull, pulling_industries

__all__ = [
    "CLASSES",
    "Cultivation",
    "CultivationClass",
    "CultivationThresholds",
    "Pull",
    "cultivate",
    "cultivation_class",
    "pulling_industries",
]
