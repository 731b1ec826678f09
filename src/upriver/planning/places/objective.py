"""What the places strive for together: the sum of their objectives, less what lies between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.planning.objective import base_value_added, discount
from upriver.planning.places.constraints.shared_caps import shared_limits

if TYPE_CHECKING:
    from upriver.planning.forms import Form
    from upriver.planning.places.constraints.context import Coupling
    from upriver.planning.places.constraints.whole_targets import WholeRows
    from upriver.planning.places.system import PlaceSystem


def add_shared_objective(coupling: Coupling, rows: WholeRows | None) -> None:
    """Set the part of the objective that belongs to no single place.

    − cost of the ways − cost of commuting − priced shortfalls and overshoots of the whole.

    Parameters
    ----------
    coupling : Coupling
        The joint model being built.
    rows : WholeRows, optional
        Coefficients of the promises of several places.
    """
    system, between, settings = coupling.system, coupling.between, coupling.settings
    worth = discount(system.first, settings=settings)
    size = sum(base_value_added(inputs) for inputs in coupling.inputs.values())
    parts: list[Form] = []
    if between.routed is not None and any(route.cost > 0 for route in system.routes):
        parts.append((between.routed * route_costs(system) * worth).sum())
    if between.commuters is not None and system.commuting is not None:
        parts.append((between.commuters * (system.commuting.cost * worth)).sum())
    if between.overshoot is not None:
        limit = shared_limits(system)
        price = settings.overshoot_price * size * worth / limit.where(limit > 0)
        parts.append((between.overshoot * price.fillna(0.0).transpose("cap", "year")).sum())
    if between.shortfall is not None and rows is not None:
        factor = [
            whole.target.weight * float(worth.sel(year=whole.target.year))
            for whole in system.targets
        ]
        price = settings.shortfall_price * size * rows.scale.copy(data=factor) / rows.scale
        parts.append((between.shortfall * price).sum())
    if parts:
        total = parts[0]
        for part in parts[1:]:
            total = total + part
        coupling.model.add_objective(total * -1.0)


def route_costs(system: PlaceSystem) -> xr.DataArray:
    """What the ways cost.

    Parameters
    ----------
    system : PlaceSystem
        Places that are planned together.

    Returns
    -------
    DataArray (place, place_to, product), CNY/CNY
        Zero where there is no way.
    """
    names = system.names
    products = list(dict.fromkeys(route.product for route in system.routes))
    table = np.zeros((len(names), len(names), len(products)))
    for route in system.routes:
        at = names.index(route.place), names.index(route.place_to), products.index(route.product)
        table[at] = route.cost
    return xr.DataArray(
        table,
        coords={"place": names, "place_to": names, "product": products},
        dims=("place", "place_to", "product"),
    )
