"""Research tasks in the plan: small cases worked out by hand."""

from dataclasses import replace
from itertools import product
from math import log

import numpy as np
import pytest

from plain_plan import PlainPlan
from planning_toy import BARE, capacity, over, plant, promise, purse, textbook
from planning_whole import SETTINGS, everything
from upriver.core.errors import DataError, InfeasibleError, LabelError
from upriver.planning import solve_plan, to_plan
from upriver.planning.chances import chain_chance, circle_of, race_chance, tasks_behind
from upriver.planning.foresight import short_foresight
from upriver.planning.inputs import PlanInputs
from upriver.planning.matrix import to_matrix
from upriver.planning.model import build_model
from upriver.planning.near_optimal import near_optimal
from upriver.planning.parts import PeopleInputs
from upriver.planning.records import Candidate, ResearchTask
from upriver.planning.scenarios import (
    Change,
    Scenario,
    ScenarioSettings,
    apply_changes,
    plan_scenarios,
    research_chances,
    success_scenarios,
)
from upriver.planning.settings import PlanSettings

YEARS = (2024, 2025, 2026, 2027)
LATER = BARE.model_copy(update={"last_year": 2027, "discount_rate": 0.1, "money_price": 1.0})
NODE = Candidate("n", "n", "1", "", scale=90.0, capital=30.0, barrier=0.0, lead_time=0,
                 relatedness=1.0, neighbours={})  # fmt: skip


def idle(*tasks: ResearchTask, **changes: object) -> PlanInputs:
    """An economy in which nothing moves but research."""
    return replace(textbook(years=YEARS), tasks=tasks, **changes)


def gain(inputs: PlanInputs, settings: PlanSettings = LATER) -> float:
    """What research adds to the value of the plan."""
    bare = replace(inputs, tasks=())
    value = [solve_plan(each, settings).solution.objective for each in (inputs, bare)]
    return value[0] - value[1]


def starts(inputs: PlanInputs, settings: PlanSettings = LATER) -> dict[str, tuple[int, int]]:
    """Year and number of teams of every task that starts."""
    value = solve_plan(inputs, settings).solution.value("task_started")
    found = {}
    for code in value.coords["task"].values.tolist():
        for teams in value.coords["teams"].values.tolist():
            path = value.sel(task=code, teams=teams).values > 0.5
            if path.any():
                found[code] = (inputs.years[int(path.argmax())], teams)
    return found


def trading(*tasks: ResearchTask) -> PlanInputs:
    """A node that pays as soon as it may be opened."""
    inputs = textbook(years=YEARS)
    return replace(
        inputs,
        economy=replace(inputs.economy, tradable=inputs.economy.tradable | True),
        capacity=capacity(),
        money=purse(900.0, YEARS),
        candidates=(NODE,),
        tasks=tasks,
    )


# -- chances ---------------------------------------------------------------------------------


def test_a_race_and_a_chain() -> None:
    tasks = (
        ResearchTask("a", 1.0, 1, 0.5, teams=3),
        ResearchTask("b", 1.0, 1, 0.8, after=("a",)),
        ResearchTask("c", 1.0, 1, 0.9, after=("a",), opens=("door",)),
        ResearchTask("d", 1.0, 1, 0.7, after=("b", "c"), opens=("door",)),
    )
    assert race_chance(0.5, 3) == 0.875
    assert tasks_behind(tasks, "door") == ["a", "b", "c", "d"]
    assert tasks_behind(tasks, "b") == ["a", "b"]
    assert tasks_behind(tasks, "nothing") == []
    teams = {"a": 2, "b": 1, "c": 1, "d": 1}
    # a counts once, though two ways lead to it
    assert chain_chance(tasks, "door", teams=teams) == pytest.approx(0.75 * 0.8 * 0.9 * 0.7)
    assert chain_chance(tasks, "door", teams={"a": 2}) is None
    assert chain_chance(tasks, "nothing", teams={}) == 1.0


def test_a_circle_is_found_behind_what_waits_for_it() -> None:
    assert circle_of({"a": ["b"], "b": ["c"], "c": ["b"]}) == ["c", "b"]
    assert circle_of({"a": ["b", "c"], "b": ["c"], "c": []}) == []


# -- two in sequence, and a race -------------------------------------------------------------


