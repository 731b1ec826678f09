"""Output and research need people: a stock that arrives, leaves, is recruited and retrained.

``need · output / productivity(t) + people of the teams at work <= people(t)`` ·
``people(t) = (1 - attrition) people(t-1) + arrivals + recruited
+ retrained(from others, t-1) - retrained(for others, t)`` ·
``recruited <= recruit_limit + what finished projects attract``
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.planning.constraints.projects import finished
from upriver.planning.constraints.research import research_people
from upriver.planning.variables import attracted

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
    """Add the need for people, their stock and the room for recruiting.

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

    Notes
    -----
    Who is retrained leaves the old occupation at once and works in the new one a year later.
    """
    if inputs.people is None or variables.people is None or variables.recruited is None:
        return
    people = inputs.people
    needed = people_needed(inputs, variables=variables, settings=settings)
    model.add_constraints(needed - variables.people <= 0, name="talent_need")
    start = people.stock.expand_dims(year=list(inputs.years)).transpose("occupation", "year")
    before = variables.people.shift(year=1).fillna(start)
    stays = before * (1 - people.attrition)
    stock = variables.people - stays - variables.recruited
    if variables.retrained is not None:
        leaving = variables.retrained.sum("occupation_to")
        taught = variables.retrained.sum("occupation").rename(occupation_to="occupation")
        stock = stock + leaving - taught.shift(year=1).fillna(0)
    model.add_constraints(stock == people.arrivals, name="talent_stock")
    _add_attraction(model, inputs, variables=variables)


def _add_attraction(model: Program, inputs: PlanInputs, *, variables: Variables) -> None:
    """Add that more can be recruited only once the projects that attract people work."""
    assert inputs.people is not None
    assert variables.recruited is not None
    more = attracted(inputs)
    jobs = [str(job) for job in more.coords["occupation"].values[more.values > 0]]
    if not jobs or variables.started is None:
        return
    drawn = xr.DataArray(
        [[item.attracts.get(job, 0.0) for job in jobs] for item in inputs.projects],
        coords={"project": [item.project for item in inputs.projects], "occupation": jobs},
        dims=["project", "occupation"],
    )
    come = (finished(inputs, variables=variables) * drawn).sum("project")
    model.add_constraints(
        variables.recruited.sel(occupation=jobs) - come
        <= inputs.people.recruit_limit.sel(occupation=jobs),
        name="talent_attraction",
    )
