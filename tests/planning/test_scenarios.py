"""Scenarios as data, the joint model, and what is refused."""

import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from block_toy import block, farm, first, vendor
from planning_toy import BARE, capacity, over, plant, promise, purse, textbook
from upriver.core.errors import DataError, InfeasibleError, LabelError
from upriver.core.message import Message
from upriver.planning.inputs import PlanInputs
from upriver.planning.parts import AirInputs
from upriver.planning.records import Candidate
from upriver.planning.scenarios import (
    Change,
    Scenario,
    ScenarioSettings,
    Surprises,
    apply_changes,
    conditional_value,
    entry_chances,
    join_blocks,
    plan_scenarios,
    protect,
    solve_two_stage,
    success_scenarios,
    worth_of_knowing,
)
from upriver.planning.scenarios.surprises import undertaking_surprises
from upriver.planning.settings import PlanSettings
from upriver.planning.solve import solve_matrix

YEARS = (2024, 2025, 2026)
SETTINGS = BARE.model_copy(update={"additional": 1.0, "ramp_years": 1, "money_price": 0.5})


def region(*, cap: float | None = None, money: float = 400.0) -> PlanInputs:
    """Two sectors, three years, one fund, a plant and a node that may be opened."""
    inputs = textbook(room=300.0, years=YEARS, cap=cap)
    node = Candidate("n", "n", "2", "", 80.0, 60.0, 10.0, 1, 0.49, {})
    return replace(
        inputs,
        economy=replace(inputs.economy, tradable=inputs.economy.tradable | True),
        capacity=capacity(growth=0.1),
        money=purse(money, YEARS),
        projects=(plant("a", cost=100.0, effect=120.0),),
        candidates=(node,),
        targets=(promise(2100.0, year=2026),),
        labels={"a": Message("Plant A", "甲厂")},
    )


BOOM = Scenario("boom", 0.5, (Change("outside_demand", "growth", 0.1),))
SLUMP = Scenario("slump", 0.5, (Change("outside_demand", "factor", 0.2, first_year=2025),))


def planned(*scenarios: Scenario, inputs: PlanInputs | None = None, **choices: object):
    return plan_scenarios(
        inputs or region(), SETTINGS, scenarios, choices=ScenarioSettings(**choices)
    )


# -- changes ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Change("money", "factor", 0.5), [200.0, 200.0, 200.0]),
        (Change("money", "factor", 0.5, "f", 2025, 2025), [400.0, 200.0, 400.0]),
        (Change("money", "add", -50.0, first_year=2025), [400.0, 350.0, 350.0]),
        (Change("money", "value", 10.0, last_year=2024), [10.0, 400.0, 400.0]),
        (Change("money", "growth", 0.1), [440.0, 484.0, 532.4]),
        (Change("money", "growth", 0.1, first_year=2025, last_year=2025), [400.0, 440.0, 440.0]),
    ],
)
def test_a_change_hits_its_years(change: Change, expected: list[float]) -> None:
    inputs = region()
    new = apply_changes(inputs, Scenario("s", 1.0, (change,)))
    assert new.money.amount.sel(fund="f").values == pytest.approx(expected)
    assert inputs.money.amount.values == pytest.approx(400.0)


def test_changes_come_one_after_the_other() -> None:
    steps = (Change("money", "factor", 0.5), Change("money", "add", 1.0))
    assert apply_changes(region(), Scenario("s", 1.0, steps)).money.amount.values == pytest.approx(
        201.0
    )


def test_undertakings_and_air_change_too() -> None:
    inputs = replace(region(), air=AirInputs(over([0.0, 0.0], product=["1", "2"]), 5.0, 1))
    new = apply_changes(
        inputs,
        Scenario(
            "s",
            1.0,
            (
                Change("project_effect", "factor", 0.5, "a"),
                Change("project_cost", "factor", 2.0),
                Change("project_delay", "add", 1.0, "a"),
                Change("entry_effect", "factor", 0.0, "n"),
                Change("entry_cost", "factor", 3.0),
                Change("entry_delay", "add", 2.0),
                Change("air_room", "factor", 0.5),
            ),
        ),
    )
    (project,), (node,) = new.projects, new.candidates
    assert (project.effect, project.cost, project.lead_time) == (60.0, 200.0, 2)
    assert (node.scale, node.capital, node.barrier, node.lead_time) == (0.0, 180.0, 30.0, 3)
    assert new.air.running == 2.5


