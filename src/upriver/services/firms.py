"""Whom the whole depends on: what the region loses with each firm, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Any

import polars as pl
import xarray as xr

from upriver.core.errors import DataError
from upriver.core.frames import Table
from upriver.core.message import Message
from upriver.services.hybrid import local_firms, read_network
from upriver.supplychain import articulation_points, firm_network, seen_risk

if TYPE_CHECKING:
    from upriver.data.provenance import Provenance
    from upriver.data.region import Region
    from upriver.services.account import Account
    from upriver.services.hybrid import RegionNetwork

RISK = ("index", "downstream", "upstream", "direct", "seen_share")
SCHEMA = pl.Schema(
    {
        "rank": pl.Int64, "firm": pl.String, "name_en": pl.String, "name_zh": pl.String,
        "industry": pl.String, "sector": pl.String, "lead": pl.Boolean, "revenue": pl.Float64,
        "year": pl.Int64, **dict.fromkeys(RISK, pl.Float64), "suppliers": pl.Int64,
        "customers": pl.Int64, "holds_together": pl.Boolean,
    }
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class FirmDiagnosis:
    """What the region loses with each firm.

    Parameters
    ----------
    firms : Table
        One row a firm with a revenue, the gravest first: names, industry, revenue, ``index``
        (share of local output lost when it stops), ``downstream`` and ``upstream`` (for want of
        inputs, of customers), ``direct`` (its own share), ``seen_share`` (share of what spreads
        that links seen explain alone), how many named suppliers and customers it has here, and
        ``holds_together``: without it the known links fall into more pieces.
    seen_share : float
        Share of the sales between nodes that was seen.
    notes : tuple of Message
        What a reader must know.
    provenance : Provenance
        What it rests on.
    """

    firms: Table
    seen_share: float
    notes: tuple[Message, ...]
    provenance: Provenance

    def to_dict(self) -> dict[str, Any]:
        """Firms as plain data, for JSON.

        Returns
        -------
        dict
            Keys ``firms seen_share notes``.
        """
        return {
            "firms": self.firms.to_dicts(),
            "seen_share": None if isnan(self.seen_share) else self.seen_share,
            "notes": [{"en": note.en, "zh": note.zh} for note in self.notes],
        }


def diagnose_firms(region: Region, account: Account | None) -> FirmDiagnosis:
    """Say what the region loses with each of its firms.

    Parameters
    ----------
    region : Region
        A package whose ``firms`` have revenues.
    account : Account, optional
        The region's account.

    Returns
    -------
    FirmDiagnosis
        The firms by risk.

    Raises
    ------
    DataError
        If there is no account, no firm has a revenue, or firms and account contradict each other.

    Notes
    -----
    All inputs count as ordinary here: a firm that lacks an input makes less in proportion to
    its share of cost. Where an input is essential the loss is larger.
    """
    if account is None:
        raise DataError(
            Message("There is no account of the base year.", "没有基年的投入产出账户。"),
            Message(
                "Give flows, final_uses and primary_inputs.", "请提供流量、最终使用与初始投入。"
            ),
        )
    if not local_firms(region)["revenue"].count():
        raise DataError(
            Message("No local firm has a revenue.", "本地企业均无营收数据。"),
            Message("Give the revenue that firms make in the region.", "请填写企业在本地的营收。"),
        )
    network = read_network(region, account.table, account.provenance)
    risk = seen_risk(network.hybrid)
    found = pl.DataFrame(
        {"firm": risk["scenario"].values.tolist()} | {name: risk[name].values for name in RISK}
    )
    degree = {
        name: network.links.group_by(column).len(name).rename({column: "firm"})
        for name, column in (("suppliers", "firm_to"), ("customers", "firm"))
    }
    rows = network.firms.drop_nulls("revenue").join(found, on="firm")
    for each in degree.values():
        rows = rows.join(each, on="firm", how="left")
    rows = (
        rows.with_columns(
            pl.col("suppliers", "customers").fill_null(0).cast(pl.Int64),
            holds_together=pl.col("firm").is_in(list(_articulation(network))),
        )
        .sort("index", "firm", descending=[True, False])
        .with_columns(rank=pl.int_range(1, pl.len() + 1))
        .select(list(SCHEMA))
        .cast(SCHEMA)
        .fill_nan(None)
    )
    units = {"revenue": "1e8 CNY"} | dict.fromkeys(RISK, "ratio")
    return FirmDiagnosis(
        Table(rows, units, network.notes),
        network.hybrid.seen_share,
        network.notes,
        network.provenance,
    )


def _articulation(network: RegionNetwork) -> tuple[str, ...]:
    """Firms without which the known links fall apart; what is sold does not matter for that."""
    if not network.links.height:
        return ()
    names = {"firm": network.firms["firm"].to_list()}
    links = firm_network(
        xr.DataArray(network.firms["industry"].to_list(), names, ("firm",)),
        network.links["firm"].to_list(),
        network.links["firm_to"].to_list(),
        [1.0] * network.links.height,
    )
    return articulation_points(links)
