"""The chains: what each node has, what it lacks, and why it is called so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from upriver.reporting.facts.plain import Facts, pair, plain, rests_on, row, said

if TYPE_CHECKING:
    from upriver.services.chains import ChainDiagnosis
    from upriver.services.diagnose import Diagnosis

LEADS = 20  # shown in the report; all are in the results
BRINGS = ("risk_removed", "market", "value_added", "local_content", "jobs")
LISTS = ("leaders", "suppliers", "long_boards", "short_boards", "key_technologies")
RISK = (
    "revenue", "index", "direct", "downstream", "upstream", "seen_share", "suppliers", "customers",
    "holds_together",
)  # fmt: skip
STAGES = ("up", "mid", "down")
LINK_NUMBERS = (
    "share", "requirement", "firms", "self_sufficiency", "matching_gap", "domestic_share",
    "foreign_share", "content", "extraction_share", "upstreamness", "local_supply",
    "leading_share", "leader_dependence", "density", "sources",
)  # fmt: skip
LABELS = ("gap", "choke", "weak", "blocked", "ok", "minor", "unknown")


def chains_facts(diagnosis: Diagnosis) -> Facts:
    """Facts of all chains.

    Parameters
    ----------
    diagnosis : Diagnosis
        Of the region.

    Returns
    -------
    dict
        Keys ``chains counts leads more_leads lists firms provenance``; chains in the order of
        the package, ``counts`` of nodes by label, leads by rank, firms by what is lost.
    """
    chains = [_chain(each) for each in diagnosis.chains]
    counts = {
        label: sum(node["label"] == label for chain in chains for node in chain["nodes"])
        for label in LABELS
    }
    return {
        "chains": chains,
        "counts": counts,
        "leads": [_lead(each) for each in diagnosis.leads.to_dicts()[:LEADS]],
        "more_leads": max(0, len(diagnosis.leads) - LEADS),
        "lists": _lists(diagnosis),
        "firms": _firms(diagnosis),
        "provenance": rests_on(diagnosis.provenance.get("chains")),
    }


def _lead(record: dict[str, Any]) -> Facts:
    return {
        "gap": pair(record),
        "candidate": pair(record, "candidate_name"),
        "reason": pair(record, "reason"),
        "kind": record["kind"],
        **row(record, "rank", "closeness", "need", "score", *BRINGS),
    }


def _firms(diagnosis: Diagnosis) -> Facts | None:
    """What the region loses with each firm, and how much of that was seen."""
    found = diagnosis.firms
    if found is None:
        return None
    return {
        "firms": [
            {"code": each["firm"], "name": pair(each), **row(each, *RISK)}
            for each in found.firms.to_dicts()
        ],
        "seen_share": plain(found.seen_share),
        "notes": [said(note) for note in found.notes],
        "provenance": rests_on(found.provenance),
    }


def _lists(diagnosis: Diagnosis) -> list[Facts]:
    """Registers of firms and nodes, by list; the map is the picture."""
    rows = diagnosis.lists.to_dicts()
    found = []
    for code in LISTS:
        mine = [each for each in rows if each["list"] == code]
        members = {
            each["firm"] or each["industry"]: pair(each, "firm_name" if each["firm"] else "name")
            for each in mine
        }
        found.append({"code": code, "members": list(members.values())})
    return found


def _chain(chain: ChainDiagnosis) -> Facts:
    nodes = [
        {
            "code": str(record["industry"]),
            "name": pair(record),
            "stage": record["stage"] if record["stage"] in STAGES else None,
            "parent": record["parent"],
            "lead_firms": record["lead_firms"] or "",
            "firm_names": pair(record, "firm_names"),
            "label": record["label"],
            "reason": pair(record, "reason"),
            **row(record, "firms", "self_sufficiency", "outside_domestic", "outside_foreign"),
        }
        for record in chain.nodes.to_dicts()
    ]
    names = {node["code"]: node["name"] for node in nodes}
    links = [
        {
            "seller": names[str(each["industry"])],
            "buyer": names[str(each["industry_to"])],
            "a": str(each["industry"]),
            "b": str(each["industry_to"]),
            **row(each, "essential", *LINK_NUMBERS),
            "labels": (each["labels"] or "").split(),
            "reason": pair(each, "reason"),
            "open": pair(each, "open"),
            "decision": pair(each, "decision"),
        }
        for each in chain.links.to_dicts()
    ]
    return {
        "code": chain.chain,
        "name": pair({"name_en": chain.name_en, "name_zh": chain.name_zh}),
        "coverage": plain(chain.coverage),
        "completeness": plain(chain.completeness),
        "nodes": nodes,
        "leaders": [
            {
                "name": pair(each),
                "node": names[str(each["industry"])],
                "basis": each["basis"],
                **row(each, "local_supply_rate", "outside_domestic", "outside_foreign"),
            }
            for each in chain.leaders.to_dicts()
        ],
        "links": sorted(links, key=lambda link: (link["a"], link["b"])),
    }