def test_two_tasks_in_sequence_are_worth_what_they_come_to() -> None:
    first = ResearchTask("a", 2.0, 1, 0.8)
    second = ResearchTask("b", 3.0, 2, 0.5, value=40.0, after=("a",))
    inputs = idle(first, second)
    assert starts(inputs) == {"a": (2024, 1), "b": (2025, 1)}
    wanted = 0.8 * 0.5 * 40 / 1.1**4 - 2 / 1.1 - 1.5 / 1.1**2 - 1.5 / 1.1**3
    assert gain(inputs) == pytest.approx(wanted, rel=1e-9)


def test_what_never_pays_is_not_begun() -> None:
    assert starts(idle(ResearchTask("a", 2.0, 1, 0.8, value=2.0))) == {}


@pytest.mark.parametrize(("cost", "teams"), [(3.0, 3), (6.0, 2), (11.0, 1), (21.0, 0)])
def test_a_race_has_as_many_teams_as_pay(cost: float, teams: int) -> None:
    """Chance 1/2, value 44 a year later: the teams add 20, 10 and 5 (at 1.1 a year)."""
    task = ResearchTask("a", cost * 1.1, 1, 0.5, teams=3, value=40 * 1.1**2)
    inputs = idle(task)
    assert starts(inputs) == ({"a": (2024, teams)} if teams else {})
    assert gain(inputs) == pytest.approx(40 * (1 - 0.5**teams) - teams * cost, abs=1e-6)


def test_a_task_that_ends_after_the_plan_is_paid_in_full() -> None:
    """It may start in the last year only; its result counts with the salvage, its cost wholly."""
    task = ResearchTask("a", 4.0, 2, 0.5, value=30.0, earliest=2027)
    wanted = 0.9 * 0.5 * 30 / 1.1**6 - 2 / 1.1**4 - 2 / 1.1**5
    kept = LATER.model_copy(update={"salvage": 0.9})
    assert gain(idle(task), kept) == pytest.approx(wanted, rel=1e-9)
    assert gain(idle(task), LATER) == pytest.approx(0.0, abs=1e-9)


def test_windows_hold() -> None:
    task = ResearchTask("a", 1.0, 1, 0.9, value=9.0, earliest=2025, latest=2025)
    assert starts(idle(task)) == {"a": (2025, 1)}
    closed = replace(task, earliest=2025, latest=2024)
    assert starts(idle(closed)) == {}


# -- doors -----------------------------------------------------------------------------------


def opening(inputs: PlanInputs, settings: PlanSettings = LATER) -> int | None:
    (row,) = to_plan(solve_plan(inputs, settings)).what_to_enter.to_dicts()
    return row["year"]


def test_a_gate_delays_an_entry() -> None:
    assert opening(trading()) == 2024
    assert opening(trading(ResearchTask("a", 1.0, 1, 0.9, opens=("n",)))) == 2025
    in_a_row = (
        ResearchTask("a", 1.0, 1, 0.9),
        ResearchTask("b", 1.0, 1, 0.9, after=("a",), opens=("n",)),
    )
    assert opening(trading(*in_a_row)) == 2026


def test_a_gate_delays_a_project() -> None:
    inputs = replace(trading(), candidates=(), projects=(plant("p", cost=20.0, effect=80.0),))
    free = to_plan(solve_plan(inputs, LATER)).projects.to_dicts()[0]["year"]
    tasks = (ResearchTask("a", 1.0, 1, 0.9, opens=("p",)),)
    behind = to_plan(solve_plan(replace(inputs, tasks=tasks), LATER)).projects.to_dicts()[0]["year"]
    assert (free, behind) == (2024, 2025)


def test_a_door_asks_for_as_many_teams_as_make_it_likely() -> None:
    """0.6 alone is below 0.8, two teams reach 0.84; no number of the third task's reaches 0.8."""
    task = ResearchTask("a", 1.0, 1, 0.6, teams=3, opens=("n",))
    likely = LATER.model_copy(update={"least_success": 0.8})
    assert starts(trading(task), likely) == {"a": (2024, 2)}
    assert starts(trading(task), LATER) == {"a": (2024, 1)}
    hopeless = replace(task, success=0.3)
    assert starts(trading(hopeless), likely) == {}
    assert opening(trading(hopeless), likely) is None
    careless = LATER.model_copy(update={"least_success": 0.0})
    assert starts(trading(hopeless), careless) == {"a": (2024, 1)}


