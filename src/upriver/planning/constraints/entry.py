"""Entry into nodes the region does not have: gated and cheapened by relatedness.

``opened`` is monotone · ``least · opened(t) <= relatedness(t-1)`` ·
``entry_cost(t) >= barrier · ((1 - discount · start) · fresh(t) - discount · neighbours(t-1))`` ·
``entry_cost(t) >= barrier · (1 - discount · most) · fresh(t)`` with ``fresh(t) = opened(t) -
opened(t-1)``, ``start`` the relatedness there is, ``neighbours`` what opened ones add, and
``most`` the relatedness with all of them open
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


def _at_start(inputs: PlanInputs) -> xr.DataArray:
    codes = [item.candidate for item in inputs.candidates]
    values = [item.relatedness for item in inputs.candidates]
    start = xr.DataArray(values, coords={"candidate": codes}, dims="candidate")
    return start.expand_dims(year=list(inputs.years)).transpose("candidate", "year")


def _links(inputs: PlanInputs) -> xr.DataArray:
    codes = [item.candidate for item in inputs.candidates]
    return xr.DataArray(
        [[item.neighbours.get(code, 0.0) for code in codes] for item in inputs.candidates],
        coords={"candidate": codes, "candidate_to": codes},
        dims=["candidate", "candidate_to"],
    )


def _of_neighbours(inputs: PlanInputs, *, opened: Form) -> Form:
    """Relatedness that opened neighbours add, by candidate and year: 0 to 1."""
    added: Form = (opened.rename(candidate="candidate_to") * _links(inputs)).sum("candidate_to")
    return added


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
    The cost rows need no large constant: a node opens at most once, and they only bound the cost
    from below. What relatedness saves is tied to the opening: otherwise a tenth of a node would
    cost nothing, and decisions in part would be worth more than whole ones can be. A cost that
    has slack may float up when money is free; the result therefore recomputes it.
    """
    if variables.opened is None or variables.entry_cost is None:
        return
    opened = variables.opened
    before = opened.shift(year=1).fillna(0)
    model.add_constraints(
        opened.isel(year=slice(1, None)) - opened.shift(year=1).isel(year=slice(1, None)) >= 0,
        name="entry_stays",
    )
    added = _of_neighbours(inputs, opened=before)
    fresh = opened - before
    _add_cost(model, inputs, variables=variables, fresh=fresh, added=added, settings=settings)
    related = added + _at_start(inputs)
    _add_gate(model, inputs, variables=variables, related=related, settings=settings)
    window = closed_windows(
        "candidate", [(item.candidate, item.latest) for item in inputs.candidates], inputs.years
    )
    if window is not None:
        late = opened.sel(candidate=window.coords["candidate"].values)
        model.add_constraints((late * window).sum("year") <= 0, name="entry_latest")


def _add_cost(
    model: Program,
    inputs: PlanInputs,
    *,
    variables: Variables,
    fresh: Form,
    added: Form,
    settings: PlanSettings,
) -> None:
    assert variables.entry_cost is not None
    codes = [item.candidate for item in inputs.candidates]
    barrier = xr.DataArray(
        [item.barrier for item in inputs.candidates], coords={"candidate": codes}, dims="candidate"
    )
    discount, start = settings.relatedness_discount, _at_start(inputs)
    step = fresh * (1 - discount * start) - added * discount
    model.add_constraints(variables.entry_cost - step * barrier >= 0, name="entry_barrier")
    every = _links(inputs).sum("candidate_to")  # with all neighbours open
    some = [code for code in codes if float(every.sel(candidate=code)) > 0]
    if not some or discount == 0:
        return
    least = (1 - discount * (start + every)).clip(min=0) * barrier
    bound = variables.entry_cost - fresh * least
    model.add_constraints(bound.sel(candidate=some) >= 0, name="entry_least")


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
