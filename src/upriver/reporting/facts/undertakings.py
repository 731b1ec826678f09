"""What the plan starts: nodes it enters, tasks it puts out and projects it funds, by year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from upriver.reporting.facts.plain import Facts, label, pair, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from upriver.data.region import Region
    from upriver.planning.result import Plan

KINDS = ("entry", "research", "capacity", "route", "abatement")


def steps(plan: Plan, region: Region) -> list[Facts]:
    """Entries, research tasks and projects that the plan starts.

    Parameters
    ----------
    plan : Plan
        Of the region.
    region : Region
        The package, for names and lead times.

    Returns
    -------
    list of dict
        Keys ``code name kind start ready cost effect unit where``; by kind, the most costly
        first. Cost in 1e8 CNY. The effect of a task is the chance that it and all that it waits
        for succeed.
    """
    projects = (
        {each["project"]: each for each in region.table("projects").to_dicts()}
        if region.has("projects")
        else {}
    )
    found = [
        _entry(row, plan, region, projects)
        for row in plan.what_to_enter.to_dicts()
        if row["opened"] and row["year"] is not None
    ]
    found += [
        {
            "code": row["task"],
            "name": pair(row),
            "kind": "research",
            "start": row["year"],
            "ready": row["finished"],
            "cost": plain(row["spent"]),
            "effect": plain(row["chain_success"]),
            "unit": "ratio",
            "where": None,
        }
        for row in plan.what_to_research.to_dicts()
        if row["started"] and row["year"] is not None
    ]
    found += [
        {
            "code": row["project"],
            "name": pair(row),
            "kind": row["kind"],
            "start": row["year"],
            "ready": row["finished"] or row["year"],
            "cost": plain(row["spent"]),
            "effect": plain(row["effect"]),
            "unit": row["effect_unit"],
            "where": label(region, row["place"]) if row["place"] else None,
        }
        for row in plan.projects.to_dicts()
        if row["started"] and row["year"] is not None
    ]
    return sorted(
        found, key=lambda each: (KINDS.index(each["kind"]), -(each["cost"] or 0.0), each["code"])
    )


def _entry(
    row: Mapping[str, Any], plan: Plan, region: Region, projects: Mapping[str, Any]
) -> Facts:
    project = projects.get(row["candidate"])
    wait = project["lead_time"] if project else plan.settings.entry_lead_time
    place = project["place"] if project else None
    chain = row["chain"]
    return {
        "code": row["candidate"],
        "name": pair(row),
        "kind": "entry",
        "start": row["year"],
        "ready": row["year"] + wait,
        "cost": plain((row["barrier"] or 0.0) + (row["investment"] or 0.0)),
        "effect": plain(row["scale"]),
        "unit": "1e8 CNY",
        "where": label(region, place or chain) if place or chain else None,
    }


def opened_services(plan: Plan, region: Region) -> dict[str, int]:
    """Air services that the plan opens, and the year of the first flight.

    Parameters
    ----------
    plan : Plan
        Of the region.
    region : Region
        The package, for the service of each project.

    Returns
    -------
    dict of str to int
        By service.
    """
    if not region.has("projects"):
        return {}
    table = region.table("projects")
    service = dict(zip(table["project"], table["service"], strict=True))
    return {
        service[row["project"]]: row["finished"] or row["year"]
        for row in plan.projects.to_dicts()
        if row["kind"] == "route" and row["started"] and row["year"] is not None
        and service.get(row["project"])
    }  # fmt: skip
