"""What can be started: projects, and nodes of the chains that can be entered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from upriver.core.errors import UnitError
from upriver.core.units import convert
from upriver.data.places import places_inside
from upriver.planning.reading.chain_need import chain_need
from upriver.planning.reading.log import ReadingLog, absent
from upriver.planning.reading.resources import parameters
from upriver.planning.records import Candidate, PlanProject

if TYPE_CHECKING:
    from collections.abc import Mapping

    import xarray as xr

    from upriver.data.region import Region
    from upriver.planning.parts import CapacityInputs, NatureInputs
    from upriver.planning.settings import PlanSettings

CHAIN = "chain"


def _effect(row: dict[str, Any], wanted: str) -> float | None:
    """Effect in the wanted unit, which may be stated with or without "a year"."""
    for unit in (wanted, f"{wanted}/a"):
        try:
            return convert(row["effect"], row["effect_unit"], unit)
        except UnitError:
            continue
    return None


def parent_of(region: Region, codes: list[str]) -> dict[str, str]:
    """Industry of the plan that a code belongs to.

    Parameters
    ----------
    region : Region
        The data package.
    codes : list of str
        Industries of the plan.

    Returns
    -------
    dict of str to str
        Industries map to themselves, nodes of chains to their parent.
    """
    rows = region.table("industries")
    parent = dict(zip(rows["industry"], rows["parent"], strict=True))
    found = {code: code for code in codes}
    for code in rows["industry"]:
        step, seen = code, set()
        while step is not None and step not in found and step not in seen:
            seen.add(step)
            step = parent.get(step)
        if step in found:
            found[code] = found[step]
    return found


def read_projects(
    region: Region,
    codes: list[str],
    *,
    nature: NatureInputs | None,
    log: ReadingLog,
) -> tuple[PlanProject, ...]:
    """Read the projects that are not entries.

    Parameters
    ----------
    region : Region
        The data package.
    codes : list of str
        Industries of the plan.
    nature : NatureInputs, optional
        Units of the stressors.
    log : ReadingLog
        Takes notes and provenance.

    Returns
    -------
    tuple of PlanProject
        Those whose effect the plan can count; the others are noted with the reason.
    """
    if not region.has("projects"):
        return ()
    parents = parent_of(region, codes)
    presses = _own_pressures(region, nature)
    found: list[PlanProject] = []
    for row in region.table("projects").iter_rows(named=True):
        if row["kind"] == "entry":
            continue
        wanted, owner = _wanted_unit(row, nature)
        effect = _effect(row, wanted) if wanted else None
        node = row["industry"] or ""
        if effect is None or (row["kind"] == "capacity" and node not in parents):
            log.leave_out(
                row["project"],
                "project",
                f"its effect in {row['effect_unit']!r} cannot be counted in the plan"
                if node in parents or row["kind"] != "capacity"
                else f"its industry {node!r} is not part of the account",
                f"其效果（{row['effect_unit']}）无法计入规划"
                if node in parents or row["kind"] != "capacity"
                else f"其行业 {node!r} 不在账户中",
            )
            continue
        found.append(
            PlanProject(
                project=row["project"],
                kind=row["kind"],
                cost=row["cost"],
                effect=effect,
                lead_time=row["lead_time"],
                running_cost=row["running_cost"] or 0.0,
                industry=parents.get(node, "") if row["kind"] == "capacity" else "",
                stressor=owner,
                node=node if node and parents.get(node) != node else "",
                earliest=row["earliest"],
                latest=row["latest"],
                requires=row["requires"] or "",
                place=row["place"] or "",
                presses=presses.get(row["project"], {}),
            )
        )
    log.rest_on("projects", region, "projects", value="cost", by="project")
    return _with_known_prerequisites(found, log=log)


def _own_pressures(region: Region, nature: NatureInputs | None) -> dict[str, dict[str, float]]:
    """What projects take or press themselves, by stressor of the plan and in its unit."""
    found: dict[str, dict[str, float]] = {}
    if nature is None or not region.has("project_pressures"):
        return found
    rows = region.table("project_pressures").filter(pl.col("value").is_not_null())
    for row in rows.iter_rows(named=True):
        if row["stressor"] in nature.units:
            amount = convert(row["value"], row["unit"], nature.units[row["stressor"]])
            found.setdefault(row["project"], {})[row["stressor"]] = amount
    return found


def _wanted_unit(row: dict[str, Any], nature: NatureInputs | None) -> tuple[str, str]:
    if row["kind"] == "capacity":
        return "1e8 CNY", ""
    if row["kind"] == "route":
        return "1e4 t", ""
    stressor = row["stressor"] or ""
    units = nature.units if nature is not None else {}
    return units.get(stressor, ""), stressor


def _with_known_prerequisites(
    found: list[PlanProject], *, log: ReadingLog
) -> tuple[PlanProject, ...]:
    """Drop projects whose prerequisite is not in the plan, and those that need them."""
    kept = list(found)
    while True:
        known = {item.project for item in kept}
        lost = [item for item in kept if item.requires and item.requires not in known]
        if not lost:
            return tuple(kept)
        for item in lost:
            log.leave_out(
                item.project,
                "project",
                f"it requires {item.requires!r}, which is not in the plan",
                f"其前置项目 {item.requires!r} 不在规划中",
            )
        kept = [item for item in kept if item not in lost]


def read_candidates(
    region: Region,
    owner: Mapping[str, str],
    *,
    capacity: CapacityInputs | None,
    density: xr.DataArray | None,
    settings: PlanSettings,
    log: ReadingLog,
) -> tuple[Candidate, ...]:
    """Read the nodes without a local firm, and the projects that would open one.

    Parameters
    ----------
    region : Region
        The data package.
    owner : mapping of str to str
        Industry of the account by industry of the plan.
    capacity : CapacityInputs, optional
        Investment for one unit of output.
    density : DataArray (industry), optional
        Density of related industries around each industry in this place.
    settings : PlanSettings
        Choices of the planner.
    log : ReadingLog
        Takes notes and provenance.

    Returns
    -------
    tuple of Candidate
        In the order of the table ``industries``.

    Notes
    -----
    Relatedness is half the density of the parent industry, relative to the densest industry
    of the place, and half the share of a node's chain neighbours that have a local firm or
    are opened by the plan.
    """
    if _nodes_unknown(region, log):
        return ()
    parents = parent_of(region, list(owner))
    rows = region.table("industries").filter(pl.col("classification") == CHAIN)
    nodes = [code for code in rows["industry"] if code in parents]
    firms = region.table("firms")
    taken = set(firms.filter(pl.col("place").is_in(list(places_inside(region))))["industry"])
    opened_by = _entry_projects(region)
    wanted = [code for code in nodes if code not in taken]
    links = region.table("chain_links")
    around = _neighbours(links)
    chain = {**dict(links.select("industry_to", "chain").rows()),
             **dict(links.select("industry", "chain").rows())}  # fmt: skip
    if density is None and wanted:
        log.note(
            "Density of related industries is not known; "
            "relatedness of entries is that of the chain alone.",
            "缺少产业关联密度；进入的关联度仅按链上相邻环节计算。",
        )
    base = _relative(density, list(dict.fromkeys(owner.values())))
    scales, costs = parameters(region, "entry_scale"), parameters(region, "entry_cost")
    capital = parameters(region, "capital_per_output")
    need_of = chain_need(region)
    found = []
    for node in wanted:
        near = sorted(around.get(node, set()))
        chain_share = 0.5 if base is not None else 1.0
        start = chain_share * sum(code in taken for code in near) / max(len(near), 1)
        industry = parents[node]
        if base is not None:
            start += 0.5 * base[owner[industry]]
        row = opened_by.get(node)
        scale = scales.get(node, settings.entry_scale)
        if row is not None:
            effect = _effect(row, "1e8 CNY")
            scale = scale if effect is None else effect
        need = capital.get(node, _capital_of(industry, capacity))
        found.append(
            Candidate(
                candidate=row["project"] if row else node,
                node=node,
                industry=industry,
                chain=chain.get(node, ""),
                scale=scale,
                capital=row["cost"] if row else need * scale,
                barrier=costs.get(node, settings.entry_cost_share * scale),
                lead_time=row["lead_time"] if row else settings.entry_lead_time,
                relatedness=min(1.0, start),
                neighbours={code: chain_share / len(near) for code in near if code in set(wanted)},
                earliest=row["earliest"] if row else None,
                latest=row["latest"] if row else None,
                is_project=row is not None,
                need=need_of.get(node),
            )
        )
    _leave_out_idle(opened_by, wanted, log)
    if found:
        log.rest_on("candidates", region, "chain_links", value="share")
    return _by_own_code(found)


def _nodes_unknown(region: Region, log: ReadingLog) -> bool:
    """Whether the tables do not say which nodes there are and which have a local firm."""
    missing = [name for name in ("chain_links", "firms") if not region.has(name)]
    if missing:
        log.skip("Entry of nodes", "进入环节", reason=absent(*missing), tables=tuple(missing))
    return bool(missing)


def _entry_projects(region: Region) -> dict[str, dict[str, Any]]:
    """Projects that open a node, by node."""
    if not region.has("projects"):
        return {}
    entries = region.table("projects").filter(pl.col("kind") == "entry")
    return {row["industry"]: row for row in entries.iter_rows(named=True)}


def _leave_out_idle(
    opened_by: dict[str, dict[str, Any]], wanted: list[str], log: ReadingLog
) -> None:
    """Leave out projects whose node needs no opening."""
    for node, row in opened_by.items():
        if node not in wanted:
            log.leave_out(
                row["project"],
                "project",
                f"its node {node!r} already has a local firm or is unknown",
                f"其环节 {node!r} 已有本地企业或未知",
            )


def _capital_of(industry: str, capacity: CapacityInputs | None) -> float:
    """Investment for one unit of output of an industry; nothing when capacity is off."""
    if capacity is None:
        return 0.0
    return float(capacity.capital_per_output.sel(industry=industry))


def _neighbours(links: pl.DataFrame) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for seller, buyer in links.select("industry", "industry_to").rows():
        found.setdefault(seller, set()).add(buyer)
        found.setdefault(buyer, set()).add(seller)
    return found


def _relative(density: xr.DataArray | None, codes: list[str]) -> dict[str, float] | None:
    """Density of each industry relative to the densest one; unknown takes the mean."""
    if density is None:
        return None
    known = {
        str(code): float(value)
        for code, value in zip(density.coords["industry"].values, density.values, strict=True)
        if value == value  # noqa: PLR0124 - NaN is not equal to itself
    }
    top = max((known[code] for code in codes if code in known), default=0.0)
    if top <= 0:
        return None
    shares = {code: known[code] / top for code in codes if code in known}
    mean = sum(shares.values()) / len(shares)
    return {code: min(1.0, shares.get(code, mean)) for code in codes}


def _by_own_code(found: list[Candidate]) -> tuple[Candidate, ...]:
    """Name neighbours by the code of their candidate rather than their node."""
    code_of = {item.node: item.candidate for item in found}
    return tuple(
        Candidate(
            **{
                **{name: getattr(item, name) for name in item.__slots__},
                "neighbours": {code_of[node]: share for node, share in item.neighbours.items()},
            }
        )
        for item in found
    )
