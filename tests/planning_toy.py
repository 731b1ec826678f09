"""Small plan inputs made by hand, so that a test can say what the right plan is."""

from __future__ import annotations

import numpy as np
import xarray as xr

from upriver.planning.inputs import PlanInputs
from upriver.planning.parts import (
    CapacityInputs,
    Economy,
    MoneyInputs,
    NatureInputs,
    own_product,
)
from upriver.planning.records import USES, PlanProject, PlanTarget
from upriver.planning.settings import PlanSettings

# The two-sector table of Miller and Blair (Input-Output Analysis, 2nd ed., chapter 2).
FLOWS = np.array([[150.0, 500.0], [200.0, 100.0]])
DEMAND = np.array([350.0, 1700.0])
OUTPUT = np.array([1000.0, 2000.0])
EMISSIONS = np.array([100.0, 40.0])
SECTORS = ["1", "2"]

# No discount, no salvage, no trade beyond what a test allows: the value is value added alone.
BARE = PlanSettings(
    first_year=2024, last_year=2024, discount_rate=0.0, salvage=0.0, money_price=0.0,
    market_gain=0.0, market_gain_most=0.0, keep_sales=0.0, substitution=0.0, inflow_rise=0.0,
    inflow_price=0.0, cleaner_growth=0.0, productivity_growth=0.0, compare=False, gap=0.0,
)  # fmt: skip


def over(values: object, **coords: list[object]) -> xr.DataArray:
    """Array with the dimensions of its coordinates."""
    return xr.DataArray(np.asarray(values, dtype=float), coords=coords, dims=list(coords))


def textbook(
    *,
    demand: np.ndarray = DEMAND,
    room: np.ndarray | float = 0.0,
    cap: float | None = None,
    years: tuple[int, ...] = (2024,),
    labels: list[str] = SECTORS,
    money: float = 1.0,
) -> PlanInputs:
    """Inputs of the textbook economy.

    ``demand`` must be met every year, up to ``room`` more may be sold, and pressure may not
    pass ``cap``. ``money`` scales the currency.
    """
    sector, year = {"industry": labels}, list(years)
    technology = FLOWS / OUTPUT
    flat = np.ones(len(years))
    room = np.broadcast_to(np.asarray(room, dtype=float), OUTPUT.shape)
    economy = Economy(
        output=over(money * OUTPUT, **sector),
        make=own_product(labels),
        technology=over(technology, product=labels, industry=labels),
        value_added=over(1 - technology.sum(axis=0), **sector),
        local_demand=over(money * np.outer(demand, flat), product=labels, year=year),
        sales=over(np.zeros((1, 2)), category=["outflow"], product=labels),
        sales_limit=over(
            money * np.outer(room, flat)[None], category=["outflow"], product=labels, year=year
        ),
        inflow_share=over([0.0, 0.0], product=labels),
        tradable=over([0, 0], product=labels).astype(bool),
    )
    nature = None
    if cap is not None:
        nature = NatureInputs(
            intensity=over([EMISSIONS / OUTPUT / money], stressor=["CO2"], industry=labels),
            caps=over(np.full((1, len(years)), cap), stressor=["CO2"], year=year),
            hard=over(np.ones((1, len(years))), stressor=["CO2"], year=year).astype(bool),
            units={"CO2": "1e4 t"},
        )
    return PlanInputs(region="toy", base_year=2023, years=years, economy=economy, nature=nature)


def capacity(labels: list[str] = SECTORS, *, growth: float = 0.05) -> CapacityInputs:
    """Capacity that costs one yuan a yuan, wears out by 4 % and grows by ``growth``."""
    return CapacityInputs(
        capital_per_output=over([1.0, 1.0], industry=labels),
        depreciation=over([0.04, 0.04], industry=labels),
        growth_limit=over([growth, growth], industry=labels),
    )


def purse(amount: float, years: tuple[int, ...]) -> MoneyInputs:
    """One fund that may pay for everything."""
    return MoneyInputs(
        amount=over([[amount] * len(years)], fund=["f"], year=list(years)),
        cost=over([0.0], fund=["f"]),
        may_pay=over([[1] * len(USES)], fund=["f"], use=list(USES)).astype(bool),
    )


def plant(name: str, *, cost: float, effect: float, industry: str = "1") -> PlanProject:
    """A plant that works in the year after its start."""
    return PlanProject(name, "capacity", cost=cost, effect=effect, lead_time=1, industry=industry)


def promise(value: float, *, year: int, hard: bool = False, name: str = "VA") -> PlanTarget:
    """Value added of the whole economy shall reach a level."""
    return PlanTarget(
        name, "value_added", "level", 1, value, year, {"1": 1.0, "2": 1.0}, hard=hard,
        published=value, unit="1e8 CNY", indicator=name, plan_unit="1e8 CNY",
    )  # fmt: skip
