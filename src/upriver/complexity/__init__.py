"""What a place is good at, what lies near it, and how demanding that is."""

from __future__ import annotations

from upriver.complexity.complexity import ComplexityIndex, complexity_index
from upriver.complexity.outlook import outlook_gain, outlook_index
from upriver.complexity.relatedness import density, distance, proximity
from upriver.complexity.specialisation import diversity, presence, rca, ubiquity

__all__ = [
    "ComplexityIndex",
    "complexity_index",
    "density",
    "distance",
    "diversity",
    "outlook_gain",
    "outlook_index",
    "presence",
    "proximity",
    "rca",
    "ubiquity",
]
