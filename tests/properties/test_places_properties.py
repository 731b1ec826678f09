"""What must hold for several places in one plan, whatever their sizes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from places_toy import SETTINGS as RIGID
from places_toy import furnished, hills, plain, trade
from upriver.planning.places import (
    PlacesSettings,
    PlaceSystem,
    SharedCap,
    SharedFund,
    solve_places,
)
from upriver.planning.records import USES

# What the places cannot make in time they may buy outside.
SETTINGS = RIGID.model_copy(update={"inflow_rise": 0.5})
FEW = settings(max_examples=3, deadline=None)
factors = st.floats(0.8, 1.3)


def system(
    grain: float, cars: float, *, cap: float = 1000.0, fund: float = 5.0, turned: bool = False
) -> PlaceSystem:
    """Two furnished places whose demand differs from the base year, a river and a fund."""
    places = {"plain": furnished(plain()), "hills": furnished(hills())}
    for name, product, factor in (("hills", 0, grain), ("plain", 2, cars)):
        economy = places[name].economy
        demand = economy.local_demand.copy(deep=True)
        demand[product] *= factor
        places[name] = replace(places[name], economy=replace(economy, local_demand=demand))
    table = trade()
    if turned:
        places = dict(reversed(list(places.items())))
        table = table.isel(place=[1, 0], place_to=[1, 0])
    years = SETTINGS.last_year - 1, SETTINGS.last_year
    return PlaceSystem(
        places,
        trade=table,
        caps=(SharedCap("river", "CO2", dict.fromkeys(years, cap)),),
        funds=(SharedFund("city", dict.fromkeys(years, fund), USES),),
    )


def best(one: PlaceSystem, *, drift: float = 0.02) -> float:
    chosen = SETTINGS.model_copy(update={"places": PlacesSettings(trade_drift=drift)})
    return solve_places(one, chosen).solution.objective


@FEW
@given(grain=factors, cars=factors, cap=st.floats(150.0, 300.0), more=st.floats(0.0, 60.0))
def test_loosening_a_shared_cap_never_worsens(
    grain: float, cars: float, cap: float, more: float
) -> None:
    # Overshoot is priced by its share of the cap, so a wider cap makes it cheaper too.
    assert best(system(grain, cars, cap=cap + more)) >= best(system(grain, cars, cap=cap)) - 1e-6


@FEW
@given(grain=factors, cars=factors, fund=st.floats(0.0, 5.0), more=st.floats(0.0, 5.0))
def test_more_shared_money_never_worsens(
    grain: float, cars: float, fund: float, more: float
) -> None:
    assert (
        best(system(grain, cars, fund=fund + more)) >= best(system(grain, cars, fund=fund)) - 1e-6
    )


@FEW
@given(grain=factors, cars=factors, drift=st.floats(0.0, 0.05), more=st.floats(0.0, 0.05))
def test_trade_that_may_shift_more_never_worsens(
    grain: float, cars: float, drift: float, more: float
) -> None:
    one = system(grain, cars)
    assert best(one, drift=drift + more) >= best(one, drift=drift) - 1e-6


@FEW
@given(grain=factors, cars=factors)
def test_the_order_of_places_does_not_matter(grain: float, cars: float) -> None:
    one = solve_places(system(grain, cars), SETTINGS)
    two = solve_places(system(grain, cars, turned=True), SETTINGS)
    assert one.solution.objective == pytest.approx(two.solution.objective, rel=1e-9)
    assert one.built.base.sold_share.sel(place="plain").equals(
        two.built.base.sold_share.sel(place="plain")
    )


@FEW
@given(grain=factors, cars=factors)
def test_what_is_sold_is_bought_from_another_place(grain: float, cars: float) -> None:
    solved = solve_places(system(grain, cars), SETTINGS)
    sold, bought = solved.solution.value("sold"), solved.solution.value("bought")
    assert sold is not None
    assert bought is not None
    np.testing.assert_allclose(sold.sum("place"), bought.sum("place"), atol=1e-6)
    for a, b in (("plain", "hills"), ("hills", "plain")):
        np.testing.assert_allclose(sold.sel(place=a), bought.sel(place=b), atol=1e-6)
