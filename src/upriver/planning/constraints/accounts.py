"""Limits of nature: what output presses, less what projects abate, stays under its cap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.planning.constraints.projects import effect_by, finished

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
        Gross pressure less what finished projects abate.
    """
    assert inputs.nature is not None
    intensity = inputs.nature.intensity * cleaner(inputs, settings=settings)
    total = (variables.output * intensity).sum("industry")
    if variables.started is not None:
        abated = effect_by(inputs, kind="abatement", dim="stressor")
        if bool((abated > 0).any()):
            done = (finished(inputs, variables=variables) * abated).sum("project")
            total = total - done
    return total


def add_accounts(
    model: Program, inputs: PlanInputs, *, variables: Variables, settings: PlanSettings
) -> None:
    """Add the caps, hard or soft.

    ``intensity · output - abated - overshoot <= cap``

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
