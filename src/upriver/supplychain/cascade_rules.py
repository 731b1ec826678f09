"""By which rules a failure spreads through a network of firms, and the network weighed by them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from upriver.core.dims import INDUSTRY, to
from upriver.core.errors import DataError
from upriver.core.labels import require_dims
from upriver.core.message import Message, listing
from upriver.core.numerics import divide
from upriver.supplychain.network import FIRM

if TYPE_CHECKING:
    import numpy.typing as npt
    import xarray as xr

    from upriver.supplychain.network import FirmNetwork

    Floats = npt.NDArray[np.float64]
    Places = npt.NDArray[np.int32]

BUYER = to(INDUSTRY)
NEGLIGIBLE, ORDINARY, ESSENTIAL = 0.0, 1.0, 2.0


@dataclass(frozen=True, eq=False)
class CascadeRules:
    """How the loss of one firm becomes the loss of others.

    Parameters
    ----------
    essential : DataArray (industry, industry_to), optional
        0 negligible, 1 ordinary, 2 essential: the input of the row sector to the column
        sector. All 1 when not given.
    market : DataArray (firm), text, optional
        Market in which each firm can be replaced; its sector when not given.
    weights : DataArray (firm), any unit, optional
        What counts as lost with a firm, such as value added or jobs; sales to the other firms
        when not given.
    revenue, costs : DataArray (firm), the unit of the network, optional
        All sales and all purchases of each firm. Given where the network knows only a part of
        the trade, they make a known link as important as it really is.
    substitution : bool
        Whether the others of the market replace a supplier as far as they can.
    tolerance : float
        A cascade stops when no firm changes by more.
    """

    essential: xr.DataArray | None = None
    market: xr.DataArray | None = None
    weights: xr.DataArray | None = None
    revenue: xr.DataArray | None = None
    costs: xr.DataArray | None = None
    substitution: bool = True
    tolerance: float = 0.01


class Directions(NamedTuple):
    """Links in the order in which a loss runs along them.

    Parameters
    ----------
    out_start, out_link : ndarray (firm + 1), ndarray (link)
        Where the links of each supplier begin, and which link of the network each of them is.
    buyer, down, cell : ndarray (link), by supplier
        Position of the buyer; share of its output lost with the supplier; number of its pair
        with an essential supplying sector, -1 where not essential.
    in_start : ndarray (firm + 1)
        Where the links of each buyer begin, in the order of the network.
    supplier, up : ndarray (link), by buyer
        Position of the supplier; share of its output lost with the buyer.
    market : ndarray (firm)
        Number of each firm's market.
    member_start, member : ndarray (market + 1), ndarray (firm)
        Firms of each market.
    sales : ndarray (firm), money
        What replaces a supplier: sales to the other firms.
    market_sales : ndarray (market), money
        Their sums.
    weight : ndarray (firm), ratio
        Share of each firm in what counts as lost.
    """

    out_start: npt.NDArray[np.int64]
    out_link: npt.NDArray[np.int64]
    buyer: Places
    down: Floats
    cell: npt.NDArray[np.int32]
    in_start: npt.NDArray[np.int64]
    supplier: Places
    up: Floats
    market: Places
    member_start: npt.NDArray[np.int64]
    member: Places
    sales: Floats
    market_sales: Floats
    weight: Floats


def link_levels(network: FirmNetwork, essential: xr.DataArray | None) -> Floats:
    """How much each link's buyer needs its supplier's sector.

    Parameters
    ----------
    network : FirmNetwork
        From `firm_network`.
    essential : DataArray (industry, industry_to), optional
        0, 1 or 2; all 1 when not given.

    Returns
    -------
    ndarray (link)
        0, 1 or 2.

    Raises
    ------
    LabelError
        If essential has other dimensions.
    DataError
        If a sector of the network is absent from it or a level is none of 0, 1, 2.
    """
    if essential is None:
        return np.ones(len(network.value))
    require_dims(essential, (INDUSTRY, BUYER), name="essential")
    wanted = network.sectors.tolist()
    absent = set(wanted) - set(essential.coords[INDUSTRY].values.tolist())
    absent |= set(wanted) - set(essential.coords[BUYER].values.tolist())
    if absent:
        raise DataError(
            Message(
                f"essential has no row or column for {listing(sorted(absent))}.",
                f"essential 中没有 {listing(sorted(absent))}。",
            ),
            Message("Add these sectors, with 1 if unknown.", "请补上这些行业；未知时填 1。"),
        )
    grid = essential.sel({INDUSTRY: wanted, BUYER: wanted})
    matrix = np.asarray(grid.values, dtype=np.float64)
    if not np.isin(matrix, (NEGLIGIBLE, ORDINARY, ESSENTIAL)).all():
        raise DataError(
            Message("essential must be 0, 1 or 2 in every cell.", "essential 各格应为 0、1 或 2。"),
            Message("Correct it; write 1 where unknown.", "请改正；未知时填 1。"),
        )
    level = matrix[network.sector[network.supplier], network.sector[network.buyer]]
    return np.asarray(level, dtype=np.float64)


def weigh(
    network: FirmNetwork, rules: CascadeRules, links: npt.NDArray[np.bool_] | None = None
) -> Directions:
    """Weigh every link by the rules and sort it both ways.

    Parameters
    ----------
    network : FirmNetwork
        From `firm_network`, sorted by buyer.
    rules : CascadeRules
        Essential inputs, markets and weights.
    links : ndarray (link), bool, optional
        Which links pass a loss on; all when not given. The others still count in every share.

    Returns
    -------
    Directions
        Memory grows with firms and links.

    Raises
    ------
    LabelError
        If dimensions or labels do not fit.
    DataError
        If a level is none of 0, 1, 2, a market is empty text, or a weight, revenue or cost is
        missing, negative, or below what the links add up to.
    """
    firms, sales, purchases = len(network.firms), network.sales, network.purchases
    level = link_levels(network, rules.essential)
    essential = level == ESSENTIAL
    pair = network.buyer.astype(np.int64) * len(network.sectors)
    pair += network.sector[network.supplier]
    used, place = np.unique(pair, return_inverse=True)
    of_cell = np.bincount(place, network.value, len(used))[place]
    down = network.value / np.where(essential, of_cell, purchases[network.buyer])
    down[level == NEGLIGIBLE] = 0.0
    up = network.value / sales[network.supplier]
    if rules.revenue is not None:
        revenue = _firm_values(network, rules.revenue, "revenue", at_least=sales)
        up = network.value / revenue[network.supplier]
    if rules.costs is not None:
        costs = _firm_values(network, rules.costs, "costs", at_least=purchases)
        down *= (purchases / np.where(costs > 0.0, costs, 1.0))[network.buyer]
    if links is not None:
        down, up = np.where(links, down, 0.0), np.where(links, up, 0.0)
    market, markets = _markets(network, rules.market)
    member = np.argsort(market, kind="stable").astype(np.int32)
    order = np.argsort(network.supplier, kind="stable")
    weights = sales
    if rules.weights is not None:
        weights = _firm_values(network, rules.weights, "weights", at_least=np.zeros(firms))
    return Directions(
        _starts(network.supplier, firms),
        order.astype(np.int64),
        network.buyer[order],
        down[order],
        np.where(essential, place, -1).astype(np.int32)[order],
        _starts(network.buyer, firms),
        network.supplier,
        up,
        market,
        _starts(market, markets),
        member,
        sales,
        np.asarray(np.bincount(market, sales, markets), dtype=np.float64),
        divide(weights, np.array(weights.sum())),
    )


def _starts(codes: Places, length: int) -> npt.NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(np.bincount(codes, minlength=length))]).astype(np.int64)


def _markets(network: FirmNetwork, market: xr.DataArray | None) -> tuple[Places, int]:
    if market is None:
        return network.sector, len(network.sectors)
    names = _of_firms(network, market, "market").values.astype(str)
    if (names == "").any():
        without = listing(network.firms[names == ""].tolist())
        raise DataError(
            Message(f"market is empty for {without}.", f"market 为空：{without}。"),
            Message("Name the market of every firm.", "请为每家企业填写市场。"),
        )
    found, codes = np.unique(names, return_inverse=True)
    return codes.astype(np.int32), len(found)


def _of_firms(network: FirmNetwork, array: xr.DataArray, name: str) -> xr.DataArray:
    require_dims(array, (FIRM,), name=name)
    odd = sorted(set(array.coords[FIRM].values.tolist()) ^ set(network.firms.tolist()))
    if odd:
        raise DataError(
            Message(
                f"{name} and the network differ in the firms {listing(odd)}.",
                f"{name} 与网络的企业不一致：{listing(odd)}。",
            ),
            Message("Give every firm of the network, once.", "请列出网络中的每家企业，各一次。"),
        )
    return array.sel({FIRM: network.firms.tolist()})


def _firm_values(
    network: FirmNetwork, array: xr.DataArray, name: str, *, at_least: Floats
) -> Floats:
    values = np.asarray(_of_firms(network, array, name).values, dtype=np.float64)
    bad = ~(values >= at_least * (1.0 - 1e-9)) | ~np.isfinite(values)
    if bad.any():
        found = listing(network.firms[bad].tolist())
        raise DataError(
            Message(
                f"{name} is missing or smaller than the known links of {found}.",
                f"{name} 缺失或小于已知链接之和：{found}。",
            ),
            Message("Correct these firms or their links.", "请改正这些企业或其链接。"),
        )
    return values
