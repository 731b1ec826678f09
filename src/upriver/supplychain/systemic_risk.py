"""How much of an economy's output would fail with a firm (economic systemic risk index)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.core.dims import INDUSTRY, to
from upriver.core.errors import DataError
from upriver.core.labels import require_dims
from upriver.core.message import Message, listing
from upriver.core.numerics import divide
from upriver.supplychain.network import FIRM, FirmNetwork

if TYPE_CHECKING:
    import numpy.typing as npt

BUYER = to(INDUSTRY)
SCENARIO = "scenario"
SCARCE = 1e-12  # of a market: below it nothing is left that could replace a supplier


@dataclass(frozen=True, eq=False)
class SystemicRisk:
    """What each scenario costs the network.

    Parameters
    ----------
    index : DataArray (scenario), ratio
        Share of sales lost when both directions of the cascade are counted.
    downstream, upstream : DataArray (scenario), ratio
        Share lost for want of inputs, and for want of customers.
    steps : DataArray (scenario)
        Rounds until the cascade stopped.
    tolerance : float
        Largest change of a firm at which it stopped.
    """

    index: xr.DataArray
    downstream: xr.DataArray
    upstream: xr.DataArray
    steps: xr.DataArray
    tolerance: float


@dataclass(frozen=True)
class _Links:
    """Loss per unit of a supplier's loss (down) and of a buyer's loss (up), by link."""

    down: npt.NDArray[np.float64]
    up: npt.NDArray[np.float64]
    cell: npt.NDArray[np.int64]
    cell_buyer: npt.NDArray[np.int64]
    cell_essential: npt.NDArray[np.bool_]


def systemic_risk(
    network: FirmNetwork,
    *,
    essential: xr.DataArray | None = None,
    remaining: xr.DataArray | None = None,
    substitution: bool = True,
    tolerance: float = 0.01,
) -> SystemicRisk:
    """Share of all sales that fails with a firm, through missing inputs and lost customers.

    Inputs that are essential bind as in a Leontief technology, the others add up; a supplier
    with a small share of its market is replaced in proportion.

    Parameters
    ----------
    network : FirmNetwork
        From `firm_network`.
    essential : DataArray (industry, industry_to), optional
        0 negligible, 1 ordinary, 2 essential: the input of the row sector to the column
        sector. All 1 when not given.
    remaining : DataArray (scenario, firm), ratio, optional
        Share of its output that each firm can still make, from 0 to 1. One scenario a firm,
        named after it, in which it stops, when not given.
    substitution : bool
        Whether other firms of the sector replace a supplier as far as they can.
    tolerance : float
        A cascade stops when no firm changes by more.

    Returns
    -------
    SystemicRisk
        Shares from 0 to 1; the failing firm counts itself. NaN in a network without sales.

    Raises
    ------
    LabelError
        If dimensions or labels do not fit.
    DataError
        If a sector is absent from essential, a level is none of 0, 1, 2, or a share is not
        between 0 and 1.

    Notes
    -----
    Stopping at a tolerance cuts off the tail of small changes. In a market with nothing left
    no one replaces anyone, so the result does not depend on the unit of money. Time grows
    with links times rounds times scenarios; memory with links.

    References
    ----------
    .. [1] Diem, C. et al. (2022). Quantifying firm-level economic systemic risk from
       nation-wide supply networks. Scientific Reports 12, 7719.

    Examples
    --------
    >>> import xarray as xr
    >>> from upriver.supplychain import firm_network
    >>> sector = xr.DataArray(["steel", "cars"], {"firm": ["a", "b"]}, ("firm",))
    >>> systemic_risk(firm_network(sector, ["a"], ["b"], [3.0])).index.values.tolist()
    [1.0, 1.0]
    """
    links = _weigh(network, _levels(network, essential))
    single = remaining is None
    states = None if remaining is None else _states(network, remaining)
    labels = network.firms if remaining is None else remaining.coords[SCENARIO].values
    sales = network.sales
    share = divide(sales, np.array(sales.sum()))
    rows = []
    for number in range(len(labels)):
        if single or states is None:
            psi = np.ones(len(network.firms))
            psi[number] = 0.0
        else:
            psi = states[number]
        down, up, steps = _cascade(network, links, psi, substitution, tolerance)
        lost = (share @ (1.0 - np.minimum(down, up)), share @ (1.0 - down), share @ (1.0 - up))
        rows.append((*lost, steps))
    numbers = np.array(rows, dtype=np.float64).reshape(-1, 4)
    coords = {SCENARIO: labels}
    parts = [
        xr.DataArray(numbers[:, place], coords, (SCENARIO,), name, {"units": units})
        for place, (name, units) in enumerate(
            (("index", "ratio"), ("downstream", "ratio"), ("upstream", "ratio"), ("steps", "1"))
        )
    ]
    return SystemicRisk(parts[0], parts[1], parts[2], parts[3].astype(np.int64), tolerance)


def _levels(network: FirmNetwork, essential: xr.DataArray | None) -> npt.NDArray[np.float64]:
    """Level of every link."""
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
    if not np.isin(matrix, (0.0, 1.0, 2.0)).all():
        raise DataError(
            Message("essential must be 0, 1 or 2 in every cell.", "essential 各格应为 0、1 或 2。"),
            Message("Correct it; write 1 where unknown.", "请改正；未知时填 1。"),
        )
    level = matrix[network.sector[network.supplier], network.sector[network.buyer]]
    return np.asarray(level, dtype=np.float64)


def _states(network: FirmNetwork, remaining: xr.DataArray) -> npt.NDArray[np.float64]:
    require_dims(remaining, (SCENARIO, FIRM), name="remaining")
    labels = remaining.coords[FIRM].values.tolist()
    odd = sorted(set(labels) ^ set(network.firms.tolist()))
    if odd:
        raise DataError(
            Message(
                f"remaining and the network differ in the firms {listing(odd)}.",
                f"remaining 与网络的企业不一致：{listing(odd)}。",
            ),
            Message("Give every firm; 1 for one that is not hit.", "请列全企业；未受冲击的填 1。"),
        )
    values = np.asarray(remaining.sel({FIRM: network.firms.tolist()}).values, dtype=np.float64)
    if not ((values >= 0.0) & (values <= 1.0)).all():
        raise DataError(
            Message("remaining must lie between 0 and 1.", "remaining 应在 0 到 1 之间。"),
            Message("Give what is left, not what is lost.", "请给出剩余份额，而非损失份额。"),
        )
    return values


def _weigh(network: FirmNetwork, level: npt.NDArray[np.float64]) -> _Links:
    width = len(network.sectors)
    cells = network.buyer.astype(np.int64) * width + network.sector[network.supplier]
    used, cell = np.unique(cells, return_inverse=True)
    of_cell = np.bincount(cell, network.value, len(used))[cell]
    of_buyer = network.purchases[network.buyer]
    down = np.where(level == 2.0, network.value / of_cell, network.value / of_buyer)
    essential = np.zeros(len(used), dtype=np.bool_)
    essential[cell[level == 2.0]] = True
    up = network.value / network.sales[network.supplier]
    return _Links(np.where(level == 0.0, 0.0, down), up, cell, used // max(width, 1), essential)


def _cascade(
    network: FirmNetwork,
    links: _Links,
    psi: npt.NDArray[np.float64],
    substitution: bool,
    tolerance: float,
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], int]:
    """Downstream and upstream state of every firm, and the rounds it took."""
    down, up, steps = psi, psi, 0
    sales, firms = network.sales, len(psi)
    market = np.bincount(network.sector, sales, len(network.sectors))
    plain = ~links.cell_essential
    while True:
        loss = 1.0 - down
        if substitution:
            left = np.bincount(network.sector, down * sales, len(network.sectors))
            own = np.where(left > SCARCE * market, left, 0.0)[network.sector]
            ratio = np.divide(sales, own, out=np.ones(firms), where=own > 0.0)
            loss = np.minimum(1.0, ratio) * loss
        short = np.bincount(links.cell, links.down * loss[network.supplier], len(plain))
        worst = np.zeros(firms)
        np.maximum.at(worst, links.cell_buyer[~plain], short[~plain])
        total = np.bincount(links.cell_buyer[plain], short[plain], firms)
        after = np.maximum(0.0, np.minimum(psi, 1.0 - np.maximum(worst, total)))
        unsold = np.bincount(network.supplier, links.up * (1.0 - up)[network.buyer], firms)
        above = np.maximum(0.0, np.minimum(psi, 1.0 - unsold))
        change = max((down - after).max(initial=0.0), (up - above).max(initial=0.0))
        down, up, steps = after, above, steps + 1
        if change <= tolerance:
            return down, up, steps
