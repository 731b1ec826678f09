"""Which links of a chain a place holds, which it lacks, and which could choke it."""

from __future__ import annotations

from upriver.supplychain.cascade_rules import CascadeRules
from upriver.supplychain.chain import Coverage, chain_requirement, link_requirement, local_coverage
from upriver.supplychain.decisions import (
    DECISION_NAMES,
    Decision,
    DecisionThresholds,
    decide,
)
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
from upriver.supplychain.hybrid import HybridNetwork, hybrid_network
from upriver.supplychain.indicators import (
    Concentration,
    buyer_dependence,
    buyer_supply_rate,
    concentration,
    leader_dependence,
)
from upriver.supplychain.leads import LeadThresholds, rank_leads
from upriver.supplychain.link_risk import link_risk
from upriver.supplychain.most_systemic import most_systemic
from upriver.supplychain.network import FirmNetwork, firm_network
from upriver.supplychain.seen_risk import seen_risk
from upriver.supplychain.steps import chain_steps
from upriver.supplychain.supply import (
    local_supply_rate,
    local_use,
    matching_gap,
    outside_dependence,
    self_sufficiency,
)
from upriver.supplychain.systemic_risk import SystemicRisk, systemic_risk
from upriver.supplychain.weak_points import articulation_points, single_points_of_failure

__all__ = [
    "DECISION_NAMES",
    "INDICATOR_NAMES",
    "KIND_NAMES",
    "CascadeRules",
    "Concentration",
    "Coverage",
    "Decision",
    "DecisionThresholds",
    "Evidence",
    "FirmNetwork",
    "GapKind",
    "GapLabel",
    "GapThresholds",
    "HybridNetwork",
    "LeadThresholds",
    "LinkGaps",
    "SystemicRisk",
    "articulation_points",
    "buyer_dependence",
    "buyer_supply_rate",
    "chain_requirement",
    "chain_steps",
    "concentration",
    "decide",
    "firm_network",
    "gap_labels",
    "hybrid_network",
    "leader_dependence",
    "link_requirement",
    "link_risk",
    "local_coverage",
    "local_supply_rate",
    "local_use",
    "matching_gap",
    "most_systemic",
    "outside_dependence",
    "rank_leads",
    "seen_risk",
    "self_sufficiency",
    "single_points_of_failure",
    "systemic_risk",
]
