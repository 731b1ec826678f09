"""How much of what the leaders of a chain buy is made here, and who hangs on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import xarray as xr

from upriver.core.frames import Table
from upriver.data.places import places_inside
from upriver.services.supplies import MONEY, read_supplies
from upriver.supplychain import buyer_supply_rate, firm_network, leader_dependence

if TYPE_CHECKING:
    from upriver.data.region import Region

TEXTS = ("firm", "name_en", "name_zh", "industry", "basis")
NUMBERS = (
    "local_supply_rate", "outside_domestic", "outside_foreign", "suppliers", "purchases",
)  # fmt: skip
SCHEMA = dict.fromkeys(TEXTS, pl.String) | dict.fromkeys(NUMBERS, pl.Float64)


@dataclass(frozen=True, eq=False)
class Supplies:
    """What is known of the trade between firms.

    Parameters
    ----------
    supply_rate : dict of str to float
        By firm: share of its known purchases that comes from firms here.
    dependence : dict of str to float
        By node: share of its known sales that goes to the one leader who buys most.
    suppliers, purchases : dict of str to float
        By firm: known suppliers, and what they sell to it in 1e8 CNY.
    """

    supply_rate: dict[str, float]
    dependence: dict[str, float]
    suppliers: dict[str, float]
    purchases: dict[str, float]


def read_trade(region: Region) -> Supplies:
    """Read the trade between firms whose value is known.

    Parameters
    ----------
    region : Region
        A package with ``firms``; without ``supplies`` nothing is known.

    Returns
    -------
    Supplies
        Each link of its newest year. Links of unknown value are left out.
    """
    rows = read_supplies(region).filter(pl.col("value") > 0.0)
    if not rows.height:
        return Supplies({}, {}, {}, {})
    named = {*rows["firm"], *rows["firm_to"]}
    firms = region.table("firms").filter(pl.col("firm").is_in(named)).sort("firm")
    along = {"firm": firms["firm"].to_list()}
    network = firm_network(
        xr.DataArray(firms["industry"].to_list(), along, ("firm",)),
        rows["firm"].to_list(),
        rows["firm_to"].to_list(),
        rows["value"].to_list(),
    )
    here = firms["place"].is_in(list(places_inside(region))).to_list()
    leads = firms["lead"].fill_null(value=False).to_list()
    rate = buyer_supply_rate(network, xr.DataArray(here, along, ("firm",)))
    hangs = leader_dependence(network, xr.DataArray(leads, along, ("firm",)))
    count = np.bincount(network.buyer, minlength=len(network.firms))
    return Supplies(
        supply_rate=dict(zip(along["firm"], rate.values.tolist(), strict=True)),
        dependence=dict(zip(network.sectors.tolist(), hangs.values.tolist(), strict=True)),
        suppliers=dict(zip(along["firm"], count.astype(float).tolist(), strict=True)),
        purchases=dict(zip(along["firm"], network.purchases.tolist(), strict=True)),
    )


def leader_table(
    nodes: pl.DataFrame, firms: pl.DataFrame, measures: xr.Dataset, supplies: Supplies
) -> Table:
    """Leaders of a chain, one row each.

    Parameters
    ----------
    nodes : DataFrame
        Rows of ``industries`` that are nodes of the chain.
    firms : DataFrame
        Local firms.
    measures : Dataset (industry)
        What is known of the industries.
    supplies : Supplies
        What is known of the trade between firms.

    Returns
    -------
    Table
        ``firm name_en name_zh industry basis local_supply_rate outside_domestic
        outside_foreign suppliers purchases``. ``basis`` is ``firm`` where the rate is that of
        the firm's own known purchases, and ``industry`` where it is that of all firms of its
        industry in the account; outside content is always the industry's. Null where unknown.
    """
    home = dict(nodes.select("industry", pl.coalesce("parent", "industry").alias("home")).rows())
    rows = []
    for firm in firms.filter(pl.col("lead")).sort("firm").iter_rows(named=True):
        node = firm["industry"]
        if node not in home:
            continue
        own = supplies.supply_rate.get(firm["firm"], np.nan)
        industry = _measure(measures, "local_supply_rate", home[node])
        rows.append(
            {
                **{name: firm[name] for name in ("firm", "name_en", "name_zh", "industry")},
                "basis": "industry" if np.isnan(own) else "firm",
                "local_supply_rate": industry if np.isnan(own) else own,
                "outside_domestic": _measure(measures, "outside_domestic", home[node]),
                "outside_foreign": _measure(measures, "outside_foreign", home[node]),
                "suppliers": supplies.suppliers.get(firm["firm"]),
                "purchases": supplies.purchases.get(firm["firm"]),
            }
        )
    return Table(pl.DataFrame(rows, schema=SCHEMA).fill_nan(None), {"purchases": MONEY})


def _measure(measures: xr.Dataset, name: str, industry: str) -> float:
    if name not in measures or industry not in measures["industry"].values:
        return float("nan")
    return float(measures[name].sel(industry=industry))
