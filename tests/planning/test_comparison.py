"""Two plans side by side: differences are those of the plans, and what does not fit is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl
import pytest

from plan_toy import SETTINGS, toy_plan
from upriver.core.errors import DataError
from upriver.core.frames import Table
from upriver.core.message import Message
from upriver.planning.comparison import PlanComparison, compare_plans
from upriver.planning.result import TABLES
from upriver.planning.tables.changes import CHANGES
from upriver.reporting.words import Words

if TYPE_CHECKING:
    from upriver.planning import Plan


@pytest.fixture(scope="module")
def rich() -> Plan:
    return toy_plan()


@pytest.fixture(scope="module")
def poor() -> Plan:
    """Too little money for plant a, a lower promise, and other settings."""
    settings = SETTINGS.model_copy(update={"money_price": 0.5, "carry_over": False})
    return toy_plan(settings, money=12.0, wanted=2050.0)


@pytest.fixture(scope="module")
def found(rich: Plan, poor: Plan) -> PlanComparison:
    return compare_plans(rich, poor, names=("rich", "poor"))


def only(table: Table, **keys: object) -> dict[str, object]:
    (row,) = (row for row in table.to_dicts() if all(row[k] == v for k, v in keys.items()))
    return row


def test_a_plan_does_not_differ_from_itself(rich: Plan) -> None:
    same = compare_plans(rich, rich)
    for name in ("value", "economy", "industries", "money", "pressures"):
        assert not any(row["difference"] for row in getattr(same, name).to_dicts())
    for name in ("targets", "undertakings", "prices"):
        table = getattr(same, name)
        assert len(table)
        assert set(table.frame["change"]) == {"same"}
    assert len(same.settings) == 0
    assert same.same_data is True


def test_differences_are_those_of_the_plans(rich: Plan, poor: Plan, found: PlanComparison) -> None:
    row = only(found.economy, quantity="value_added", year=2026)
    made = [each.summary.to_dicts()[-1]["value_added"] for each in (rich, poor)]
    assert [row["first"], row["second"]] == made
    assert row["difference"] == made[1] - made[0]
    assert only(found.value, quantity="objective")["difference"] == (
        poor.objective - rich.objective
    )
    both = [sum(row["amount"] for row in each.money.to_dicts()) for each in (rich, poor)]
    for side, total in zip(("first", "second"), both, strict=True):
        assert found.money.frame[side].sum() == pytest.approx(total, abs=1e-9)
    grown = found.industries.frame
    assert grown["first"].sum() == pytest.approx(made[0])
    assert found.pressures.frame.height == 3


def test_what_is_dropped_and_what_moves_is_named(found: PlanComparison, rich: Plan) -> None:
    assert {row["project"] for row in rich.projects.to_dicts() if row["started"]} >= {"a"}
    row = only(found.undertakings, kind="project", code="a")
    assert row["change"] == "dropped"
    assert (row["year_first"] is not None, row["year_second"]) == (True, None)
    assert (row["offered_first"], row["offered_second"]) == (True, True)


def swapped(plan: Plan, name: str, frame: pl.DataFrame) -> Plan:
    table = getattr(plan, name)
    return replace(plan, **{name: Table(frame, table.units)})


@pytest.mark.parametrize(
    ("year", "share", "change"),
    [(2023, 1.0, "earlier"), (2026, 1.0, "later"), (None, 0.5, "partly"), (None, 0.0, "dropped")],
)
def test_a_start_that_moves(rich: Plan, year: int | None, share: float, change: str) -> None:
    frame = rich.projects.frame
    is_a = pl.col("project") == "a"
    assert frame.filter(is_a)["year"].item() in (2024, 2025)
    moved = frame.with_columns(
        year=pl.when(is_a).then(pl.lit(year, dtype=pl.Int64)).otherwise(pl.col("year")),
        share=pl.when(is_a).then(pl.lit(share)).otherwise(pl.col("share")),
    )
    other = swapped(rich, "projects", moved)
    assert only(compare_plans(rich, other).undertakings, code="a")["change"] == change


def test_what_the_other_plan_could_not_begin_is_said(rich: Plan) -> None:
    fewer = swapped(rich, "projects", rich.projects.frame.filter(pl.col("project") != "a"))
    row = only(compare_plans(fewer, rich).undertakings, code="a")
    assert row["change"] == "added"
    assert (row["offered_first"], row["offered_second"]) == (False, True)


def test_targets_say_by_how_much_they_are_missed(
    found: PlanComparison, rich: Plan, poor: Plan
) -> None:
    row = only(found.targets, target="VA")
    assert (row["wanted_first"], row["wanted_second"]) == (2500.0, 2050.0)
    for side, each in (("first", rich), ("second", poor)):
        (target,) = each.targets.to_dicts()
        assert row[f"shortfall_share_{side}"] == target["shortfall_share"]
        assert row[f"met_{side}"] == target["met"]


@pytest.mark.parametrize(
    ("met", "short", "change"),
    [(True, 0.0, "met"), (False, 0.001, "closer"), (False, 0.9, "further")],
)
def test_a_target_that_changes(rich: Plan, met: bool, short: float, change: str) -> None:
    frame = rich.targets.frame.with_columns(met=pl.lit(met), shortfall_share=pl.lit(short))
    other = swapped(rich, "targets", frame)
    assert only(compare_plans(rich, other).targets, target="VA")["change"] == change
    back = only(compare_plans(other, rich).targets, target="VA")["change"]
    assert back == {"met": "missed", "closer": "further", "further": "closer"}[change]


def test_prices_appear_and_vanish(rich: Plan) -> None:
    """The cap binds in the second plan alone."""
    parts = SETTINGS.model_copy(update={"whole_decisions": False})
    loose, tight = toy_plan(parts), toy_plan(parts, cap=128.0)
    row = only(compare_plans(loose, tight).prices, kind="cap", code="CO2")
    assert (row["change"], row["price_first"], row["year_second"]) == ("appears", None, 2026)
    assert row["unit"] == "1e8 CNY/1e4 t"
    assert only(compare_plans(tight, loose).prices, kind="cap")["change"] == "vanishes"
    scarcer = swapped(tight, "prices", tight.prices.frame.with_columns(pl.col("price") * 2))
    assert only(compare_plans(tight, scarcer).prices, kind="cap")["change"] == "higher"
    assert only(compare_plans(scarcer, tight).prices, kind="cap")["change"] == "lower"


def test_settings_that_differ_are_listed(found: PlanComparison) -> None:
    rows = {row["setting"]: (row["first"], row["second"]) for row in found.settings.to_dicts()}
    assert rows == {"money_price": ("1.0", "0.5"), "carry_over": ("true", "false")}


def test_data_are_compared_where_both_know_them(rich: Plan) -> None:
    assert compare_plans(rich, replace(rich, fingerprint="f")).same_data is False
    assert compare_plans(rich, replace(rich, fingerprint="")).same_data is None


def test_both_names_stand_with_every_table(found: PlanComparison) -> None:
    for table in found.tables.values():
        assert table.notes == (Message("First: rich; second: poor.", "前者：rich；后者：poor。"),)
    assert found.to_dict()["names"] == ["rich", "poor"]
    assert set(found.to_dict()) == {"names", "same_data", *found.tables}


@pytest.mark.parametrize(
    ("change", "told", "zh"),
    [
        ({"region": "510000"}, "not the same region: first has toy, second has 510000", "区域不同"),
        ({"base_year": 2020}, "not the same base year", "基年不同"),
        ({"years": (2024, 2025)}, "years: first has 2024-2026, second has 2024-2025", "年份不同"),
    ],
)
def test_plans_that_do_not_fit_are_refused(
    change: dict[str, object], told: str, zh: str, rich: Plan
) -> None:
    with pytest.raises(DataError, match=told) as caught:
        compare_plans(rich, replace(rich, **change))
    assert zh in caught.value.render("zh")


def test_units_that_do_not_fit_are_refused(rich: Plan) -> None:
    other = swapped(rich, "pressure", rich.pressure.frame.with_columns(unit=pl.lit("t")))
    with pytest.raises(DataError, match="CO2 is in 1e4 t in one plan and in t in the other"):
        compare_plans(rich, other)


def test_every_change_has_a_name() -> None:
    assert all(each.en and each.zh for each in CHANGES.values())
    assert set(TABLES) >= {"projects", "targets", "prices"}


def test_uses_are_named_as_in_the_report() -> None:
    from upriver.planning.statistics import USES

    for use, name in USES.items():
        assert name == Message(Words("en")(f"use.{use}"), Words("zh")(f"use.{use}"))
