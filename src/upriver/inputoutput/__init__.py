"""What an economy's industries buy from each other, and what follows from it."""

from __future__ import annotations

from upriver.inputoutput.audit import AuditLimits, TableAudit, audit_table
from upriver.inputoutput.audit_finding import AuditFinding
from upriver.inputoutput.balance import Balanced, gras, ras
from upriver.inputoutput.closure import closed_inverse, closure_ratio
from upriver.inputoutput.coefficients import intensity, output_coefficients, technical_coefficients
from upriver.inputoutput.decomposition import StructuralDecomposition, structural_decomposition
from upriver.inputoutput.disruption import Disruption, simulate_disruption, simulate_links
from upriver.inputoutput.disruption_settings import DisruptionSettings
from upriver.inputoutput.extraction import (
    Extractions,
    extraction_loss,
    extraction_share,
    extractions,
)
from upriver.inputoutput.footprint import Footprints, footprints
from upriver.inputoutput.import_content import outside_content, split_coefficients
from upriver.inputoutput.influence import field_of_influence, influence_intensity
from upriver.inputoutput.key_sectors import KeySectors, key_sectors
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
from upriver.inputoutput.regionalisation_error import regionalisation_error
from upriver.inputoutput.regionalise import aflq, cilq, flq, regional_coefficients, slq
from upriver.inputoutput.system import LeontiefSystem, leontief_system
from upriver.inputoutput.table import InputOutputTable, column_residual, row_residual
from upriver.inputoutput.trade_links import TradeLinks, trade_links
from upriver.inputoutput.updating import FlowError, flow_error, updated_flows
from upriver.inputoutput.what_if import ChangedSystem, what_if
from upriver.inputoutput.what_if_steps import add_supplier, lose_industries

__all__ = [
    "AuditFinding",
    "AuditLimits",
    "Balanced",
    "ChangedSystem",
    "Disruption",
    "DisruptionSettings",
    "Extractions",
    "FlowError",
    "Footprints",
    "InputOutputTable",
    "KeySectors",
    "LeontiefSystem",
    "StructuralDecomposition",
    "StructuralPath",
    "StructuralPaths",
    "TableAudit",
    "TradeLinks",
    "add_supplier",
    "aflq",
    "audit_table",
    "average_propagation_length",
    "backward_linkage",
    "cilq",
    "closed_inverse",
    "closure_ratio",
    "column_residual",
    "downstreamness",
    "effect_multiplier",
    "effect_ratio",
    "extraction_loss",
    "extraction_share",
    "extractions",
    "field_of_influence",
    "flow_error",
    "flq",
    "footprints",
    "forward_linkage",
    "ghosh_inverse",
    "gras",
    "influence_intensity",
    "intensity",
    "key_sectors",
    "leontief_inverse",
    "leontief_system",
    "lose_industries",
    "output_coefficients",
    "output_multiplier",
    "outside_content",
    "power_of_dispersion",
    "ras",
    "regional_coefficients",
    "regionalisation_error",
    "row_residual",
    "sensitivity_of_dispersion",
    "simulate_disruption",
    "simulate_links",
    "slq",
    "solve_output",
    "split_coefficients",
    "structural_decomposition",
    "structural_paths",
    "technical_coefficients",
    "trade_links",
    "updated_flows",
    "upstreamness",
    "what_if",
]
