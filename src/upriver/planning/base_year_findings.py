"""Upper limits below what exists in the base year: the commonest sign of a wrong unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from upriver.planning.constraints.accounts import cleaner
from upriver.planning.faults import below_what_exists
from upriver.planning.promises import UNIT_OF, base_quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from upriver.core.findings import Finding
    from upriver.planning.faults import Place
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.parts import NatureInputs
    from upriver.planning.records import PlanTarget
    from upriver.planning.settings import PlanSettings

FAR = 0.5
"""A soft limit is told only below this share of what would be left: missing it has its price."""


def base_year_findings(inputs: PlanInputs, *, settings: PlanSettings | None) -> Iterator[Finding]:
    """Caps and targets that the output of the base year would break.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.
    settings : PlanSettings, optional
        Choices of the planner: by how much technology gets cleaner; not at all when left out.

    Yields
    ------
    Finding
        Warnings. Those of limits that were read from a table name its row.
    """
    yield from _caps(inputs, settings)
    for target in inputs.targets:
        known = target.measure in UNIT_OF or target.measure == "pressure"
        if known and target.sense < 0 and target.kind == "level" and target.year in inputs.years:
            yield from _promise(inputs, target, settings)


def _caps(inputs: PlanInputs, settings: PlanSettings | None) -> Iterator[Finding]:
    nature = inputs.nature
    if nature is None:
        return
    for stressor in [str(code) for code in nature.caps.coords["stressor"].values]:
        now, left = _pressed(inputs, nature, stressor, settings)
        caps, hard = (part.sel(stressor=stressor).values for part in (nature.caps, nature.hard))
        for at, year in enumerate(inputs.years):
            # A missing cap is below nothing.
            if caps[at] < left[at] * (1.0 - 1e-9) and (hard[at] or caps[at] < FAR * left[at]):
                cell = f"nature.caps[stressor={stressor}, year={year}]"
                where, row = _place(inputs, ("cap", stressor, year), "caps", cell)
                yield below_what_exists(
                    where, float(caps[at]), unit=nature.units.get(stressor, ""),
                    now=float(now[at]), left=float(left[at]), promise=False,
                    years=at + 1 if nature.basis.get(stressor) == "cumulative" else 1, **row,
                )  # fmt: skip


def _pressed(
    inputs: PlanInputs, nature: NatureInputs, stressor: str, settings: PlanSettings | None
) -> tuple[np.ndarray, np.ndarray]:
    """Pressure of the base year, and what is left of it in every year with the same output."""
    basis = nature.basis.get(stressor, "output")
    base = float((nature.intensity.sel(stressor=stressor) * inputs.economy.output).sum())
    now = np.full(len(inputs.years), base)
    share = np.ones(len(inputs.years)) if basis == "capacity" else _cleaner(inputs, settings)
    left = now * share - _abated(inputs, stressor)
    return (now.cumsum(), left.cumsum()) if basis == "cumulative" else (now, left)


def _cleaner(inputs: PlanInputs, settings: PlanSettings | None) -> np.ndarray:
    """Pressure for one unit of output in every year, base year = 1."""
    if settings is None:
        return np.ones(len(inputs.years))
    return cleaner(inputs, settings=settings).values


def _abated(inputs: PlanInputs, stressor: str) -> np.ndarray:
    """What all abatement projects together take off by each year."""
    years = np.array(inputs.years)
    total = np.zeros(len(years))
    for each in inputs.projects:
        if each.kind == "abatement" and each.stressor == stressor:
            total += each.effect * (max(each.earliest or 0, years[0]) + each.lead_time <= years)
    return total


def _promise(
    inputs: PlanInputs, target: PlanTarget, settings: PlanSettings | None
) -> Iterator[Finding]:
    """A promise of at most a level."""
    if not _measured(inputs, target):
        return
    now = left = base_quantity(inputs, target=target, weights=target.weights)
    if target.measure == "pressure":
        at = inputs.years.index(target.year)
        share = float(_cleaner(inputs, settings)[at])
        left = now * share - float(_abated(inputs, target.stressor)[at])
    now, left = target.link * now, target.link * left
    if target.value < left * (1.0 - 1e-9) and (target.hard or target.value < FAR * left):
        key = ("target", target.target, None)
        where, row = _place(inputs, key, "targets", f"targets[{target.target}]")
        own = inputs.nature.units.get(target.stressor, "") if inputs.nature else ""
        yield below_what_exists(
            where, target.value, unit=target.plan_unit or UNIT_OF.get(target.measure, own),
            now=now, left=left, promise=True, **row,
        )  # fmt: skip


def _measured(inputs: PlanInputs, target: PlanTarget) -> bool:
    """Whether the plan has what the promise rests on; where not, that is told by itself."""
    nature = inputs.nature
    return {
        "employment": inputs.economy.employment is not None,
        "research": inputs.economy.research is not None,
        "air_services": inputs.air is not None,
        "pressure": nature is not None and target.stressor in nature.intensity.indexes["stressor"],
    }.get(target.measure, True)


def _place(
    inputs: PlanInputs, key: tuple[str, str, int | None], table: str, cell: str
) -> tuple[str, Place]:
    """Table and row where the figure was read, or the cell of an argument."""
    source = inputs.limit_sources.get(key)
    if source is None or source.row is None:
        return cell, {}
    return table, {"row": source.row, "column": "value"}
