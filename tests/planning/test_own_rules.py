"""Rules of the planner's own: what they do to the plan, what they are worth, what is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl
import pytest

from planning_toy import BARE, DEMAND, textbook
from toy import toy_region
from upriver.core.errors import DataError, InfeasibleError
from upriver.data.region import Region
from upriver.data.write import write_package
from upriver.planning import OwnRule, RuleTerm, solve_plan, to_plan
from upriver.planning.settings import PlanSettings
from upriver.planning.statistics import plan_statistics
from upriver.services.plan import plan

if TYPE_CHECKING:
    from pathlib import Path

    from upriver.planning.result import Plan

FREE = textbook(demand=0.9 * DEMAND, room=0.3 * DEMAND)
FACT = {"status": "assumed", "source": "s2"}


def with_rule(rule: OwnRule) -> Plan:
    return to_plan(solve_plan(replace(FREE, rules=(rule,)), BARE))


def less(bound: float, **changes: object) -> OwnRule:
    term = RuleTerm("output", 1.0, {"industry": "1", "year": 2024})
    return replace(OwnRule("ceiling", (term,), "<=", bound, "1e8 CNY"), **changes)


def test_a_rule_binds_and_its_price_is_the_gain_of_one_more_unit() -> None:
    tight, looser = with_rule(less(1000.0)), with_rule(less(1001.0))
    assert float(tight.arrays["output"].sel(industry="1", year=2024)) == pytest.approx(1000.0)
    (price,) = tight.prices.to_polars().filter(pl.col("kind") == "rule").to_dicts()
    assert price["price"] == pytest.approx(looser.objective - tight.objective, rel=1e-6)
    assert (price["code"], price["year"], price["unit"]) == ("ceiling", None, "1e8 CNY/1e8 CNY")


def test_a_rule_is_among_what_binds_with_its_use_and_the_range_of_its_price() -> None:
    plan = with_rule(less(1000.0))
    (limit,) = plan.limits.to_polars().filter(pl.col("kind") == "rule").to_dicts()
    assert limit["used"] == pytest.approx(1000.0)
    assert limit["left"] == pytest.approx(0.0, abs=1e-6)
    for end in (limit["holds_from"], limit["holds_to"]):
        moved = with_rule(less(end)).objective - plan.objective
        assert moved == pytest.approx(limit["price"] * (end - 1000.0), rel=1e-9)
    (row,) = plan_statistics(plan).to_polars().filter(pl.col("question") == "binds").to_dicts()
    assert (row["kind"], row["code"]) == ("rule", "ceiling")
    assert row["value"] == pytest.approx(0.01 * limit["price"] * 1000.0)


def test_a_rule_with_room_says_how_much() -> None:
    looser = with_rule(less(1e6)).limits.to_polars().filter(pl.col("kind") == "rule").to_dicts()[0]
    assert looser["left"] == pytest.approx(1e6 - looser["used"])
    assert looser["price"] == 0.0
    least = less(500.0, sense=">=")
    above = with_rule(least).limits.to_polars().filter(pl.col("kind") == "rule").to_dicts()[0]
    assert above["left"] == pytest.approx(above["used"] - 500.0)


def test_at_least_and_equal() -> None:
    most = float(with_rule(less(1e6)).arrays["output"].sel(industry="1", year=2024))
    for sense, bound in ((">=", 0.95 * most), ("=", 0.95 * most)):
        rule = less(bound, sense=sense)
        made = float(with_rule(rule).arrays["output"].sel(industry="1", year=2024))
        assert made >= bound - 1e-6
        if sense == "=":
            assert made == pytest.approx(bound)


def test_every_year_is_a_row_of_its_own() -> None:
    rule = OwnRule(
        "each", (RuleTerm("output", 1.0, {"industry": "1"}),), "<=", 1000.0, each_year=True
    )
    years = (2024, 2025)
    inputs = replace(textbook(demand=0.9 * DEMAND, room=0.3 * DEMAND, years=years), rules=(rule,))
    made = to_plan(solve_plan(inputs, BARE.model_copy(update={"last_year": 2025})))
    assert made.arrays["output"].sel(industry="1").values == pytest.approx([1000.0, 1000.0])
    assert made.prices.to_polars().filter(pl.col("kind") == "rule")["year"].to_list() == [
        2024,
        2025,
    ]


@pytest.mark.parametrize(
    ("changes", "en", "zh"),
    [
        ({"terms": ()}, "has no terms", "没有任何项"),
        ({"sense": "<"}, "sense is '<'", "比较符为 '<'"),
        ({"bound": float("nan")}, "bound is not known", "界限未知"),
        ({"terms": (RuleTerm("output", float("nan")),)}, "coefficient of output is not known",
         "output 的系数未知"),
        ({"terms": (RuleTerm("output", 1.0, {"year": 2040}),)}, "no year 2040; it has 2024",
         "没有 2040；现有 2024"),
    ],
)  # fmt: skip
def test_a_rule_that_says_nothing_is_refused(changes: dict[str, object], en: str, zh: str) -> None:
    with pytest.raises(DataError, match="cannot be added") as refused:
        with_rule(replace(less(1000.0), **changes))
    (finding,) = refused.value.findings
    assert en in finding.problem.en
    assert zh in finding.problem.zh


def test_all_faults_are_listed() -> None:
    terms = (
        RuleTerm("profit", 1.0),
        RuleTerm("output", 1.0, {"industry": "9"}),
        RuleTerm("output", 1.0, {"place": "x"}),
        RuleTerm("capacity", 1.0),
    )
    with pytest.raises(DataError, match=r"4 fault\(s\)") as refused:
        with_rule(OwnRule("odd", terms, "<=", 1.0))
    text = " ".join(each.problem.en for each in refused.value.findings)
    assert "no decision 'profit'" in text
    assert "no industry '9'" in text
    assert "no dimension 'place'" in text
    assert "no decision 'capacity'" in text
    assert all(each.problem.zh for each in refused.value.findings)


def test_a_rule_that_cannot_hold_is_named() -> None:
    with pytest.raises(InfeasibleError, match="ceiling"):
        with_rule(less(10.0))


def test_a_rule_in_the_package_is_saved_reloaded_and_priced(tmp_path: Path) -> None:
    region = toy_region(tmp_path)
    rules = pl.DataFrame(
        [{"rule": "r1", "name_en": "No more of 02", "name_zh": "限制02", "sense": "le",
          "bound": 200.0, "unit": "1e8 CNY", "each_year": False, **FACT},
         {"rule": "r2", "name_en": "Unknown", "name_zh": "未知", "sense": "le",
          "bound": None, "unit": None, "each_year": False, **FACT}]
    )  # fmt: skip
    terms = pl.DataFrame(
        [{"rule": rule, "term": 1, "variable": "output", "at": "industry=02; year=2025",
          "coefficient": 1.0, **FACT} for rule in ("r1", "r2")]
    )  # fmt: skip
    changed = region.replace(rules=rules, rule_terms=terms)
    names = [*region.tables, "rules", "rule_terms"]
    tables = {name: changed.table(name) for name in names}
    again = Region.open(write_package(tmp_path / "saved", tables, region.metadata))
    settings = PlanSettings(last_year=2025)
    made = plan(again, settings)
    assert float(made.arrays["output"].sel(industry="02", year=2025)) <= 200.0 + 1e-6
    (price,) = made.prices.to_polars().filter(pl.col("kind") == "rule").to_dicts()
    assert (price["code"], price["name_zh"]) == ("r1", "限制02")
    assert price["price"] > 0.0
    (limit,) = made.limits.to_polars().filter(pl.col("kind") == "rule").to_dicts()
    assert (limit["limit"], limit["status"], limit["source"]) == (200.0, "assumed", "s2")
    assert any("Rule r2 has no bound" in note.en for note in made.notes)
    term = (RuleTerm("output", 1.0, {"industry": "02", "year": 2025}),)
    same = plan(region, settings, rules=[OwnRule("r1", term, "<=", 200.0, "1e8 CNY")])
    assert same.objective == pytest.approx(made.objective, rel=1e-9)


def test_a_place_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    rules = pl.DataFrame(
        [{"rule": "r1", "name_en": "a", "name_zh": "甲", "sense": "le", "bound": 1.0,
          "unit": "1e8 CNY", "each_year": False, **FACT}]
    )  # fmt: skip
    term = {"rule": "r1", "term": 1, "variable": "output", "coefficient": 1.0, **FACT}
    for at in ("industry", "year=soon", "=1"):
        region = toy_region(tmp_path / at.replace("=", "")).replace(
            rules=rules, rule_terms=pl.DataFrame([{**term, "at": at}])
        )
        with pytest.raises(DataError, match="cannot read the place"):
            plan(region, PlanSettings(last_year=2025))
