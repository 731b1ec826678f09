"""The plan as facts: its path, what it grows, enters and funds, and what is scarce."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from upriver.data.provenance import Provenance
from upriver.reporting.facts.plain import Facts, label, pair, plain, rests_on, said
from upriver.reporting.facts.plain import row as picked
from upriver.reporting.facts.research import loan_facts, research_facts
from upriver.reporting.facts.undertakings import steps

if TYPE_CHECKING:
    from upriver.core.errors import InfeasibleError
    from upriver.core.frames import Table
    from upriver.data.region import Region
    from upriver.planning.result import Plan

# The order in which a reader meets what is scarce.
PRICE_KINDS = ("rule", "talent", "money", "cap", "air", "capacity", "product")
MOST_PRICES = {"capacity": 3, "product": 3}
USES = ("capacity", "projects", "entry", "research", "talent", "routes", "abatement")
GROUPS = (
    "agriculture", "mining", "manufacturing", "utilities", "construction", "services", "other",
)  # fmt: skip


def plan_facts(plan: Plan, region: Region) -> Facts:
    """Facts of a plan.

    Parameters
    ----------
    plan : Plan
        Of the region.
    region : Region
        The package, for names and groups.

    Returns
    -------
    dict
        Keys ``years path growth industries clusters steps research money loans prices stages
        pressures targets left_out skipped notes quality`` and the provenance of each block.
        Money in 1e8 CNY of base-year prices.
    """
    industries = _industries(plan)
    path = _path(plan, region, industries)
    blocks = plan.provenance
    whole = plan.rests_on or Provenance.combine(blocks[name] for name in sorted(blocks))
    return {
        "years": list(plan.years),
        "path": path,
        "growth": _growth(plan, path),
        "industries": sorted(
            (_grown(each, len(plan.years)) for each in industries),
            key=lambda each: (-(each["increase"] or 0.0), each["code"]),
        ),
        "clusters": _clusters(plan, region, industries),
        "steps": steps(plan, region),
        "research": research_facts(plan, region),
        "money": {**_money(plan), "provenance": rests_on(blocks.get("money", whole))},
        "loans": loan_facts(plan),
        "prices": _prices(plan, region),
        "stages": [
            {"name": pair(each), **picked(each, "best", "final", "given_up", "unit")}
            for each in plan.stages.to_dicts()
        ],
        "pressures": _pressures(plan),
        "targets": {each["target"]: _target(each) for each in plan.targets.to_dicts()},
        "left_out": _left_out(plan.left_out),
        "skipped": [
            {"analysis": said(part.part), "reason": said(part.reason), "tables": list(part.tables)}
            for part in plan.skipped
        ],
        "notes": [said(note) for note in plan.notes],
        "quality": {
            "gain": plain(plan.gain),
            "gap_of_gain": plain(plan.gap_of_gain),
            "passed": plan.audit.passed,
            "rows": plan.audit.rows,
            "columns": plan.audit.columns,
        },
        "provenance": rests_on(whole),
        "step_provenance": rests_on(blocks.get("projects", whole)),
        "pressure_provenance": rests_on(blocks.get("pressures", whole)),
    }  # fmt: skip


def _industries(plan: Plan) -> list[Facts]:
    """One record an industry with its years; value added of the base year at the plan's ratio."""
    found: dict[str, Facts] = {}
    for row in plan.what_to_grow.frame.sort("industry", "year").iter_rows(named=True):
        each = found.setdefault(
            row["industry"],
            {"code": row["industry"], "name": pair(row), "base_output": row["base_output"],
             "ratio": None, "output": [], "value_added": [], "usual": []},
        )  # fmt: skip
        each["output"].append(row["output"])
        each["value_added"].append(row["value_added"])
        each["usual"].append(row["business_as_usual"])
        if each["ratio"] is None and row["output"]:
            each["ratio"] = row["value_added"] / row["output"]
    return list(found.values())


def _rate(start: float | None, end: float | None, years: int) -> float | None:
    if not start or end is None or start <= 0 or end < 0:
        return None
    return plain((end / start) ** (1 / years) - 1)  # type: ignore[no-any-return]