def test_the_constant_of_the_row_of_chances_is_tight() -> None:
    """It lets everything through while the door is shut, and nothing more."""
    tasks = (
        ResearchTask("a", 1.0, 1, 0.6, teams=2),
        ResearchTask("b", 1.0, 1, 0.7, after=("a",), opens=("n",)),
    )
    matrix = to_matrix(build_model(trading(*tasks), LATER).model)
    row = int(matrix.rows["research_success_n"].values)
    here = slice(matrix.A.indptr[row], matrix.A.indptr[row + 1])
    names = [matrix.column_name(int(at)) for at in matrix.A.indices[here]]
    found = dict(zip(names, matrix.A.data[here], strict=True))
    slack = found.pop("opened(n, 2027)")
    assert found == {
        "task_started(a, 1, 2027)": pytest.approx(-log(0.6)),
        "task_started(a, 2, 2027)": pytest.approx(-log(0.84)),
        "task_started(b, 1, 2027)": pytest.approx(-log(0.7)),
        "task_started(b, 2, 2027)": pytest.approx(-log(0.91)),  # closed: b is for one team
    }
    # shut: the largest left-hand side just fits; open: what is allowed is -log(least)
    assert matrix.row_upper[row] == pytest.approx(-log(0.6) - log(0.7))
    assert matrix.row_upper[row] - slack == pytest.approx(-log(0.5))


def test_a_chain_that_is_likely_anyway_needs_no_row() -> None:
    matrix = to_matrix(
        build_model(trading(ResearchTask("a", 1.0, 1, 0.9, opens=("n",))), LATER).model
    )
    assert "research_opens_n" in matrix.rows
    assert "research_success_n" not in matrix.rows


# -- money and people ------------------------------------------------------------------------


def test_teams_take_turns_where_people_are_few() -> None:
    """Two tasks of one year, one researcher each: the dearer one goes first."""
    people = PeopleInputs(
        stock=over([1.0], occupation=["r"]),
        arrivals=over([[0.0] * 4], occupation=["r"], year=list(YEARS)),
        attrition=over([[0.0] * 4], occupation=["r"], year=list(YEARS)),
        recruit_limit=over([[0.0] * 4], occupation=["r"], year=list(YEARS)),
        recruit_cost=over([0.0], occupation=["r"]),
        need=over([[0.0], [0.0]], industry=["1", "2"], occupation=["r"]),
    )
    tasks = (
        ResearchTask("a", 1.0, 1, 1.0, value=10.0, people={"r": 1.0}),
        ResearchTask("b", 1.0, 1, 1.0, value=20.0, people={"r": 1.0}),
    )
    assert starts(idle(*tasks, people=people)) == {"b": (2024, 1), "a": (2025, 1)}
    assert starts(idle(*tasks)) == {"b": (2024, 1), "a": (2024, 1)}


def test_money_for_research_is_the_least_that_the_tasks_cost() -> None:
    task = ResearchTask("a", 6.0, 2, 1.0, teams=2, value=40.0)
    inputs = idle(task, money=purse(3.0, YEARS))
    plan = to_plan(solve_plan(inputs, LATER))
    assert plan.arrays["spending"].sel(use="research").values.tolist() == [3.0, 3.0, 0.0, 0.0]


# -- the same model twice, and every choice --------------------------------------------------


def tasks_of_many_kinds() -> PlanInputs:
    inputs = everything()
    return replace(
        inputs,
        rules=(),
        money=purse(900.0, inputs.years),
        tasks=(
            ResearchTask("a", 2.0, 0, 0.6, teams=3, people={"engineer": 0.02}),
            ResearchTask(
                "b", 3.0, 1, 0.5, teams=2, value=9.0, after=("a",), opens=("node", "plant")
            ),
            ResearchTask("c", 0.4, 2, 0.7, value=6.0, after=("a",)),
            ResearchTask("d", 0.5, 1, 0.9, value=3.0, latest=2024),
            ResearchTask("e", 0.5, 1, 0.9, value=3.0, earliest=2025),
        ),
    )


