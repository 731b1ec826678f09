"""How many links of the chains lie between two nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr
from scipy.sparse import csr_array
from scipy.sparse.csgraph import shortest_path

from upriver.core.dims import INDUSTRY, to

if TYPE_CHECKING:
    from collections.abc import Iterable


def chain_steps(links: Iterable[tuple[str, str]]) -> xr.DataArray:
    """Links between any two nodes on the shortest way, up or down the chain.

    Parameters
    ----------
    links : iterable of (str, str)
        Supplying and using node of each link; of one chain or of many.

    Returns
    -------
    DataArray (industry, industry_to), links
        0 on the diagonal; NaN where no way leads.

    Examples
    --------
    >>> steps = chain_steps([("ore", "cell"), ("cell", "car"), ("film", "panel")])
    >>> steps.sel(industry="ore", industry_to="car").item()
    2.0
    >>> steps.sel(industry="ore", industry_to="panel").item()
    nan
    """
    pairs = sorted(set(links))
    nodes = sorted({node for pair in pairs for node in pair})
    place = {node: number for number, node in enumerate(nodes)}
    ends = np.array([[place[a], place[b]] for a, b in pairs], dtype=np.int64).reshape(-1, 2)
    size = len(nodes)
    joined = csr_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(size, size))
    steps = np.zeros((0, 0))
    if size:
        steps = shortest_path(joined, directed=False, unweighted=True)
    steps[np.isinf(steps)] = np.nan
    dims = (INDUSTRY, to(INDUSTRY))
    return xr.DataArray(steps, dict.fromkeys(dims, nodes), dims, "chain_steps", {"units": "links"})
