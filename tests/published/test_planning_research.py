"""Precedence and people of the plan's research tasks: PSPLIB instance j301_1 ends at 43.

Kolisch, R. and Sprecher, A. (1997), PSPLIB: a project scheduling problem library, European
Journal of Operational Research 96(1), 205-216; best makespan 43. The periods of the instance are
years of a plan, its resources occupations, and only the last task has a value.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from planning_toy import BARE, over, textbook
from shared_data import SHARED, needs_shared
from upriver.planning import solve_plan
from upriver.planning.parts import PeopleInputs
from upriver.planning.records import ResearchTask

if TYPE_CHECKING:
    from upriver.planning.inputs import PlanInputs

MAKESPAN, PATH = 43, 38
UNIT = 0.01  # people of one unit of a resource, so that they stay small beside the economy


def _section(lines: list[str], name: str, *, skip: int) -> list[list[int]]:
    """Rows of numbers below a heading."""
    first = next(at for at, line in enumerate(lines) if line.startswith(name)) + skip
    rows = []
    for line in lines[first:]:
        if line.startswith("*"):
            break
        rows.append([int(part) for part in line.split()])
    return rows


def _windows(
    length: dict[int, int], later: dict[int, list[int]], horizon: int
) -> dict[int, tuple[int, int]]:
    """Earliest and latest start of each task by the order alone; tasks are numbered in order."""
    head = dict.fromkeys(length, 0)
    for task in sorted(length):
        for other in later[task]:
            head[other] = max(head[other], head[task] + length[task])
    tail = dict.fromkeys(length, horizon)
    for task in sorted(length, reverse=True):
        tail[task] = min([horizon, *(tail[other] for other in later[task])]) - length[task]
    return {task: (head[task], tail[task]) for task in length}


def instance(periods: int) -> PlanInputs:
    """The instance as a plan of so many years and one more, at whose beginning all is done."""
    path = SHARED / "data" / "planning" / "rcpsp" / "j301_1.sm"
    lines = path.read_text(encoding="ascii").splitlines()
    asked = {row[0]: row[2:] for row in _section(lines, "REQUESTS", skip=3)}
    later = {row[0]: row[3:] for row in _section(lines, "PRECEDENCE", skip=2)}
    (room,) = _section(lines, "RESOURCEAVAILABILITIES", skip=2)
    years = tuple(range(2024, 2024 + periods + 1))
    jobs = ["R1", "R2", "R3", "R4"]
    flat = np.zeros((4, len(years)))
    people = PeopleInputs(
        stock=over(UNIT * np.array(room), occupation=jobs),
        arrivals=over(flat, occupation=jobs, year=list(years)),
        attrition=over(flat, occupation=jobs, year=list(years)),
        recruit_limit=over(flat, occupation=jobs, year=list(years)),
        recruit_cost=over(np.zeros(4), occupation=jobs),
        need=over(np.zeros((2, 4)), industry=["1", "2"], occupation=jobs),
    )
    windows = _windows({task: row[0] for task, row in asked.items()}, later, periods)
    last = max(asked)
    tasks = tuple(
        ResearchTask(
            str(task), 0.0, row[0], 1.0, value=1000.0 if task == last else 0.0,
            after=tuple(str(first) for first, others in later.items() if task in others),
            people={job: UNIT * need for job, need in zip(jobs, row[1:], strict=True)},
            earliest=years[windows[task][0]], latest=years[windows[task][1]],
        )
        for task, row in asked.items()
    )  # fmt: skip
    return replace(textbook(years=years), people=people, tasks=tasks)


def done(inputs: PlanInputs) -> bool:
    """Whether the last task is done; the order of all that start is looked at too."""
    settings = BARE.model_copy(update={"last_year": inputs.years[-1]})
    value = solve_plan(inputs, settings).solution.value("task_started").sum("teams") > 0.5
    length = {item.task: item.duration for item in inputs.tasks}
    start = {code: int(path.argmax()) for code, path in zip(length, value.values, strict=True)
             if path.any()}  # fmt: skip
    for item in inputs.tasks:
        for first in item.after if item.task in start else ():
            assert start[item.task] >= start[first] + length[first]
    return inputs.tasks[-1].task in start


@pytest.mark.shared
@needs_shared
def test_forty_three_periods_are_enough() -> None:
    assert done(instance(MAKESPAN))


@pytest.mark.shared
@needs_shared
def test_forty_two_are_not() -> None:
    assert not done(instance(MAKESPAN - 1))


@pytest.mark.shared
@needs_shared
def test_it_is_the_people_who_are_scarce() -> None:
    """The critical path of 38 would do if there were enough of them."""
    assert done(replace(instance(PATH), people=None))
    assert not done(instance(PATH))
