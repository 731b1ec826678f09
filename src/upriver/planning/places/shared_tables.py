"""Tables of what several places share: caps, promises, prices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from upriver.planning.objective import discount
from upriver.planning.places.rows import Rows, named_table
from upriver.planning.places.tables import yearly
from upriver.planning.promises import base_quantity, quantity_terms
from upriver.planning.tables.promises import MET
from upriver.planning.tables.resources import pressed_net
from upriver.planning.tables.values import NOISE, Values

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from upriver.core.frames import Table
    from upriver.planning.places.planner import SolvedPlaces
    from upriver.planning.places.system import WholeTarget
    from upriver.planning.planner import Solved
    from upriver.planning.records import PlanTarget
    from upriver.planning.solve import Solution


def caps_table(solved: SolvedPlaces, parts: Mapping[str, Solved]) -> Table:
    """Who presses how much on what is shared.

    Parameters
    ----------
    solved : SolvedPlaces
        A plan of several places.
    parts : mapping of str to Solved
        What the plan means for every place.

    Returns
    -------
    Table
        Columns cap, cap_en, cap_zh, place, place_en, place_zh, year, pressure (of the place),
        total, limit, price (of one more unit of the limit, 1e8 CNY), unit.
    """
    system, rows = solved.system, Rows()
    price = yearly(solved, "shared_cap")
    for cap in system.caps:
        members = system.members(cap.places)
        pressed = {name: _pressure(parts[name], cap.stressor) for name in members}
        total = np.sum(list(pressed.values()), axis=0)
        nature = system.places[members[0]].nature
        assert nature is not None
        assert price is not None
        for name in members:
            for t, year in enumerate(system.first.years):
                limit = cap.limit.get(year)
                worth = None if limit is None else float(price.sel(cap=cap.cap, year=year))
                rows.append(
                    {
                        "cap": cap.cap,
                        "place": name,
                        "year": year,
                        "pressure": float(pressed[name][t]),
                        "total": float(total[t]),
                        "limit": limit,
                        "price": worth,
                        "unit": nature.units[cap.stressor],
                    }
                )
    numbers = dict.fromkeys(("pressure", "total", "limit", "price"), "")
    return named_table(system.label, rows, ("cap", "place"), numbers, more={"unit": pl.String})


def _pressure(part: Solved, stressor: str) -> npt.NDArray[np.float64]:
    """Pressure of one place after what its projects abate, year by year, as its caps count it."""
    assert part.inputs.nature is not None
    at = part.inputs.nature.intensity.indexes["stressor"].tolist().index(stressor)
    return np.asarray(pressed_net(part, part.solution)[at])


def _quantity(
    part: Solved, solution: Solution, target: PlanTarget, weights: Mapping[str, float], year: int
) -> float:
    """Quantity of one place in a year of the plan, or in the base year."""
    inputs = part.inputs
    if year < inputs.years[0]:
        return base_quantity(inputs, target=target, weights=weights)
    plan, at = Values(inputs, solution), inputs.years.index(year)
    terms = quantity_terms(
        inputs, target=target, weights=weights, year=year, settings=part.settings
    )
    total = float(terms.output @ plan.need("output", "industry", "year")[:, at])
    started = plan.started()
    if started.shape == terms.started.shape:  # business as usual starts nothing
        total += float((terms.started * started).sum())
    return total + terms.research * float(plan.research()[at]) + terms.constant


def whole_targets_table(solved: SolvedPlaces, parts: Mapping[str, Solved]) -> Table:
    """What several places promised together.

    Parameters
    ----------
    solved : SolvedPlaces
        A plan of several places.
    parts : mapping of str to Solved
        What the plan means for every place.

    Returns
    -------
    Table
        Columns target, target_en, target_zh, year, wanted, value, business_as_usual, price (of
        one per cent of the promise, 1e8 CNY, in the value of its year), comparator, unit, met,
        hard. Values are in the plan's own quantities.
    """
    system, rows = solved.system, Rows()
    price = solved.solution.price("target_whole")
    worth = yearly_worth(solved)
    for whole in system.targets:
        target = whole.target
        value = _indicator(solved, whole, parts, usual=False)
        usual = _indicator(solved, whole, parts, usual=True) if solved.usual else None
        assert price is not None
        assert solved.built.coupled.rows is not None
        scale = float(solved.built.coupled.rows.scale.sel(target=target.target))
        short = float(solved.solution.value("shortfall_whole").sel(target=target.target))  # type: ignore[union-attr]
        one = abs(float(price.sel(target=target.target))) * scale / 100 / worth[target.year]
        rows.append(
            {
                "target": target.target,
                "year": target.year,
                "comparator": ">=" if target.sense > 0 else "<=",
                "wanted": target.value,
                "value": value,
                "business_as_usual": usual,
                "unit": target.plan_unit or ("" if target.kind == "level" else "ratio"),
                "met": short / scale <= MET,
                "hard": target.hard,
                "price": one if one > NOISE else 0.0,
            }
        )
    numbers = dict.fromkeys(("wanted", "value", "business_as_usual"), "") | {"price": "1e8 CNY/%"}
    flags = {"comparator": pl.String, "unit": pl.String, "met": pl.Boolean, "hard": pl.Boolean}
    return named_table(system.label, rows, ("target",), numbers, more=flags)


def yearly_worth(solved: SolvedPlaces) -> dict[int, float]:
    """Present value of one yuan by year.

    Parameters
    ----------
    solved : SolvedPlaces
        A plan of several places.

    Returns
    -------
    dict of int to float
        At most 1.
    """
    worth = discount(solved.system.first, settings=solved.settings)
    return {
        int(year): float(value)
        for year, value in zip(worth.indexes["year"], worth.values, strict=True)
    }


def _indicator(
    solved: SolvedPlaces, whole: WholeTarget, parts: Mapping[str, Solved], *, usual: bool
) -> float:
    """Quantity of several places in the year of the promise: level, share or growth."""
    target, system = whole.target, solved.system
    above = _sum(target, system.members(whole.places), parts, year=target.year, usual=usual)
    if target.kind == "level":
        return target.link * above
    if target.kind == "share":
        assert target.share_of is not None
        below = _sum(
            target, system.members(whole.share_places), parts, year=target.year, usual=usual,
            below=True,
        )  # fmt: skip
        return target.link * above / below
    before = _sum(target, system.members(whole.places), parts, year=target.year - 1, usual=usual)
    return above / before - 1.0


def _sum(
    target: PlanTarget,
    places: tuple[str, ...],
    parts: Mapping[str, Solved],
    *,
    year: int,
    usual: bool,
    below: bool = False,
) -> float:
    weights = target.share_of if below else target.weights
    assert weights is not None
    total = 0.0
    for name in places:
        part = parts[name]
        solution = part.usual if usual else part.solution
        assert solution is not None
        total += _quantity(part, solution, target, weights, year)
    return total


def shared_prices_table(solved: SolvedPlaces) -> Table:
    """What one more unit of what is shared is worth, in the value of its own year.

    Parameters
    ----------
    solved : SolvedPlaces
        A plan of several places.

    Returns
    -------
    Table
        Columns code, code_en, code_zh, year, price, kind (product, money, cap), unit. The price
        of a product says what one more yuan of it from outside the system would be worth.
        Prices of zero are left out.
    """
    system, rows = solved.system, Rows()
    units = {cap.cap: _unit(solved, cap.cap) for cap in system.caps}
    for rule, kind, dim in (
        ("pool", "product", "product"),
        ("shared_money", "money", "fund"),
        ("shared_cap", "cap", "cap"),
    ):
        price = yearly(solved, rule)
        if price is None:
            continue
        for code in price.indexes[dim]:
            for year in system.first.years:
                worth = float(price.sel({dim: code, "year": year}))
                if np.isfinite(worth) and abs(worth) > NOISE:
                    unit = f"1e8 CNY/{units[code]}" if kind == "cap" else "CNY/CNY"
                    rows.append(
                        {
                            "kind": kind,
                            "code": str(code),
                            "year": year,
                            "price": worth,
                            "unit": unit,
                        }
                    )
    more = {"kind": pl.String, "unit": pl.String}
    return named_table(system.label, rows, ("code",), {"price": ""}, more=more)


def _unit(solved: SolvedPlaces, code: str) -> str:
    system = solved.system
    cap = next(each for each in system.caps if each.cap == code)
    nature = system.places[system.members(cap.places)[0]].nature
    assert nature is not None
    return nature.units[cap.stressor]
