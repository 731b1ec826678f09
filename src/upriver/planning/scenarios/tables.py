"""The answer for all scenarios as tables: outcomes, the common start, what differs later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from upriver.planning.objective import base_value_added
from upriver.planning.promises import indicator_path
from upriver.planning.scenarios.aim_tables import stage_outcome_table, stage_table
from upriver.planning.scenarios.lost import lost_notes, lost_table
from upriver.planning.scenarios.notes import scenario_notes
from upriver.planning.scenarios.result import ScenarioPlan
from upriver.planning.tables.promises import MET, plan_unit
from upriver.planning.tables.values import named, number_columns, text_columns, to_table
from upriver.planning.variables import UNITS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt
    import xarray as xr

    from upriver.core.frames import Table
    from upriver.data.provenance import Provenance
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.scenarios.changes import Scenario
    from upriver.planning.scenarios.choices import ScenarioSettings
    from upriver.planning.scenarios.lost import LostScenario
    from upriver.planning.scenarios.two_stage import TwoStage
    from upriver.planning.scenarios.worth import Worth
    from upriver.planning.settings import PlanSettings

# Decision, what a reader calls it, its dimension; whether it is "by the year", and its unit.
DECISIONS = (
    ("started", "project", "project", True, "ratio"),
    ("opened", "entry", "candidate", True, "ratio"),
    ("task_started", "research", "task", True, "ratio"),
    ("expansion", "expansion", "industry", False, "1e8 CNY"),
    ("recruited", "recruiting", "occupation", False, "1e4 persons"),
)
SMALL = 1e-4


def to_scenario_plan(
    inputs: Mapping[str, PlanInputs],
    *,
    usual: PlanInputs,
    scenarios: Sequence[Scenario],
    settings: PlanSettings,
    choices: ScenarioSettings,
    found: TwoStage,
    plain: TwoStage,
    worth: Worth | None,
    lost: Sequence[LostScenario] = (),
    rests_on: Provenance | None = None,
) -> ScenarioPlan:
    """Turn the answer into a plan for readers.

    Parameters
    ----------
    inputs : mapping of str to PlanInputs
        Data of the plan in each scenario.
    usual : PlanInputs
        Data of the plan as in the tables.
    scenarios : sequence of Scenario
        In the same order.
    settings : PlanSettings
        Choices of the planner.
    choices : ScenarioSettings
        How the plan deals with scenarios; ``known_from`` is set.
    found : TwoStage
        The plan.
    plain : TwoStage
        The plan without caution.
    worth : Worth, optional
        What knowing is worth.
    lost : sequence of LostScenario
        Scenarios without a plan, which are not in the answer.
    rests_on : Provenance, optional
        Provenance of the plan and of the scenarios together.

    Returns
    -------
    ScenarioPlan
        Arrays, tables, notes and audit.
    """
    assert choices.known_from is not None
    # Aims in order have no sum in which knowing could be worth something: see the stages.
    one_sum = None if found.solution.stages else worth
    return ScenarioPlan(
        region=usual.region,
        name=usual.label(usual.region),
        base_year=usual.base_year,
        years=usual.years,
        known_from=choices.known_from,
        settings=settings,
        choices=choices,
        arrays=_arrays(found, base_year=usual.base_year),
        outcomes=_outcomes(
            inputs,
            scenarios,
            base=base_value_added(usual),
            settings=settings,
            found=found,
            worth=one_sum,
        ),
        first_stage=_first_stage(usual, choices=choices, found=found, worth=worth),
        differences=_differences(usual, scenarios, choices=choices, found=found),
        targets=_targets(inputs, scenarios, settings=settings, found=found),
        expected=found.expected,
        worst=found.worst,
        caution_price=max(0.0, plain.expected - found.expected) if found is not plain else 0.0,
        perfect_information=None if one_sum is None else one_sum.perfect_information,
        stochastic_solution=None if one_sum is None else one_sum.stochastic_solution,
        stages=stage_table(found, worth=worth),
        stage_outcomes=stage_outcome_table(scenarios, found=found, worth=worth),
        without_plan=lost_table(lost),
        notes=(
            *lost_notes(lost),
            *scenario_notes(
                scenarios, settings=settings, choices=choices, found=found, worth=worth
            ),
        ),
        audit=found.solution.audit,
        rests_on=rests_on,
    )


def _arrays(found: TwoStage, *, base_year: int) -> dict[str, xr.DataArray]:
    arrays = {}
    for name, unit in UNITS.items():
        array = found.value(name)
        if array is not None:
            array.attrs = {"units": unit}
            if unit == "1e8 CNY":
                array.attrs["price_year"] = base_year
            arrays[name] = array
    return arrays


def _outcomes(
    inputs: Mapping[str, PlanInputs],
    scenarios: Sequence[Scenario],
    *,
    base: float,
    settings: PlanSettings,
    found: TwoStage,
    worth: Worth | None,
) -> Table:
    output, spending = found.value("output"), found.value("spending")
    assert output is not None
    assert spending is not None
    rows = []
    for at, item in enumerate(scenarios):
        own = inputs[item.scenario]
        made = output.sel(scenario=item.scenario) * own.economy.value_added
        last = float(made.isel(year=-1).sum())
        alone = None if worth is None else float(worth.alone[at])
        mean = None if worth is None or worth.mean_decides is None else worth.mean_decides[at]
        rows.append(
            {
                "scenario": item.scenario,
                "name_en": item.label.en,
                "name_zh": item.label.zh,
                "probability": item.probability,
                "objective": float(found.values[at]),
                "known_in_advance": alone,
                "regret": None if alone is None else alone - float(found.values[at]),
                "plan_for_mean": None if mean is None or np.isinf(mean) else float(mean),
                "value_added": last,
                "growth": (last / base) ** (1 / len(own.years)) - 1,
                "spending": float(spending.sel(scenario=item.scenario).sum()),
                "targets_missed": sum(
                    not row["met"]
                    for row in _target_rows(own, item, settings=settings, found=found)
                ),
            }
        )
    numbers = (
        "probability", "objective", "known_in_advance", "regret", "plan_for_mean",
        "value_added", "growth", "spending",
    )  # fmt: skip
    schema = text_columns("scenario", "name_en", "name_zh")
    schema |= number_columns(*numbers) | {"targets_missed": pl.Int64}
    units = dict.fromkeys(numbers, "1e8 CNY") | {"probability": "ratio", "growth": "ratio"}
    return to_table(rows, schema, units)


def _steps(array: xr.DataArray, dim: str, *, by_year: bool) -> npt.NDArray[np.float64]:
    """What is done in each year: (scenario, code, year) without the solver's noise."""
    whole = array.sum("teams") if "teams" in array.dims else array
    data = whole.transpose("scenario", dim, "year").values
    if by_year:
        data = np.diff(data, axis=2, prepend=0.0)
    return np.where(np.abs(data) < SMALL, 0.0, data)


