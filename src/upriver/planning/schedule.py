"""When tasks are done first that wait for one another and share people and laboratories.

``S(k, t) <= S(j, t - d(j))`` where ``k`` waits for ``j`` ·
``sum of need * (S(j, t) - S(j, t - d(j))) <= available`` for every shared resource and period ·
``S(j, t) >= S(j, t-1)``, with ``S(j, t) = 1`` once task ``j`` has started by ``t``. The end of the
last task is made as early as possible.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr
from scipy.sparse import csr_array

from upriver.core.errors import DataError, SolverError
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.message import Message, listing
from upriver.planning.matrix import Matrix, numbered
from upriver.planning.settings import PlanSettings
from upriver.planning.solve import solve_matrix

if TYPE_CHECKING:
    import numpy.typing as npt

    Whole = npt.NDArray[np.int64]
    Real = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Schedule:
    """When each task starts, and when all are done.

    Parameters
    ----------
    start, finish : DataArray (task), periods
        Period at whose beginning a task starts, and at whose beginning it is done; 0 is the
        first.
    makespan : int
        When the last task is done.
    bound : int
        No schedule is done earlier; equal to ``makespan`` when that is proven.
    critical_path : int
        When the last task would be done if no resource were scarce.
    used : DataArray (resource, period), unit of the resource
        What the tasks take together.
    """

    start: xr.DataArray
    finish: xr.DataArray
    makespan: int
    bound: int
    critical_path: int
    used: xr.DataArray


def earliest_schedule(
    duration: xr.DataArray,
    waits_for: xr.DataArray,
    *,
    need: xr.DataArray,
    available: xr.DataArray,
    time_limit: float = 60.0,
    threads: int = 1,
    seed: int = 0,
) -> Schedule:
    """Schedule that is done first.

    Parameters
    ----------
    duration : DataArray (task), periods
        Whole number of periods a task takes; 0 for a milestone.
    waits_for : DataArray (task, task_to), bool
        True where ``task`` may only start when ``task_to`` is done.
    need : DataArray (resource, task), unit of the resource
        What a task takes of each shared resource while it runs.
    available : DataArray (resource), unit of the resource
        What there is in every period.
    time_limit : float
        Seconds after which the best found so far is returned with its bound.
    threads, seed : int
        Of the solver.

    Returns
    -------
    Schedule
        Starts, the end of all and its bound. No task could start earlier without another one
        starting later.

    Raises
    ------
    LabelError
        If dimensions or labels do not fit.
    DataError
        If a duration is not a whole number, a need is unknown or above what there is, or tasks
        wait for one another in a circle.

    Notes
    -----
    A first schedule is made by putting tasks in one after the other, the one whose latest start
    comes first. Its end and the critical path leave every task a window of starts; the yes/no
    decisions are those windows only. When the first schedule is as short as the critical path
    it is returned at once.

    References
    ----------
    Pritsker, A. A. B., Watters, L. J. and Wolfe, P. M. (1969). Multiproject scheduling with
    limited resources: a zero-one programming approach. Management Science 16(1), 93-108.
    Kolisch, R. and Sprecher, A. (1997). PSPLIB: a project scheduling problem library. European
    Journal of Operational Research 96(1), 205-216.

    Examples
    --------
    Two tasks of two periods share one laboratory; a third of one period waits for the first.

    >>> import xarray as xr
    >>> tasks = ["a", "b", "c"]
    >>> waits = xr.DataArray(
    ...     [[False, False, False], [False, False, False], [True, False, False]],
    ...     coords={"task": tasks, "task_to": tasks}, dims=["task", "task_to"],
    ... )
    >>> plan = earliest_schedule(
    ...     xr.DataArray([2, 2, 1], coords={"task": tasks}, dims="task"), waits,
    ...     need=xr.DataArray(
    ...         [[1.0, 1.0, 0.0]], coords={"resource": ["laboratory"], "task": tasks},
    ...         dims=["resource", "task"],
    ...     ),
    ...     available=xr.DataArray([1.0], coords={"resource": ["laboratory"]}, dims="resource"),
    ... )
    >>> plan.makespan, plan.bound, plan.critical_path
    (4, 4, 3)
    """
    _check(duration, waits_for, need, available)
    tasks = _Tasks(
        duration.values.astype(np.int64),
        waits_for.values.astype(bool),
        need.values.astype(float),
        available.values.astype(float),
    )
    codes = [str(code) for code in duration.coords["task"].values]
    order = _in_order(tasks.before, codes)
    head, tail = _heads(tasks, order), _tails(tasks, order)
    path = int((head + tasks.length).max(initial=0))
    start = _one_after_the_other(tasks, rank=path - tail, order=order)
    bound = path
    if _end(tasks, start) > path:
        settings = PlanSettings(
            compare=False, gap=0.0, gap_of_gain=0.0, time_limit=time_limit, threads=threads,
            seed=seed,
        )  # fmt: skip
        start, bound = _search(tasks, start, head, tail, codes, settings)
    end = _end(tasks, start)
    return Schedule(
        duration.copy(data=start),
        duration.copy(data=start + tasks.length),
        end,
        bound,
        path,
        xr.DataArray(
            _used(tasks, start, end),
            coords={
                "resource": available.coords["resource"].values.tolist(),
                "period": list(range(end)),
            },
            dims=["resource", "period"],
        ),
    )


@dataclass(frozen=True)
class _Tasks:
    length: Whole
    before: npt.NDArray[np.bool_]  # row waits for column
    need: Real
    room: Real


def _check(
    duration: xr.DataArray, waits_for: xr.DataArray, need: xr.DataArray, available: xr.DataArray
) -> None:
    require_dims(duration, ("task",), name="duration")
    require_dims(waits_for, ("task", "task_to"), name="waits_for")
    require_dims(need, ("resource", "task"), name="need")
    require_dims(available, ("resource",), name="available")
    turned = waits_for.isel(task=0, drop=True).rename(task_to="task")
    for name, array in (("waits_for", waits_for), ("waits_for", turned), ("need", need)):
        require_same_labels(array, duration, dims=["task"], names=(name, "duration"))
    require_same_labels(available, need, dims=["resource"], names=("available", "need"))
    lengths = np.asarray(duration.values, dtype=float)
    if not (np.isfinite(lengths) & (lengths >= 0) & (lengths == np.round(lengths))).all():
        raise DataError(
            Message(
                f"duration must be whole periods, got {listing(duration.values.tolist())}.",
                f"duration 应为整数期，实际为 {listing(duration.values.tolist())}。",
            ),
            Message("Round it, or choose a finer period.", "请取整，或改用更细的时间单位。"),
        )
    fits = (need.values >= 0) & (need.values <= available.values[:, None])
    if not fits.all():
        row, column = np.argwhere(~fits)[0]
        task, resource = need.coords["task"].values[column], need.coords["resource"].values[row]
        wanted, there = float(need.values[row, column]), float(available.values[row])
        raise DataError(
            Message(
                f"Task {task} needs {wanted:g} of {resource}; there is {there:g}.",
                f"任务 {task} 需要 {resource} {wanted:g}，而可用量为 {there:g}。",
            ),
            Message("Correct the need or raise what there is.", "请核对需求或增加可用量。"),
        )


def _in_order(before: npt.NDArray[np.bool_], codes: list[str]) -> list[int]:
    """Tasks so that each stands after those it waits for."""
    order: list[int] = []
    waiting = before.sum(axis=1)
    ready = [int(task) for task in np.flatnonzero(waiting == 0)]
    while ready:
        task = ready.pop(0)
        order.append(task)
        for later in np.flatnonzero(before[:, task]):
            waiting[later] -= 1
            if waiting[later] == 0:
                ready.append(int(later))
    if len(order) < len(codes):
        ring = _circle(before, sorted(set(range(len(codes))) - set(order)))
        told = " → ".join(codes[task] for task in [*ring, ring[0]])
        raise DataError(
            Message(
                f"Tasks wait for one another in a circle: {told}.", f"任务互相等待成环：{told}。"
            ),
            Message("Take one of these links away.", "请去掉其中一条先后关系。"),
        )
    return order


def _circle(before: npt.NDArray[np.bool_], left: list[int]) -> list[int]:
    """Walk back along what tasks wait for until one comes again."""
    path = [left[0]]
    while True:
        nearest = [int(task) for task in np.flatnonzero(before[path[-1]]) if int(task) in left]
        if nearest[0] in path:
            return path[path.index(nearest[0]) :][::-1]
        path.append(nearest[0])


def _heads(tasks: _Tasks, order: list[int]) -> Whole:
    """Earliest starts if no resource were scarce."""
    head = np.zeros(len(order), dtype=np.int64)
    for task in order:
        first = tasks.before[task]
        head[task] = (head[first] + tasks.length[first]).max(initial=0)
    return head


def _tails(tasks: _Tasks, order: list[int]) -> Whole:
    """Shortest time from the start of a task to the end of all."""
    tail = np.zeros(len(order), dtype=np.int64)
    for task in reversed(order):
        tail[task] = tasks.length[task] + tail[tasks.before[:, task]].max(initial=0)
    return tail


def _end(tasks: _Tasks, start: Whole) -> int:
    return int((start + tasks.length).max(initial=0))


def _used(tasks: _Tasks, start: Whole, end: int) -> Real:
    used = np.zeros((len(tasks.room), end))
    for task, first in enumerate(start):
        used[:, first : first + tasks.length[task]] += tasks.need[:, task, None]
    return used


def _one_after_the_other(tasks: _Tasks, *, rank: Whole, order: list[int]) -> Whole:
    """Put every task in as early as it fits, lowest rank first among those that may start."""
    count, horizon = len(order), int(tasks.length.sum()) + 1
    used = np.zeros((len(tasks.room), horizon))
    start = np.full(count, -1, dtype=np.int64)
    place = {task: at for at, task in enumerate(order)}
    while (start < 0).any():
        able = [
            task
            for task in range(count)
            if start[task] < 0 and (start[tasks.before[task]] >= 0).all()
        ]
        task = min(able, key=lambda each: (rank[each], place[each]))
        first = tasks.before[task]
        at = int((start[first] + tasks.length[first]).max(initial=0))
        length = int(tasks.length[task])
        full = tasks.room[:, None] - tasks.need[:, task, None] + 1e-9
        while (used[:, at : at + length] > full).any():
            at += 1
        start[task] = at
        used[:, at : at + length] += tasks.need[:, task, None]
    return start


def _search(
    tasks: _Tasks,
    known: Whole,
    head: Whole,
    tail: Whole,
    codes: list[str],
    settings: PlanSettings,
) -> tuple[Whole, int]:
    """Shorter schedule than a known one, if there is any, and the bound."""
    horizon = _end(tasks, known) - 1  # anything found must be shorter
    path = int((head + tasks.length).max())
    matrix = _matrix(tasks, head, horizon - tail, horizon, path, codes)
    try:
        solution = solve_matrix(matrix, settings, searches_within=True)
    except SolverError:  # nothing shorter found in time: what is known stays, and so does its bound
        return known, path
    if solution is None:
        return known, horizon + 1
    value = solution.value("started")
    assert value is not None
    found = (value.values < 0.5).sum(axis=1).astype(np.int64)
    start = _one_after_the_other(tasks, rank=found, order=np.argsort(found, kind="stable").tolist())
    bound = horizon - int(np.floor(solution.bound + 1e-6)) if solution.audit.gap > 0 else None
    return start, _end(tasks, start) if bound is None else bound


def _matrix(
    tasks: _Tasks, earliest: Whole, latest: Whole, horizon: int, path: int, codes: list[str]
) -> Matrix:
    """Columns "started by" for every task and period, and "all done by" for late periods."""
    count = len(codes)
    late = list(range(path, horizon))  # 1 where all tasks are done by this period
    columns = {
        "started": numbered({"task": codes, "period": list(range(horizon + 1))}),
        "done": numbered({"period": late}, after=count * (horizon + 1)),
    }
    started, done = columns["started"].values, columns["done"].values
    period = np.arange(horizon + 1)
    upper = (period >= earliest[:, None]).astype(float)
    lower = (period >= latest[:, None]).astype(float)
    rows: list[tuple[Whole, Real, float]] = []

    def at_most(at: list[int], factor: list[float], most: float) -> None:
        rows.append((np.array(at), np.array(factor), most))

    for task in range(count):
        for time in range(1, horizon + 1):
            at_most([started[task, time - 1], started[task, time]], [1.0, -1.0], 0.0)
        for first in np.flatnonzero(tasks.before[task]):
            for time in range(int(tasks.length[first]), horizon + 1):
                ready = started[first, time - tasks.length[first]]
                at_most([started[task, time], ready], [1.0, -1.0], 0.0)
        if not tasks.before[:, task].any():
            for number, time in enumerate(late):
                at_most([done[number], started[task, time - tasks.length[task]]], [1.0, -1.0], 0.0)
    for resource, room in enumerate(tasks.room):
        users = np.flatnonzero((tasks.need[resource] > 0) & (tasks.length > 0))
        if tasks.need[resource, users].sum() <= room:
            continue
        for time in range(horizon + 1):
            past = [task for task in users if time >= tasks.length[task]]
            at = [*started[users, time], *(started[j, time - tasks.length[j]] for j in past)]
            at_most(at, [*tasks.need[resource, users], *-tasks.need[resource, past]], float(room))
    lengths = [len(at) for at, _, _ in rows]
    table = csr_array(
        (
            np.concatenate([factor for _, factor, _ in rows]),
            np.concatenate([at for at, _, _ in rows]),
            np.concatenate([[0], np.cumsum(lengths)]),
        ),
        shape=(len(rows), count * (horizon + 1) + len(late)),
    )
    extra = np.zeros(len(late))
    return Matrix(
        table,
        np.full(len(rows), -np.inf),
        np.array([most for _, _, most in rows]),
        np.concatenate([lower.ravel(), extra]),
        np.concatenate([upper.ravel(), extra + 1.0]),
        np.concatenate([np.zeros(count * (horizon + 1)), extra + 1.0]),
        np.ones(count * (horizon + 1) + len(late), dtype=bool),
        {"rule": numbered({"row": list(range(len(rows)))})},
        columns,
    )
