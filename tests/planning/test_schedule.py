"""Schedules small enough to be seen at a glance, or compared with every order."""

from itertools import permutations

import numpy as np
import pytest
import xarray as xr

from upriver.core.errors import DataError
from upriver.planning.schedule import Schedule, earliest_schedule


def plan(
    lengths: list[float],
    links: list[tuple[int, int]],
    need: list[list[float]],
    room: list[float],
) -> Schedule:
    """Tasks "a", "b", ...; a link (j, k) says that k waits for j."""
    tasks = [chr(ord("a") + at) for at in range(len(lengths))]
    resources = [f"r{at}" for at in range(len(room))]
    waits = np.zeros((len(tasks), len(tasks)), dtype=bool)
    for first, later in links:
        waits[later, first] = True
    return earliest_schedule(
        xr.DataArray(lengths, {"task": tasks}, ("task",)),
        xr.DataArray(waits, {"task": tasks, "task_to": tasks}, ("task", "task_to")),
        need=xr.DataArray(np.array(need, float).reshape(len(room), len(tasks)),
                          {"resource": resources, "task": tasks}, ("resource", "task")),
        available=xr.DataArray(np.array(room, float), {"resource": resources}, ("resource",)),
    )  # fmt: skip


def by_trying(
    lengths: list[int], links: list[tuple[int, int]], need: np.ndarray, room: float
) -> int:
    """Every order of tasks, each put in as early as it fits: one of them is best."""
    best = sum(lengths)
    for order in permutations(range(len(lengths))):
        if any(order.index(first) > order.index(later) for first, later in links):
            continue
        used, start = np.zeros(sum(lengths) * 2), {}
        for task in order:
            at = max([start[j] + lengths[j] for j, k in links if k == task], default=0)
            while (used[at : at + lengths[task]] + need[task] > room).any():
                at += 1
            start[task] = at
            used[at : at + lengths[task]] += need[task]
        best = min(best, max(start[task] + lengths[task] for task in order))
    return best


def test_without_scarcity_the_critical_path_decides() -> None:
    found = plan([2, 3, 1], [(0, 2), (1, 2)], [[1, 1, 1]], [5])
    assert found.makespan == found.bound == found.critical_path == 4
    assert found.start.values.tolist() == [0, 0, 3]


def test_what_is_used_is_counted() -> None:
    found = plan([2, 1], [], [[1, 2]], [2])
    assert found.makespan == 3
    assert found.used.values.sum() == 4
    assert found.used.values.max() <= 2


def test_a_milestone_takes_no_time() -> None:
    found = plan([2, 0, 1], [(0, 1), (1, 2)], [[1, 0, 1]], [1])
    assert found.finish.values.tolist() == [2, 2, 3]


@pytest.mark.parametrize("seed", range(8))
def test_no_order_is_done_earlier(seed: int) -> None:
    draw = np.random.default_rng(seed)
    lengths = draw.integers(1, 5, 6).tolist()
    need = draw.integers(1, 4, 6)
    links = [(j, k) for j in range(6) for k in range(j + 1, 6) if draw.random() < 0.2]
    found = plan(lengths, links, [need.tolist()], [4])
    assert found.makespan == found.bound == by_trying(lengths, links, need, 4)
    assert all(found.start.values[k] >= found.finish.values[j] for j, k in links)
    assert found.used.values.max() <= 4


def test_a_circle_is_named() -> None:
    with pytest.raises(DataError, match=r"circle: (a → b → c → a|b → c → a → b|c → a → b → c)\."):
        plan([1, 1, 1, 1], [(0, 1), (1, 2), (2, 0), (2, 3)], [[1, 1, 1, 1]], [9])


def test_a_task_that_never_fits_is_named() -> None:
    with pytest.raises(DataError, match="Task b needs 3 of r0; there is 2"):
        plan([1, 1], [], [[1, 3]], [2])


def test_half_a_period_is_refused() -> None:
    with pytest.raises(DataError, match="whole periods"):
        plan([1.5], [], [[1]], [1])
