"""What is wrong with the targets of a plan: years, values, scopes, quantities, units."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import numpy as np

from upriver.core.errors import UnitError
from upriver.core.findings import Finding
from upriver.core.message import Message
from upriver.core.units import conversion_factor
from upriver.planning.faults import no_share, too_low, unit_unfit, unknown_code
from upriver.planning.promises import UNIT_OF
from upriver.planning.records import Measure, TargetKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from upriver.planning.inputs import PlanInputs
    from upriver.planning.records import PlanTarget

MEASURES = get_args(Measure)
MOST = 3  # codes of one scope that are told one by one


def target_findings(inputs: PlanInputs) -> Iterator[Finding]:
    """Targets that no plan can hold, or whose figures are not what they seem.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.

    Yields
    ------
    Finding
        Errors.
    """
    for target in inputs.targets:
        where = f"targets[{target.target}]"
        yield from _figures(inputs, target, where)
        yield from _quantity(inputs, target, where)
        if target.measure in MEASURES:
            yield from _units(inputs, target, where)


def _figures(inputs: PlanInputs, target: PlanTarget, where: str) -> Iterator[Finding]:
    """Its year, value and weight."""
    first, last = inputs.years[0], inputs.years[-1]
    if target.year not in inputs.years:
        yield Finding(
            "year-outside", "error",
            Message(f"The target is for {target.year}; the plan covers {first}-{last}.",
                    f"目标年份为 {target.year}，规划期为 {first}—{last} 年。"),
            Message("Change the year, or leave the target out.", "请修改年份，或去掉该目标。"),
            table=where, column="year", value=str(target.year),
        )  # fmt: skip
    if not np.isfinite(target.value):
        yield Finding(
            "unknown-value", "error",
            Message("The value of the target is not known.", "目标值未知。"),
            Message("Fill it in, or leave the target out.", "请补齐，或去掉该目标。"),
            table=where, column="value",
        )  # fmt: skip
    if target.kind == "share" and not 0 <= target.value <= 1:
        yield no_share(where, target.value, column="value")
    if target.weight < 0:
        yield too_low(where, target.weight, column="weight")


def _quantity(inputs: PlanInputs, target: PlanTarget, where: str) -> Iterator[Finding]:
    """What it measures, of what, and in which direction."""
    nature = inputs.nature
    stressors = set(nature.intensity.indexes["stressor"]) if nature else set[str]()
    missing = {
        "employment": inputs.economy.employment is None,
        "research": inputs.economy.research is None,
        "air_services": inputs.air is None,
        "pressure": nature is None,
    }
    for column, came, wanted in (
        ("measure", target.measure, MEASURES),
        ("kind", target.kind, get_args(TargetKind)),
        ("sense", target.sense, (1, -1)),
    ):
        if came not in wanted:
            yield unknown_code(where, column, str(came), [str(each) for each in wanted])
    if target.kind == "share" and not target.share_of:
        yield unknown_code(where, "share_of", "", inputs.industries)
    known = set(inputs.industries)
    for column, weights in (("weights", target.weights), ("share_of", target.share_of or {})):
        for code in sorted(set(weights) - known)[:MOST]:
            yield unknown_code(where, column, code, known)
    if missing.get(target.measure, False):
        yield _unmeasured(where, target)
    elif target.measure == "pressure" and target.stressor not in stressors:
        yield unknown_code(where, "stressor", target.stressor, stressors)


def _units(inputs: PlanInputs, target: PlanTarget, where: str) -> Iterator[Finding]:
    """Whether its units are those of what it measures.

    A level counts in the unit of the plan, to the power of ten: the value is not converted.
    Linked to an indicator it counts in the indicator's own unit, whatever that is.
    """
    own = inputs.nature.units.get(target.stressor, "") if inputs.nature else ""
    wanted = UNIT_OF.get(target.measure, own)
    counts = target.plan_unit or wanted
    if target.kind != "level" or not counts:
        counts = "ratio"
    elif target.plan_unit and target.link == 1.0 and wanted:
        if _times(target.plan_unit, wanted) != 1.0:
            yield unit_unfit(where, target.plan_unit, wanted, column="plan_unit", exact=True)
            return
        counts = wanted
    elif target.plan_unit and _times(target.plan_unit, target.plan_unit) is None:
        yield unit_unfit(where, target.plan_unit, wanted, column="plan_unit")
        return
    # A level may have been promised as growth on the base year.
    if target.unit and _times(target.unit, counts) is None and _times(target.unit, "ratio") is None:
        yield unit_unfit(where, target.unit, counts, column="unit")


def _times(unit: str, wanted: str) -> float | None:
    """How many of the wanted unit one unit is, a year or not; None when it is of another kind."""
    for one in (wanted, f"{wanted}/a"):
        try:
            return round(conversion_factor(unit, one), 12)
        except UnitError:
            continue
    return None


def _unmeasured(where: str, each: PlanTarget) -> Finding:
    return Finding(
        "unknown-indicator", "error",
        Message(f"The plan has no figures of {each.measure}, on which the target rests.",
                f"规划没有该目标所依据的 {each.measure} 数据。"),
        Message("Give them, or leave the target out.", "请补充，或去掉该目标。"),
        table=where, column="measure", value=each.measure,
    )  # fmt: skip
