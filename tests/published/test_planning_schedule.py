"""Scheduling with precedence and shared resources: PSPLIB instance j301_1 ends at 43.

Kolisch, R. and Sprecher, A. (1997), PSPLIB: a project scheduling problem library, European
Journal of Operational Research 96(1), 205-216; critical path 38, best makespan 43.
"""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from shared_data import SHARED, needs_shared
from upriver.planning.schedule import earliest_schedule


def _section(lines: list[str], name: str, *, skip: int) -> list[list[int]]:
    """Rows of numbers below a heading."""
    first = next(at for at, line in enumerate(lines) if line.startswith(name)) + skip
    rows = []
    for line in lines[first:]:
        if line.startswith("*"):
            break
        rows.append([int(part) for part in line.split()])
    return rows


@pytest.mark.shared
@needs_shared
def test_the_first_instance_of_thirty_tasks() -> None:
    path = SHARED / "data" / "planning" / "rcpsp" / "j301_1.sm"
    lines = path.read_text(encoding="ascii").splitlines()
    asked = _section(lines, "REQUESTS", skip=3)
    tasks = [str(row[0]) for row in asked]
    waits = np.zeros((len(tasks), len(tasks)), dtype=bool)
    for row in _section(lines, "PRECEDENCE", skip=2):
        for later in row[3:]:
            waits[later - 1, row[0] - 1] = True
    resources = ["R1", "R2", "R3", "R4"]
    need = np.array([row[3:] for row in asked], dtype=float).T
    (room,) = _section(lines, "RESOURCEAVAILABILITIES", skip=2)
    plan = earliest_schedule(
        xr.DataArray([row[2] for row in asked], {"task": tasks}, ("task",)),
        xr.DataArray(waits, {"task": tasks, "task_to": tasks}, ("task", "task_to")),
        need=xr.DataArray(need, {"resource": resources, "task": tasks}, ("resource", "task")),
        available=xr.DataArray(np.array(room, float), {"resource": resources}, ("resource",)),
    )
    assert plan.makespan == 43
    assert plan.bound == 43
    assert plan.critical_path == 38
    start, finish = plan.start.values, plan.finish.values
    assert all(start[late] >= finish[soon] for late, soon in np.argwhere(waits))
    assert (plan.used <= xr.DataArray(np.array(room), {"resource": resources}, ("resource",))).all()
