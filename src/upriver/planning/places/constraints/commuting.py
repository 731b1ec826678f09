"""People may live in one place and work in another.

``need <= people - commuters away + commuters here`` · ``commuters away <= people``
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.planning.places.constraints.context import of_places, picked

if TYPE_CHECKING:
    from upriver.planning.places.constraints.context import Coupling


def add_commuting(coupling: Coupling) -> None:
    """Move people between the places' needs.

    Parameters
    ----------
    coupling : Coupling
        The joint model being built.

    Notes
    -----
    Only people who live in a place leave it for work; who comes does not go on.
    """
    commuters = coupling.between.commuters
    if commuters is None:
        return
    jobs = commuters.indexes["occupation"].tolist()
    homes = commuters.indexes["place"].tolist()
    for name in homes:
        away = commuters.sel(place=name).sum("place_to")
        coupling.model.add_to_rows(coupling.rows[name]["talent_need"].sel(occupation=jobs), away)
    for name in commuters.indexes["place_to"].tolist():
        here = commuters.sel(place_to=name).sum("place")
        rows = coupling.rows[name]["talent_need"].sel(occupation=jobs)
        coupling.model.add_to_rows(rows, here * -1.0)
    people = []
    for name in homes:
        living = coupling.variables[name].people
        assert living is not None
        people.append(picked(living, "occupation", jobs))
    coupling.model.add_constraints(
        commuters.sum("place_to") - of_places(homes, people) <= 0, name="commuters_home"
    )
