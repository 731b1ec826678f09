"""What is wrong with the data of a plan, all of it at once, before any model is built."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from upriver.core.findings import Finding
from upriver.core.message import Message, listing
from upriver.planning.faults import (
    circles,
    in_a_circle,
    no_share,
    refuse_errors,
    too_low,
    window_reversed,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy.typing as npt
    import xarray as xr

    from upriver.planning.inputs import PlanInputs
    from upriver.planning.records import Candidate, PlanProject, PlanTarget

MOST = 3  # cells of one array that are told one by one


def input_findings(inputs: PlanInputs) -> tuple[Finding, ...]:
    """Collect everything in the data of a plan that no good plan can be made from.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan, from tables or made by hand.

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
        *_targets(inputs),
        *_caps(inputs),
    )


def require_plannable(inputs: PlanInputs) -> tuple[Finding, ...]:
    """Refuse data with errors; give back the warnings.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.

    Returns
    -------
    tuple of Finding
        Warnings.

    Raises
    ------
    DataError
        If there is an error among the findings; all of them are listed.
    """
    return refuse_errors(input_findings(inputs))


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
    if air is not None and air.running < 0:
        yield too_low("air.running", air.running)


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
        yield from _window(where, each)
        if each.requires and each.requires not in codes:
            yield _unknown(where, "requires", each.requires, codes)
        if each.kind == "capacity" and each.industry not in inputs.industries:
            yield _unknown(where, "industry", each.industry, inputs.industries)
        if each.kind == "abatement" and each.stressor not in stressors:
            yield _unknown(where, "stressor", each.stressor, stressors)
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
            yield _unknown(where, "industry", one.industry, inputs.industries)


def _window(where: str, each: PlanProject | Candidate) -> Iterator[Finding]:
    if each.earliest is not None and each.latest is not None and each.latest < each.earliest:
        yield window_reversed(where, each.earliest, each.latest, column="latest")


def _unknown(where: str, column: str, code: str, known: set[str] | list[str]) -> Finding:
    some = listing(sorted(known)) or "-"
    return Finding(
        "unknown-code", "error",
        Message(f"The plan does not know {code!r}; it knows {some}.",
                f"规划中没有 {code!r}；已有 {some}。"),
        Message("Add it, or correct the code.", "请补入，或更正代码。"),
        table=where, column=column, value=code,
    )  # fmt: skip


def _targets(inputs: PlanInputs) -> Iterator[Finding]:
    known, stressors = set(inputs.industries), set(inputs.nature.units) if inputs.nature else set()
    missing = {
        "employment": inputs.economy.employment is None,
        "research": inputs.economy.research is None,
        "air_services": inputs.air is None,
        "pressure": inputs.nature is None,
    }
    first, last = inputs.years[0], inputs.years[-1]
    for each in inputs.targets:
        where = f"targets[{each.target}]"
        if each.year not in inputs.years:
            yield Finding(
                "year-outside", "error",
                Message(f"The target is for {each.year}; the plan covers {first}-{last}.",
                        f"目标年份为 {each.year}，规划期为 {first}—{last} 年。"),
                Message("Change the year, or leave the target out.", "请修改年份，或去掉该目标。"),
                table=where, column="year", value=str(each.year),
            )  # fmt: skip
        if not np.isfinite(each.value):
            yield Finding(
                "unknown-value", "error",
                Message("The value of the target is not known.", "目标值未知。"),
                Message("Fill it in, or leave the target out.", "请补齐，或去掉该目标。"),
                table=where, column="value",
            )  # fmt: skip
        if each.kind == "share" and not 0 <= each.value <= 1:
            yield no_share(where, each.value, column="value")
        if each.weight < 0:
            yield too_low(where, each.weight, column="weight")
        for column, weights in (("weights", each.weights), ("share_of", each.share_of or {})):
            for code in sorted(set(weights) - known)[:MOST]:
                yield _unknown(where, column, code, known)
        if missing.get(each.measure, False):
            yield _unmeasured(where, each)
        elif each.measure == "pressure" and each.stressor not in stressors:
            yield _unknown(where, "stressor", each.stressor, stressors)


def _unmeasured(where: str, each: PlanTarget) -> Finding:
    return Finding(
        "unknown-indicator", "error",
        Message(f"The plan has no figures of {each.measure}, on which the target rests.",
                f"规划没有该目标所依据的 {each.measure} 数据。"),
        Message("Give them, or leave the target out.", "请补充，或去掉该目标。"),
        table=where, column="measure", value=each.measure,
    )  # fmt: skip


def _caps(inputs: PlanInputs) -> Iterator[Finding]:
    """Hard caps below what output of the base year presses with all abatement at work."""
    nature = inputs.nature
    if nature is None:
        return
    pressed = (nature.intensity * inputs.economy.output).sum("industry")
    for stressor in [str(code) for code in nature.caps.coords["stressor"].values]:
        for year in inputs.years:
            at = {"stressor": stressor, "year": year}
            cap = float(nature.caps.sel(at))
            if not np.isfinite(cap) or not bool(nature.hard.sel(at)):
                continue
            abated = sum(
                each.effect
                for each in inputs.projects
                if each.kind == "abatement" and each.stressor == stressor
                and max(each.earliest or 0, inputs.years[0]) + each.lead_time <= year
            )  # fmt: skip
            now = float(pressed.sel(stressor=stressor))
            if cap < 0.5 * (now - abated):
                unit = nature.units[stressor]
                yield Finding(
                    "cap-far-below", "warning",
                    Message(
                        f"The hard cap {cap:g} {unit} is far below the {now:g} {unit} of the base "
                        f"year; all abatement projects together take off {abated:g} by then.",
                        f"约束性上限 {cap:g} {unit} 远低于基年的 {now:g} {unit}；"
                        f"届时全部减排项目共可减少 {abated:g}。",
                    ),
                    Message("Check the unit of the cap, or make it soft.",
                            "请核对上限的单位，或改为软约束。"),
                    table=f"nature.caps[stressor={stressor}, year={year}]", value=f"{cap:g}",
                )  # fmt: skip
