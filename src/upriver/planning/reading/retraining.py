"""How people may change their occupation, and which projects draw more of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl
import xarray as xr

from upriver.planning.reading.log import absent

if TYPE_CHECKING:
    from upriver.data.region import Region
    from upriver.planning.parts import PeopleInputs
    from upriver.planning.reading.log import ReadingLog
    from upriver.planning.records import PlanProject


def with_retraining(
    region: Region, people: PeopleInputs | None, *, log: ReadingLog
) -> PeopleInputs | None:
    """Add what the table ``retraining`` allows.

    Parameters
    ----------
    region : Region
        The data package.
    people : PeopleInputs, optional
        People of the plan; without them there is nothing to add.
    log : ReadingLog
        Takes notes and provenance.

    Returns
    -------
    PeopleInputs or None
        The same people without the table. Rows from an occupation to itself, or with one that
        the plan does not have, are noted and left.
    """
    if people is None:
        return None
    if not region.has("retraining"):
        log.skip("Retraining", "转岗培训", reason=absent("retraining"), tables=("retraining",))
        return people
    jobs = [str(code) for code in people.stock.coords["occupation"].values]
    rows = region.table("retraining")
    known = rows.filter(
        pl.col("occupation").is_in(jobs)
        & pl.col("occupation_to").is_in(jobs)
        & (pl.col("occupation") != pl.col("occupation_to"))
    )
    if known.height < rows.height:
        log.note(
            f"{rows.height - known.height} row(s) of retraining lead from an occupation to itself "
            "or name one that the plan does not have; they are not counted.",
            f"retraining 有 {rows.height - known.height} 行指向同一职业或涉及规划中没有的职业，"
            "未计入。",
        )
    if known.is_empty():
        return people
    labels = {"occupation": jobs, "occupation_to": jobs}
    figures = {}
    for column in ("limit", "cost"):
        dims = ("occupation", "occupation_to")
        figures[column] = xr.DataArray([[0.0] * len(jobs) for _ in jobs], coords=labels, dims=dims)
        for row in known.iter_rows(named=True):
            figures[column].loc[{dim: row[dim] for dim in dims}] = row[column]
    log.rest_on("retraining", region, "retraining", value="limit")
    return replace(people, retrain_limit=figures["limit"] / 1e4, retrain_cost=figures["cost"])


def with_attraction(
    region: Region,
    projects: tuple[PlanProject, ...],
    *,
    people: PeopleInputs | None,
    log: ReadingLog,
) -> tuple[PlanProject, ...]:
    """Add how many more may be recruited once each project works.

    Parameters
    ----------
    region : Region
        The data package.
    projects : tuple of PlanProject
        Projects of the plan.
    people : PeopleInputs, optional
        People of the plan.
    log : ReadingLog
        Takes notes and provenance.

    Returns
    -------
    tuple of PlanProject
        The same projects without the table. Rows with a project or an occupation that the plan
        does not have are noted and left.
    """
    if people is None or not region.has("attraction"):
        return projects
    jobs = {str(code) for code in people.stock.coords["occupation"].values}
    codes = {item.project for item in projects}
    drawn: dict[str, dict[str, float]] = {}
    for row in region.table("attraction").iter_rows(named=True):
        if row["project"] in codes and row["occupation"] in jobs:
            drawn.setdefault(row["project"], {})[row["occupation"]] = row["recruits"] / 1e4
        else:
            log.note(
                f"Project {row['project']} would draw {row['occupation']}, but the plan does not "
                "have both; that is not counted.",
                f"项目 {row['project']} 吸引 {row['occupation']}，但规划中二者未同时存在，未计入。",
            )
    log.rest_on("attraction", region, "attraction", value="recruits")
    return tuple(replace(item, attracts=drawn.get(item.project, {})) for item in projects)
