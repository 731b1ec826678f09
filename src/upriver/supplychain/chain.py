"""Which links of an industry chain are held by firms of the place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.core.dims import INDUSTRY, to
from upriver.core.errors import DataError, LabelError
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.message import Message, listing
from upriver.core.numerics import divide

if TYPE_CHECKING:
    import numpy.typing as npt

BUYER = to(INDUSTRY)


@dataclass(frozen=True, eq=False)
class Coverage:
    """How much of a chain the place's firms cover.

    Parameters
    ----------
    covered : DataArray (industry, industry_to), ratio
        1 where a local firm stands at the supplying node, 0 where none does, NaN where that
        is unknown or there is no link.
    links : int
        Links of the chain, the negligible ones left out.
    covered_links, unknown_links : int
        Links with a local firm, and links of which it is unknown.
    count_share : float
        Covered links over links whose state is known; NaN when none is.
    weighted_share : float
        The same by weight, over links whose state and weight are known; NaN without weights.
    unweighted_links : int
        Links left out of the weighted share because state or weight is unknown.
    """

    covered: xr.DataArray
    links: int
    covered_links: int
    unknown_links: int
    count_share: float
    weighted_share: float
    unweighted_links: int


def local_coverage(
    essential: xr.DataArray, firms: xr.DataArray, *, weights: xr.DataArray | None = None
) -> Coverage:
    """Share of a chain's links whose supplying node has at least one local firm.

    Parameters
    ----------
    essential : DataArray (industry, industry_to)
        0 negligible, 1 ordinary, 2 essential; NaN where the chain has no link.
    firms : DataArray (industry), firms
        Number of local firms at each node; NaN where nobody has looked.
    weights : DataArray (industry, industry_to), ratio, optional
        Weight of each link, such as `link_requirement`; NaN where unknown.

    Returns
    -------
    Coverage
        Shares from 0 to 1, and how many links they rest on.

    Raises
    ------
    LabelError
        If dimensions or labels do not fit.
    DataError
        If essential is none of 0, 1, 2, or a count or weight is negative.

    Notes
    -----
    One firm of any size counts as coverage. A list of firms is rarely complete: a 0 means
    that somebody looked and found none, not that the list is silent.

    Examples
    --------
    >>> import xarray as xr
    >>> labels = {"industry": ["cell", "car"], "industry_to": ["cell", "car"]}
    >>> nan = float("nan")
    >>> essential = xr.DataArray([[nan, 2.0], [nan, nan]], labels, ("industry", "industry_to"))
    >>> firms = xr.DataArray([3.0, 1.0], {"industry": ["cell", "car"]}, ("industry",))
    >>> local_coverage(essential, firms).count_share
    1.0
    """
    level = read_essential(essential)
    count = read_node(essential, firms, name="firms")
    counts = level > 0.0
    state = np.broadcast_to(count[:, None], level.shape)
    covered = np.where(counts & ~np.isnan(state), (state >= 1.0).astype(np.float64), np.nan)
    known = counts & ~np.isnan(covered)
    weighted, unweighted = float("nan"), int(counts.sum())
    if weights is not None:
        w = read_link(essential, weights, name="weights")
        usable = known & ~np.isnan(w)
        weighted = float(divide((w * covered)[usable].sum(), w[usable].sum()))
        unweighted = int(counts.sum() - usable.sum())
    return Coverage(
        xr.DataArray(covered, essential.coords, essential.dims, "covered", {"units": "ratio"}),
        int(counts.sum()),
        int((covered == 1.0).sum()),
        int(counts.sum() - known.sum()),
        float(divide((covered == 1.0).sum(), known.sum())),
        weighted,
        unweighted,
    )


def link_requirement(share: xr.DataArray, *, product: str) -> xr.DataArray:
    """Share of each link in the input cost of one unit of a final product, through all tiers.

    ``q_ij = s_ij r_j`` with ``r = S r + e`` and ``e`` one unit of the product

    Parameters
    ----------
    share : DataArray (industry, industry_to), ratio
        Share of the seller in the buyer's input cost; 0 where there is no link, NaN where
        the share of a link is unknown.
    product : str
        The final node, a label of industry.

    Returns
    -------
    DataArray (industry, industry_to), ratio
        From 0. NaN for a link whose share is unknown and for every link further up that
        depends on it.

    Raises
    ------
    LabelError
        If dimensions or labels do not fit, or the product is none of the nodes.
    DataError
        If a share is negative, a node supplies itself, the shares of a buyer sum to more than
        its cost, or the chain feeds on itself without end.

    Notes
    -----
    Shares of input cost leave out value added, so the tiers above weigh more than they would
    in an input-output table.
    """
    S = read_link(share, share, name="share")
    _refuse_too_much(share, S)
    nodes = share.coords[INDUSTRY].values.tolist()
    if product not in nodes:
        raise LabelError(
            Message(
                f"product {product!r} is no node of the chain; nodes are {listing(nodes)}.",
                f"产品 {product!r} 不是链上的环节；环节有 {listing(nodes)}。",
            ),
            Message("Name one of the nodes.", "请指定链上的一个环节。"),
        )
    known = np.where(np.isnan(S), 0.0, S)
    if np.abs(np.linalg.eigvals(known)).max(initial=0.0) >= 1.0 - 1e-12:
        raise DataError(
            Message(
                "The chain feeds on itself without end: shares around a loop multiply to 1.",
                "产业链无穷自循环：某一回路上的份额乘积达到 1。",
            ),
            Message(
                "Lower the shares on the loop, or drop a link.", "请降低回路份额或去掉一条链接。"
            ),
        )
    unit = (np.array(nodes) == product).astype(np.float64)
    need = np.linalg.solve(np.eye(len(nodes)) - known, unit)
    doubtful = _doubtful(S, need)
    values = S * np.where(doubtful, np.nan, need)
    # No share, no requirement: that holds whatever the buyer's own requirement is.
    values = np.where(S == 0.0, 0.0, values)
    return xr.DataArray(values, share.coords, share.dims, "link_requirement", {"units": "ratio"})


def chain_requirement(share: xr.DataArray) -> xr.DataArray:
    """Share of each link in chain cost, for the end product that needs it most.

    Parameters
    ----------
    share : DataArray (industry, industry_to), ratio
        Share of the seller in the buyer's input cost; 0 where there is no link, NaN where
        the share of a link is unknown.

    Returns
    -------
    DataArray (industry, industry_to), ratio
        The largest `link_requirement` over the nodes that sell to no other node, or over all
        nodes when each sells to one. NaN where it is unknown for any of them.

    Raises
    ------
    LabelError
        If dimensions or labels do not fit.
    DataError
        If a share is negative, a node supplies itself, the shares of a buyer sum to more than
        its cost, or the chain feeds on itself without end.

    Examples
    --------
    >>> import xarray as xr
    >>> labels = {"industry": ["cell", "car"], "industry_to": ["cell", "car"]}
    >>> share = xr.DataArray([[0.0, 0.4], [0.0, 0.0]], labels, ("industry", "industry_to"))
    >>> chain_requirement(share).sel(industry="cell", industry_to="car").item()
    0.4
    """
    sells = (share.isnull() | (share > 0.0)).any(BUYER).values
    nodes = share.coords[INDUSTRY].values
    ends = nodes[~sells].tolist() or nodes.tolist()
    parts = [link_requirement(share, product=end) for end in ends]
    largest = xr.concat(parts, "end").max("end", skipna=False)
    return largest.rename("chain_requirement").assign_attrs(units="ratio")


def _refuse_too_much(share: xr.DataArray, S: npt.NDArray[np.float64]) -> None:
    """Refuse a node that supplies itself, and a buyer whose shares sum to more than its cost."""
    nodes = share.coords[INDUSTRY].values
    _refuse_own(nodes, np.nan_to_num(np.diag(S), nan=1.0) != 0.0)
    sums = np.nansum(S, axis=0)
    bad = sums > 1.0 + 1e-9
    if bad.any():
        pairs = zip(nodes[bad], sums[bad], strict=True)
        found = listing([f"{node} ({value:.4g})" for node, value in pairs])
        raise DataError(
            Message(
                f"Shares in the buyer's input cost sum to more than 1: {found}.",
                f"使用环节的成本份额之和大于 1：{found}。",
            ),
            Message("Correct the shares of these buyers.", "请改正这些使用环节的份额。"),
        )


def _refuse_own(nodes: npt.NDArray[np.str_], bad: npt.NDArray[np.bool_]) -> None:
    if bad.any():
        found = listing(nodes[bad].tolist())
        raise DataError(
            Message(
                f"A link of the chain leads from a node to itself: {found}.",
                f"产业链中有环节指向自身：{found}。",
            ),
            Message("Remove the link, or split the node.", "请删除该链接，或细分该环节。"),
        )


def _doubtful(S: npt.NDArray[np.float64], need: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Nodes whose requirement depends on an unknown share."""
    unknown, linked = np.isnan(S), np.isnan(S) | (S > 0.0)
    doubtful: npt.NDArray[np.bool_] = np.asarray((unknown & (need > 0.0)).any(axis=1))
    for _ in range(len(S)):
        doubtful = doubtful | linked[:, doubtful].any(axis=1)
    return doubtful


