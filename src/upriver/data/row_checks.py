"""Rules that the rows of single tables must keep: keys, codes, units, signs, weights."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import polars as pl

from upriver.core.errors import UnitError
from upriver.core.findings import Finding
from upriver.core.message import Message
from upriver.core.units import conversion_factor
from upriver.data.conform import HEADER_ROWS
from upriver.data.schema import table_specs

if TYPE_CHECKING:
    from upriver.data.region import Region


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
    spec = table_specs()[name]
    # A claim may lack a number, and a research task a worth of its own.
    if spec.kind == "dictionary" or not {"value", "unit"} <= set(spec.names):
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
    if not {"value", "unit"} <= set(spec.names) or name in ("targets", "observations", "claims"):
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


def check_production_sign(region: Region) -> list[Finding]:
    """Find production that is below zero; value added alone may be.

    Parameters
    ----------
    region : Region
        The package.

    Returns
    -------
    list of Finding
        One error a row.
    """
    rows = region.table("production").with_row_index("row")
    below = rows.filter((pl.col("value") < 0) & (pl.col("measure") != "value_added"))
    return [
        Finding(
            "negative-output", "error",
            Message(
                f"The {row['measure']} of {row['industry']} in {row['place']} is "
                f"{row['value']:g}.",
                f"{row['place']} 行业 {row['industry']} 的 {row['measure']} 为 {row['value']:g}。",
            ),
            Message("It cannot be negative; leave it empty if unknown.", "不得为负；未知则留空。"),
            table="production", row=row["row"] + HEADER_ROWS, column="value",
            value=str(row["value"]),
        )
        for row in below.iter_rows(named=True)
    ]  # fmt: skip


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


def check_scenario_chances(region: Region) -> list[Finding]:
    """Find chances of scenarios that are no distribution.

    Parameters
    ----------
    region : Region
        The package.

    Returns
    -------
    list of Finding
        At most one error.
    """
    chances = region.table("scenarios")["probability"]
    total = float(chances.sum())
    if abs(total - 1) <= 1e-9 and bool((chances > 0).all()):
        return []
    return [
        Finding(
            "chances-of-scenarios", "error",
            Message(
                f"The chances of the scenarios must be above 0 and add up to 1; they add up to "
                f"{total:.6g}.",
                f"情景概率应大于 0 且合计为 1，实际合计为 {total:.6g}。",
            ),
            Message("Correct the column probability.", "请更正 probability 列。"),
            table="scenarios", column="probability",
        )
    ]  # fmt: skip
