"""Where the research tasks of a place are done when the place is cut into parts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from upriver.planning.records import ResearchTask


def task_homes(
    tasks: Sequence[ResearchTask], placed: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """Parts in which each task is done: where it is placed, and where something waits for it.

    Parameters
    ----------
    tasks : sequence of ResearchTask
        Tasks of the whole.
    placed : mapping of str to str
        Part by project, candidate or task.

    Returns
    -------
    dict of str to tuple of str
        By task, in the order of the codes of the parts; empty where nothing that is placed waits
        for it.
    """
    direct = {
        item.task: {placed[code] for code in (item.task, *item.opens) if code in placed}
        for item in tasks
    }
    before = {item.task: item.after for item in tasks}
    found: dict[str, set[str]] = {code: set() for code in direct}
    for code, parts in direct.items():
        waiting, seen = [code], set()
        while waiting:
            one = waiting.pop()
            if one in found and one not in seen:
                seen.add(one)
                found[one] |= parts
                waiting += before[one]
    return {code: tuple(sorted(parts)) for code, parts in found.items()}


def tasks_at(
    name: str,
    tasks: Sequence[ResearchTask],
    *,
    homes: Mapping[str, tuple[str, ...]],
    placed: Mapping[str, str],
) -> tuple[ResearchTask, ...]:
    """Tasks of one part, which open what stands there.

    Parameters
    ----------
    name : str
        The part.
    tasks : sequence of ResearchTask
        Tasks of the whole.
    homes : mapping of str to tuple of str
        What `task_homes` returns.
    placed : mapping of str to str
        Part by project, candidate or task.

    Returns
    -------
    tuple of ResearchTask
        A task that is done in several parts has its value in the first of them alone.
    """
    return tuple(
        replace(
            item,
            opens=tuple(code for code in item.opens if placed.get(code) == name),
            value=item.value if homes[item.task][0] == name else 0.0,
        )
        for item in tasks
        if name in homes[item.task]
    )
