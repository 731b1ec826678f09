"""Does the input-output account add up: rows, columns, signs and labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from upriver.core.findings import Finding
from upriver.core.message import Message, listing
from upriver.core.units import conversion_factor

if TYPE_CHECKING:
    from upriver.data.region import Region

TOLERANCE = 1e-3  # of an industry's output
SUPPLIED = ("imports", "inflow")  # uses that are supply from outside, so they count negative


def _long(region: Region, name: str, year: int) -> pl.DataFrame:
    frame = region.table(name).filter(pl.col("year") == year)
    units = frame["unit"].unique(maintain_order=True).to_list()
    target = region.table("flows")["unit"][0]
    factors = {unit: conversion_factor(unit, target) for unit in units}
    scale = frame["unit"].replace_strict(factors, return_dtype=pl.Float64)
    return frame.with_columns(value=pl.col("value") * scale)


def check_account_labels(region: Region) -> list[Finding]:
    """Find industries that sell in an account but do not buy in it, or the reverse.

    Parameters
    ----------
    region : Region
        A package with ``flows``, ``final_uses`` and ``primary_inputs``.

    Returns
    -------
    list of Finding
        One error a year whose labels do not match.
    """
    findings = []
    flows = region.table("flows")
    for year in sorted(flows["year"].unique().to_list()):
        part = flows.filter(pl.col("year") == year)
        rows, columns = set(part["industry"]), set(part["industry_to"])
        primary = region.table("primary_inputs").filter(pl.col("year") == year)
        inputs = set(primary["industry"])
        if rows != columns or columns != inputs:
            odd = sorted((rows ^ columns) | (columns ^ inputs))
            findings.append(
                Finding(
                    "account-labels", "error",
                    Message(
                        f"In the account of {year} the sellers, the buyers and the industries of "
                        f"primary_inputs differ: {listing(odd)}.",
                        f"{year} 年账户的供应行业、使用行业与 primary_inputs 不符：{listing(odd)}",
                    ),
                    Message(
                        "Give every industry its row, its column and its value added.",
                        "每个行业都应有行、列和增加值。",
                    ),
                    table="flows", column="industry", value=str(year),
                )
            )  # fmt: skip
    return findings


def check_account_balance(region: Region) -> list[Finding]:
    """Find industries whose uses do not equal their inputs.

    Parameters
    ----------
    region : Region
        A package with ``flows``, ``final_uses`` and ``primary_inputs``.

    Returns
    -------
    list of Finding
        One error an industry and year off by more than a thousandth of its output, with
        the two sums; one warning a year that has an error column.
    """
    findings = []
    flows = region.table("flows")
    for year in sorted(flows["year"].unique().to_list()):
        sums = _account_sums(region, year)
        off = sums.filter(
            (pl.col("uses") - pl.col("inputs")).abs()
            > TOLERANCE * pl.max_horizontal("uses", "inputs").abs().clip(1e-9)
        ).sort((pl.col("uses") - pl.col("inputs")).abs(), descending=True)
        findings += [
            Finding(
                "account-balance", "error",
                Message(
                    f"In the account of {year} industry {row['industry']} has uses of "
                    f"{row['uses']:,.6g} but inputs of {row['inputs']:,.6g}.",
                    f"{year} 年账户中行业 {row['industry']} 的使用合计为 {row['uses']:,.6g}，"
                    f"投入合计为 {row['inputs']:,.6g}，不相等。",
                ),
                Message(
                    "Local uses must equal inputs plus value added: correct the table, or balance "
                    "it with upriver.inputoutput.ras.",
                    "本地产品的使用应等于投入加增加值：请改正，或用 inputoutput.ras 平衡。",
                ),
                table="flows", column="value", value=row["industry"],
            )
            for row in off.iter_rows(named=True)
        ]  # fmt: skip
        findings += _error_column(region, year, float(sums["inputs"].sum()))
    return findings


def _account_sums(region: Region, year: int) -> pl.DataFrame:
    """Uses of each local product and inputs of each industry."""
    flows, final = _long(region, "flows", year), _long(region, "final_uses", year)
    primary = _long(region, "primary_inputs", year)
    competitive = "total" in set(flows["origin"])
    own = ["total"] if competitive else ["local"]
    sign = pl.when(pl.col("category").is_in(SUPPLIED)).then(-1.0).otherwise(1.0)
    signed = pl.col("value").abs() if competitive else pl.col("value")
    outside = pl.col("category").is_in(SUPPLIED)
    final = final.filter(pl.col("origin").is_in(own)).with_columns(
        value=pl.when(outside).then(signed * sign).otherwise(pl.col("value"))
    )
    sold = pl.concat(
        [
            flows.filter(pl.col("origin").is_in(own)).select("industry", "value"),
            final.select("industry", "value"),
        ]
    )
    detail = primary.filter(pl.col("category") != "value_added")
    bought = pl.concat(
        [
            flows.select(pl.col("industry_to").alias("industry"), "value"),
            (detail if detail.height else primary).select("industry", "value"),
        ]
    )
    uses = sold.group_by("industry").agg(uses=pl.col("value").sum())
    inputs = bought.group_by("industry").agg(inputs=pl.col("value").sum())
    return uses.join(inputs, on="industry", how="full", coalesce=True).fill_null(0).sort("industry")


def _error_column(region: Region, year: int, output: float) -> list[Finding]:
    rows = _long(region, "final_uses", year).filter(pl.col("category") == "error")
    size = float(rows["value"].abs().sum())
    if not size or not output:
        return []
    return [
        Finding(
            "account-error-column", "warning",
            Message(
                f"The account of {year} has an error column of {size / output:.1%} of output.",
                f"{year} 年账户的误差项相当于总产出的 {size / output:.1%}。",
            ),
            Message("It is shown, never spread silently.", "误差项如实列示，不做隐性分摊。"),
            table="final_uses", column="category", value="error",
        )
    ]  # fmt: skip