@pytest.mark.parametrize("whole", [False, True], ids=["linear", "whole"])
@pytest.mark.parametrize("changes", [{"least_success": 0.3}, {"least_success": 0.6},
                                     {"salvage": 0.9, "discount_rate": 0.05}])  # fmt: skip
def test_plain_loops_find_the_same_plan(whole: bool, changes: dict[str, float]) -> None:
    settings = SETTINGS.model_copy(update={"whole_decisions": whole} | changes)
    inputs = tasks_of_many_kinds()
    solved = solve_plan(inputs, settings).solution
    assert solved.objective == pytest.approx(PlainPlan(inputs, settings).optimum(), rel=1e-9)
    assert float(solved.value("task_started").sum()) > 0


def test_no_other_choice_of_tasks_is_better() -> None:
    """Every number of teams and year of two tasks in a row, with one fund for both."""
    tasks = (
        ResearchTask("a", 2.0, 1, 0.5, teams=2, value=3.0),
        ResearchTask("b", 2.0, 1, 0.5, teams=2, value=30.0, after=("a",)),
    )
    inputs = idle(*tasks, money=purse(2.0, YEARS))
    best = gain(inputs)
    options = [None, *product(range(4), (1, 2))]
    values = []
    for one, two in product(options, repeat=2):
        if two and (not one or two[0] < one[0] + 1):
            continue
        spent, worth = np.zeros(5), 0.0
        for item, choice in zip(tasks, (one, two), strict=True):
            if choice:
                at, teams = choice
                spent[at] += teams * item.cost
                chance = race_chance(item.success, teams) * (0.5 if item.task == "b" else 1.0)
                worth += chance * item.value / 1.1 ** (at + 2) * (at + 1 < 4)
                worth -= teams * item.cost / 1.1 ** (at + 1)
        if (spent.cumsum()[:4] <= 2.0 * np.arange(1, 5) + 1e-9).all():
            values.append(worth)
    assert best == pytest.approx(max(values), rel=1e-9)
    assert len(values) > 9


# -- what is refused -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tasks", "match"),
    [
        ((ResearchTask("a", 1.0, 1, 0.5, after=("b",)), ResearchTask("b", 1.0, 1, 0.5, after=("a",))),
         "circle: b → a → b|circle: a → b → a"),
        ((ResearchTask("a", 1.0, 1, 0.5, after=("x",)),), "waits for a task that is not"),
        ((ResearchTask("a", 1.0, 1, 0.5, opens=("x",)),), "opens what is not"),
        ((ResearchTask("a", 1.0, 1, 0.0),), "above 0"),
        ((ResearchTask("a", 1.0, 1, 0.5), ResearchTask("a", 1.0, 1, 0.5)), "twice"),
        ((ResearchTask("a", 1.0, -1, 0.5),), "negative"),
    ],
)  # fmt: skip
def test_tasks_that_no_plan_can_hold_are_refused(
    tasks: tuple[ResearchTask, ...], match: str
) -> None:
    with pytest.raises(DataError, match=match):
        idle(*tasks)


# -- futures ---------------------------------------------------------------------------------


def test_chances_of_doors_become_futures() -> None:
    inputs = trading(
        ResearchTask("a", 1.0, 1, 0.5, teams=3),
        ResearchTask("b", 1.0, 1, 0.8, after=("a",), opens=("n",)),
    )
    assert research_chances(inputs, teams={"a": 3, "b": 1}) == {"n": pytest.approx(0.7)}
    assert research_chances(inputs, teams={"a": 3}) == {}
    futures = success_scenarios(
        research_chances(inputs, teams={"a": 3, "b": 1}), what={"n": "entry_effect"}, draws=9,
        rng=np.random.default_rng(0),
    )  # fmt: skip
    assert sorted(each.probability for each in futures) == pytest.approx([0.3, 0.7])


def test_research_before_the_future_is_known_is_common() -> None:
    """Two futures that part in 2026; the task begins in 2024 in both, with two teams."""
    task = ResearchTask("a", 1.0, 1, 0.4, teams=2, opens=("n",))
    inputs = trading(task)
    bad = (Change("outside_demand", "factor", 0.5, first_year=2026),)
    made = plan_scenarios(
        inputs, LATER, [Scenario("good", 0.5), Scenario("bad", 0.5, bad)],
        choices=ScenarioSettings(whole_decisions=True),
    )  # fmt: skip
    (row,) = [row for row in made.first_stage.to_dicts() if row["kind"] == "research"]
    assert (row["code"], row["year"], row["amount"]) == ("a", 2024, 1.0)


