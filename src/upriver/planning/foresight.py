"""What it costs to plan only a few years ahead."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

import highspy
import numpy as np
import polars as pl
import xarray as xr

from upriver.core.errors import PlanningError
from upriver.core.frames import Table
from upriver.core.message import Message
from upriver.core.progress import Progress, silent
from upriver.planning.engine import require_accepted, solver
from upriver.planning.matrix import to_matrix
from upriver.planning.model import build_model
from upriver.planning.solve import solve_matrix
from upriver.planning.stages import require_weighted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

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
        ``window value lost share_of_gain projects entries``, a row for each window, the whole
        horizon last: ``value`` of the years as they come about, ``lost`` against the whole
        horizon, ``share_of_gain`` that loss over the gain of the plan.
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
    solved: Solved, *, windows: Sequence[int] = (1, 3), progress: Progress = silent
) -> Foresight:
    """Plan year by year, seeing only some years ahead, and compare with seeing all.

    Parameters
    ----------
    solved : Solved
        The plan with the whole horizon in sight.
    windows : sequence of int
        Years in sight, the current one among them.
    progress : Progress
        Told after each year.

    Returns
    -------
    Foresight
        One row a window.

    Raises
    ------
    PlanningError
        If a window is below 1, the objective is lexicographic, or a year has no plan for want of
        foresight; the year is named.

    Notes
    -----
    Each year a plan to the end of the window is made; its starts, entries, expansion and
    recruiting of that year are kept. At the end these are held in the model of all years, the
    rest is decided as well as possible, and the objective is that of the whole horizon. Capital
    left at the end of a window has its salvage value, as at the end of a plan.
    """
    require_weighted(solved.settings, Message("The loss from short sight", "短视的损失"))
    if min(windows, default=1) < 1:
        raise PlanningError(
            Message("A window must be at least one year.", "窗口至少为一年。"),
            Message("Give the years that are seen.", "请给出可见年数。"),
        )
    inputs, settings, whole = solved.inputs, solved.settings, solved.solution
    gain = whole.gain_over(solved.usual) if solved.usual else None
    wanted = sorted({each for each in windows if each < len(inputs.years)})
    rows = []
    steps = len(wanted) * len(inputs.years)
    for number, window in enumerate(wanted):
        done = number * len(inputs.years)
        value, columns = _roll(
            inputs, settings, whole.matrix, window=window, told=(progress, done, steps)
        )
        rows.append(_row(window, value, whole, columns, gain))
    rows.append(_row(len(inputs.years), whole.objective, whole, whole.columns, gain))
    units = {"value": "1e8 CNY", "lost": "1e8 CNY", "share_of_gain": "ratio"}
    return Foresight(Table(pl.DataFrame(rows), units))


def _row(
    window: int, value: float, whole: Solution, columns: Floats, gain: float | None
) -> dict[str, object]:
    counts = {}
    for word, name in (("projects", "started"), ("entries", "opened")):
        table = whole.matrix.columns.get(name)
        counts[word] = (
            0 if table is None else int((columns[table.isel(year=-1).values] > 0.5).sum())
        )
    lost = whole.objective - value
    share = lost / gain if gain is not None and gain > 0.0 else None
    return {"window": window, "value": value, "lost": lost, "share_of_gain": share, **counts}


def _roll(
    inputs: PlanInputs,
    settings: PlanSettings,
    matrix: Matrix,
    *,
    window: int,
    told: tuple[Progress, int, int],
) -> tuple[float, Floats]:
    """Decide year after year; value of what comes about, and the columns of all years."""
    progress, done, steps = told
    kept: dict[str, xr.DataArray] = {}
    last = inputs.years[-1]
    for place, year in enumerate(inputs.years):
        seen = until(inputs, min(year + window - 1, last))
        small = to_matrix(build_model(seen, settings).model)
        solution = solve_matrix(held(small, kept), settings)
        if solution is None:
            raise none_in_sight(window, year)
        keep(kept, solution, [year])
        progress("plan.foresight", done + place + 1, steps)
    return _realised(matrix, kept, settings)


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


def _realised(
    matrix: Matrix, kept: dict[str, xr.DataArray], settings: PlanSettings
) -> tuple[float, Floats]:
    engine = solver(held(matrix, kept), settings=settings, relaxed=True)
    require_accepted(engine.run())
    if engine.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise not_carried()
    columns = np.array(engine.getSolution().col_value)
    return float(engine.getInfo().objective_function_value), columns
