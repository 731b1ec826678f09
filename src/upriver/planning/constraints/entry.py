"""Entry into nodes the region does not have: gated and cheapened by relatedness.

``opened`` is monotone · ``least · opened(t) <= relatedness(t-1)`` ·
``entry_cost(t) >= barrier · (opened(t) - opened(t-1) - discount · relatedness(t-1))``
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import xarray as xr

from upriver.planning.timing import closed_windows, outlays

if TYPE_CHECKING:
    from upriver.planning.forms import Form
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.program import Program
    from upriver.planning.settings import PlanSettings
    from upriver.planning.variables import Variables


def relatedness_before(inputs: PlanInputs, *, opened: Form) -> Form:
    """Relatedness of each candidate at the end of the year before.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.
    opened : Form (candidate, year)
        Candidates opened by the end of the year before.

    Returns
    -------
    Form (candidate, year), 0 to 1
        What was there at the start plus what opened neighbours add.
    """
    codes = [item.candidate for item in inputs.candidates]
    start = (
        xr.DataArray(
            [item.relatedness for item in inputs.candidates],
            coords={"candidate": codes},
            dims="candidate",
        )
        .expand_dims(year=list(inputs.years))
        .transpose("candidate", "year")
    )
    link = xr.DataArray(
        [[item.neighbours.get(code, 0.0) for code in codes] for item in inputs.candidates],
        coords={"candidate": codes, "candidate_to": codes},
        dims=["candidate", "candidate_to"],
    )
    added = (opened.rename(candidate="candidate_to") * link).sum("candidate_to")
    return added + start


def add_entry(
    model: Program, inputs: PlanInputs, *, variables: Variables, settings: PlanSettings
) -> None:
    """Add the rules of entry.

    Parameters
    ----------
    model : Program
        The model being built.
    inputs : PlanInputs
        Data of the plan.
    variables : Variables
        Decisions of the plan.
    settings : PlanSettings
        Choices of the planner.

    Notes
    -----
    The cost row needs no large constant: a node opens at most once, relatedness times the
    discount is at most one, and the row only bounds the cost from below. A cost that has
    slack may float up when money is free; the result therefore recomputes it.
    """
    if variables.opened is None or variables.entry_cost is None:
        return
    opened = variables.opened
    before = opened.shift(year=1).fillna(0)
    model.add_constraints(
        opened.isel(year=slice(1, None)) - opened.shift(year=1).isel(year=slice(1, None)) >= 0,
        name="entry_stays",
    )
    related = relatedness_before(inputs, opened=before)
    codes = [item.candidate for item in inputs.candidates]
    barrier = xr.DataArray(
        [item.barrier for item in inputs.candidates], coords={"candidate": codes}, dims="candidate"
    )
    step = opened - before - settings.relatedness_discount * related
    model.add_constraints(variables.entry_cost - step * barrier >= 0, name="entry_barrier")
    _add_gate(model, inputs, variables=variables, related=related, settings=settings)
    window = closed_windows(
        "candidate", [(item.candidate, item.latest) for item in inputs.candidates], inputs.years
    )
    if window is not None:
        late = opened.sel(candidate=window.coords["candidate"].values)
        model.add_constraints((late * window).sum("year") <= 0, name="entry_latest")


def _add_gate(
    model: Program,
    inputs: PlanInputs,
    *,
    variables: Variables,
    related: Form,
    settings: PlanSettings,
) -> None:
    least = settings.least_relatedness
    far = [item.candidate for item in inputs.candidates if item.relatedness < least]
    if not far or variables.opened is None:
        return
    wanted = least * variables.opened.sel(candidate=far)
    model.add_constraints(related.sel(candidate=far) - wanted >= 0, name="entry_gate")


def entry_outlays(inputs: PlanInputs) -> xr.DataArray:
    """Investment in each candidate in each year for an opening by each year.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan; it must hold candidates.

    Returns
    -------
    DataArray (candidate, year, year_to), 1e8 CNY
        See `upriver.planning.timing.outlays`; the cost of learning the trade is not in it.
    """
    return outlays(
        "candidate",
        [item.candidate for item in inputs.candidates],
        costs=[item.capital for item in inputs.candidates],
        lead_times=[item.lead_time for item in inputs.candidates],
        years=inputs.years,
    )
