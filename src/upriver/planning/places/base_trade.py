"""What the places bought from and sold to each other in the base year, as shares."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.core.errors import DataError
from upriver.core.message import Message
from upriver.planning.constraints.chain_balance import NEGLIGIBLE
from upriver.planning.places.lent_money import with_lent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from upriver.planning.inputs import PlanInputs
    from upriver.planning.places.system import PlaceSystem

ROUNDING = 1e-6  # relative; accounts are rounded
WITHIN_ONE = 1e-12  # shares that add up to more than one would leave no trade possible


@dataclass(frozen=True, eq=False)
class BaseTrade:
    """Trade between the places in the base year.

    Parameters
    ----------
    products : list of str
        What is traded between them, in order.
    sold : DataArray (place, product), 1e8 CNY
        Sales to the other places, of all products.
    bought_share : DataArray (place, product), ratio
        Part of a place's inflow that comes from the others; traded products only.
    sold_share : DataArray (place, product), ratio
        Part of a place in all that the places sell each other; zero where nothing was sold.
        Negligible shares of both kinds are zero.
    """

    products: list[str]
    sold: xr.DataArray
    bought_share: xr.DataArray
    sold_share: xr.DataArray


def base_trade(system: PlaceSystem) -> BaseTrade:
    """Shares in the trade of the base year.

    Parameters
    ----------
    system : PlaceSystem
        Places that are planned together.

    Returns
    -------
    BaseTrade
        Without products that are neither traded nor have a route.

    Raises
    ------
    DataError
        If a place sells or buys more inside the system than its account shows at all.
    """
    dim = "product"
    codes = system.first.economy.inflow_share.indexes[dim]
    trade = system.trade
    if trade is None:
        trade = xr.DataArray(
            np.zeros((len(system.names), len(system.names), len(codes))),
            coords={"place": system.names, "place_to": system.names, dim: codes},
            dims=("place", "place_to", dim),
        )
    sold = trade.sum("place_to")
    bought = trade.sum("place").rename(place_to="place")
    routed = {route.product for route in system.routes}
    used = (sold.sum("place") > 0).values | np.isin(codes, list(routed))
    products = [str(code) for code in codes[used]]
    share = _bought_share(system, bought)
    return BaseTrade(
        products,
        sold,
        share.where(share >= NEGLIGIBLE, 0.0).sel({dim: products}),
        _sold_share(sold).sel({dim: products}),
    )


def _sold_share(sold: xr.DataArray) -> xr.DataArray:
    """Shares of sellers; they add up to a little less than one, never to more."""
    volume = sold.sum("place")
    share = (sold / volume.where(volume > 0)).fillna(0.0)
    share = share.where(share >= NEGLIGIBLE, 0.0)
    total = share.sum("place")
    return (share / total.where(total > 0)).fillna(0.0) * (1.0 - WITHIN_ONE)


def _bought_share(system: PlaceSystem, bought: xr.DataArray) -> xr.DataArray:
    dim = "product"
    inflow = system.inflow if system.inflow is not None else _inflow_of_the_account(system, bought)
    worst = (bought - inflow * (1 + ROUNDING)).where(bought > ROUNDING)
    if bool((worst > ROUNDING).any()):
        place, product = (str(worst.max(other).idxmax(this).item())
                          for this, other in (("place", dim), (dim, "place")))  # fmt: skip
        cell = {"place": place, dim: product}
        if not float(worst.sel(cell)) > ROUNDING:
            at = np.argwhere((worst > ROUNDING).transpose("place", dim).values)[0]
            cell = {"place": worst.indexes["place"][at[0]], dim: worst.indexes[dim][at[1]]}
        much, all_of_it = float(bought.sel(cell)), float(inflow.sel(cell))
        raise DataError(
            Message(
                f"{cell['place']} buys {much:.4g} of {cell[dim]} from the other places, but its "
                f"account shows inflows of {all_of_it:.4g} (1e8 CNY).",
                f"{cell['place']} 从其他各地购入 {cell[dim]} {much:.4g} 亿元，"
                f"但其账户的流入仅 {all_of_it:.4g} 亿元。",
            ),
            Message(
                "Correct the trade or the account; or give the inflows of the base year.",
                "请更正贸易或账户；或直接给出基年流入额。",
            ),
        )
    return (bought / inflow.where(inflow > 0)).fillna(0.0).clip(0.0, 1.0)


def _inflow_of_the_account(system: PlaceSystem, bought: xr.DataArray) -> xr.DataArray:
    """Inflows from the balance: output less sales is the local part of the use."""
    dim, found = "product", []
    for name, inputs in system.places.items():
        economy = inputs.economy
        made = (economy.make * economy.output).sum("industry")
        local = (made - economy.sales.sum("category")).clip(min=0.0)
        share = economy.inflow_share
        known = share < 1
        if bool((~known & (bought.sel(place=name, drop=True) > 0)).any()):
            product = str(share.indexes[dim][int(np.flatnonzero(~known.values)[0])])
            raise DataError(
                Message(
                    f"{name} makes no {product}, so its inflow does not follow from the account.",
                    f"{name} 不生产 {product}，无法由账户推得其流入额。",
                ),
                Message("Give the inflows of the base year.", "请给出基年流入额。"),
            )
        found.append((share / (1 - share).where(known) * local).fillna(0.0))
    return xr.concat(found, xr.DataArray(system.names, dims="place", name="place"))


def outside_inputs(system: PlaceSystem, name: str, *, base: BaseTrade) -> PlanInputs:
    """Data of a place whose markets are those outside the system.

    Parameters
    ----------
    system : PlaceSystem
        Places that are planned together.
    name : str
        The place.
    base : BaseTrade
        Trade of the base year.

    Returns
    -------
    PlanInputs
        Sales to the other places, and their share of the limit, are taken out of the market
        that contains them; shared funds are there, without money of their own.

    Raises
    ------
    DataError
        If the place sold more to the others than its market shows.
    """
    inputs = with_shared_funds(system, name)
    sold = base.sold.sel(place=name, drop=True)
    if float(sold.sum()) <= 0:
        return inputs
    economy = replace(inputs.economy, **_without_inner_sales(system, name, sold=sold))
    return replace(inputs, economy=economy)


def with_shared_funds(
    system: PlaceSystem, name: str, *, part: Mapping[str, float] | None = None
) -> PlanInputs:
    """Data of a place with the shared funds that may give to it.

    Parameters
    ----------
    system : PlaceSystem
        Places that are planned together.
    name : str
        The place.
    part : mapping of str to float, optional
        Part of each fund that is the place's own. Default: nothing.

    Returns
    -------
    PlanInputs
        The same data where there is no such fund, or no money.
    """
    inputs = system.places[name]
    money = inputs.money
    funds = [fund for fund in system.funds if name in system.members(fund.places)]
    if money is None or not funds:
        return inputs
    return replace(inputs, money=with_lent(money, funds, part=part or {}))


def _without_inner_sales(
    system: PlaceSystem, name: str, *, sold: xr.DataArray
) -> dict[str, xr.DataArray]:
    economy, market = system.places[name].economy, system.market
    there = economy.sales.indexes["category"]
    before = economy.sales.sel(category=market) if market in there else xr.zeros_like(sold)
    missing = sold - before * (1 + ROUNDING)
    if bool((missing > ROUNDING).any()):
        product = str(missing.idxmax("product").item())
        raise DataError(
            Message(
                f"{name} sells {float(sold.sel({'product': product})):.4g} of {product} to "
                f"the other places, but only {float(before.sel({'product': product})):.4g} on "
                f"the market {market} (1e8 CNY).",
                f"{name} 向其他各地售出 {product} {float(sold.sel({'product': product})):.4g} "
                f"亿元，但市场 {market} 上仅 "
                f"{float(before.sel({'product': product})):.4g} 亿元。",
            ),
            Message(
                "Correct the trade or the account, or name the market that contains it.",
                "请更正贸易或账户，或指明包含该贸易的市场。",
            ),
        )
    outside = (before - sold).clip(min=0.0)
    chosen = xr.DataArray(there == market, coords={"category": there}, dims="category")
    kept = (outside / before.where(before > 0)).fillna(1.0)
    sales = economy.sales.where(~chosen, outside).transpose(*economy.sales.dims)
    limit = economy.sales_limit.where(~chosen, economy.sales_limit * kept)
    return {
        "sales": sales.drop_vars([c for c in sales.coords if c not in sales.dims]),
        "sales_limit": limit.transpose(*economy.sales_limit.dims),
    }
