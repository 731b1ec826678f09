"""Which sales between the nodes of a hybrid network are open, and what they must add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from upriver.supplychain.network import FirmNetwork
from upriver.supplychain.sparse_balance import factor

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Places = npt.NDArray[np.int64]


class Table(NamedTuple):
    """The regional table as numbers.

    Parameters
    ----------
    sectors : ndarray (sector), text
        Names.
    flows : ndarray (sector, sector), money
        Local sales to local industries.
    output : ndarray (sector), money
        Output.
    origins : ndarray (origin), text
        Names of the outside.
    outside : ndarray (origin, sector, sector), money
        Purchases from there.
    """

    sectors: npt.NDArray[np.str_]
    flows: Floats
    output: Floats
    origins: npt.NDArray[np.str_]
    outside: Floats


class Nodes(NamedTuple):
    """Firms and the rests of sectors.

    Parameters
    ----------
    names : ndarray (node), text
        Firms first.
    sector : ndarray (node), int
        Place of the sector of each.
    size : ndarray (node), money
        Output.
    firms : int
        How many of them are firms.
    """

    names: npt.NDArray[np.str_]
    sector: Places
    size: Floats
    firms: int


class Seen(NamedTuple):
    """Links whose value is known.

    Parameters
    ----------
    supplier, buyer : ndarray (link), int
        Places of the two nodes.
    value : ndarray (link), money
        What is sold.
    """

    supplier: Places
    buyer: Places
    value: Floats


class Totals(NamedTuple):
    """What remains to be sold beyond the links that are seen.

    Parameters
    ----------
    block : ndarray (sector, sector), money
        Between two sectors.
    row : ndarray (node), money
        By each node.
    column : ndarray (sector * node), money
        By each sector to each node.
    """

    block: Floats
    row: Floats
    column: Floats


class Cells(NamedTuple):
    """Pairs of nodes whose sales are estimated.

    Parameters
    ----------
    row, buyer : ndarray (cell), int
        Places of the two nodes.
    column : ndarray (cell), int
        Place in ``columns``.
    columns : ndarray (column), int
        Which of all pairs of sector and node have a cell.
    start : ndarray (cell), money
        Sales in proportion to size.
    """

    row: Places
    buyer: Places
    column: Places
    columns: Places
    start: Floats


def free_totals(nodes: Nodes, seen: Seen, flows: Floats, output: Floats) -> Totals:
    """Sums of the estimates: what nodes of average technique sell and buy beyond what is seen.

    Parameters
    ----------
    nodes : Nodes
        Firms and rests.
    seen : Seen
        Known links, within the table.
    flows : ndarray (sector, sector), money
        The table.
    output : ndarray (sector), money
        Its output.

    Returns
    -------
    Totals
        Not negative; rows and columns have the same sum in each sector.
    """
    count, many = len(output), len(nodes.size)
    ends = nodes.sector[seen.supplier] * count + nodes.sector[seen.buyer]
    block = flows - np.bincount(ends, seen.value, count * count).reshape(count, count)
    block[block < 1e-12 * flows] = 0.0
    share = nodes.size / output[nodes.sector]
    usual = flows.sum(axis=1)[nodes.sector] * share
    sold = np.bincount(seen.supplier, seen.value, many)
    row = _shared(usual - sold, nodes.sector, block.sum(axis=1))
    column = np.empty((count, many))
    bought = np.bincount(
        nodes.sector[seen.supplier] * many + seen.buyer, seen.value, count * many
    ).reshape(count, many)
    for k in range(count):
        column[k] = _shared(flows[k, nodes.sector] * share - bought[k], nodes.sector, block[k])
    return Totals(block, row, column.ravel())


def _shared(wanted: Floats, sector: Places, total: Floats) -> Floats:
    """Share each sector's total out by what its nodes still want."""
    open_ = np.maximum(wanted, 0.0)
    return open_ * factor(total, np.bincount(sector, open_, len(total)).astype(np.float64))[sector]


