"""Tables of several places: who grows, who trades, who is given money, what is shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from upriver.planning.objective import discount
from upriver.planning.places.rows import MONEY, Rows, named_table
from upriver.planning.tables.values import NOISE

if TYPE_CHECKING:
    from collections.abc import Mapping

    import xarray as xr

    from upriver.core.frames import Table
    from upriver.planning.places.planner import SolvedPlaces
    from upriver.planning.result import Plan


def quiet(array: xr.DataArray | None) -> xr.DataArray | None:
    """Values without the solver's noise around zero.

    Parameters
    ----------
    array : DataArray, optional
        Values of a decision.

    Returns
    -------
    DataArray or None
        None when the part is off.
    """
    return None if array is None else array.where(abs(array) >= NOISE, 0.0)


def yearly(solved: SolvedPlaces, rule: str) -> xr.DataArray | None:
    """Prices of a shared row in the value of their own year.

    Parameters
    ----------
    solved : SolvedPlaces
        A plan of several places.
    rule : str
        Name of the row, which has a dimension ``year``.

    Returns
    -------
    DataArray or None
        Gain for one more unit of the right-hand side, 1e8 CNY; None when the part is off.
    """
    price = solved.solution.price(rule)
    if price is None:
        return None
    return quiet(price / discount(solved.system.first, settings=solved.settings))


def places_table(solved: SolvedPlaces, plans: Mapping[str, Plan]) -> Table:
    """What every place makes, trades and is given, year by year.

    Parameters
    ----------
    solved : SolvedPlaces
        A plan of several places.
    plans : mapping of str to Plan
        The plan of every place inside the whole.

    Returns
    -------
    Table
        Columns place, place_en, place_zh, year, value_added, growth, business_as_usual, gain,
        output, sold (to the other places), bought (from them), spending, granted.
    """
    sold, bought, granted = (
        quiet(solved.solution.value(name)) for name in ("sold", "bought", "granted")
    )
    kept = ("value_added", "growth", "business_as_usual", "gain", "output", "spending")
    rows: Rows = []
    for name in solved.system.names:
        for row in plans[name].summary.to_dicts():
            at = {"place": name, "year": row["year"]}
            rows.append(
                {
                    "place": name,
                    "year": row["year"],
                    **{column: row[column] for column in kept[:-1]},
                    "sold": None if sold is None else float(sold.sel(at).sum()),
                    "bought": None if bought is None else float(bought.sel(at).sum()),
                    "spending": row["spending"],
                    "granted": None if granted is None else float(granted.sel(at).sum()),
                }
            )
    columns = (*kept[:-1], "sold", "bought", "spending", "granted")
    units = dict.fromkeys(columns, MONEY) | {"growth": "ratio"}
    return named_table(solved.system.label, rows, ("place",), units)


def growth_table(solved: SolvedPlaces, plans: Mapping[str, Plan]) -> Table:
    """Who grows what.

    Parameters
    ----------
    solved : SolvedPlaces
        A plan of several places.
    plans : mapping of str to Plan
        The plan of every place inside the whole.

    Returns
    -------
    Table
        Columns place, place_en, place_zh, industry, industry_en, industry_zh, base_output,
        output (last year), growth (a year), business_as_usual (last year), gain (last year).
    """
    last = solved.system.first.years[-1]
    columns = ("base_output", "output", "growth", "business_as_usual", "gain")
    rows: Rows = []
    for name in solved.system.names:
        for row in plans[name].what_to_grow.to_dicts():
            if row["year"] == last:
                rows.append(
                    {
                        "place": name,
                        "industry": row["industry"],
                        **{column: row[column] for column in columns},
                    }
                )
    units = dict.fromkeys(columns, MONEY) | {"growth": "ratio"}
    return named_table(solved.system.label, rows, ("place", "industry"), units, year=False)


def trade_table(solved: SolvedPlaces) -> Table:
    """Who sells to and buys from the others.

    Parameters
    ----------
    solved : SolvedPlaces
        A plan of several places.

    Returns
    -------
    Table
        Columns place, place_en, place_zh, product, product_en, product_zh, year, sold, bought,
        sold_share (of all sellers), base_sold_share, bought_share (of its inflows),
        base_bought_share. Products of which a place neither sells nor buys anything are left
        out.
    """
    system, base = solved.system, solved.built.base
    columns = ("sold", "bought", "sold_share", "base_sold_share", "bought_share",
               "base_bought_share")  # fmt: skip
    rows: Rows = []
    sold, bought = (quiet(solved.solution.value(name)) for name in ("sold", "bought"))
    if sold is not None and bought is not None:
        dim = "product"
        every = solved.solution.value("inflow")
        assert every is not None
        inflow = every.sel({dim: base.products}).transpose("place", dim, "year").values
        volume = sold.sum("place").values
        for p, name in enumerate(system.names):
            for k, product in enumerate(base.products):
                for t, year in enumerate(system.first.years):
                    out, into = float(sold.values[p, k, t]), float(bought.values[p, k, t])
                    if out == 0.0 and into == 0.0:
                        continue
                    whole, all_in = volume[k, t], inflow[p, k, t]
                    rows.append(
                        {
                            "place": name,
                            "product": product,
                            "year": year,
                            "sold": out,
                            "bought": into,
                            "sold_share": out / whole if whole > NOISE else None,
                            "base_sold_share": float(base.sold_share.values[p, k]),
                            "bought_share": into / all_in if all_in > NOISE else None,
                            "base_bought_share": float(base.bought_share.values[p, k]),
                        }
                    )
    units = dict.fromkeys(columns, "ratio") | dict.fromkeys(("sold", "bought"), MONEY)
    return named_table(system.label, rows, ("place", "product"), units)


def routes_table(solved: SolvedPlaces) -> Table:
    """What goes from place to place on known ways.

    Parameters
    ----------
    solved : SolvedPlaces
        A plan of several places.

    Returns
    -------
    Table
        Columns place, place_to, product, each with its names, year, amount, limit, price_from,
        price_to (worth of one more unit of the product at both ends).
    """
    system = solved.system
    amount = quiet(solved.solution.value("routed"))
    rows: Rows = []
    if amount is not None:
        sent, received = yearly(solved, "route_sent"), yearly(solved, "route_received")
        assert sent is not None
        assert received is not None
        for route in system.routes:
            for year in system.first.years:
                at = {"product": route.product, "year": year}
                rows.append(
                    {
                        "place": route.place,
                        "place_to": route.place_to,
                        "product": route.product,
                        "year": year,
                        "amount": float(
                            amount.sel({**at, "place": route.place, "place_to": route.place_to})
                        ),
                        "limit": route.limit,
                        "price_from": float(sent.sel({**at, "place": route.place})),
                        "price_to": float(received.sel({**at, "place": route.place_to})),
                    }
                )
    units = {"amount": MONEY, "limit": MONEY, "price_from": "CNY/CNY", "price_to": "CNY/CNY"}
    return named_table(system.label, rows, ("place", "place_to", "product"), units)


def grants_table(solved: SolvedPlaces) -> Table:
    """Who is given what from shared funds.

    Parameters
    ----------
    solved : SolvedPlaces
        A plan of several places.

    Returns
    -------
    Table
        Columns fund, fund_en, fund_zh, place, place_en, place_zh, year, amount, available (of
        the fund in the year), price (what one more yuan of the fund is worth).
    """
    system, granted = solved.system, quiet(solved.solution.value("granted"))
    rows: Rows = []
    if granted is not None:
        price = yearly(solved, "shared_money")
        assert price is not None
        for fund in system.funds:
            for name in system.members(fund.places):
                for year in system.first.years:
                    at = {"fund": fund.fund, "year": year}
                    rows.append(
                        {
                            "fund": fund.fund,
                            "place": name,
                            "year": year,
                            "amount": float(granted.sel({**at, "place": name})),
                            "available": fund.amount.get(year, 0.0),
                            "price": float(price.sel(at)),
                        }
                    )
    units = {"amount": MONEY, "available": MONEY, "price": "CNY/CNY"}
    return named_table(system.label, rows, ("fund", "place"), units)


def commuters_table(solved: SolvedPlaces) -> Table:
    """Who lives in one place and works in another.

    Parameters
    ----------
    solved : SolvedPlaces
        A plan of several places.

    Returns
    -------
    Table
        Columns place (home), place_to (work), occupation, each with its names, year, people;
        without empty rows.
    """
    commuters = quiet(solved.solution.value("commuters"))
    rows: Rows = []
    if commuters is not None:
        table = commuters.transpose("place", "place_to", "occupation", "year")
        for at in np.argwhere(table.values > 0):
            labels = {str(dim): table.coords[dim].values[k]
                      for dim, k in zip(table.dims, at, strict=True)}  # fmt: skip
            rows.append(
                {
                    **{dim: str(label) for dim, label in labels.items() if dim != "year"},
                    "year": int(labels["year"]),
                    "people": float(table.values[tuple(at)]),
                }
            )
    return named_table(
        solved.system.label, rows, ("place", "place_to", "occupation"), {"people": "1e4 persons"}
    )
