"""How far the plan keeps its promises, and what one more unit of anything scarce is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from upriver.planning.constraints.own_rules import PREFIX
from upriver.planning.constraints.targets import target_rows
from upriver.planning.promises import indicator_path
from upriver.planning.stages import stage_of_prices
from upriver.planning.tables.values import (
    NOISE,
    Values,
    named,
    number_columns,
    text_columns,
    to_table,
    yearly_price,
)

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.core.frames import Table
    from upriver.planning.planner import Solved
    from upriver.planning.records import PlanTarget

MET = 1e-5
SCARCE = (
    ("money_source", "money", "fund", "CNY/CNY"),
    ("talent_need", "talent", "occupation", "1e4 CNY/person"),
    ("cap", "cap", "stressor", ""),
    ("air_freight", "air", "", "1e4 CNY/t"),
    ("chain_balance", "product", "product", "CNY/CNY"),
    ("capacity_limit", "capacity", "industry", "CNY/CNY"),
)


def _path(
    solved: Solved, target: PlanTarget, values: Values, *, plain: bool
) -> npt.NDArray[np.float64]:
    started = values.started()
    if plain:
        started = np.zeros((len(solved.inputs.projects), len(solved.inputs.years)))
    return indicator_path(
        solved.inputs,
        target=target,
        output=values.need("output", "industry", "year"),
        started=started,
        research=values.research(),
        settings=solved.settings,
    )


def attainment_table(solved: Solved) -> Table:
    """Every target in every year.

    Parameters
    ----------
    solved : Solved
        A plan.

    Returns
    -------
    Table
        Columns target, name_en, name_zh, year, value (the indicator under the plan),
        business_as_usual, wanted (at the deadline), due (whether this year is the deadline),
        unit: ``ratio`` for shares and growth, otherwise the unit of the promise in base-year
        prices.
    """
    inputs, rows = solved.inputs, []
    for target in inputs.targets:
        plan = _path(solved, target, Values(inputs, solved.solution), plain=False)
        usual = None
        if solved.usual is not None:
            usual = _path(solved, target, Values(inputs, solved.usual), plain=True)
        rows += [
            {
                "target": target.target,
                **named(inputs, target.target),
                "year": year,
                "value": plan[at],
                "business_as_usual": None if usual is None else usual[at],
                "wanted": target.value if year == target.year else None,
                "due": year == target.year,
                "unit": plan_unit(target),
            }
            for at, year in enumerate(inputs.years)
        ]
    schema = text_columns("target", "name_en", "name_zh")
    schema |= {"year": pl.Int64}
    schema |= number_columns("value", "business_as_usual", "wanted")
    schema |= {"due": pl.Boolean, "unit": pl.String}
    return to_table(rows, schema, {})


def plan_unit(target: PlanTarget) -> str:
    """Unit in which the plan counts a target.

    Parameters
    ----------
    target : PlanTarget
        One of its targets.

    Returns
    -------
    str
        ``ratio`` for shares and growth.
    """
    if target.kind in ("share", "growth"):
        return "ratio"
    return target.plan_unit


def target_table(solved: Solved) -> Table:
    """Every target at its deadline.

    Parameters
    ----------
    solved : Solved
        A plan.

    Returns
    -------
    Table
        Columns target, indicator, name_en, name_zh, year, comparator (">=" or "<="), wanted,
        value, business_as_usual, unit, met, met_as_usual, shortfall, shortfall_share, hard,
        link (indicator over plan quantity in the base year), price (1e8 CNY of present value
        for giving way by one percent of the promise).
    """
    inputs, rows = solved.inputs, []
    forms = target_rows(inputs, settings=solved.settings) if inputs.targets else None
    price = solved.solution.price("target")
    for target in inputs.targets:
        assert forms is not None
        assert price is not None
        at = inputs.years.index(target.year)
        value = float(_path(solved, target, Values(inputs, solved.solution), plain=False)[at])
        usual = None
        if solved.usual is not None:
            usual = float(_path(solved, target, Values(inputs, solved.usual), plain=True)[at])
        short = max(0.0, target.sense * (target.value - value))
        size = abs(target.value) or 1.0
        scale = float(forms.scale.sel(target=target.target))
        worth = abs(float(price.sel(target=target.target))) * scale * 0.01
        rows.append(
            {
                "target": target.target,
                "indicator": target.indicator,
                **named(inputs, target.target),
                "year": target.year,
                "comparator": ">=" if target.sense > 0 else "<=",
                "wanted": target.value,
                "value": value,
                "business_as_usual": usual,
                "unit": plan_unit(target),
                "met": short / size <= MET,
                "met_as_usual": None
                if usual is None
                else target.sense * (target.value - usual) / size <= MET,
                "shortfall": short if short / size > MET else 0.0,
                "shortfall_share": short / size if short / size > MET else 0.0,
                "hard": target.hard,
                "link": target.link,
                "price": worth if worth > NOISE else 0.0,
            }
        )
    schema = text_columns("target", "indicator", "name_en", "name_zh")
    schema |= {"year": pl.Int64, "comparator": pl.String}
    schema |= number_columns("wanted", "value", "business_as_usual")
    schema |= {"unit": pl.String, "met": pl.Boolean, "met_as_usual": pl.Boolean}
    schema |= number_columns("shortfall", "shortfall_share") | {"hard": pl.Boolean}
    schema |= number_columns("link", "price")
    return to_table(
        rows, schema, {"shortfall_share": "ratio", "link": "ratio", "price": "1e8 CNY/%"}
    )


def price_table(solved: Solved) -> Table:
    """What one more unit of anything scarce is worth, in the value of its own year.

    Parameters
    ----------
    solved : Solved
        A plan.

    Returns
    -------
    Table
        Columns kind (rule, money, talent, cap, air, product, capacity), code, name_en, name_zh,
        year, price, unit, stage (the aim of a lexicographic plan whose prices these are, always
        value; null for a weighted one). The price of a product says what one more yuan of it from
        outside would be worth; that of a rule what one unit of loosening would be, without a year
        and in present value where it adds up the years. Prices of zero are left out.

    Notes
    -----
    With whole decisions the prices are those of the plan with its projects and entries fixed.
    """
    inputs = solved.inputs
    rows: list[dict[str, Any]] = []
    for rule, kind, dim, unit in SCARCE:
        price = yearly_price(solved, rule)
        if price is None:
            continue
        # One more unit of demand costs what one more unit of supply is worth.
        table = (-price if kind == "product" else price).transpose(*([dim] if dim else []), "year")
        codes = [str(code) for code in table.coords[dim].values] if dim else [""]
        values = table.values if dim else table.values[None]
        natural = inputs.nature.units if inputs.nature else {}
        rows += [
            {
                "kind": kind,
                "code": code,
                **named(inputs, code),
                "year": year,
                "price": values[row, at],
                "unit": unit or f"1e8 CNY/{natural[code]}",
            }
            for row, code in enumerate(codes)
            for at, year in enumerate(inputs.years)
            if abs(values[row, at]) > NOISE
        ]
    rows += own_prices(solved)
    stage = {"stage": stage_of_prices(solved.solution)}
    schema = text_columns("kind", "code", "name_en", "name_zh")
    schema |= {"year": pl.Int64, "price": pl.Float64} | text_columns("unit", "stage")
    return to_table([row | stage for row in rows], schema, {})


def own_prices(solved: Solved) -> list[dict[str, Any]]:
    """What loosening each rule of the planner's own by one unit is worth.

    Parameters
    ----------
    solved : Solved
        A plan.

    Returns
    -------
    list of dict
        Rows of the table of prices; without a year where a rule adds up the years.
    """
    rows: list[dict[str, Any]] = []
    for own in solved.inputs.rules:
        name = PREFIX + own.rule
        price = yearly_price(solved, name) if own.each_year else solved.solution.price(name)
        if price is None:
            continue
        looser = {"<=": price, ">=": -price, "=": abs(price)}[own.sense]
        years: list[int | None] = list(solved.inputs.years) if own.each_year else [None]
        rows += [
            {
                "kind": "rule",
                "code": own.rule,
                **named(solved.inputs, own.rule),
                "year": year,
                "price": worth,
                "unit": f"1e8 CNY/{own.unit or '1'}",
            }
            for year, worth in zip(years, np.atleast_1d(looser.values).tolist(), strict=True)
            if abs(worth) > NOISE
        ]
    return rows


def left_out_table(solved: Solved) -> Table:
    """Targets and projects outside the plan.

    Parameters
    ----------
    solved : Solved
        A plan.

    Returns
    -------
    Table
        Columns code, kind (target, project, candidate), name_en, name_zh, reason_en,
        reason_zh.
    """
    rows = [
        {
            "code": item.code,
            "kind": item.kind,
            **named(solved.inputs, item.code),
            "reason_en": item.reason.en,
            "reason_zh": item.reason.zh,
        }
        for item in solved.inputs.left_out
    ]
    names = ("code", "kind", "name_en", "name_zh", "reason_en", "reason_zh")
    return to_table(rows, text_columns(*names), {})
