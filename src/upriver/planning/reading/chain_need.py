"""How much of its chain's cost each node stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from upriver.data.chain_links import read_chain_links
from upriver.supplychain import chain_requirement

if TYPE_CHECKING:
    from upriver.data.region import Region


def chain_need(region: Region) -> dict[str, float]:
    """Share of chain cost that each node stands for, in the chain that needs it most.

    Parameters
    ----------
    region : Region
        A package with ``chain_links``.

    Returns
    -------
    dict of str to float
        By node, from 0; absent for a node that sells to no other or whose share is unknown.

    Raises
    ------
    DataError
        If a chain feeds on itself without end.
    """
    need: dict[str, float] = {}
    for chain in sorted(set(region.table("chain_links")["chain"])):
        _, share = read_chain_links(region, chain)
        largest = chain_requirement(share).max("industry_to", skipna=False)
        for node, value in zip(largest["industry"].values.tolist(), largest.values, strict=True):
            if np.isfinite(value) and value > 0.0:
                need[node] = max(need.get(node, 0.0), float(value))
    return need
