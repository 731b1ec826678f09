"""Goods that fly need room in aircraft.

``need · (sales + won + new sales + inflow) - overflow <= running + opened routes``
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.planning.constraints.chain_balance import outside_sales
from upriver.planning.constraints.projects import effect_by, finished

if TYPE_CHECKING:
    from upriver.planning.forms import Form
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.program import Program
    from upriver.planning.variables import Variables


def air_freight(inputs: PlanInputs, *, variables: Variables) -> Form:
    """Freight by air that trade with other places needs.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan; its air part must be on.
    variables : Variables
        Decisions of the plan.

    Returns
    -------
    Form (year), 1e4 t
        Freight a year.
    """
    assert inputs.air is not None
    trade = outside_sales(variables) + variables.inflow
    return (trade * inputs.air.need).sum("product")


def add_logistics(model: Program, inputs: PlanInputs, *, variables: Variables) -> None:
    """Add the room for air freight.

    Parameters
    ----------
    model : Program
        The model being built.
    inputs : PlanInputs
        Data of the plan.
    variables : Variables
        Decisions of the plan.

    Notes
    -----
    Freight above the room flies from another airport at the price of the detour, so the
    row never makes a plan impossible; its dual is at most that price.
    """
    if inputs.air is None or variables.air_overflow is None:
        return
    freight = air_freight(inputs, variables=variables) - variables.air_overflow
    if variables.started is not None:
        routes = effect_by(inputs, kind="route", dim="kind").isel(kind=0, drop=True)
        if bool((routes > 0).any()):
            freight = freight - (finished(inputs, variables=variables) * routes).sum("project")
    model.add_constraints(freight <= inputs.air.running, name="air_freight")
