"""A toy in which every part of the plan is on: two industries, two years."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planning_toy import BARE, capacity, over, plant, promise, purse, textbook
from upriver.planning.parts import AirInputs, PeopleInputs
from upriver.planning.records import Candidate, OwnRule, PlanProject, RuleTerm

if TYPE_CHECKING:
    import xarray as xr

    from upriver.planning.inputs import PlanInputs

YEARS = (2024, 2025)
SETTINGS = BARE.model_copy(
    update={"last_year": 2025, "inflow_rise": 0.01, "substitution": 0.1, "market_gain": 0.02,
            "market_gain_most": 0.1, "keep_sales": 0.5, "money_price": 1.0}
)  # fmt: skip


def everything() -> PlanInputs:
    """Two industries, two years, every part of the plan."""
    inputs = textbook(room=600.0, cap=300.0, years=YEARS)
    people = PeopleInputs(
        stock=over([5.0], occupation=["engineer"]),
        arrivals=over([[0.2, 0.2]], occupation=["engineer"], year=list(YEARS)),
        attrition=over([[0.05, 0.05]], occupation=["engineer"], year=list(YEARS)),
        recruit_limit=over([[0.5, 0.5]], occupation=["engineer"], year=list(YEARS)),
        recruit_cost=over([3.0], occupation=["engineer"]),
        need=over([[0.001], [0.002]], industry=["1", "2"], occupation=["engineer"]),
    )
    node = Candidate(
        "node", "node", "1", "chain", scale=40.0, capital=30.0, barrier=10.0, lead_time=0,
        relatedness=0.5, neighbours={},
    )  # fmt: skip
    return replace(
        inputs,
        economy=replace(
            inputs.economy,
            tradable=inputs.economy.tradable | True,
            inflow_share=over([0.1, 0.2], product=["1", "2"]),
        ),
        capacity=capacity(),
        money=purse(400.0, YEARS),
        people=people,
        air=AirInputs(need=over([0.01, 0.002], product=["1", "2"]), running=9.0, services=1),
        projects=(
            plant("plant", cost=60.0, effect=80.0),
            PlanProject("route", "route", cost=0.5, effect=1.0, lead_time=0, running_cost=0.1),
            PlanProject("scrubber", "abatement", cost=9.0, effect=5.0, lead_time=1, stressor="CO2"),
        ),
        candidates=(node,),
        targets=(promise(2100.0, year=2025),),
        rules=(
            OwnRule(
                "yearly", (RuleTerm("output", 2.0, {"industry": "1"}),), "<=", 9.0, each_year=True
            ),
            OwnRule("whole", (RuleTerm("spending", 1.0), RuleTerm("started", -5.0)), ">=", 3.0),
        ),
    )


def with_makers(inputs: PlanInputs) -> PlanInputs:
    """The same products from four industries: a cleaner and a dearer way to make each.

    The new way to the first product gives a tenth of its output as the second one; it takes a
    quarter of what is made of the first product today.
    """
    codes, products = ["1", "2", "1b", "2b"], ["1", "2"]
    old, nature, people = inputs.economy, inputs.nature, inputs.people
    assert inputs.capacity is not None
    assert nature is not None
    assert people is not None
    technology = old.technology.values[:, [0, 1, 0, 1]] * [1.0, 1.0, 1.05, 0.9]
    output = old.output.values[[0, 1, 0, 1]] * [0.75, 0.9, 0.25, 0.1]

    def again(array: xr.DataArray, *factors: float) -> xr.DataArray:
        found = array.isel(industry=[0, 1, 0, 1]).assign_coords(industry=codes)
        return found * over(list(factors), industry=codes)

    return replace(
        inputs,
        economy=replace(
            old,
            output=over(output, industry=codes),
            make=over([[1, 0, 0.9, 0], [0, 1, 0.1, 1]], product=products, industry=codes),
            technology=over(technology, product=products, industry=codes),
            value_added=over(1 - technology.sum(axis=0), industry=codes),
        ),
        capacity=replace(
            inputs.capacity,
            capital_per_output=again(inputs.capacity.capital_per_output, 1, 1, 1.2, 0.8),
            depreciation=again(inputs.capacity.depreciation, 1, 1, 1, 1),
            growth_limit=again(inputs.capacity.growth_limit, 1, 1, 2, 0.5),
        ),
        people=replace(people, need=again(people.need, 1, 1, 0.8, 1.3).transpose("industry", ...)),
        nature=replace(
            nature,
            intensity=again(nature.intensity, 1, 1, 0.4, 1.1).transpose("stressor", "industry"),
        ),
        projects=(*inputs.projects, plant("cleaner", cost=40.0, effect=50.0, industry="1b")),
    )
