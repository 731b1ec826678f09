"""What a network loses when one link is cut, both its firms alive."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.core.progress import Progress, silent
from upriver.supplychain.cascade_rules import CascadeRules, weigh
from upriver.supplychain.cascades import Failures, run_cascades

if TYPE_CHECKING:
    from upriver.supplychain.network import FirmNetwork

LINK = "link"


def link_risk(
    network: FirmNetwork,
    rules: CascadeRules | None = None,
    *,
    workers: int = 1,
    progress: Progress = silent,
) -> xr.Dataset:
    """Share of all sales that fails when a link is cut: the buyer goes without, the seller unpaid.

    Parameters
    ----------
    network : FirmNetwork
        From `firm_network`.
    rules : CascadeRules, optional
        Essential inputs, markets, weights, substitution and tolerance.
    workers : int
        Threads; the result is the same for any number.
    progress : Progress
        Told as links finish.

    Returns
    -------
    Dataset (link)
        ``index``, ``downstream``, ``upstream`` (ratio, 0 to 1) and ``steps``, with the
        coordinates ``supplier`` and ``buyer``, in the order of the network's links. NaN in a
        network without sales.

    Raises
    ------
    LabelError
        If dimensions or labels do not fit.
    DataError
        If the rules do not fit the network.

    Notes
    -----
    The buyer loses the share of its output that the link feeds, less what others of the
    supplier's market replace; the supplier loses the sale. Both firms count with what they
    lose, not as failed.

    Examples
    --------
    >>> import xarray as xr
    >>> from upriver.supplychain import firm_network
    >>> sector = xr.DataArray(["s", "s", "c"], {"firm": ["a", "b", "c"]}, ("firm",))
    >>> network = firm_network(sector, ["a", "b"], ["c", "c"], [3.0, 1.0])
    >>> link_risk(network)["upstream"].values.tolist()
    [0.75, 0.25]
    """
    chosen = rules or CascadeRules()
    net = weigh(network, chosen)
    count = len(network.value)
    cut = np.empty(count, dtype=np.int64)
    cut[net.out_link] = np.arange(count)
    none = np.zeros(count + 1, dtype=np.int64)
    failures = Failures(none, none[:0], np.empty(0), cut)
    numbers, _ = run_cascades(net, failures, chosen, workers=workers, progress=progress)
    coords = {
        "supplier": (LINK, network.firms[network.supplier]),
        "buyer": (LINK, network.firms[network.buyer]),
    }
    return xr.Dataset(
        {
            "index": (LINK, numbers[:, 0], {"units": "ratio"}),
            "downstream": (LINK, numbers[:, 1], {"units": "ratio"}),
            "upstream": (LINK, numbers[:, 2], {"units": "ratio"}),
            "steps": (LINK, numbers[:, 3].astype(np.int64), {"units": "1"}),
        },
        coords,
    )
