"""Money by source and use, people, air freight and nature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from upriver.planning.constraints.accounts import net_pressure
from upriver.planning.constraints.projects import effect_by
from upriver.planning.constraints.talent import fewer_hands
from upriver.planning.records import USES
from upriver.planning.tables.economy import outside_sales
from upriver.planning.tables.research import team_people
from upriver.planning.tables.values import (
    NOISE,
    Values,
    decisions_of,
    named,
    number_columns,
    text_columns,
    to_table,
    worked_out,
    yearly_price,
)
from upriver.planning.timing import completed

if TYPE_CHECKING:
    from upriver.core.frames import Table
    from upriver.planning.planner import Solved
    from upriver.planning.solve import Solution

MONEY = "1e8 CNY"
Schema = dict[str, "pl.DataType | type"]


def money_table(solved: Solved) -> Table:
    """Money by source, use and year.

    Parameters
    ----------
    solved : Solved
        A plan.

    Returns
    -------
    Table
        Columns fund, name_en, name_zh, use, year, amount. Without the table ``funds`` the
        fund is empty: the plan then prices money, it does not limit it.
    """
    inputs, plan = solved.inputs, Values(solved.inputs, solved.solution)
    money = plan.get("money", "fund", "use", "year")
    funds = [""]
    if money is None:
        money = plan.need("spending", "use", "year")[None]
    elif inputs.money is not None:
        funds = [str(code) for code in inputs.money.amount.coords["fund"].values]
    rows = [
        {"fund": fund, **named(inputs, fund), "use": use, "year": year, "amount": money[f, u, at]}
        for f, fund in enumerate(funds)
        for u, use in enumerate(USES)
        for at, year in enumerate(inputs.years)
        if money[f, u, at] > NOISE
    ]
    schema = text_columns("fund", "name_en", "name_zh", "use") | {
        "year": pl.Int64,
        "amount": pl.Float64,
    }
    return to_table(rows, schema, {"amount": MONEY})


def source_table(solved: Solved) -> Table:
    """Money by source and year, with what is left.

    Parameters
    ----------
    solved : Solved
        A plan.

    Returns
    -------
    Table
        Columns fund, name_en, name_zh, year, available, spent, repaid (what it pays for loans),
        carried, price (what one more yuan from this source is worth in the year).
    """
    inputs, plan = solved.inputs, Values(solved.inputs, solved.solution)
    money = plan.get("money", "fund", "use", "year")
    rows: list[dict[str, Any]] = []
    if money is not None and inputs.money is not None:
        carried = plan.get("carried", "fund", "year")
        repaid = plan.get("repayment", "fund", "year")
        price = yearly_price(solved, "money_source")
        assert price is not None
        values = price.transpose("fund", "year").values
        for f, fund in enumerate(inputs.money.amount.coords["fund"].values.tolist()):
            for at, year in enumerate(inputs.years):
                rows.append(
                    {
                        "fund": fund,
                        **named(inputs, fund),
                        "year": year,
                        "available": float(inputs.money.amount.values[f, at]),
                        "spent": money[f, :, at].sum(),
                        "repaid": 0.0 if repaid is None else repaid[f, at],
                        "carried": 0.0 if carried is None else carried[f, at],
                        "price": values[f, at],
                    }
                )
    schema = text_columns("fund", "name_en", "name_zh") | {"year": pl.Int64}
    schema |= number_columns("available", "spent", "repaid", "carried", "price")
    units = dict.fromkeys(("available", "spent", "repaid", "carried"), MONEY) | {"price": "CNY/CNY"}
    return to_table(rows, schema, units)


def talent_table(solved: Solved) -> Table:
    """People by occupation and year.

    Parameters
    ----------
    solved : Solved
        A plan.

    Returns
    -------
    Table
        Columns occupation, name_en, name_zh, year, people, needed, recruited, price (what one
        more person is worth in the year).
    """
    inputs, plan = solved.inputs, Values(solved.inputs, solved.solution)
    rows: list[dict[str, Any]] = []
    people = plan.get("people", "occupation", "year")
    if people is not None and inputs.people is not None:
        recruited = plan.need("recruited", "occupation", "year")
        need = inputs.people.need.transpose("occupation", "industry").values
        hands = fewer_hands(inputs, settings=solved.settings).values
        needed = (need @ plan.need("output", "industry", "year")) * hands + team_people(solved)
        price = yearly_price(solved, "talent_need")
        assert price is not None
        values = price.transpose("occupation", "year").values
        rows = [
            {
                "occupation": job,
                **named(inputs, job),
                "year": year,
                "people": people[row, at],
                "needed": needed[row, at],
                "recruited": recruited[row, at],
                "price": values[row, at],
            }
            for row, job in enumerate(inputs.people.stock.coords["occupation"].values.tolist())
            for at, year in enumerate(inputs.years)
        ]
    schema = text_columns("occupation", "name_en", "name_zh") | {"year": pl.Int64}
    schema |= number_columns("people", "needed", "recruited", "price")
    units = dict.fromkeys(("people", "needed", "recruited"), "1e4 persons")
    return to_table(rows, schema, units | {"price": "1e4 CNY/person"})


def retraining_table(solved: Solved) -> Table:
    """People who are retrained, by occupations and year.

    Parameters
    ----------
    solved : Solved
        A plan.

    Returns
    -------
    Table
        Columns occupation, name_en, name_zh, occupation_to, to_name_en, to_name_zh, year (in
        which they are taught; they work in the new occupation a year later), people, cost.
    """
    inputs, plan = solved.inputs, Values(solved.inputs, solved.solution)
    rows: list[dict[str, Any]] = []
    moved = plan.get("retrained", "occupation", "occupation_to", "year")
    if moved is not None and inputs.people is not None and inputs.people.retrain_cost is not None:
        jobs = [str(job) for job in inputs.people.stock.coords["occupation"].values]
        cost = inputs.people.retrain_cost.transpose("occupation", "occupation_to").values
        rows = [
            {
                "occupation": jobs[one],
                **named(inputs, jobs[one]),
                "occupation_to": jobs[other],
                **named(inputs, jobs[other], "to_"),
                "year": inputs.years[at],
                "people": moved[one, other, at],
                "cost": moved[one, other, at] * cost[one, other],
            }
            for one, other, at in np.argwhere(moved > NOISE)
        ]
    schema = text_columns(
        "occupation", "name_en", "name_zh", "occupation_to", "to_name_en", "to_name_zh"
    )
    schema |= {"year": pl.Int64} | number_columns("people", "cost")
    return to_table(rows, schema, {"people": "1e4 persons", "cost": MONEY})


def air_table(solved: Solved) -> Table:
    """Air freight by year.

    Parameters
    ----------
    solved : Solved
        A plan.

    Returns
    -------
    Table
        Columns year, freight, room, overflow, price (what room for one more tonne is worth).
    """
    inputs, plan = solved.inputs, Values(solved.inputs, solved.solution)
    rows: list[dict[str, Any]] = []
    overflow = plan.get("air_overflow", "year")
    if inputs.air is not None and overflow is not None:
        trade = outside_sales(plan) + plan.need("inflow", "product", "year")
        freight = inputs.air.need.values @ trade
        room = np.full(len(inputs.years), inputs.air.running) + _effect_done(solved, "route")
        price = yearly_price(solved, "air_freight")
        assert price is not None
        rows = [
            {
                "year": year,
                "freight": freight[at],
                "room": room[at],
                "overflow": overflow[at],
                "price": float(price.values[at]),
            }
            for at, year in enumerate(inputs.years)
        ]
    schema: Schema = {"year": pl.Int64} | number_columns("freight", "room", "overflow", "price")
    units = dict.fromkeys(("freight", "room", "overflow"), "1e4 t") | {"price": "1e4 CNY/t"}
    return to_table(rows, schema, units)


def _effect_done(
    solved: Solved, kind: str, stressor: str = ""
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Total effect of finished projects of one kind, by year."""
    inputs = solved.inputs
    if not inputs.projects:
        return np.zeros(len(inputs.years))
    done = completed(
        "project",
        [item.project for item in inputs.projects],
        lead_times=[item.lead_time for item in inputs.projects],
        years=inputs.years,
    ).values
    works = np.einsum("pyt,pt->py", done, Values(inputs, solved.solution).started())
    if stressor:
        effect = effect_by(inputs, kind=kind, dim="stressor").sel(stressor=stressor).values
    else:
        effect = effect_by(inputs, kind=kind, dim="kind").values[:, 0]
    abated: np.ndarray[tuple[int, ...], np.dtype[np.float64]] = effect @ works
    return abated


