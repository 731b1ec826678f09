"""The plan of a region: from its tables to what to grow, enter and fund."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from upriver.core.progress import Progress, silent, watching
from upriver.data.provenance import Provenance
from upriver.planning.assemble import to_plan
from upriver.planning.planner import solve_plan
from upriver.planning.reading.region import read_inputs
from upriver.planning.settings import PlanSettings
from upriver.services.comparison import find_comparison
from upriver.services.specialisation import specialise

if TYPE_CHECKING:
    from collections.abc import Sequence

    import xarray as xr

    from upriver.data.region import Region
    from upriver.planning.planner import Solved
    from upriver.planning.records import OwnRule
    from upriver.planning.result import Plan

STEPS = 5


def plan(
    region: Region,
    settings: PlanSettings | None = None,
    *,
    density: xr.DataArray | None = None,
    rules: Sequence[OwnRule] = (),
    progress: Progress = silent,
) -> Plan:
    """Plan the industrial economy of a region.

    Parameters
    ----------
    region : Region
        The data package. ``flows``, ``final_uses`` and ``primary_inputs`` of the base year are
        needed; every other table switches a part of the plan on.
    settings : PlanSettings, optional
        Choices of the planner; the defaults are assumptions that the plan reports.
    density : DataArray (industry), optional
        Density of related industries around each industry in this place, 0 to 1. Default:
        computed from ``production`` where comparable places are known.
    rules : sequence of OwnRule
        Rules of your own, beside those in the tables ``rules`` and ``rule_terms``.
    progress : callable
        Told of every finished part.

    Returns
    -------
    Plan
        Decisions, tables, prices, targets, and an own check of the answer.

    Raises
    ------
    DataError
        If the account of the base year is absent or does not balance, or a rule names what the
        plan does not have.
    InfeasibleError
        If targets and limits contradict each other; they are named with the cheapest way out.
    PlanningError
        If coefficients differ by more than eight orders of magnitude.
    SolverError
        If no plan is found in time.
    """
    solved = solve(region, settings, density=density, rules=rules, progress=progress)
    return read_off(solved, progress=progress)


def solve(
    region: Region,
    settings: PlanSettings | None = None,
    *,
    density: xr.DataArray | None = None,
    rules: Sequence[OwnRule] = (),
    progress: Progress = silent,
) -> Solved:
    """Solve the model of a region's plan, for what is to be asked of it afterwards.

    Parameters
    ----------
    region : Region
        As in `plan`.
    settings : PlanSettings, optional
        Choices of the planner.
    density : DataArray (industry), optional
        As in `plan`.
    rules : sequence of OwnRule
        Rules of your own.
    progress : callable
        Told of every finished part.

    Returns
    -------
    Solved
        Decisions, prices and business as usual.

    Raises
    ------
    DataError
        If the account of the base year is absent or does not balance.
    InfeasibleError
        If targets and limits contradict each other.
    PlanningError
        If coefficients differ by more than eight orders of magnitude.
    SolverError
        If no plan is found in time.
    """
    chosen = settings or PlanSettings()
    around = plan_density(region) if density is None else density
    inputs = read_inputs(region, chosen, density=around)
    inputs = replace(inputs, rules=(*inputs.rules, *rules))
    progress("plan.read", 1, STEPS)

    def _inner(step: str, done: int, total: int) -> None:  # noqa: ARG001 - the protocol's names
        progress(step, done + 1, STEPS)

    return solve_plan(inputs, chosen, progress=_inner, watch=watching(progress))


def read_off(solved: Solved, *, progress: Progress = silent) -> Plan:
    """Turn the answer into a plan for readers.

    Parameters
    ----------
    solved : Solved
        From `solve`.
    progress : callable
        Told when it is done.

    Returns
    -------
    Plan
        Decisions, tables, prices, targets, and an own check of the answer.
    """
    blocks = solved.inputs.provenance
    result = to_plan(solved, rests_on=Provenance.combine(blocks.values()) if blocks else None)
    progress("plan.report", STEPS, STEPS)
    return result


def plan_density(region: Region) -> xr.DataArray | None:
    """Density of related industries around each industry of the region.

    Parameters
    ----------
    region : Region
        The data package.

    Returns
    -------
    DataArray (industry) or None
        0 to 1; None where no comparable places are known.
    """
    if not region.has("production"):
        return None
    comparison = find_comparison(region)
    if comparison is None:
        return None
    return specialise(region, comparison).measures.density.sel(place=region.code, drop=True)
