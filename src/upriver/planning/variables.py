"""What the plan decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import xarray as xr

from upriver.planning.records import USES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from upriver.planning.forms import Decision
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.program import Program
    from upriver.planning.settings import PlanSettings

UNITS = {
    "output": "1e8 CNY",
    "capacity": "1e8 CNY",
    "replacement": "1e8 CNY",
    "expansion": "1e8 CNY",
    "inflow": "1e8 CNY",
    "sales": "1e8 CNY",
    "won": "1e8 CNY",
    "new_sales": "1e8 CNY",
    "replaced": "1e8 CNY",
    "spending": "1e8 CNY",
    "money": "1e8 CNY",
    "carried": "1e8 CNY",
    "entry_cost": "1e8 CNY",
    "started": "ratio",
    "opened": "ratio",
    "people": "1e4 persons",
    "recruited": "1e4 persons",
    "air_overflow": "1e4 t",
    "overshoot": "",
    "shortfall": "",
}


@dataclass(frozen=True)
class Variables:
    """Decisions of the plan; those of parts that are off are missing.

    Parameters
    ----------
    output : Variable (industry, year), 1e8 CNY
        Output with the region's own technology.
    inflow : Variable (product, year), 1e8 CNY
        Products bought from other places.
    sales : Variable (category, product, year), 1e8 CNY
        Sales to other places on the markets the region has.
    won : Variable (product, year), 1e8 CNY
        Sales to other places beyond the growth of those markets.
    spending : Variable (use, year), 1e8 CNY
        Money of the plan by use.
    new_sales, replaced : Variable (product, year), 1e8 CNY, optional
        Output of new projects and nodes that is sold outside, or replaces inflows.
    capacity, replacement, expansion : Variable (industry, year), 1e8 CNY, optional
        Capacity, its renewal from allowances, and what the plan pays for.
    started : Variable (project, year), optional
        1 once a project has started.
    opened : Variable (candidate, year), optional
        1 once a node has been opened.
    entry_cost : Variable (candidate, year), 1e8 CNY, optional
        Cost of learning the trade, less what relatedness saves.
    money : Variable (fund, use, year), 1e8 CNY, optional
        Money by source and use.
    carried : Variable (fund, year), 1e8 CNY, optional
        Money left at the end of the year.
    people, recruited : Variable (occupation, year), 1e4 persons, optional
        People, and those who were recruited.
    air_overflow : Variable (year), 1e4 t, optional
        Air freight that must use another airport.
    overshoot : Variable (stressor, year), optional
        Pressure above a soft limit.
    shortfall : Variable (target), optional
        What is missing to a soft target.
    """

    output: Decision
    inflow: Decision
    sales: Decision
    won: Decision
    spending: Decision
    new_sales: Decision | None = None
    replaced: Decision | None = None
    capacity: Decision | None = None
    replacement: Decision | None = None
    expansion: Decision | None = None
    started: Decision | None = None
    opened: Decision | None = None
    entry_cost: Decision | None = None
    money: Decision | None = None
    carried: Decision | None = None
    people: Decision | None = None
    recruited: Decision | None = None
    air_overflow: Decision | None = None
    overshoot: Decision | None = None
    shortfall: Decision | None = None


def add_variables(model: Program, inputs: PlanInputs, *, settings: PlanSettings) -> Variables:
    """Add every decision of the parts that are on.

    Parameters
    ----------
    model : Program
        The empty model.
    inputs : PlanInputs
        Data of the plan.
    settings : PlanSettings
        Choices of the planner.

    Returns
    -------
    Variables
        The decisions.
    """
    year = pd.Index(inputs.years, name="year")
    industry = pd.Index(inputs.industries, name="industry")
    flat: list[pd.Index[Any]] = [industry, year]
    goods: list[pd.Index[Any]] = [pd.Index(inputs.products, name="product"), year]

    def _free(name: str, coords: Sequence[pd.Index[Any]]) -> Decision:
        return model.add_variables(lower=0, coords=coords, name=name)

    new = bool(inputs.projects or inputs.candidates)
    tradable = _over_years(inputs.economy.tradable, inputs.years)
    # The order of dimensions is the order of columns, on which the path of the search depends.
    limit = _open_where(tradable).transpose("year", "product")
    markets = inputs.economy.sales_limit.transpose("product", "category", "year")
    built = inputs.capacity is not None
    return Variables(
        output=_free("output", flat),
        inflow=_free("inflow", goods),
        sales=model.add_variables(lower=0, upper=markets, name="sales"),
        won=_won(model, inputs, settings=settings),
        spending=_free("spending", [pd.Index(USES, name="use"), year]),
        new_sales=model.add_variables(lower=0, upper=limit, name="new_sales") if new else None,
        replaced=model.add_variables(lower=0, upper=limit, name="replaced") if new else None,
        capacity=_free("capacity", flat) if built else None,
        replacement=_free("replacement", flat) if built else None,
        expansion=_free("expansion", flat) if built else None,
        **_decisions(model, inputs, settings=settings),
        **_resources(model, inputs, settings=settings),
        **_promises(model, inputs),
    )


def _open_where(allowed: xr.DataArray) -> xr.DataArray:
    """Upper bounds: none where something is allowed, zero elsewhere."""
    return xr.full_like(allowed, np.inf, dtype=np.float64).where(allowed, 0.0)


def _over_years(array: xr.DataArray, years: Sequence[int]) -> xr.DataArray:
    return array.expand_dims(year=list(years))


def faster(inputs: PlanInputs, *, gain: float) -> xr.DataArray:
    """How far something that grows faster than demand gets ahead of it.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.
    gain : float
        Extra growth a year.

    Returns
    -------
    DataArray (year), ratio
        ``(1 + gain)^n - 1``.
    """
    elapsed = np.arange(1, len(inputs.years) + 1)
    return xr.DataArray((1 + gain) ** elapsed - 1, coords={"year": list(inputs.years)}, dims="year")


def _won(model: Program, inputs: PlanInputs, *, settings: PlanSettings) -> Decision:
    """Market shares that may be won, product by product."""
    ahead = faster(inputs, gain=settings.market_gain_most)
    limit = inputs.economy.sales_limit.sum("category") * ahead
    upper = limit.where(inputs.economy.tradable, 0.0).transpose("product", "year")
    return model.add_variables(lower=0, upper=upper, name="won")


def _decisions(
    model: Program, inputs: PlanInputs, *, settings: PlanSettings
) -> dict[str, Decision]:
    found: dict[str, Decision] = {}
    whole = settings.whole_decisions
    if inputs.projects:
        upper = _windows("project", [(p.project, p.earliest) for p in inputs.projects], inputs)
        found["started"] = model.add_variables(lower=0, upper=upper, integer=whole, name="started")
    if inputs.candidates:
        upper = _windows(
            "candidate", [(c.candidate, c.earliest) for c in inputs.candidates], inputs
        )
        found["opened"] = model.add_variables(lower=0, upper=upper, integer=whole, name="opened")
        found["entry_cost"] = model.add_variables(
            lower=0, coords=list(upper.indexes.values()), name="entry_cost"
        )
    return found


def _windows(dim: str, codes: list[tuple[str, int | None]], inputs: PlanInputs) -> xr.DataArray:
    data = [
        [0.0 if first is not None and year < first else 1.0 for year in inputs.years]
        for _, first in codes
    ]
    return xr.DataArray(
        data,
        coords={dim: [code for code, _ in codes], "year": list(inputs.years)},
        dims=[dim, "year"],
    )


def _resources(
    model: Program, inputs: PlanInputs, *, settings: PlanSettings
) -> dict[str, Decision]:
    year = pd.Index(inputs.years, name="year")
    found: dict[str, Decision] = {}
    if inputs.money is not None:
        may_pay = _over_years(inputs.money.may_pay, inputs.years).transpose("year", "fund", "use")
        found["money"] = model.add_variables(lower=0, upper=_open_where(may_pay), name="money")
        if settings.carry_over:
            fund = inputs.money.amount.indexes["fund"]
            found["carried"] = model.add_variables(lower=0, coords=[fund, year], name="carried")
    if inputs.people is not None:
        occupation = inputs.people.stock.indexes["occupation"]
        found["people"] = model.add_variables(lower=0, coords=[occupation, year], name="people")
        found["recruited"] = model.add_variables(
            lower=0, upper=inputs.people.recruit_limit, name="recruited"
        )
    if inputs.air is not None:
        found["air_overflow"] = model.add_variables(lower=0, coords=[year], name="air_overflow")
    return found


def _promises(model: Program, inputs: PlanInputs) -> dict[str, Decision]:
    found: dict[str, Decision] = {}
    if inputs.nature is not None:
        soft = inputs.nature.caps.notnull() & ~inputs.nature.hard
        found["overshoot"] = model.add_variables(lower=0, upper=_open_where(soft), name="overshoot")
    if inputs.targets:
        limit = xr.DataArray(
            [0.0 if target.hard else np.inf for target in inputs.targets],
            coords={"target": [target.target for target in inputs.targets]},
            dims="target",
        )
        found["shortfall"] = model.add_variables(lower=0, upper=limit, name="shortfall")
    return found
