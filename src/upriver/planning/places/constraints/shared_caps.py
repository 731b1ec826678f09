"""A limit of nature over several places: a river, an airshed, a city.

``sum of (intensity · output - abated) over places - overshoot <= limit``
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import xarray as xr

from upriver.planning.constraints.accounts import net_pressure

if TYPE_CHECKING:
    from upriver.planning.places.constraints.context import Coupling
    from upriver.planning.places.system import PlaceSystem


def shared_limits(system: PlaceSystem) -> xr.DataArray:
    """Limits of all shared caps.

    Parameters
    ----------
    system : PlaceSystem
        Places that are planned together.

    Returns
    -------
    DataArray (cap, year), unit of each stressor
        Missing where there is none.
    """
    years = list(system.first.years)
    return xr.DataArray(
        [[cap.limit.get(year, float("nan")) for year in years] for cap in system.caps],
        coords={"cap": [cap.cap for cap in system.caps], "year": years},
        dims=("cap", "year"),
    )


def add_shared_caps(coupling: Coupling) -> None:
    """Add the caps over several places.

    Parameters
    ----------
    coupling : Coupling
        The joint model being built.
    """
    system, overshoot = coupling.system, coupling.between.overshoot
    if overshoot is None:
        return
    total = overshoot * -1.0
    for name in system.names:
        mine = [cap for cap in system.caps if name in system.members(cap.places)]
        if not mine:
            continue
        pressure = net_pressure(
            coupling.inputs[name], variables=coupling.variables[name], settings=coupling.settings
        )
        for stressor in dict.fromkeys(cap.stressor for cap in mine):
            counts = xr.DataArray(
                [float(cap in mine and cap.stressor == stressor) for cap in system.caps],
                coords={"cap": [cap.cap for cap in system.caps]},
                dims="cap",
            )
            total = total + pressure.sel(stressor=stressor) * counts
    limit = shared_limits(system)
    coupling.model.add_constraints(
        total <= limit.fillna(0.0), name="shared_cap", mask=limit.notnull()
    )
