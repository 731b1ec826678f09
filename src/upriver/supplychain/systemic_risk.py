"""How much of an economy's output would fail with a firm (economic systemic risk index)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import xarray as xr

from upriver.core.dims import INDUSTRY
from upriver.core.errors import DataError
from upriver.core.labels import require_dims
from upriver.core.message import Message, listing
from upriver.core.progress import Progress, silent
from upriver.supplychain.cascade_rules import CascadeRules, weigh
from upriver.supplychain.cascades import NO_LINK, Failures, run_cascades, single_failures
from upriver.supplychain.network import FIRM

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.supplychain.network import FirmNetwork

    Floats = npt.NDArray[np.float64]
    Remaining = xr.DataArray | Mapping[str, Mapping[str, float]]

SCENARIO = "scenario"
PARTS = (("index", "ratio"), ("downstream", "ratio"), ("upstream", "ratio"), ("steps", "1"))


@dataclass(frozen=True, eq=False)
class SystemicRisk:
    """What each scenario costs the network.

    Parameters
    ----------
    index : DataArray (scenario), ratio
        Share of sales, or of the weights, lost when both directions are counted.
    downstream, upstream : DataArray (scenario), ratio
        Share lost for want of inputs, and for want of customers.
    steps : DataArray (scenario)
        Rounds until the cascade stopped.
    tolerance : float
        Largest change of a firm at which it stopped.
    spread : DataArray (scenario, industry) or (scenario, firm), ratio
        The index by where it falls; the parts of a scenario add up to it. None if not asked
        for.
    """

    index: xr.DataArray
    downstream: xr.DataArray
    upstream: xr.DataArray
    steps: xr.DataArray
    tolerance: float
    spread: xr.DataArray | None = None


def systemic_risk(
    network: FirmNetwork,
    rules: CascadeRules | None = None,
    *,
    remaining: Remaining | None = None,
    by: Literal["industry", "firm"] | None = None,
    links: npt.NDArray[np.bool_] | None = None,
    workers: int = 1,
    progress: Progress = silent,
) -> SystemicRisk:
    """Share of all sales that fails with a firm, through missing inputs and lost customers.

    Inputs that are essential bind as in a Leontief technology, the others add up; a supplier
    with a small share of its market is replaced in proportion.

    Parameters
    ----------
    network : FirmNetwork
        From `firm_network`.
    rules : CascadeRules, optional
        Essential inputs, markets, weights, substitution and tolerance.
    remaining : DataArray (scenario, firm), ratio, or mapping of mappings, optional
        Share of its output that each firm can still make, from 0 to 1. As a mapping of
        scenarios to firms, those not named are not hit. One scenario a firm, named after it,
        in which it stops, when not given.
    by : str, optional
        Also say where the loss falls: by "industry" or by "firm". Needs memory for every
        scenario and each of these.
    links : ndarray (link), bool, optional
        Which links of the network pass a loss on; all when not given. The others still count
        in every share.
    workers : int
        Threads; the result is the same for any number.
    progress : Progress
        Told as scenarios finish.

    Returns
    -------
    SystemicRisk
        Shares from 0 to 1; the failing firm counts itself. NaN in a network without sales.

    Raises
    ------
    LabelError
        If dimensions or labels do not fit.
    DataError
        If a sector is absent from essential, a level is none of 0, 1, 2, a firm is unknown, or
        a share is not between 0 and 1.

    Notes
    -----
    Stopping at a tolerance cuts off the tail of small changes. In a market with nothing left
    no one replaces anyone, so the result does not depend on the unit of money. Only changes
    are passed on, so time grows with the links of the firms that change; memory with links.

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
    chosen = rules or CascadeRules()
    net = weigh(network, chosen, links)
    labels, failures = _failures(network, remaining)
    group = None
    if by is not None:
        group = np.arange(len(network.firms)) if by == FIRM else network.sector.astype(np.int64)
    numbers, spread = run_cascades(
        net, failures, chosen, group=group, workers=workers, progress=progress
    )
    coords = {SCENARIO: labels}
    parts = [
        xr.DataArray(numbers[:, place], coords, (SCENARIO,), name, {"units": units})
        for place, (name, units) in enumerate(PARTS)
    ]
    where = None
    if by is not None:
        names = network.firms if by == FIRM else network.sectors
        dim = FIRM if by == FIRM else INDUSTRY
        where = xr.DataArray(
            spread, {**coords, dim: names}, (SCENARIO, dim), "spread", {"units": "ratio"}
        )
    steps = parts[3].astype(np.int64)
    return SystemicRisk(parts[0], parts[1], parts[2], steps, chosen.tolerance, where)


def _failures(
    network: FirmNetwork, remaining: Remaining | None
) -> tuple[npt.NDArray[np.str_], Failures]:
    if remaining is None:
        return network.firms, single_failures(np.arange(len(network.firms), dtype=np.int64))
    if isinstance(remaining, Mapping):
        names, row, firm, left = _listed(network, remaining)
    else:
        names = remaining.coords[SCENARIO].values.astype(str)
        row, firm, left = _states(network, remaining)
    if not ((left >= 0.0) & (left <= 1.0)).all():
        raise DataError(
            Message("remaining must lie between 0 and 1.", "remaining 应在 0 到 1 之间。"),
            Message("Give what is left, not what is lost.", "请给出剩余份额，而非损失份额。"),
        )
    hits = np.bincount(row, minlength=len(names))
    start = np.concatenate([[0], np.cumsum(hits)]).astype(np.int64)
    cut = np.full(len(names), NO_LINK, dtype=np.int64)
    return names, Failures(start, firm, left, cut)


def _listed(
    network: FirmNetwork, remaining: Mapping[str, Mapping[str, float]]
) -> tuple[npt.NDArray[np.str_], npt.NDArray[np.int64], npt.NDArray[np.int64], Floats]:
    places = {name: place for place, name in enumerate(network.firms.tolist())}
    named = [(row, firm) for row, hit in enumerate(remaining.values()) for firm in hit]
    odd = sorted({firm for _, firm in named} - places.keys())
    if odd:
        raise DataError(
            Message(
                f"remaining names firms the network does not have: {listing(odd)}.",
                f"remaining 中有网络里没有的企业：{listing(odd)}。",
            ),
            Message("Use the names of the network.", "请使用网络中的企业名称。"),
        )
    left = np.array([share for hit in remaining.values() for share in hit.values()], dtype=float)
    rows = np.array([row for row, _ in named], dtype=np.int64)
    firms = np.array([places[firm] for _, firm in named], dtype=np.int64)
    return np.array(list(remaining), dtype=np.str_), rows, firms, left


def _states(
    network: FirmNetwork, remaining: xr.DataArray
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Floats]:
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
    row, firm = np.nonzero(values != 1.0)
    return row.astype(np.int64), firm.astype(np.int64), values[row, firm]
