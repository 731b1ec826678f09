"""The whole model: decisions, rules and objective, under one meaning of labels."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import linopy

from upriver.planning.constraints.accounts import add_accounts
from upriver.planning.constraints.capacity import add_capacity
from upriver.planning.constraints.capital import add_capital
from upriver.planning.constraints.chain_balance import add_chain_balance
from upriver.planning.constraints.entry import add_entry
from upriver.planning.constraints.logistics import add_logistics
from upriver.planning.constraints.own_rules import add_own_rules
from upriver.planning.constraints.projects import add_projects
from upriver.planning.constraints.talent import add_talent
from upriver.planning.constraints.targets import TargetRows, add_targets, target_rows
from upriver.planning.constraints.trade import add_trade
from upriver.planning.objective import add_objective
from upriver.planning.variables import Variables, add_variables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from upriver.planning.inputs import PlanInputs
    from upriver.planning.settings import PlanSettings

_LOCK = threading.Lock()


@contextmanager
def strict_labels() -> Iterator[None]:
    """Make mismatched labels raise while a model is built.

    Yields
    ------
    None
        The switch is process-wide, so it is taken under a lock and put back at the end.
    """
    with _LOCK:
        before = linopy.options["semantics"]
        linopy.options["semantics"] = "v1"
        try:
            yield
        finally:
            linopy.options["semantics"] = before


@dataclass(frozen=True)
class PlanModel:
    """A model that is ready to be solved.

    Parameters
    ----------
    model : linopy.Model
        The labelled rows and columns.
    variables : Variables
        Decisions by name.
    rows : TargetRows, optional
        Coefficients of the targets.
    """

    model: linopy.Model
    variables: Variables
    rows: TargetRows | None


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
    with strict_labels():
        model = linopy.Model()
        variables = add_variables(model, inputs, settings=settings)
        add_chain_balance(model, inputs, variables=variables)
        add_trade(model, inputs, variables=variables, settings=settings)
        add_capacity(model, inputs, variables=variables, settings=settings)
        add_projects(model, inputs, variables=variables)
        add_entry(model, inputs, variables=variables, settings=settings)
        add_capital(model, inputs, variables=variables)
        add_talent(model, inputs, variables=variables, settings=settings)
        add_logistics(model, inputs, variables=variables)
        add_accounts(model, inputs, variables=variables, settings=settings)
        add_own_rules(model, inputs, variables=variables)
        rows = target_rows(inputs, settings=settings) if inputs.targets else None
        if rows is not None:
            add_targets(model, inputs, variables=variables, rows=rows)
        add_objective(model, inputs, variables=variables, rows=rows, settings=settings)
    return PlanModel(model, variables, rows)
