"""What several places promised together: the sum over districts against the city, or a share.

``sense · sum of quantities over places + shortfall >= sense · value``
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.planning.constraints.targets import TargetRows, target_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from upriver.planning.inputs import PlanInputs
    from upriver.planning.places.constraints.context import Coupling
    from upriver.planning.places.system import PlaceSystem, WholeTarget
    from upriver.planning.records import PlanTarget
    from upriver.planning.settings import PlanSettings


@dataclass(frozen=True)
class WholeRows:
    """Coefficients of the promises of several places.

    Parameters
    ----------
    places : mapping of str to TargetRows
        Coefficients on the decisions of every place that is in one of them.
    bound : DataArray (target)
        Right-hand side.
    scale : DataArray (target)
        Size of the promise, by which a shortfall is made relative.
    """

    places: Mapping[str, TargetRows]
    bound: xr.DataArray
    scale: xr.DataArray


def whole_rows(
    system: PlaceSystem, inputs: Mapping[str, PlanInputs], *, settings: PlanSettings
) -> WholeRows:
    """Coefficients of every promise of several places.

    Parameters
    ----------
    system : PlaceSystem
        Places that are planned together.
    inputs : mapping of str to PlanInputs
        Data of every place.
    settings : PlanSettings
        Choices of the planner.

    Returns
    -------
    WholeRows
        One row a target. Quantities are linear, so that of the whole is the sum of those of the
        places.
    """
    codes = [whole.target.target for whole in system.targets]
    bound, scale = np.zeros(len(codes)), np.zeros(len(codes))
    found = {}
    for name, own in inputs.items():
        at = [k for k, whole in enumerate(system.targets) if name in _involved(system, whole)]
        if not at:
            continue
        seen = tuple(_seen_from(system, system.targets[k], name) for k in at)
        rows = target_rows(replace(own, targets=seen), settings=settings)
        found[name] = rows
        bound[at] += rows.bound.values
        counts = [
            system.targets[k].target.kind != "share"
            or name in system.members(system.targets[k].share_places)
            for k in at
        ]
        scale[at] += np.where(counts, rows.scale.values, 0.0)
    for k, whole in enumerate(system.targets):
        if whole.target.kind == "level":
            bound[k] += whole.target.sense * whole.target.value
            scale[k] = abs(whole.target.value)
    one = {"target": codes}
    return WholeRows(
        found,
        xr.DataArray(bound, coords=one, dims="target"),
        xr.DataArray(np.maximum(scale, 1e-9), coords=one, dims="target"),
    )


def _involved(system: PlaceSystem, whole: WholeTarget) -> set[str]:
    above = set(system.members(whole.places))
    below = set(system.members(whole.share_places)) if whole.target.kind == "share" else set()
    return above | below


def _seen_from(system: PlaceSystem, whole: WholeTarget, name: str) -> PlanTarget:
    """The promise with what one place adds to it; the value of a level is added once, later."""
    target = whole.target
    return replace(
        target,
        weights=target.weights if name in system.members(whole.places) else {},
        share_of=None
        if target.share_of is None
        else (target.share_of if name in system.members(whole.share_places) else {}),
        value=0.0 if target.kind == "level" else target.value,
    )


def add_whole_targets(coupling: Coupling, rows: WholeRows) -> None:
    """Add one row for every promise of several places.

    Parameters
    ----------
    coupling : Coupling
        The joint model being built.
    rows : WholeRows
        Coefficients of the targets.
    """
    total = coupling.between.shortfall
    if total is None:
        return
    form = total * 1.0
    codes = total.indexes["target"]
    for name, own in rows.places.items():
        variables = coupling.variables[name]
        output = own.output.reindex(target=codes, fill_value=0.0)
        form = form + (variables.output * output).sum(["industry", "year"])
        if variables.started is not None and bool((own.started != 0).any()):
            started = own.started.reindex(target=codes, fill_value=0.0)
            form = form + (variables.started * started).sum(["project", "year"])
        if bool((own.research != 0).any()):
            research = own.research.reindex(target=codes, fill_value=0.0)
            spent = variables.spending.sel(use="research")
            form = form + (spent * research).sum("year")
    coupling.model.add_constraints(form >= rows.bound, name="target_whole")
