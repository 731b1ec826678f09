"""What a place is good at, what lies near it, and how demanding that is."""

from __future__ import annotations

from upriver.complexity.complexity import ComplexityIndex, complexity_index, conventional_index
from upriver.complexity.concentration import (
    entropy,
    gini,
    hachman_index,
    herfindahl,
    krugman_index,
    specialisation_coefficient,
)
from upriver.complexity.convention import Convention
from upriver.complexity.correlation import continuous_proximity, weighted_correlation
from upriver.complexity.cross import cross_density, cross_proximity
from upriver.complexity.density import density, distance, local_relatedness, relative_relatedness
from upriver.complexity.external import ExternalIndex, external_index
from upriver.complexity.filters import Filtered, without_small
from upriver.complexity.fitness import Fitness, fitness
from upriver.complexity.genepy import Genepy, genepy
from upriver.complexity.intervals import Interval
from upriver.complexity.location import (
    LocationCurve,
    ellison_glaeser,
    hoover_index,
    location_curve,
    locational_gini,
)
from upriver.complexity.long import measures_table
from upriver.complexity.measures import ComplexityMeasures, complexity_measures
from upriver.complexity.nearest import NearestIndustries, nearest_density, nearest_industries
from upriver.complexity.outlook import outlook_gain, outlook_index
from upriver.complexity.panel import PanelMeasures, panel_measures
from upriver.complexity.presence import diversity, presence, ubiquity
from upriver.complexity.productivity import embodied, expy, prody
from upriver.complexity.recombination import ease_of_recombination, modular_complexity
from upriver.complexity.reconciliation import Match, Reconciliation, reconcile
from upriver.complexity.reflections import Reflections, reflections
from upriver.complexity.relatedness import proximity, proximity_significance
from upriver.complexity.resampling import Resampling, resample
from upriver.complexity.shift_share import ShiftShare, shift_share
from upriver.complexity.specialisation import rca, rpop, shrunken_rca, symmetric_rca
from upriver.complexity.spectral import RelatednessComplexity, relatedness_complexity
from upriver.complexity.structure import Structure, structure
from upriver.complexity.turnover import entries, exits, growth, turnover_table
from upriver.complexity.uncertainty import Draws, Uncertainty, measure_uncertainty, option_chance

__all__ = [
    "ComplexityIndex",
    "ComplexityMeasures",
    "Convention",
    "Draws",
    "ExternalIndex",
    "Filtered",
    "Fitness",
    "Genepy",
    "Interval",
    "LocationCurve",
    "Match",
    "NearestIndustries",
    "PanelMeasures",
    "Reconciliation",
    "Reflections",
    "RelatednessComplexity",
    "Resampling",
    "ShiftShare",
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
    "ease_of_recombination",
    "ellison_glaeser",
    "embodied",
    "entries",
    "entropy",
    "exits",
    "expy",
    "external_index",
    "fitness",
    "genepy",
    "gini",
    "growth",
    "hachman_index",
    "herfindahl",
    "hoover_index",
    "krugman_index",
    "local_relatedness",
    "location_curve",
    "locational_gini",
    "measure_uncertainty",
    "measures_table",
    "modular_complexity",
    "nearest_density",
    "nearest_industries",
    "option_chance",
    "outlook_gain",
    "outlook_index",
    "panel_measures",
    "presence",
    "prody",
    "proximity",
    "proximity_significance",
    "rca",
    "reconcile",
    "reflections",
    "relatedness_complexity",
    "relative_relatedness",
    "resample",
    "rpop",
    "shift_share",
    "shrunken_rca",
    "specialisation_coefficient",
    "structure",
    "symmetric_rca",
    "turnover_table",
    "ubiquity",
    "weighted_correlation",
    "without_small",
]
