"""Land that capacity takes, budgets that add up over the years, and what projects take alone."""

from dataclasses import replace

import numpy as np
import pytest

from plain_plan import PlainPlan
from planning_toy import BARE, DEMAND, capacity, over, plant, purse, textbook
from planning_whole import SETTINGS, everything
from upriver.planning import solve_plan, to_plan
from upriver.planning.inputs import PlanInputs
from upriver.planning.parts import NatureInputs
from upriver.planning.records import OwnRule, PlanProject, PlanTarget, RuleTerm

YEARS = (2024, 2025, 2026)
LATER = BARE.model_copy(update={"last_year": 2026, "additional": 1.0, "ramp_years": 1})
LAND = {"land": "1e4 mu"}


def nature(cap: list[float], *, intensity: tuple[float, float], basis: str) -> NatureInputs:
    return NatureInputs(
        intensity=over([intensity], stressor=["land"], industry=["1", "2"]),
        caps=over([cap], stressor=["land"], year=list(YEARS)),
        hard=over(np.ones((1, 3)), stressor=["land"], year=list(YEARS)).astype(bool),
        units=LAND,
        basis={"land": basis},
    )


def building(cap: float, **takes: float) -> PlanInputs:
    """Capacity of 1000 and 2000 takes 200 of land and is all needed; a plant of 80 wants more."""
    inputs = textbook(years=YEARS)
    return replace(
        inputs,
        economy=replace(inputs.economy, tradable=inputs.economy.tradable | True),
        capacity=capacity(),
        money=purse(900.0, YEARS),
        nature=nature([cap] * 3, intensity=(0.1, 0.05), basis="capacity"),
        projects=(replace(plant("p", cost=1.0, effect=80.0), presses=takes),),
    )


def starts(inputs: PlanInputs) -> bool:
    return bool(solve_plan(inputs, LATER).solution.value("started").max() > 0.5)


def test_a_plant_takes_the_land_of_its_industry() -> None:
    """80 at a tenth: 8 more, and as much as its own use of product 2 makes sector 2 larger."""
    inverse = np.linalg.inv(np.eye(2) - textbook().economy.technology.values)
    more = 80 * np.array([1.0, inverse[1, 0] / inverse[0, 0]]) @ np.array([0.1, 0.05])
    assert starts(building(200.0 + more + 0.01))
    value = solve_plan(building(200.0 + more - 0.5), LATER).solution.value("output")
    assert float(value.sel(industry="1").max()) < 1080.0 - 1.0


def test_a_plant_says_what_land_it_takes_itself() -> None:
    """Six are free. By the mean of its industry older capacity makes room, so that output grows by
    g with g (0.1 + 0.05 · 0.2 / 0.95) = 6; a plant that takes 8 at once cannot be begun; one that
    takes 1 is built in full."""
    made = [
        float(solve_plan(each, LATER).solution.value("output").sel(industry="1").max())
        for each in (building(206.0), building(206.0, land=8.0), building(206.0, land=1.0))
    ]
    mean = 1000 + 6 / (0.1 + 0.05 * 0.2 / 0.95)
    assert made[:2] == pytest.approx([mean, 1000.0])
    assert made[2] >= 1080.0 - 1e-6


def test_land_is_taken_from_the_start_of_building() -> None:
    """Two years of building: the land is gone at once, the average only with the output."""
    inputs = building(1e3, land=3.0)
    slow = replace(inputs, projects=(replace(inputs.projects[0], lead_time=2, latest=2024),))
    table = to_plan(solve_plan(slow, LATER)).pressure.to_dicts()
    if starts(slow):
        assert table[0]["pressure"] >= 203.0 - 1e-6
    assert starts(slow)


def test_land_does_not_get_cleaner_and_idle_capacity_takes_it_too() -> None:
    cleaner = LATER.model_copy(update={"cleaner_growth": 0.5, "money_price": 1.0})
    inputs = replace(building(300.0), projects=())
    small = replace(inputs, economy=textbook(demand=0.5 * DEMAND, years=YEARS).economy)
    (first, *_) = to_plan(solve_plan(inputs, cleaner)).pressure.to_dicts()
    assert first["pressure"] == pytest.approx(200.0)
    (first, *_) = to_plan(solve_plan(small, cleaner)).pressure.to_dicts()
    assert first["pressure"] >= 0.96 * 200.0 - 1e-6  # half of it idle, a twenty-fifth worn out


