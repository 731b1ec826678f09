"""What a place is good at, what lies near it, and how demanding that is."""

from __future__ import annotations

from upriver.complexity.complexity import ComplexityIndex, complexity_index, conventional_index
from upriver.complexity.convention import Convention
from upriver.complexity.correlation import continuous_proximity, weighted_correlation
from upriver.complexity.cross import cross_density, cross_proximity
from upriver.complexity.density import density, distance, local_relatedness, relative_relatedness
from upriver.complexity.external import ExternalIndex, external_index
from upriver.complexity.fitness import Fitness, fitness
from upriver.complexity.genepy import Genepy, genepy
from upriver.complexity.long import measures_table
from upriver.complexity.measures import ComplexityMeasures, complexity_measures
from upriver.complexity.nearest import NearestIndustries, nearest_density, nearest_industries
from upriver.complexity.outlook import outlook_gain, outlook_index
from upriver.complexity.panel import PanelMeasures, panel_measures
from upriver.complexity.reconciliation import Match, Reconciliation, reconcile
from upriver.complexity.reflections import Reflections, reflections
from upriver.complexity.relatedness import proximity, proximity_significance
from upriver.complexity.resampling import Resampling
from upriver.complexity.specialisation import diversity, presence, rca, ubiquity
from upriver.complexity.spectral import RelatednessComplexity, relatedness_complexity
from upriver.complexity.structure import Structure, structure
from upriver.complexity.uncertainty import Draws, Interval, Uncertainty, measure_uncertainty

__all__ = [
    "ComplexityIndex",
    "ComplexityMeasures",
    "Convention",
    "Draws",
    "ExternalIndex",
    "Fitness",
    "Genepy",
    "Interval",
    "Match",
    "NearestIndustries",
    "PanelMeasures",
    "Reconciliation",
    "Reflections",
    "RelatednessComplexity",
    "Resampling",
    "Structure",
    "Uncertainty",
    "complexity_index",
    "complexity_measures",
    "continuous_proximity",
    "conventional_index",
    "cross_density",
    "cross_proximity",
    "density",
    "distance",
    "diversity",
    "external_index",
    "fitness",
    "genepy",
    "local_relatedness",
    "measure_uncertainty",
    "measures_table",
    "nearest_density",
    "nearest_industries",
    "outlook_gain",
    "outlook_index",
    "panel_measures",
    "presence",
    "proximity",
    "proximity_significance",
    "rca",
    "reconcile",
    "reflections",
    "relatedness_complexity",
    "relative_relatedness",
    "structure",
    "ubiquity",
    "weighted_correlation",
]
