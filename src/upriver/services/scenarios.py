"""The plan of a region under scenarios: what to start now when the future is not known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from upriver.core.progress import Progress, silent
from upriver.data.provenance import Provenance
from upriver.planning.reading.region import read_inputs
from upriver.planning.scenarios.planner import plan_scenarios
from upriver.planning.scenarios.reading import read_scenarios
from upriver.planning.settings import PlanSettings
from upriver.services.plan import plan_density

if TYPE_CHECKING:
    from collections.abc import Sequence

    import xarray as xr

    from upriver.core.processes import Mapper
    from upriver.data.region import Region
    from upriver.planning.records import OwnRule
    from upriver.planning.scenarios.changes import Scenario
    from upriver.planning.scenarios.result import ScenarioPlan


def scenarios(
    region: Region,
    settings: PlanSettings | None = None,
    *,
    futures: Sequence[Scenario] | None = None,
    density: xr.DataArray | None = None,
    rules: Sequence[OwnRule] = (),
    executor: Mapper | None = None,
    progress: Progress = silent,
) -> ScenarioPlan:
    """Plan for a future that is not known.

    Parameters
    ----------
    region : Region
        The data package.
    settings : PlanSettings, optional
        Choices of the planner; its group ``scenarios`` says how to deal with the unknown.
    futures : sequence of Scenario, optional
        Ways in which the future may turn out. Default: tables ``scenarios`` and
        ``scenario_changes``.
    density : DataArray (industry), optional
        Density of related industries around each industry in this place, 0 to 1. Default:
        computed from ``production`` where comparable places are known.
    rules : sequence of OwnRule
        Rules of your own, beside those in the tables ``rules`` and ``rule_terms``; they hold in
        every scenario.
    executor : Mapper, optional
        Solves single scenarios elsewhere or side by side; any object with ``map``, such as a
        pool of processes or of a cluster.
    progress : callable
        Told of every finished part.

    Returns
    -------
    ScenarioPlan
        Common decisions, outcomes by scenario, and what knowing would be worth. Scenarios
        without a plan are left out and explained in ``without_plan``.

    Raises
    ------
    DataError
        If there are no scenarios, their chances do not add up to one, or a change does not fit.
    LabelError
        If a change names something that the plan does not know.
    InfeasibleError
        If no scenario has a plan, or no common start suits those that have one.
    PlanningError
        If coefficients differ by more than eight orders of magnitude.
    SolverError
        If no plan is found in time.
    """
    progress("plan.read", 0, 1)
    chosen = settings or PlanSettings()
    inputs = read_inputs(
        region, chosen, density=plan_density(region) if density is None else density
    )
    inputs = replace(inputs, rules=(*inputs.rules, *rules))
    cases = read_scenarios(region, inputs) if futures is None else tuple(futures)
    parts = list(inputs.provenance.values())
    if futures is None:
        parts += [
            region.provenance(name)
            for name in ("scenarios", "scenario_changes")
            if region.has(name)
        ]
    progress("plan.read", 1, 1)
    return plan_scenarios(
        inputs,
        chosen,
        cases,
        choices=chosen.scenarios,
        rests_on=Provenance.combine(parts) if parts else None,
        executor=executor,
        progress=progress,
    )
