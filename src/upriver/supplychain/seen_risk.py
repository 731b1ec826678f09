"""How much of a systemic risk follows from links that were seen, and how much from estimates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.core.numerics import divide
from upriver.core.progress import Progress, silent
from upriver.supplychain.network import FIRM
from upriver.supplychain.systemic_risk import SCENARIO, systemic_risk

if TYPE_CHECKING:
    from upriver.supplychain.cascade_rules import CascadeRules
    from upriver.supplychain.hybrid import HybridNetwork
    from upriver.supplychain.systemic_risk import Remaining


def seen_risk(
    hybrid: HybridNetwork,
    rules: CascadeRules | None = None,
    *,
    remaining: Remaining | None = None,
    workers: int = 1,
    progress: Progress = silent,
) -> xr.Dataset:
    """Systemic risk in a hybrid network, with the part that links seen explain by themselves.

    Parameters
    ----------
    hybrid : HybridNetwork
        From `hybrid_network`.
    rules : CascadeRules, optional
        ``hybrid.rules()`` when not given.
    remaining : DataArray (scenario, firm), ratio, or mapping of mappings, optional
        As in `systemic_risk`; one scenario a named firm, in which it stops, when not given.
    workers : int
        Threads; the result is the same for any number.
    progress : Progress
        Told as scenarios finish.

    Returns
    -------
    Dataset (scenario)
        ``index``, ``downstream``, ``upstream`` and ``steps`` as in `systemic_risk`;
        ``direct``, the share of output of those who are hit; ``seen``, the index when only
        links seen pass losses on; and ``seen_share`` = ``(seen - direct) / (index - direct)``,
        0 to 1, NaN where nothing spreads.

    Raises
    ------
    LabelError
        If dimensions or labels do not fit.
    DataError
        If rules or remaining do not fit.

    Notes
    -----
    A loss that takes an estimated link anywhere on its way counts as estimated, so the share
    is a lower bound of what is known.

    Examples
    --------
    >>> import xarray as xr
    >>> from upriver.supplychain import hybrid_network
    >>> square = {"industry": ["s", "c"], "industry_to": ["s", "c"]}
    >>> made = hybrid_network(
    ...     xr.DataArray(["s", "c"], {"firm": ["a", "b"]}, ("firm",)),
    ...     xr.DataArray([5.0, 10.0], {"firm": ["a", "b"]}, ("firm",)),
    ...     supplier=["a"], buyer=["b"], value=[3.0],
    ...     flows=xr.DataArray([[0.0, 6.0], [0.0, 0.0]], square),
    ...     output=xr.DataArray([10.0, 20.0], {"industry": ["s", "c"]}))
    >>> seen_risk(made)["seen_share"].round(2).values.tolist()
    [1.0, 1.0]
    """
    chosen = rules or hybrid.rules()
    if remaining is None:
        named = hybrid.kind.coords[FIRM].values[hybrid.kind.values == "firm"].tolist()
        remaining = {name: {name: 0.0} for name in named}
    whole = systemic_risk(
        hybrid.network, chosen, remaining=remaining, workers=workers, progress=progress
    )
    parts = {}
    for name, links in (("direct", np.zeros_like(hybrid.seen)), ("seen", hybrid.seen)):
        parts[name] = systemic_risk(
            hybrid.network, chosen, remaining=remaining, links=links, workers=workers
        ).index
    spread = whole.index - parts["direct"]
    spread = spread.where(spread > 1e-12, 0.0)
    share = divide((parts["seen"] - parts["direct"]).values, spread.values)
    return xr.Dataset(
        {
            "index": whole.index,
            "downstream": whole.downstream,
            "upstream": whole.upstream,
            "steps": whole.steps,
            **{name: part.rename(name) for name, part in parts.items()},
            "seen_share": (SCENARIO, np.clip(share, 0.0, 1.0), {"units": "ratio"}),
        }
    )