def free_cells(
    nodes: Nodes, seen: Seen, block: Floats, *, known: tuple[Places, Places], pooled: bool
) -> Cells:
    """Pairs that may trade beyond what is seen, with sales in proportion to size.

    Parameters
    ----------
    nodes : Nodes
        Firms and rests.
    seen : Seen
        Known links; their pairs are closed.
    block : ndarray (sector, sector), money
        What is open between two sectors.
    known : tuple of ndarray (link), int
        Suppliers and buyers of links without a value; always open.
    pooled : bool
        Whether two firms trade only where a link is known.

    Returns
    -------
    Cells
        By seller and buyer.
    """
    many = len(nodes.size)
    firms, rests = np.arange(nodes.firms), np.arange(nodes.firms, many)
    nodes_all = np.arange(many)
    if pooled:
        sides = [_grid(rests, nodes_all), _grid(firms, rests), np.stack(known)]
    else:
        sides = [_grid(nodes_all, nodes_all)]
    pair = np.unique(np.concatenate([side[0] * many + side[1] for side in sides]))
    pair = np.setdiff1d(pair, seen.supplier * many + seen.buyer, assume_unique=False)
    own = (pair // many == pair % many) & (pair // many < nodes.firms)
    pair = pair[~own]  # a firm does not buy from itself, a rest may
    row, buyer = pair // many, pair % many
    seller = nodes.sector[row]
    start = block[seller, nodes.sector[buyer]] * nodes.size[row] * nodes.size[buyer]
    some = start > 0.0
    row, buyer, start = row[some], buyer[some], start[some]
    columns, column = np.unique(nodes.sector[row] * many + buyer, return_inverse=True)
    return Cells(row, buyer, column.astype(np.int64), columns, start / max(start.max(initial=1), 1))


def _grid(rows: Places, columns: Places) -> Places:
    return np.stack([np.repeat(rows, len(columns)), np.tile(columns, len(rows))]).astype(np.int64)


def join_links(
    nodes: Nodes, seen: Seen, cells: Cells, value: Floats, table: Table
) -> tuple[npt.NDArray[np.bool_], FirmNetwork, Floats]:
    """Put seen, estimated and outside links together in the order of a network.

    Parameters
    ----------
    nodes : Nodes
        Firms and rests.
    seen : Seen
        Known links.
    cells : Cells
        Estimated pairs.
    value : ndarray (cell), money
        Their sales.
    table : Table
        For the outside.

    Returns
    -------
    seen : ndarray (link), bool
        Which links were seen.
    network : FirmNetwork
        All nodes and links.
    size : ndarray (node), money
        Output; of the outside what it sells here.
    """
    local, count = len(nodes.size), len(table.sectors)
    share = nodes.size / table.output[nodes.sector]
    bought = (table.outside[:, :, nodes.sector] * share).reshape(-1, local)
    sources = np.flatnonzero(bought.sum(axis=1) > 0.0)
    place, buyer = np.nonzero(bought[sources])
    some = value > 0.0
    supplier = np.concatenate([seen.supplier, cells.row[some], local + place])
    to = np.concatenate([seen.buyer, cells.buyer[some], buyer])
    sold = np.concatenate([seen.value, value[some], bought[sources][place, buyer]])
    order = np.lexsort((supplier, to))
    names = [f"{table.origins[at // count]}:{table.sectors[at % count]}" for at in sources.tolist()]
    sector = np.concatenate([nodes.sector, sources % count])
    used, codes = np.unique(table.sectors[sector], return_inverse=True)
    network = FirmNetwork(
        np.concatenate([nodes.names, np.array(names, dtype=np.str_)]),
        used,
        codes.astype(np.int32),
        supplier[order].astype(np.int32),
        to[order].astype(np.int32),
        sold[order],
    )
    given = (np.arange(len(sold)) < len(seen.value))[order]
    size = np.concatenate([nodes.size, bought[sources].sum(axis=1)])
    return given, network, size
