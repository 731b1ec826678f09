"""What the region makes, buys and sells, year by year, with and without the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from upriver.planning.objective import base_value_added
from upriver.planning.tables.values import (
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

MONEY = "1e8 CNY"


def outside_sales(plan: Values) -> npt.NDArray[np.float64]:
    """All sales to other places.

    Parameters
    ----------
    plan : Values
        Values of one solution.

    Returns
    -------
    ndarray (product, year), 1e8 CNY
        Kept markets, won shares and sales of new capacity.
    """
    kept = plan.need("sales", "category", "product", "year").sum(axis=0)
    sales: npt.NDArray[np.float64] = kept + plan.need("won", "product", "year")
    new = plan.get("new_sales", "product", "year")
    return sales if new is None else sales + new


def summary_table(solved: Solved) -> Table:
    """The economy by year.

    Parameters
    ----------
    solved : Solved
        A plan.

    Returns
    -------
    Table
        Columns year, value_added, growth, business_as_usual, gain, output, sales, inflow,
        inflow_share, spending.
    """
    inputs, plan = solved.inputs, Values(solved.inputs, solved.solution)
    usual = Values(inputs, solved.usual) if solved.usual else None
    share = inputs.economy.value_added.values
    output = plan.need("output", "industry", "year")
    made = share @ output
    plain = share @ usual.need("output", "industry", "year") if usual else None
    sales = outside_sales(plan).sum(axis=0)
    inflow = plan.need("inflow", "product", "year").sum(axis=0)
    use = (inputs.economy.technology.values @ output).sum(axis=0)
    use = use + inputs.economy.local_demand.sum("product").values
    spending = plan.need("spending", "use", "year").sum(axis=0)
    before = np.concatenate([[base_value_added(inputs)], made[:-1]])
    rows = [
        {
            "year": year,
            "value_added": made[at],
            "growth": made[at] / before[at] - 1 if before[at] > 0 else None,
            "business_as_usual": None if plain is None else plain[at],
            "gain": None if plain is None else made[at] - plain[at],
            "output": output[:, at].sum(),
            "sales": sales[at],
            "inflow": inflow[at],
            "inflow_share": inflow[at] / use[at] if use[at] > 0 else None,
            "spending": spending[at],
        }
        for at, year in enumerate(inputs.years)
    ]
    money = ("value_added", "business_as_usual", "gain", "output", "sales", "inflow", "spending")
    schema: dict[str, pl.DataType | type] = {"year": pl.Int64}
    schema |= dict.fromkeys(list(rows[0])[1:], pl.Float64)
    units = dict.fromkeys(money, MONEY) | {"growth": "ratio", "inflow_share": "ratio"}
    return to_table(rows, schema, units)


def grow_table(solved: Solved) -> Table:
    """What to grow: every industry in every year.

    Parameters
    ----------
    solved : Solved
        A plan.

    Returns
    -------
    Table
        Columns industry, name_en, name_zh, year, output, base_output, growth (a year since the
        base year), value_added, business_as_usual, gain, expansion, investment,
        capacity_price (what one more unit of capacity is worth in the year).
    """
    inputs, plan = solved.inputs, Values(solved.inputs, solved.solution)
    usual = Values(inputs, solved.usual) if solved.usual else None
    output = plan.need("output", "industry", "year")
    plain = usual.need("output", "industry", "year") if usual else None
    expansion = plan.get("expansion", "industry", "year")
    capital = inputs.capacity.capital_per_output.values if inputs.capacity else None
    scarce = yearly_price(solved, "capacity_limit")
    price = None if scarce is None else scarce.transpose("industry", "year").values
    base, share = inputs.economy.output.values, inputs.economy.value_added.values
    rows = [
        {
            "industry": code,
            **named(inputs, code),
            "year": year,
            "output": output[row, at],
            "base_output": base[row],
            "growth": (output[row, at] / base[row]) ** (1 / (year - inputs.base_year)) - 1
            if base[row] > 0
            else None,
            "value_added": share[row] * output[row, at],
            "business_as_usual": None if plain is None else plain[row, at],
            "gain": None if plain is None else output[row, at] - plain[row, at],
            "expansion": None if expansion is None else expansion[row, at],
            "investment": None
            if expansion is None or capital is None
            else capital[row] * expansion[row, at],
            "capacity_price": None if price is None else price[row, at],
        }
        for row, code in enumerate(inputs.industries)
        for at, year in enumerate(inputs.years)
    ]
    text: dict[str, pl.DataType | type] = text_columns("industry", "name_en", "name_zh")
    schema = text | {"year": pl.Int64} | dict.fromkeys(list(rows[0])[4:], pl.Float64)
    units = dict.fromkeys(list(rows[0])[4:], MONEY)
    return to_table(rows, schema, units | {"growth": "ratio", "capacity_price": "CNY/CNY"})


def trade_table(solved: Solved) -> Table:
    """What to buy and sell: every product in every year.

    Parameters
    ----------
    solved : Solved
        A plan.

    Returns
    -------
    Table
        Columns product, name_en, name_zh, year, made (by all industries), inflow, used (by
        industries and final demand inside), sales (to other places), product_price (gain
        in the objective for one more unit of final demand inside, in the value of the year).
    """
    inputs, plan = solved.inputs, Values(solved.inputs, solved.solution)
    economy, output = inputs.economy, plan.need("output", "industry", "year")
    price = yearly_price(solved, "chain_balance")
    assert price is not None
    columns = {
        "made": economy.make.values @ output,
        "inflow": plan.need("inflow", "product", "year"),
        "used": economy.technology.values @ output + economy.local_demand.values,
        "sales": outside_sales(plan),
        "product_price": price.transpose("product", "year").values,
    }
    rows = [
        {
            "product": code,
            **named(inputs, code),
            "year": year,
            **{name: values[row, at] for name, values in columns.items()},
        }
        for row, code in enumerate(inputs.products)
        for at, year in enumerate(inputs.years)
    ]
    text: dict[str, pl.DataType | type] = text_columns("product", "name_en", "name_zh")
    schema = text | {"year": pl.Int64} | number_columns(*columns)
    return to_table(rows, schema, dict.fromkeys(columns, MONEY) | {"product_price": "CNY/CNY"})
