"""Research stands beside what is entered and funded: in the steps, the timeline and the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from research_toy import FACT, SETTINGS, researching
from toy import toy_region
from upriver.reporting.charts.timeline import KINDS
from upriver.reporting.facts import undertakings
from upriver.reporting.facts.research import loan_facts, research_facts
from upriver.services.plan import plan

if TYPE_CHECKING:
    from pathlib import Path

    from upriver.data.region import Region


def test_tasks_are_steps_with_their_years_and_chances(tmp_path: Path) -> None:
    region = researching(tmp_path)
    made = plan(region, SETTINGS)
    steps = undertakings.steps(made, region)
    found = {each["code"]: each for each in steps if each["kind"] == "research"}
    assert {code: (each["start"], each["ready"]) for code, each in found.items()} == {
        "a": (2024, 2025), "b": (2025, 2026)}  # fmt: skip
    assert found["a"]["cost"] == pytest.approx(0.2)  # two teams
    assert found["b"]["effect"] == pytest.approx(0.91 * 0.7)
    assert found["b"]["name"] == {"en": "Task b", "zh": "任务b"}
    kinds = [each["kind"] for each in steps]
    assert kinds == sorted(kinds, key=undertakings.KINDS.index)


def test_every_kind_of_step_has_a_colour() -> None:
    assert tuple(KINDS) == undertakings.KINDS


def test_tasks_say_what_waits_for_them(tmp_path: Path) -> None:
    region = researching(tmp_path)
    facts = research_facts(plan(region, SETTINGS), region)
    assert facts is not None
    assert [each["code"] for each in facts["tasks"]] == ["a", "b"]
    assert [each["opens"] for each in facts["tasks"]] == [
        [{"en": "Task b", "zh": "任务b"}], [{"en": "Plant", "zh": "工厂"}]]  # fmt: skip
    assert (facts["started"], facts["races"], facts["doors"], facts["opened"]) == (2, 1, 1, 1)
    assert facts["cost"] == pytest.approx(0.2 + 0.1)
    assert facts["provenance"]["shares"]["assumed"] == 1.0


def test_a_task_that_is_not_put_out_stands_at_the_end(tmp_path: Path) -> None:
    region = researching(tmp_path, success=0.1)  # no entry is likely enough then
    facts = research_facts(plan(region, SETTINGS), region)
    assert facts is not None
    last = facts["tasks"][-1]
    assert (last["code"], last["start"], last["chance"]) == ("b", None, None)
    assert last["cost"] == pytest.approx(0.1)
    assert facts["opened"] == 0


def test_without_tasks_there_are_no_facts(tmp_path: Path) -> None:
    region = toy_region(tmp_path)
    assert research_facts(plan(region, SETTINGS), region) is None


def borrowed(path: Path) -> Region:
    """A bank pays for research and is repaid over three years; own money pays for all else."""
    uses = {"bank": ("research",), "own": ("capacity", "projects", "talent", "repayment")}
    return researching(path).replace(
        funds=pl.DataFrame(
            [
                {"fund": fund, "year": 2024, "name_en": fund, "name_zh": fund, "kind": kind,
                 "amount": 100.0, "cost": cost, "term": term, **FACT}
                for fund, kind, cost, term in (("bank", "loan", 0.04, 3), ("own", "social", 0.0, None))
            ]
        ),
        fund_rules=pl.DataFrame(
            [
                {"fund": fund, "use": use, "leverage": None, **FACT}
                for fund, some in uses.items()
                for use in some
            ],
            schema_overrides={"leverage": pl.Float64},
        ),
    )  # fmt: skip


def test_loans_add_up_until_all_is_repaid(tmp_path: Path) -> None:
    facts = loan_facts(plan(borrowed(tmp_path), SETTINGS))
    assert facts is not None
    assert facts["years"] == [2024, 2025, 2026, 2027]
    assert facts["drawn"] == pytest.approx([0.2, 0.1, 0.0, 0.0])  # two teams, then one
    assert facts["principal"] == pytest.approx([0.0, 0.2 / 3, 0.1, 0.1])
    assert facts["debt"][-1] == pytest.approx(facts["later"]["principal"]) == pytest.approx(0.1 / 3)
    assert facts["interest"][1] == pytest.approx(0.04 * 0.2)
    assert facts["later"]["until"] == 2028


def test_a_plan_that_borrows_nothing_has_no_facts_of_loans(tmp_path: Path) -> None:
    assert loan_facts(plan(researching(tmp_path), SETTINGS)) is None
