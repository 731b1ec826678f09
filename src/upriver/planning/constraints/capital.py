"""Money has a source and a use: what is spent must be paid by a fund that may pay for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import xarray as xr

from upriver.planning.constraints.entry import entry_outlays
from upriver.planning.constraints.loans import add_loans, paid_out
from upriver.planning.constraints.projects import project_spending
from upriver.planning.constraints.research import research_spending

if TYPE_CHECKING:
    from upriver.planning.forms import Form
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.program import Program
    from upriver.planning.variables import Variables

LEVERAGE = "money_leverage"
PAID_FROM = {"capacity": "projects", "route": "routes", "abatement": "abatement"}


def spending_by_use(inputs: PlanInputs, *, variables: Variables) -> dict[str, Form]:
    """What the decisions cost, by use of money.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.
    variables : Variables
        Decisions of the plan.

    Returns
    -------
    dict of str to Form (year), 1e8 CNY
        Uses without any decision are left out. What research tasks cost is the least that is
        spent on research; the rest is decided freely.
    """
    found: dict[str, Form] = {}
    if inputs.capacity is not None and variables.expansion is not None:
        cost = variables.expansion * inputs.capacity.capital_per_output
        found["capacity"] = cost.sum("industry")
    if variables.started is not None:
        cost_of = project_spending(inputs)
        by_start = variables.started.rename(year="year_to")
        for kind, use in PAID_FROM.items():
            codes = [item.project for item in inputs.projects if item.kind == kind]
            if codes:
                part = by_start.sel(project=codes) * cost_of.sel(project=codes)
                found[use] = part.sum(["project", "year_to"])
    if variables.opened is not None and variables.entry_cost is not None:
        spread = variables.opened.rename(year="year_to") * entry_outlays(inputs)
        found["entry"] = spread.sum(["candidate", "year_to"]) + variables.entry_cost.sum(
            "candidate"
        )
    if variables.task_started is not None:
        found["research"] = research_spending(inputs, variables=variables)
    if inputs.people is not None and variables.recruited is not None:
        found["talent"] = (variables.recruited * inputs.people.recruit_cost).sum("occupation")
        if variables.retrained is not None and inputs.people.retrain_cost is not None:
            taught = variables.retrained * inputs.people.retrain_cost
            found["talent"] = found["talent"] + taught.sum(["occupation", "occupation_to"])
    return found


def add_capital(model: Program, inputs: PlanInputs, *, variables: Variables) -> None:
    """Add spending by use, and its payment by source.

    ``sum of money over funds = spending`` ·
    ``carried(t) = carried(t-1) + amount - sum of money over uses - repayment`` ·
    ``sum of money over other funds >= leverage · money`` for every use

    Parameters
    ----------
    model : Program
        The model being built.
    inputs : PlanInputs
        Data of the plan.
    variables : Variables
        Decisions of the plan.
    """
    costs = spending_by_use(inputs, variables=variables)
    for use, cost in costs.items():
        paid = variables.spending.sel(use=use)
        sense = ">=" if use == "research" else "="
        model.add_constraints(paid - cost, sense, name=f"spending_{use}")
    if inputs.money is None or variables.money is None:
        return
    model.add_constraints(variables.money.sum("fund") - variables.spending == 0, name="money_use")
    add_loans(model, inputs, variables=variables)
    _add_leverage(model, inputs, variables=variables)
    used = paid_out(variables)
    if variables.carried is None:
        model.add_constraints(used <= inputs.money.amount, name="money_source")
        return
    nothing = xr.zeros_like(inputs.money.amount)
    before = variables.carried.shift(year=1).fillna(nothing)
    model.add_constraints(
        variables.carried - before + used == inputs.money.amount, name="money_source"
    )


def _add_leverage(model: Program, inputs: PlanInputs, *, variables: Variables) -> None:
    """Add that some money is spent only beside that of others."""
    assert inputs.money is not None
    assert variables.money is not None
    asked = inputs.money.leverage
    if asked is None or not bool(asked.notnull().any()):
        return
    own = variables.money * (1 + asked.fillna(0.0))
    together = variables.money.sum("fund") - own
    wanted = asked.notnull().expand_dims(year=list(inputs.years))
    model.add_constraints(together >= 0, name=LEVERAGE, mask=wanted.transpose(*together.dims))
