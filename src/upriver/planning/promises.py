"""How a promised indicator follows from the plan's own quantities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from upriver.planning.constraints.accounts import cleaner
from upriver.planning.constraints.talent import fewer_hands

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from upriver.planning.inputs import PlanInputs
    from upriver.planning.records import PlanTarget
    from upriver.planning.settings import PlanSettings

Vector = "npt.NDArray[np.float64]"
UNIT_OF = {
    "output": "1e8 CNY",
    "value_added": "1e8 CNY",
    "research": "1e8 CNY",
    "employment": "1e4 persons",
    "air_services": "routes",
}
"""Unit in which the plan counts what can be promised; a stressor has its own."""


@dataclass(frozen=True)
class Terms:
    """One quantity of one year, linear in the decisions.

    Parameters
    ----------
    output : ndarray (industry)
        Coefficients on output of the year.
    started : ndarray (project, year)
        Coefficients on projects started by each year.
    research : float
        Coefficient on research spending of the year.
    constant : float
        What does not depend on decisions.
    """

    output: npt.NDArray[np.float64]
    started: npt.NDArray[np.float64]
    research: float = 0.0
    constant: float = 0.0


def base_quantity(inputs: PlanInputs, *, target: PlanTarget, weights: Mapping[str, float]) -> float:
    """Quantity of a target in the base year.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.
    target : PlanTarget
        The target.
    weights : mapping of str to float
        Scope of the numerator or of the denominator.

    Returns
    -------
    float
        In plan units.
    """
    per_output, constant = _per_output(inputs, target=target, weights=weights)
    return float(per_output @ inputs.economy.output.values) + constant


def _per_output(
    inputs: PlanInputs, *, target: PlanTarget, weights: Mapping[str, float]
) -> tuple[npt.NDArray[np.float64], float]:
    """Coefficients on output and the constant, at base-year technology."""
    scope = np.array([weights.get(code, 0.0) for code in inputs.industries])
    economy = inputs.economy
    if target.measure == "output":
        return scope, 0.0
    if target.measure == "value_added":
        return scope * economy.value_added.values, 0.0
    if target.measure == "employment":
        assert economy.employment is not None
        return scope * economy.employment.values, 0.0
    if target.measure == "research":
        assert economy.research is not None
        return scope * economy.research.values, 0.0
    if target.measure == "pressure":
        assert inputs.nature is not None
        row = inputs.nature.intensity.sel(stressor=target.stressor).values
        return scope * row, 0.0
    assert inputs.air is not None
    return np.zeros(len(scope)), float(inputs.air.services)


def quantity_terms(
    inputs: PlanInputs,
    *,
    target: PlanTarget,
    weights: Mapping[str, float],
    year: int,
    settings: PlanSettings,
) -> Terms:
    """Quantity of a target in a year of the plan, as a linear form.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.
    target : PlanTarget
        The target.
    weights : mapping of str to float
        Scope of the numerator or of the denominator.
    year : int
        A year of the plan.
    settings : PlanSettings
        Choices of the planner.

    Returns
    -------
    Terms
        Coefficients in plan units.
    """
    per_output, constant = _per_output(inputs, target=target, weights=weights)
    at = inputs.years.index(year)
    if target.measure == "employment":
        per_output = per_output * float(fewer_hands(inputs, settings=settings).values[at])
    if target.measure == "pressure":
        per_output = per_output * float(cleaner(inputs, settings=settings).values[at])
    started = np.zeros((len(inputs.projects), len(inputs.years)))
    for row, item in enumerate(inputs.projects):
        if target.measure == "pressure":
            started[row, at] += item.presses.get(target.stressor, 0.0)
        if at < item.lead_time:
            continue
        if target.measure == "air_services" and item.kind == "route":
            started[row, at - item.lead_time] = 1.0
        if (
            target.measure == "pressure"
            and item.kind == "abatement"
            and item.stressor == target.stressor
        ):
            started[row, at - item.lead_time] -= item.effect
    whole = all(value == 1.0 for value in weights.values()) and len(weights) == len(
        inputs.industries
    )
    free = 1.0 if target.measure == "research" and whole else 0.0
    return Terms(per_output, started, free, constant)


def indicator_path(
    inputs: PlanInputs,
    *,
    target: PlanTarget,
    output: npt.NDArray[np.float64],
    started: npt.NDArray[np.float64],
    research: npt.NDArray[np.float64],
    settings: PlanSettings,
) -> npt.NDArray[np.float64]:
    """Indicator of a target, year by year, under given decisions.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.
    target : PlanTarget
        The target.
    output : ndarray (industry, year)
        Output, 1e8 CNY.
    started : ndarray (project, year)
        Projects started by each year; no rows when there are none.
    research : ndarray (year)
        Research spending of the plan, 1e8 CNY.
    settings : PlanSettings
        Choices of the planner.

    Returns
    -------
    ndarray (year)
        Level in the plan unit of the indicator, share or growth (ratio).
    """

    def _quantity(weights: Mapping[str, float]) -> npt.NDArray[np.float64]:
        values = []
        for at, year in enumerate(inputs.years):
            terms = quantity_terms(
                inputs, target=target, weights=weights, year=year, settings=settings
            )
            values.append(
                float(terms.output @ output[:, at])
                + float((terms.started * started).sum())
                + terms.research * float(research[at])
                + terms.constant
            )
        return np.array(values)

    top = _quantity(target.weights)
    if target.kind == "share":
        assert target.share_of is not None
        return target.link * top / _quantity(target.share_of)
    if target.kind == "growth":
        base = base_quantity(inputs, target=target, weights=target.weights)
        return np.asarray(top / np.concatenate([[base], top[:-1]]) - 1.0)
    return target.link * top
