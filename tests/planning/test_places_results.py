"""What a plan of several places says of itself: statistics, who supplies whom, comparison, apart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl
import pytest

from places_plan_toy import LABELS, shared_plan, shared_system
from places_toy import LOCKED, SETTINGS, hills, pair, people, plain, trade
from planning_toy import over
from upriver.core.errors import DataError
from upriver.inputoutput import ras
from upriver.planning import compare_places, places_statistics, plan_statistics, who_supplies
from upriver.planning.places import Commuting, PlaceSystem, SharedCap, solve_places, to_places_plan
from upriver.planning.places.alone import alone_inputs
from upriver.planning.planner import solve_plan

if TYPE_CHECKING:
    from upriver.planning import PlacesPlan


@pytest.fixture(scope="module")
def plan() -> PlacesPlan:
    return shared_plan()


def test_statistics_of_the_whole_add_up_those_of_the_places(plan: PlacesPlan) -> None:
    rows = places_statistics(plan).to_dicts()
    assert {row["place"] for row in rows} == {"", "plain", "hills"}
    whole = [row for row in rows if row["place"] == ""]
    grown = {row["code"]: row["value"] for row in whole if row["kind"] == "place"
             and row["question"] == "grows"}  # fmt: skip
    for place, own in plan.plans.items():
        each = [row for row in plan_statistics(own).to_dicts() if row["question"] == "grows"]
        assert grown[place] == pytest.approx(sum(row["value"] for row in each))
    by_industry = [r["value"] for r in whole if r["kind"] == "industry"]
    assert sum(by_industry) == pytest.approx(sum(grown.values()))
    paid = {row["code"]: row["value"] for row in whole if row["question"] == "pays"}
    spent = sum(r["amount"] for own in plan.plans.values() for r in own.money.to_dicts())
    assert sum(paid.values()) == pytest.approx(spent)
    assert paid["city"] == pytest.approx(40.0)  # shared money is not the place's own
    assert {row["code"] for row in whole if row["question"] == "binds"} >= {"city"}
    assert [row["code"] for row in whole if row["question"] == "costs"] == ["VA"]


def test_a_target_of_all_costs_its_price_in_present_value(plan: PlacesPlan) -> None:
    row = next(r for r in places_statistics(plan).to_dicts() if r["question"] == "costs")
    rate = plan.settings.discount_rate
    price = plan.targets.to_dicts()[0]["price"]
    assert price > 0
    assert row["value"] == pytest.approx(price / (1 + rate) ** 2)


def test_two_places_supply_each_other_all_that_they_trade(plan: PlacesPlan) -> None:
    found = {(r["place"], r["place_to"], r["product"]): r["amount"]
             for r in who_supplies(plan).to_dicts()}  # fmt: skip
    sold = {(r["place"], r["product"]): r["sold"] for r in plan.trade.to_dicts()
            if r["year"] == 2025}  # fmt: skip
    assert found["plain", "hills", "grain"] == pytest.approx(sold["plain", "grain"])
    assert found["hills", "plain", "cars"] == pytest.approx(sold["hills", "cars"])
    assert len(found) == 2
    early = who_supplies(plan, year=2024).to_dicts()
    assert {row["year"] for row in early} == {2024}


def test_what_goes_on_a_way_is_known() -> None:
    plan = shared_plan(system=shared_system(routed=True))
    rows = {row["product"]: row for row in who_supplies(plan).to_dicts()}
    assert rows["cars"]["known"]
    assert not rows["grain"]["known"]
    assert rows["cars"]["product_zh"] == "汽车"
    on_way = next(r["amount"] for r in plan.routes.to_dicts() if r["year"] == 2025)
    assert rows["cars"]["amount"] == pytest.approx(on_way)


def pooled(plan: PlacesPlan, rows: dict[str, tuple[float, float]]) -> dict[tuple[str, str], float]:
    """Flows of one product of places that sell and buy so much."""
    like = plan.trade.frame.row(0, named=True)
    frame = pl.DataFrame(
        [like | {"place": p, "product": "grain", "year": 2025, "sold": s, "bought": b}
         for p, (s, b) in rows.items()], schema=plan.trade.frame.schema,
    )  # fmt: skip
    found = replace(
        plan, names=dict.fromkeys(rows, LABELS["plain"]), trade=replace(plan.trade, frame=frame)
    )
    return {(r["place"], r["place_to"]): r["amount"] for r in who_supplies(found).to_dicts()}


def test_the_pool_is_shared_out_by_what_each_sells_and_buys(plan: PlacesPlan) -> None:
    """Three places: a and b sell 30 and 10, b and c buy 20 and 20. Nobody supplies itself, so a
    gives b its 20 and c 10, and b gives c 10.
    """
    found = pooled(plan, {"a": (30.0, 0.0), "b": (10.0, 20.0), "c": (0.0, 20.0)})
    assert found == pytest.approx({("a", "b"): 20.0, ("a", "c"): 10.0, ("b", "c"): 10.0}, rel=1e-6)


def test_a_place_in_all_trade_leaves_the_others_none(plan: PlacesPlan) -> None:
    """b sells 10 and buys 20 of 30: what a and c sell goes to it, what they buy comes from it."""
    found = pooled(plan, {"a": (12.0, 4.0), "b": (10.0, 20.0), "c": (8.0, 6.0)})
    assert found == pytest.approx(
        {("b", "a"): 4.0, ("b", "c"): 6.0, ("a", "b"): 12.0, ("c", "b"): 8.0}
    )


def test_the_pool_is_shared_out_as_a_table_is_balanced(plan: PlacesPlan) -> None:
    """The same as `ras` of the products of both margins with an empty diagonal."""
    rows = {"a": (12.0, 4.0), "b": (10.0, 9.0), "c": (8.0, 11.0), "d": (1.0, 7.0)}
    sold, bought = (over(list(each), **{dim: list(rows)})
                    for each, dim in zip(zip(*rows.values(), strict=True), ("place", "place_to"),
                                         strict=True))  # fmt: skip
    start = (sold * bought).where(sold["place"] != bought["place_to"], 0.0)
    wanted = ras(start, sold, bought).matrix
    for (place, place_to), amount in pooled(plan, rows).items():
        cell = {"place": place, "place_to": place_to}
        assert amount == pytest.approx(float(wanted.sel(cell)), rel=1e-6)


def test_alone_without_anything_shared_is_the_plan_of_the_place() -> None:
    """Trade at fixed shares stays in the market, and the plan is that of `solve_plan`."""
    settings = SETTINGS.model_copy(update={"places": LOCKED})
    solved = solve_places(pair(), settings)
    plan = to_places_plan(solved)
    rows = {row["place"]: row for row in plan.apart.to_dicts()}
    for name, inputs in pair().places.items():
        own = solve_plan(inputs, settings).solution
        assert rows[name]["worth_apart"] == pytest.approx(own.objective)
        assert rows[name]["possible"]
        assert rows[name]["difference"] == pytest.approx(
            rows[name]["worth"] - rows[name]["worth_apart"], abs=1e-6
        )


def test_alone_a_place_has_its_part_of_what_is_shared() -> None:
    """Value added of the base year is 90 + 7 + 6 = 103 in the plain and 9 + 56 + 54 = 119 in the
    hills; they press 10 + 20 + 5 = 35 and 1 + 160 + 45 = 206 on the river.
    """
    system = shared_system()
    money = {name: alone_inputs(system, name).money for name in system.names}
    assert money["plain"] is not None
    assert money["hills"] is not None
    at = {"fund": "city", "year": 2024}
    assert float(money["plain"].amount.sel(at)) == pytest.approx(40 * 103 / 222)
    assert float(money["hills"].amount.sel(at)) == pytest.approx(40 * 119 / 222)
    river = {"stressor": "CO2", "year": 2025}
    for name, pressed in (("plain", 35.0), ("hills", 206.0)):
        kept = alone_inputs(system, name).nature
        assert kept is not None
        assert float(kept.caps.sel(river)) == pytest.approx(235 * pressed / 241)
    own = replace(system, caps=(SharedCap("river", "CO2", {2024: 9000.0}),))
    kept = alone_inputs(own, "hills").nature
    assert kept is not None
    assert float(kept.caps.sel(stressor="CO2", year=2024)) == 1000.0  # its own is tighter


def test_plans_alone_may_contradict_each_other_and_say_so() -> None:
    """Hills eat half as much grain again; the plain alone sells as in the base year."""
    up = pair().places["hills"]
    demand = up.economy.local_demand.copy(deep=True)
    demand.loc[{"product": "grain"}] = demand.sel(product="grain") * 1.5
    up = replace(up, economy=replace(up.economy, local_demand=demand))
    system = replace(pair(), places={**pair().places, "hills": up})
    settings = SETTINGS.model_copy(update={"places": LOCKED.model_copy(update={"apart": True})})
    plan = to_places_plan(solve_places(system, settings))
    grain = next(row for row in plan.apart_trade.to_dicts() if row["product"] == "grain")
    assert (grain["sold"], grain["bought"]) == pytest.approx((20.0, 30.0))
    assert grain["difference"] == pytest.approx(-10.0)
    gains = {row["place"]: row["value_added_difference"] for row in plan.apart.to_dicts()}
    assert gains["plain"] == pytest.approx((100 / 0.9 - 100) * 0.9)
    assert gains["hills"] == pytest.approx(0.0, abs=1e-6)


def test_a_place_without_a_plan_alone_is_named() -> None:
    """Hills need 6.2 engineers and have 5; together 1.2 come from the plain, alone nobody does."""
    places = {"plain": replace(plain(), people=people(3.0)),
              "hills": replace(hills(), people=people(5.0))}  # fmt: skip
    names = list(places)
    limit = over([[[0.0], [2.0]], [[0.0], [0.0]]], place=names, place_to=names,
                 occupation=["engineer"])  # fmt: skip
    system = PlaceSystem(places, trade=trade(), commuting=Commuting(limit), labels=LABELS)
    settings = SETTINGS.model_copy(update={"places": LOCKED, "keep_sales": 1.0})
    plan = to_places_plan(solve_places(system, settings))
    rows = {row["place"]: row for row in plan.apart.to_dicts()}
    assert (rows["plain"]["possible"], rows["hills"]["possible"]) == (True, False)
    assert rows["hills"]["worth_apart"] is None
    assert rows["hills"]["difference"] is None
    assert plan.apart_trade.frame.is_empty()
    assert any("for Hills: promises" in note.en and "山地若单独规划" in note.zh
               for note in plan.notes)  # fmt: skip
    assert not any("Plain" in note.en for note in plan.notes)


def test_what_planning_together_brings_adds_up(plan: PlacesPlan) -> None:
    """The row of no place holds what the shared river costs where it overflows."""
    rows = plan.apart.to_dicts()
    assert [row["place"] for row in rows] == ["plain", "hills", ""]
    short = plan.targets.to_dicts()[0]
    assert not short["met"]
    worth = sum(row["worth"] for row in rows)
    assert worth >= plan.objective  # priced shortfalls apart
    for row in rows:
        assert row["difference"] == pytest.approx(row["worth"] - row["worth_apart"], abs=1e-6)


def test_nobody_is_planned_alone_when_it_is_not_asked_for() -> None:
    off = SETTINGS.places.model_copy(update={"apart": False})
    plan = to_places_plan(solve_places(pair(), SETTINGS.model_copy(update={"places": off})))
    assert plan.apart.frame.is_empty()
    assert plan.apart_trade.frame.is_empty()


def test_a_plan_compared_with_itself_shows_no_difference(plan: PlacesPlan) -> None:
    found = compare_places(plan, plan, names=("a", "b"))
    for name in ("value", "economy", "trade", "grants", "caps", "industries", "money"):
        assert found.tables[name].to_dicts(), name
        assert not any(row["difference"] for row in found.tables[name].to_dicts()), name
    for name in ("targets", "prices", "undertakings"):
        assert {row["change"] for row in found.tables[name].to_dicts()} <= {"same"}, name
    assert not found.settings.to_dicts()
    assert list(found.plans) == ["plain", "hills"]
    assert found.to_dict()["names"] == ["a", "b"]


def test_less_shared_money_shows_where_it_is_missing(plan: PlacesPlan) -> None:
    fund = replace(shared_system().funds[0], amount={2024: 20.0})
    poorer = shared_plan(system=replace(shared_system(), funds=(fund,)))
    found = compare_places(plan, poorer)
    grants = sum(row["difference"] for row in found.grants.to_dicts())
    assert grants == pytest.approx(-20.0)
    value = {(row["quantity"], row["place"]): row for row in found.value.to_dicts()}
    assert value["objective", ""]["difference"] == pytest.approx(poorer.objective - plan.objective)
    for place in ("plain", "hills"):
        assert value["gain", place]["difference"] == pytest.approx(
            poorer.gains[place] - plan.gains[place], abs=1e-6
        )
    assert {row["place_zh"] for row in found.economy.to_dicts()} == {"平原", "山地"}


def test_plans_of_other_places_or_years_are_not_compared(plan: PlacesPlan) -> None:
    with pytest.raises(DataError, match="have not the same region"):
        compare_places(plan, replace(plan, names={"plain": LABELS["plain"]}))
    with pytest.raises(DataError, match="have not the same years"):
        compare_places(plan, replace(plan, years=(2024,)))
