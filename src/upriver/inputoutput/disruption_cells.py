"""Who buys which product from whom, laid out for the loop of the disruption model."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.inputoutput.trade_links import TradeLinks

    Floats = npt.NDArray[np.float64]
    Places = npt.NDArray[np.int32]
    Starts = npt.NDArray[np.int64]

FULL = 0.2
"""Share of all pairs from which a matrix is faster, and hardly larger, than a list of links."""


class LinkCells(NamedTuple):
    """Links by product and buyer: for networks in which most pairs do not trade.

    Parameters
    ----------
    start : ndarray (cell + 1)
        Where the links of each cell (product, buyer) begin.
    supplier, share : ndarray (link)
        Maker, and its share of what the cell buys.
    buyer, need, cover, floor : ndarray (cell)
        Buyer; input per unit of its output; steps it lasts; steps below which output is cut.
    """

    start: Starts
    supplier: Places
    share: Floats
    buyer: Places
    need: Floats
    cover: Floats
    floor: Floats


class GridCells(NamedTuple):
    """The same as matrices, whose rows are read without looking anything up.

    Parameters
    ----------
    start : ndarray (product + 1)
        Where the rows of each product begin.
    maker : ndarray (row)
        Node of each row.
    share : ndarray (row, buyer)
        Share of each maker in what a buyer buys of its product.
    need : ndarray (product, buyer)
        Input per unit of output.
    cover, floor : ndarray (product)
        Steps it lasts; steps below which output is cut.
    """

    start: Starts
    maker: Starts
    share: Floats
    need: Floats
    cover: Floats
    floor: Floats


Cells = LinkCells | GridCells


def lay_out(
    links: TradeLinks, base: Floats, product: Starts, cover: Floats, *, heed: float, per: float
) -> Cells:
    """Group the purchases of all who sell something by product.

    Parameters
    ----------
    links : TradeLinks
        Sales a year.
    base : ndarray (node), money a step
        Normal output.
    product : ndarray (node)
        Number of the product each makes, from 0 without gaps.
    cover : ndarray (node), steps
        How long what each makes lasts; the same for makers of one product.
    heed : float
        Share of the cover below which output is cut.
    per : float
        Steps in the year of the links.

    Returns
    -------
    LinkCells or GridCells
        The first where few pairs trade.
    """
    makes = (product, cover, np.maximum(1.0, np.where(np.isinf(cover), 1.0, cover) * heed))
    if len(links.value) >= FULL * len(base) ** 2:
        return _grid(links, base, makes, per)
    return _list(links, base, makes, per)


def _grid(
    links: TradeLinks, base: Floats, makes: tuple[Starts, Floats, Floats], per: float
) -> GridCells:
    product, cover, floor = makes
    nodes = len(base)
    maker = np.argsort(product, kind="stable")
    row = np.empty(nodes, dtype=np.int64)
    row[maker] = np.arange(nodes)
    share = np.zeros((nodes, nodes))
    share[row[links.supplier], links.buyer] = links.value
    share[:, base <= 0] = 0.0
    start = np.concatenate([[0], np.cumsum(np.bincount(product))]).astype(np.int64)
    bought = np.add.reduceat(share, start[:-1], axis=0)
    for number, whole in enumerate(bought):
        part = share[start[number] : start[number + 1]]
        np.divide(part, whole, out=part, where=whole > 0)
    bought /= per
    need = np.divide(bought, base, out=bought, where=base > 0)
    first = maker[start[:-1]]
    return GridCells(start, maker, share, need, cover[first], floor[first])


def _list(
    links: TradeLinks, base: Floats, makes: tuple[Starts, Floats, Floats], per: float
) -> LinkCells:
    product, cover, floor = makes
    nodes = len(base)
    idle = base[links.buyer] <= 0
    supplier, buyer, value = links.supplier[~idle], links.buyer[~idle], links.value[~idle]
    cell = product[supplier].astype(np.int64) * nodes + buyer
    order = np.lexsort((supplier, cell))
    supplier, buyer, value, cell = supplier[order], buyer[order], value[order], cell[order]
    _, start, counts = np.unique(cell, return_index=True, return_counts=True)
    bought = np.add.reduceat(value, start) if len(start) else np.empty(0)
    share = value / np.repeat(bought, counts)
    cells = buyer[start].astype(np.int32)
    maker = supplier[start]
    ends = np.append(start, len(value)).astype(np.int64)
    need = bought / per / base[cells]
    return LinkCells(
        ends, supplier.astype(np.int32), share, cells, need, cover[maker], floor[maker]
    )
