"""Limits of nature: what output and capacity press, less what projects abate, under caps.

``intensity · output - abated - overshoot <= cap``; for a stressor that counts against capacity
``intensity · capacity + what projects take - abated - overshoot <= cap``; for one that adds up
``sum over the years so far of (intensity · output - abated) - overshoot <= cap``
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.planning.constraints.projects import (
    candidate_reach,
    candidate_scale,
    effect_by,
    finished,
    project_reach,
)

if TYPE_CHECKING:
    from upriver.planning.forms import Form
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.program import Program
    from upriver.planning.settings import PlanSettings
    from upriver.planning.variables import Variables


def cleaner(inputs: PlanInputs, *, settings: PlanSettings) -> xr.DataArray:
    """Pressure for one unit of output, compared with the base year.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.
    settings : PlanSettings
        Choices of the planner.

    Returns
    -------
    DataArray (year), ratio
        Falls as technology gets cleaner without projects.
    """
    elapsed = np.arange(1, len(inputs.years) + 1)
    return xr.DataArray(
        (1 - settings.cleaner_growth) ** elapsed, coords={"year": list(inputs.years)}, dims="year"
    )


def net_pressure(inputs: PlanInputs, *, variables: Variables, settings: PlanSettings) -> Form:
    """Pressure after abatement.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan; its nature part must be on.
    variables : Variables
        Decisions of the plan.
    settings : PlanSettings
        Choices of the planner.

    Returns
    -------
    Form (stressor, year), unit of each stressor
        Gross pressure less what finished projects abate; for a stressor that adds up, of all
        years so far.
    """
    nature = inputs.nature
    assert nature is not None
    flow = nature.intensity * (1.0 - nature.counted("capacity"))
    total = (variables.output * (flow * cleaner(inputs, settings=settings))).sum("industry")
    if bool((nature.counted("capacity") > 0).any()):
        total = total + occupied(inputs, variables=variables, settings=settings)
    if variables.started is not None:
        taken = pressed(inputs)
        if bool((taken > 0).any()):
            total = total + (variables.started * taken).sum("project")
        abated = effect_by(inputs, kind="abatement", dim="stressor")
        if bool((abated > 0).any()):
            done = (finished(inputs, variables=variables) * abated).sum("project")
            total = total - done
    adding = nature.counted("cumulative")
    if bool((adding > 0).any()):
        total = (total.rename(year="year_to") * _so_far(inputs, adding)).sum("year_to")
    return total


def _so_far(inputs: PlanInputs, adding: xr.DataArray) -> xr.DataArray:
    """Years that count in each year: all until then where a stressor adds up."""
    count, years = len(inputs.years), list(inputs.years)
    labels = {"year": years, "year_to": years}
    until = xr.DataArray(np.tril(np.ones((count, count))), labels, ["year", "year_to"])
    alone = xr.DataArray(np.eye(count), labels, ["year", "year_to"])
    return adding * until + (1.0 - adding) * alone


def pressed(inputs: PlanInputs) -> xr.DataArray:
    """What each project takes or presses itself from its start.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan; its nature part must be on.

    Returns
    -------
    DataArray (project, stressor), unit of each stressor
        Zero where a project says nothing.
    """
    assert inputs.nature is not None
    codes = [str(code) for code in inputs.nature.caps.coords["stressor"].values]
    return xr.DataArray(
        [[item.presses.get(code, 0.0) for code in codes] for item in inputs.projects],
        coords={"project": [item.project for item in inputs.projects], "stressor": codes},
        dims=["project", "stressor"],
    )


def occupied(inputs: PlanInputs, *, variables: Variables, settings: PlanSettings) -> Form:
    """What capacity takes, whether or not it is used.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan; its nature part must be on.
    variables : Variables
        Decisions of the plan.
    settings : PlanSettings
        Choices of the planner.

    Returns
    -------
    Form (stressor, year), unit of each stressor
        Without a capacity part output stands for capacity. New capacity takes its industry's
        mean from its first output on, unless its project says what it takes.
    """
    assert inputs.nature is not None
    held = inputs.nature.intensity * inputs.nature.counted("capacity")
    there = variables.output if variables.capacity is None else variables.capacity
    total = (there * held).sum("industry")
    if variables.capacity is None:
        return total  # output holds that of new capacity already
    if variables.started is not None:
        silent = (pressed(inputs) == 0).astype(float)
        effect = effect_by(inputs, kind="capacity", dim="industry")
        each = (effect * held).sum("industry") * silent
        reached = project_reach(inputs, settings=settings)
        by_start = variables.started.rename(year="year_to")
        total = total + ((by_start * reached).sum("year_to") * each).sum("project")
    if variables.opened is not None:
        each = (candidate_scale(inputs) * held).sum("industry")
        reached = candidate_reach(inputs, settings=settings)
        by_start = variables.opened.rename(year="year_to")
        total = total + ((by_start * reached).sum("year_to") * each).sum("candidate")
    return total


def add_accounts(
    model: Program, inputs: PlanInputs, *, variables: Variables, settings: PlanSettings
) -> None:
    """Add the caps, hard or soft.

    Parameters
    ----------
    model : Program
        The model being built.
    inputs : PlanInputs
        Data of the plan.
    variables : Variables
        Decisions of the plan.
    settings : PlanSettings
        Choices of the planner.
    """
    if inputs.nature is None or variables.overshoot is None:
        return
    caps = inputs.nature.caps
    if not bool(caps.notnull().any()):
        return
    pressure = net_pressure(inputs, variables=variables, settings=settings)
    model.add_constraints(
        pressure - variables.overshoot <= caps.fillna(0.0), name="cap", mask=caps.notnull()
    )
