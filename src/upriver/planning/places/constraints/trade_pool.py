"""What the places sell each other is what they buy from each other, product by product.

``sum of sold = volume`` · ``sum of bought = sum of sold`` · ``sold + bought <= volume``
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

if TYPE_CHECKING:
    from upriver.planning.places.constraints.context import Coupling


def add_trade_pool(coupling: Coupling) -> None:
    """Add the pool of every product that has no routes, and put the sales into the places.

    Parameters
    ----------
    coupling : Coupling
        The joint model being built.

    Notes
    -----
    Sales to the other places leave the chain balance of the seller, and fly as other trade
    does where air freight is counted. No place may buy from the pool what it sold to it:
    ``sold + bought <= volume`` is necessary and sufficient for flows between different places
    that add up to what each sells and buys (Hall's condition with a forbidden diagonal), so no
    flow from place to place needs to be a decision. The price of the pool row is what one
    more unit of the product from outside would be worth to all.
    """
    system, base, between = coupling.system, coupling.base, coupling.between
    if between.sold is None or between.bought is None or between.volume is None:
        return
    model, dim = coupling.model, "product"
    for name in system.names:
        sold = between.sold.sel(place=name)
        rows = coupling.rows[name]
        model.add_to_rows(rows["chain_balance"].sel({dim: base.products}), sold * -1.0)
        air = coupling.inputs[name].air
        if air is not None and "air_freight" in rows:
            model.add_to_rows(
                rows["air_freight"], (sold * air.need.sel({dim: base.products})).sum(dim)
            )
    all_sold = between.sold.sum("place")
    model.add_constraints(all_sold - between.volume == 0, name="pool_volume")
    routed = {route.product for route in system.routes}
    pooled = xr.DataArray(
        ~np.isin(base.products, list(routed)), coords={dim: base.products}, dims=dim
    )
    model.add_constraints(between.bought.sum("place") - all_sold == 0, name="pool", mask=pooled)
    model.add_constraints(
        between.sold + between.bought - between.volume <= 0, name="pool_not_own", mask=pooled
    )
