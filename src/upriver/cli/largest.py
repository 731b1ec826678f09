"""The rows of long tables that a screen shows: the largest, and how many are left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from upriver.core.message import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from upriver.cli.screen import Screen


def show_prices(
    screen: Screen,
    rows: list[dict[str, Any]],
    *,
    title: Message,
    columns: Mapping[str, Message],
    kinds: Mapping[str, Message],
    most: Mapping[str, int],
) -> None:
    """Print prices kind by kind, the largest first, and say how many are left out.

    Parameters
    ----------
    screen : Screen
        Where to print.
    rows : list of dict
        Prices with ``kind`` and ``price``.
    title : Message
        Stands above them.
    columns : mapping of str to Message
        Heading by column; ``kind`` is shown in words, other texts by the half of the language.
    kinds : mapping of str to Message
        Kinds in their order, in words.
    most : mapping of str to int
        How many prices of a kind are shown at most; all of those that are left out here.
    """
    shown, left = [], 0
    for kind, name in kinds.items():
        some = [row | {"kind": screen.text(name)} for row in rows if row["kind"] == kind]
        some.sort(key=lambda row: -abs(row["price"]))
        room = most.get(kind, len(some))
        shown += some[:room]
        left += len(some[room:])
    end = f"_{screen.common.language}"
    cells = [[row.get(f"{name}{end}", row.get(name)) for name in columns] for row in shown]
    screen.table(title, list(columns.values()), cells)
    if left:
        names = [kinds[kind] for kind in most if kind in kinds]
        screen.remark(
            Message(
                f"{left} more have a smaller price ({', '.join(name.en for name in names)}).",
                f"另有 {left} 项价格较小（{'、'.join(name.zh for name in names)}）。",
            )
        )


def in_percent(
    rows: list[dict[str, Any]], *names: str, where: str | None = None
) -> list[dict[str, Any]]:
    """Rows with shares as per cent.

    Parameters
    ----------
    rows : list of dict
        Of a result table.
    *names : str
        Columns that hold ratios.
    where : str, optional
        Column of the unit: only rows in ``ratio`` are changed, and they say ``%`` then.

    Returns
    -------
    list of dict
        New rows.
    """
    changed = []
    for row in rows:
        if where is not None and row[where] != "ratio":
            changed.append(row)
            continue
        new = {name: row[name] if row[name] is None else 100.0 * row[name] for name in names}
        changed.append(row | new | ({} if where is None else {where: "%"}))
    return changed
