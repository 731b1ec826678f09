"""Products whose ways are known go from place to place.

``sold = sum of routed over buyers`` · ``sum of routed over sellers = bought``
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from upriver.planning.places.constraints.context import Coupling


def add_trade_routes(coupling: Coupling) -> None:
    """Add both ends of the ways between the places.

    Parameters
    ----------
    coupling : Coupling
        The joint model being built.

    Notes
    -----
    The prices of the two rows are the prices of the product where it is sent from and where it
    arrives; they differ by the cost of the way and what its limit is worth.
    """
    between = coupling.between
    if between.routed is None or between.sold is None or between.bought is None:
        return
    dim = "product"
    products = between.routed.indexes[dim].to_numpy()
    sent = between.routed.sum("place_to")
    received = between.routed.sum("place").rename(place_to="place")
    coupling.model.add_constraints(sent - between.sold.sel({dim: products}) == 0, name="route_sent")
    coupling.model.add_constraints(
        between.bought.sel({dim: products}) - received == 0, name="route_received"
    )
