"""A fund of several places gives to any of them, once.

``sum of granted over places <= amount``; what is granted adds to the money of the place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import xarray as xr

if TYPE_CHECKING:
    from upriver.planning.places.constraints.context import Coupling


def add_shared_money(coupling: Coupling) -> None:
    """Add the sharing out of common funds.

    Parameters
    ----------
    coupling : Coupling
        The joint model being built.

    Notes
    -----
    What a place is given it may carry over like money of its own, where money may be carried.
    """
    system, granted = coupling.system, coupling.between.granted
    if granted is None:
        return
    for name in system.names:
        funds = [fund.fund for fund in system.funds if name in system.members(fund.places)]
        if funds:
            given = granted.sel(place=name, fund=funds)
            sources = coupling.rows[name]["money_source"].sel(fund=funds)
            coupling.model.add_to_rows(sources, given * -1.0)
    years = list(system.first.years)
    amount = xr.DataArray(
        [[fund.amount.get(year, 0.0) for year in years] for fund in system.funds],
        coords={"fund": [fund.fund for fund in system.funds], "year": years},
        dims=("fund", "year"),
    )
    coupling.model.add_constraints(granted.sum("place") <= amount, name="shared_money")
