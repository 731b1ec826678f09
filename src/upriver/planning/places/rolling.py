"""Several places planned one year after the other, for systems too large to be solved at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from upriver.core.progress import Progress, silent
from upriver.planning.audit import audited
from upriver.planning.foresight import STATE, keep, none_in_sight, not_carried, until
from upriver.planning.solve import solve_matrix

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import xarray as xr

    from upriver.planning.matrix import Matrix
    from upriver.planning.places.system import PlaceSystem
    from upriver.planning.settings import PlanSettings
    from upriver.planning.solve import Solution

UNKNOWN = float("nan")


def system_until(system: PlaceSystem, last: int) -> PlaceSystem:
    """Places of a plan that ends earlier.

    Parameters
    ----------
    system : PlaceSystem
        Places that are planned together.
    last : int
        Last year that is seen.

    Returns
    -------
    PlaceSystem
        Without what comes later; promises and limits of later years are not seen.
    """
    return replace(
        system,
        places={name: until(inputs, last) for name, inputs in system.places.items()},
        caps=tuple(replace(cap, limit=_up_to(cap.limit, last)) for cap in system.caps),
        funds=tuple(replace(fund, amount=_up_to(fund.amount, last)) for fund in system.funds),
        targets=tuple(whole for whole in system.targets if whole.target.year <= last),
    )


def _up_to(figures: Mapping[int, float], last: int) -> dict[int, float]:
    return {year: figure for year, figure in figures.items() if year <= last}


def roll_places(
    system: PlaceSystem,
    whole: Matrix,
    settings: PlanSettings,
    *,
    window: int,
    model: Callable[[PlaceSystem], Matrix],
    progress: Progress = silent,
) -> Solution:
    """Plan places year after year with some years in sight, then all years as decided.

    Parameters
    ----------
    system : PlaceSystem
        Places that are planned together.
    whole : Matrix
        Model of all years.
    settings : PlanSettings
        Choices of the planner.
    window : int
        Years in sight, the current one among them.
    model : callable
        Model of the places until some year.
    progress : Progress
        Told after each window.

    Returns
    -------
    Solution
        Of all years: starts, entries, expansion, recruiting and retraining are those of the
        windows, the rest is as good as it can be with them. Its bound is not a number.

    Raises
    ------
    PlanningError
        If a year has no plan for want of foresight; the year is named.
    SolverError
        If no plan is found in time.

    Notes
    -----
    The years of the last window are decided at once, because it sees the end. In a window the
    years before it are over; at the end all years are solved once more for their prices.
    """
    state: dict[str, xr.DataArray] = {}
    past: dict[str, xr.DataArray] = {}
    years, stopped = system.first.years, False
    windows = max(len(years) - window, 0) + 1
    for number, year in enumerate(years[:windows]):
        ending = number + 1 == windows
        seen = whole if ending else model(system_until(system, years[number + window - 1]))
        found = solve_matrix(settled(seen, past), settings)
        if found is None:
            raise none_in_sight(window, year)
        stopped = stopped or found.stopped
        now = years[number:] if ending else (year,)
        keep(state, found, now, names=STATE)
        keep(past, found, now, names=_by_year(seen))
        progress("plan.foresight", number + 1, windows + 1)
    last = solve_matrix(settled(whole, state), settings)
    if last is None:
        raise not_carried()
    return replace(_against_all_rows(last, whole), stopped=stopped)


def _against_all_rows(solution: Solution, whole: Matrix) -> Solution:
    """The answer held against every row, also those of which nothing was left to decide."""
    matrix = replace(whole, lower=solution.matrix.lower, upper=solution.matrix.upper)
    audit = audited(matrix, solution.columns, prices=solution.prices, objective=solution.objective)
    return replace(solution, matrix=matrix, audit=audit, bound=UNKNOWN)


def settled(matrix: Matrix, past: Mapping[str, xr.DataArray]) -> Matrix:
    """The model in which what was decided is a number.

    Parameters
    ----------
    matrix : Matrix
        Model of the years in sight and those before.
    past : mapping of str to DataArray
        Decisions of past years, by name.

    Returns
    -------
    Matrix
        Rows of which nothing is left to decide are dropped.
    """
    value = np.full(len(matrix.cost), np.nan)
    for name, values in past.items():
        at = matrix.columns[name].sel(year=values.coords["year"].values)
        there = at.values >= 0
        value[at.values[there]] = values.transpose(*at.dims).values[there]
    over = np.isfinite(value)
    value = np.clip(np.where(matrix.whole, np.round(value), value), matrix.lower, matrix.upper)
    left = abs(matrix.A) @ (~over).astype(np.float64) > 0
    return replace(
        matrix,
        lower=np.where(over, value, matrix.lower),
        upper=np.where(over, value, matrix.upper),
        row_lower=np.where(left, matrix.row_lower, -np.inf),
        row_upper=np.where(left, matrix.row_upper, np.inf),
    )


def _by_year(matrix: Matrix) -> list[str]:
    return [name for name, at in matrix.columns.items() if "year" in at.dims]
