"""The firms with the largest systemic risk, without running every cascade."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from upriver.core.errors import DataError
from upriver.core.message import Message
from upriver.supplychain.cascade_rules import CascadeRules, weigh
from upriver.supplychain.cascades import run_cascades, single_failures
from upriver.supplychain.network import FIRM

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.supplychain.cascade_rules import Directions
    from upriver.supplychain.network import FirmNetwork

    Floats = npt.NDArray[np.float64]

BATCH = 64
SLACK = 1e-9  # of the index: bounds and indices are summed in another order


def most_systemic(
    network: FirmNetwork, k: int, rules: CascadeRules | None = None, *, workers: int = 1
) -> xr.Dataset:
    """Find the k firms whose failure costs most, exactly.

    No firm can cost more than the weight of all it can reach, downstream or upstream. Firms
    are run in the order of this bound until no bound can beat the k-th index.

    Parameters
    ----------
    network : FirmNetwork
        From `firm_network`.
    k : int
        How many, at least 1.
    rules : CascadeRules, optional
        Essential inputs, markets, weights, substitution and tolerance.
    workers : int
        Threads; the result is the same for any number.

    Returns
    -------
    Dataset (firm)
        ``index`` from the largest down, ``bound`` (ratio, 0 to 1) and ``steps``; the attribute
        ``computed`` counts the cascades run. Equal indices stand in the order of the network.

    Raises
    ------
    LabelError
        If dimensions or labels do not fit.
    DataError
        If k is below 1 or the rules do not fit the network.

    Notes
    -----
    The bound saves much where many firms sell to few or buy from few, and little where nearly
    all belong to one strongly connected core.

    Examples
    --------
    >>> import xarray as xr
    >>> from upriver.supplychain import firm_network
    >>> sector = xr.DataArray(["s", "c", "d"], {"firm": ["a", "b", "c"]}, ("firm",))
    >>> network = firm_network(sector, ["a", "b"], ["b", "c"], [3.0, 1.0])
    >>> most_systemic(network, 1).firm.values.tolist()
    ['a']
    """
    if k < 1:
        raise DataError(
            Message(f"k must be at least 1, got {k}.", f"k 至少为 1，实际为 {k}。"),
            Message("Say how many firms to find.", "请给出要找的企业数。"),
        )
    chosen = rules or CascadeRules()
    net = weigh(network, chosen)
    bound = reach_bound(net)
    order = np.argsort(-bound, kind="stable")
    numbers, done = np.empty((0, 4)), 0
    while done < len(order):
        if done >= k and bound[order[done]] + SLACK < np.sort(numbers[:, 0])[-k]:
            break
        batch = order[done : done + max(k, BATCH)]
        found, _ = run_cascades(net, single_failures(batch), chosen, workers=workers)
        numbers, done = np.concatenate([numbers, found]), done + len(batch)
    first = np.lexsort((order[:done], -numbers[:, 0]))[:k]
    units = {"units": "ratio"}
    return xr.Dataset(
        {
            "index": (FIRM, numbers[first, 0], units),
            "bound": (FIRM, bound[order[first]], units),
            "steps": (FIRM, numbers[first, 3].astype(np.int64), {"units": "1"}),
        },
        {FIRM: network.firms[order[first]]},
        {"computed": done},
    )


def reach_bound(net: Directions) -> Floats:
    """Weight of everything a firm's failure could touch, or more.

    Parameters
    ----------
    net : Directions
        From `weigh`.

    Returns
    -------
    ndarray (firm), ratio
        At most 1.
    """
    down = net.down > 0.0
    seller = net.supplier[net.out_link]
    forward = _reach(seller[down], net.buyer[down], net.weight)
    backward = _reach(net.buyer, seller, net.weight)
    return np.asarray(np.minimum(1.0, forward + backward - net.weight))


def _reach(source: npt.NDArray[np.int32], target: npt.NDArray[np.int32], weight: Floats) -> Floats:
    """Sum the weights over the condensed graph; what is reached twice may count twice."""
    firms = len(weight)
    ones = np.ones(len(source), dtype=np.int8)
    graph = csr_array((ones, (source, target)), shape=(firms, firms))
    parts, part = connected_components(graph, directed=True, connection="strong")
    total: Floats = np.bincount(part, weight, parts).astype(np.float64)
    pairs = np.unique(part[source].astype(np.int64) * parts + part[target])
    pairs = pairs[pairs // parts != pairs % parts]
    before, after = pairs // parts, pairs % parts
    left = np.bincount(before, minlength=parts)
    order = np.argsort(after, kind="stable")
    start = np.concatenate([[0], np.cumsum(np.bincount(after, minlength=parts))])
    ready = np.flatnonzero(left == 0).tolist()
    while ready:
        now = ready.pop()
        total[now] = min(1.0, total[now])
        for place in before[order[start[now] : start[now + 1]]].tolist():
            total[place] += total[now]
            left[place] -= 1
            if left[place] == 0:
                ready.append(place)
    return total[part]
