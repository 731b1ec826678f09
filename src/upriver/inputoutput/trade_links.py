"""Who supplies whom as a list of links: for networks too large or too empty for a matrix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from upriver.core.dims import INDUSTRY
from upriver.core.errors import DataError
from upriver.core.message import Message, listing
from upriver.inputoutput.square import read_square

if TYPE_CHECKING:
    import numpy.typing as npt
    import xarray as xr


@dataclass(frozen=True, eq=False)
class TradeLinks:
    """Sales between industries, firms or residual nodes, one row a link.

    Parameters
    ----------
    labels : ndarray (node), text
        Names of the nodes.
    supplier, buyer : ndarray (link), int
        Positions of the two nodes of each link in ``labels``.
    value : ndarray (link), money
        Sales in a year, above zero. A node may supply itself.
    units : str
        Unit of the values.

    Raises
    ------
    DataError
        If lengths differ, a position is no node, a label or link stands twice, or a value is
        missing or not above zero; the message names rows, counted from 0.
    """

    labels: npt.NDArray[np.str_]
    supplier: npt.NDArray[np.int32]
    buyer: npt.NDArray[np.int32]
    value: npt.NDArray[np.float64]
    units: str = ""

    def __post_init__(self) -> None:
        nodes = len(self.labels)
        if not len(self.supplier) == len(self.buyer) == len(self.value):
            lengths = np.array([len(self.supplier), len(self.buyer), len(self.value)])
            raise _fault(("lengths", "长度不一"), lengths)
        _, first = np.unique(self.labels, return_index=True)
        second = np.setdiff1d(np.arange(nodes), first)
        if len(second):
            raise _fault(("labels that stand twice", "标签重复"), second)
        outside = (np.minimum(self.supplier, self.buyer) < 0) | (
            np.maximum(self.supplier, self.buyer) >= nodes
        )
        bad = ~(np.isfinite(self.value) & (self.value > 0))
        twice = np.zeros(len(self.value), dtype=bool)
        before, after = slice(None, -1), slice(1, None)
        rising = (self.supplier[after] > self.supplier[before]) | (
            (self.supplier[after] == self.supplier[before])
            & (self.buyer[after] > self.buyer[before])
        )
        if not rising.all():  # in order, none can stand twice
            pairs = self.supplier.astype(np.int64) * nodes + self.buyer
            _, first = np.unique(pairs, return_index=True)
            twice[:] = True
            twice[first] = False
        for rows, en, zh in (
            (outside, "positions outside the labels", "位置超出标签范围"),
            (bad, "values that are missing or not above zero", "数值缺失或不大于零"),
            (twice, "links that stand twice", "重复链接"),
        ):
            if rows.any():
                raise _fault((en, zh), np.flatnonzero(rows))


def trade_links(flows: xr.DataArray) -> TradeLinks:
    """List the non-zero cells of a matrix of flows.

    Parameters
    ----------
    flows : DataArray (industry, industry_to), money
        Sales of the row industry to the column industry.

    Returns
    -------
    TradeLinks
        One link a cell above zero, by seller and buyer.

    Raises
    ------
    LabelError
        If sellers and buyers differ.
    DataError
        If a flow is missing or negative.

    Examples
    --------
    >>> import xarray as xr
    >>> names = {"industry": ["a", "b"], "industry_to": ["a", "b"]}
    >>> trade_links(xr.DataArray([[0.0, 2.0], [0.0, 0.0]], names)).value.tolist()
    [2.0]
    """
    Z = read_square(flows, name="flows")
    labels = np.array([str(label) for label in flows.coords[INDUSTRY].values], dtype=np.str_)
    if (Z < 0).any():
        cells = [f"{labels[i]} -> {labels[j]}" for i, j in np.argwhere(Z < 0)]
        raise DataError(
            Message(
                f"flows is negative at {listing(cells)}.", f"flows 在 {listing(cells)} 处为负。"
            ),
            Message(
                "Move negative flows to the other side of the account first.",
                "请先把负流量移到账户的另一侧。",
            ),
        )
    supplier, buyer = np.nonzero(Z)
    return TradeLinks(
        labels,
        supplier.astype(np.int32),
        buyer.astype(np.int32),
        Z[Z > 0],
        str(flows.attrs.get("units", "")),
    )


def _fault(en_zh: tuple[str, str], rows: npt.NDArray[np.int64]) -> DataError:
    en, zh = en_zh
    found = listing(rows.tolist())
    return DataError(
        Message(f"The list of links has faulty {en}: {found}.", f"链接表有误，{zh}：{found}。"),
        Message("Correct these rows.", "请改正这些行。"),
    )
