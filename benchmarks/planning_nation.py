"""A synthetic nation: provinces of the size of a city, and the trade between them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from planning_city import city
from upriver.planning.places import PlaceSystem, SharedCap, SharedFund
from upriver.planning.records import USES

if TYPE_CHECKING:
    from upriver.planning.inputs import PlanInputs

WITHIN = 0.5  # of the smaller side of a product's trade
ROUNDS = 60


def nation(
    *,
    places: int = 31,
    industries: int = 42,
    products: int | None = None,
    years: int = 10,
    seed: int = 1,
) -> PlaceSystem:
    """Seeded provinces that trade, share a cap on one stressor and a fund.

    Parameters
    ----------
    places, industries, years : int
        Sizes.
    products : int, optional
        How many products the industries make; each its own when left out.
    seed : int
        Of the random numbers; every place has its own.

    Returns
    -------
    PlaceSystem
        All parts on in every place, with thirty projects and five candidates each.
    """
    names = [f"p{at:02d}" for at in range(places)]
    blocks = {
        name: replace(
            city(
                industries=industries, products=products, years=years, projects=30, routes=4,
                candidates=5, seed=seed + at,
            ),
            region=name,
        )
        for at, name in enumerate(names)
    }  # fmt: skip
    pressed = _pressure(blocks)
    span = next(iter(blocks.values())).years
    cap = SharedCap("nation-e0", "e0", dict.fromkeys(span, 1.2 * pressed))
    fund = SharedFund("national", dict.fromkeys(span, 30.0 * places), USES, cost=0.01)
    trade, inflow = _trade(blocks)
    return PlaceSystem(blocks, trade=trade, inflow=inflow, caps=(cap,), funds=(fund,))


def _pressure(blocks: dict[str, PlanInputs]) -> float:
    total = 0.0
    for inputs in blocks.values():
        assert inputs.nature is not None
        row = inputs.nature.intensity.sel(stressor="e0")
        total += float((row * inputs.economy.output).sum())
    return total


def _trade(blocks: dict[str, PlanInputs]) -> tuple[xr.DataArray, xr.DataArray]:
    """Half of what can be traded inside is, spread in proportion, nothing within a place."""
    names = list(blocks)
    first = next(iter(blocks.values()))
    sales = np.array([one.economy.sales.sum("category").values for one in blocks.values()])
    made = np.array(
        [one.economy.make.values @ one.economy.output.values for one in blocks.values()]
    )
    share = np.array([one.economy.inflow_share.values for one in blocks.values()])
    inflow = share / (1 - share) * (made - sales)
    volume = WITHIN * np.minimum(sales.sum(axis=0), inflow.sum(axis=0))
    sold, bought = (volume * side / side.sum(axis=0) for side in (sales, inflow))
    table = sold[:, None, :] * bought[None, :, :]
    table[np.arange(len(names)), np.arange(len(names))] = 0.0
    for _ in range(ROUNDS):
        table *= (bought / table.sum(axis=0))[None]
        table *= (sold / table.sum(axis=1))[:, None]
    # What does not fit exactly is left out.
    table *= min(
        1.0, float((sales / table.sum(axis=1)).min()), float((inflow / table.sum(axis=0)).min())
    )
    codes = first.products
    return (
        xr.DataArray(
            table, {"place": names, "place_to": names, "product": codes},
            ("place", "place_to", "product"),
        ),
        xr.DataArray(inflow, {"place": names, "product": codes}, ("place", "product")),
    )  # fmt: skip
