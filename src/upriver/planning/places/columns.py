"""What is decided between the places, and the decisions of every place inside the joint model."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import xarray as xr

from upriver.planning.forms import Decision
from upriver.planning.variables import Variables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from upriver.planning.matrix import Matrix
    from upriver.planning.places.base_trade import BaseTrade
    from upriver.planning.places.system import PlaceSystem
    from upriver.planning.program import Program

UNITS = {
    "sold": "1e8 CNY",
    "bought": "1e8 CNY",
    "volume": "1e8 CNY",
    "routed": "1e8 CNY",
    "granted": "1e8 CNY",
    "commuters": "1e4 persons",
    "overshoot_shared": "",
    "shortfall_whole": "",
}


@dataclass(frozen=True)
class Between:
    """Decisions between the places; those of parts that are off are missing.

    Parameters
    ----------
    sold, bought : Decision (place, product, year), 1e8 CNY, optional
        Sales to the other places, purchases from them.
    volume : Decision (product, year), 1e8 CNY, optional
        All sales between the places.
    routed : Decision (place, place_to, product, year), 1e8 CNY, optional
        What goes from place to place, for products with routes.
    granted : Decision (place, fund, year), 1e8 CNY, optional
        Shared money that a place is given.
    commuters : Decision (place, place_to, occupation, year), 1e4 persons, optional
        People by home and place of work.
    overshoot : Decision (cap, year), optional
        Pressure above a soft shared limit.
    shortfall : Decision (target), optional
        What is missing to a soft promise of several places.
    """

    sold: Decision | None = None
    bought: Decision | None = None
    volume: Decision | None = None
    routed: Decision | None = None
    granted: Decision | None = None
    commuters: Decision | None = None
    overshoot: Decision | None = None
    shortfall: Decision | None = None


def variables_at(block: Matrix, *, start: int) -> Variables:
    """Decisions of one place as columns of the joint model.

    Parameters
    ----------
    block : Matrix
        Model of the place.
    start : int
        Column of the joint model at which the place begins.

    Returns
    -------
    Variables
        The same decisions, at their new positions.
    """
    known = {each.name for each in fields(Variables)}
    moved = {
        name: Decision(
            {str(dim): at.indexes[dim] for dim in at.dims},
            np.where(at.values >= 0, at.values + start, -1),
        )
        for name, at in block.columns.items()
        if name in known
    }
    return Variables(**moved)


def add_between(model: Program, system: PlaceSystem, *, base: BaseTrade) -> Between:
    """Add every decision between the places.

    Parameters
    ----------
    model : Program
        The part of the joint model that is not in the places.
    system : PlaceSystem
        Places that are planned together.
    base : BaseTrade
        Trade of the base year.

    Returns
    -------
    Between
        The decisions.
    """
    year = pd.Index(system.first.years, name="year")
    place = pd.Index(system.names, name="place")
    found: dict[str, Decision] = {}
    if base.products:
        product = pd.Index(base.products, name="product")
        by_place: list[pd.Index[Any]] = [place, product, year]
        found["sold"] = model.add_variables(coords=by_place, name="sold")
        found["bought"] = model.add_variables(coords=by_place, name="bought")
        found["volume"] = model.add_variables(coords=by_place[1:], name="volume")
    if system.routes:
        found["routed"] = model.add_variables(upper=_room(system), name="routed")
    if system.funds:
        member = xr.DataArray(
            [[name in system.members(fund.places) for fund in system.funds] for name in place],
            coords={"place": place, "fund": [fund.fund for fund in system.funds]},
            dims=("place", "fund"),
        ).expand_dims(year=list(year))
        upper = xr.full_like(member, np.inf, dtype=np.float64).where(member, 0.0)
        found["granted"] = model.add_variables(
            upper=upper.transpose("place", "fund", "year"), name="granted"
        )
    if system.commuting is not None:
        limit = system.commuting.limit.expand_dims(year=list(year))
        own = xr.DataArray(
            limit.indexes["place"].to_numpy()[:, None] != limit.indexes["place_to"].to_numpy(),
            coords={dim: limit.indexes[dim] for dim in ("place", "place_to")},
            dims=("place", "place_to"),
        )
        upper = limit.where(own, 0.0).transpose("place", "place_to", "occupation", "year")
        found["commuters"] = model.add_variables(upper=upper, name="commuters")
    return Between(**found, **_promises(model, system))


def _room(system: PlaceSystem) -> xr.DataArray:
    """What every way can carry; nothing where there is none."""
    products = list(dict.fromkeys(route.product for route in system.routes))
    names = system.names
    table = np.zeros((len(names), len(names), len(products), len(system.first.years)))
    for route in system.routes:
        at = names.index(route.place), names.index(route.place_to), products.index(route.product)
        table[at] = np.inf if route.limit is None else route.limit
    return xr.DataArray(
        table,
        coords={
            "place": names,
            "place_to": names,
            "product": products,
            "year": list(system.first.years),
        },
        dims=("place", "place_to", "product", "year"),
    )


def _promises(model: Program, system: PlaceSystem) -> Mapping[str, Decision]:
    found = {}
    if system.caps:
        years = list(system.first.years)
        upper = xr.DataArray(
            [
                [np.inf if year in cap.limit and not cap.hard else 0.0 for year in years]
                for cap in system.caps
            ],
            coords={"cap": [cap.cap for cap in system.caps], "year": years},
            dims=("cap", "year"),
        )
        found["overshoot"] = model.add_variables(upper=upper, name="overshoot_shared")
    if system.targets:
        upper = xr.DataArray(
            [0.0 if whole.target.hard else np.inf for whole in system.targets],
            coords={"target": [whole.target.target for whole in system.targets]},
            dims="target",
        )
        found["shortfall"] = model.add_variables(upper=upper, name="shortfall_whole")
    return found
