"""The plan of several places as facts: who does what, trades, pays, presses and gains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from upriver.core.message import Message
from upriver.data.provenance import Provenance
from upriver.planning.places.statistics import SHARED_KINDS, places_statistics, who_supplies
from upriver.planning.statistics import PRICE_KINDS
from upriver.reporting.facts.plain import Facts, pair, plain, rests_on, said
from upriver.reporting.facts.plain import row as picked
from upriver.version import __version__

if TYPE_CHECKING:
    from upriver.core.frames import Table
    from upriver.planning.places.result import PlacesPlan
    from upriver.planning.result import Plan

GROWING = 3  # industries of a place that are named
BINDING = 5  # limits of a place that are listed
NOISE = 1e-7
SHARED = Message("Trade and what is shared", "贸易与共用事项")
TOGETHER = Message("All together", "全部")


def shared_facts(plan: PlacesPlan) -> Facts:
    """Facts of a plan of several places.

    Parameters
    ----------
    plan : PlacesPlan
        The plan.

    Returns
    -------
    dict
        Keys ``version base_year years whole places steps trade money caps targets prices binds
        apart notes quality provenance basis``. Plain data that JSON can hold; money in 1e8 CNY of
        base-year prices.
    """
    lines = places_statistics(plan).to_dicts()
    places = sorted(
        (_place(plan, code, lines) for code in plan.names),
        key=lambda each: (-(each["end"] or 0.0), each["code"]),
    )
    order = [each["code"] for each in places]
    money = _money(plan, order)
    return {
        "version": __version__,
        "base_year": plan.base_year,
        "years": list(plan.years),
        "whole": _whole(plan, places, money),
        "places": places,
        "steps": _steps(plan, order),
        "trade": _trade(plan),
        "money": money,
        "caps": _caps(plan),
        "targets": [
            {"name": pair(row, "target"), **picked(row, "year", "comparator", "wanted", "value",
                                                    "business_as_usual", "unit", "met", "hard",
                                                    "price")}
            for row in plan.targets.to_dicts()
        ],
        "prices": _prices(plan),
        "binds": _binds(plan, lines, order),
        "apart": _apart(plan, order),
        "notes": [said(note) for note in plan.notes],
        "quality": {"passed": plan.audit.passed, "gap_of_gain": plain(plan.gap_of_gain)},
        "provenance": rests_on(plan.rests_on),
        "basis": _basis(plan, order),
    }  # fmt: skip


def _basis(plan: PlacesPlan, order: list[str]) -> list[Facts]:
    """What the data of every place, of what is shared, and of all together rest on."""
    shared = Provenance.combine(plan.provenance.values()) if plan.provenance else None
    parts = [(said(plan.names[code]), plan.plans[code].rests_on) for code in order]
    parts += [(said(SHARED), shared), (said(TOGETHER), plan.rests_on)]
    return [{"name": name, **part.to_dict()} for name, part in parts if part is not None]


def _whole(plan: PlacesPlan, places: list[Facts], money: Facts) -> Facts:
    end, usual = (_total([each[key] for each in places]) for key in ("end", "usual"))
    return {
        "end": end,
        "usual": usual,
        "spending": _total([each["spending"] for each in places]),
        "shared": _total(
            [each["paid"][fund["code"]] for each in money["places"] for fund in money["funds"]]
        ),
        "gain": plain(plan.gain),
        "objective": plain(plan.objective),
    }


def _total(values: list[Any]) -> Any:
    """A sum; unknown when nothing is known."""
    known = [value for value in values if value is not None]
    return plain(sum(known)) if known else None


def _place(plan: PlacesPlan, code: str, lines: list[dict[str, Any]]) -> Facts:
    rows = [row for row in plan.places.to_dicts() if row["place"] == code]
    last = rows[-1]
    own = [line for line in lines if line["place"] == code and line["value"] > NOISE]
    grown = [line for line in own if line["question"] == "grows"]
    begun = [each for each in _begun(plan.plans[code]) if each["share"] > NOISE]
    return {
        "code": code,
        "name": said(plan.names[code]),
        "end": plain(last["value_added"]),
        "usual": plain(last["business_as_usual"]),
        "increase": plain(last["gain"]),
        "gain": plain(plan.gains.get(code)),
        "sold": plain(last["sold"]),
        "bought": plain(last["bought"]),
        "spending": _total([row["spending"] for row in rows]),
        "granted": _total([row["granted"] for row in rows]),
        "growing": [{"name": pair(line), "value": plain(line["value"])}
                    for line in grown[:GROWING]],
        "begun": [each["name"] for each in begun],
    }  # fmt: skip


def _begun(plan: Plan) -> list[Facts]:
    """Projects and entries, those that start first in front."""
    found = [
        {"kind": "project", "code": row["project"], "name": pair(row), "start": row["year"],
         "ready": row["finished"], "cost": plain(row["cost"]), "share": plain(row["share"])}
        for row in plan.projects.to_dicts()
    ] + [
        {"kind": "entry", "code": row["candidate"], "name": pair(row), "start": row["year"],
         "ready": None, "cost": plain(row["investment"] + row["barrier"]),
         "share": plain(row["share"])}
        for row in plan.what_to_enter.to_dicts()
    ]  # fmt: skip
    return sorted(found, key=lambda each: (each["start"] or 0, each["code"]))


def _steps(plan: PlacesPlan, order: list[str]) -> list[Facts]:
    return [
        {"place": said(plan.names[code]), **each}
        for code in order
        for each in _begun(plan.plans[code])
        if each["share"] > NOISE
    ]


def _trade(plan: PlacesPlan) -> Facts:
    flows = [
        {"from": row["place"], "from_name": pair(row, "place"), "to": row["place_to"],
         "to_name": pair(row, "place_to"), "product": row["product"],
         "product_name": pair(row, "product"), "amount": plain(row["amount"]),
         "known": row["known"]}
        for row in who_supplies(plan).to_dicts()
    ]  # fmt: skip
    flows.sort(key=lambda each: (-each["amount"], each["from"], each["to"], each["product"]))
    last = plan.years[-1]
    worth = {row["code"]: row["price"] for row in plan.prices.to_dicts()
             if row["kind"] == "product" and row["year"] == last}  # fmt: skip
    sums: dict[str, Facts] = {}
    for each in flows:
        found = sums.setdefault(
            each["product"],
            {"code": each["product"], "name": each["product_name"], "amount": 0.0,
             "price": plain(worth.get(each["product"]))},
        )  # fmt: skip
        found["amount"] += each["amount"]
    return {
        "flows": flows,
        "products": sorted(sums.values(), key=lambda each: (-each["amount"], each["code"])),
        "routes": [
            {"from": pair(row, "place"), "to": pair(row, "place_to"),
             "product": pair(row, "product"),
             **picked(row, "amount", "limit", "price_from", "price_to")}
            for row in plan.routes.to_dicts() if row["year"] == last
        ],
    }  # fmt: skip


def _money(plan: PlacesPlan, order: list[str]) -> Facts:
    """Money of all years by place: its own, and what shared funds gave."""
    funds: dict[str, Facts] = {}
    for row in plan.grants.to_dicts():
        funds.setdefault(row["fund"], {"code": row["fund"], "name": pair(row, "fund")})
    rows = []
    for code in order:
        paid = dict.fromkeys(("", "own", *funds), 0.0)
        for each in plan.plans[code].money.to_dicts():
            key = each["fund"] if each["fund"] in funds or not each["fund"] else "own"
            paid[key] += each["amount"]
        rows.append({"code": code, "name": said(plan.names[code]),
                     "paid": {key: plain(value) for key, value in paid.items()}})  # fmt: skip
    shared = []
    for fund, names in funds.items():
        given = [row for row in plan.grants.to_dicts() if row["fund"] == fund]
        by_year = {row["year"]: (row["available"], row["price"]) for row in given}
        shared.append(
            {**names, "available": plain(sum(each for each, _ in by_year.values())),
             "given": plain(sum(row["amount"] for row in given)),
             "price": plain(max(price for _, price in by_year.values()))}
        )  # fmt: skip
    return {"places": rows, "funds": shared}


def _caps(plan: PlacesPlan) -> list[Facts]:
    found: dict[str, Facts] = {}
    for row in plan.caps.to_dicts():
        each = found.setdefault(
            row["cap"],
            {"code": row["cap"], "name": pair(row, "cap"), "unit": row["unit"], "limit": {},
             "total": {}, "price": {}, "places": {}},
        )  # fmt: skip
        for key in ("limit", "total", "price"):
            each[key][row["year"]] = plain(row[key])
        part = each["places"].setdefault(
            row["place"], {"code": row["place"], "name": pair(row, "place"), "values": []}
        )
        part["values"].append(plain(row["pressure"]))
    caps = [
        {**each, **{key: list(each[key].values()) for key in ("limit", "total", "price")},
         "places": list(each["places"].values())}
        for each in found.values()
    ]  # fmt: skip
    for each in caps:
        each["worth"] = max((price or 0.0 for price in each["price"]), default=0.0)
        uses = [total / limit for total, limit in zip(each["total"], each["limit"], strict=True)
                if limit]  # fmt: skip
        each["used"] = plain(max(uses)) if uses else None
    return sorted(caps, key=lambda each: (not each["worth"], -(each["used"] or 0.0), each["code"]))


def _prices(plan: PlacesPlan) -> list[Facts]:
    """What is shared, in the year in which it is worth most."""
    best: dict[tuple[str, str], dict[str, Any]] = {}
    for row in plan.prices.to_dicts():
        key = (row["kind"], row["code"])
        if key not in best or abs(row["price"]) > abs(best[key]["price"]):
            best[key] = row
    return [
        {"kind": said(SHARED_KINDS[row["kind"]]), "name": pair(row, "code"),
         "per": row["unit"].removeprefix("1e8 CNY/") if row["kind"] == "cap" else "",
         **picked(row, "year", "price", "unit")}
        for row in sorted(best.values(), key=lambda row: (row["kind"], -abs(row["price"])))
    ]  # fmt: skip


def _binds(plan: PlacesPlan, lines: list[dict[str, Any]], order: list[str]) -> list[Facts]:
    """What binds for all, then in each place: the limits of which one per cent is worth most."""
    shared = {line["code"] for line in lines if not line["place"] and line["question"] == "binds"}
    shared |= {row["fund"] for row in plan.grants.to_dicts()}
    found = []
    for code in ("", *order):
        rows = [line for line in lines if line["place"] == code and line["question"] == "binds"
                and line["value"] > NOISE and not (code and line["code"] in shared)]  # fmt: skip
        found += [
            {"place": pair(line, "place") if n == 0 else None, "code": line["code"],
             "kind": said(PRICE_KINDS[line["kind"]]), "name": pair(line),
             "value": plain(line["value"])}
            for n, line in enumerate(rows[:BINDING])
        ]  # fmt: skip
    return found


def _apart(plan: PlacesPlan, order: list[str]) -> Facts | None:
    if plan.apart.frame.is_empty():
        return None
    ranks = [*order, ""]
    rows = sorted(plan.apart.to_dicts(), key=lambda row: ranks.index(row["place"]))
    complete = all(row["possible"] is not False for row in rows)
    keys = ("worth_apart", "worth", "difference", "value_added_apart", "value_added",
            "value_added_difference", "spending_apart", "spending", "possible")  # fmt: skip
    return {
        "places": [
            {"code": row["place"], "name": pair(row, "place"), **picked(row, *keys)}
            for row in rows
            if row["place"] or abs(row["worth"] or 0.0) > NOISE
        ],
        "total": _total([row["difference"] for row in rows]) if complete else None,
        "trade": [{"name": pair(row, "product"), **picked(row, "sold", "bought", "difference")}
                  for row in _disagreeing(plan.apart_trade)],
    }  # fmt: skip


def _disagreeing(table: Table) -> list[dict[str, Any]]:
    rows = [row for row in table.to_dicts() if abs(row["difference"]) > NOISE]
    return sorted(rows, key=lambda row: (-abs(row["difference"]), row["product"]))
