"""The plan of several places together: from their packages to who grows, trades and is paid."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from upriver.core.message import Message
from upriver.core.progress import Progress, silent
from upriver.planning.places.assemble import to_places_plan
from upriver.planning.places.planner import solve_places
from upriver.planning.places.reading import read_parts, read_places
from upriver.planning.places.split import split_place
from upriver.planning.reading.region import read_inputs
from upriver.planning.settings import PlanSettings
from upriver.services.plan import plan_density

if TYPE_CHECKING:
    from collections.abc import Sequence

    from upriver.data.region import Region
    from upriver.planning.places.result import PlacesPlan


def plan_places(
    regions: Sequence[Region],
    settings: PlanSettings | None = None,
    *,
    whole: Region | None = None,
    progress: Progress = silent,
) -> PlacesPlan:
    """Plan several places together, with the trade between them.

    Parameters
    ----------
    regions : sequence of Region
        One package a place, all with the same industries and base year. Their tables ``trade``
        say what they sold each other; it is contained in their accounts.
    settings : PlanSettings, optional
        Choices of the planner; the group ``places`` says how trade may shift.
    whole : Region, optional
        Package of what the places are part of: its caps, funds and targets count for all of
        them together.
    progress : callable
        Told of every finished part.

    Returns
    -------
    PlacesPlan
        Who grows, who trades with whom, who is given money, prices of what is shared, and the
        plan of every place.

    Raises
    ------
    DataError
        If an account is absent or does not balance, or the trade is more than it contains.
    LabelError
        If the places do not fit each other.
    InfeasibleError
        If targets and limits contradict each other; they are named with their place.
    PlanningError
        If coefficients differ by more than eight orders of magnitude.
    SolverError
        If no plan is found in time.
    """
    chosen = settings or PlanSettings()
    progress("plan.read", 0, 1)
    inputs = {
        region.code: read_inputs(region, chosen, density=plan_density(region)) for region in regions
    }
    around = None if whole is None else (whole, read_inputs(whole, chosen))
    system, notes = read_places(regions, inputs, whole=around)
    progress("plan.read", 1, 1)
    solved = solve_places(system, chosen, progress=progress)
    found = to_places_plan(solved)
    progress("plan.report", 1, 1)
    return replace(found, notes=(*notes, *found.notes))


def plan_districts(
    region: Region, settings: PlanSettings | None = None, *, progress: Progress = silent
) -> PlacesPlan:
    """Plan the districts of one region together, from the account of the region.

    Parameters
    ----------
    region : Region
        The data package; ``production`` has output by industry of its districts in the base
        year, ``projects`` says in which district each stands.
    settings : PlanSettings, optional
        Choices of the planner.
    progress : callable
        Told of every finished part.

    Returns
    -------
    PlacesPlan
        Caps, funds and targets of the region are common to its districts. Accounts of the
        districts are derived (`upriver.planning.split_place`), and a note says so.

    Raises
    ------
    DataError
        If the account is absent, or fewer than two districts have figures by industry.
    InfeasibleError
        If targets and limits contradict each other; they are named with their district.
    PlanningError
        If coefficients differ by more than eight orders of magnitude.
    SolverError
        If no plan is found in time.
    """
    chosen = settings or PlanSettings()
    progress("plan.read", 0, 1)
    inputs = read_inputs(region, chosen)
    system, notes = split_place(inputs, read_parts(region, inputs))
    labels = {code: Message(region.label(code, "en"), region.label(code, "zh"))
              for code in system.names}  # fmt: skip
    system = replace(system, labels={**system.labels, **labels})
    progress("plan.read", 1, 1)
    solved = solve_places(system, chosen, progress=progress)
    found = to_places_plan(solved)
    progress("plan.report", 1, 1)
    return replace(found, notes=(*notes, *found.notes))
