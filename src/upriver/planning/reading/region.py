"""All blocks of a region's tables together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from upriver.core.errors import DataError
from upriver.core.message import Message
from upriver.planning.faults import refuse_errors
from upriver.planning.inputs import PlanInputs
from upriver.planning.reading.activities import (
    divided_capacity,
    divided_economy,
    divided_nature,
    divided_people,
    read_division,
)
from upriver.planning.reading.economy import read_economy
from upriver.planning.reading.limits import limit_sources
from upriver.planning.reading.log import ReadingLog
from upriver.planning.reading.own_rules import read_own_rules
from upriver.planning.reading.research import read_tasks
from upriver.planning.reading.resources import read_capacity, read_money, read_people
from upriver.planning.reading.retraining import with_attraction, with_retraining
from upriver.planning.reading.surroundings import read_air, read_nature
from upriver.planning.reading.table_findings import table_findings
from upriver.planning.reading.targets import read_targets
from upriver.planning.reading.undertakings import read_candidates, read_projects

if TYPE_CHECKING:
    import xarray as xr

    from upriver.data.region import Region
    from upriver.planning.settings import PlanSettings

NAMED = (
    "industries", "funds", "occupations", "stressors", "projects", "chains", "places", "rules",
    "research_tasks",
)  # fmt: skip


def plan_years(region: Region, settings: PlanSettings) -> tuple[int, ...]:
    """Years of the plan.

    Parameters
    ----------
    region : Region
        The data package.
    settings : PlanSettings
        Choices of the planner.

    Returns
    -------
    tuple of int
        From the year after the base year, or ``first_year``, to ``last_year``.

    Raises
    ------
    DataError
        If the last year is not after the base year.
    """
    first = settings.first_year or region.base_year + 1
    if settings.last_year < first:
        raise DataError(
            Message(
                f"The plan begins in {first}, but last_year is {settings.last_year}.",
                f"规划末年应不早于首年 {first}，实际为 {settings.last_year}。",
            ),
            Message("Choose a later last_year.", "请调大 last_year。"),
        )
    return tuple(range(first, settings.last_year + 1))


def read_inputs(
    region: Region, settings: PlanSettings, *, density: xr.DataArray | None = None
) -> PlanInputs:
    """Read everything the model is built from.

    Parameters
    ----------
    region : Region
        The data package.
    settings : PlanSettings
        Choices of the planner.
    density : DataArray (industry), optional
        Density of related industries around each industry in this place, 0 to 1.

    Returns
    -------
    PlanInputs
        Parts without data are off and say why.

    Raises
    ------
    DataError
        If the tables hold what no plan can be made from, all of it listed; or if the account of
        the base year is absent, does not balance, the years do not fit, or activities do not fit
        their industry.
    """
    log = ReadingLog()
    for finding in refuse_errors(table_findings(region)):
        log.note(finding.render("en"), finding.render("zh"))
    years = plan_years(region, settings)
    economy = read_economy(region, years, settings=settings, log=log)
    codes = [str(code) for code in economy.output.coords["industry"].values]
    division = read_division(region, codes, log=log)
    parts = divided_economy(economy, division)
    capacity = divided_capacity(read_capacity(region, codes, log=log), division)
    nature = read_nature(region, codes, years, economy=economy, log=log)
    nature = divided_nature(nature, division, region, parts=parts)
    people = read_people(region, codes, years, output=economy.output, log=log)
    people = divided_people(people, division, whole=economy, parts=parts)
    people = with_retraining(region, people, log=log)
    projects = read_projects(region, division.codes, nature=nature, log=log)
    inputs = PlanInputs(
        region=region.code,
        base_year=region.base_year,
        years=years,
        economy=parts,
        capacity=capacity,
        money=read_money(region, years, log=log),
        people=people,
        air=read_air(region, codes, economy=economy, log=log),
        nature=nature,
        projects=with_attraction(region, projects, people=people, log=log),
        candidates=read_candidates(
            region, division.owner, capacity=capacity, density=density, settings=settings, log=log
        ),
        rules=read_own_rules(region, log=log),
        labels=_labels(region),
        fingerprint=region.fingerprint,
    )
    tasks = read_tasks(
        region,
        candidates=inputs.candidates,
        projects=inputs.projects,
        people=inputs.people,
        least_success=settings.least_success,
        log=log,
    )
    inputs = replace(inputs, targets=read_targets(region, inputs, settings=settings, log=log))
    return replace(
        inputs,
        tasks=tasks,
        limit_sources=limit_sources(region, inputs),
        left_out=tuple(log.left_out),
        skipped=tuple(log.skipped),
        notes=tuple(log.notes),
        provenance=log.provenance,
    )


def _labels(region: Region) -> dict[str, Message]:
    labels: dict[str, Message] = {}
    for table in NAMED:
        if region.has(table):
            rows = region.table(table)
            for code, en, zh in rows.select(rows.columns[0], "name_en", "name_zh").rows():
                labels.setdefault(code, Message(en, zh))
    if region.has("targets", "indicators"):
        named = {
            code: Message(en, zh)
            for code, en, zh in region.table("indicators")
            .select("indicator", "name_en", "name_zh")
            .rows()
        }
        for target, indicator in region.table("targets").select("target", "indicator").rows():
            labels.setdefault(target, named.get(indicator, Message(target, target)))
    return labels
