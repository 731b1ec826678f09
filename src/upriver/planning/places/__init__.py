"""Several places planned together, with the trade between them and what they share."""

from upriver.planning.places.assemble import to_places_plan
from upriver.planning.places.choices import PlacesSettings
from upriver.planning.places.coupling import Coupled
from upriver.planning.places.planner import (
    BuiltPlaces,
    SolvedPlaces,
    build_places,
    solve_places,
    usual_places,
)
from upriver.planning.places.result import PlacesPlan
from upriver.planning.places.split import split_place
from upriver.planning.places.system import (
    Commuting,
    PlaceSystem,
    SharedCap,
    SharedFund,
    TradeRoute,
    WholeTarget,
)

__all__ = [
    "BuiltPlaces",
    "Commuting",
    "Coupled",
    "PlaceSystem",
    "PlacesPlan",
    "PlacesSettings",
    "SharedCap",
    "SharedFund",
    "SolvedPlaces",
    "TradeRoute",
    "WholeTarget",
    "build_places",
    "solve_places",
    "split_place",
    "to_places_plan",
    "usual_places",
]
