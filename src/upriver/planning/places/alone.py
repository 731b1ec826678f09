"""Every place planned alone, with a part of what is shared: what joint planning is measured by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from upriver.core.message import Message
from upriver.planning.matrix import to_matrix
from upriver.planning.model import build_model
from upriver.planning.objective import base_value_added
from upriver.planning.places.base_trade import with_shared_funds
from upriver.planning.places.rows import MONEY, Rows, named_table
from upriver.planning.planner import Solved
from upriver.planning.solve import solve_matrix
from upriver.planning.tables.economy import summary_table
from upriver.planning.tables.values import NOISE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from upriver.core.frames import Table
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.parts import NatureInputs
    from upriver.planning.places.planner import SolvedPlaces
    from upriver.planning.places.system import PlaceSystem, SharedCap
    from upriver.planning.settings import PlanSettings

BETWEEN = Message("Belongs to no single place", "不属于任何一地")


def plan_alone(system: PlaceSystem, settings: PlanSettings) -> dict[str, Solved | None]:
    """Plan every place alone: it takes what the others buy from it for granted.

    Parameters
    ----------
    system : PlaceSystem
        Places that are planned together.
    settings : PlanSettings
        Choices of the planner.

    Returns
    -------
    dict of str to Solved or None
        By place; None where promises and limits of the place contradict each other. Nobody
        commutes, and nobody answers for promises of several places.

    Raises
    ------
    PlanningError
        If coefficients differ by more than eight orders of magnitude.
    SolverError
        If no plan is found in time.
    """
    found: dict[str, Solved | None] = {}
    for name in system.names:
        inputs = alone_inputs(system, name)
        solution = solve_matrix(to_matrix(build_model(inputs, settings).model), settings)
        found[name] = None if solution is None else Solved(inputs, settings, solution, None)
    return found


def alone_inputs(system: PlaceSystem, name: str) -> PlanInputs:
    """Data of a place that is planned alone.

    Parameters
    ----------
    system : PlaceSystem
        Places that are planned together.
    name : str
        The place.

    Returns
    -------
    PlanInputs
        Its markets hold the sales to the other places, as in its account. Of a shared fund it
        has its part in the value added of the base year, of a shared cap its part in the
        pressure of the base year.
    """
    inputs = with_shared_funds(system, name, part=_value_added_part(system, name))
    for cap in system.caps:
        if inputs.nature is not None and name in system.members(cap.places):
            part = _pressure_part(system, cap, name)
            inputs = replace(inputs, nature=_with_cap(inputs.nature, cap, part=part))
    return inputs


def _value_added_part(system: PlaceSystem, name: str) -> dict[str, float]:
    """Part of a place in the funds it may be given from."""
    made = {code: base_value_added(inputs) for code, inputs in system.places.items()}
    return {
        fund.fund: made[name] / sum(made[code] for code in system.members(fund.places))
        for fund in system.funds
        if name in system.members(fund.places)
    }


def _pressure_part(system: PlaceSystem, cap: SharedCap, name: str) -> float:
    """Part of a place in what presses on a shared cap in the base year; equal parts of nothing."""
    members, pressed = system.members(cap.places), {}
    for code in members:
        inputs = system.places[code]
        assert inputs.nature is not None
        intensity = inputs.nature.intensity.sel(stressor=cap.stressor)
        pressed[code] = float((intensity * inputs.economy.output).sum())
    total = sum(pressed.values())
    return pressed[name] / total if total > 0 else 1 / len(members)


def _with_cap(nature: NatureInputs, cap: SharedCap, *, part: float) -> NatureInputs:
    """The tighter of a place's own limit and its part of a shared one, year by year."""
    caps, hard = nature.caps.copy(deep=True), nature.hard.copy(deep=True)
    for year, limit in cap.limit.items():
        at = {"stressor": cap.stressor, "year": year}
        if year not in caps.indexes["year"]:
            continue
        own, mine = float(caps.sel(at)), part * limit
        if np.isnan(own) or mine < own:
            caps.loc[at], hard.loc[at] = mine, cap.hard
    return replace(nature, caps=caps, hard=hard)


