"""What is said when a table is absent or cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.core.errors import DataError
from upriver.core.message import Message, listing
from upriver.data.schema import table_specs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from upriver.core.findings import Finding


def absent_table(name: str, present: Sequence[str]) -> DataError:
    """Error for a table that the package does not have.

    Parameters
    ----------
    name : str
        The table that was asked for.
    present : sequence of str
        Tables of the package.

    Returns
    -------
    DataError
        To be raised by the caller.
    """
    specs = table_specs()
    if name not in specs:
        known = listing(specs, most=40)
        return DataError(
            Message(f"There is no table called {name!r}.", f"没有名为 {name!r} 的表。"),
            Message(f"Known tables: {known}.", f"可用的表：{known}。"),
        )
    title, have = specs[name].title, listing(present, most=40)
    return DataError(
        Message(
            f"This package has no table {name!r} ({title.en}); it has {have}.",
            f"该数据包没有表 {name!r}（{title.zh}）；现有 {have}。",
        ),
        Message(
            f"Add tables/{name}.csv with the columns {listing(specs[name].names, most=20)}.",
            f"请加入 tables/{name}.csv，列为 {listing(specs[name].names, most=20)}。",
        ),
    )


def unfit_table(name: str, findings: tuple[Finding, ...]) -> DataError:
    """Error for a table with findings.

    Parameters
    ----------
    name : str
        The table.
    findings : tuple of Finding
        All of them.

    Returns
    -------
    DataError
        To be raised by the caller.
    """
    return DataError(
        Message(
            f"The table {name} cannot be used: {len(findings)} finding(s).",
            f"表 {name} 无法使用：共 {len(findings)} 处问题。",
        ),
        Message("Correct them:", "请逐一改正："),
        findings=findings,
    )
