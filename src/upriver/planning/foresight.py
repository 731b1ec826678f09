"""What it costs to plan only a few years ahead."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import polars as pl
import xarray as xr

from upriver.core.errors import PlanningError
from upriver.core.frames import Table
from upriver.core.message import Message
from upriver.core.processes import mapped
from upriver.core.progress import Progress, silent, watching
from upriver.planning.matrix import to_matrix
from upriver.planning.model import build_model
from upriver.planning.stages import NATURE, PROMISES, VALUE, Stage, by_value, reach, stages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy.typing as npt

    from upriver.core.processes import Mapper
    from upriver.core.progress import Search
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.matrix import Matrix
    from upriver.planning.planner import Solved
    from upriver.planning.settings import PlanSettings
    from upriver.planning.solve import Solution

    Floats = npt.NDArray[np.float64]

Block = TypeVar("Block")
STATE = ("started", "opened", "task_started", "expansion", "recruited", "retrained")
"""What is decided year by year and cannot be taken back."""


@dataclass(frozen=True, eq=False)
class Foresight:
    """What is lost by planning only a few years ahead.

    Parameters
    ----------
    table : Table
        ``window value lost share_of_gain projects entries promises nature``, a row for each
        window, the whole horizon last: ``value`` of the years as they come about, ``lost``
        against the whole horizon, ``share_of_gain`` that loss over the gain of the plan. For a
        lexicographic objective ``value`` has no price of missing a promise, and ``promises`` and
        ``nature`` are what is missed and what presses, in per cent; null for a weighted one.
    """

    table: Table


def until(inputs: PlanInputs, last: int) -> PlanInputs:
    """Inputs of a plan that ends earlier.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.
    last : int
        Last year that is seen.

    Returns
    -------
    PlanInputs
        Arrays end with that year; later targets, and rules that name a later year, are not seen.
    """
    years = tuple(year for year in inputs.years if year <= last)
    seen = {
        field.name: _cut(getattr(inputs, field.name), years)
        for field in fields(inputs)
        if is_dataclass(getattr(inputs, field.name))
    }
    targets = tuple(item for item in inputs.targets if item.year <= last)
    rules = tuple(
        rule
        for rule in inputs.rules
        if all(int(term.at.get("year", last)) <= last for term in rule.terms)
    )
    return replace(inputs, years=years, targets=targets, rules=rules, **seen)


def _cut(block: Block, years: tuple[int, ...]) -> Block:
    changed: dict[str, Any] = {}
    for field in fields(block):  # type: ignore[arg-type]
        value = getattr(block, field.name)
        if isinstance(value, xr.DataArray) and "year" in value.dims:
            changed[field.name] = value.sel(year=list(years))
    return replace(block, **changed) if changed else block  # type: ignore[type-var]


def short_foresight(
    solved: Solved,
    *,
    windows: Sequence[int] = (1, 3),
    executor: Mapper | None = None,
    progress: Progress = silent,
) -> Foresight:
    """Plan year by year, seeing only some years ahead, and compare with seeing all.

    Parameters
    ----------
    solved : Solved
        The plan with the whole horizon in sight.
    windows : sequence of int
        Years in sight, the current one among them.
    executor : Mapper, optional
        Works on the windows elsewhere or side by side; any object with ``map``. Default: one
        after the other.
    progress : Progress
        Told after each year, or at the end where an executor works.

    Returns
    -------
    Foresight
        One row a window.

    Raises
    ------
    PlanningError
        If a window is below 1, or a year has no plan for want of foresight; the year is named.

    Notes
    -----
    Each year a plan to the end of the window is made; its starts, entries, expansion and
    recruiting of that year are kept. At the end these are held in the model of all years, the
    rest is decided as well as possible, and the objective is that of the whole horizon. Capital
    left at the end of a window has its salvage value, as at the end of a plan.

    With a lexicographic objective each window seeks its aims in order, and so does the rest that
    is decided at the end. Short sight then first loses promises: value may even be higher than
    in the plan, for what is missed more.
    """
    if min(windows, default=1) < 1:
        raise PlanningError(
            Message("A window must be at least one year.", "窗口至少为一年。"),
            Message("Give the years that are seen.", "请给出可见年数。"),
        )
    view = by_value(solved)
    years = len(solved.inputs.years)
    wanted = sorted({each for each in windows if each < years})
    gain = view.solution.gain_over(view.usual) if view.usual else None
    rows = [
        _row(found, view, gain)
        for found in _rolled(solved, wanted, executor=executor, progress=progress)
    ]
    rows.append(_row(_seen(years, solved.solution), view, gain))
    units = {
        "value": "1e8 CNY", "lost": "1e8 CNY", "share_of_gain": "ratio", "promises": "%",
        "nature": "%",
    }  # fmt: skip
    schema = dict.fromkeys(units, pl.Float64)
    return Foresight(Table(pl.DataFrame(rows, schema_overrides=schema), units))


@dataclass(frozen=True)
class YearByYear:
    """What comes about when only some years are seen; plain data, so that it can be sent.

    Parameters
    ----------
    window : int
        Years in sight, the current one among them.
    value : float
        Objective over all years; with aims in order the value without prices of what is missed.
    columns : ndarray
        Decisions of all years.
    aims : dict of str to float
        What each aim came to; empty for a weighted objective.
    """

    window: int
    value: float
    columns: Floats
    aims: dict[str, float]


def _seen(window: int, solution: Solution) -> YearByYear:
    aims = {each.stage.name: each.stage.read(each.final) for each in solution.stages}
    return YearByYear(window, aims.get(VALUE, solution.objective), solution.columns, aims)


def _rolled(
    solved: Solved, windows: Sequence[int], *, executor: Mapper | None, progress: Progress
) -> list[YearByYear]:
    """What comes about for each window, side by side where there is somebody to share with."""
    years = len(solved.inputs.years)
    steps = len(windows) * years
    roll = partial(
        decide_year_by_year,
        inputs=solved.inputs,
        settings=solved.settings,
        matrix=solved.solution.matrix,
        order=tuple(each.stage for each in solved.solution.stages),
    )
    if executor is not None:
        found = mapped(roll, windows, executor=executor)
        progress("plan.foresight", steps, steps)
        return found
    watch = watching(progress, "plan.foresight")
    return [
        roll(window, watch=watch, told=(progress, number * years, steps))
        for number, window in enumerate(windows)
    ]


def _row(found: YearByYear, view: Solved, gain: float | None) -> dict[str, object]:
    counts = {}
    for word, name in (("projects", "started"), ("entries", "opened")):
        table = view.solution.matrix.columns.get(name)
        counts[word] = (
            0 if table is None else int((found.columns[table.isel(year=-1).values] > 0.5).sum())
        )
    lost = view.solution.objective - found.value
    share = lost / gain if gain is not None and gain > 0.0 else None
    return {
        "window": found.window, "value": found.value, "lost": lost, "share_of_gain": share,
        **counts, "promises": found.aims.get(PROMISES), "nature": found.aims.get(NATURE),
    }  # fmt: skip


def decide_year_by_year(
    window: int,
    *,
    inputs: PlanInputs,
    settings: PlanSettings,
    matrix: Matrix,
    order: tuple[Stage, ...],
    watch: Callable[[Search], None] | None = None,
    told: tuple[Progress, int, int] = (silent, 0, 0),
) -> YearByYear:
    """Decide year after year, and see what comes about over all years.

    Parameters
    ----------
    window : int
        Years in sight, the current one among them.
    inputs : PlanInputs
        Data of the plan.
    settings : PlanSettings
        Choices of the planner.
    matrix : Matrix
        Model of all years.
    order : tuple of Stage
        Its aims; empty for a weighted objective.
    watch : callable, optional
        Told how far each search has come.
    told : tuple
        Whom to tell of each year, how many steps were done before, and how many there are.

    Returns
    -------
    YearByYear
        With all years in sight the plan itself, up to the tolerance of its stages.

    Raises
    ------
    PlanningError
        If a year has no plan for want of foresight.
    """
    progress, done, steps = told
    kept: dict[str, xr.DataArray] = {}
    last = inputs.years[-1]
    for place, year in enumerate(inputs.years):
        seen = until(inputs, min(year + window - 1, last))
        built = build_model(seen, settings)
        small = to_matrix(built.model)
        aims = stages(seen, built, small, settings=settings)
        solution = reach(held(small, kept), aims, settings, watch=watch)
        if solution is None:
            raise none_in_sight(window, year)
        keep(kept, solution, [year])
        progress("plan.foresight", done + place + 1, steps)
    carried = held(matrix, kept)
    realised = reach(replace(carried, whole=np.zeros_like(carried.whole)), order, settings)
    if realised is None:
        raise not_carried()
    return _seen(window, realised)


def none_in_sight(window: int, year: int) -> PlanningError:
    """Error of a year that has no plan for want of foresight.

    Parameters
    ----------
    window : int
        Years in sight.
    year : int
        The year.

    Returns
    -------
    PlanningError
        With the year.
    """
    return PlanningError(
        Message(
            f"Seeing {window} years ahead there is no plan for {year}.",
            f"只看 {window} 年时，{year} 年没有可行规划。",
        ),
        Message(
            "Take a longer window, or make targets and caps soft.",
            "请延长窗口，或将目标与上限设为软约束。",
        ),
    )


def not_carried() -> PlanningError:
    """Error of decisions that leave no plan for all years.

    Returns
    -------
    PlanningError
        With the way out.
    """
    return PlanningError(
        Message(
            "What was decided year by year cannot be carried through to the last year.",
            "逐年决策无法延续到规划末年。",
        ),
        Message("Take a longer window.", "请延长窗口。"),
    )


def keep(
    kept: dict[str, xr.DataArray],
    solution: Solution,
    years: Sequence[int],
    *,
    names: Sequence[str] = STATE,
) -> None:
    """Keep what a plan decides in some years.

    Parameters
    ----------
    kept : dict of str to DataArray
        By name of the decision; years are added to it.
    solution : Solution
        A plan that sees these years.
    years : sequence of int
        Years that are decided now.
    names : sequence of str
        Decisions; what cannot be taken back when left out.
    """
    for name in names:
        found = solution.value(name)
        if found is not None:
            now = found.sel(year=list(years))
            kept[name] = xr.concat([kept[name], now], "year") if name in kept else now


def held(matrix: Matrix, kept: Mapping[str, xr.DataArray]) -> Matrix:
    """The model with the decisions of earlier years held.

    Parameters
    ----------
    matrix : Matrix
        A model that has these decisions.
    kept : mapping of str to DataArray
        What was decided, by name.

    Returns
    -------
    Matrix
        With narrower bounds.
    """
    lower, upper = matrix.lower.copy(), matrix.upper.copy()
    for name, values in kept.items():
        at = matrix.columns[name].sel(year=values.coords["year"].values).values
        seen = np.where(at >= 0, values.transpose(*matrix.columns[name].dims).values, np.nan)
        known = (at >= 0) & np.isfinite(seen)
        at = at[known]
        value = np.clip(seen[known], matrix.lower[at], matrix.upper[at])
        value = np.where(matrix.whole[at], np.round(value), value)
        slack = np.where(matrix.whole[at], 0.0, 1e-7 * np.maximum(1.0, np.abs(value)))
        lower[at] = np.maximum(lower[at], value - slack)
        upper[at] = np.minimum(upper[at], value + slack)
    return replace(matrix, lower=lower, upper=upper)
