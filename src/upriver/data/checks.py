"""Every rule a data package must keep; all findings are collected before anything is said."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from upriver.core.errors import DataError
from upriver.core.findings import Finding
from upriver.core.message import Message, listing
from upriver.data.account_checks import check_account_balance, check_account_labels
from upriver.data.research_checks import check_research_chances, check_research_unlocks
from upriver.data.row_checks import (
    check_crosswalk_weights,
    check_keys,
    check_production_sign,
    check_references,
    check_scenario_chances,
    check_units_agree,
    check_values_known,
)
from upriver.data.schema import table_specs

if TYPE_CHECKING:
    from upriver.data.region import Region

REQUIRED = ("sources", "places")


def check_region(region: Region) -> tuple[Finding, ...]:
    """Collect everything that is wrong, doubtful or worth knowing in a package.

    Parameters
    ----------
    region : Region
        The package to look at.

    Returns
    -------
    tuple of Finding
        By table of the specs, then row; empty when all is well.
    """
    findings = [*check_tables_known(region), *check_tables_present(region)]
    for name in region.tables:
        findings += region.conformed(name)[1]
    sound = {name for name in region.tables if not _has_error(region, name)}
    for name in sorted(sound):
        findings += check_keys(region, name)
        findings += check_references(region, name, sound)
        findings += check_values_known(region, name)
        findings += check_units_agree(region, name)
    findings += check_region_known(region, sound)
    if "production" in sound:
        findings += check_production_sign(region)
    if "crosswalk" in sound:
        findings += check_crosswalk_weights(region)
    if "scenarios" in sound:
        findings += check_scenario_chances(region)
    if "research_tasks" in sound:
        findings += check_research_chances(region)
    if "research_unlocks" in sound:
        findings += check_research_unlocks(region, sound)
    if {"flows", "final_uses", "primary_inputs"} <= sound:
        findings += check_account_labels(region)
        findings += check_account_balance(region)
    order = {name: place for place, name in enumerate(table_specs())}
    return tuple(sorted(findings, key=lambda f: (order.get(f.table, -1), f.row or 0, f.column)))


def require_sound(region: Region) -> tuple[Finding, ...]:
    """Refuse a package with errors; give back the warnings and notes of a sound one.

    Parameters
    ----------
    region : Region
        The package to look at.

    Returns
    -------
    tuple of Finding
        Warnings and notes.

    Raises
    ------
    DataError
        If there is an error among the findings; all of them are listed.
    """
    findings = check_region(region)
    errors = tuple(finding for finding in findings if finding.severity == "error")
    if errors:
        raise DataError(
            Message(
                f"The package {region.package.path} has {len(errors)} error(s).",
                f"数据包 {region.package.path} 有 {len(errors)} 处错误。",
            ),
            Message("Correct them:", "请逐一改正："),
            findings=errors,
        )
    return findings


def _has_error(region: Region, name: str) -> bool:
    return any(finding.severity == "error" for finding in region.conformed(name)[1])


def check_tables_known(region: Region) -> list[Finding]:
    """Find files that are no tables.

    Parameters
    ----------
    region : Region
        The package.

    Returns
    -------
    list of Finding
        One warning a file.
    """
    findings = []
    for name in region.package.tables:
        if name not in table_specs():
            near = difflib.get_close_matches(name, table_specs(), n=1)
            findings.append(
                Finding(
                    "unknown-table", "warning",
                    Message(f"The file {name} is no known table.", f"文件 {name} 不是数据包的表。"),
                    Message(
                        f"Rename it{f' to {near[0]}' if near else ''}, or take it away.",
                        f"请改名{f'为 {near[0]}' if near else ''}，或将其移走。",
                    ),
                    table=name,
                )
            )  # fmt: skip
    return findings


def check_tables_present(region: Region) -> list[Finding]:
    """Find tables without which nothing can be done.

    Parameters
    ----------
    region : Region
        The package.

    Returns
    -------
    list of Finding
        One error a missing table.
    """
    return [
        Finding(
            "missing-table", "error",
            Message(
                f"The table {name} ({table_specs()[name].title.en}) is missing.",
                f"缺少表 {name}（{table_specs()[name].title.zh}）。",
            ),
            Message(
                f"Add tables/{name}.csv with {listing(table_specs()[name].names, most=9)}.",
                f"请加入 tables/{name}.csv，列为 {listing(table_specs()[name].names, most=9)}。",
            ),
            table=name,
        )
        for name in REQUIRED
        if name not in region.tables
    ]  # fmt: skip


def check_region_known(region: Region, sound: set[str]) -> list[Finding]:
    """Find a region code that no place has.

    Parameters
    ----------
    region : Region
        The package.
    sound : set of str
        Tables that could be read.

    Returns
    -------
    list of Finding
        At most one error.
    """
    if "places" not in sound or region.code in set(region.table("places")["place"]):
        return []
    return [
        Finding(
            "unknown-region", "error",
            Message(
                f"datapackage.json names the region {region.code!r}, which is no place.",
                f"datapackage.json 指定的区域 {region.code!r} 不在 places 表中。",
            ),
            Message("Add it to places, or correct the descriptor.", "请补入 places 或改正描述。"),
            table="places", column="place", value=region.code,
        )
    ]  # fmt: skip
