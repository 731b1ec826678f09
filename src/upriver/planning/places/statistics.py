"""A plan of several places in a few lines, for the whole and for each, and who supplies whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from upriver.core.message import Message
from upriver.planning.places.rows import MONEY, Rows, named_table
from upriver.planning.statistics import PERCENT, plan_statistics, ranked
from upriver.planning.tables.values import NOISE, text_columns, to_table

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from upriver.core.frames import Table
    from upriver.planning.places.result import PlacesPlan

    Row = dict[str, Any]
    Who = tuple[str, str, Message]

WHOLE = Message("All places together", "各地合计")
SHARED_KINDS: dict[str, Message] = {
    "product": Message("product between the places", "地区间产品"),
    "money": Message("shared money", "共用资金"),
    "cap": Message("shared cap", "共同上限"),
}
ROUNDS = 200  # of sharing out; the error falls by a steady factor each time
CLOSE = 1e-9


def places_statistics(plan: PlacesPlan) -> Table:
    """Answers to the first questions about a plan of several places, the largest of each first.

    Parameters
    ----------
    plan : PlacesPlan
        A plan.

    Returns
    -------
    Table
        Columns place (``""`` for all together), place_en, place_zh, and those of
        `plan_statistics`. For all together: who grows is a place or an industry; who pays is a
        shared fund, or a place with its own money; what binds is what is shared, and which
        target costs are the promises of several places.

    Notes
    -----
    A price holds for the next unit, not for a whole per cent: read it as an order. The price of
    a product between the places has no limit to be made relative, so it is not ranked.
    """
    rows: list[Row] = []
    for code, name, found in [
        ("", WHOLE, _whole(plan)),
        *((code, plan.names[code], plan_statistics(own).to_dicts())
          for code, own in plan.plans.items()),
    ]:  # fmt: skip
        rows += [{"place": code, "place_en": name.en, "place_zh": name.zh, **row} for row in found]
    names = ("place", "place_en", "place_zh", "question", "kind", "code", "name_en", "name_zh")
    schema = text_columns(*names) | {"value": pl.Float64, "share": pl.Float64, "unit": pl.String}
    return to_table(rows, schema, {"share": "ratio"})


def _whole(plan: PlacesPlan) -> list[Row]:
    each = {code: plan_statistics(own).to_dicts() for code, own in plan.plans.items()}
    shared = {row["fund"] for row in plan.grants.to_dicts()}

    def _place(place: str, row: Row) -> Who:  # noqa: ARG001 - the same for every row
        return "place", place, plan.names[place]

    def _same(place: str, row: Row) -> Who:  # noqa: ARG001 - the same in every place
        return row["kind"], row["code"], Message(row["name_en"], row["name_zh"])

    def _payer(place: str, row: Row) -> Who:
        """A shared fund, money whose source is open, or a place with its own."""
        return _same(place, row) if row["code"] in {*shared, ""} else _place(place, row)

    return [
        *_gathered(each, "grows", _place),
        *_gathered(each, "grows", _same),
        *_gathered(each, "pays", _payer),
        *_gathered(each, "buys", _same),
        *ranked("binds", _binds(plan), unit="1e8 CNY/%"),
        *_costs(plan),
    ]


def _gathered(
    each: dict[str, list[Row]], question: str, who: Callable[[str, Row], Who]
) -> list[Row]:
    """Answers of all places to one question, added up by whom they name."""
    sums: dict[tuple[str, str], Row] = {}
    for place, rows in each.items():
        for row in (row for row in rows if row["question"] == question):
            kind, code, name = who(place, row)
            sums.setdefault((kind, code), _row(kind, code, name))["value"] += row["value"]
    total = sum(row["value"] for row in sums.values())
    return ranked(question, sums.values(), unit=MONEY, whole=total)


def _binds(plan: PlacesPlan) -> list[Row]:
    """Present value of one per cent more of a shared cap or fund in every year."""
    worth = {
        year: PERCENT * (1 + plan.settings.discount_rate) ** -(at + 1)
        for at, year in enumerate(plan.years)
    }
    found: dict[tuple[str, str], Row] = {}
    for kind, table, key, size in (
        ("cap", plan.caps, "cap", "limit"),
        ("money", plan.grants, "fund", "available"),
    ):
        seen = set()
        for row in table.to_dicts():
            if not row["price"] or row[size] is None or (row[key], row["year"]) in seen:
                continue
            seen.add((row[key], row["year"]))
            name = Message(row[f"{key}_en"], row[f"{key}_zh"])
            each = found.setdefault((kind, row[key]), _row(kind, row[key], name))
            each["value"] += worth[row["year"]] * row["price"] * abs(row[size])
    return list(found.values())


def _costs(plan: PlacesPlan) -> list[Row]:
    rows = []
    for row in plan.targets.to_dicts():
        if row["price"]:
            name = Message(row["target_en"], row["target_zh"])
            at = plan.years.index(row["year"])
            price = row["price"] * (1 + plan.settings.discount_rate) ** -(at + 1)
            rows.append(_row("target", row["target"], name, price))
    return ranked("costs", rows, unit="1e8 CNY/%")


def _row(kind: str, code: str, name: Message, value: float = 0.0) -> Row:
    return {"kind": kind, "code": code, "name_en": name.en, "name_zh": name.zh, "value": value}


def who_supplies(plan: PlacesPlan, *, year: int | None = None) -> Table:
    """Who supplies whom with what.

    Parameters
    ----------
    plan : PlacesPlan
        A plan.
    year : int, optional
        A year of the plan. Default: the last.

    Returns
    -------
    Table
        Columns place, place_to, product, each with its names, year, amount, known. What goes on
        a way is ``known``; what goes through the pool is shared out so that it adds up to what
        every place sells and buys, in proportion to both, and nobody supplies itself.

    Notes
    -----
    The plan decides what a place sells to and buys from the others, not from whom. With two
    places there is one way to share it out; with more, this is the one of largest entropy.
    """
    at = plan.years[-1] if year is None else year
    rows: Rows = [
        {**{key: row[key] for key in ("place", "place_to", "product", "year", "amount")},
         "known": True}
        for row in plan.routes.to_dicts() if row["year"] == at and row["amount"] > NOISE
    ]  # fmt: skip
    routed = {row["product"] for row in plan.routes.to_dicts()}
    codes = list(plan.names)
    traded: dict[str, npt.NDArray[np.float64]] = {}
    for row in plan.trade.to_dicts():
        if row["year"] == at and row["product"] not in routed:
            both = traded.setdefault(row["product"], np.zeros((2, len(codes))))
            both[:, codes.index(row["place"])] = row["sold"], row["bought"]
    for product, (sold, bought) in traded.items():
        flows = _shared_out(sold, bought)
        rows += [
            {"place": codes[i], "place_to": codes[j], "product": product, "year": at,
             "amount": float(flows[i, j]), "known": False}
            for i, j in np.argwhere(flows > NOISE)
        ]  # fmt: skip
    label = _labels(plan)
    return named_table(
        label, rows, ("place", "place_to", "product"), {"amount": MONEY}, more={"known": pl.Boolean}
    )


def _labels(plan: PlacesPlan) -> Callable[[str], Message]:
    names = dict(plan.names)
    for row in plan.trade.to_dicts():
        names.setdefault(row["product"], Message(row["product_en"], row["product_zh"]))
    for row in plan.routes.to_dicts():
        names.setdefault(row["product"], Message(row["product_en"], row["product_zh"]))
    return names.__getitem__


def _shared_out(
    sold: npt.NDArray[np.float64], bought: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Flows between different places that add up to what each sells and buys (Furness).

    Where a place sells and buys as much as all together, all trade is with it.
    """
    whole = float(sold.sum())
    hub = int(np.argmax(sold + bought))
    flows = np.outer(sold, bought)
    if sold[hub] + bought[hub] >= whole * (1 - CLOSE):
        flows = np.zeros_like(flows)
        flows[hub], flows[:, hub] = bought, sold
        flows[hub, hub] = 0.0
        return flows
    np.fill_diagonal(flows, 0.0)
    for _ in range(ROUNDS):
        for axis, wanted in ((1, sold), (0, bought)):
            made = flows.sum(axis=axis)
            factor = np.divide(wanted, made, out=np.zeros_like(made), where=made > 0)
            flows = flows * (factor[:, None] if axis == 1 else factor[None, :])
        if np.abs(flows.sum(axis=1) - sold).max() <= CLOSE * whole:
            break
    return flows
