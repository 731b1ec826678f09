"""Projects: when they may start, what they need first, what they bring and cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.planning.timing import closed_windows, completed, outlays, ramped

if TYPE_CHECKING:
    from upriver.planning.forms import Decision, Form
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.program import Program
    from upriver.planning.settings import PlanSettings
    from upriver.planning.variables import Variables


def _by_start(response: xr.DataArray, decision: Decision) -> Form:
    total: Form = (decision.rename(year="year_to") * response).sum("year_to")
    return total


def finished(inputs: PlanInputs, *, variables: Variables) -> Form:
    """Projects that are finished.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan; it must hold projects.
    variables : Variables
        Decisions of the plan.

    Returns
    -------
    Form (project, year)
        1 once a project works.
    """
    assert variables.started is not None
    response = completed(
        "project",
        [item.project for item in inputs.projects],
        lead_times=[item.lead_time for item in inputs.projects],
        years=inputs.years,
    )
    return _by_start(response, variables.started)


def effect_by(inputs: PlanInputs, *, kind: str, dim: str) -> xr.DataArray:
    """What finished projects of one kind add, by what they add it to.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.
    kind : {"capacity", "route", "abatement"}
        Kind of project.
    dim : {"industry", "stressor", "kind"}
        What the effect counts for; ``kind`` for routes, which have one total.

    Returns
    -------
    DataArray (project, dim)
        Effect of each project; zero where it adds nothing.
    """
    if dim == "industry":
        labels = inputs.industries
    elif dim == "stressor":
        assert inputs.nature is not None
        labels = [str(code) for code in inputs.nature.caps.coords["stressor"].values]
    else:
        labels = [kind]

    data = np.zeros((len(inputs.projects), len(labels)))
    column = {label: at for at, label in enumerate(labels)}
    for row, item in enumerate(inputs.projects):
        goes_to = {"industry": item.industry, "stressor": item.stressor}.get(dim, item.kind)
        if item.kind == kind and goes_to in column:
            data[row, column[goes_to]] = item.effect
    return xr.DataArray(
        data,
        coords={"project": [item.project for item in inputs.projects], dim: labels},
        dims=["project", dim],
    )


def added_capacity(
    inputs: PlanInputs,
    *,
    variables: Variables,
    settings: PlanSettings,
    make: xr.DataArray | None = None,
) -> Form | None:
    """Capacity that finished projects and opened nodes add to each industry, or to each product.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.
    variables : Variables
        Decisions of the plan.
    settings : PlanSettings
        Choices of the planner.
    make : DataArray (product, industry), ratio, optional
        What the capacity makes. With it the answer is by product.

    Returns
    -------
    Form (industry, year) or (product, year), 1e8 CNY, or None
        None when there are neither projects nor candidates.
    """
    total: Form | None = None
    if variables.started is not None:
        effect = effect_by(inputs, kind="capacity", dim="industry")
        reached = project_reach(inputs, settings=settings)
        effect = effect if make is None else xr.dot(effect, make, dim="industry")
        total = (_by_start(reached, variables.started) * effect).sum("project")
    if variables.opened is not None:
        share = candidate_reach(inputs, settings=settings)
        scale = candidate_scale(inputs)
        scale = scale if make is None else xr.dot(scale, make, dim="industry")
        new = (_by_start(share, variables.opened) * scale).sum("candidate")
        total = new if total is None else total + new
    return total


def project_reach(inputs: PlanInputs, *, settings: PlanSettings) -> xr.DataArray:
    """Share of full scale that projects reach in each year for a start by each year.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan; it must hold projects.
    settings : PlanSettings
        Choices of the planner.

    Returns
    -------
    DataArray (project, year, year_to)
        See `upriver.planning.timing.ramped`.
    """
    return ramped(
        "project",
        [item.project for item in inputs.projects],
        lead_times=[item.lead_time for item in inputs.projects],
        ramp_years=settings.ramp_years,
        years=inputs.years,
    )


def candidate_reach(inputs: PlanInputs, *, settings: PlanSettings) -> xr.DataArray:
    """Share of full scale that nodes reach in each year for an opening by each year.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan; it must hold candidates.
    settings : PlanSettings
        Choices of the planner.

    Returns
    -------
    DataArray (candidate, year, year_to)
        See `upriver.planning.timing.ramped`.
    """
    return ramped(
        "candidate",
        [item.candidate for item in inputs.candidates],
        lead_times=[item.lead_time for item in inputs.candidates],
        ramp_years=settings.ramp_years,
        years=inputs.years,
    )


def candidate_scale(inputs: PlanInputs) -> xr.DataArray:
    """Output at full scale of each node, by its industry.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan; it must hold candidates.

    Returns
    -------
    DataArray (candidate, industry), 1e8 CNY
        Zero outside its own industry.
    """
    items = inputs.candidates
    return xr.DataArray(
        [[c.scale if c.industry == code else 0.0 for code in inputs.industries] for c in items],
        coords={"candidate": [c.candidate for c in items], "industry": inputs.industries},
        dims=["candidate", "industry"],
    )


def project_outlays(inputs: PlanInputs) -> xr.DataArray:
    """Spending on each project in each year for a start by each year, without running costs.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan; it must hold projects.

    Returns
    -------
    DataArray (project, year, year_to), 1e8 CNY
        See `upriver.planning.timing.outlays`.
    """
    return outlays(
        "project",
        [item.project for item in inputs.projects],
        costs=[item.cost for item in inputs.projects],
        lead_times=[item.lead_time for item in inputs.projects],
        years=inputs.years,
    )


def project_spending(inputs: PlanInputs) -> xr.DataArray:
    """Outlays and running costs of each project.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan; it must hold projects.

    Returns
    -------
    DataArray (project, year, year_to), 1e8 CNY
        Spending in ``year`` for a start by ``year_to``.
    """
    codes = [item.project for item in inputs.projects]
    running = xr.DataArray(
        [item.running_cost for item in inputs.projects], coords={"project": codes}, dims="project"
    )
    works = completed(
        "project",
        codes,
        lead_times=[item.lead_time for item in inputs.projects],
        years=inputs.years,
    )
    return project_outlays(inputs) + running * works


def add_projects(model: Program, inputs: PlanInputs, *, variables: Variables) -> None:
    """Add the order of projects: once started they stay, windows and prerequisites hold.

    Parameters
    ----------
    model : Program
        The model being built.
    inputs : PlanInputs
        Data of the plan.
    variables : Variables
        Decisions of the plan.
    """
    started = variables.started
    if started is None:
        return
    model.add_constraints(
        started.isel(year=slice(1, None)) - started.shift(year=1).isel(year=slice(1, None)) >= 0,
        name="project_stays",
    )
    window = closed_windows(
        "project", [(item.project, item.latest) for item in inputs.projects], inputs.years
    )
    if window is not None:
        late = started.sel(project=window.coords["project"].values)
        model.add_constraints((late * window).sum("year") <= 0, name="project_latest")
    _add_prerequisites(model, inputs, variables=variables)


def _add_prerequisites(model: Program, inputs: PlanInputs, *, variables: Variables) -> None:
    assert variables.started is not None
    nodes = {item.node: item.candidate for item in inputs.candidates}
    ready = None
    for item in inputs.projects:
        behind_a_door = item.node in nodes and variables.opened is not None
        if not item.requires and not behind_a_door:
            continue
        begun = variables.started.sel(project=item.project)
        if item.requires:
            if ready is None:
                ready = finished(inputs, variables=variables)
            before = ready.sel(project=item.requires)
            model.add_constraints(begun - before <= 0, name=f"project_requires_{item.project}")
        if item.node in nodes and variables.opened is not None:
            door = variables.opened.sel(candidate=nodes[item.node])
            model.add_constraints(begun - door <= 0, name=f"project_node_{item.project}")
