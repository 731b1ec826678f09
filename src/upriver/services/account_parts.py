"""The parts of the region's account as the package has them, and their audit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

import polars as pl

from upriver.core.errors import DataError
from upriver.core.message import Message, listing
from upriver.data.provenance import Provenance
from upriver.inputoutput import TableAudit, audit_table

if TYPE_CHECKING:
    import xarray as xr

    from upriver.core.findings import Finding
    from upriver.data.region import Region
    from upriver.inputoutput import AuditFinding

MONEY = "1e8 CNY"
TABLES = ("flows", "final_uses", "primary_inputs")
ORIGINS = ("local", "domestic", "foreign", "total")
FEW = 3  # findings of one rule told one by one; more are told together
TOLD = frozenset({"row-balance", "column-balance", "error-column"})  # by the check of the tables


@dataclass(frozen=True, eq=False)
class AccountParts:
    """One year's account, not yet checked for balance.

    Parameters
    ----------
    year : int
        Its year.
    flows : DataArray (origin, industry, industry_to), 1e8 CNY
        Intermediate flows.
    final_uses : DataArray (origin, industry, category), 1e8 CNY
        Final uses.
    primary_inputs : DataArray (category, industry), 1e8 CNY
        Value added.
    output : DataArray (industry), 1e8 CNY
        Sum of all inputs.
    provenance : Provenance
        Of the three tables together.
    """

    year: int
    flows: xr.DataArray
    final_uses: xr.DataArray
    primary_inputs: xr.DataArray
    output: xr.DataArray
    provenance: Provenance


def read_parts(region: Region, *, year: int) -> AccountParts:
    """Parts of the account of one year; a cell without a row is a flow of zero.

    Parameters
    ----------
    region : Region
        A package with ``flows``, ``final_uses`` and ``primary_inputs``.
    year : int
        Year of the account.

    Returns
    -------
    AccountParts
        In 1e8 CNY.

    Raises
    ------
    DataError
        If a table has no rows for the year or a cell is unknown.
    """
    names = sorted(
        region.table("flows").filter(pl.col("year") == year)["industry"].unique().to_list()
    )
    labels = {"industry": names}
    blocks = {
        "flows": region.array(
            "flows", unit=MONEY, year=year, labels={**labels, "industry_to": names}
        ),
        **{name: region.array(name, unit=MONEY, year=year, labels=labels) for name in TABLES[1:]},
    }
    for name, array in blocks.items():
        provenance = array.attrs["provenance"]
        if provenance.unknown:
            raise DataError(
                Message(
                    f"{name} of {year} has {provenance.unknown} cells without a value.",
                    f"{year} 年的 {name} 有 {provenance.unknown} 个单元格没有数值。",
                ),
                Message(
                    "Estimate them and mark them derived; leave out rows that are zero.",
                    "请估算并标为推算；为零的行可以省略。",
                ),
            )
    flow, uses, primary = (
        blocks[name].fillna(0.0).drop_attrs().assign_attrs(units=MONEY) for name in TABLES
    )
    flow = flow.sel(origin=[origin for origin in ORIGINS if origin in flow.origin])
    uses = uses.reindex(origin=flow.origin.values, fill_value=0.0)
    bought = flow.sum(["origin", "industry"]).rename(industry_to="industry")
    output = (bought + primary.sum("category")).assign_attrs(units=MONEY)
    rests_on = Provenance.combine([array.attrs["provenance"] for array in blocks.values()])
    return AccountParts(year, flow, uses, primary, output, rests_on)


def audit_parts(parts: AccountParts) -> TableAudit:
    """Audit an account before any result is drawn from it.

    Parameters
    ----------
    parts : AccountParts
        From `read_parts`.

    Returns
    -------
    TableAudit
        Warnings and notes, with a number each.

    Raises
    ------
    DataError
        If the account cannot be used; the findings say where and by how much.
    """
    audit = _audit(parts)
    if not audit.usable:
        errors = tuple(
            each.to_finding(table="flows") for each in audit.findings if each.severity == "error"
        )
        raise DataError(
            Message(
                f"The account of {parts.year} cannot be used: {len(errors)} errors.",
                f"{parts.year} 年账户不能使用：有 {len(errors)} 处错误。",
            ),
            Message("Correct the tables that are named.", "请改正所列的表。"),
            findings=errors,
        )
    return audit


def _audit(parts: AccountParts) -> TableAudit:
    return audit_table(
        parts.flows,
        parts.final_uses,
        primary_inputs=parts.primary_inputs,
        output=parts.output,
    )


def audit_findings(region: Region) -> tuple[Finding, ...]:
    """Audit the accounts of all years.

    Parameters
    ----------
    region : Region
        A package whose tables are sound.

    Returns
    -------
    tuple of Finding
        By year and severity. Findings of one rule on many industries are told together, with
        the largest number. Balance and error column are left to the check of the tables.
    """
    if not region.has(*TABLES):
        return ()
    findings: list[Finding] = []
    for year in sorted(region.table("flows")["year"].unique().to_list()):
        if any(region.provenance(name, year=year).unknown for name in TABLES):
            continue  # unknown cells are told by the check of the tables
        audit = _audit(read_parts(region, year=year))
        rules = sorted(
            (each for each in audit.findings if each.code not in TOLD), key=lambda each: each.code
        )
        for _, group in groupby(rules, key=lambda each: (each.code, each.severity)):
            findings += [_of_year(each, year) for each in _together(list(group))]
    return tuple(findings)


def _together(group: list[AuditFinding]) -> list[Finding]:
    if len(group) <= FEW:
        return [each.to_finding(table="flows") for each in group]
    worst = max(group, key=lambda each: abs(each.number))
    others = listing(sorted(each.industry for each in group if each is not worst))
    return [
        replace(
            worst.to_finding(table="flows"),
            problem=Message(
                f"{worst.problem.en} The same, but less, of {len(group) - 1} others: {others}.",
                f"{worst.problem.zh}另有 {len(group) - 1} 个行业程度较轻：{others}。",
            ),
        )
    ]


def _of_year(finding: Finding, year: int) -> Finding:
    return replace(
        finding,
        problem=Message(
            f"Account of {year}: {finding.problem.en}", f"{year} 年账户：{finding.problem.zh}"
        ),
    )