def read_essential(essential: xr.DataArray) -> npt.NDArray[np.float64]:
    """Read the levels 0, 1, 2 of the links; NaN where there is none.

    Parameters
    ----------
    essential : DataArray (industry, industry_to)
        The links.

    Returns
    -------
    ndarray
        Its numbers.

    Raises
    ------
    LabelError
        If dimensions differ, or sellers and buyers are not the same nodes.
    DataError
        If a level is none of 0, 1, 2, or a link leads from a node to itself.
    """
    level = read_link(essential, essential, name="essential")
    odd = ~np.isnan(level) & ~np.isin(level, (0.0, 1.0, 2.0))
    if odd.any():
        raise DataError(
            Message(
                f"essential must be 0, 1 or 2, got {listing(np.unique(level[odd]).tolist())}.",
                f"essential 应为 0、1 或 2，实际为 {listing(np.unique(level[odd]).tolist())}。",
            ),
            Message("Correct the links.", "请改正链接。"),
        )
    _refuse_own(essential.coords[INDUSTRY].values, np.diag(level) > 0.0)
    return level


def read_link(links: xr.DataArray, array: xr.DataArray, *, name: str) -> npt.NDArray[np.float64]:
    """Read the numbers of an array over the same links; NaN where unknown.

    Parameters
    ----------
    links : DataArray (industry, industry_to)
        Where the nodes come from.
    array : DataArray (industry, industry_to)
        The array to read.
    name : str
        Name of the argument, for the message.

    Returns
    -------
    ndarray
        Its numbers.

    Raises
    ------
    LabelError
        If dimensions or labels do not fit.
    DataError
        If a number is negative.
    """
    require_dims(array, (INDUSTRY, BUYER), name=name)
    require_same_labels(links, array, dims=(INDUSTRY, BUYER), names=("essential", name))
    turned = array.rename({INDUSTRY: BUYER, BUYER: INDUSTRY})
    require_same_labels(array, turned, dims=(INDUSTRY,), names=(f"{name} sellers", "buyers"))
    return _not_negative(array, name)


