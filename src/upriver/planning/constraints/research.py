"""Research tasks: what waits for what, what their results open, and how surely.

With ``W(r, n, t)`` equal to 1 once task ``r`` has started by ``t`` with ``n`` teams, ``d`` its
duration and ``P(r, n) = 1 - (1 - success)^n``:

``sum over n of W(r, n, t) <= 1`` · ``W(r, n, t) >= W(r, n, t-1)`` ·
``sum over n of W(r, n, t) <= sum over n of W(q, n, t - d(q))`` where ``r`` waits for ``q`` ·
``door(t) <= sum over n of W(q, n, t - d(q))`` where ``q`` opens the door ·
``sum of -log P(r, n) W(r, n, T) <= -log least_success + M (1 - door(T))`` over the tasks behind a
door, with ``M = max(0, sum of -log P(r, 1) + log least_success)``
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.planning.chances import race_chance, tasks_behind
from upriver.planning.timing import closed_windows, completed, outlays

if TYPE_CHECKING:
    from upriver.planning.forms import Form
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.program import Program
    from upriver.planning.settings import PlanSettings
    from upriver.planning.variables import Variables

SUCCESS = "research_success_"
SURE = 1e-4  # a risk below it counts as none; it would only widen the range of numbers


def begun(variables: Variables) -> Form:
    """Tasks that have started, with however many teams.

    Parameters
    ----------
    variables : Variables
        Decisions of the plan; its research part must be on.

    Returns
    -------
    Form (task, year)
        1 once a task has started.
    """
    assert variables.task_started is not None
    return variables.task_started.sum("teams")


def results(inputs: PlanInputs, *, variables: Variables) -> Form:
    """Tasks that are done.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan; it must hold tasks.
    variables : Variables
        Decisions of the plan.

    Returns
    -------
    Form (task, year)
        1 once a task is done.
    """
    response = completed(
        "task",
        [item.task for item in inputs.tasks],
        lead_times=[item.duration for item in inputs.tasks],
        years=inputs.years,
    )
    return (begun(variables).rename(year="year_to") * response).sum("year_to")


def team_costs(inputs: PlanInputs) -> xr.DataArray:
    """Spending on one team in each year for a start by each year.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan; it must hold tasks.

    Returns
    -------
    DataArray (task, year, year_to), 1e8 CNY
        See `upriver.planning.timing.outlays`.
    """
    return outlays(
        "task",
        [item.task for item in inputs.tasks],
        costs=[item.cost for item in inputs.tasks],
        lead_times=[item.duration for item in inputs.tasks],
        years=inputs.years,
    )


def _teams(inputs: PlanInputs) -> xr.DataArray:
    count = np.arange(1, max(item.teams for item in inputs.tasks) + 1)
    return xr.DataArray(count.astype(float), coords={"teams": count}, dims="teams")


def research_spending(inputs: PlanInputs, *, variables: Variables) -> Form:
    """What the teams at work cost.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan; it must hold tasks.
    variables : Variables
        Decisions of the plan.

    Returns
    -------
    Form (year), 1e8 CNY
        Cost of a team times the teams, spread over the duration.
    """
    assert variables.task_started is not None
    teams = variables.task_started.rename(year="year_to") * _teams(inputs)
    return (teams * team_costs(inputs)).sum(["task", "teams", "year_to"])


def research_people(inputs: PlanInputs, *, variables: Variables) -> Form | None:
    """People that the teams at work take.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan; its people part must be on.
    variables : Variables
        Decisions of the plan.

    Returns
    -------
    Form (occupation, year), 1e4 persons, or None
        None when no task takes people.
    """
    assert inputs.people is not None
    jobs = [str(code) for code in inputs.people.stock.coords["occupation"].values]
    busy = [item for item in inputs.tasks if item.duration > 0 and set(item.people) & set(jobs)]
    if not busy or variables.task_started is None:
        return None
    codes = [item.task for item in busy]
    need = xr.DataArray(
        [[item.people.get(job, 0.0) for job in jobs] for item in busy],
        coords={"task": codes, "occupation": jobs},
        dims=["task", "occupation"],
    )
    # A cost equal to the duration is spent at one a year: it says whether a team is at work.
    work = outlays(
        "task",
        codes,
        costs=[float(item.duration) for item in busy],
        lead_times=[item.duration for item in busy],
        years=inputs.years,
    )
    by_start = variables.task_started.sel(task=codes).rename(year="year_to")
    at_work = (by_start * _teams(inputs)).sum("teams") * work
    return (at_work.sum("year_to") * need).sum("task")


def doors(inputs: PlanInputs, *, variables: Variables) -> dict[str, Form]:
    """Candidates and projects that wait for research.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.
    variables : Variables
        Decisions of the plan.

    Returns
    -------
    dict of str to Form (year)
        "Opened by" or "started by", by code.
    """
    wanted = {door for item in inputs.tasks for door in item.opens}
    found: dict[str, Form] = {}
    for node in inputs.candidates:
        if node.candidate in wanted and variables.opened is not None:
            found[node.candidate] = variables.opened.sel(candidate=node.candidate)
    for project in inputs.projects:
        if project.project in wanted and variables.started is not None:
            found[project.project] = variables.started.sel(project=project.project)
    return found


def add_research(
    model: Program, inputs: PlanInputs, *, variables: Variables, settings: PlanSettings
) -> None:
    """Add the rules of research tasks.

    Parameters
    ----------
    model : Program
        The model being built.
    inputs : PlanInputs
        Data of the plan.
    variables : Variables
        Decisions of the plan.
    settings : PlanSettings
        Choices of the planner.

    Notes
    -----
    The number of teams is chosen at the start. A result that fails is not modelled year by
    year: the plan counts what a door brings in full once its chance reaches ``least_success``.
    """
    tried = variables.task_started
    if tried is None:
        return
    later = {"year": slice(1, None)}
    model.add_constraints(
        tried.isel(later) - tried.shift(year=1).isel(later) >= 0, name="research_stays"
    )
    under_way = begun(variables)
    if tried.columns.shape[1] > 1:
        # "Started by" only grows, so that the last year speaks for all of them.
        model.add_constraints(under_way.isel(year=-1) <= 1, name="research_once")
    window = closed_windows(
        "task", [(item.task, item.latest) for item in inputs.tasks], inputs.years
    )
    if window is not None:
        late = under_way.sel(task=window.coords["task"].values)
        model.add_constraints((late * window).sum("year") <= 0, name="research_latest")
    done = results(inputs, variables=variables)
    for item in inputs.tasks:
        if item.after:
            first = done.sel(task=list(item.after))
            model.add_constraints(
                under_way.sel(task=item.task) - first <= 0, name=f"research_waits_{item.task}"
            )
    for door, opened in doors(inputs, variables=variables).items():
        first = done.sel(task=[item.task for item in inputs.tasks if door in item.opens])
        model.add_constraints(opened - first <= 0, name=f"research_opens_{door}")
        _add_reliability(model, inputs, door, opened, variables=variables, settings=settings)


def _add_reliability(
    model: Program,
    inputs: PlanInputs,
    door: str,
    opened: Form,
    *,
    variables: Variables,
    settings: PlanSettings,
) -> None:
    """Add that a door stays shut unless all research behind it succeeds with the least chance."""
    if settings.least_success == 0:
        return
    assert variables.task_started is not None
    behind = tasks_behind(inputs.tasks, door)
    risk = risks(inputs).sel(task=behind)
    allowed = -log(settings.least_success)
    slack = max(0.0, float(risk.isel(teams=0).sum()) - allowed)
    if slack <= SURE:
        return
    at_end = variables.task_started.isel(year=-1).sel(task=behind)
    taken = (at_end * risk).sum(["task", "teams"])
    model.add_constraints(
        taken + opened.isel(year=-1) * slack <= allowed + slack, name=SUCCESS + door
    )


def risks(inputs: PlanInputs) -> xr.DataArray:
    """Risk of each task with each number of teams, such that risks add up along a chain.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan; it must hold tasks.

    Returns
    -------
    DataArray (task, teams)
        ``-log(1 - (1 - success)^teams)``; zero where success is as good as certain.
    """
    chance = chances(inputs)
    risk = -np.log(chance.values)
    return chance.copy(data=np.where(risk >= SURE, risk, 0.0))


def chances(inputs: PlanInputs) -> xr.DataArray:
    """Chance of each task with each number of teams.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan; it must hold tasks.

    Returns
    -------
    DataArray (task, teams)
        From 0 to 1.
    """
    count = _teams(inputs)
    return xr.DataArray(
        [
            [race_chance(item.success, int(number)) for number in count.values]
            for item in inputs.tasks
        ],
        coords={"task": [item.task for item in inputs.tasks], "teams": count.coords["teams"]},
        dims=["task", "teams"],
    )