def _base(each: Facts) -> float | None:
    return None if each["ratio"] is None else each["ratio"] * each["base_output"]


def _grown(each: Facts, years: int) -> Facts:
    start, end = _base(each), each["value_added"][-1]
    return {
        "code": each["code"],
        "name": each["name"],
        "start": plain(start),
        "end": plain(end),
        "increase": None if start is None else plain(end - start),
        "rate": _rate(each["base_output"], each["output"][-1], years),
        "usual_rate": _rate(each["base_output"], each["usual"][-1], years),
    }


def _path(plan: Plan, region: Region, industries: list[Facts]) -> Facts:
    """Value added by group from the base year on, and business as usual."""
    table = region.table("industries")
    group = dict(zip(table["industry"], table["group"], strict=True))
    sums = {name: [0.0] * (len(plan.years) + 1) for name in GROUPS}
    for each in industries:
        values = sums[group.get(each["code"]) or "other"]
        for n, value in enumerate([_base(each) or 0.0, *each["value_added"]]):
            values[n] += value
    summary = plan.summary.frame.sort("year")
    usual = summary["business_as_usual"].to_list()
    start = sum(values[0] for values in sums.values())
    known = all(value is not None for value in usual)
    return {
        "years": [plan.base_year, *plan.years],
        "groups": [
            {"group": name, "values": [plain(value) for value in sums[name]]}
            for name in GROUPS
            if any(sums[name])
        ],
        "total": [plain(start), *(plain(value) for value in summary["value_added"])],
        "usual": [plain(start), *(plain(value) for value in usual)] if known else None,
    }


def _growth(plan: Plan, path: Facts) -> Facts:
    years = len(plan.years)
    usual = path["usual"][-1] if path["usual"] else None
    start, end = path["total"][0], path["total"][-1]
    return {
        "start": start,
        "end": end,
        "rate": _rate(start, end, years),
        "usual_end": usual,
        "usual_rate": _rate(start, usual, years),
    }


def _clusters(plan: Plan, region: Region, industries: list[Facts]) -> list[Facts]:
    """Output by cluster, through the weights of the package."""
    if not region.has("crosswalk", "clusters"):
        return []
    clusters = {each["cluster"]: each for each in region.table("clusters").to_dicts()}
    by_code = {each["code"]: each for each in industries}
    sums: dict[str, list[float]] = {}
    for row in region.table("crosswalk").to_dicts():
        each, cluster = by_code.get(row["from_code"]), clusters.get(row["to_code"])
        if each and cluster and cluster["scheme"] == row["to_classification"]:
            ends = sums.setdefault(row["to_code"], [0.0, 0.0])
            ends[0] += row["weight"] * each["base_output"]
            ends[1] += row["weight"] * each["output"][-1]
    return [
        {
            "code": code,
            "name": pair(clusters[code]),
            "start": plain(start),
            "end": plain(end),
            "rate": _rate(start, end, len(plan.years)),
            "target": plain(clusters[code]["target_scale"]),
            "target_year": clusters[code]["target_year"],
        }
        for code, (start, end) in sorted(sums.items(), key=lambda item: (-item[1][1], item[0]))
        if end
    ]


def _money(plan: Plan) -> Facts:
    """Money by source and by use, one number a year of the plan."""
    rows = plan.money.to_dicts()
    at = {year: n for n, year in enumerate(plan.years)}
    sources: dict[str, list[float]] = {}
    uses: dict[str, list[float]] = {}
    for row in rows:
        for table, key in ((sources, row["fund"]), (uses, row["use"])):
            table.setdefault(key, [0.0] * len(at))[at[row["year"]]] += row["amount"]
    names = {row["fund"]: pair(row) for row in rows}
    available = {
        fund: sum(row["available"] for row in plan.funds.to_dicts() if row["fund"] == fund)
        for fund in sources
    }
    unnamed = {"en": "money of the plan, source open", "zh": "规划资金（来源未定）"}
    return {
        "sources": [
            {
                "code": fund,
                "name": (names[fund] if fund else unnamed),
                "values": [plain(value) for value in sources[fund]],
                "available": plain(available[fund]),
            }
            for fund in sorted(sources, key=lambda fund: (-sum(sources[fund]), fund))
        ],
        "uses": [
            {"use": use, "values": [plain(value) for value in uses[use]]}
            for use in USES
            if use in uses
        ],
        "total": plain(sum(row["amount"] for row in rows)),
    }


