"""What is wrong with the data of a plan, all of it at once, before any model is built."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from upriver.core.errors import UnitError
from upriver.core.findings import Finding
from upriver.core.message import Message
from upriver.core.units import parse_unit
from upriver.planning.base_year_findings import base_year_findings
from upriver.planning.faults import (
    circles,
    in_a_circle,
    no_share,
    refuse_errors,
    too_low,
    unknown_code,
    window_reversed,
)
from upriver.planning.target_findings import target_findings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy.typing as npt
    import xarray as xr

    from upriver.planning.inputs import PlanInputs
    from upriver.planning.parts import NatureInputs
    from upriver.planning.records import Candidate, PlanProject
    from upriver.planning.settings import PlanSettings

MOST = 3  # cells of one array that are told one by one


def input_findings(
    inputs: PlanInputs, *, settings: PlanSettings | None = None
) -> tuple[Finding, ...]:
    """Collect everything in the data of a plan that no good plan can be made from.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan, from tables or made by hand.
    settings : PlanSettings, optional
        Choices of the planner; without them technology gets no cleaner.

    Returns
    -------
    tuple of Finding
        Errors and warnings; ``table`` holds the argument, with the cell or the code in brackets.
    """
    return (
        *_cells(inputs),
        *_codes(inputs),
        *_projects(inputs),
        *_candidates(inputs),
        *target_findings(inputs),
        *base_year_findings(inputs, settings=settings),
    )


def require_plannable(inputs: PlanInputs, settings: PlanSettings) -> tuple[Finding, ...]:
    """Refuse data with errors; give back the warnings.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.
    settings : PlanSettings
        Choices of the planner.

    Returns
    -------
    tuple of Finding
        Warnings.

    Raises
    ------
    DataError
        If there is an error among the findings; all of them are listed.
    """
    return refuse_errors(input_findings(inputs, settings=settings))


def _cells(inputs: PlanInputs) -> Iterator[Finding]:
    """Figures that are negative, or no shares."""
    one, built, money = inputs.economy, inputs.capacity, inputs.money
    people, air, nature = inputs.people, inputs.air, inputs.nature
    positive: dict[str, xr.DataArray | None] = {
        "economy.output": one.output,
        "economy.make": one.make,
        "economy.technology": one.technology,
        "economy.sales": one.sales,
        "economy.sales_limit": one.sales_limit,
        "economy.employment": one.employment,
        "economy.research": one.research,
        "capacity.capital_per_output": built.capital_per_output if built else None,
        "capacity.growth_limit": built.growth_limit if built else None,
        "money.amount": money.amount if money else None,
        "money.cost": money.cost if money else None,
        "people.stock": people.stock if people else None,
        "people.arrivals": people.arrivals if people else None,
        "people.recruit_limit": people.recruit_limit if people else None,
        "people.recruit_cost": people.recruit_cost if people else None,
        "people.need": people.need if people else None,
        "people.retrain_limit": people.retrain_limit if people else None,
        "people.retrain_cost": people.retrain_cost if people else None,
        "money.leverage": money.leverage if money else None,
        "air.need": air.need if air else None,
        "nature.intensity": nature.intensity if nature else None,
        "nature.caps": nature.caps if nature else None,
    }
    shares: dict[str, xr.DataArray | None] = {
        "economy.inflow_share": one.inflow_share,
        "capacity.depreciation": built.depreciation if built else None,
        "people.attrition": people.attrition if people else None,
    }
    for name, array in positive.items():
        if array is not None:
            yield from _told(name, array, array.values < -1e-9, too_low)
    for name, array in shares.items():
        if array is not None:
            outside = (array.values < -1e-9) | (array.values > 1 + 1e-9)
            yield from _told(name, array, outside, no_share)
    if nature is not None:
        yield from _stressor_units(nature)
    if air is not None and air.running < 0:
        yield too_low("air.running", air.running)


def _stressor_units(nature: NatureInputs) -> Iterator[Finding]:
    """Stressors without a unit, or with one that nobody knows."""
    for code in [str(each) for each in nature.caps.coords["stressor"].values]:
        where, unit = f"nature.units[{code}]", nature.units.get(code, "")
        try:
            parse_unit(unit)
        except UnitError as fault:
            yield Finding("unit-does-not-fit", "error", fault.problem, fault.remedy,
                          table=where, value=unit)  # fmt: skip


def _told(
    name: str,
    array: xr.DataArray,
    bad: npt.NDArray[np.bool_],
    kind: Callable[[str, float], Finding],
) -> Iterator[Finding]:
    """The first bad cells of an array, and how many more there are."""
    places = np.argwhere(bad)
    for place in places[:MOST]:
        cell = ", ".join(
            f"{dim}={array.coords[dim].values[at]}"
            for dim, at in zip(array.dims, place, strict=True)
        )
        yield kind(f"{name}[{cell}]", float(array.values[tuple(place)]))
    if len(places) > MOST:
        yield Finding(
            "more-cells", "error",
            Message(f"{len(places) - MOST} more cells of this array have the same fault.",
                    f"该数组另有 {len(places) - MOST} 处同样的错误。"),
            Message("Look at the whole array.", "请检查整个数组。"),
            table=name,
        )  # fmt: skip


def _codes(inputs: PlanInputs) -> Iterator[Finding]:
    """Codes that stand twice."""
    blocks = {
        "economy.output": inputs.industries,
        "projects": [each.project for each in inputs.projects],
        "candidates": [each.candidate for each in inputs.candidates],
        "targets": [each.target for each in inputs.targets],
        "rules": [each.rule for each in inputs.rules],
    }
    for name, codes in blocks.items():
        for code, count in Counter(codes).items():
            if count > 1:
                yield Finding(
                    "duplicate-code", "error",
                    Message(f"The code {code!r} stands here {count} times.",
                            f"代码 {code!r} 在此出现 {count} 次。"),
                    Message("Give each its own code.", "每项应有自己的代码。"),
                    table=f"{name}[{code}]", value=code,
                )  # fmt: skip


def _projects(inputs: PlanInputs) -> Iterator[Finding]:
    codes = {each.project for each in inputs.projects}
    stressors = set(inputs.nature.units) if inputs.nature else set()
    for each in inputs.projects:
        where = f"projects[{each.project}]"
        for column in ("cost", "running_cost", "lead_time", "effect"):
            value = float(getattr(each, column))
            if not value >= 0:
                yield too_low(where, value, column=column)
        for column, figures in (("attracts", each.attracts), ("presses", each.presses)):
            for value in figures.values():
                if not value >= 0:
                    yield too_low(where, value, column=column)
        yield from _window(where, each)
        if each.requires and each.requires not in codes:
            yield unknown_code(where, "requires", each.requires, codes)
        if each.kind == "capacity" and each.industry not in inputs.industries:
            yield unknown_code(where, "industry", each.industry, inputs.industries)
        if each.kind == "abatement" and each.stressor not in stressors:
            yield unknown_code(where, "stressor", each.stressor, stressors)
    for ring in circles({each.project: each.requires for each in inputs.projects}):
        yield in_a_circle(f"projects[{ring[0]}]", ring, column="requires")


def _candidates(inputs: PlanInputs) -> Iterator[Finding]:
    for one in inputs.candidates:
        where = f"candidates[{one.candidate}]"
        for column in ("scale", "capital", "barrier", "lead_time"):
            value = float(getattr(one, column))
            if not value >= 0:
                yield too_low(where, value, column=column)
        if not 0 <= one.relatedness <= 1:
            yield no_share(where, one.relatedness, column="relatedness")
        yield from _window(where, one)
        if one.industry not in inputs.industries:
            yield unknown_code(where, "industry", one.industry, inputs.industries)


def _window(where: str, each: PlanProject | Candidate) -> Iterator[Finding]:
    if each.earliest is not None and each.latest is not None and each.latest < each.earliest:
        yield window_reversed(where, each.earliest, each.latest, column="latest")
