"""Two places made by hand, each good at what the other lacks; and one economy cut in two."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from planning_toy import BARE, capacity, over, purse
from upriver.planning.inputs import PlanInputs
from upriver.planning.parts import Economy, NatureInputs, PeopleInputs, own_product
from upriver.planning.places.choices import PlacesSettings
from upriver.planning.places.system import PlaceSystem

if TYPE_CHECKING:
    import xarray as xr

    from upriver.planning.settings import PlanSettings

CODES = ["grain", "steel", "cars"]
YEARS = (2024, 2025)
LOCKED = PlacesSettings(trade_drift=0.0)
# Input of each product for one unit of output.
TECHNOLOGY = np.array([[0.1, 0.0, 0.0], [0.0, 0.2, 0.3], [0.0, 0.1, 0.1]])
SETTINGS: PlanSettings = BARE.model_copy(
    update={"last_year": 2025, "places": PlacesSettings(trade_drift=0.02), "money_price": 1.0}
)


def place(
    name: str,
    *,
    output: list[float],
    demand: list[float],
    sales: list[float],
    inflow: list[float],
    years: tuple[int, ...] = YEARS,
    room: float = 1.0,
    technology: np.ndarray = TECHNOLOGY,
) -> PlanInputs:
    """A place whose account balances: output and inflow are used up or sold.

    Demand stays as it is; the market outside takes ``room`` times what it took.
    """
    made, used = np.array(output), technology @ np.array(output) + np.array(demand)
    np.testing.assert_allclose(made + inflow, used + sales, err_msg=name)
    flat, year, codes = np.ones(len(years)), list(years), CODES[: len(made)]
    one = {"product": codes}
    economy = Economy(
        output=over(made, industry=codes),
        make=own_product(codes),
        technology=over(technology, product=codes, industry=codes),
        value_added=over(1 - technology.sum(axis=0), industry=codes),
        local_demand=over(np.outer(demand, flat), **one, year=year),
        sales=over([sales], category=["outflow"], **one),
        sales_limit=over(
            room * np.outer(sales, flat)[None], category=["outflow"], **one, year=year
        ),
        inflow_share=over(np.array(inflow) / used, **one),
        tradable=over([1] * len(codes), **one).astype(bool),
    )
    return PlanInputs(region=name, base_year=years[0] - 1, years=years, economy=economy)


def plain() -> PlanInputs:
    """A place that grows grain and buys its cars."""
    return place(
        "plain", output=[100.0, 10.0, 10.0], demand=[60.0, 5.0, 18.0],
        sales=[30.0, 0.0, 0.0], inflow=[0.0, 0.0, 10.0],
    )  # fmt: skip


def hills() -> PlanInputs:
    """A place that makes steel and cars and buys its grain."""
    return place(
        "hills", output=[10.0, 80.0, 90.0], demand=[29.0, 27.0, 43.0],
        sales=[0.0, 10.0, 30.0], inflow=[20.0, 0.0, 0.0],
    )  # fmt: skip


def trade(*, grain: float = 20.0, cars: float = 10.0) -> xr.DataArray:
    """Grain goes up, cars go down."""
    table = np.zeros((2, 2, 3))
    table[0, 1, 0], table[1, 0, 2] = grain, cars
    names = ["plain", "hills"]
    return over(table, place=names, place_to=names, product=CODES)


def pair() -> PlaceSystem:
    """Both places and the trade between them."""
    return PlaceSystem({"plain": plain(), "hills": hills()}, trade=trade())


def nature(cap: float, *, hard: bool = False, years: tuple[int, ...] = YEARS) -> NatureInputs:
    """One stressor that steel presses most."""
    year = list(years)
    return NatureInputs(
        intensity=over([[0.1, 2.0, 0.5]], stressor=["CO2"], industry=CODES),
        caps=over([[cap] * len(year)], stressor=["CO2"], year=year),
        hard=over([[hard] * len(year)], stressor=["CO2"], year=year).astype(bool),
        units={"CO2": "1e4 t"},
    )


def people(stock: float, *, years: tuple[int, ...] = YEARS) -> PeopleInputs:
    """One occupation; nobody leaves, nobody comes."""
    year, job = list(years), ["engineer"]
    nothing = np.zeros((1, len(year)))
    return PeopleInputs(
        stock=over([stock], occupation=job),
        arrivals=over(nothing, occupation=job, year=year),
        attrition=over(nothing, occupation=job, year=year),
        recruit_limit=over(nothing, occupation=job, year=year),
        recruit_cost=over([1.0], occupation=job),
        need=over([[0.01], [0.02], [0.05]], industry=CODES, occupation=job),
    )


def furnished(inputs: PlanInputs, *, money: float = 50.0, stock: float = 20.0) -> PlanInputs:
    """The same place with capacity, money, people and nature."""
    built = capacity(CODES[:2])
    one = {"industry": CODES}
    built = replace(
        built,
        capital_per_output=over([1.0, 1.5, 1.2], **one),
        depreciation=over([0.04] * 3, **one),
        growth_limit=over([0.05] * 3, **one),
    )
    return replace(
        inputs, capacity=built, money=purse(money, inputs.years), nature=nature(1000.0, years=inputs.years),
        people=people(stock, years=inputs.years),
    )  # fmt: skip