def test_a_cap_that_does_not_exist_is_not_made() -> None:
    inputs = region(cap=200.0)
    caps = inputs.nature.caps.where(inputs.nature.caps.coords["year"] > 2024)
    inputs = replace(inputs, nature=replace(inputs.nature, caps=caps))
    new = apply_changes(inputs, Scenario("s", 1.0, (Change("cap", "value", 150.0),)))
    assert new.nature.caps.values[0] == pytest.approx([np.nan, 150.0, 150.0], nan_ok=True)


@pytest.mark.parametrize(
    ("change", "error", "match"),
    [
        (Change("money", "factor", 2.0, "g"), LabelError, "money knows no g"),
        (Change("money", "factor", 2.0, first_year=2040), LabelError, "outside the plan"),
        (Change("money", "add", -500.0), DataError, "below 0"),
        (Change("project_cost", "factor", 2.0, "z"), LabelError, "knows no z"),
        (Change("project_cost", "growth", 0.1), DataError, "has no years"),
        (Change("project_delay", "factor", 2.0), DataError, "whole number of years"),
        (Change("capital_cost", "factor", 2.0, first_year=2025), DataError, "same in all years"),
        (Change("arrivals", "factor", 2.0), DataError, "part of the plan is off"),
        (Change("air_room", "factor", 2.0), DataError, "part of the plan is off"),
        (Change("weather", "factor", 2.0), DataError, "weather with factor is not known"),
    ],
)
def test_a_change_that_does_not_fit_is_named(
    change: Change, error: type[Exception], match: str
) -> None:
    with pytest.raises(error, match=match):
        apply_changes(region(), Scenario("s", 1.0, (change,)))


@pytest.mark.parametrize(
    ("scenarios", "match"),
    [
        ((), "no scenario"),
        ((Scenario("a", 0.5), Scenario("a", 0.5)), "different codes"),
        ((Scenario("a", 0.5), Scenario("b", 0.4)), "add up to 0.9"),
        ((Scenario("a", 1.0), Scenario("b", 0.0)), "'b' is not above 0"),
    ],
)
def test_scenarios_must_be_a_distribution(scenarios: tuple[Scenario, ...], match: str) -> None:
    with pytest.raises(DataError, match=match):
        planned(*scenarios)


# -- the joint model -------------------------------------------------------------------------


def test_a_shared_decision_is_one_column() -> None:
    blocks = {"low": vendor(1), "high": vendor(5)}
    joint = join_blocks(
        blocks, probability={"low": 0.5, "high": 0.5}, shared=first(blocks["low"], "ordered")
    )
    assert joint.matrix.A.shape == (4, 3)
    ordered, sold = joint.matrix.columns["ordered"], joint.matrix.columns["sold"]
    assert ordered.values.ravel().tolist() == [0, 0]
    assert sold.values.ravel().tolist() == [1, 2]
    assert joint.matrix.row_name(3) == "rule(high, 1)"


def test_prices_hold_given_that_the_scenario_comes() -> None:
    blocks = {"low": vendor(1), "high": vendor(5)}
    joint = join_blocks(
        blocks, probability={"low": 0.2, "high": 0.8}, shared=first(blocks["low"], "ordered")
    )
    found = solve_two_stage(joint, PlanSettings())
    # With 5 ordered one more customer in the low scenario brings 3.
    assert found.price("rule").sel(scenario="low", rule="1").item() == pytest.approx(3.0)


def test_other_decisions_or_names_are_refused() -> None:
    blocks = {"low": vendor(1), "high": farm((2.5, 3.0, 20.0))}
    half = {"low": 0.5, "high": 0.5}
    with pytest.raises(LabelError, match="Scenario high has other decisions"):
        join_blocks(blocks, probability=half, shared={})
    with pytest.raises(LabelError, match="need probabilities of their own"):
        join_blocks({"low": vendor(1)}, probability=half, shared={})
    with pytest.raises(LabelError, match="no decision stock"):
        join_blocks(
            {"low": vendor(1), "high": vendor(5)},
            probability=half,
            shared={"stock": vendor(1).columns["sold"] >= 0},
        )


