"""The planner's own chain balance carries the published tables of technology choice.

Koslowski, M. et al., Rectangular choice of technology with joint production, Economic Systems
Research (doi 10.1080/09535314.2024.2445717): three industries and three products, three industries
with two by-products, five industries with three products. Factors stand as occupations, their cost
as negative value added, so that the largest value added is the least factor cost.
"""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from planning_toy import BARE
from shared_data import SHARED, needs_shared
from technology_tables import SupplyUse
from upriver.planning import solve_plan
from upriver.planning.inputs import PlanInputs
from upriver.planning.parts import Economy, PeopleInputs

pytestmark = [pytest.mark.shared, needs_shared]
CLOSE = 1e-7


def plan_of(case: SupplyUse) -> PlanInputs:
    """One year after the tables: the same demand, factors as people who neither come nor leave."""
    made = case.make.sum(axis=1)
    industry, product, job = (
        {"industry": case.technology}, {"product": case.product}, {"occupation": case.factor}
    )  # fmt: skip
    year = {"year": [2024]}

    def over(values: np.ndarray, **coords: list[object]) -> xr.DataArray:
        return xr.DataArray(values, coords, list(coords))

    flat = np.zeros((len(case.factor), 1))
    return PlanInputs(
        region="tables",
        base_year=2023,
        years=(2024,),
        economy=Economy(
            output=over(made, **industry),
            make=over(case.make.T / made, **product, **industry),
            technology=over(case.use / made, **product, **industry),
            value_added=over(-(case.price @ case.factor_use) / made, **industry),
            local_demand=over(case.demand[:, None], **product, **year),
            sales=over(np.zeros((1, len(case.demand))), category=["outflow"], **product),
            sales_limit=over(
                np.zeros((1, len(case.demand), 1)), category=["outflow"], **product, **year
            ),
            inflow_share=over(np.zeros(len(case.demand)), **product),
            tradable=over(np.ones(len(case.demand), bool), **product),
        ),
        people=PeopleInputs(
            stock=over(case.limit, **job),
            arrivals=over(flat, **job, **year),
            attrition=over(flat, **job, **year),
            recruit_limit=over(flat, **job, **year),
            recruit_cost=over(flat[:, 0], **job),
            need=over((case.factor_use / made).T, **industry, **job),
        ),
    )


@pytest.mark.parametrize(("name", "cost"), [("c=i", 261.9), ("c+i-", 169.0), ("c-i+", 124.0)])
def test_objectives(name: str, cost: float) -> None:
    case = SupplyUse(SHARED, name)
    # The tables bind to the last digit: a rounding of the ninth is left to the factors.
    case.limit = case.limit * (1 + 1e-9)
    solved = solve_plan(plan_of(case), BARE).solution
    assert -solved.objective == pytest.approx(cost, rel=CLOSE)
    assert solved.audit.row_violation <= 1e-6


def test_levels_of_the_square_table() -> None:
    case = SupplyUse(SHARED, "c=i")
    case.limit = case.limit * (1 + 1e-9)
    solved = solve_plan(plan_of(case), BARE).solution
    level = solved.value("output").isel(year=0).values / case.make.sum(axis=1)
    assert level == pytest.approx([1, 1, 1], rel=CLOSE)


def test_prices_of_the_square_table() -> None:
    """With a little more of every factor none is scarce, and prices are the factor costs alone."""
    case = SupplyUse(SHARED, "c=i")
    case.limit = case.limit * 1.1
    solved = solve_plan(plan_of(case), BARE).solution
    prices = -solved.price("chain_balance").isel(year=0).values
    wanted = [2.198445693706355, 2.1208619175194343, 2.3871054943124426]
    assert prices == pytest.approx(wanted, rel=CLOSE)
