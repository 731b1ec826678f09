"""What is sold to and bought from other places, and what new capacity changes about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.planning.constraints.chain_balance import intermediate_use
from upriver.planning.variables import faster

if TYPE_CHECKING:
    from upriver.planning.forms import Form
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.program import Program
    from upriver.planning.settings import PlanSettings
    from upriver.planning.variables import Variables


def add_trade(
    model: Program,
    inputs: PlanInputs,
    *,
    variables: Variables,
    settings: PlanSettings,
    added: Form | None,
) -> None:
    """Add the rules of trade.

    ``sales >= keep_sales · base sales`` ·
    ``inflow >= share · (1 - substitution)^n · use - replaced`` ·
    ``inflow <= (share + inflow_rise · n) · use`` ·
    ``replaced <= replaced_most · share · use`` ·
    ``new_sales + replaced <= additional · make · capacity of finished projects and opened nodes`` ·
    ``sum of won <= ((1 + market_gain)^n - 1) · sum of markets`` · ``won(t) >= won(t-1)`` ·
    ``sales(t) / limit(t) <= sales(t-1) / limit(t-1)``

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
    added : Form (product, year), 1e8 CNY, optional
        What the capacity makes that finished projects and opened nodes add.

    Notes
    -----
    Products keep the share of outside supply they had in the base year, except for slow
    substitution and for what new projects and nodes replace. Shares in other markets can be
    won, but not everywhere at once: the plan chooses for which products. What is won is kept,
    and a share that is given up does not come back by itself; without these two rules a plan
    dresses up for the year of a target. A unit of new capacity finds
    its buyer outside or replaces an inflow; it cannot do both.
    """
    economy = inputs.economy
    elapsed = xr.DataArray(
        np.arange(1, len(inputs.years) + 1), coords={"year": list(inputs.years)}, dims="year"
    )
    kept = settings.keep_sales * economy.sales.clip(min=0)
    room = economy.sales_limit.min("year")
    floor = kept.where(kept <= room, room).expand_dims(year=list(inputs.years))
    floor = floor.transpose(*economy.sales_limit.dims)
    model.add_constraints(
        variables.sales >= floor, name="sales_kept", mask=(floor > 0).transpose(*floor.dims)
    )

    fading = (1 - settings.substitution) ** elapsed
    slower = fading.where(economy.tradable, 1.0)
    share = (economy.inflow_share * slower).transpose("product", "year")
    bought = variables.inflow - intermediate_use(inputs, variables=variables, share=share)
    if variables.replaced is not None:
        bought = bought + variables.replaced
    model.add_constraints(bought >= share * economy.local_demand, name="inflow_share")
    most = (economy.inflow_share + settings.inflow_rise * elapsed).clip(max=1.0)
    most = most.transpose("product", "year")
    model.add_constraints(
        variables.inflow - intermediate_use(inputs, variables=variables, share=most)
        <= most * economy.local_demand,
        name="inflow_limit",
    )

    _add_market_shares(model, inputs, variables=variables, settings=settings)
    if added is not None and variables.new_sales is not None and variables.replaced is not None:
        model.add_constraints(
            variables.new_sales + variables.replaced - settings.additional * added <= 0,
            name="new_markets",
        )
        part = settings.replaced_most * share
        model.add_constraints(
            variables.replaced - intermediate_use(inputs, variables=variables, share=part)
            <= part * economy.local_demand,
            name="replaced_limit",
        )


def _add_market_shares(
    model: Program, inputs: PlanInputs, *, variables: Variables, settings: PlanSettings
) -> None:
    limit = inputs.economy.sales_limit
    most = faster(inputs, gain=settings.market_gain) * limit.sum(["category", "product"])
    model.add_constraints(variables.won.sum("product") <= most, name="market_gain")
    if len(inputs.years) == 1:
        return
    later = {"year": slice(1, None)}
    won = variables.won
    model.add_constraints(won.isel(later) - won.shift(year=1).isel(later) >= 0, name="won_kept")
    before = limit.shift(year=1)
    grown = (limit / before.where(before > 0)).isel(later).fillna(0.0)
    sales = variables.sales
    model.add_constraints(
        sales.isel(later) - sales.shift(year=1).isel(later) * grown <= 0, name="sales_share"
    )
