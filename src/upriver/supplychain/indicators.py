"""How much hangs on one firm: concentration of suppliers, dependence on one buyer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.core.dims import INDUSTRY
from upriver.core.errors import DataError
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.message import Message, listing
from upriver.core.numerics import divide
from upriver.supplychain.network import FIRM

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from upriver.supplychain.network import FirmNetwork


@dataclass(frozen=True, eq=False)
class Concentration:
    """How the sales of each node spread over its firms.

    Parameters
    ----------
    herfindahl : DataArray (industry), ratio
        Sum of squared shares of sales, 1 for a single firm.
    leading_share : DataArray (industry), ratio
        Share of the largest firm.
    firms : DataArray (industry), firms
        Number of firms.
    without_sales : DataArray (industry), firms
        Firms whose sales are unknown.
    """

    herfindahl: xr.DataArray
    leading_share: xr.DataArray
    firms: xr.DataArray
    without_sales: xr.DataArray


def concentration(
    industry: xr.DataArray, sales: xr.DataArray, *, nodes: Sequence[str]
) -> Concentration:
    """Concentration of the suppliers at each node of a chain.

    ``HHI = sum_f s_f^2`` and ``CR1 = max_f s_f`` with ``s_f`` the share of firm f

    Parameters
    ----------
    industry : DataArray (firm), text
        Node of each firm.
    sales : DataArray (firm), money
        Sales of each firm; NaN when unknown.
    nodes : sequence of str
        Nodes to report.

    Returns
    -------
    Concentration
        A node with one firm has concentration 1 whether its sales are known or not. NaN for
        a node without firms, and for one with several firms of which one's sales are unknown.

    Raises
    ------
    LabelError
        If the arrays do not hold the same firms.
    DataError
        If sales are negative, or a firm has no node.

    Notes
    -----
    Firms outside the list are not counted, so the true concentration is lower.

    Examples
    --------
    >>> import xarray as xr
    >>> firms = {"firm": ["a", "b"]}
    >>> node = xr.DataArray(["cell", "cell"], firms, ("firm",))
    >>> sales = xr.DataArray([3.0, 1.0], firms, ("firm",))
    >>> concentration(node, sales, nodes=["cell"]).herfindahl.item()
    0.625
    """
    require_dims(industry, (FIRM,), name="industry")
    require_dims(sales, (FIRM,), name="sales")
    require_same_labels(industry, sales, dims=(FIRM,), names=("industry", "sales"))
    amount = np.asarray(sales.values, dtype=np.float64)
    if (amount < 0.0).any():
        where = listing(sales.coords[FIRM].values[amount < 0.0].tolist())
        raise DataError(
            Message(f"sales of {where} are negative.", f"{where} 的销售额为负。"),
            Message("Correct them, or leave them empty if unknown.", "请改正；未知的请留空。"),
        )
    bare = [not isinstance(each, str) or not each for each in industry.values.tolist()]
    if any(bare):
        where = listing(industry.coords[FIRM].values[bare].tolist())
        raise DataError(
            Message(f"{where} have no node.", f"{where} 没有所属环节。"),
            Message("Give each firm its node, or leave it out.", "请补上环节，或去掉该企业。"),
        )
    home = np.asarray(industry.values).astype(str)
    rows = np.full((4, len(nodes)), np.nan)
    for place, node in enumerate(nodes):
        own = amount[home == node]
        rows[2:, place] = len(own), np.isnan(own).sum()
        if len(own) == 1:
            rows[:2, place] = 1.0
        elif len(own):
            share = divide(own, np.asarray(own.sum()))
            rows[:2, place] = (share**2).sum(), share.max()
    names = ("herfindahl", "leading_share", "firms", "without_sales")
    units = ("ratio", "ratio", "firms", "firms")
    return Concentration(
        *(
            xr.DataArray(row, {INDUSTRY: list(nodes)}, (INDUSTRY,), name, {"units": unit})
            for row, name, unit in zip(rows, names, units, strict=True)
        )
    )


def buyer_supply_rate(network: FirmNetwork, local: xr.DataArray) -> xr.DataArray:
    """Share of what each firm buys in the network that comes from firms of the place.

    ``sum_i W_ij [i local] / sum_i W_ij``

    Parameters
    ----------
    network : FirmNetwork
        From `firm_network`; firms outside the place are in it too.
    local : DataArray (firm), bool
        Whether a firm works in the place.

    Returns
    -------
    DataArray (firm), ratio
        Local supply rate (本地配套率), from 0 to 1; NaN for a firm without suppliers in it.

    Raises
    ------
    LabelError
        If the firms are not those of the network.

    Notes
    -----
    Only purchases in the network count. Local suppliers are often better known than others,
    so that the rate of a network with gaps is too high.

    Examples
    --------
    >>> import xarray as xr
    >>> from upriver.supplychain import firm_network
    >>> firms = {"firm": ["a", "b", "c"]}
    >>> network = firm_network(xr.DataArray(["x"] * 3, firms, ("firm",)), ["a", "b"], ["c", "c"],
    ...                        [3.0, 1.0])
    >>> buyer_supply_rate(network, xr.DataArray([True, False, True], firms, ("firm",))).values
    array([ nan,  nan, 0.75])
    """
    inside = _read_firms(network, local, "local").astype(bool)
    own = np.bincount(network.buyer, network.value * inside[network.supplier], len(network.firms))
    return xr.DataArray(
        divide(own, network.purchases),
        {FIRM: network.firms},
        (FIRM,),
        "buyer_supply_rate",
        {"units": "ratio"},
    )


def leader_dependence(network: FirmNetwork, leaders: xr.DataArray) -> xr.DataArray:
    """Share of each node's sales that goes to the one leading firm that buys most of them.

    ``max_j sum_{i in node} W_ij / sum_{i in node} sum_j W_ij`` over leading firms j

    Parameters
    ----------
    network : FirmNetwork
        From `firm_network`, with the node of the chain as sector.
    leaders : DataArray (firm), bool
        Whether a firm leads its chain (链主).

    Returns
    -------
    DataArray (industry), ratio
        By node of the network, from 0 to 1; NaN for a node without sales in it.

    Raises
    ------
    LabelError
        If the firms are not those of the network.

    Examples
    --------
    >>> import xarray as xr
    >>> from upriver.supplychain import firm_network
    >>> firms = {"firm": ["a", "b", "c"]}
    >>> node = xr.DataArray(["cell", "car", "car"], firms, ("firm",))
    >>> network = firm_network(node, ["a", "a"], ["b", "c"], [3.0, 1.0])
    >>> leaders = xr.DataArray([False, False, True], firms, ("firm",))
    >>> leader_dependence(network, leaders).sel(industry="cell").item()
    0.25
    """
    leads = _read_firms(network, leaders, "leaders").astype(bool)
    node, size = network.sector[network.supplier], len(network.sectors)
    sold = np.bincount(node, network.value, size)
    to_leader = np.zeros((size, len(network.firms)))
    chosen = leads[network.buyer]
    np.add.at(to_leader, (node[chosen], network.buyer[chosen]), network.value[chosen])
    return xr.DataArray(
        divide(to_leader.max(axis=1, initial=0.0), sold),
        {INDUSTRY: network.sectors},
        (INDUSTRY,),
        "leader_dependence",
        {"units": "ratio"},
    )


def _read_firms(network: FirmNetwork, array: xr.DataArray, name: str) -> npt.NDArray[np.generic]:
    require_dims(array, (FIRM,), name=name)
    firms = xr.DataArray(network.firms, {FIRM: network.firms}, (FIRM,))
    require_same_labels(firms, array, dims=(FIRM,), names=("network", name))
    return np.asarray(array.values)


def buyer_dependence(network: FirmNetwork) -> xr.DataArray:
    """Share of each firm's sales that goes to its largest buyer.

    Parameters
    ----------
    network : FirmNetwork
        From `firm_network`.

    Returns
    -------
    DataArray (firm), ratio
        From 0 to 1; NaN for a firm without customers in the network.

    Examples
    --------
    >>> import xarray as xr
    >>> from upriver.supplychain import firm_network
    >>> sector = xr.DataArray(["x"] * 3, {"firm": ["a", "b", "c"]}, ("firm",))
    >>> network = firm_network(sector, ["a", "a"], ["b", "c"], [3.0, 1.0])
    >>> buyer_dependence(network).values.tolist()
    [0.75, nan, nan]
    """
    largest = np.zeros(len(network.firms))
    np.maximum.at(largest, network.supplier, network.value)
    return xr.DataArray(
        divide(largest, network.sales),
        {FIRM: network.firms},
        (FIRM,),
        "buyer_dependence",
        {"units": "ratio"},
    )
