"""Research tasks: what may be put out, whom it takes, and what waits for its result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.planning.chances import race_chance, tasks_behind
from upriver.planning.reading.log import absent
from upriver.planning.records import ResearchTask

if TYPE_CHECKING:
    import polars as pl

    from upriver.data.region import Region
    from upriver.planning.parts import PeopleInputs
    from upriver.planning.reading.log import ReadingLog
    from upriver.planning.records import Candidate, PlanProject


def read_tasks(
    region: Region,
    *,
    candidates: tuple[Candidate, ...],
    projects: tuple[PlanProject, ...],
    people: PeopleInputs | None,
    least_success: float,
    log: ReadingLog,
) -> tuple[ResearchTask, ...]:
    """Read the research tasks with what they need and what waits for them.

    Parameters
    ----------
    region : Region
        The data package.
    candidates : tuple of Candidate
        What may be entered; nodes of the tables are named by their candidates.
    projects : tuple of PlanProject
        What may be started.
    people : PeopleInputs, optional
        Occupations of the plan.
    least_success : float
        Chance below which research opens nothing.
    log : ReadingLog
        Takes notes and provenance.

    Returns
    -------
    tuple of ResearchTask
        In the order of the table; empty without ``research_tasks``. What a task would unlock or
        need but the plan does not have is noted.
    """
    name = ("Research tasks", "研发任务")
    if not region.has("research_tasks"):
        log.skip(*name, reason=absent("research_tasks"), tables=("research_tasks",))
        return ()
    rows = region.table("research_tasks")
    known = set(rows["task"])
    after, opens = _unlocked(region, known, candidates=candidates, projects=projects, log=log)
    needs = _needs(region, people, log=log)
    found = tuple(
        ResearchTask(
            task=row["task"],
            cost=row["cost"],
            duration=row["duration"],
            success=row["success"],
            teams=row["teams"] or 1,
            value=row["value"] or 0.0,
            after=tuple(after.get(row["task"], ())),
            opens=tuple(opens.get(row["task"], ())),
            people=needs.get(row["task"], {}),
            earliest=row["earliest"],
            latest=row["latest"],
        )
        for row in rows.iter_rows(named=True)
    )
    log.rest_on("tasks", region, "research_tasks", value="cost")
    _note_unlikely(found, least_success, log=log)
    return found


def _unlocked(
    region: Region,
    known: set[str],
    *,
    candidates: tuple[Candidate, ...],
    projects: tuple[PlanProject, ...],
    log: ReadingLog,
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Tasks that each task waits for, and what each task opens."""
    after: dict[str, list[str]] = {}
    opens: dict[str, list[str]] = {}
    if not region.has("research_unlocks"):
        return after, opens
    doors = {item.project: item.project for item in projects}
    doors |= {item.node: item.candidate for item in candidates}
    doors |= {item.candidate: item.candidate for item in candidates}
    for row in region.table("research_unlocks").iter_rows(named=True):
        task, code = row["task"], row["code"]
        if row["kind"] == "task" and code in known:
            after.setdefault(code, []).append(task)
        elif row["kind"] != "task" and code in doors:
            if doors[code] not in opens.setdefault(task, []):
                opens[task].append(doors[code])
        else:
            log.note(
                f"Research task {region.label(task, 'en')} would unlock "
                f"{region.label(code, 'en')}, which is not for the plan to open.",
                f"研发任务“{region.label(task, 'zh')}”所解锁的“{region.label(code, 'zh')}”"
                "不在规划可开启之列。",
            )
    return after, opens


def _needs(
    region: Region, people: PeopleInputs | None, *, log: ReadingLog
) -> dict[str, dict[str, float]]:
    """People of one team by occupation, 1e4 persons."""
    if not region.has("research_needs"):
        return {}
    rows: pl.DataFrame = region.table("research_needs")
    jobs = set() if people is None else {str(code) for code in people.stock["occupation"].values}
    lost = sorted(set(rows["occupation"]) - jobs)
    if lost:
        log.note(
            f"Research tasks need {', '.join(lost)}, whose number the plan does not know; that "
            "need is not counted.",
            f"研发任务需要 {'、'.join(lost)}，规划中没有其人数，该项需求未计入。",
        )
    found: dict[str, dict[str, float]] = {}
    for row in rows.iter_rows(named=True):
        if row["occupation"] in jobs:
            found.setdefault(row["task"], {})[row["occupation"]] = row["need"] / 1e4
    return found


def _note_unlikely(tasks: tuple[ResearchTask, ...], least: float, *, log: ReadingLog) -> None:
    """Note what stays shut, however many teams there are."""
    for door in dict.fromkeys(door for item in tasks for door in item.opens):
        behind = set(tasks_behind(tasks, door))
        chance = 1.0
        for item in tasks:
            if item.task in behind:
                chance *= race_chance(item.success, item.teams)
        if chance < least:
            log.note(
                f"The research behind {door} succeeds with {chance:.0%} at best, below the "
                f"setting least_success of {least:.0%}; it stays shut.",
                f"{door} 所依赖的研发任务成功概率最高为 {chance:.0%}，"
                f"低于设置 least_success（{least:.0%}），因此不予开启。",
            )
