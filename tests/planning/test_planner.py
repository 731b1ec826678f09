"""Plans of small economies whose best answer can be found by trying everything."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from planning_toy import BARE, DEMAND, OUTPUT, capacity, plant, promise, purse, textbook
from upriver.core.errors import InfeasibleError
from upriver.planning import solve_plan, to_plan
from upriver.planning.inputs import PlanInputs
from upriver.planning.settings import PlanSettings

YEARS = (2024, 2025, 2026)
LONG = BARE.model_copy(update={"last_year": 2026, "discount_rate": 0.05, "money_price": 1.0})


def growing(**changes: object) -> PlanInputs:
    """Three years of still demand; two plants may be started to win new markets."""
    inputs = textbook(demand=0.9 * DEMAND, years=YEARS)
    tradable = inputs.economy.tradable | True
    return replace(
        inputs,
        economy=replace(inputs.economy, tradable=tradable),
        capacity=capacity(growth=0.05),
        money=purse(900.0, YEARS),
        projects=(plant("a", cost=20.0, effect=80.0), plant("b", cost=30.0, effect=50.0)),
        **changes,
    )  # fmt: skip


def value(inputs: PlanInputs, settings: PlanSettings = LONG) -> float:
    return solve_plan(inputs, settings).solution.objective


def forced(inputs: PlanInputs, starts: tuple[int | None, ...]) -> PlanInputs:
    """The same inputs with every project pinned to one year, or taken away."""
    pinned = [
        replace(project, earliest=year, latest=year)
        for project, year in zip(inputs.projects, starts, strict=True)
        if year is not None
    ]
    return replace(inputs, projects=tuple(pinned))


def test_no_other_choice_of_projects_is_better() -> None:
    """Each of the sixteen choices (not at all, or one of three years, for two plants)."""
    inputs = growing()
    best = value(inputs)
    choices = list(product((None, *YEARS), repeat=2))
    others = [value(forced(inputs, starts)) for starts in choices]
    assert max(others) == pytest.approx(best, rel=1e-9)
    assert min(others) < best


def test_a_plant_works_only_after_its_lead_time() -> None:
    plan = to_plan(solve_plan(forced(growing(), (2024, None)), LONG), rests_on=None)
    made = plan.arrays["output"].sel(industry="1").values
    assert made[0] <= OUTPUT[0] + 1e-6
    (row,) = plan.projects.to_dicts()
    if row["started"]:
        assert row["year"] == 2024
        assert row["finished"] == 2025


def test_money_that_is_not_there_is_not_spent() -> None:
    plan = to_plan(solve_plan(growing(), LONG), rests_on=None)
    spent = plan.arrays["spending"].sum("use").values
    assert (spent.cumsum() <= 900.0 * np.arange(1, 4) + 1e-6).all()


def test_every_row_of_the_answer_is_checked() -> None:
    plan = to_plan(solve_plan(growing(), LONG), rests_on=None)
    assert plan.audit.passed
    assert plan.audit.rows > 0
    assert plan.audit.coefficient_range < 1e8


def test_balance_holds_in_every_year() -> None:
    inputs = growing()
    plan = to_plan(solve_plan(inputs, LONG), rests_on=None)
    output = plan.arrays["output"].transpose("industry", "year").values
    made = inputs.economy.make.values @ output
    bought = plan.arrays["inflow"].transpose("product", "year").values
    used = inputs.economy.technology.values @ output
    sold = plan.arrays["sales"].sum("category") + plan.arrays["new_sales"]
    left = made + bought - used - sold.transpose("product", "year").values
    assert left == pytest.approx(inputs.economy.local_demand.values, abs=1e-6)


def test_a_soft_promise_out_of_reach_is_missed_by_as_little_as_possible() -> None:
    inputs = growing(targets=(promise(1e6, year=2026),))
    plan = to_plan(solve_plan(inputs, LONG), rests_on=None)
    (row,) = plan.targets.to_dicts()
    assert not row["met"]
    assert row["shortfall"] == pytest.approx(row["wanted"] - row["value"])


def test_a_promise_within_reach_is_met() -> None:
    inputs = growing(targets=(promise(1880.0, year=2026, hard=True),))
    plan = to_plan(solve_plan(inputs, LONG), rests_on=None)
    (row,) = plan.targets.to_dicts()
    assert row["met"]
    assert row["value"] >= 1880.0 - 1e-6


@pytest.mark.parametrize("wanted", [4000.0, 1e5])
def test_an_impossible_promise_is_named_with_the_way_out(wanted: float) -> None:
    inputs = growing(targets=(promise(wanted, year=2026, hard=True),))
    with pytest.raises(InfeasibleError, match="VA") as caught:
        solve_plan(inputs, LONG)
    error = caught.value
    assert "VA" in error.conflict
    assert "无可行规划" in error.render("zh")
    for word in ("Infeasible", "solver", "HiGHS", "status"):
        assert word not in str(error)
    # The stated way out is one: loosened by that much, and no less, there is a plan.
    loosened = wanted - error.relaxation["VA"]
    near = replace(inputs, targets=(promise(loosened - 1e-3, year=2026, hard=True),))
    assert solve_plan(near, LONG).solution.objective > 0
    short = replace(inputs, targets=(promise(loosened + 1.0, year=2026, hard=True),))
    with pytest.raises(InfeasibleError, match="VA"):
        solve_plan(short, LONG)


def test_one_seed_one_answer() -> None:
    first, second = (to_plan(solve_plan(growing(), LONG), rests_on=None) for _ in range(2))
    for name, array in first.arrays.items():
        assert (array.values == second.arrays[name].values).all(), name


def test_business_as_usual_is_never_better() -> None:
    settings = LONG.model_copy(update={"compare": True})
    plan = to_plan(solve_plan(growing(), settings), rests_on=None)
    assert plan.gain is not None
    assert plan.gain >= -1e-6
    rows = plan.summary.to_dicts()
    assert [row["year"] for row in rows] == list(YEARS)
    assert rows[0]["business_as_usual"] == pytest.approx(
        float((textbook().economy.value_added.values * OUTPUT).sum()), rel=0.2
    )