def _prices(plan: Plan, region: Region) -> list[Facts]:
    """For each scarce thing the year in which it is scarcest, with the limit behind it."""
    limits = {(each["kind"], each["code"], each["year"]): each for each in plan.limits.to_dicts()}
    best: dict[tuple[str, str], dict[str, Any]] = {}
    for each in plan.prices.to_dicts():
        key = (each["kind"], each["code"])
        if each["kind"] in PRICE_KINDS and each["price"] > best.get(key, {"price": 0.0})["price"]:
            best[key] = each
    found: list[Facts] = []
    for kind in PRICE_KINDS:
        rows = [row for (own, _), row in best.items() if own == kind]
        rows.sort(key=lambda row: (-row["price"], row["code"]))
        found += [
            {"kind": kind, "code": row["code"], "name": pair(row), "year": row["year"],
             "value": plain(row["price"]), "unit": row["unit"],
             "limit": _limit(limits.get((kind, row["code"], row["year"])), region)}
            for row in rows[: MOST_PRICES.get(kind)]
        ]  # fmt: skip
    return found


def _limit(limit: dict[str, Any] | None, region: Region) -> Facts | None:
    """How much of a limit is used, how far its price holds, and whose figure it is."""
    if limit is None:
        return None
    sources = [key for key in (limit["source"] or "").split(", ") if key]
    titles = dict(region.table("sources").select("source", "title").rows()) if sources else {}
    return {
        **picked(limit, "unit", "limit", "used", "share", "status", "published"),
        "down": _between(limit["limit"], limit["holds_from"]),
        "up": _between(limit["limit"], limit["holds_to"]),
        "range_known": limit["range_known"],
        "sources": [titles.get(key, key) for key in sources],
    }


def _between(limit: float, end: float | None) -> float | None:
    return None if end is None else plain(end - limit)


def _left_out(table: Table) -> list[Facts]:
    """What is outside the plan, gathered by reason."""
    found: dict[str, Facts] = {}
    for row in table.to_dicts():
        reason = pair(row, "reason")
        each = found.setdefault(reason["en"], {"reason": reason, "names": []})
        each["names"].append(pair(row))
    return list(found.values())


def _pressures(plan: Plan) -> list[Facts]:
    found: dict[str, Facts] = {}
    for row in plan.pressure.frame.sort("stressor", "year").iter_rows(named=True):
        each = found.setdefault(
            row["stressor"],
            {"code": row["stressor"], "name": pair(row), "unit": row["unit"], "values": [],
             "usual": [], "cap": []},
        )  # fmt: skip
        each["values"].append(plain(row["pressure"]))
        each["usual"].append(plain(row["business_as_usual"]))
        each["cap"].append(plain(row["cap"]))
    for each in found.values():
        for part in ("usual", "cap"):
            each[part] = each[part] if any(value is not None for value in each[part]) else []
    return list(found.values())


def _target(row: dict[str, Any]) -> Facts:
    return {
        "wanted": plain(row["wanted"]),
        "value": plain(row["value"]),
        "usual": plain(row["business_as_usual"]),
        "unit": row["unit"],
        "met": row["met"],
        "met_as_usual": row["met_as_usual"],
        "hard": row["hard"],
        "price": plain(row["price"]),
    }


def conflict_facts(problem: InfeasibleError, region: Region) -> Facts:
    """Facts of a plan that does not exist.

    Parameters
    ----------
    problem : InfeasibleError
        What contradicts what.
    region : Region
        The package, for names.

    Returns
    -------
    dict
        Keys ``problem remedy members``.
    """
    return {
        "problem": said(problem.problem),
        "remedy": said(problem.remedy),
        "members": [label(region, code) for code in problem.conflict],
    }
