"""The region's input-output account as the science wants it, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import xarray as xr

from upriver.core.errors import DataError
from upriver.core.message import Message
from upriver.inputoutput import (
    InputOutputTable,
    effect_multiplier,
    extraction_share,
    ghosh_inverse,
    intensity,
    leontief_inverse,
    output_coefficients,
    output_multiplier,
    outside_content,
    power_of_dispersion,
    sensitivity_of_dispersion,
    technical_coefficients,
    upstreamness,
)
from upriver.services.account_effects import filling_gain, income_effects, pair_shares
from upriver.services.account_parts import MONEY, audit_parts, read_parts
from upriver.supplychain import (
    local_supply_rate,
    local_use,
    matching_gap,
    outside_dependence,
    self_sufficiency,
)

if TYPE_CHECKING:
    from upriver.data.provenance import Provenance
    from upriver.data.region import Region
    from upriver.inputoutput import TableAudit

OUTSIDE = ("domestic", "foreign")


@dataclass(frozen=True, eq=False)
class Account:
    """One region's account and the measures read from it.

    Parameters
    ----------
    table : InputOutputTable
        The checked table, in 1e8 CNY.
    audit : TableAudit
        What is to be known of the table before any result.
    measures : Dataset (industry)
        ``output value_added output_multiplier value_added_multiplier backward_linkage
        forward_linkage upstreamness extraction_share local_supply_rate outside_domestic
        outside_foreign self_sufficiency matching_gap outside_sales outside_purchases
        foreign_share domestic_share filling_gain``, and with wages in the account
        ``income_multiplier income_ratio output_multiplier_2``; NaN where not defined.
    pairs : Dataset (industry, industry_to)
        ``local_supply buyer_share`` of every pair of industries, as `pair_shares`.
    provenance : Provenance
        What the table rests on.
    """

    table: InputOutputTable
    audit: TableAudit
    measures: xr.Dataset
    pairs: xr.Dataset
    provenance: Provenance


def read_table(region: Region, *, year: int) -> tuple[InputOutputTable, Provenance]:
    """Account of one year; a cell without a row is a flow of zero.

    Parameters
    ----------
    region : Region
        A package with ``flows``, ``final_uses`` and ``primary_inputs``.
    year : int
        Year of the account.

    Returns
    -------
    table : InputOutputTable
        In 1e8 CNY.
    provenance : Provenance
        Of the three tables together.

    Raises
    ------
    DataError
        If a table has no rows for the year, a cell is unknown, or it does not balance.
    """
    parts = read_parts(region, year=year)
    table = InputOutputTable(parts.flows, parts.final_uses, parts.primary_inputs, parts.output)
    return table, parts.provenance


def read_account(region: Region, *, year: int) -> Account:
    """Account of one year with all measures that follow from it.

    Parameters
    ----------
    region : Region
        A package with a non-competitive account of the year.
    year : int
        Year of the account.

    Returns
    -------
    Account
        Table, measures and provenance.

    Raises
    ------
    DataError
        If the account is absent, incomplete, unbalanced, or does not tell where inputs
        come from.
    """
    parts = read_parts(region, year=year)
    audit = audit_parts(parts)
    table = InputOutputTable(parts.flows, parts.final_uses, parts.primary_inputs, parts.output)
    if table.competitive:
        raise DataError(
            Message(
                f"The account of {year} does not separate local from outside inputs.",
                f"{year} 年账户未区分本地与外来投入。",
            ),
            Message(
                "Give flows with origin local, domestic and foreign.",
                "请给出按来源（本地、国内其他、国外）区分的流量。",
            ),
        )
    output, value_added = table.output, table.primary_inputs.sum("category")
    A = technical_coefficients(table.flows, output)
    local, outside = A.sel(origin="local", drop=True), A.drop_sel(origin="local")
    B = output_coefficients(table.local_flows, output)
    L, G = leontief_inverse(local), ghosh_inverse(B)
    content = outside_content(local, outside)
    measures = {
        "output": output,
        "value_added": value_added,
        "output_multiplier": output_multiplier(L),
        "value_added_multiplier": effect_multiplier(
            L, intensity(value_added.assign_attrs(units=MONEY), output)
        ),
        "backward_linkage": power_of_dispersion(L),
        "forward_linkage": sensitivity_of_dispersion(G),
        "upstreamness": upstreamness(B),
        "extraction_share": extraction_share(L, output),
        "local_supply_rate": local_supply_rate(table.local_flows, table.total_flows),
        **income_effects(table, L),
        "filling_gain": filling_gain(table, local, outside),
        **{
            f"outside_{origin}": content.sel(origin=origin, drop=True)
            for origin in OUTSIDE
            if origin in content.origin
        },
        **_dependence(table),
    }
    return Account(table, audit, _join(measures, output), pair_shares(table), parts.provenance)


def _join(measures: dict[str, xr.DataArray], output: xr.DataArray) -> xr.Dataset:
    """Put the measures side by side; an industry without output has none of them."""
    active = output > 0
    return xr.Dataset(
        {
            name: (array if name == "output" else array.where(active)).drop_attrs()
            for name, array in measures.items()
        }
    )


def _dependence(table: InputOutputTable) -> dict[str, xr.DataArray]:
    uses = table.final_uses
    zero = xr.zeros_like(table.output)

    def sold(category: str) -> xr.DataArray:
        block = table.local_final_uses
        return block.sel(category=category, drop=True) if category in block.category else zero

    def bought(origin: str) -> xr.DataArray:
        if origin not in table.flows.origin:
            return zero
        inside = [c for c in uses.category.values if c not in ("exports", "outflow")]
        return table.flows.sel(origin=origin, drop=True).sum("industry_to") + uses.sel(
            origin=origin, category=inside, drop=True
        ).sum("category")

    imports, inflow = (
        bought(origin).assign_attrs(units=MONEY) for origin in ("foreign", "domestic")
    )
    exports, outflow = (sold(c).assign_attrs(units=MONEY) for c in ("exports", "outflow"))
    use = local_use(table.output, imports=imports, inflow=inflow, exports=exports, outflow=outflow)
    share = outside_dependence(use, imports=imports, inflow=inflow)
    return {
        "self_sufficiency": self_sufficiency(table.output, use, exports=exports, outflow=outflow),
        "matching_gap": matching_gap(table.output, use, exports=exports, outflow=outflow),
        "outside_sales": (exports + outflow) / table.output.where(table.output > 0),
        "outside_purchases": imports + inflow,
        "foreign_share": share.sel(origin="foreign", drop=True),
        "domestic_share": share.sel(origin="domestic", drop=True),
    }


def measure_table(account: Account) -> pl.DataFrame:
    """Measures of an account as rows.

    Parameters
    ----------
    account : Account
        The account.

    Returns
    -------
    polars.DataFrame
        One row an industry; null where not defined.
    """
    data = account.measures
    columns = {"industry": data["industry"].values.tolist()} | {
        str(name): np.asarray(data[name].values, dtype=np.float64) for name in data.data_vars
    }
    return pl.DataFrame(columns).fill_nan(None)
