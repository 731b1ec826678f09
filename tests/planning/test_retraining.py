"""People who change their occupation, and projects that draw people: cases worked out by hand."""

from dataclasses import replace

import numpy as np
import pytest

from plain_plan import PlainPlan
from planning_toy import BARE, DEMAND, over, plant, purse, textbook
from upriver.core.errors import DataError, LabelError
from upriver.planning import solve_plan, to_plan
from upriver.planning.inputs import PlanInputs
from upriver.planning.parts import PeopleInputs
from upriver.planning.records import PlanProject

YEARS = (2024, 2025, 2026)
JOBS = ["smith", "coder"]
SETTINGS = BARE.model_copy(update={"last_year": 2026, "money_price": 1.0, "inflow_rise": 1.0})
# Output of sector 2 for one unit of its product that is finally used.
OWN_USE = np.linalg.inv(np.eye(2) - textbook().economy.technology.values)[1, 1]


def people(*, limit: float = 0.0, cost: float = 0.0, recruit: float = 0.0) -> PeopleInputs:
    """Sector 1 needs smiths, sector 2 coders; smiths are too many, coders too few to grow."""
    flat = np.zeros((2, 3))
    more = np.array([[0.0] * 3, [recruit] * 3])
    return PeopleInputs(
        stock=over([6.0, 2.0], occupation=JOBS),
        arrivals=over(flat, occupation=JOBS, year=list(YEARS)),
        attrition=over(flat, occupation=JOBS, year=list(YEARS)),
        recruit_limit=over(more, occupation=JOBS, year=list(YEARS)),
        recruit_cost=over([0.0, 1.0], occupation=JOBS),
        need=over([[0.001, 0.0], [0.0, 0.001]], industry=["1", "2"], occupation=JOBS),
        retrain_limit=over([[0.0, limit], [0.0, 0.0]], occupation=JOBS, occupation_to=JOBS),
        retrain_cost=over([[0.0, cost], [0.0, 0.0]], occupation=JOBS, occupation_to=JOBS),
    )


def coding(**changes: object) -> PlanInputs:
    """500 more of product 2 are wanted; what coders cannot make is bought. One makes 1000."""
    return replace(textbook(demand=DEMAND + np.array([0.0, 500.0]), years=YEARS), **changes)


def made(inputs: PlanInputs) -> np.ndarray:
    """How much less of product 2 is bought, by year."""
    return 500.0 - solve_plan(inputs, SETTINGS).solution.value("inflow").sel(product="2").values


def test_the_retrained_work_a_year_later() -> None:
    """0.1 coders more let output grow by 100, of which industries use up a part themselves."""
    found = made(coding(people=people(limit=0.1)))
    assert found == pytest.approx(np.array([0.0, 100.0, 200.0]) / OWN_USE, abs=1e-6)


def test_who_is_retrained_is_gone_from_the_old_occupation() -> None:
    plan = to_plan(solve_plan(coding(people=people(limit=0.1)), SETTINGS))
    count = plan.arrays["people"].sum("occupation").values
    moved = plan.arrays["retrained"].sel(occupation="smith", occupation_to="coder").values
    assert moved[:2] == pytest.approx([0.1, 0.1])
    assert count == pytest.approx(8.0 - moved)  # in training they work nowhere
    rows = plan.retraining.to_dicts()
    assert [(row["occupation"], row["occupation_to"], row["year"]) for row in rows[:2]] == [
        ("smith", "coder", 2024), ("smith", "coder", 2025)]  # fmt: skip
    assert rows[0]["people"] == pytest.approx(0.1)


def test_retraining_that_costs_more_than_it_brings_is_left() -> None:
    """A yuan that is made instead of bought is a yuan of value added, in two years."""
    worth = 2 * 1000.0 / OWN_USE
    for cost, moves in ((0.99 * worth, True), (1.01 * worth, False)):
        inputs = coding(people=people(limit=0.1, cost=cost), money=purse(9e3, YEARS))
        moved = solve_plan(inputs, SETTINGS).solution.value("retrained")
        assert bool((moved.sel(year=2024) > 1e-6).any()) == moves


def test_a_project_draws_people_once_it_works() -> None:
    campus = PlanProject("campus", "route", 1.0, 0.0, 1, attracts={"coder": 0.2})
    inputs = coding(people=people(recruit=0.1), projects=(campus,), money=purse(900.0, YEARS))
    came = solve_plan(inputs, SETTINGS).solution.value("recruited").sel(occupation="coder")
    assert came.values[:2] == pytest.approx([0.1, 0.3])
    plan = to_plan(solve_plan(inputs, SETTINGS))
    assert plan.projects.to_dicts()[0]["started"]
    without = replace(inputs, projects=(replace(campus, attracts={}),))
    came = solve_plan(without, SETTINGS).solution.value("recruited").sel(occupation="coder")
    assert came.values == pytest.approx([0.1, 0.1, 0.1])


@pytest.mark.parametrize("whole", [False, True])
def test_plain_loops_find_the_same_plan(whole: bool) -> None:
    campus = PlanProject("campus", "route", 30.0, 0.0, 1, attracts={"coder": 0.2, "smith": 0.1})
    inputs = coding(
        people=people(recruit=0.05, limit=0.07, cost=200.0),
        projects=(campus, plant("p", cost=10.0, effect=50.0)),
        money=purse(60.0, YEARS),
    )
    settings = SETTINGS.model_copy(update={"whole_decisions": whole, "discount_rate": 0.05})
    solved = solve_plan(inputs, settings).solution
    assert solved.objective == pytest.approx(PlainPlan(inputs, settings).optimum(), rel=1e-9)
    assert float(solved.value("retrained").sum()) > 0


def test_what_makes_no_sense_is_refused() -> None:
    one = people(limit=0.1)
    diagonal = over(np.eye(2), occupation=JOBS, occupation_to=JOBS)
    with pytest.raises(DataError, match="from one occupation to another"):
        coding(people=replace(one, retrain_limit=diagonal))
    with pytest.raises(DataError, match="needs a cost"):
        coding(people=replace(one, retrain_cost=None))
    turned = one.retrain_limit.assign_coords(occupation_to=JOBS[::-1])
    with pytest.raises(LabelError, match="retrain_limit"):
        coding(people=replace(one, retrain_limit=turned))
