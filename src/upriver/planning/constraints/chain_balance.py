"""Every product that is used must be made or bought: the balance of the chains.

``make · output + inflow = technology · output + local demand + sales + won + new sales``
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xarray as xr

    from upriver.planning.forms import Form
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.program import Program
    from upriver.planning.variables import Variables

NEGLIGIBLE = 1e-5


def intermediate_use(
    inputs: PlanInputs, *, variables: Variables, share: xr.DataArray | None = None
) -> Form:
    """Products that the industries use up, or a share of them.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.
    variables : Variables
        Decisions of the plan.
    share : DataArray (product, year), ratio, optional
        Share of the use that counts.

    Returns
    -------
    Form (product, year), 1e8 CNY
        ``share · technology · output``; products of two tiny ratios are left out, because they
        only widen the range of numbers that the solver must handle.
    """
    inputs_used = inputs.economy.technology
    if share is not None:
        inputs_used = share * inputs_used
        inputs_used = inputs_used.where(inputs_used >= NEGLIGIBLE, 0.0)
    used: Form = (variables.output * inputs_used).sum("industry")
    return used


def outside_sales(variables: Variables) -> Form:
    """All sales to other places: kept markets, won shares, and those of new capacity.

    Parameters
    ----------
    variables : Variables
        Decisions of the plan.

    Returns
    -------
    Form (product, year), 1e8 CNY
        Sum over markets.
    """
    total = variables.sales.sum("category") + variables.won
    return total if variables.new_sales is None else total + variables.new_sales


def add_chain_balance(model: Program, inputs: PlanInputs, *, variables: Variables) -> None:
    """Add the balance of every product in every year.

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
    The technology is that of the base year. Investment demand is part of local demand and
    grows with it: spending of the plan is paid from it, it does not come on top. What comes along
    with another product needs a buyer too, as everything does: an industry is held back where
    nobody takes its by-product.
    """
    made = variables.inflow + (variables.output * inputs.economy.make).sum("industry")
    used = intermediate_use(inputs, variables=variables) + outside_sales(variables)
    model.add_constraints(made - used == inputs.economy.local_demand, name="chain_balance")
