"""The firms of a package inside the account of the region."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import xarray as xr

from upriver.core.dims import ORIGIN
from upriver.core.message import Message, listing
from upriver.data.places import places_inside
from upriver.data.provenance import Provenance
from upriver.services.account_parts import MONEY
from upriver.services.supplies import read_supplies
from upriver.supplychain import hybrid_network

if TYPE_CHECKING:
    from upriver.data.region import Region
    from upriver.inputoutput import InputOutputTable
    from upriver.supplychain import HybridNetwork

FIRM_COLUMNS = {
    **dict.fromkeys(("firm", "name_en", "name_zh", "industry", "sector"), pl.String),
    "lead": pl.Boolean,
    "revenue": pl.Float64,
    "year": pl.Int64,
}


@dataclass(frozen=True, eq=False)
class RegionNetwork:
    """Who supplies whom in a region, as far as it is seen and as it must be.

    Parameters
    ----------
    hybrid : HybridNetwork
        Firms with a revenue, the rest of each industry, the outside; 1e8 CNY a year.
    firms : polars.DataFrame
        Rows of ``firms`` inside the region, with ``sector``, the industry of the account.
    links : polars.DataFrame
        Rows of ``supplies`` between them of the newest year, ``value`` in 1e8 CNY.
    notes : tuple of Message
        What a reader must know.
    provenance : Provenance
        What account, revenues and links rest on.
    """

    hybrid: HybridNetwork
    firms: pl.DataFrame
    links: pl.DataFrame
    notes: tuple[Message, ...]
    provenance: Provenance


def local_firms(region: Region) -> pl.DataFrame:
    """Firms inside the region, with the industry of the account that each belongs to.

    Parameters
    ----------
    region : Region
        A package with ``industries``, and ``firms`` where they are known.

    Returns
    -------
    polars.DataFrame
        Rows of ``firms``, sorted by code, with a column ``sector``.
    """
    homes = region.table("industries").select("industry", sector=pl.coalesce("parent", "industry"))
    if not region.has("firms"):
        return pl.DataFrame(schema=FIRM_COLUMNS)
    inside = pl.col("place").is_in(list(places_inside(region)))
    return region.table("firms").filter(inside).join(homes, on="industry", how="left").sort("firm")


def read_network(region: Region, table: InputOutputTable, account: Provenance) -> RegionNetwork:
    """Network of a region's firms that adds up to its account.

    Parameters
    ----------
    region : Region
        A package; with ``firms`` and ``supplies`` where they are known.
    table : InputOutputTable
        The account of the base year, 1e8 CNY, inputs by origin.
    account : Provenance
        What the account rests on.

    Returns
    -------
    RegionNetwork
        The network and what it rests on.

    Raises
    ------
    DataError
        If firms and account contradict each other; the findings name each case.
    """
    firms = local_firms(region)
    here = firms["firm"].to_list()
    links = read_supplies(region).filter(pl.col("firm").is_in(here) & pl.col("firm_to").is_in(here))
    codes = {"firm": firms["firm"].to_numpy().astype(np.str_)}
    revenue = firms["revenue"].cast(pl.Float64).fill_null(float("nan"))
    outside = table.flows.drop_sel(origin="local")
    hybrid = hybrid_network(
        xr.DataArray(firms["sector"].to_numpy().astype(np.str_), codes, ("firm",)),
        xr.DataArray(revenue.to_numpy(), codes, ("firm",), attrs={"units": MONEY}),
        supplier=links["firm"].to_list(),
        buyer=links["firm_to"].to_list(),
        value=links["value"].fill_null(float("nan")).to_list(),
        flows=table.local_flows,
        output=table.output,
        outside=outside if outside.sizes[ORIGIN] else None,
    )
    parts = [account]
    if region.has("firms"):
        parts.append(region.provenance("firms", value="revenue"))
    if region.has("supplies"):
        parts.append(region.provenance("supplies"))
    return RegionNetwork(
        hybrid, firms, links, _notes(region, firms, links), Provenance.combine(parts)
    )


def _notes(region: Region, firms: pl.DataFrame, links: pl.DataFrame) -> tuple[Message, ...]:
    sized = firms.drop_nulls("revenue")
    unsized = firms.filter(pl.col("revenue").is_null())
    notes = []
    if unsized.height:
        count = unsized.height
        notes.append(
            Message(
                f"{count} of {firms.height} firms have no revenue in the package and count with "
                "the rest of their industry.",
                f"{firms.height} 家企业中有 {count} 家没有营收数据，并入所属行业的其余部分。",
            )
        )
    other = sized.filter(pl.col("year").is_not_null() & (pl.col("year") != region.base_year))
    if other.height:
        en, zh = (listing(other[f"name_{language}"].to_list()) for language in ("en", "zh"))
        notes.append(
            Message(
                f"Revenues of another year than the account's {region.base_year}: {en}.",
                f"营收年份与账户基年 {region.base_year} 不同：{zh}。",
            )
        )
    if not links["value"].count():
        notes.append(
            Message(
                "No value of any link between firms is known: what spreads from a firm is an "
                "estimate from the account alone.",
                "企业间供货额均未知：冲击的扩散完全由投入产出账户估算。",
            )
        )
    return tuple(notes)
