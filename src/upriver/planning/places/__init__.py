"""Several places planned together, with the trade between them and what they share."""

from upriver.planning.places.assemble import to_places_plan
from upriver.planning.places.choices import PlacesSettings
from upriver.planning.places.comparison import PlacesComparison, compare_places
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
from upriver.planning.places.statistics import places_statistics, who_supplies
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
    "PlacesComparison",
    "PlacesPlan",
    "PlacesSettings",
    "SharedCap",
    "SharedFund",
    "SolvedPlaces",
    "TradeRoute",
    "WholeTarget",
    "build_places",
    "compare_places",
    "places_statistics",
    "solve_places",
    "split_place",
    "to_places_plan",
    "usual_places",
    "who_supplies",
]
