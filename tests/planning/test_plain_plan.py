"""The plan built twice: the planner's model and plain loops into the solver have one optimum."""

from dataclasses import replace

import numpy as np
import pytest
import xarray as xr

import upriver as up
from plain_plan import PlainPlan
from planning_toy import plant
from planning_whole import SETTINGS, with_makers
from planning_whole import everything as everything_bound
from upriver.planning import solve_plan
from upriver.planning.inputs import PlanInputs
from upriver.planning.reading.region import read_inputs
from upriver.planning.records import Candidate, OwnRule, ResearchTask, RuleTerm
from upriver.planning.settings import PlanSettings

CLOSE = 1e-7


def everything() -> PlanInputs:
    """All parts on, with rules of the planner's own that can be kept."""
    return replace(
        everything_bound(),
        rules=(
            OwnRule(
                "a", (RuleTerm("output", 2.0, {"industry": "1"}),), "<=", 2080.0, each_year=True
            ),
            OwnRule("b", (RuleTerm("spending", 1.0), RuleTerm("started", -5.0)), ">=", 3.0),
            OwnRule("c", (RuleTerm("started", 1.0, {"project": "route", "year": 2025}),), "=", 1.0),
        ),
    )


def fuller() -> PlanInputs:
    """Two related nodes, one far away, and projects that wait for projects, nodes and years."""
    inputs = everything()
    (near,) = inputs.candidates
    far = replace(near, candidate="far", node="far", relatedness=0.1, neighbours={"node": 0.3},
                  industry="2", capital=3.0, barrier=1.0)  # fmt: skip
    first, *others = inputs.projects
    return replace(
        inputs,
        candidates=(near, far),
        projects=(
            first,
            *others,
            replace(plant("after", cost=5.0, effect=30.0), requires="scrubber"),
            replace(plant("inside", cost=5.0, effect=30.0), node="node", latest=2024),
            replace(plant("late", cost=5.0, effect=30.0, industry="2"), earliest=2025),
        ),
    )


def several_makers() -> PlanInputs:
    """Four industries and two products: two ways to each, and one with a by-product."""
    return with_makers(fuller())


@pytest.mark.parametrize(
    "make", [everything, fuller, several_makers], ids=["toy", "fuller toy", "several makers"]
)
@pytest.mark.parametrize("whole", [False, True], ids=["linear", "whole"])
@pytest.mark.parametrize(
    "changes",
    [{}, {"carry_over": False}, {"discount_rate": 0.05, "salvage": 0.9, "inflow_price": 0.02,
      "cleaner_growth": 0.03, "productivity_growth": 0.04, "money_price": 1.5}],
    ids=["bare", "no carrying over", "all prices"],
)  # fmt: skip
def test_toys(make: object, whole: bool, changes: dict[str, float]) -> None:
    inputs = make()  # type: ignore[operator]
    settings = SETTINGS.model_copy(update={"whole_decisions": whole} | changes)
    wanted = PlainPlan(inputs, settings).optimum()
    assert solve_plan(inputs, settings).solution.objective == pytest.approx(wanted, rel=CLOSE)


def test_the_toys_differ() -> None:
    """The fuller toy is worth more, and whole decisions cost something: the cases are not one."""
    values = {
        PlainPlan(make(), SETTINGS.model_copy(update={"whole_decisions": whole})).optimum()
        for make in (everything, fuller, several_makers)
        for whole in (False, True)
    }
    assert len({round(value, 6) for value in values}) >= 4


def test_the_bundled_region() -> None:
    """Thousands of rows: chains, projects, entries, funds, people, freight, caps, 21 targets."""
    settings = PlanSettings(whole_decisions=False, compare=False)
    inputs = read_inputs(up.examples.chongqing(), settings)
    assert inputs.projects
    assert all(isinstance(item, Candidate) for item in inputs.candidates)
    solved = solve_plan(inputs, settings).solution
    assert solved.objective == pytest.approx(PlainPlan(inputs, settings).optimum(), rel=CLOSE)
    assert solved.audit.row_violation <= 1e-6
    assert solved.audit.duality_gap <= 1e-7


def test_the_bundled_region_with_every_part() -> None:
    """The same with research, retraining, loans, matched money, land and a budget."""
    settings = PlanSettings(whole_decisions=False, compare=False)
    inputs = read_inputs(up.examples.chongqing(), settings)
    money, people, nature = inputs.money, inputs.people, inputs.nature
    assert money is not None
    assert people is not None
    assert nature is not None
    draw = np.random.default_rng(0)
    doors = [item.candidate for item in inputs.candidates] + [p.project for p in inputs.projects]
    jobs = [str(job) for job in people.stock.coords["occupation"].values]
    tasks = tuple(
        ResearchTask(
            f"t{at}", float(draw.uniform(0.1, 2)), int(draw.integers(0, 4)),
            float(draw.uniform(0.4, 1)), teams=int(draw.integers(1, 4)),
            value=float(draw.uniform(0, 5)), after=(f"t{at - 3}",) if at > 3 else (),
            opens=(doors[at % len(doors)],), people={jobs[at % len(jobs)]: 0.004},
        )
        for at in range(30)
    )  # fmt: skip
    funds, uses = money.amount.coords["fund"].values, money.may_pay.coords["use"].values
    borrowed = np.isin(funds, ["bonds", "loans"])
    asked = np.full((len(funds), len(uses)), np.nan)
    asked[list(funds).index("guidance"), list(uses).index("entry")] = 2.0
    limit = xr.DataArray(
        0.3 * (1 - np.eye(len(jobs))), {"occupation": jobs, "occupation_to": jobs},
        ["occupation", "occupation_to"],
    )  # fmt: skip
    codes = [str(code) for code in nature.caps.coords["stressor"].values]
    inputs = replace(
        inputs,
        tasks=tasks,
        money=replace(
            money,
            term=money.cost.copy(data=np.where(borrowed, 4.0, np.nan)),
            may_repay=money.cost.copy(data=~borrowed),
            leverage=money.may_pay.copy(data=asked),
        ),
        people=replace(people, retrain_limit=limit, retrain_cost=2.0 * limit),
        nature=replace(nature, basis={codes[0]: "capacity", codes[1]: "cumulative"}),
        projects=tuple(
            replace(item, attracts={jobs[0]: 0.1}, presses={codes[0]: 0.2})
            for item in inputs.projects
        ),
    )
    solved = solve_plan(inputs, settings).solution
    assert solved.objective == pytest.approx(PlainPlan(inputs, settings).optimum(), rel=CLOSE)
    for name in ("task_started", "retrained", "repayment", "debt"):
        value = solved.value(name)
        assert value is not None
        assert float(value.sum()) > 0, name