def _first_stage(
    inputs: PlanInputs, *, choices: ScenarioSettings, found: TwoStage, worth: Worth | None
) -> Table:
    """What is decided for all scenarios, beside what the plan for the mean would do."""
    rows: list[dict[str, Any]] = []
    block = next(iter(found.joint.blocks.values()))
    assert choices.known_from is not None
    for name, kind, dim, by_year, unit in DECISIONS:
        array = found.value(name)
        if array is None:
            continue
        steps = _steps(array, dim, by_year=by_year)[0]
        mean = None
        if worth is not None and worth.mean_plan is not None:
            one = block.values(worth.mean_plan, of=name).expand_dims("scenario")
            mean = _steps(one, dim, by_year=by_year)[0]
        fixed = choices.fixed_list and by_year
        for number, code in enumerate(array.coords[dim].values):
            for at, year in enumerate(inputs.years):
                other = None if mean is None else float(mean[number, at])
                if (year >= choices.known_from and not fixed) or not (steps[number, at] or other):
                    continue
                rows.append(
                    {
                        "kind": kind,
                        "code": str(code),
                        **named(inputs, str(code)),
                        "year": year,
                        "amount": float(steps[number, at]),
                        "plan_for_mean": other,
                        "unit": unit,
                    }
                )
    schema = text_columns("kind", "code", "name_en", "name_zh")
    schema |= {"year": pl.Int64, "amount": pl.Float64, "plan_for_mean": pl.Float64}
    return to_table(rows, schema | {"unit": pl.String}, {})


