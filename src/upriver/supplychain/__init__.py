"""Which links of a chain a place holds, which it lacks, and which could choke it."""

from __future__ import annotations

from upriver.supplychain.chain import Coverage, chain_requirement, link_requirement, local_coverage
from upriver.supplychain.gaps import (
    INDICATOR_NAMES,
    KIND_NAMES,
    Evidence,
    GapKind,
    GapLabel,
    GapThresholds,
    LinkGaps,
    gap_labels,
)
from upriver.supplychain.network import FirmNetwork, firm_network
from upriver.supplychain.supply import (
    local_supply_rate,
    local_use,
    matching_gap,
    outside_dependence,
    self_sufficiency,
)
from upriver.supplychain.systemic_risk import SystemicRisk, systemic_risk

__all__ = [
    "INDICATOR_NAMES",
    "KIND_NAMES",
    "Coverage",
    "Evidence",
    "FirmNetwork",
    "GapKind",
    "GapLabel",
    "GapThresholds",
    "LinkGaps",
    "SystemicRisk",
    "chain_requirement",
    "firm_network",
    "gap_labels",
    "link_requirement",
    "local_coverage",
    "local_supply_rate",
    "local_use",
    "matching_gap",
    "outside_dependence",
    "self_sufficiency",
    "systemic_risk",
]