def test_a_plan_for_the_mean_that_breaks_a_rule_is_infinitely_worse() -> None:
    """The mean plan orders 3; in the low scenario at most 2 may be stored."""
    inf = np.inf

    def store(room: float) -> object:
        return block({"ordered": ["paper"]}, cost=[1.0], rows=[(-inf, [1.0], room)], upper=[inf])

    blocks = {"low": store(2.0), "high": store(4.0)}
    joint = join_blocks(
        blocks, probability={"low": 0.5, "high": 0.5}, shared=first(blocks["low"], "ordered")
    )
    worth = worth_of_knowing(
        joint, PlanSettings(), recourse=solve_two_stage(joint, PlanSettings()).expected
    )
    assert worth.recourse == pytest.approx(2.0)
    assert worth.wait_and_see == pytest.approx(3.0)
    assert worth.stochastic_solution == inf


# -- surprises -------------------------------------------------------------------------------


def test_a_surprise_must_hit_an_inequality() -> None:
    inf = np.inf
    matrix = block({"x": ["a"]}, cost=[1.0], rows=[(1.0, [1.0], 1.0), (-inf, [1.0], 2.0)])
    with pytest.raises(DataError, match=r"rule\(0\) has two limits or none"):
        protect(matrix, Surprises(np.array([0]), matrix.A[:1]), budget=1)
    with pytest.raises(DataError, match="at least 0, got -1"):
        protect(matrix, Surprises(np.array([1]), matrix.A[:1]), budget=-1)


def test_a_row_with_a_lower_limit_is_protected_downwards() -> None:
    """Two x must reach 3 although a tenth of each may be lost: x = 3 / 1.8."""
    matrix = block({"x": ["a"]}, cost=[-1.0], rows=[(3.0, [2.0], np.inf)])
    found = solve_matrix(
        protect(matrix, Surprises(np.array([0]), 0.1 * matrix.A), budget=1), PlanSettings()
    )
    assert found.columns[0] == pytest.approx(3 / 1.8)


def test_projects_and_entries_are_what_may_disappoint() -> None:
    plain, careful = planned(BOOM, SLUMP), planned(BOOM, SLUMP, surprises=1, loss=0.5)
    assert careful.expected < plain.expected
    same = planned(BOOM, SLUMP, surprises=0, loss=0.5)
    assert same.expected == pytest.approx(plain.expected)


def test_a_budget_counts_undertakings_not_years() -> None:
    """All years of one project in one row go wrong together, so they are one surprise."""
    solved = plan_matrix()
    found = undertaking_surprises(solved, loss=0.5)
    rows = solved.rows["capacity_limit"]
    of_first = (found.row == rows.sel(industry="1", year=2026).item()).sum()
    of_second = (found.row == rows.sel(industry="2", year=2026).item()).sum()
    assert (of_first, of_second) == (1, 1)


def plan_matrix():
    from upriver.planning.matrix import to_matrix
    from upriver.planning.model import build_model

    return to_matrix(build_model(region(), SETTINGS).model)


# -- chances ---------------------------------------------------------------------------------


def test_few_undertakings_are_counted_exactly() -> None:
    found = success_scenarios(
        {"a": 0.8, "n": 0.5, "sure": 1.0},
        what={"a": "project_effect", "n": "entry_effect", "sure": "project_effect"},
        draws=4,
        rng=np.random.default_rng(0),
    )
    assert sorted(item.probability for item in found) == pytest.approx([0.1, 0.1, 0.4, 0.4])
    failures = {tuple(change.code for change in item.changes) for item in found}
    assert failures == {(), ("a",), ("n",), ("a", "n")}


def test_many_undertakings_are_drawn() -> None:
    chances = {str(each): 0.7 for each in range(12)}
    found = success_scenarios(
        chances,
        what=dict.fromkeys(chances, "entry_effect"),
        draws=400,
        rng=np.random.default_rng(7),
    )
    assert sum(item.probability for item in found) == pytest.approx(1.0)
    failures = sum(item.probability * len(item.changes) for item in found)
    assert failures == pytest.approx(12 * 0.3, abs=4 * (12 * 0.3 * 0.7 / 400) ** 0.5)


