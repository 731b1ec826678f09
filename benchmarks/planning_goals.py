"""The goals for a plan of the size of a city, and what is reached: one line each, one table.

``python benchmarks/planning_goals.py [--quick] [--seeds 0 1 2] [--stretch F]``. 150 activities,
42 products, ten years, 200 projects (40 of them routes), 60 entries, 500 research tasks of up to
three teams. Seconds are those of a processor. The limit of a search is by the clock: on a busy
machine ``--stretch`` makes it so many times longer, and what was open is read at the seconds of a
processor of the goal. ``--quick`` leaves out the searches of 180 s.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from measure import forget_peak, peak_mib, report
from planning import PACKAGES, POINTS, SETTINGS, bare_linopy, from_nothing, out_of_reach
from planning_city import city
from upriver.planning.assignment import assign_teams
from upriver.planning.conflict import explain_conflict
from upriver.planning.front import FAR, pareto_front
from upriver.planning.gain import usual_promises
from upriver.planning.matrix import to_matrix
from upriver.planning.model import build_model
from upriver.planning.planner import Solved
from upriver.planning.solve import solve_matrix
from upriver.planning.usual import usual_matrix, usual_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from upriver.core.progress import Search
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.matrix import Matrix
    from upriver.planning.solve import Solution

TASKS, PRODUCTS = 500, 42
SEARCHES = ((30.0, 0.25), (180.0, 0.03))  # seconds, share of the gain that may be open
TEAMS, CHALLENGES = 60, 500


@dataclass
class Goals:
    """What is wanted and what is measured; printed as they come, and as a table at the end."""

    rows: list[tuple[str, str, str, str]]

    def tell(
        self, goal: str, *, wanted: float, found: float | None, at_least: bool = False
    ) -> None:
        """Note one goal.

        Parameters
        ----------
        goal : str
            What it is about.
        wanted : float
            The goal.
        found : float, optional
            What is measured; None where there is nothing to measure.
        at_least : bool
            Whether more is better.
        """
        met = None if found is None else found >= wanted if at_least else found <= wanted
        told = "-" if met is None else "yes" if met else "no"
        limit = f"{'>=' if at_least else '<='} {wanted:g}"
        self.rows.append((goal, limit, "-" if found is None else f"{found:.4g}", told))
        print(" | ".join(self.rows[-1]), flush=True)

    def table(self) -> str:
        """All of them.

        Returns
        -------
        str
            A table in Markdown.
        """
        head = ("goal", "wanted", "found", "met")
        lines = [head, ("---",) * 4, *self.rows]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def work(job: Callable[[], object]) -> float:
    """Seconds of a processor.

    Parameters
    ----------
    job : callable
        What is done once.

    Returns
    -------
    float
        Of this process.
    """
    began = time.process_time()
    job()
    return time.process_time() - began


def searching(
    goals: Goals, name: str, inputs: PlanInputs, matrix: Matrix, *, seconds: float, share: float,
    usual: Solution, linear: Solution, stretch: float,
) -> None:  # fmt: skip
    """Search for whole decisions, and read what is open at so many seconds of a processor."""
    seen: list[tuple[float, float, float]] = []
    began = time.process_time()

    def watch(told: Search) -> None:
        seen.append((time.process_time() - began, told.best, min(told.bound, linear.objective)))

    settings = SETTINGS.model_copy(update={"time_limit": stretch * seconds})
    found = solve_matrix(matrix, settings, usual=usual.objective, watch=watch)
    assert found is not None
    used = time.process_time() - began
    by_then = [each for each in seen if each[0] <= seconds and np.isfinite(each[1])]
    _, best, bound = by_then[-1] if by_then else (used, found.objective, found.bound)
    gain = found.gain_over(usual)
    promises = usual_promises(Solved(inputs, settings, found, usual))
    assert promises is not None
    wider = found.objective - usual.objective + promises.missed
    open_ = bound - best
    report(
        f"{name}, search", used, extra_mib=0.0, packages=PACKAGES, best=best, bound=bound,
        at_the_end=(found.objective, found.bound), gain=gain, gain_with_promises=wider,
    )  # fmt: skip
    told = f"{name}, open after {seconds:g} s"
    goals.tell(f"{told}, of the gain", wanted=share, found=open_ / gain if gain > 0 else None)
    goals.tell(f"{told}, promises counted in the gain", wanted=share, found=open_ / wider)


def one_city(goals: Goals, seed: int, *, searches: int, stretch: float) -> None:
    """Building, the linear plan and the searches of one city."""
    inputs, name = city(products=PRODUCTS, tasks=TASKS, seed=seed), f"seed {seed}"
    build = partial(build_model, inputs, SETTINGS)
    build()
    forget_peak()
    goals.tell(f"{name}, build, s", wanted=2.0, found=work(build))
    matrix = to_matrix(build().model)
    peer = work(partial(bare_linopy, matrix))
    goals.tell(f"{name}, build over bare linopy", wanted=1.3, found=work(build) / peer)
    usual = solve_matrix(usual_matrix(matrix, inputs), usual_settings(SETTINGS))
    began = time.process_time()
    linear = solve_matrix(replace(matrix, whole=matrix.whole & False), SETTINGS)
    goals.tell(f"{name}, linear plan, s", wanted=3.0, found=time.process_time() - began)
    assert usual is not None
    assert linear is not None
    for seconds, share in SEARCHES[:searches]:
        searching(
            goals, name, inputs, matrix, seconds=seconds, share=share, usual=usual,
            linear=linear, stretch=stretch,
        )  # fmt: skip
    goals.tell(f"{name}, memory, MiB", wanted=1024.0, found=peak_mib())


def without_tasks(goals: Goals, seed: int) -> None:
    """The linear plan and the front of a city that has no research tasks."""
    inputs = city(products=PRODUCTS, seed=seed)
    matrix = to_matrix(build_model(inputs, SETTINGS).model)
    plain = replace(matrix, whole=matrix.whole & False)
    took = work(partial(solve_matrix, plain, SETTINGS))
    goals.tell(f"seed {seed} without research, linear plan, s", wanted=3.0, found=took)
    took = work(partial(pareto_front, inputs, SETTINGS, points=POINTS))
    goals.tell(f"seed {seed} without research, front, s", wanted=10.0, found=took)


def two_books(goals: Goals, inputs: PlanInputs) -> None:
    """The front of eleven points, against the same solves built and solved from nothing."""
    began = time.process_time()
    front = pareto_front(inputs, SETTINGS, points=POINTS)
    ours = time.process_time() - began
    goals.tell(f"front of {POINTS} points, s", wanted=10.0, found=ours)
    rows = front.table.to_dicts()
    size = 100.0 * len(front.stressors) * len(inputs.years)
    cold, values = 0.0, []
    for limit, cleanest in [(FAR, False), (FAR, True)] + [(size * r["limit"], False) for r in rows]:
        began = time.process_time()
        values.append(from_nothing(inputs, front.stressors, limit=limit, cleanest=cleanest))
        cold += time.process_time() - began
    found = np.array([row["value"] for row in rows])
    differ = float((np.abs(found - values[2:]) / np.abs(found)).max())
    goals.tell(
        "front, times faster than from nothing", wanted=3.0, found=cold / ours, at_least=True
    )
    goals.tell("front, largest difference", wanted=1e-6, found=differ)


def teams(goals: Goals) -> None:
    """500 challenges, 60 teams of which three in ten bid, against the better of two greedy ways."""
    draw = np.random.default_rng(0)
    shape, who = (TEAMS, CHALLENGES), {"team": [f"t{number}" for number in range(TEAMS)]}
    pairs = who | {"challenge": [f"c{number}" for number in range(CHALLENGES)]}
    value = draw.uniform(5, 30, shape) * draw.uniform(0.3, 0.9, shape)
    value[draw.random(shape) > 0.29] = np.nan
    load = draw.uniform(1, 10, shape)
    room = np.full(TEAMS, 0.48 * load.mean() * CHALLENGES / TEAMS)
    best = assign_teams(
        xr.DataArray(value, pairs, tuple(pairs)), xr.DataArray(load, pairs, tuple(pairs)),
        xr.DataArray(room, who, ("team",)), time_limit=60.0,
    )  # fmt: skip
    simple = max(greedy(value, value, load, room), greedy(value / load, value, load, room))
    goals.tell(
        "teams, better than greedy", wanted=0.04, found=best.value / simple - 1, at_least=True
    )
    goals.tell("teams, gap after 60 s", wanted=0.006, found=best.gap)


def greedy(order: np.ndarray, value: np.ndarray, load: np.ndarray, room: np.ndarray) -> float:
    """Value of taking the best pair that still fits, one after the other.

    Parameters
    ----------
    order, value, load : ndarray (team, challenge)
        What comes first; what it is worth; what it takes.
    room : ndarray (team)
        What each team has.

    Returns
    -------
    float
        Sum of the values.
    """
    left, open_, total = room.copy(), np.ones(value.shape[1], dtype=bool), 0.0
    pairs = np.argwhere(np.isfinite(value))
    for team, what in pairs[np.argsort(-order[tuple(pairs.T)], kind="stable")].tolist():
        if open_[what] and load[team, what] <= left[team]:
            open_[what] = False
            left[team] -= load[team, what]
            total += float(value[team, what])
    return total


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="without the searches of 180 s")
    parser.add_argument("--seeds", type=int, nargs="*", default=[0, 1, 2])
    parser.add_argument("--stretch", type=float, default=1.0, help="clock over processor")
    given = parser.parse_args()
    goals = Goals([])
    for seed in given.seeds:
        one_city(goals, seed, searches=1 if given.quick else 2, stretch=given.stretch)
    without_tasks(goals, 2)
    inputs = city(products=PRODUCTS, tasks=TASKS, seed=2)
    two_books(goals, inputs)
    wrong = out_of_reach(inputs, raised=0.3)
    built = build_model(wrong, SETTINGS)
    explain = partial(explain_conflict, wrong, built, to_matrix(built.model), settings=SETTINGS)
    goals.tell("no plan explained, s", wanted=20.0, found=work(explain))
    teams(goals)
    print(goals.table())
    return 0


if __name__ == "__main__":
    sys.exit(main())