def pressed_net(
    solved: Solved, solution: Solution
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Pressure after abatement, from the model's own rows.

    Parameters
    ----------
    solved : Solved
        A plan.
    solution : Solution
        Its answer, or that of business as usual.

    Returns
    -------
    ndarray (stressor, year)
        In the unit of each stressor.
    """
    form = net_pressure(solved.inputs, variables=decisions_of(solution), settings=solved.settings)
    return worked_out(form, solution).transpose("stressor", "year").values


def pressure_table(solved: Solved) -> Table:
    """Pressure on nature by stressor and year.

    Parameters
    ----------
    solved : Solved
        A plan.

    Returns
    -------
    Table
        Columns stressor, name_en, name_zh, unit, year, pressure (after abatement), abated, cap,
        hard, overshoot, business_as_usual, price (1e8 CNY for one more unit of the cap).
    """
    inputs, plan = solved.inputs, Values(solved.inputs, solved.solution)
    rows: list[dict[str, Any]] = []
    if inputs.nature is not None:
        nature = inputs.nature
        net = pressed_net(solved, solved.solution)
        plain = None if solved.usual is None else pressed_net(solved, solved.usual)
        over = plan.need("overshoot", "stressor", "year")
        price = yearly_price(solved, "cap")
        for row, code in enumerate(nature.caps.coords["stressor"].values.tolist()):
            abated = _effect_done(solved, "abatement", code)
            if nature.basis.get(code) == "cumulative":
                abated = abated.cumsum()
            for at, year in enumerate(inputs.years):
                rows.append(
                    {
                        "stressor": code,
                        **named(inputs, code),
                        "unit": nature.units[code],
                        "year": year,
                        "pressure": net[row, at],
                        "abated": abated[at],
                        "cap": float(nature.caps.values[row, at]),
                        "hard": bool(nature.hard.values[row, at]),
                        "overshoot": over[row, at],
                        "business_as_usual": None if plain is None else plain[row, at],
                        "price": None
                        if price is None
                        else float(price.sel(stressor=code, year=year)),
                    }
                )
    schema = text_columns("stressor", "name_en", "name_zh", "unit") | {"year": pl.Int64}
    schema |= number_columns("pressure", "abated", "cap") | {"hard": pl.Boolean}
    schema |= number_columns("overshoot", "business_as_usual", "price")
    return to_table(rows, schema, {"price": "1e8 CNY/unit"})