def read_node(links: xr.DataArray, array: xr.DataArray, *, name: str) -> npt.NDArray[np.float64]:
    """Read the numbers of an array over the nodes of the links; NaN where unknown.

    Parameters
    ----------
    links : DataArray (industry, industry_to)
        Where the nodes come from.
    array : DataArray (industry)
        The array to read.
    name : str
        Name of the argument, for the message.

    Returns
    -------
    ndarray
        Its numbers.

    Raises
    ------
    LabelError
        If dimensions or labels do not fit.
    DataError
        If a number is negative.
    """
    require_dims(array, (INDUSTRY,), name=name)
    require_same_labels(links, array, dims=(INDUSTRY,), names=("essential", name))
    return _not_negative(array, name)


def _not_negative(array: xr.DataArray, name: str) -> npt.NDArray[np.float64]:
    values = np.asarray(array.values, dtype=np.float64)
    if (values < 0.0).any():
        places = np.unique(np.argwhere(values < 0.0)[:, 0])
        found = listing(array.coords[INDUSTRY].values[places].tolist())
        raise DataError(
            Message(f"{name} is negative at {found}.", f"{name} 在 {found} 处为负。"),
            Message("Correct it, or leave it empty if unknown.", "请改正；未知的请留空。"),
        )
    return values
