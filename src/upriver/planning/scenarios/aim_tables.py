"""What one aim after the other came to under several futures, as tables."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any

from upriver.planning.stages import STAGE_UNITS, STAGES
from upriver.planning.tables.values import number_columns, text_columns, to_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from upriver.core.frames import Table
    from upriver.planning.scenarios.changes import Scenario
    from upriver.planning.scenarios.two_stage import TwoStage
    from upriver.planning.scenarios.worth import Worth


def stage_table(found: TwoStage, *, worth: Worth | None) -> Table:
    """Every aim in its order, as its mean over the scenarios.

    Parameters
    ----------
    found : TwoStage
        The plan.
    worth : Worth, optional
        What knowing is worth.

    Returns
    -------
    Table
        Columns stage, name_en, name_zh, best (the mean when the aim was sought), final (the mean
        in the plan), given_up (what later aims cost it), known_in_advance (the mean if each
        scenario were known now), plan_for_mean (the mean when the start is that of the plan for
        the mean; null when that breaks a rule), unit. Empty for a weighted objective. With
        caution ``best`` and ``final`` of value are the cautious mix.
    """
    rows: list[dict[str, Any]] = []
    chance = found.joint.probability
    for each in found.solution.stages:
        name = each.stage.name
        known = None if worth is None else worth.aims_alone.get(name)
        mean = None if worth is None else worth.aims_of_mean.get(name)
        rows.append(
            {
                "stage": name,
                "name_en": STAGES[name].en,
                "name_zh": STAGES[name].zh,
                "best": each.stage.read(each.solution.objective),
                "final": each.stage.read(each.final),
                "given_up": each.given_up / each.stage.scale,
                "known_in_advance": None if known is None else float(chance @ known),
                "plan_for_mean": _number(None if mean is None else float(chance @ mean)),
                "unit": STAGE_UNITS[name],
            }
        )
    schema = text_columns("stage", "name_en", "name_zh")
    schema |= number_columns("best", "final", "given_up", "known_in_advance", "plan_for_mean")
    return to_table(rows, schema | text_columns("unit"), {})


def stage_outcome_table(
    scenarios: Sequence[Scenario], *, found: TwoStage, worth: Worth | None
) -> Table:
    """Every aim in every scenario.

    Parameters
    ----------
    scenarios : sequence of Scenario
        In the order of the plan.
    found : TwoStage
        The plan.
    worth : Worth, optional
        What knowing is worth.

    Returns
    -------
    Table
        Columns stage, name_en, name_zh, scenario, scenario_name_en, scenario_name_zh, amount (in
        the plan), known_in_advance, plan_for_mean, unit. Empty for a weighted objective.
    """
    rows: list[dict[str, Any]] = []
    parts = found.joint.apart(found.solution.columns)
    for name in (each.stage.name for each in found.solution.stages):
        for at, item in enumerate(scenarios):
            order = found.joint.orders[item.scenario]
            own = next((each for each in order if each.name == name), None)
            known = None if worth is None else worth.aims_alone.get(name)
            mean = None if worth is None else worth.aims_of_mean.get(name)
            reached = 0.0 if own is None else float(own.weights @ parts[at][: len(own.weights)])
            rows.append(
                {
                    "stage": name,
                    "name_en": STAGES[name].en,
                    "name_zh": STAGES[name].zh,
                    "scenario": item.scenario,
                    "scenario_name_en": item.label.en,
                    "scenario_name_zh": item.label.zh,
                    "amount": reached if own is None else own.read(reached),
                    "known_in_advance": None if known is None else float(known[at]),
                    "plan_for_mean": _number(None if mean is None else float(mean[at])),
                    "unit": STAGE_UNITS[name],
                }
            )
    texts = ("stage", "name_en", "name_zh", "scenario", "scenario_name_en", "scenario_name_zh")
    schema = text_columns(*texts)
    schema |= number_columns("amount", "known_in_advance", "plan_for_mean")
    return to_table(rows, schema | text_columns("unit"), {})


def _number(found: float | None) -> float | None:
    """Null where there is no plan."""
    return None if found is None or isnan(found) else found
