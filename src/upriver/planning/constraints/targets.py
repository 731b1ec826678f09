"""What was promised: levels, shares and growth, hard or with a priced shortfall.

``sense · quantity + shortfall >= sense · value``; a share target is linear too:
``sense · (link · part - share · whole) + shortfall >= 0``
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.planning.promises import base_quantity, quantity_terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from upriver.planning.inputs import PlanInputs
    from upriver.planning.program import Program
    from upriver.planning.records import PlanTarget
    from upriver.planning.settings import PlanSettings
    from upriver.planning.variables import Variables


@dataclass(frozen=True)
class TargetRows:
    """Coefficients of all targets.

    Parameters
    ----------
    output : DataArray (target, industry, year)
        Coefficients on output.
    started : DataArray (target, project, year)
        Coefficients on projects.
    research : DataArray (target, year)
        Coefficients on research spending.
    bound : DataArray (target)
        Right-hand side.
    scale : DataArray (target)
        Size of the promise in the unit of its row, by which a shortfall is made relative.
    """

    output: xr.DataArray
    started: xr.DataArray
    research: xr.DataArray
    bound: xr.DataArray
    scale: xr.DataArray


def target_rows(inputs: PlanInputs, *, settings: PlanSettings) -> TargetRows:
    """Coefficients of every target.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan; it must hold targets.
    settings : PlanSettings
        Choices of the planner.

    Returns
    -------
    TargetRows
        One row a target.
    """
    count, years = len(inputs.targets), list(inputs.years)
    output = np.zeros((count, len(inputs.industries), len(years)))
    started = np.zeros((count, len(inputs.projects), len(years)))
    research = np.zeros((count, len(years)))
    bound, scale = np.zeros(count), np.zeros(count)

    for row, target in enumerate(inputs.targets):

        def put(weights: Mapping[str, float], year: int, factor: float, at: int = row) -> None:
            item = inputs.targets[at]
            terms = quantity_terms(
                inputs, target=item, weights=weights, year=year, settings=settings
            )
            factor *= item.sense
            output[at, :, years.index(year)] += factor * terms.output
            started[at] += factor * terms.started
            research[at, years.index(year)] += factor * terms.research
            bound[at] -= factor * terms.constant

        _fill(inputs, target, put=put)
        base = base_quantity(inputs, target=target, weights=target.share_of or target.weights)
        if target.kind == "level":
            bound[row] += target.sense * target.value
            scale[row] = abs(target.value)
        elif target.kind == "share":
            scale[row] = abs(target.value) * base
        else:
            scale[row] = base
            if target.year == years[0]:
                bound[row] += target.sense * (1 + target.value) * base

    codes = [target.target for target in inputs.targets]
    projects = [item.project for item in inputs.projects]
    one = {"target": codes}
    return TargetRows(
        xr.DataArray(
            output,
            coords={**one, "industry": inputs.industries, "year": years},
            dims=["target", "industry", "year"],
        ),
        xr.DataArray(
            started,
            coords={**one, "project": projects, "year": years},
            dims=["target", "project", "year"],
        ),
        xr.DataArray(research, coords={**one, "year": years}, dims=["target", "year"]),
        xr.DataArray(bound, coords=one, dims="target"),
        xr.DataArray(np.maximum(scale, 1e-9), coords=one, dims="target"),
    )


def _fill(inputs: PlanInputs, target: PlanTarget, *, put: object) -> None:
    assert callable(put)
    if target.kind == "growth":
        put(target.weights, target.year, 1.0)
        if target.year > inputs.years[0]:
            put(target.weights, target.year - 1, -(1 + target.value))
        return
    put(target.weights, target.year, target.link)
    if target.kind == "share":
        assert target.share_of is not None
        put(target.share_of, target.year, -target.value)


def add_targets(
    model: Program,
    inputs: PlanInputs,
    *,
    variables: Variables,
    rows: TargetRows,
) -> None:
    """Add one row for every target.

    Parameters
    ----------
    model : Program
        The model being built.
    inputs : PlanInputs
        Data of the plan.
    variables : Variables
        Decisions of the plan.
    rows : TargetRows
        Coefficients of the targets.
    """
    if not inputs.targets or variables.shortfall is None:
        return
    form = (variables.output * rows.output).sum(["industry", "year"]) + variables.shortfall
    if variables.started is not None and bool((rows.started != 0).any()):
        form = form + (variables.started * rows.started).sum(["project", "year"])
    if bool((rows.research != 0).any()):
        spent = variables.spending.sel(use="research")
        form = form + (spent * rows.research).sum("year")
    model.add_constraints(form >= rows.bound, name="target")