def _differences(
    inputs: PlanInputs,
    scenarios: Sequence[Scenario],
    *,
    choices: ScenarioSettings,
    found: TwoStage,
) -> Table:
    """Totals after the scenario is known, where they differ between scenarios."""
    rows: list[dict[str, Any]] = []
    assert choices.known_from is not None
    later = np.array(inputs.years) >= choices.known_from
    for name, kind, dim, by_year, unit in DECISIONS:
        array = found.value(name)
        if array is None:
            continue
        totals = _steps(array, dim, by_year=by_year)[:, :, later].sum(axis=2)
        spread = totals.max(axis=0) - totals.min(axis=0)
        for number, code in enumerate(array.coords[dim].values):
            if spread[number] <= SMALL * max(1.0, float(np.abs(totals[:, number]).max())):
                continue
            rows += [
                {
                    "kind": kind,
                    "code": str(code),
                    **named(inputs, str(code)),
                    "scenario": item.scenario,
                    "scenario_name_en": item.label.en,
                    "scenario_name_zh": item.label.zh,
                    "amount": float(totals[at, number]),
                    "spread": float(spread[number]),
                    "unit": unit,
                }
                for at, item in enumerate(scenarios)
            ]
    texts = ("kind", "code", "name_en", "name_zh", "scenario", "scenario_name_en",
             "scenario_name_zh")  # fmt: skip
    schema = text_columns(*texts)
    schema |= {"amount": pl.Float64, "spread": pl.Float64, "unit": pl.String}
    return to_table(rows, schema, {})


def _target_rows(
    inputs: PlanInputs, item: Scenario, *, settings: PlanSettings, found: TwoStage
) -> list[dict[str, Any]]:
    def _of(name: str, *dims: str) -> npt.NDArray[np.float64] | None:
        array = found.value(name)
        return None if array is None else array.sel(scenario=item.scenario).transpose(*dims).values

    output, spending = _of("output", "industry", "year"), found.value("spending")
    started = _of("started", "project", "year")
    assert output is not None
    assert spending is not None
    rows = []
    for target in inputs.targets:
        path = indicator_path(
            inputs,
            target=target,
            output=output,
            started=np.zeros((0, len(inputs.years))) if started is None else started,
            research=spending.sel(scenario=item.scenario, use="research").values,
            settings=settings,
        )
        value = float(path[inputs.years.index(target.year)])
        missing = max(0.0, target.sense * (target.value - value)) / (abs(target.value) or 1.0)
        rows.append(
            {
                "target": target.target,
                **named(inputs, target.target),
                "year": target.year,
                "scenario": item.scenario,
                "scenario_name_en": item.label.en,
                "scenario_name_zh": item.label.zh,
                "wanted": target.value,
                "value": value,
                "unit": plan_unit(target),
                "met": missing <= MET,
                "shortfall_share": missing if missing > MET else 0.0,
            }
        )
    return rows


def _targets(
    inputs: Mapping[str, PlanInputs],
    scenarios: Sequence[Scenario],
    *,
    settings: PlanSettings,
    found: TwoStage,
) -> Table:
    rows = [
        row
        for item in scenarios
        for row in _target_rows(inputs[item.scenario], item, settings=settings, found=found)
    ]
    schema = text_columns("target", "name_en", "name_zh")
    schema |= {"year": pl.Int64}
    schema |= text_columns("scenario", "scenario_name_en", "scenario_name_zh")
    schema |= {"wanted": pl.Float64, "value": pl.Float64, "unit": pl.String, "met": pl.Boolean}
    return to_table(rows, schema | {"shortfall_share": pl.Float64}, {"shortfall_share": "ratio"})
