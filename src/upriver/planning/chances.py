"""How likely research succeeds: one task with several teams, and all tasks behind a door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.core.errors import DataError
from upriver.core.findings import Finding
from upriver.core.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from upriver.planning.records import ResearchTask


def race_chance(success: float, teams: int) -> float:
    """Chance that at least one of several independent teams succeeds.

    ``P = 1 - (1 - success)^teams``

    Parameters
    ----------
    success : float
        Chance of one team, 0 to 1.
    teams : int
        Number of teams that work side by side.

    Returns
    -------
    float
        From 0 to 1.

    References
    ----------
    Nelson, R. R. (1961). Uncertainty, learning, and the economics of parallel research and
    development efforts. Review of Economics and Statistics 43(4), 351-364.

    Examples
    --------
    >>> race_chance(0.5, 3)
    0.875
    """
    return 1.0 - (1.0 - success) ** teams


def tasks_behind(tasks: Iterable[ResearchTask], door: str) -> list[str]:
    """Tasks that must all succeed before something opens.

    Parameters
    ----------
    tasks : iterable of ResearchTask
        All tasks of the plan.
    door : str
        Code of a candidate, a project or a task.

    Returns
    -------
    list of str
        In the order of the tasks; for a task, it and all that it waits for. Each task stands
        once, by however many ways it is needed.
    """
    items = {item.task: item for item in tasks}
    waiting = [door] if door in items else []
    waiting += [code for code, item in items.items() if door in item.opens]
    found: set[str] = set()
    while waiting:
        code = waiting.pop()
        if code not in found:
            found.add(code)
            waiting += items[code].after
    return [code for code in items if code in found]


def chain_chance(
    tasks: Iterable[ResearchTask], door: str, *, teams: Mapping[str, int]
) -> float | None:
    """Chance that all research behind a door succeeds.

    Parameters
    ----------
    tasks : iterable of ResearchTask
        All tasks of the plan.
    door : str
        Code of a candidate, a project or a task.
    teams : mapping of str to int
        Teams at work on each task that runs.

    Returns
    -------
    float or None
        Product over the tasks behind the door; 1 when there are none, None when one of them
        does not run.
    """
    items = tuple(tasks)
    behind = set(tasks_behind(items, door))
    chance = 1.0
    for item in items:
        if item.task in behind:
            if item.task not in teams:
                return None
            chance *= race_chance(item.success, teams[item.task])
    return chance


def require_sound_tasks(tasks: Iterable[ResearchTask], *, doors: Iterable[str]) -> None:
    """Refuse tasks that no plan can hold.

    Parameters
    ----------
    tasks : iterable of ResearchTask
        All tasks of the plan.
    doors : iterable of str
        Codes of candidates and projects of the plan.

    Raises
    ------
    DataError
        If a code stands twice, a figure is out of its range, a task waits for or opens what is
        not there, or tasks wait for one another in a circle; the circle is named.
    """
    faults = tuple(_task_faults(tuple(tasks), set(doors)))
    if len(faults) == 1:
        raise DataError(faults[0].problem, faults[0].remedy)
    if faults:
        raise DataError(
            Message(
                f"The research tasks have {len(faults)} faults.",
                f"研发任务共有 {len(faults)} 处错误。",
            ),
            Message("Correct them:", "请逐一改正："),
            findings=faults,
        )


def _task_faults(items: tuple[ResearchTask, ...], open_to: set[str]) -> Iterator[Finding]:
    """Everything that is wrong with the tasks."""
    known = [item.task for item in items]
    for item in items:
        wrong = [
            (known.count(item.task) > 1, "its code stands twice", "代码重复"),
            (not 0 < item.success <= 1, "success must be above 0 and at most 1",
             "成功概率应大于 0 且不超过 1"),
            (item.duration < 0 or item.teams < 1 or not item.cost >= 0,
             "duration and cost must not be negative, teams at least 1",
             "工期与费用不得为负，队数至少为 1"),
            (not set(item.after) <= set(known), "it waits for a task that is not in the plan",
             "它等待的任务不在规划中"),
            (not set(item.opens) <= open_to, "it opens what is not in the plan",
             "它开启的对象不在规划中"),
        ]  # fmt: skip
        for holds, en, zh in wrong:
            if holds:
                yield Finding(
                    "research-task", "error",
                    Message(f"Research task {item.task}: {en}.", f"研发任务 {item.task}：{zh}。"),
                    Message("Correct the task.", "请更正该任务。"),
                    table=f"tasks[{item.task}]", value=item.task,
                )  # fmt: skip
    ring = circle_of({item.task: item.after for item in items})
    if ring:
        told = " → ".join([*ring, ring[0]])
        yield Finding(
            "research-circle", "error",
            Message(f"Research tasks wait for one another in a circle: {told}.",
                    f"研发任务互相等待成环：{told}。"),
            Message("Take one of these links away.", "请去掉其中一条先后关系。"),
            table=f"tasks[{ring[0]}]", column="after", value=ring[0],
        )  # fmt: skip


def circle_of(waits_for: Mapping[str, Iterable[str]]) -> list[str]:
    """Find codes that wait for one another in a circle.

    Parameters
    ----------
    waits_for : mapping of str to iterable of str
        What each code waits for; codes that are no keys wait for nothing.

    Returns
    -------
    list of str
        One circle, each code in front of one that waits for it; empty when there is none.

    Examples
    --------
    >>> circle_of({"a": ["b"], "b": ["c"], "c": ["b"]})
    ['c', 'b']
    """
    left = {code: set(others) & set(waits_for) for code, others in waits_for.items()}
    free = [code for code, others in left.items() if not others]
    later: dict[str, list[str]] = {}
    for code, others in left.items():
        for other in others:
            later.setdefault(other, []).append(code)
    while free:
        done = free.pop()
        del left[done]
        for code in later.get(done, ()):
            left[code].discard(done)
            if not left[code]:
                free.append(code)
    path: list[str] = []
    while left:
        code = min(left[path[-1]]) if path else next(iter(left))
        if code in path:
            return path[path.index(code) :][::-1]
        path.append(code)
    return []
