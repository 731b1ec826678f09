"""What to research, and what its results open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from upriver.planning.chances import chain_chance, race_chance, tasks_behind
from upriver.planning.constraints.research import team_costs
from upriver.planning.tables.values import Values, named, number_columns, text_columns, to_table

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.core.frames import Table
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.planner import Solved

    Floats = npt.NDArray[np.float64]

MONEY = "1e8 CNY"


def _tried(solved: Solved) -> Floats:
    """Tasks started by each year, by number of teams; no rows when there are none."""
    found = Values(solved.inputs, solved.solution).get("task_started", "task", "teams", "year")
    return np.zeros((0, 1, len(solved.inputs.years))) if found is None else found


def _at_work(inputs: PlanInputs, tried: Floats) -> dict[str, int]:
    """Number of teams of each task that starts within the plan, wholly or for the most part."""
    return {
        item.task: int(path[:, -1].argmax()) + 1
        for item, path in zip(inputs.tasks, tried, strict=True)
        if path[:, -1].sum() > 0.5
    }


def research_table(solved: Solved) -> Table:
    """What to research: every task, when, and with how many teams.

    Parameters
    ----------
    solved : Solved
        A plan.

    Returns
    -------
    Table
        Columns task, name_en, name_zh, started, year, finished (year of the result, which may
        lie after the plan), teams, share (of the decision, below one only when decisions may be
        partial), cost (of all teams), spent (within the plan), success (chance that one of the
        teams succeeds), chain_success (times the chance of all that it waits for), value,
        expected (value times chain_success; not discounted), behind (number of tasks it waits
        for, directly or not). Chances are missing for tasks that do not start.
    """
    inputs, tried = solved.inputs, _tried(solved)
    teams = _at_work(inputs, tried)
    spent = _spent(inputs, tried)
    rows: list[dict[str, Any]] = []
    for row, item in enumerate(inputs.tasks):
        number = teams.get(item.task)
        year = None
        if number is not None:
            year = inputs.years[int(np.argmax(tried[row].sum(axis=0) > 0.5))]
        chain = chain_chance(inputs.tasks, item.task, teams=teams) if number else None
        rows.append(
            {
                "task": item.task,
                **named(inputs, item.task),
                "started": number is not None,
                "year": year,
                "finished": None if year is None else year + item.duration,
                "teams": number,
                "share": tried[row, :, -1].sum(),
                "cost": item.cost * (number or 1),
                "spent": spent[row].sum(),
                "success": race_chance(item.success, number) if number else None,
                "chain_success": chain,
                "value": item.value,
                "expected": None if chain is None else item.value * chain,
                "behind": len(tasks_behind(inputs.tasks, item.task)) - 1,
            }
        )
    schema = text_columns("task", "name_en", "name_zh")
    schema |= {"started": pl.Boolean} | dict.fromkeys(("year", "finished", "teams"), pl.Int64)
    money, ratios = ("cost", "spent", "value", "expected"), ("share", "success", "chain_success")
    schema |= number_columns("share", "cost", "spent", "success", "chain_success")
    schema |= {"value": pl.Float64, "expected": pl.Float64, "behind": pl.Int64}
    return to_table(rows, schema, dict.fromkeys(money, MONEY) | dict.fromkeys(ratios, "ratio"))


def _spent(inputs: PlanInputs, tried: Floats) -> Floats:
    """Spending on each task in each year."""
    if not inputs.tasks:
        return np.zeros((0, len(inputs.years)))
    cost = team_costs(inputs).transpose("task", "year", "year_to").values
    number = np.arange(1, tried.shape[1] + 1)
    spent: Floats = np.einsum("ryt,rnt,n->ry", cost, tried, number)
    return spent


def team_people(solved: Solved) -> Floats:
    """People that the teams at work take.

    Parameters
    ----------
    solved : Solved
        A plan; its people part must be on.

    Returns
    -------
    ndarray (occupation, year), 1e4 persons
        Zeros without research tasks.
    """
    inputs, tried = solved.inputs, _tried(solved)
    assert inputs.people is not None
    jobs = [str(code) for code in inputs.people.stock.coords["occupation"].values]
    taken = np.zeros((len(jobs), len(inputs.years)))
    for item, path in zip(inputs.tasks, tried, strict=True):
        by_year = np.arange(1, len(path) + 1) @ path  # teams that have started by each year
        gone = np.concatenate([np.zeros(item.duration), by_year])[: len(by_year)]
        need = np.array([item.people.get(job, 0.0) for job in jobs])
        taken += np.outer(need, by_year - gone)
    return taken


def unlocked_table(solved: Solved) -> Table:
    """What waits for research: every such entry and project, with its chance.

    Parameters
    ----------
    solved : Solved
        A plan.

    Returns
    -------
    Table
        Columns code, kind (entry, project), name_en, name_zh, tasks (number of tasks that must
        all succeed), opened, year, success (chance that they all do, with the teams of the
        plan; missing unless all of them start).
    """
    inputs, tried = solved.inputs, _tried(solved)
    teams, plan = _at_work(inputs, tried), Values(inputs, solved.solution)
    waiting = {door for item in inputs.tasks for door in item.opens}
    opened = plan.get("opened", "candidate", "year")
    kinds = [
        ("entry", [(item.candidate, item.node) for item in inputs.candidates], opened),
        ("project", [(item.project, item.project) for item in inputs.projects], plan.started()),
    ]
    rows: list[dict[str, Any]] = []
    for kind, items, paths in kinds:
        for row, (code, label) in enumerate(items):
            if code not in waiting or paths is None:
                continue
            begun = np.flatnonzero(paths[row] > 0.5)
            rows.append(
                {
                    "code": code,
                    "kind": kind,
                    **named(inputs, label),
                    "tasks": len(tasks_behind(inputs.tasks, code)),
                    "opened": bool(len(begun)),
                    "year": inputs.years[int(begun[0])] if len(begun) else None,
                    "success": chain_chance(inputs.tasks, code, teams=teams),
                }
            )
    schema = text_columns("code", "kind", "name_en", "name_zh")
    schema |= {"tasks": pl.Int64, "opened": pl.Boolean, "year": pl.Int64, "success": pl.Float64}
    return to_table(rows, schema, {"success": "ratio"})
