"""What the screen shows of two plans of several places side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from upriver.cli.comparison_commands import CHANGE, KINDS, LESS, QUANTITIES, show_settings
from upriver.core.message import Message
from upriver.core.unit_names import UNIT
from upriver.planning.tables.changes import CHANGES

if TYPE_CHECKING:
    from upriver.cli.screen import Screen
    from upriver.planning.places.comparison import PlacesComparison

MOST = 20  # rows of a table, the largest differences first
NUMBERS = ("first", "second", "difference")
PLACE, YEAR = Message("Place", "地区"), Message("Year", "年份")
TRADED = {"sold": Message("sold", "售出"), "bought": Message("bought", "购入")}


def show_places_comparison(screen: Screen, found: PlacesComparison) -> None:
    """Print what differs between two plans of several places; JSON has all of it.

    Parameters
    ----------
    screen : Screen
        Where to print.
    found : PlacesComparison
        What the service returned.
    """
    names = [Message(name, name) for name in found.names]
    end = f"_{screen.common.language}"

    def _cells(row: dict[str, Any], *keys: str) -> list[Any]:
        return [row[f"{key}{end}"] if f"{key}{end}" in row else row.get(key) for key in keys]

    def _amounts(title: Message, heads: list[Message], rows: list[list[Any]]) -> None:
        if rows:
            screen.table(title, [*heads, *names, LESS], rows)

    rows = [row for row in found.value.to_dicts() + found.economy.to_dicts() if row["difference"]]
    _amounts(
        Message("Value", "价值"), [Message("Quantity", "数量"), PLACE, YEAR],
        [[screen.text(QUANTITIES[row["quantity"]]), *_cells(row, "place", "year", *NUMBERS)]
         for row in rows],
    )  # fmt: skip
    traded = _largest(found.trade.to_dicts())
    _amounts(
        Message("Trade that changes, last year, 1e8 CNY", "有变化的贸易（末年，亿元）"),
        [PLACE, Message("Product", "产品"), Message("Trade", "买卖")],
        [[*_cells(row, "place", "product"), screen.text(TRADED[row["quantity"]]),
          *_cells(row, *NUMBERS)] for row in traded],
    )  # fmt: skip
    _amounts(
        Message(
            "Shared money that changes, all years, 1e8 CNY", "有变化的共用资金（各年合计，亿元）"
        ),
        [Message("Fund", "资金"), PLACE],
        [_cells(row, "fund", "place", *NUMBERS) for row in _largest(found.grants.to_dicts())],
    )
    _amounts(
        Message("Pressure on what is shared that changes", "有变化的共同上限压力"),
        [Message("Cap", "上限"), PLACE, YEAR, UNIT],
        [_cells(row, "cap", "place", "year", "unit", *NUMBERS)
         for row in _largest(found.caps.to_dicts())],
    )  # fmt: skip
    for title, heads, keys, table in (
        (Message("Common targets that change", "有变化的共同目标"),
         [Message("Target", "目标"), YEAR, *names, UNIT],
         ("target", "year", "value_first", "value_second", "unit"), found.targets),
        (Message("Prices that change", "有变化的价格"),
         [Message("What is shared", "共用事项"), *names, UNIT],
         ("code", "price_first", "price_second", "unit"), found.prices),
        (Message("Projects and entries that change", "有变化的项目与进入"),
         [PLACE, Message("Kind", "类型"), Message("What", "名称"), *names],
         ("place", "kind", "name", "year_first", "year_second"), found.undertakings),
    ):  # fmt: skip
        shown = [
            [*_cells(_said(screen, row), *keys), screen.text(CHANGES[row["change"]])]
            for row in table.to_dicts()
            if row["change"] != "same"
        ]
        if shown:
            screen.table(title, [*heads, CHANGE], shown)
    show_settings(screen, found, names)


def _said(screen: Screen, row: dict[str, Any]) -> dict[str, Any]:
    """Kind of an undertaking in the reader's language."""
    return row | {"kind": screen.text(KINDS[row["kind"]])} if row.get("kind") in KINDS else row


def _largest(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    changed = [row for row in rows if row["difference"]]
    return sorted(changed, key=lambda row: -abs(row["difference"]))[:MOST]
