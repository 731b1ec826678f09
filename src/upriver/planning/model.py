"""The whole model: decisions, rules and objective."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from upriver.planning.constraints.accounts import add_accounts
from upriver.planning.constraints.capacity import add_capacity
from upriver.planning.constraints.capital import add_capital
from upriver.planning.constraints.chain_balance import add_chain_balance
from upriver.planning.constraints.entry import add_entry
from upriver.planning.constraints.logistics import add_logistics
from upriver.planning.constraints.own_rules import add_own_rules
from upriver.planning.constraints.projects import add_projects, added_capacity
from upriver.planning.constraints.research import add_research
from upriver.planning.constraints.talent import add_talent
from upriver.planning.constraints.targets import TargetRows, add_targets, target_rows
from upriver.planning.constraints.trade import add_trade
from upriver.planning.objective import add_objective
from upriver.planning.program import Program
from upriver.planning.variables import Variables, add_variables

if TYPE_CHECKING:
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.settings import PlanSettings


@dataclass(frozen=True)
class PlanModel:
    """A model that is ready to be solved.

    Parameters
    ----------
    model : Program
        The labelled rows and columns.
    variables : Variables
        Decisions by name.
    rows : TargetRows, optional
        Coefficients of the targets.
    settings : PlanSettings
        With which it was built.
    """

    model: Program
    variables: Variables
    rows: TargetRows | None
    settings: PlanSettings


def build_model(inputs: PlanInputs, settings: PlanSettings) -> PlanModel:
    """Build the model of a plan.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.
    settings : PlanSettings
        Choices of the planner.

    Returns
    -------
    PlanModel
        Decisions, rules and objective.

    Raises
    ------
    DataError
        If a rule of the planner's own names what the plan does not have.
    """
    model = Program()
    variables = add_variables(model, inputs, settings=settings)
    add_chain_balance(model, inputs, variables=variables)
    added = added_capacity(inputs, variables=variables, settings=settings)
    fresh = added_capacity(inputs, variables=variables, settings=settings, make=inputs.economy.make)
    add_trade(model, inputs, variables=variables, settings=settings, added=fresh)
    add_capacity(model, inputs, variables=variables, settings=settings, added=added)
    add_projects(model, inputs, variables=variables)
    add_entry(model, inputs, variables=variables, settings=settings)
    add_research(model, inputs, variables=variables, settings=settings)
    add_capital(model, inputs, variables=variables)
    add_talent(model, inputs, variables=variables, settings=settings)
    add_logistics(model, inputs, variables=variables)
    add_accounts(model, inputs, variables=variables, settings=settings)
    add_own_rules(model, inputs, variables=variables)
    rows = target_rows(inputs, settings=settings) if inputs.targets else None
    if rows is not None:
        add_targets(model, inputs, variables=variables, rows=rows)
    add_objective(model, inputs, variables=variables, rows=rows, settings=settings)
    return PlanModel(model, variables, rows, settings)
