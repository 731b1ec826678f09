"""Where one firm holds a network together: sole suppliers and articulation points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from upriver.core.errors import DataError
from upriver.core.frames import rows_to_table
from upriver.core.message import Message, listing
from upriver.supplychain.cascade_rules import ESSENTIAL, NEGLIGIBLE, link_levels

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import xarray as xr

    from upriver.core.frames import Table
    from upriver.supplychain.network import FirmNetwork

SCHEMA = {
    "supplier": str,
    "buyer": str,
    "industry": str,
    "input_share": float,
    "market_share": float,
    "value": float,
}


def single_points_of_failure(
    network: FirmNetwork,
    *,
    essential: xr.DataArray | None = None,
    leaders: Sequence[str] | None = None,
    input_share: float = 0.8,
    market_share: float = 0.5,
) -> Table:
    """List the firms that alone supply an essential input and that their market cannot replace.

    Parameters
    ----------
    network : FirmNetwork
        From `firm_network`.
    essential : DataArray (industry, industry_to), optional
        2 marks an essential input; every input counts as essential when not given.
    leaders : sequence of str, optional
        The buyers to look at, such as the leaders of the chains; all firms when not given.
    input_share : float, ratio
        More of the buyer's input of a sector than this comes from the firm.
    market_share : float, ratio
        At least this share of the sector's sales in the network is the firm's.

    Returns
    -------
    Table
        Columns supplier, buyer, industry, input_share, market_share, value; sorted by supplier
        and buyer. Shares from 0 to 1.

    Raises
    ------
    LabelError
        If essential has other dimensions.
    DataError
        If a leader is not in the network or essential does not fit.

    Examples
    --------
    >>> import xarray as xr
    >>> from upriver.supplychain import firm_network
    >>> sector = xr.DataArray(["s", "c"], {"firm": ["a", "b"]}, ("firm",))
    >>> network = firm_network(sector, ["a"], ["b"], [3.0])
    >>> single_points_of_failure(network).frame["supplier"].to_list()
    ['a']
    """
    unknown = sorted(set(leaders or ()) - set(network.firms.tolist()))
    if unknown:
        raise DataError(
            Message(
                f"leaders names firms the network does not have: {listing(unknown)}.",
                f"leaders 中有网络里没有的企业：{listing(unknown)}。",
            ),
            Message("Use the names of the network.", "请使用网络中的企业名称。"),
        )
    supplier, buyer, value = network.supplier, network.buyer, network.value
    sector, sales = network.sector, network.sales
    pair = buyer.astype(np.int64) * len(network.sectors) + sector[supplier]
    _, cell = np.unique(pair, return_inverse=True)
    of_input = value / np.bincount(cell, value)[cell]
    market = np.bincount(sector, sales, len(network.sectors))
    of_market = sales[supplier] / market[sector[supplier]]
    keep = (of_input > input_share) & (of_market >= market_share)
    if essential is not None:
        keep &= link_levels(network, essential) == ESSENTIAL
    if leaders is not None:
        keep &= np.isin(network.firms[buyer], list(leaders))
    rows = np.flatnonzero(keep)
    rows = rows[np.lexsort((network.firms[buyer[rows]], network.firms[supplier[rows]]))]
    columns = (
        network.firms[supplier[rows]].tolist(),
        network.firms[buyer[rows]].tolist(),
        network.sectors[sector[supplier[rows]]].tolist(),
        of_input[rows].tolist(),
        of_market[rows].tolist(),
        value[rows].tolist(),
    )
    return rows_to_table(
        [dict(zip(SCHEMA, row, strict=True)) for row in zip(*columns, strict=True)], SCHEMA
    )


def articulation_points(
    network: FirmNetwork, *, essential: xr.DataArray | None = None
) -> tuple[str, ...]:
    """Firms without which the network of essential links falls into more pieces.

    Parameters
    ----------
    network : FirmNetwork
        From `firm_network`; the direction of a link does not matter here.
    essential : DataArray (industry, industry_to), optional
        Only links at level 2 count; all links when not given.

    Returns
    -------
    tuple of str
        Names, in the order of the network.

    Raises
    ------
    LabelError
        If essential has other dimensions.
    DataError
        If essential does not fit.

    References
    ----------
    .. [1] Hopcroft, J. and Tarjan, R. (1973). Algorithm 447: efficient algorithms for graph
       manipulation. Communications of the ACM 16, 372-378.

    Examples
    --------
    >>> import xarray as xr
    >>> from upriver.supplychain import firm_network
    >>> sector = xr.DataArray(["s", "c", "d"], {"firm": ["a", "b", "c"]}, ("firm",))
    >>> articulation_points(firm_network(sector, ["a", "b"], ["b", "c"], [1.0, 1.0]))
    ('b',)
    """
    level = link_levels(network, essential)
    keep = level == ESSENTIAL if essential is not None else level > NEGLIGIBLE
    neighbours: list[list[int]] = [[] for _ in network.firms]
    for a, b in zip(network.supplier[keep].tolist(), network.buyer[keep].tolist(), strict=True):
        neighbours[a].append(b)
        neighbours[b].append(a)
    found, low = [0] * len(neighbours), [0] * len(neighbours)
    cuts: set[int] = set()
    clock = 0
    for root in range(len(neighbours)):
        if found[root] == 0 and neighbours[root]:
            clock = _search(root, neighbours, (found, low), cuts, clock)
    return tuple(network.firms[sorted(cuts)].tolist())


def _search(
    root: int,
    neighbours: list[list[int]],
    times: tuple[list[int], list[int]],
    cuts: set[int],
    clock: int,
) -> int:
    """Walk one component depth first, without recursion."""
    found, low = times
    clock += 1
    found[root] = low[root] = clock
    path: list[tuple[int, int, Iterator[int]]] = [(root, -1, iter(neighbours[root]))]
    branches = 0
    while path:
        here, parent, rest = path[-1]
        following = next(rest, None)
        if following is None:
            path.pop()
            if parent >= 0:
                low[parent] = min(low[parent], low[here])
                if parent == root:
                    branches += 1
                elif low[here] >= found[parent]:
                    cuts.add(parent)
        elif found[following] == 0:
            clock += 1
            found[following] = low[following] = clock
            path.append((following, here, iter(neighbours[following])))
        elif following != parent:
            low[here] = min(low[here], found[following])
    if branches > 1:
        cuts.add(root)
    return clock
