"""Rules for research tasks that no single column shows: chances, what waits, circles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from upriver.core.findings import Finding
from upriver.core.message import Message
from upriver.data.conform import HEADER_ROWS

if TYPE_CHECKING:
    from upriver.data.region import Region

WAITING = {"task": ("research_tasks", "task"), "project": ("projects", "project"),
           "node": ("industries", "industry")}  # fmt: skip


def check_research_chances(region: Region) -> list[Finding]:
    """Find chances of success that are none.

    Parameters
    ----------
    region : Region
        The package.

    Returns
    -------
    list of Finding
        One error a row.
    """
    rows = region.table("research_tasks").with_row_index("row")
    wrong = rows.filter((pl.col("success") <= 0) | (pl.col("success") > 1))
    return [
        Finding(
            "research-chance", "error",
            Message(
                f"The chance of {row['task']} is {row['success']:g}; it must be above 0 and at "
                "most 1.",
                f"{row['task']} 的成功概率为 {row['success']:g}，应大于 0 且不超过 1。",
            ),
            Message("Correct it, or take the task away.", "请更正，或删去该任务。"),
            table="research_tasks", row=row["row"] + HEADER_ROWS, column="success",
            value=str(row["success"]),
        )
        for row in wrong.iter_rows(named=True)
    ]  # fmt: skip


def check_research_unlocks(region: Region, sound: set[str]) -> list[Finding]:
    """Find codes that no task, project or node has, and tasks that wait in a circle.

    Parameters
    ----------
    region : Region
        The package.
    sound : set of str
        Tables that could be read.

    Returns
    -------
    list of Finding
        One error a row, and one a task that can never start.
    """
    rows = region.table("research_unlocks").with_row_index("row")
    findings = []
    for kind, (table, column) in WAITING.items():
        if table not in sound:
            continue
        known = region.table(table)[column]
        lost = rows.filter((pl.col("kind") == kind) & ~pl.col("code").is_in(known.to_list()))
        findings += [
            Finding(
                "unknown-code", "error",
                Message(
                    f"{table} does not know the {column} {row['code']!r}.",
                    f"{table} 表中没有 {column} {row['code']!r}。",
                ),
                Message(f"Add it to {table}.", f"请补入 {table} 表。"),
                table="research_unlocks", row=row["row"] + HEADER_ROWS, column="code",
                value=row["code"],
            )
            for row in lost.iter_rows(named=True)
        ]  # fmt: skip
    return findings + _in_circles(rows)


def _in_circles(rows: pl.DataFrame) -> list[Finding]:
    """Links between tasks that are left when every task that can start has been done."""
    links = rows.filter(pl.col("kind") == "task").select("row", "task", "code").rows()
    while True:
        waiting = {code for _, _, code in links}
        held = [link for link in links if link[1] in waiting]
        if len(held) == len(links):
            break
        links = held
    # What only stands behind a circle is not at fault: take away what nothing waits for.
    while True:
        needed = {task for _, task, _ in links}
        held = [link for link in links if link[2] in needed]
        if len(held) == len(links):
            break
        links = held
    return [
        Finding(
            "research-circle", "error",
            Message(
                f"{code} waits for {task}, and {task} for {code} in the end: neither can start.",
                f"{code} 等待 {task}，而 {task} 最终又等待 {code}，两者都无法启动。",
            ),
            Message("Take one of the links of this circle away.", "请去掉此环中的一条关系。"),
            table="research_unlocks", row=row + HEADER_ROWS, column="code", value=code,
        )
        for row, task, code in links
    ]  # fmt: skip
