"""A place cut into its districts is still that place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from places_toy import CODES, LOCKED, SETTINGS, furnished, hills, nature
from planning_toy import over, plant, promise
from upriver.core.errors import DataError, LabelError
from upriver.planning import to_plan
from upriver.planning.parts import AirInputs, MoneyInputs
from upriver.planning.places import build_places, solve_places, split_place, to_places_plan
from upriver.planning.planner import solve_plan
from upriver.planning.records import USES, ResearchTask

if TYPE_CHECKING:
    import xarray as xr

RIGID = SETTINGS.model_copy(update={"places": LOCKED, "inflow_price": 0.0})


def shares(steel: float = 0.5) -> xr.DataArray:
    """Half of everything on each bank, but for steel."""
    table = [[0.5, steel, 0.5], [0.5, 1 - steel, 0.5]]
    return over(table, place=["left", "right"], industry=CODES)


def test_parts_that_are_alike_do_not_trade_and_are_the_whole() -> None:
    whole = furnished(hills())
    system, _ = split_place(whole, shares())
    assert system.trade is not None
    np.testing.assert_allclose(system.trade, 0.0, atol=1e-9)
    together = solve_places(system, RIGID).solution.objective
    assert together == pytest.approx(solve_plan(whole, RIGID).solution.objective, rel=1e-7)


def test_who_makes_more_steel_than_it_needs_sells_it_to_the_other() -> None:
    """Steel: 80 are made, 10 sold outside, 70 used: 16 of steel, 27 of cars, 27 of people.

    With 60 on the left bank and half of cars and people on either, the left uses 12 + 13.5 and
    its share of final demand, by value added: grain 4.5, steel 42, cars 27 of 73.5 + 45.5.
    """
    system, notes = split_place(hills(), shares(0.75))
    assert system.trade is not None
    left = (0.9 * 5 + 0.7 * 60 + 0.6 * 45) / (0.9 * 10 + 0.7 * 80 + 0.6 * 90)
    used = 0.2 * 60 + 0.3 * 45 + left * 27
    steel = system.trade.sel(product="steel", place="left", place_to="right")
    assert float(steel) == pytest.approx(60 - 0.75 * 10 - used)
    assert "derived" in notes[0].en
    account = system.places["left"].economy
    made = (account.make * account.output).sum("industry")
    intermediate = (account.technology * account.output).sum("industry")
    use = intermediate + account.local_demand.isel(year=0)
    inflow = system.inflow.sel(place="left")  # type: ignore[union-attr]
    np.testing.assert_allclose(made + inflow, use + account.sales.sum("category"))


def test_the_parts_reproduce_the_base_year_of_the_whole() -> None:
    """Demand and markets stay as they were: with fixed shares every industry makes what it made."""
    system, _ = split_place(hills(), shares(0.75))
    output = solve_places(system, RIGID).solution.value("output")
    assert output is not None
    wanted = np.outer([10.0, 80.0, 90.0], [1, 1])
    np.testing.assert_allclose(output.sum("place"), wanted, rtol=1e-6)
    np.testing.assert_allclose(output.sel(place="left", industry="steel"), 60.0, rtol=1e-6)


def test_markets_outside_are_split_without_loss() -> None:
    system, _ = split_place(hills(), shares(0.75))
    built = build_places(system, RIGID)
    limits = sum(one.economy.sales_limit for one in built.inputs.values())
    np.testing.assert_allclose(limits, hills().economy.sales_limit, atol=1e-9)


def test_research_goes_where_its_results_are_waited_for() -> None:
    """Tasks a and b stand behind the left mill, b behind the right one too, c behind nothing."""
    tasks = (
        ResearchTask("a", 1.0, 1, 0.8, after=("b",), opens=("mill",)),
        ResearchTask("b", 1.0, 1, 0.9, opens=("works",)),
        ResearchTask("c", 1.0, 1, 0.9, value=2.0),
    )
    mills = tuple(plant(code, cost=1.0, effect=5.0, industry="steel") for code in ("mill", "works"))
    whole = replace(furnished(hills()), projects=mills, tasks=tasks)
    system, notes = split_place(whole, shares(), where={"mill": "left", "works": "right"})
    found = {
        name: {task.task: task.opens for task in one.tasks} for name, one in system.places.items()
    }
    assert found == {"left": {"a": ("mill",), "b": ()}, "right": {"b": ("works",)}}
    assert any(note.en.startswith("Left out") and "'c'" in note.en for note in notes)
    assert solve_places(system, SETTINGS).solution.objective > 0


def test_what_is_common_stays_common_and_what_has_no_place_is_left_out() -> None:
    whole = replace(
        furnished(hills()),
        nature=nature(250.0, hard=True),
        air=AirInputs(need=over([0.01, 0.0, 0.0], product=CODES), running=9.0, services=1),
        projects=(
            plant("mill", cost=40.0, effect=20.0, industry="steel"),
            replace(plant("farm", cost=4.0, effect=2.0, industry="grain"), place="right"),
            plant("lost", cost=4.0, effect=2.0, industry="grain"),
        ),
        targets=(replace(promise(200.0, year=2025), weights=dict.fromkeys(CODES, 1.0)),),
    )
    system, notes = split_place(whole, shares(), where={"mill": "left"})
    assert [cap.cap for cap in system.caps] == ["CO2"]
    assert [fund.fund for fund in system.funds] == ["f"]
    assert [item.target.target for item in system.targets] == ["VA"]
    found = {name: [p.project for p in one.projects] for name, one in system.places.items()}
    assert found == {"left": ["mill"], "right": ["farm"]}
    told = " ".join(note.en for note in notes)
    assert "nobody says where they are: 'lost'" in told
    assert "Air freight" in told
    assert "100.0%" in told
    plan = to_places_plan(solve_places(system, SETTINGS))
    assert plan.audit.passed
    assert {row["fund"] for row in plan.grants.to_dicts()} == {"f"}


def test_shares_of_demand_may_be_given() -> None:
    people = over([3.0, 1.0], place=["left", "right"])
    system, _ = split_place(hills(), shares(), demand=people)
    demand = system.places["left"].economy.local_demand
    np.testing.assert_allclose(demand, 0.75 * hills().economy.local_demand)


def test_what_does_not_fit_is_refused() -> None:
    nobody = shares() * over([1.0, 0.0, 1.0], industry=CODES)
    with pytest.raises(DataError, match="No part makes 'steel'"):
        split_place(hills(), nobody)
    with pytest.raises(DataError, match="known and not negative"):
        split_place(hills(), -shares())
    with pytest.raises(LabelError, match="demand"):
        split_place(hills(), shares(), demand=over([1.0], place=["left"]))


def test_research_is_done_where_what_it_opens_stands() -> None:
    """A chain of two tasks behind a plant on the left; one behind plants on both banks."""
    whole = replace(
        hills(),
        projects=(
            replace(plant("mill", cost=5.0, effect=2.0, industry="steel"), place="left"),
            replace(plant("dam", cost=5.0, effect=2.0, industry="steel"), place="right"),
        ),
        tasks=(
            ResearchTask("alloy", 1.0, 1, 0.8, value=4.0),
            ResearchTask("oven", 1.0, 1, 0.8, after=("alloy",), opens=("mill",)),
            ResearchTask("shared", 1.0, 1, 0.8, value=2.0, opens=("mill", "dam")),
            ResearchTask("idle", 1.0, 1, 0.8, value=9.0),
        ),
    )
    system, notes = split_place(whole, shares())
    left, right = system.places["left"], system.places["right"]
    assert [item.task for item in left.tasks] == ["alloy", "oven", "shared"]
    assert [item.value for item in left.tasks] == [4.0, 0.0, 2.0]
    assert [(item.task, item.opens, item.value) for item in right.tasks] == [
        ("shared", ("dam",), 0.0)
    ]
    told = " ".join(note.en for note in notes)
    assert "nobody says where they are: 'idle'" in told
    assert "its own value counts once: 'shared'" in told
    assert solve_places(system, RIGID).solution.audit.passed


def test_a_task_that_opens_nothing_can_be_placed_by_hand() -> None:
    whole = replace(hills(), tasks=(ResearchTask("idle", 1.0, 1, 0.8, value=9.0),))
    system, _ = split_place(whole, shares(), where={"idle": "right"})
    assert [item.task for item in system.places["right"].tasks] == ["idle"]
    assert system.places["left"].tasks == ()


def test_loans_and_matched_money_of_the_whole_are_those_of_its_parts() -> None:
    """Parts that are alike do together what the whole does: also with what they borrow."""
    years, codes = hills().years, ["bank", "own"]
    asked = [[1.0 if use == "research" else np.nan for use in USES], [np.nan] * len(USES)]
    whole = furnished(hills())
    money = MoneyInputs(
        amount=over([[9.0] * len(years), [6.0] * len(years)], fund=codes, year=list(years)),
        cost=over([0.03, 0.01], fund=codes),
        may_pay=over([[1] * len(USES)] * 2, fund=codes, use=list(USES)).astype(bool),
        term=over([2.0, np.nan], fund=codes),
        may_repay=over([0, 1], fund=codes).astype(bool),
        leverage=over(asked, fund=codes, use=list(USES)),
    )
    task = ResearchTask("idle", 10.0, 1, 1.0, value=40.0)
    whole = replace(whole, money=money, tasks=(task,))
    system, _ = split_place(whole, shares(), where={"idle": "left"})
    together = solve_places(system, RIGID)
    alone = solve_plan(whole, RIGID)
    free = solve_plan(replace(whole, money=replace(money, term=None, leverage=None)), RIGID)
    assert together.solution.objective == pytest.approx(alone.solution.objective, rel=1e-7)
    assert abs(alone.solution.objective / free.solution.objective - 1) > 1e-5, "the rules bind"
    plan = to_places_plan(together)
    debt = sum(own.arrays["debt"] for own in plan.plans.values())
    np.testing.assert_allclose(debt, to_plan(alone).arrays["debt"], atol=1e-6)


def test_a_shared_budget_adds_up_over_the_years_in_the_table_too() -> None:
    whole = furnished(hills())
    budget = replace(whole.nature, basis={"CO2": "cumulative"})  # type: ignore[type-var]
    whole = replace(whole, nature=budget)
    system, _ = split_place(whole, shares())
    plan = to_places_plan(solve_places(system, RIGID))
    one = to_plan(solve_plan(whole, RIGID)).pressure.to_polars()
    for row in one.filter(pl.col("stressor") == "CO2").to_dicts():
        here = plan.caps.to_polars().filter(pl.col("year") == row["year"])
        assert here["pressure"].sum() == pytest.approx(row["pressure"])
        assert here["total"].to_list() == pytest.approx([row["pressure"]] * 2)