def apart_table(solved: SolvedPlaces, parts: Mapping[str, Solved]) -> Table:
    """What every place has of planning together, beside its plan alone.

    Parameters
    ----------
    solved : SolvedPlaces
        A plan of several places, with the plans alone.
    parts : mapping of str to Solved
        What the plan means for every place.

    Returns
    -------
    Table
        Columns place (``""`` for what belongs to no place: ways, commuting, overshoots of shared
        caps), place_en, place_zh, worth_apart, worth (present value of the plan, priced
        shortfalls apart), difference, value_added_apart, value_added (last year),
        value_added_difference, spending_apart, spending (all years), possible (whether the place
        has a plan alone). Empty when nobody was planned alone.
    """
    rows: Rows = []
    for name, alone in solved.alone.items():
        mine, other = _told(parts[name]), None if alone is None else _told(alone)
        row = {"place": name, "possible": alone is not None, **mine}
        if other is not None:
            row |= {f"{key}_apart": value for key, value in other.items()}
            row["difference"] = _quiet(mine["worth"] - other["worth"])
            row["value_added_difference"] = _quiet(mine["value_added"] - other["value_added"])
        rows.append(row)
    if rows:
        whole = solved.solution.objective + solved.solution.missed
        rest = _quiet(whole - sum(row["worth"] for row in rows))
        rows.append({"place": "", "worth_apart": 0.0, "worth": rest, "difference": rest})
    numbers = ("worth_apart", "worth", "difference", "value_added_apart", "value_added",
               "value_added_difference", "spending_apart", "spending")  # fmt: skip

    def _label(code: str) -> Message:
        return solved.system.label(code) if code else BETWEEN

    return named_table(
        _label, rows, ("place",), dict.fromkeys(numbers, MONEY), year=False,
        more={"possible": pl.Boolean},
    )  # fmt: skip


def _told(part: Solved) -> dict[str, float]:
    rows = summary_table(part).to_dicts()
    return {
        "worth": part.solution.objective + part.solution.missed,
        "value_added": rows[-1]["value_added"],
        "spending": sum(row["spending"] for row in rows),
    }


def _quiet(value: float) -> float:
    return 0.0 if abs(value) < NOISE else value


def apart_trade_table(solved: SolvedPlaces) -> Table:
    """Where the plans alone contradict each other: what they would sell each other, and buy.

    Parameters
    ----------
    solved : SolvedPlaces
        A plan of several places, with the plans alone.

    Returns
    -------
    Table
        Columns product, product_en, product_zh, sold, bought, difference, in the last year and
        with the shares of the base year: the part of its market that a place sold to the others,
        the part of its inflows that it bought from them. Empty unless every place has a plan
        alone.
    """
    alone = [each for each in solved.alone.values() if each is not None]
    rows: Rows = []
    if alone and len(alone) == len(solved.alone):
        base, system = solved.built.base, solved.system
        sold = dict.fromkeys(base.products, 0.0)
        bought = dict.fromkeys(base.products, 0.0)
        last = system.first.years[-1]
        for name, part in zip(system.names, alone, strict=True):
            sales, inflow = part.solution.value("sales"), part.solution.value("inflow")
            assert sales is not None
            assert inflow is not None
            before = system.places[name].economy.sales.sel(category=system.market)
            for product in base.products:
                at = {"product": product}
                whole = float(before.sel(at))
                if whole > 0:
                    share = float(base.sold.sel(place=name, product=product)) / whole
                    sold[product] += share * float(
                        sales.sel({**at, "category": system.market, "year": last})
                    )
                share = float(base.bought_share.sel(place=name, product=product))
                bought[product] += share * float(inflow.sel({**at, "year": last}))
        rows = [
            {"product": product, "sold": sold[product], "bought": bought[product],
             "difference": _quiet(sold[product] - bought[product])}
            for product in base.products
        ]  # fmt: skip
    numbers = dict.fromkeys(("sold", "bought", "difference"), MONEY)
    return named_table(solved.system.label, rows, ("product",), numbers, year=False)
