"""What the plan strives for: value added, less what it costs, less what it misses."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.planning.chances import tasks_behind
from upriver.planning.constraints.entry import entry_outlays
from upriver.planning.constraints.loans import loans, paid_out, price_of_drawing
from upriver.planning.constraints.projects import project_outlays
from upriver.planning.constraints.research import chances
from upriver.planning.timing import per_start

if TYPE_CHECKING:
    from upriver.planning.constraints.targets import TargetRows
    from upriver.planning.forms import Form
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.program import Program
    from upriver.planning.settings import PlanSettings
    from upriver.planning.variables import Variables

PROJECT_WEAR = 0.05  # a year; projects name no depreciation of their own


def discount(inputs: PlanInputs, *, settings: PlanSettings) -> xr.DataArray:
    """Present value of one yuan of each year, seen from the base year.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.
    settings : PlanSettings
        Choices of the planner.

    Returns
    -------
    DataArray (year), ratio
        At most 1.
    """
    elapsed = np.arange(1, len(inputs.years) + 1).astype(float)
    return xr.DataArray(
        (1 + settings.discount_rate) ** -elapsed,
        coords={"year": list(inputs.years)},
        dims="year",
    )


def base_value_added(inputs: PlanInputs) -> float:
    """Value added of the base year.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.

    Returns
    -------
    float
        1e8 CNY.
    """
    return float((inputs.economy.value_added * inputs.economy.output).sum())


def add_objective(
    model: Program,
    inputs: PlanInputs,
    *,
    variables: Variables,
    rows: TargetRows | None,
    settings: PlanSettings,
) -> None:
    """Set the objective, to be maximised.

    Discounted value added − price · inflow − price · spending − cost of money and of loans
    + what capacity is still worth + expected results of research
    − priced shortfalls, overshoots and detours.

    Parameters
    ----------
    model : Program
        The model being built.
    inputs : PlanInputs
        Data of the plan.
    variables : Variables
        Decisions of the plan.
    rows : TargetRows, optional
        Coefficients of the targets.
    settings : PlanSettings
        Choices of the planner.
    """
    worth = discount(inputs, settings=settings)
    gained = worth * inputs.economy.value_added
    goal = (variables.output * gained).sum() - (
        variables.inflow * (settings.inflow_price * worth)
    ).sum()
    goal = goal - (variables.spending * (settings.money_price * worth)).sum()
    if inputs.money is not None and variables.money is not None:
        ahead = (
            worth.isel(year=slice(None, None, -1)).cumsum("year").isel(year=slice(None, None, -1))
        )
        owing = loans(inputs.money)
        staying = inputs.money.cost.where(~inputs.money.cost["fund"].isin(owing["loan"]), 0.0)
        goal = goal - (paid_out(variables) * (staying * ahead)).sum()
        if owing.size:
            drawn = paid_out(variables).sel(fund=owing["loan"].values).rename(fund="loan")
            goal = goal - (drawn * price_of_drawing(inputs, settings=settings)).sum()
    for part in _salvage(inputs, variables=variables, worth=worth, settings=settings):
        goal = goal + part
    if variables.task_started is not None:
        found = _results(inputs, settings=settings)
        goal = goal + (variables.task_started * found).sum()
    for part in _penalties(inputs, variables=variables, rows=rows, worth=worth, settings=settings):
        goal = goal - part
    model.add_objective(goal)


def _salvage(
    inputs: PlanInputs, *, variables: Variables, worth: xr.DataArray, settings: PlanSettings
) -> list[Form]:
    """What capacity is worth after the last year, so that the plan does not eat its capital."""
    end = settings.salvage * settings.money_price * float(worth.values[-1])
    if end == 0:
        return []
    parts = []
    if inputs.capacity is not None and variables.capacity is not None:
        last = variables.capacity.isel(year=-1)
        parts.append((last * (end * inputs.capacity.capital_per_output)).sum())
    left = (1 - PROJECT_WEAR) ** np.arange(len(inputs.years))[::-1]
    kept = xr.DataArray(left, coords={"year": list(inputs.years)}, dims="year")
    if variables.started is not None:
        lasting = xr.DataArray(
            [0.0 if item.kind == "route" else 1.0 for item in inputs.projects],
            coords={"project": [item.project for item in inputs.projects]},
            dims="project",
        )
        value = end * lasting * (project_outlays(inputs) * kept).sum("year")
        parts.append((variables.started.rename(year="year_to") * value).sum())
    if variables.opened is not None:
        value = end * (entry_outlays(inputs) * kept).sum("year")
        parts.append((variables.opened.rename(year="year_to") * value).sum())
    return parts


def _results(inputs: PlanInputs, *, settings: PlanSettings) -> xr.DataArray:
    """What results of research are worth, seen from the base year.

    What a task waits for must have succeeded too. Its chance is taken as that of one team each,
    because the product over chosen teams is not linear: the worth is never overstated.

    A task may end after the last year of the plan: its result then counts with ``salvage``, and
    what is still to be paid for it counts in full.
    """
    count, price = len(inputs.years), settings.money_price
    worth = np.zeros((len(inputs.tasks), count))
    late = np.zeros_like(worth)
    for row, item in enumerate(inputs.tasks):
        span = max(item.duration, 1)
        first = set(tasks_behind(inputs.tasks, item.task)) - {item.task}
        sure = prod(each.success for each in inputs.tasks if each.task in first)
        for at in range(count):
            end = at + item.duration
            kept = 1.0 if end < count else settings.salvage
            worth[row, at] = sure * item.value * kept * (1 + settings.discount_rate) ** -(end + 1)
            late[row, at] = sum(
                item.cost / span * price * (1 + settings.discount_rate) ** -(year + 1)
                for year in range(count, at + span)
            )
    coords = {"task": [item.task for item in inputs.tasks], "year": list(inputs.years)}
    chance = chances(inputs)
    teams = chance.coords["teams"]
    return per_start(
        chance * xr.DataArray(worth, coords, ["task", "year"])
        - teams * xr.DataArray(late, coords, ["task", "year"])
    ).transpose("task", "teams", "year")


def _penalties(
    inputs: PlanInputs,
    *,
    variables: Variables,
    rows: TargetRows | None,
    worth: xr.DataArray,
    settings: PlanSettings,
) -> list[Form]:
    """Prices of what the plan misses."""
    size = base_value_added(inputs)
    short, over = _missed(inputs, variables=variables, rows=rows, worth=worth)
    parts = []
    if short is not None:
        parts.append(settings.shortfall_price * size * short)
    if over is not None:
        parts.append(settings.overshoot_price * size * over)
    if variables.air_overflow is not None:
        parts.append((variables.air_overflow * (settings.air_detour_price * worth)).sum())
    return parts


def _missed(
    inputs: PlanInputs, *, variables: Variables, rows: TargetRows | None, worth: xr.DataArray
) -> tuple[Form | None, Form | None]:
    """Relative shortfalls of soft targets, and relative overshoots of soft limits, both summed."""
    short = over = None
    if rows is not None and variables.shortfall is not None:
        factor = xr.DataArray(
            [item.weight * float(worth.sel(year=item.year)) for item in inputs.targets],
            coords={"target": rows.scale.coords["target"].values.tolist()},
            dims="target",
        )
        short = (variables.shortfall * (factor / rows.scale)).sum()
    if inputs.nature is not None and variables.overshoot is not None:
        relative = 1.0 / inputs.nature.caps.where(inputs.nature.caps > 0)
        over = (variables.overshoot * (worth * relative).fillna(0.0)).sum()
    return short, over


def promises_missed(
    inputs: PlanInputs, *, variables: Variables, rows: TargetRows | None, settings: PlanSettings
) -> Form | None:
    """What a plan misses of its promises, each relative to its own size.

    ``sum of weight · discount · shortfall / promise + sum of discount · overshoot / limit``

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.
    variables : Variables
        Decisions of the plan.
    rows : TargetRows, optional
        Coefficients of the targets.
    settings : PlanSettings
        Choices of the planner; its prices of missing a promise are not used.

    Returns
    -------
    Form or None
        One promise of weight 1 that is missed wholly counts as one, less the discount; None
        where nothing can be missed.
    """
    worth = discount(inputs, settings=settings)
    short, over = _missed(inputs, variables=variables, rows=rows, worth=worth)
    if short is None or over is None:
        return over if short is None else short
    return short + over


def promise_weight(inputs: PlanInputs, *, settings: PlanSettings) -> float:
    """Weight of everything that `promises_missed` adds up, to make a mean of it.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.
    settings : PlanSettings
        Choices of the planner.

    Returns
    -------
    float
        Soft targets by weight and soft limits, each with the discount of its year.
    """
    worth = discount(inputs, settings=settings)
    targets = sum(
        item.weight * float(worth.sel(year=item.year)) for item in inputs.targets if not item.hard
    )
    if inputs.nature is None:
        return targets
    caps = inputs.nature.caps
    soft = (caps > 0) & ~inputs.nature.hard
    return targets + float((worth * soft).sum())
