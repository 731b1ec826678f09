"""A plan of two places that share money, a river and a promise, with everything on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from places_toy import CODES, SETTINGS, furnished, hills, nature, plain, trade
from planning_toy import plant, promise
from upriver.core.message import Message
from upriver.data.provenance import Provenance
from upriver.planning.places import (
    PlaceSystem,
    SharedCap,
    SharedFund,
    TradeRoute,
    WholeTarget,
    solve_places,
    to_places_plan,
)
from upriver.planning.records import USES

if TYPE_CHECKING:
    from upriver.planning import PlacesPlan, PlanSettings

CHOSEN: PlanSettings = SETTINGS.model_copy(
    update={
        "compare": True,
        "additional": 1.0,
        "money_price": 0.0,
        "keep_sales": 0.0,
        "whole_decisions": False,
    }
)
BASIS = Provenance({"reported": 0.0, "derived": 0.25, "assumed": 0.75}, 2023, 2023, ("s",), 40, 0)
LABELS = {
    "plain": Message("Plain", "平原"),
    "hills": Message("Hills", "山地"),
    "grain": Message("Grain", "粮食"),
    "steel": Message("Steel", "钢铁"),
    "cars": Message("Cars", "汽车"),
    "city": Message("City fund", "市级资金"),
    "river": Message("River", "河流"),
    "VA": Message("Value added", "增加值"),
    "f": Message("Own budget", "本级预算"),
    "CO2": Message("Carbon", "碳"),
    "plain-plant": Message("Plant in the plain", "平原工厂"),
    "hills-plant": Message("Plant in the hills", "山地工厂"),
}


def shared_system(*, routed: bool = False) -> PlaceSystem:
    """A plant in the hills earns more than one in the plain; 40 of shared money, not enough for
    either; one river.
    """
    places = {
        name: replace(
            furnished(inputs, money=1.0),
            nature=nature(1000.0),
            projects=(plant(f"{name}-plant", cost=60.0, effect=effect, industry="cars"),),
            labels=LABELS,
        )
        for name, inputs, effect in (("plain", plain(), 20.0), ("hills", hills(), 30.0))
    }
    target = replace(promise(300.0, year=2025), weights=dict.fromkeys(CODES, 1.0))
    return PlaceSystem(
        places,
        trade=trade(),
        routes=(TradeRoute("hills", "plain", "cars", cost=0.01, limit=12.0),) if routed else (),
        funds=(SharedFund("city", {2024: 40.0}, USES),),
        caps=(SharedCap("river", "CO2", {2024: 235.0, 2025: 235.0}),),
        targets=(WholeTarget(target),),
        labels=LABELS,
    )


def shared_plan(
    settings: PlanSettings = CHOSEN, *, system: PlaceSystem | None = None
) -> PlacesPlan:
    """The plan of that system."""
    return to_places_plan(solve_places(system or shared_system(), settings), rests_on=BASIS)
