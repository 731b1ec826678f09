"""What an economy's industries buy from each other, and what follows from it."""

from __future__ import annotations

from upriver.inputoutput.balance import Balanced, gras, ras
from upriver.inputoutput.coefficients import intensity, output_coefficients, technical_coefficients
from upriver.inputoutput.extraction import extraction_loss, extraction_share
from upriver.inputoutput.import_content import outside_content, split_coefficients
from upriver.inputoutput.influence import field_of_influence, influence_intensity
from upriver.inputoutput.leontief import ghosh_inverse, leontief_inverse, solve_output
from upriver.inputoutput.linkages import (
    backward_linkage,
    forward_linkage,
    power_of_dispersion,
    sensitivity_of_dispersion,
)
from upriver.inputoutput.multipliers import effect_multiplier, effect_ratio, output_multiplier
from upriver.inputoutput.paths import StructuralPath, StructuralPaths, structural_paths
from upriver.inputoutput.position import downstreamness, upstreamness
from upriver.inputoutput.propagation import average_propagation_length
from upriver.inputoutput.regionalise import cilq, flq, regional_coefficients, slq
from upriver.inputoutput.system import LeontiefSystem, leontief_system
from upriver.inputoutput.table import InputOutputTable, column_residual, row_residual
from upriver.inputoutput.what_if import ChangedSystem, what_if

__all__ = [
    "Balanced",
    "ChangedSystem",
    "InputOutputTable",
    "LeontiefSystem",
    "StructuralPath",
    "StructuralPaths",
    "average_propagation_length",
    "backward_linkage",
    "cilq",
    "column_residual",
    "downstreamness",
    "effect_multiplier",
    "effect_ratio",
    "extraction_loss",
    "extraction_share",
    "field_of_influence",
    "flq",
    "forward_linkage",
    "ghosh_inverse",
    "gras",
    "influence_intensity",
    "intensity",
    "leontief_inverse",
    "leontief_system",
    "output_coefficients",
    "output_multiplier",
    "outside_content",
    "power_of_dispersion",
    "ras",
    "regional_coefficients",
    "row_residual",
    "sensitivity_of_dispersion",
    "slq",
    "solve_output",
    "split_coefficients",
    "structural_paths",
    "technical_coefficients",
    "upstreamness",
    "what_if",
]
