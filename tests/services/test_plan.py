"""The plan of a small region, from its tables to its report."""

import json
from pathlib import Path

import polars as pl
import pytest

from toy import toy_region, write_toy
from upriver.core.errors import DataError
from upriver.data.region import Region
from upriver.planning.settings import PlanSettings
from upriver.services.plan import plan

FACT = {"status": "assumed", "source": "s2"}
SHORT = PlanSettings(first_year=2024, last_year=2026)


def with_targets(region: Region) -> Region:
    indicators = pl.DataFrame(
        [{"indicator": code, "name_en": code, "name_zh": f"指标{code}", "unit": unit,
          "direction": "higher", "plan_measure": measure, "plan_scope": scope,
          "plan_share_of": whole}
         for code, unit, measure, scope, whole in (
             ("gdp", "1e8 CNY", "value_added", "all", None),
             ("share", "%", "value_added", "manufacturing", "all"),
             ("trees", "%", None, None, None))]
    )  # fmt: skip
    targets = pl.DataFrame(
        [{"target": target, "indicator": indicator, "place": place, "comparator": "ge",
          "value": value, "unit": unit, "growth_kind": kind, "deadline": due,
          "hard": False, **FACT}
         for target, indicator, place, value, unit, kind, due in (
             ("GDP", "gdp", "500000", 600.0, "1e8 CNY", "level", "2026"),
             ("PART", "share", "500000", 50.0, "%", "share", "2026"),
             ("TREES", "trees", "500000", 50.0, "%", "share", "2026"),
             ("TOWN", "gdp", "500105", 60.0, "1e8 CNY", "level", "2026"),
             ("LATE", "gdp", "500000", 900.0, "1e8 CNY", "level", "2040"),
             ("BASE", "gdp", "500000", 2.0, "times", "multiple", "2026"))]
    )  # fmt: skip
    return region.replace(indicators=indicators, targets=targets)


def test_a_bare_package_gives_a_plan_that_says_what_is_off(tmp_path: Path) -> None:
    made = plan(toy_region(tmp_path), SHORT)
    assert made.audit.passed
    off = {part.part.en for part in made.skipped}
    assert {"Money", "Talent", "Air freight", "Nature", "Capacity and investment"} <= off
    assert all(part.reason.zh for part in made.skipped)
    assert made.summary.to_polars()["year"].to_list() == [2024, 2025, 2026]
    json.dumps(made.to_dict())


def test_without_firms_no_node_can_be_entered_and_that_is_said(tmp_path: Path) -> None:
    region = Region.open(write_toy(tmp_path / "toy", drop=("firms",)))
    (off,) = (part for part in plan(region, SHORT).skipped if part.part.en == "Entry of nodes")
    assert off.tables == ("firms",)
    assert off.reason.zh == "数据包中没有 firms 表。"


def test_the_account_is_the_least_that_a_plan_needs(tmp_path: Path) -> None:
    region = Region.open(write_toy(tmp_path / "toy", drop=("flows",)))
    with pytest.raises(DataError, match=r"nothing for that year in 'flows'"):
        plan(region, SHORT)


def test_targets_outside_the_plan_are_listed_with_the_reason(tmp_path: Path) -> None:
    made = plan(with_targets(toy_region(tmp_path)), SHORT)
    reasons = dict(made.left_out.to_polars().select("code", "reason_en").rows())
    assert "does not contain" in reasons["TREES"]
    assert "not its districts" in reasons["TOWN"]
    assert "outside 2024-2026" in reasons["LATE"]
    assert "base is not stated" in reasons["BASE"]
    assert made.targets.to_polars()["target"].to_list() == ["GDP", "PART"]


def test_a_firm_elsewhere_leaves_the_node_open_for_entry(tmp_path: Path) -> None:
    """The only cell maker of the toy works in another province."""
    made = plan(toy_region(tmp_path), SHORT)
    assert made.what_to_enter.to_polars()["node"].to_list() == ["N-CELL"]


def test_shares_come_from_value_added_of_the_scope(tmp_path: Path) -> None:
    """At base-year output the manufacturing share of the toy is 650 of 1000 (equal ratios)."""
    row = plan(with_targets(toy_region(tmp_path)), SHORT).targets.to_dicts()[1]
    assert row["value"] == pytest.approx(0.65, abs=0.03)
    assert row["met"]


def test_progress_is_told_in_order(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    plan(toy_region(tmp_path), SHORT, progress=lambda *step: told.append(step))
    assert [step[0] for step in told] == [
        "plan.read", "plan.build", "plan.compare", "plan.solve", "plan.report",
    ]  # fmt: skip
    assert [step[1:] for step in told] == [(n, 5) for n in range(1, 6)]


def test_every_limit_says_whose_figure_it_is(tmp_path: Path) -> None:
    """Year by year where the table has years; as old as its source, as sure as its weakest row."""
    region = toy_region(tmp_path)
    money = pl.DataFrame(
        [{"fund": "f", "year": year, "name_en": "Fund", "name_zh": "基金", "kind": "fiscal",
          "amount": 50.0, "cost": 0.0, "status": status, "source": source}
         for year, status, source in ((2024, "reported", "s1"), (2025, "assumed", "s2"))]
    )  # fmt: skip
    rules = pl.DataFrame([{"fund": "f", "use": "capacity", **FACT}])
    made = plan(region.replace(funds=money, fund_rules=rules), SHORT)
    found = {
        row["year"]: (row["status"], row["source"])
        for row in made.limits.to_dicts()
        if row["kind"] == "money"
    }
    assert found == {
        2024: ("reported", "s1"),
        2025: ("assumed", "s2"),
        2026: ("assumed", "s1, s2"),  # no row of its own: the weakest of all years
    }
    dates = region.source_years()
    for row in made.limits.to_dicts():
        if row["kind"] == "money":
            known = [dates[key] for key in row["source"].split(", ") if key in dates]
            assert row["published"] == min(known, default=None)