def test_chances_outside_nought_and_one_are_refused() -> None:
    with pytest.raises(DataError, match="between 0 and 1 and draws are at least 1; see 'a'"):
        success_scenarios(
            {"a": 1.2}, what={"a": "entry_effect"}, draws=1, rng=np.random.default_rng(0)
        )
    with pytest.raises(DataError, match="at least one draw, got 0"):
        success_scenarios({}, what={}, draws=0, rng=np.random.default_rng(0))


def test_the_chance_of_an_entry_rises_with_relatedness() -> None:
    assert entry_chances(region(), most=0.9, exponent=0.5) == pytest.approx({"n": 0.9 * 0.7})


def test_an_entry_that_may_fail_is_worth_less() -> None:
    sure = planned(Scenario("one", 1.0), draws=2, entry_chance=1.0, entry_exponent=0.0)
    risky = planned(Scenario("one", 1.0), draws=2, entry_chance=0.5, entry_exponent=0.0)
    assert sure.expected > risky.expected + 1e-3
    assert len(risky.outcomes) == 2


# -- the plan --------------------------------------------------------------------------------


def test_what_is_decided_early_is_the_same_in_all_scenarios() -> None:
    found = planned(BOOM, SLUMP, known_from=2025)
    for name in ("started", "opened", "expansion", "replacement"):
        early = found.arrays[name].sel(year=2024)
        assert early.sel(scenario="boom").values == pytest.approx(
            early.sel(scenario="slump").values
        )
    later = found.arrays["output"].sel(year=2026)
    assert abs(later.sel(scenario="boom") - later.sel(scenario="slump")).max() > 1
    assert found.arrays["output"].attrs["units"] == "1e8 CNY"
    assert set(found.first_stage.frame["year"]) == {2024}
    assert found.audit.passed


def test_a_fixed_list_never_adapts() -> None:
    found = planned(BOOM, SLUMP, known_from=2024, fixed_list=True)
    for name in ("started", "opened"):
        array = found.arrays[name]
        assert array.sel(scenario="boom").values == pytest.approx(
            array.sel(scenario="slump").values
        )
    assert found.expected <= planned(BOOM, SLUMP, known_from=2024).expected + 1e-6


def test_nothing_is_shared_when_all_is_known_at_once() -> None:
    """Then the plan is that of perfect information."""
    found = planned(BOOM, SLUMP, known_from=2024)
    assert found.perfect_information == pytest.approx(0.0, abs=1e-6)


TIGHT = Scenario("tight", 0.5, (Change("cap", "factor", 0.1),), Message("Tight cap", "上限收紧"))


def test_a_scenario_without_a_plan_is_explained_and_the_others_are_planned() -> None:
    capped = region(cap=500.0)
    found = planned(replace(BOOM, probability=0.2), replace(SLUMP, probability=0.3), TIGHT,
                    inputs=capped)  # fmt: skip
    (lost,) = found.without_plan.to_dicts()
    assert (lost["scenario"], lost["name_zh"], lost["probability"]) == ("tight", "上限收紧", 0.5)
    assert "CO2" in lost["problem_en"]
    assert "CO2" in lost["conflict"]
    assert lost["remedy_zh"]
    others = planned(replace(BOOM, probability=0.4), replace(SLUMP, probability=0.6),
                     inputs=capped)  # fmt: skip
    assert found.expected == pytest.approx(others.expected)
    assert found.outcomes.frame["probability"].to_list() == pytest.approx([0.4, 0.6])
    assert "No plan holds in Tight cap (chance 50% in all)" in found.notes[0].en
    assert "情景“上限收紧”中：无可行规划" in found.notes[1].zh
    assert not others.without_plan.to_dicts()


def test_when_no_scenario_has_a_plan_all_are_explained_at_once() -> None:
    poor = Scenario("poor", 0.5, (Change("cap", "value", 1.0),))
    with pytest.raises(InfeasibleError, match=r"In scenario Tight cap: .*In scenario poor: ") as at:
        planned(TIGHT, poor, inputs=region(cap=500.0))
    assert {"tight/CO2", "poor/CO2"} <= set(at.value.conflict)
    assert {code.split("/")[0] for code in at.value.relaxation} == {"tight", "poor"}


