"""Every rule a data package must keep; all findings are collected before anything is said."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import polars as pl

from upriver.core.errors import DataError, UnitError
from upriver.core.findings import Finding
from upriver.core.message import Message, listing
from upriver.core.units import conversion_factor
from upriver.data.account_checks import check_account_balance, check_account_labels
from upriver.data.conform import HEADER_ROWS
from upriver.data.schema import table_specs

if TYPE_CHECKING:
    from upriver.data.region import Region

REQUIRED = ("sources", "places", "industries")


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
    if "crosswalk" in sound:
        findings += check_crosswalk_weights(region)
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


def check_keys(region: Region, name: str) -> list[Finding]:
    """Find keys that stand twice.

    Parameters
    ----------
    region : Region
        The package.
    name : str
        Table to look at.

    Returns
    -------
    list of Finding
        One error for each row after the first of its key.
    """
    key = list(table_specs()[name].key)
    frame = region.table(name).select(key).with_row_index("row")
    twice = frame.filter(~pl.struct(key).is_first_distinct())
    return [
        Finding(
            "duplicate-key", "error",
            Message(
                f"The key {', '.join(f'{k} = {row[k]}' for k in key)} stands here again.",
                f"键 {'，'.join(f'{k} = {row[k]}' for k in key)} 在此重复。",
            ),
            Message("Keep one row for each key.", "每个键只保留一行。"),
            table=name, row=row["row"] + HEADER_ROWS, column=key[0], value=str(row[key[0]]),
        )
        for row in twice.iter_rows(named=True)
    ]  # fmt: skip


def check_references(region: Region, name: str, sound: set[str]) -> list[Finding]:
    """Find codes that the table they point to does not know.

    Parameters
    ----------
    region : Region
        The package.
    name : str
        Table to look at.
    sound : set of str
        Tables that could be read.

    Returns
    -------
    list of Finding
        One error a row.
    """
    findings = []
    frame = region.table(name)
    for field in table_specs()[name].fields:
        if field.references is None or field.references[0] not in sound:
            continue
        target, column = field.references
        known = region.table(target)[column].drop_nulls().unique().to_list()
        column_values = frame[field.name]
        bad = (column_values.is_not_null() & ~column_values.is_in(known)).arg_true().to_list()
        for row in bad:
            code = column_values[row]
            near = _nearest(code, known)
            findings.append(
                Finding(
                    "unknown-code", "error",
                    Message(
                        f"{target} does not know the {column} {code!r}.",
                        f"{target} 表中没有 {column} {code!r}。",
                    ),
                    Message(
                        f"Add it to {target}{f', or write {near!r}' if near else ''}.",
                        f"请补入 {target} 表{f'，或改为 {near!r}' if near else ''}。",
                    ),
                    table=name, row=row + HEADER_ROWS, column=field.name, value=str(code),
                )
            )  # fmt: skip
    return findings


def _nearest(code: str, known: list[str]) -> str | None:
    """Find the code that was meant; a lost leading zero is the usual slip."""
    for candidate in known:
        if candidate.lstrip("0") == code.lstrip("0"):
            return candidate
    near = difflib.get_close_matches(code, known, n=1, cutoff=0.75)
    return near[0] if near else None


def check_values_known(region: Region, name: str) -> list[Finding]:
    """Count figures that are unknown, so that nobody takes them for zero.

    Parameters
    ----------
    region : Region
        The package.
    name : str
        Table to look at.

    Returns
    -------
    list of Finding
        At most one note.
    """
    if "value" not in table_specs()[name].names:
        return []
    unknown = region.table(name)["value"].null_count()
    if not unknown:
        return []
    return [
        Finding(
            "unknown-values", "note",
            Message(f"{unknown} figure(s) are unknown.", f"有 {unknown} 个数值未知。"),
            Message(
                "They are treated as unknown, never as zero.", "它们按未知处理，绝不当作零。"
            ),
            table=name, column="value",
        )
    ]  # fmt: skip


def check_units_agree(region: Region, name: str) -> list[Finding]:
    """Find rows of one measure whose units cannot be converted into each other.

    Parameters
    ----------
    region : Region
        The package.
    name : str
        Table to look at.

    Returns
    -------
    list of Finding
        One error a measure and unit.
    """
    spec = table_specs()[name]
    if not {"value", "unit"} <= set(spec.names) or name in ("targets", "observations"):
        return []
    frame = region.table(name).with_row_index("row")
    by = [each for each in ("measure", "stressor", "parameter") if each in spec.names]
    groups = frame.group_by([*by, "unit"], maintain_order=True).agg(pl.col("row").first())
    first: dict[tuple[str, ...], str] = {}
    findings = []
    for record in groups.iter_rows(named=True):
        kind = tuple(record[each] for each in by)
        unit = first.setdefault(kind, record["unit"])
        try:
            conversion_factor(record["unit"], unit)
        except UnitError as reason:
            findings.append(
                Finding(
                    "mixed-units", "error", reason.problem, reason.remedy,
                    table=name, row=record["row"] + HEADER_ROWS, column="unit",
                    value=record["unit"],
                )
            )  # fmt: skip
    return findings


def check_crosswalk_weights(region: Region) -> list[Finding]:
    """Find codes whose weights add up to more than one.

    Parameters
    ----------
    region : Region
        The package.

    Returns
    -------
    list of Finding
        One error a code; classifications called ``scope`` may overlap and are left out.
    """
    sums = (
        region.table("crosswalk")
        .filter(pl.col("to_classification") != "scope")
        .group_by("from_classification", "from_code", "to_classification", maintain_order=True)
        .agg(pl.col("weight").sum())
        .filter(pl.col("weight") > 1 + 1e-6)
    )
    return [
        Finding(
            "weights-above-one", "error",
            Message(
                f"The weights of {row['from_code']} to {row['to_classification']} "
                f"add up to {row['weight']:.4g}.",
                f"{row['from_code']} 到 {row['to_classification']} 权重合计 {row['weight']:.4g}。",
            ),
            Message("Shares of one code add up to one at most.", "同一代码的份额合计不得超过 1。"),
            table="crosswalk", column="weight", value=row["from_code"],
        )
        for row in sums.iter_rows(named=True)
    ]  # fmt: skip
