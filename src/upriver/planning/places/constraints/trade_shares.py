"""Nobody turns to other sellers, nor moves away, for free: shares in trade drift slowly.

``(share - drift · n) · inflow <= bought <= (share + drift · n) · inflow`` ·
``(share - drift · n) · volume <= sold <= (share + drift · n) · volume``
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.planning.constraints.chain_balance import NEGLIGIBLE
from upriver.planning.places.constraints.context import of_places

if TYPE_CHECKING:
    from upriver.planning.places.constraints.context import Coupling


def add_trade_shares(coupling: Coupling) -> None:
    """Add the limits on shares in the trade between the places.

    Parameters
    ----------
    coupling : Coupling
        The joint model being built.

    Notes
    -----
    A product that nobody sold to the others in the base year has no shares of sellers to keep;
    only its routes and the share of inflows limit it. Rows that can never bind are left out, and
    the upper limits of sellers where nothing may move, because the lower ones say it all.
    """
    system, base, between = coupling.system, coupling.base, coupling.between
    if between.sold is None or between.bought is None or between.volume is None:
        return
    model, years = coupling.model, list(system.first.years)
    drift = coupling.settings.places.trade_drift * xr.DataArray(
        np.arange(1, len(years) + 1), coords={"year": years}, dims="year"
    )
    every = of_places(system.names, [coupling.variables[name].inflow for name in system.names])
    inflow = every.sel({"product": base.products})
    moving = coupling.settings.places.trade_drift > 0
    started = base.sold_share.sum("place") > 0
    if coupling.apart:
        model.add_constraints(between.bought - inflow <= 0, name="bought_inflow")
    for name, part, whole, share, kept in (
        ("bought", between.bought, inflow, base.bought_share, xr.ones_like(base.bought_share) > 0),
        ("sold", between.sold, between.volume, base.sold_share, started),
    ):
        rise = drift if name == "sold" or coupling.rising else 0.0 * drift
        most = (share + rise).clip(max=1.0).transpose(*between.sold.dims)
        least = (share - drift).clip(min=0.0).transpose(*between.sold.dims)
        least = least.where(least >= NEGLIGIBLE, 0.0)
        binding = (most < 1.0) & moving if name == "sold" else most >= 0.0
        model.add_constraints(
            part - whole * most <= 0, name=f"trade_{name}_most", mask=binding & kept
        )
        model.add_constraints(
            part - whole * least >= 0, name=f"trade_{name}_least", mask=(least > 0) & kept
        )