def test_protection_that_no_plan_can_give_is_explained_by_its_own_rules() -> None:
    """Without surprises the target is kept; with them it is not, and it is the target's fault."""
    inputs = replace(region(), targets=(promise(2400.0, year=2026, hard=True),))
    assert planned(Scenario("one", 1.0), inputs=inputs).audit.passed
    with pytest.raises(InfeasibleError, match="the target VA"):
        planned(Scenario("one", 1.0), inputs=inputs, surprises=2, loss=1.0)


def test_a_common_start_that_suits_nobody_is_told() -> None:
    """The rich need the plant at once; the poor can do without it, but cannot pay for it."""
    inputs = replace(
        region(money=0.0),
        capacity=capacity(growth=0.0),
        candidates=(),
        targets=(promise(2100.0, year=2025, hard=True),),
    )
    rich = Scenario("rich", 0.5, (Change("money", "add", 200.0),))
    poor = Scenario("poor", 0.5, (Change("value_added", "factor", 1.1),))
    bought = SETTINGS.model_copy(update={"inflow_rise": 0.2})
    choices = ScenarioSettings(known_from=2025, whole_decisions=True, worth=False)
    for alone in (rich, poor):
        one = (replace(alone, probability=1.0),)
        assert plan_scenarios(inputs, bought, one, choices=choices).audit.passed
    with pytest.raises(InfeasibleError, match="Every scenario has a plan of its own") as at:
        plan_scenarios(inputs, bought, (rich, poor), choices=choices)
    assert at.value.conflict
    assert all(code.startswith(("rich/", "poor/")) for code in at.value.conflict)
    assert "known_from" in at.value.remedy.en
    lost = Scenario("lost", 0.5, (Change("value_added", "factor", 0.5),))
    half = tuple(replace(each, probability=0.25) for each in (rich, poor))
    with pytest.raises(InfeasibleError, match=r"In scenario lost: .*Every other scenario has"):
        plan_scenarios(inputs, bought, (*half, lost), choices=choices)


class Elsewhere:
    """Sends work, items and results as another machine would get them."""

    def map(self, work: object, items: object) -> list[object]:
        sent = pickle.loads(pickle.dumps(work))
        return [pickle.loads(pickle.dumps(sent(pickle.loads(pickle.dumps(each)))))
                for each in items]  # fmt: skip


@pytest.mark.parametrize("objective", ["weighted", "lexicographic"])
@pytest.mark.parametrize("kind", ["threads", "elsewhere"])
def test_scenarios_may_be_solved_side_by_side(kind: str, objective: str) -> None:
    settings = SETTINGS.model_copy(update={"objective": objective})
    with ThreadPoolExecutor(2) as pool:
        side, alone = (
            plan_scenarios(
                region(), settings, (BOOM, SLUMP), choices=ScenarioSettings(), executor=executor
            )
            for executor in (pool if kind == "threads" else Elsewhere(), None)
        )
    assert side.to_dict() == alone.to_dict()


def test_a_pool_of_processes_will_do() -> None:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        side = plan_scenarios(
            region(), SETTINGS, (BOOM, SLUMP), choices=ScenarioSettings(), executor=pool
        )
    assert side.to_dict() == planned(BOOM, SLUMP).to_dict()


def test_whole_decisions_say_how_exact_the_worth_is() -> None:
    loose = SETTINGS.model_copy(update={"gap": 0.01})
    found = plan_scenarios(
        region(), loose, (BOOM, SLUMP), choices=ScenarioSettings(whole_decisions=True)
    )
    started = found.arrays["started"].values
    assert started == pytest.approx(np.round(started), abs=1e-6)
    assert any(f"{0.01 * found.expected:.4g}" in note.en for note in found.notes)


def test_the_result_is_plain_data() -> None:
    data = planned(BOOM, SLUMP).to_dict()
    assert data["known_from"] == 2026
    assert data["outcomes"][0]["scenario"] == "boom"
    assert data["stochastic_solution"] is None or data["stochastic_solution"] >= -1e-6
    assert {"en", "zh"} == set(data["notes"][0])


def test_conditional_value_takes_part_of_a_scenario() -> None:
    values, chance = np.array([1.0, 5.0, 9.0]), np.array([0.1, 0.4, 0.5])
    assert conditional_value(values, chance, level=0.0) == pytest.approx(6.6)
    assert conditional_value(values, chance, level=0.8) == pytest.approx(3.0)
    assert conditional_value(values, chance, level=0.95) == pytest.approx(1.0)
