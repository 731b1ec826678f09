"""The plan built twice: the planner's model and plain loops into the solver have one optimum."""

from dataclasses import replace

import pytest

import upriver as up
from plain_plan import PlainPlan
from planning_toy import plant
from planning_whole import SETTINGS, with_makers
from planning_whole import everything as everything_bound
from upriver.planning import solve_plan
from upriver.planning.inputs import PlanInputs
from upriver.planning.reading.region import read_inputs
from upriver.planning.records import Candidate, OwnRule, RuleTerm
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