def test_a_budget_is_spent_over_the_years() -> None:
    """Three years with 130 each, or 390 for all of them: the same in an economy that stands."""
    free = textbook(demand=0.9 * DEMAND, room=0.3 * DEMAND, years=YEARS)
    co2 = (0.1, 0.02)
    yearly = replace(free, nature=nature([130.0] * 3, intensity=co2, basis="output"))
    unknown = [np.nan, np.nan, 390.0]
    budget = replace(free, nature=nature(unknown, intensity=co2, basis="cumulative"))
    values = [solve_plan(each, LATER).solution.objective for each in (yearly, budget)]
    assert values[0] == pytest.approx(values[1], rel=1e-9)
    open_end = replace(free, nature=None)
    assert solve_plan(open_end, LATER).solution.objective > values[0] + 1.0
    rows = to_plan(solve_plan(budget, LATER)).pressure.to_dicts()
    assert rows[-1]["pressure"] == pytest.approx(390.0)
    assert rows[0]["pressure"] < rows[1]["pressure"] < 390.0


def all_kinds() -> PlanInputs:
    """Every part of the plan, with emissions, land and a budget of water."""
    inputs = everything()
    codes, years = ["CO2", "land", "water"], list(inputs.years)
    first, *others = inputs.projects
    return replace(
        inputs,
        rules=(),
        nature=NatureInputs(
            intensity=over([[0.1, 0.02], [0.05, 0.1], [0.02, 0.03]], stressor=codes,
                           industry=["1", "2"]),
            caps=over([[150.0, 149.0], [252.0, 258.0], [np.nan, 158.0]], stressor=codes, year=years),
            hard=over([[0, 0], [0, 0], [0, 0]], stressor=codes, year=years).astype(bool),
            units=dict.fromkeys(codes, "1e4 t"),
            basis={"land": "capacity", "water": "cumulative"},
        ),
        projects=(first, *others, replace(plant("own", cost=9.0, effect=60.0, industry="2"),
                                          presses={"land": 0.5, "water": 0.1})),
    )  # fmt: skip


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("part", [None, "capacity"])
def test_plain_loops_find_the_same_plan(whole: bool, part: str | None) -> None:
    changes = {"whole_decisions": whole, "cleaner_growth": 0.02, "overshoot_price": 5.0}
    settings = SETTINGS.model_copy(update=changes)
    inputs = all_kinds() if part is None else replace(all_kinds(), **{part: None})
    solved = solve_plan(inputs, settings).solution
    assert solved.objective == pytest.approx(PlainPlan(inputs, settings).optimum(), rel=1e-9)


def test_a_promise_counts_what_projects_press_and_abate_as_the_caps_do() -> None:
    """The promise of a pressure is held in the same tonnes as its cap: with a plant's own."""
    inputs = building(220.0, land=7.0)
    flow = replace(inputs.nature, basis={"land": "output"})  # type: ignore[type-var]
    filters = PlanProject("filter", "abatement", cost=0.1, effect=3.0, lead_time=1, stressor="land")
    asked = PlanTarget(
        "g", "pressure", "level", -1, 215.0, 2026, {"1": 1.0, "2": 1.0}, stressor="land",
        published=215.0, unit="1e4 mu", hard=True, plan_unit="1e4 mu",
    )  # fmt: skip
    inputs = replace(
        inputs, nature=flow, projects=(*inputs.projects, filters), targets=(asked,),
        rules=tuple(
            OwnRule(code, (RuleTerm("started", 1.0, {"project": code, "year": 2024}),), "=", 1.0)
            for code in ("p", "filter")
        ),
    )  # fmt: skip
    plan = to_plan(solve_plan(inputs, LATER))
    (row,) = plan.targets.to_dicts()
    there = [each["pressure"] for each in plan.pressure.to_dicts() if each["year"] == 2026]
    assert [row["value"]] == pytest.approx(there)
    assert row["value"] <= 215.0 + 1e-6
