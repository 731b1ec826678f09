"""The links of one chain as arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from upriver.core.frames import table_to_array

if TYPE_CHECKING:
    import xarray as xr

    from upriver.data.region import Region


def read_chain_links(region: Region, chain: str) -> tuple[xr.DataArray, xr.DataArray]:
    """Importance and cost share of the links of one chain.

    Parameters
    ----------
    region : Region
        A package with ``chain_links``.
    chain : str
        Code of the chain.

    Returns
    -------
    essential : DataArray (industry, industry_to)
        0 negligible, 1 ordinary, 2 essential; NaN where the chain has no link.
    share : DataArray (industry, industry_to), ratio
        Share of the seller in the buyer's input cost; 0 where there is no link, NaN where
        the share of a link is unknown.

    Raises
    ------
    DataError
        If a link stands twice.
    """
    links = region.table("chain_links").filter(pl.col("chain") == chain)
    codes = sorted({*links["industry"], *links["industry_to"]})
    square = {"industry": codes, "industry_to": codes}
    dims = ("industry", "industry_to")
    essential = table_to_array(links, dims, value="essential", labels=square)
    share = table_to_array(links, dims, value="share", labels=square)
    return essential, share.where(essential.notnull(), 0.0).assign_attrs(units="ratio")
