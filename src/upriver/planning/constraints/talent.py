"""Output needs people: a stock that arrives, leaves and can be recruited.

``need · output / productivity(t) <= people(t)`` ·
``people(t) = (1 - attrition) people(t-1) + arrivals + recruited``
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.planning.constraints.research import research_people

if TYPE_CHECKING:
    from upriver.planning.forms import Form
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.program import Program
    from upriver.planning.settings import PlanSettings
    from upriver.planning.variables import Variables


def fewer_hands(inputs: PlanInputs, *, settings: PlanSettings) -> xr.DataArray:
    """People for one unit of output, compared with the base year.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.
    settings : PlanSettings
        Choices of the planner.

    Returns
    -------
    DataArray (year), ratio
        Falls with productivity.
    """
    elapsed = np.arange(1, len(inputs.years) + 1)
    return xr.DataArray(
        (1 + settings.productivity_growth) ** -elapsed.astype(float),
        coords={"year": list(inputs.years)},
        dims="year",
    )


def people_needed(inputs: PlanInputs, *, variables: Variables, settings: PlanSettings) -> Form:
    """People that the output and the research tasks need.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan; its people part must be on.
    variables : Variables
        Decisions of the plan.
    settings : PlanSettings
        Choices of the planner.

    Returns
    -------
    Form (occupation, year), 1e4 persons
        Need by occupation.
    """
    assert inputs.people is not None
    need = inputs.people.need * fewer_hands(inputs, settings=settings)
    needed = (variables.output * need).sum("industry")
    busy = research_people(inputs, variables=variables)
    return needed if busy is None else needed + busy


def add_talent(
    model: Program, inputs: PlanInputs, *, variables: Variables, settings: PlanSettings
) -> None:
    """Add the need for people and their stock.

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
    if inputs.people is None or variables.people is None or variables.recruited is None:
        return
    people = inputs.people
    needed = people_needed(inputs, variables=variables, settings=settings)
    model.add_constraints(needed - variables.people <= 0, name="talent_need")
    start = people.stock.expand_dims(year=list(inputs.years)).transpose("occupation", "year")
    before = variables.people.shift(year=1).fillna(start)
    stays = before * (1 - people.attrition)
    model.add_constraints(
        variables.people - stays - variables.recruited == people.arrivals, name="talent_stock"
    )