def test_research_turns_out_otherwise_in_a_scenario() -> None:
    tasks = (ResearchTask("a", 2.0, 1, 0.8), ResearchTask("b", 4.0, 2, 0.5))
    changes = (
        Change("research_cost", "factor", 1.5),
        Change("research_delay", "add", 1.0, "b"),
        Change("research_success", "factor", 0.5, "a"),
    )
    new = apply_changes(idle(*tasks), Scenario("s", 1.0, changes)).tasks
    assert [(item.cost, item.duration, item.success) for item in new] == [
        (3.0, 1, 0.4),
        (6.0, 3, 0.5),
    ]
    with pytest.raises(DataError, match="above 0 and at most 1"):
        apply_changes(idle(*tasks), Scenario("s", 1.0, (Change("research_success", "add", 0.5),)))
    with pytest.raises(LabelError, match="knows no c"):
        apply_changes(idle(*tasks), Scenario("s", 1.0, (Change("research_cost", "add", 1.0, "c"),)))
    with pytest.raises(DataError, match="that part of the plan is off"):
        apply_changes(idle(), Scenario("s", 1.0, (Change("research_cost", "add", 1.0),)))


def test_short_sight_keeps_what_was_begun() -> None:
    settings = LATER.model_copy(update={"compare": True, "salvage": 0.9})
    solved = solve_plan(trading(ResearchTask("a", 1.0, 1, 0.9, opens=("n",))), settings)
    table = short_foresight(solved, windows=(1, 3)).table.to_dicts()
    assert [row["window"] for row in table] == [1, 3, 4]
    assert all(row["lost"] >= -1e-6 for row in table)
    assert table[0]["lost"] > table[1]["lost"] + 1.0  # one year ahead, a task never pays


def test_what_good_plans_share_holds_for_research_too() -> None:
    """A task behind the node that makes the plan; one that pays a little; one that never does."""
    tasks = (
        ResearchTask("needed", 1.0, 1, 0.9, teams=2, opens=("n",)),
        ResearchTask("little", 1.0, 1, 1.0, teams=2, value=1.5),
        ResearchTask("never", 90.0, 1, 0.9),
    )
    settings = LATER.model_copy(update={"compare": True, "salvage": 0.9})
    found = near_optimal(solve_plan(trading(*tasks), settings), slack=0.2, plans=4)
    rows = {row["code"]: row for row in found.decisions.to_dicts() if row["kind"] == "research"}
    assert {code: row["in_plan"] for code, row in rows.items()} == {
        "needed": True, "little": True, "never": False}  # fmt: skip
    assert rows["needed"]["verdict"] == "sure"
    assert rows["never"]["verdict"] == "never"
    assert rows["little"]["loss"] == pytest.approx(
        (1.5 / 1.1**2 - 1.0 / 1.1) / _gain_of(trading(*tasks), settings), rel=1e-6
    )
    assert rows["little"]["verdict"] == "open"


def _gain_of(inputs: PlanInputs, settings: PlanSettings) -> float:
    solved = solve_plan(inputs, settings)
    return solved.solution.gain_over(solved.usual)


def test_a_promise_that_only_unlikely_research_could_keep_is_named() -> None:
    """The way out is given in the promise's own unit; careless about chances, there is a plan."""
    task = ResearchTask("a", 1.0, 1, 0.3, opens=("n",))
    settings = LATER.model_copy(update={"ramp_years": 1, "additional": 1.0})
    base = solve_plan(trading(), settings).solution
    reached = float(base.value("output").isel(year=-1) @ textbook().economy.value_added)
    inputs = replace(trading(task), targets=(promise(reached - 1.0, year=2027, hard=True),))
    with pytest.raises(InfeasibleError, match="VA") as caught:
        solve_plan(inputs, settings)
    assert caught.value.relaxation["VA"] > 1.0
    careless = settings.model_copy(update={"least_success": 0.3})
    assert solve_plan(inputs, careless).solution.objective > 0
