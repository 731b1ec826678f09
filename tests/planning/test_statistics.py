"""Who grows, who pays, what binds, which target costs most: against the plan's own tables."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plan_toy import SETTINGS, plan_inputs, toy_plan
from planning_toy import OUTPUT, promise
from upriver.planning import Plan, solve_plan, to_plan
from upriver.planning.records import USES as KNOWN_USES
from upriver.planning.statistics import QUESTIONS, USES, plan_statistics


@pytest.fixture(scope="module")
def plan() -> Plan:
    return toy_plan()


def rows(plan: Plan, question: str) -> list[dict[str, object]]:
    return [row for row in plan_statistics(plan).to_dicts() if row["question"] == question]


def test_growth_adds_up_to_that_of_the_region(plan: Plan) -> None:
    grown = rows(plan, "grows")
    share = plan_inputs().economy.value_added.values
    base = float(share @ OUTPUT)
    last = plan.summary.to_dicts()[-1]["value_added"]
    assert sum(row["value"] for row in grown) == pytest.approx(last - base)
    assert sum(row["share"] for row in grown) == pytest.approx(1.0)
    assert [row["value"] for row in grown] == sorted((r["value"] for r in grown), reverse=True)


def test_who_pays_is_what_it_buys(plan: Plan) -> None:
    spent = sum(plan.summary.frame["spending"])
    for question in ("pays", "buys"):
        assert sum(row["value"] for row in rows(plan, question)) == pytest.approx(spent)
        assert sum(row["share"] for row in rows(plan, question)) == pytest.approx(1.0)


def test_what_binds_is_worth_what_a_little_more_of_it_brings() -> None:
    """One per cent of the cap in every year, solved again, against the sum of its prices."""
    settings = SETTINGS.model_copy(update={"whole_decisions": False})
    least = {"cap": 128.0, "money": 900.0, "wanted": 1.0}
    before = to_plan(solve_plan(plan_inputs(**least), settings))
    (row,) = (row for row in rows(before, "binds") if row["kind"] == "cap")
    step = 1e-3
    more = to_plan(solve_plan(plan_inputs(**{**least, "cap": 128.0 * (1 + step * 0.01)}), settings))
    assert row["value"] > 0
    assert row["unit"] == "1e8 CNY/%"
    assert (more.objective - before.objective) / step == pytest.approx(row["value"], rel=1e-4)


def test_targets_are_ranked_by_what_they_cost() -> None:
    both = (promise(2500.0, year=2025, name="EARLY"), promise(2500.0, year=2026, name="LATE"))
    found = rows(to_plan(solve_plan(replace(plan_inputs(), targets=both), SETTINGS)), "costs")
    assert {row["code"] for row in found} == {"EARLY", "LATE"}
    assert found[0]["value"] >= found[1]["value"]


def test_without_funds_the_source_is_open() -> None:
    """Then nobody is named, in either language."""
    found = rows(to_plan(solve_plan(replace(plan_inputs(), money=None), SETTINGS)), "pays")
    assert [(row["name_en"], row["name_zh"]) for row in found] == [
        ("money of the plan, source open", "规划资金（来源未定）")
    ]


def test_every_question_and_use_is_named(plan: Plan) -> None:
    assert set(plan_statistics(plan).frame["question"]) <= set(QUESTIONS)
    assert tuple(USES) == KNOWN_USES
