"""What an account says beyond multipliers: households, single links, and gaps that are filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.core.dims import INDUSTRY, ORIGIN, to
from upriver.core.numerics import divide
from upriver.inputoutput import (
    add_supplier,
    closed_inverse,
    effect_multiplier,
    effect_ratio,
    intensity,
    leontief_system,
    output_multiplier,
)

if TYPE_CHECKING:
    from upriver.inputoutput import InputOutputTable

BUYER = to(INDUSTRY)
WAGES, HOUSEHOLD = "compensation", "household"
OUTSIDE_USES = ("exports", "outflow")
FILLED = 0.1  # of what is bought outside: a tenth is made here instead


def income_effects(table: InputOutputTable, inverse: xr.DataArray) -> dict[str, xr.DataArray]:
    """Income multipliers, and output multipliers with households (type II).

    Parameters
    ----------
    table : InputOutputTable
        The account.
    inverse : DataArray (industry, industry_to), money per money
        Leontief inverse of local coefficients.

    Returns
    -------
    dict of str to DataArray (industry)
        ``income_multiplier`` (wages per unit of demand), ``income_ratio`` (type I: wages in all
        industries over those in its own) and ``output_multiplier_2`` (type II). Empty without
        wages in the account, and without the last when households are not told apart or buy
        for more than all wages.
    """
    if WAGES not in table.primary_inputs.category:
        return {}
    wages = table.primary_inputs.sel(category=WAGES, drop=True)
    h = intensity(wages, table.output).fillna(0.0)
    found = {
        "income_multiplier": effect_multiplier(inverse, h),
        "income_ratio": effect_ratio(inverse, h),
    }
    uses = table.local_final_uses
    if HOUSEHOLD in uses.category:
        c = uses.sel(category=HOUSEHOLD, drop=True) / float(wages.sum())
        # Above 1, households live on more than wages, and wages alone cannot close the circle.
        if float(c.min()) >= 0.0 and float(c.sum()) <= 1.0:
            closed = closed_inverse(inverse, income=h, consumption=c)
            found["output_multiplier_2"] = output_multiplier(closed)
    return found


def pair_shares(table: InputOutputTable) -> xr.Dataset:
    """For every pair of industries: what part of the purchase is local, and of the sale it is.

    Parameters
    ----------
    table : InputOutputTable
        A non-competitive account.

    Returns
    -------
    Dataset (industry, industry_to)
        ``local_supply``: share of what the column buys of the row that is made here.
        ``buyer_share``: share of the row's output that the column takes here. NaN where
        nothing is bought or made.
    """
    local = np.asarray(table.local_flows.values, dtype=np.float64)
    total = np.asarray(table.total_flows.values, dtype=np.float64)
    made = np.broadcast_to(table.output.values[:, None], local.shape)
    labels = table.local_flows.coords[INDUSTRY].values
    return xr.Dataset(
        {
            "local_supply": ((INDUSTRY, BUYER), divide(local, total)),
            "buyer_share": ((INDUSTRY, BUYER), divide(local, made)),
        },
        coords={INDUSTRY: labels, BUYER: labels},
    )


def filling_gain(
    table: InputOutputTable, local: xr.DataArray, outside: xr.DataArray
) -> xr.DataArray:
    """Value added gained here if a tenth of what is bought outside of a product were made here.

    Parameters
    ----------
    table : InputOutputTable
        A non-competitive account.
    local : DataArray (industry, industry_to), money per money
        Local coefficients.
    outside : DataArray (origin, industry, industry_to), money per money
        Coefficients of inputs from outside.

    Returns
    -------
    DataArray (industry), money
        Through all tiers, for each product alone; NaN for an industry without output.

    Notes
    -----
    The new production buys as its industry does today. Goods that differ inside an industry
    are counted as one, so it is the gain of the industry, not of one node of a chain.
    """
    system = leontief_system(local)
    output = table.output
    value = np.nan_to_num(divide(table.primary_inputs.sum("category").values, output.values))
    sold = output - table.local_flows.sum(BUYER)
    away = table.final_uses.drop_sel(origin="local")
    inside = [each for each in away.category.values if each not in OUTSIDE_USES]
    wanted = away.sel(category=inside).sum([ORIGIN, "category"])
    gains = np.full(output.size, np.nan)
    for at, industry in enumerate(output.coords[INDUSTRY].values.tolist()):
        if output.values[at] > 0.0:
            changed = add_supplier(system, outside, industry=industry, share=FILLED)
            demand = sold.copy()
            demand[at] += FILLED * wanted[at]
            gains[at] = float(value @ (changed.output(demand).values - output.values))
    return xr.DataArray(gains, {INDUSTRY: output.coords[INDUSTRY].values}, (INDUSTRY,))
