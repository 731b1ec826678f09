"""Several places in one plan, against answers worked out by hand and against other functions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
import xarray as xr

from places_toy import (
    CODES,
    LOCKED,
    SETTINGS,
    TECHNOLOGY,
    YEARS,
    furnished,
    hills,
    nature,
    pair,
    people,
    plain,
    trade,
)
from planning_toy import over, plant, promise, purse
from planning_whole import SETTINGS as WHOLE
from planning_whole import everything
from upriver.core.errors import DataError, InfeasibleError, LabelError
from upriver.inputoutput import solve_output
from upriver.planning.places import (
    Commuting,
    PlaceSystem,
    SharedCap,
    SharedFund,
    TradeRoute,
    WholeTarget,
    build_places,
    solve_places,
    to_places_plan,
)
from upriver.planning.places.conflict import place_groups
from upriver.planning.places.coupling import couple
from upriver.planning.planner import solve_plan
from upriver.planning.records import USES
from upriver.planning.solve import solve_matrix

if TYPE_CHECKING:
    from upriver.planning.inputs import PlanInputs

RIGID = SETTINGS.model_copy(update={"places": LOCKED})


def wants_more_grain(factor: float = 1.5) -> PlaceSystem:
    """Hills eat more grain than in the base year."""
    up = hills()
    more = over([factor, 1.0, 1.0], product=CODES)
    up = replace(up, economy=replace(up.economy, local_demand=up.economy.local_demand * more))
    return replace(pair(), places={"plain": plain(), "hills": up})


def test_one_place_is_the_plan_of_that_place() -> None:
    inputs = replace(everything(), rules=())
    settings = WHOLE.model_copy(update={"compare": True})
    alone = solve_plan(inputs, settings)
    together = solve_places(PlaceSystem({"toy": inputs}), settings)
    assert together.solution.objective == alone.solution.objective
    assert together.usual is not None
    assert alone.usual is not None
    assert together.usual.objective == alone.usual.objective
    assert together.solution.columns.tolist() == alone.solution.columns.tolist()
    assert together.solution.prices.tolist() == alone.solution.prices.tolist()
    assert not any((abs(together.built.coupled.row_block)).tolist())


def test_the_seller_grows_with_the_demand_of_the_buyer() -> None:
    """Hills eat 43.5 of grain instead of 29. A third of what they use is their own, as before:
    x = (0.1 x + 43.5) / 3, so x = 15, use is 45 and 30 are bought. The plain sells 30 instead of
    20 and 10 outside, eats 60 and uses a tenth of its own: x = 100 / 0.9.
    """
    solved = solve_places(wants_more_grain(), RIGID)
    output = solved.solution.value("output")
    assert output is not None
    grain = output.sel(industry="grain")
    np.testing.assert_allclose(grain.sel(place="hills"), 15.0)
    np.testing.assert_allclose(grain.sel(place="plain"), 100 / 0.9)
    sold = solved.solution.value("sold")
    assert sold is not None
    np.testing.assert_allclose(sold.sel(place="plain", product="grain"), 30.0)


def test_places_that_complete_each_other_are_worth_more_with_trade() -> None:
    """Apart, the plain sells as before: its market is an assumption. Together it is the demand."""
    system = wants_more_grain()
    apart = [solve_plan(inputs, RIGID).solution.objective for inputs in system.places.values()]
    together = solve_places(system, RIGID).solution.objective
    # 100 / 0.9 - 100 of grain more, value added 0.9 a unit, in two years.
    assert together - sum(apart) == pytest.approx(2 * (100 / 0.9 - 100) * 0.9)


def test_shares_in_trade_drift_and_no_faster() -> None:
    """A capacity limit on grain in the hills does not matter; the plain may win what drift allows."""
    up = hills()
    outside = over([[[18.0, 18.0], [10.0, 10.0], [30.0, 30.0]]], category=["outflow"],
                   product=CODES, year=list(YEARS))  # fmt: skip
    up = replace(up, economy=replace(up.economy, sales_limit=outside))
    half = trade(grain=10.0)
    system = PlaceSystem({"plain": plain(), "hills": up}, trade=half)
    solved = solve_places(system, SETTINGS)
    bought, inflow = solved.solution.value("bought"), solved.solution.value("inflow")
    assert bought is not None
    assert inflow is not None
    at = {"place": "hills", "product": "grain"}
    share = bought.sel(at) / inflow.sel(at)
    np.testing.assert_allclose(share, [0.52, 0.54])  # half, and two points more every year


def halves(inputs: PlanInputs, *, factor: float) -> PlanInputs:
    """The same place with everything that has a size cut down."""
    economy = inputs.economy
    return replace(
        inputs,
        economy=replace(
            economy,
            **{name: factor * getattr(economy, name)
               for name in ("output", "local_demand", "sales", "sales_limit")},
        ),
    )  # fmt: skip


def test_two_halves_that_do_not_trade_are_the_whole() -> None:
    whole = furnished(plain())
    half = replace(
        furnished(halves(plain(), factor=0.5), money=25.0, stock=10.0), nature=nature(500.0)
    )
    alone = solve_plan(whole, SETTINGS).solution.objective
    two = solve_places(PlaceSystem({"a": half, "b": half}), SETTINGS).solution.objective
    assert two == pytest.approx(alone, rel=1e-9)


def test_two_halves_that_trade_everything_are_the_whole() -> None:
    """Each half takes half of every product from the other one.

    What a half uses from inside is then s/2 with s the local share of the whole; the other half
    of it is an inflow, and (1 - s) comes from outside as before.
    """
    whole = plain()
    one = halves(whole, factor=0.5)
    economy = one.economy
    used = economy.output.rename(industry="product") - economy.sales.sum("category")
    local = used / 2  # of each half to the other
    used = used / (1 - economy.inflow_share)
    share = 1 - (1 - economy.inflow_share) / 2
    both = economy.sales + local
    ratio = economy.sales_limit + local.expand_dims(year=list(YEARS)).transpose("product", "year")
    half = replace(
        one,
        economy=replace(economy, inflow_share=share, sales=both, sales_limit=ratio),
    )
    table = np.zeros((2, 2, 3))
    table[0, 1], table[1, 0] = local.values, local.values
    names = ["a", "b"]
    system = PlaceSystem(
        {"a": half, "b": half}, trade=over(table, place=names, place_to=names, product=CODES),
        inflow=over(np.stack([(share * used).values] * 2), place=names, product=CODES),
    )  # fmt: skip
    # An inflow has a small price in the objective; between halves it would count twice.
    settings = RIGID.model_copy(update={"inflow_price": 0.0})
    solved = solve_places(system, settings)
    output = solved.solution.value("output")
    alone = solve_plan(whole, settings).solution
    whole_output = alone.value("output")
    assert output is not None
    assert whole_output is not None
    np.testing.assert_allclose(output.sum("place"), whole_output, rtol=1e-9)
    assert solved.solution.objective == pytest.approx(alone.objective, rel=1e-9)


def test_fixed_shares_give_the_multiregional_leontief_solution() -> None:
    """Chenery (1953) and Moses (1955): x = (I - C A)^-1 (C f + e), with C the trade shares.

    Miller and Blair (2009), Input-Output Analysis, 2nd ed., section 3.4. The left side is the
    plan, the right side `solve_output` of `upriver.inputoutput` on the table of both places.
    """
    system = wants_more_grain(1.2)
    solved = solve_places(system, RIGID)
    names, count = system.names, len(CODES)
    origin = np.zeros((2 * count, 2 * count))  # share of each place in the use of each place
    demand, outside = np.zeros(2 * count), np.zeros(2 * count)
    for p, name in enumerate(names):
        economy = system.places[name].economy
        for k in range(count):
            share = float(economy.inflow_share[k])
            within = float(
                solved.built.base.bought_share.reindex(product=CODES, fill_value=0.0)[p, k]
            )
            origin[p * count + k, p * count + k] = 1 - share
            origin[(1 - p) * count + k, p * count + k] = share * within
        demand[p * count : (p + 1) * count] = economy.local_demand.isel(year=0)
        limit = solved.built.inputs[name].economy.sales_limit
        outside[p * count : (p + 1) * count] = limit.isel(year=0).sum("category")
    A = origin @ np.kron(np.eye(2), TECHNOLOGY)
    cells = [f"{name}-{code}" for name in names for code in CODES]
    x = solve_output(
        xr.DataArray(A, {"industry": cells, "industry_to": cells}, ("industry", "industry_to")),
        xr.DataArray(origin @ demand + outside, {"industry": cells}, ("industry",)),
    )
    output = solved.solution.value("output")
    assert output is not None
    np.testing.assert_allclose(output.isel(year=0).values.ravel(), x.values, rtol=1e-9)


def test_routes_limit_what_goes_and_price_both_ends() -> None:
    """The way carries 25 of the 30 that the hills want; they buy the rest outside."""
    system = replace(
        wants_more_grain(), routes=(TradeRoute("plain", "hills", "grain", cost=0.1, limit=25.0),)
    )
    settings = SETTINGS.model_copy(update={"places": SETTINGS.places.model_copy(
        update={"trade_drift": 0.5})})  # fmt: skip
    solved = solve_places(system, settings)
    plan = to_places_plan(solved)
    rows = plan.routes.to_dicts()
    assert [row["amount"] for row in rows] == [25.0, 25.0]
    # One more unit carried is one more unit of demand for the plain, value added 1, cost 0.1.
    for row in rows:
        assert row["price_from"] == pytest.approx(-1.0)
    free = replace(system, routes=(TradeRoute("plain", "hills", "grain"),))
    better = solve_places(free, settings).solution.objective
    assert better - solved.solution.objective == pytest.approx(2 * (5 * 1.0 + 25 * 0.1))


def test_nobody_buys_from_the_pool_what_it_sold_to_it() -> None:
    """Both sell and buy grain: flows between different places must carry it."""
    table = trade()
    table[1, 0, 0] = 5.0
    down = plain()
    economy = down.economy
    share = economy.inflow_share.copy(data=[5.0 / 70.0, *economy.inflow_share.values[1:]])
    limit = economy.sales_limit.copy(deep=True)
    limit[0, 0] = 35.0
    sales = economy.sales.copy(deep=True)
    sales[0, 0] = 35.0
    down = replace(
        down, economy=replace(economy, inflow_share=share, sales=sales, sales_limit=limit)
    )
    up = hills()
    economy = up.economy
    sales, limit = economy.sales.copy(deep=True), economy.sales_limit.copy(deep=True)
    sales[0, 0], limit[0, 0] = 5.0, 5.0
    share = economy.inflow_share.copy(data=[25.0 / 30.0, *economy.inflow_share.values[1:]])
    up = replace(up, economy=replace(economy, sales=sales, sales_limit=limit, inflow_share=share))
    system = PlaceSystem({"plain": down, "hills": up}, trade=table)
    solved = solve_places(system, SETTINGS)
    sold, bought = solved.solution.value("sold"), solved.solution.value("bought")
    assert sold is not None
    assert bought is not None
    np.testing.assert_allclose(
        sold.sel(place="plain", product="grain"), bought.sel(place="hills", product="grain")
    )


def test_a_shared_fund_pays_where_it_is_worth_most() -> None:
    """A plant in the hills earns more than one in the plain; the fund pays for one only."""
    places = {
        name: replace(
            furnished(inputs, money=0.0),
            projects=(plant(f"{name}-plant", cost=40.0, effect=effect, industry="cars"),),
        )
        for name, inputs, effect in (("plain", plain(), 20.0), ("hills", hills(), 30.0))
    }
    fund = SharedFund("city", {2024: 40.0}, USES)
    settings = SETTINGS.model_copy(update={"additional": 1.0, "money_price": 0.0})
    solved = solve_places(PlaceSystem(places, trade=trade(), funds=(fund,)), settings)
    plan = to_places_plan(solved)
    granted = {(row["place"], row["year"]): row["amount"] for row in plan.grants.to_dicts()}
    assert granted["hills", 2024] == pytest.approx(40.0)
    assert granted["plain", 2024] == pytest.approx(0.0, abs=1e-9)
    paid = {row["fund"]: row["available"] for row in plan.plans["hills"].funds.to_dicts()
            if row["year"] == 2024}  # fmt: skip
    assert paid == pytest.approx({"f": 0.0, "city": 40.0})


def test_people_who_commute_fill_the_need() -> None:
    """Hills need 0.1 + 1.6 + 4.5 = 6.2; 5 live there, so 1.2 must come from the plain."""
    places = {"plain": replace(plain(), people=people(3.0)),
              "hills": replace(hills(), people=people(5.0))}  # fmt: skip
    names = list(places)
    limit = over([[[0.0], [2.0]], [[0.0], [0.0]]], place=names, place_to=names,
                 occupation=["engineer"])  # fmt: skip
    system = PlaceSystem(places, trade=trade(), commuting=Commuting(limit, cost=0.01))
    solved = solve_places(system, RIGID)
    rows = to_places_plan(solved).commuters.to_dicts()
    assert [row["people"] for row in rows] == pytest.approx([1.2, 1.2])
    assert {(row["place"], row["place_to"]) for row in rows} == {("plain", "hills")}
    alone = replace(system, commuting=None)
    kept = RIGID.model_copy(update={"keep_sales": 1.0})
    solve_places(system, kept)
    with pytest.raises(InfeasibleError, match="the number of engineer in hills") as caught:
        solve_places(alone, kept)
    assert set(caught.value.conflict) == {
        "hills/engineer",
        "hills/sales_kept",
        "hills/inflow_limit",
    }


def test_a_shared_cap_bounds_the_sum_and_is_priced_once() -> None:
    places = {"plain": replace(plain(), nature=nature(1000.0)),
              "hills": replace(hills(), nature=nature(1000.0))}  # fmt: skip
    river = SharedCap("river", "CO2", {2024: 230.0, 2025: 230.0}, hard=True)
    settings = SETTINGS.model_copy(update={"keep_sales": 0.0})
    free = to_places_plan(solve_places(PlaceSystem(places, trade=trade()), settings))
    held = to_places_plan(solve_places(PlaceSystem(places, trade=trade(), caps=(river,)), settings))
    assert held.objective < free.objective
    rows = held.caps.to_dicts()
    assert {row["place"] for row in rows} == {"plain", "hills"}
    assert rows[0]["total"] == pytest.approx(230.0)
    total = sum(row["pressure"] for row in rows if row["year"] == 2024)
    assert total == pytest.approx(230.0)
    worth = rows[0]["price"]
    wider = replace(river, limit={2024: 231.0, 2025: 230.0})
    more = solve_places(PlaceSystem(places, trade=trade(), caps=(wider,)), settings)
    assert more.solution.objective - held.objective == pytest.approx(worth, rel=1e-6)


def level(value: float, *, hard: bool = True) -> WholeTarget:
    target = promise(value, year=2025, hard=hard, name="VA")
    return WholeTarget(replace(target, weights=dict.fromkeys(CODES, 1.0)))


def test_the_sum_of_the_places_is_held_against_the_promise() -> None:
    system = replace(pair(), targets=(level(230.0, hard=False),))
    plan = to_places_plan(solve_places(system, SETTINGS))
    row = plan.targets.to_dicts()[0]
    made = sum(r["value_added"] for r in plan.places.to_dicts() if r["year"] == 2025)
    assert row["value"] == pytest.approx(made)
    assert not row["met"]
    assert row["wanted"] == 230.0


def test_a_share_of_one_place_in_all() -> None:
    whole = dict.fromkeys(CODES, 1.0)
    target = replace(
        promise(0.5, year=2025, name="share"), kind="share", weights=whole, share_of=whole
    )
    system = replace(pair(), targets=(WholeTarget(target, places=("plain",)),))
    plan = to_places_plan(solve_places(system, SETTINGS))
    made = {r["place"]: r["value_added"] for r in plan.places.to_dicts() if r["year"] == 2025}
    row = plan.targets.to_dicts()[0]
    assert row["value"] == pytest.approx(made["plain"] / sum(made.values()))


def test_growth_of_all_places_together() -> None:
    whole = dict.fromkeys(CODES, 1.0)
    target = replace(promise(0.1, year=2024, name="growth"), kind="growth", weights=whole)
    system = replace(wants_more_grain(), targets=(WholeTarget(target),))
    plan = to_places_plan(solve_places(system, RIGID))
    made = sum(r["value_added"] for r in plan.places.to_dicts() if r["year"] == 2024)
    base = sum(
        float((i.economy.value_added * i.economy.output).sum()) for i in system.places.values()
    )
    assert plan.targets.to_dicts()[0]["value"] == pytest.approx(made / base - 1)


def assert_minimal(system: PlaceSystem, conflict: tuple[str, ...]) -> None:
    """The groups alone contradict each other, and no part of them does."""
    built = build_places(system, SETTINGS)
    coupled = couple(
        system, built.coupled.blocks, built.inputs, base=built.base, settings=SETTINGS, apart=True
    )
    groups = place_groups(system, built.inputs, built.models, coupled)

    def holds(kept: set[str]) -> bool:
        lower, upper = coupled.matrix.row_lower.copy(), coupled.matrix.row_upper.copy()
        for group in groups:
            if group.code not in kept:
                lower[group.rows], upper[group.rows] = -np.inf, np.inf
        # Without its limits the model may be unbounded: ask for any decision, not for the best.
        idle = np.zeros_like(coupled.matrix.cost)
        matrix = replace(coupled.matrix, row_lower=lower, row_upper=upper, cost=idle)
        return solve_matrix(matrix, SETTINGS) is not None

    assert not holds(set(conflict))
    assert all(holds(set(conflict) - {code}) for code in conflict)


def test_a_conflict_names_the_place_and_nothing_more_than_it_needs() -> None:
    """221 in all cannot be made while the hills keep to a cap of their own and make what they made
    themselves; the plain's cap is not part of it. Each of the three is needed.
    """
    places = {"plain": replace(plain(), nature=nature(1000.0, hard=True)),
              "hills": replace(hills(), nature=nature(150.0, hard=True))}  # fmt: skip
    system = PlaceSystem(places, trade=trade(), targets=(level(221.0),))
    with pytest.raises(InfeasibleError, match="the cap on CO2 in hills") as caught:
        solve_places(system, SETTINGS)
    assert set(caught.value.conflict) == {"hills/CO2", "VA", "hills/inflow_limit"}
    looser = replace(places["hills"], nature=nature(1000.0, hard=True))
    solve_places(replace(system, places={**places, "hills": looser}), SETTINGS)
    solve_places(replace(system, targets=()), SETTINGS)
    assert_minimal(system, caught.value.conflict)


def test_two_caps_of_different_places_do_not_stand_for_each_other() -> None:
    river = SharedCap("river", "CO2", {2024: 200.0, 2025: 200.0}, hard=True)
    places = {"plain": replace(plain(), nature=nature(1000.0)),
              "hills": replace(hills(), nature=nature(1000.0))}  # fmt: skip
    system = PlaceSystem(places, trade=trade(), caps=(river,), targets=(level(221.0),))
    with pytest.raises(InfeasibleError, match="the shared cap on river") as caught:
        solve_places(system, SETTINGS)
    assert set(caught.value.conflict) == {"river", "VA"}


def test_what_the_places_gain_adds_up_to_the_gain() -> None:
    settings = SETTINGS.model_copy(update={"compare": True, "market_gain": 0.02,
                                           "market_gain_most": 0.1})  # fmt: skip
    places = {"plain": furnished(plain()), "hills": furnished(hills())}
    system = PlaceSystem(places, trade=trade(), targets=(level(300.0, hard=False),))
    plan = to_places_plan(solve_places(system, settings))
    assert plan.gain is not None
    assert plan.gain > 0
    assert sum(plan.gains.values()) == pytest.approx(plan.gain)
    assert plan.audit.passed
    assert list(plan.plans) == ["plain", "hills"]
    within = plan.plans["plain"].arrays["sales"].sel(category="within", product="grain")
    assert (within > 0).all()
    assert plan.to_dict()["names"]["plain"] == {"en": "plain", "zh": "plain"}


def test_business_as_usual_goes_on_trading() -> None:
    settings = SETTINGS.model_copy(update={"compare": True})
    solved = solve_places(wants_more_grain(), settings)
    assert solved.usual is not None
    sold = solved.usual.value("sold")
    assert sold is not None
    assert (sold.sel(place="plain", product="grain") > 20).all()
    assert solved.usual.objective <= solved.solution.objective + 1e-9


def test_blocks_and_border_are_told_apart() -> None:
    system = PlaceSystem({"plain": furnished(plain()), "hills": furnished(hills())}, trade=trade())
    coupled = build_places(system, SETTINGS).coupled
    cells = coupled.matrix.A.tocoo()
    row, column = coupled.row_block[cells.row], coupled.column_block[cells.col]
    assert ((row == column) | (row == -1) | (column == -1)).all()
    for name, block in coupled.blocks.items():
        rows, columns = coupled.rows_of(name), coupled.columns_of(name)
        mine = coupled.matrix.A[rows][:, columns]
        assert abs(mine - block.A).max() == 0


def test_trade_that_the_accounts_do_not_hold_is_refused() -> None:
    with pytest.raises(DataError, match="plain sells 40 of grain"):
        build_places(
            replace(pair(), trade=trade(grain=40.0), inflow=trade(grain=40.0).sum("place").rename(
                place_to="place")), SETTINGS,
        )  # fmt: skip
    little = over([[0.0, 0.0, 9.0], [20.0, 0.0, 0.0]], place=["plain", "hills"], product=CODES)
    with pytest.raises(DataError, match=r"plain buys 10 of cars .* inflows of 9"):
        build_places(replace(pair(), inflow=little), SETTINGS)


def test_places_must_fit() -> None:
    with pytest.raises(DataError, match="at least one place"):
        PlaceSystem({})
    with pytest.raises(LabelError, match="place of trade must be"):
        replace(pair(), trade=trade().isel(place=[1, 0]))
    own = trade()
    own[0, 0, 0] = 1.0
    with pytest.raises(DataError, match="'plain' trades with itself"):
        replace(pair(), trade=own)
    with pytest.raises(DataError, match="must be known and not negative"):
        replace(pair(), trade=-trade())
    with pytest.raises(DataError, match="The route plain → plain"):
        replace(pair(), routes=(TradeRoute("plain", "plain", "grain"),))
    with pytest.raises(LabelError, match="names 'coast'"):
        replace(pair(), routes=(TradeRoute("plain", "coast", "grain"),))


def test_what_is_shared_must_fit() -> None:
    river = SharedCap("river", "CO2", {2024: 1.0})
    with pytest.raises(DataError, match="river is shared by plain, which has no the stressor CO2"):
        replace(pair(), caps=(river,))
    fund = SharedFund("f", {2024: 1.0}, USES)
    with pytest.raises(DataError, match="has no money"):
        replace(pair(), funds=(fund,))
    rich = {"plain": replace(plain(), money=purse(1.0, YEARS)), "hills": hills()}
    with pytest.raises(DataError, match="f stands twice"):
        PlaceSystem(rich, funds=(replace(fund, places=("plain",)),))
    with pytest.raises(DataError, match="must have uses among"):
        PlaceSystem(rich, funds=(replace(fund, uses=("games",), places=("plain",)),))
    with pytest.raises(DataError, match="VA stands twice"):
        replace(pair(), targets=(level(1.0), level(2.0)))
    late = WholeTarget(replace(level(1.0).target, year=2040))
    with pytest.raises(DataError, match="must lie in a year of the plan"):
        replace(pair(), targets=(late,))
    jobs = WholeTarget(replace(level(1.0).target, measure="employment"))
    with pytest.raises(DataError, match="no figures of employment"):
        replace(pair(), targets=(jobs,))
    limit = over(np.ones((2, 2, 1)), place=["plain", "hills"], place_to=["plain", "hills"],
                 occupation=["engineer"])  # fmt: skip
    with pytest.raises(DataError, match="no occupations 'engineer'"):
        replace(pair(), commuting=Commuting(limit))


def test_places_that_lose_against_business_as_usual_say_so() -> None:
    """A dear promise of the whole holds one place down; its own promises cannot be the reason."""
    whole = dict.fromkeys(CODES, 1.0)
    target = replace(
        promise(0.9, year=2025, name="share"), kind="share", weights=whole, share_of=whole
    )
    settings = SETTINGS.model_copy(update={"compare": True, "shortfall_price": 50.0})
    system = replace(pair(), targets=(WholeTarget(target, places=("plain",)),))
    plan = to_places_plan(solve_places(system, settings))
    assert plan.gain is not None
    assert plan.gain < 0
    assert any("the plan of all places is worth" in note.en for note in plan.notes)
    (loser,) = (name for name, gain in plan.gains.items() if gain < 0 and name in plan.plans)
    assert any("By value alone the plan is worth" in each.en for each in plan.plans[loser].notes)
