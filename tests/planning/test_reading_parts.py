"""Retraining, attraction, loans, matched money, land and budgets from the tables of a package."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from toy import toy_region
from upriver.data.checks import check_region
from upriver.planning import PlanSettings
from upriver.planning.reading.region import read_inputs
from upriver.planning.reading.surroundings import _larger
from upriver.services.plan import plan

if TYPE_CHECKING:
    from pathlib import Path

    from upriver.data.region import Region

FACT = {"status": "assumed", "source": "s2"}
SETTINGS = PlanSettings(last_year=2026)
PLANT = {
    "project": "p", "name_en": "Plant", "name_zh": "工厂", "kind": "capacity", "place": "500000",
    "industry": "02", "stressor": None, "service": None, "cost": 10.0, "running_cost": 0.0,
    "lead_time": 1, "effect": 20.0, "effect_unit": "1e8 CNY", "earliest": None, "latest": None,
    "requires": None, **FACT,
}  # fmt: skip


def rows(*records: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame([record | FACT for record in records], infer_schema_length=None)


def staffed(path: Path, **tables: pl.DataFrame) -> Region:
    """Smiths and coders, needed by industries 01 and 02."""
    occupations = pl.DataFrame(
        [{"occupation": job, "name_en": job.title(), "name_zh": f"职业{job}"}
         for job in ("smith", "coder", "poet")]
    )  # fmt: skip
    talent = rows(
        *({"place": "500000", "occupation": job, "year": 2024, "stock": stock, "inflow": 10.0,
           "attrition": 0.02, "recruit_limit": 5.0, "recruit_cost": 2.0}
          for job, stock in (("smith", 4000.0), ("coder", 900.0)))
    )  # fmt: skip
    needs = rows(
        {"industry": "01", "occupation": "smith", "need": 20.0},
        {"industry": "02", "occupation": "coder", "need": 4.0},
    )
    extra = {"projects": pl.DataFrame([PLANT], infer_schema_length=None)} | tables
    return toy_region(path).replace(
        occupations=occupations, talent=talent, skill_needs=needs, **extra
    )


def test_retraining_between_occupations_of_the_plan(tmp_path: Path) -> None:
    region = staffed(
        tmp_path,
        retraining=rows(
            {"occupation": "smith", "occupation_to": "coder", "limit": 200.0, "cost": 3.0},
            {"occupation": "smith", "occupation_to": "smith", "limit": 9.0, "cost": 0.0},
            {"occupation": "poet", "occupation_to": "coder", "limit": 9.0, "cost": 0.0},
        ),
    )
    inputs = read_inputs(region, SETTINGS)
    limit, cost = inputs.people.retrain_limit, inputs.people.retrain_cost
    at = {"occupation": "smith", "occupation_to": "coder"}
    assert (float(limit.sel(at)), float(cost.sel(at))) == (0.02, 3.0)
    assert float(limit.sum()) == 0.02
    assert any("2 row(s) of retraining" in note.en for note in inputs.notes)
    assert inputs.provenance["retraining"].rows == 3
    assert plan(region, SETTINGS).retraining.frame.height >= 0


def test_without_the_table_retraining_is_off_and_named(tmp_path: Path) -> None:
    inputs = read_inputs(staffed(tmp_path), SETTINGS)
    assert inputs.people.retrain_limit is None
    assert ("retraining",) in [each.tables for each in inputs.skipped]


def test_a_project_draws_people(tmp_path: Path) -> None:
    region = staffed(
        tmp_path,
        attraction=rows(
            {"project": "p", "occupation": "coder", "recruits": 50.0},
            {"project": "p", "occupation": "poet", "recruits": 50.0},
        ),
    )
    inputs = read_inputs(region, SETTINGS)
    assert dict(inputs.projects[0].attracts) == {"coder": 0.005}
    assert any("p would draw poet" in note.en for note in inputs.notes)


def funded(path: Path, *rules: dict[str, object], term: int | None = 3) -> Region:
    funds = [
        {"fund": fund, "year": year, "name_en": fund.title(), "name_zh": f"资金{fund}",
         "kind": kind, "amount": 10.0, "cost": cost, "term": number}
        for fund, kind, cost, number in (("own", "social", 0.0, None), ("bank", "loan", 0.04, term))
        for year in (2024, 2025, 2026)
    ]  # fmt: skip
    given = [{"fund": fund, "use": "projects", "leverage": None} for fund in ("own", "bank")]
    return staffed(path, funds=rows(*funds), fund_rules=rows(*given, *rules))


def test_loans_are_repaid_by_whom_the_rules_name(tmp_path: Path) -> None:
    rule = {"fund": "bank", "use": "repayment", "leverage": None}
    money = read_inputs(funded(tmp_path, rule), SETTINGS).money
    assert money.term.sel(fund="bank") == 3
    assert np.isnan(money.term.sel(fund="own"))
    assert money.may_repay.values.tolist() == [False, True]
    assert money.leverage is None


def test_loans_are_repaid_by_what_is_no_loan_where_no_rule_names_a_fund(tmp_path: Path) -> None:
    region = funded(tmp_path)
    inputs = read_inputs(region, SETTINGS)
    assert inputs.money.may_repay.values.tolist() == [True, False]
    assert any("names no fund for repayment" in note.en for note in inputs.notes)
    table = plan(region, SETTINGS).loans.to_dicts()
    drawn = sum(row["drawn"] for row in table)
    assert sum(row["principal"] for row in table) == pytest.approx(drawn, abs=1e-9)


def test_money_without_a_term_is_not_repaid(tmp_path: Path) -> None:
    money = read_inputs(funded(tmp_path, term=None), SETTINGS).money
    assert (money.term, money.may_repay) == (None, None)


def test_money_that_must_be_matched(tmp_path: Path) -> None:
    rule = {"fund": "own", "use": "entry", "leverage": 2.5}
    money = read_inputs(funded(tmp_path, rule), SETTINGS).money
    assert money.leverage.sel(fund="own", use="entry") == 2.5
    assert int(money.leverage.notnull().sum()) == 1


def land(path: Path, *targets: dict[str, object]) -> Region:
    stressors = pl.DataFrame(
        [{"stressor": "land", "name_en": "Land", "name_zh": "用地", "unit": "mu",
          "basis": "capacity"},
         {"stressor": "water", "name_en": "Water", "name_zh": "用水", "unit": "m3",
          "basis": "累计"},
         {"stressor": "CO2", "name_en": "CO2", "name_zh": "二氧化碳", "unit": "t", "basis": None}]
    )  # fmt: skip
    pressures = rows(
        *({"stressor": code, "industry": industry, "year": 2023, "value": 1000.0, "unit": unit}
          for code, unit in (("land", "mu"), ("water", "m3"), ("CO2", "t"))
          for industry in ("01", "02"))
    )  # fmt: skip
    caps = rows({"stressor": "land", "year": 2026, "value": 2500.0, "unit": "mu", "hard": True})
    own = rows({"project": "p", "stressor": "land", "value": 1.0, "unit": "ha"},
               {"project": "p", "stressor": "water", "value": None, "unit": "m3"})  # fmt: skip
    return staffed(path, stressors=stressors, pressures=pressures, caps=caps, project_pressures=own)


def test_land_and_budgets(tmp_path: Path) -> None:
    region = land(tmp_path)
    assert not [each for each in check_region(region) if each.severity == "error"]
    inputs = read_inputs(region, SETTINGS)
    assert dict(inputs.nature.basis) == {"land": "capacity", "water": "cumulative"}
    assert dict(inputs.projects[0].presses) == {"land": pytest.approx(15.0)}  # a hectare is 15 mu
    table = plan(region, SETTINGS).pressure.to_dicts()
    water = [row["pressure"] for row in table if row["stressor"] == "water"]
    assert water[0] < water[1] < water[2]


def test_a_unit_that_is_scaled_has_one_number_in_front() -> None:
    assert _larger("t", 4) == "1e4 t"
    assert _larger("1e4 t", 4) == "1e8 t"
    assert _larger("1e4 t", 0) == "1e4 t"
    assert _larger("万吨", 4) == "1e4 万吨"
