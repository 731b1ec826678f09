"""What a place is good at, what lies near it, and how demanding that is."""

from __future__ import annotations

from upriver.complexity.complexity import ComplexityIndex, complexity_index
from upriver.complexity.convention import Convention
from upriver.complexity.correlation import continuous_proximity, weighted_correlation
from upriver.complexity.cross import cross_density, cross_proximity
from upriver.complexity.density import density, distance, local_relatedness, relative_relatedness
from upriver.complexity.outlook import outlook_gain, outlook_index
from upriver.complexity.relatedness import proximity, proximity_significance
from upriver.complexity.specialisation import diversity, presence, rca, ubiquity
from upriver.complexity.spectral import RelatednessComplexity, relatedness_complexity

__all__ = [
    "ComplexityIndex",
    "Convention",
    "RelatednessComplexity",
    "complexity_index",
    "continuous_proximity",
    "cross_density",
    "cross_proximity",
    "density",
    "distance",
    "diversity",
    "local_relatedness",
    "outlook_gain",
    "outlook_index",
    "presence",
    "proximity",
    "proximity_significance",
    "rca",
    "relatedness_complexity",
    "relative_relatedness",
    "ubiquity",
    "weighted_correlation",
]
