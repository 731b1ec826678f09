"""The plan under scenarios as facts: outcomes, the common start, what differs, what it is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.reporting.facts.plain import Facts, pair, plain, rests_on, said

if TYPE_CHECKING:
    from upriver.planning.scenarios.result import ScenarioPlan

# Expansions are many and small; a reader meets what has a name.
NAMED = ("project", "entry", "research", "recruiting")
MOST = 12


def scenario_facts(plan: ScenarioPlan) -> Facts:
    """Facts of a plan under scenarios.

    Parameters
    ----------
    plan : ScenarioPlan
        Of the region.

    Returns
    -------
    dict
        Keys ``known_from last outcomes stages without hedges differences targets worth notes
        provenance passed``. Money in 1e8 CNY of base-year prices.
    """
    worth = plan.stochastic_solution
    return {
        "known_from": plan.known_from,
        "last": plan.years[-1],
        "outcomes": [
            {
                "code": row["scenario"],
                "name": pair(row),
                "probability": plain(row["probability"]),
                "objective": plain(row["objective"]),
                "known": plain(row["known_in_advance"]),
                "regret": plain(row["regret"]),
                "mean": plain(row["plan_for_mean"]),
                "value_added": plain(row["value_added"]),
                "growth": plain(row["growth"]),
                "spending": plain(row["spending"]),
                "missed": row["targets_missed"],
            }
            for row in plan.outcomes.to_dicts()
        ],
        "stages": [
            {
                "name": pair(row),
                "unit": row["unit"],
                "final": plain(row["final"]),
                "known": plain(row["known_in_advance"]),
                "mean": plain(row["plan_for_mean"]),
            }
            for row in plan.stages.to_dicts()
        ],
        "without": [
            {
                "name": pair(row),
                "probability": plain(row["probability"]),
                "problem": pair(row, "problem"),
                "remedy": pair(row, "remedy"),
            }
            for row in plan.without_plan.to_dicts()
        ],
        "hedges": _hedges(plan),
        "differences": _differences(plan),
        "targets": _targets(plan),
        "worth": {
            "expected": plain(plan.expected),
            "worst": plain(plan.worst),
            "tail": plain(1 - plan.choices.level),
            "caution": plain(plan.caution_price) if plan.choices.caution else None,
            "knowing": plain(plan.perfect_information),
            "scenarios": None if worth == float("inf") else plain(worth),
        },
        "notes": [said(note) for note in plan.notes],
        "provenance": rests_on(plan.rests_on) if plan.rests_on else None,
        "passed": plan.audit.passed,
    }


def _hedges(plan: ScenarioPlan) -> list[Facts]:
    """Decisions before the scenario is known in which the plan differs from that for the mean."""
    totals: dict[tuple[str, str], Facts] = {}
    for row in plan.first_stage.to_dicts():
        if row["kind"] not in NAMED or row["plan_for_mean"] is None:
            continue
        each = totals.setdefault(
            (row["kind"], row["code"]),
            {"kind": row["kind"], "code": row["code"], "name": pair(row), "unit": row["unit"],
             "plan": 0.0, "mean": 0.0},
        )  # fmt: skip
        each["plan"] += row["amount"]
        each["mean"] += row["plan_for_mean"]
    found = [each for each in totals.values() if abs(each["plan"] - each["mean"]) > 0.01]
    found.sort(key=lambda each: (-abs(each["plan"] - each["mean"]), each["kind"], each["code"]))
    for each in found:
        each |= {"plan": plain(each["plan"]), "mean": plain(each["mean"])}
    return found[:MOST]


def _differences(plan: ScenarioPlan) -> list[Facts]:
    """Decisions after the scenario is known, one number a scenario, the largest spread first."""
    found: dict[tuple[str, str], Facts] = {}
    spread: dict[tuple[str, str], float] = {}
    for row in plan.differences.to_dicts():
        if row["kind"] not in NAMED:
            continue
        key = (row["kind"], row["code"])
        each = found.setdefault(
            key,
            {"kind": row["kind"], "code": row["code"], "name": pair(row), "unit": row["unit"],
             "amounts": []},
        )  # fmt: skip
        each["amounts"].append(plain(row["amount"]))
        spread[key] = row["spread"]
    order = sorted(found, key=lambda key: (NAMED.index(key[0]), -spread[key], key[1]))
    return [found[key] for key in order[:MOST]]


def _targets(plan: ScenarioPlan) -> list[Facts]:
    """Targets that are met in some scenarios and missed in others."""
    found: dict[str, Facts] = {}
    for row in plan.targets.to_dicts():
        each = found.setdefault(row["target"], {"name": pair(row), "year": row["year"], "met": []})
        each["met"].append(row["met"])
    return [each for each in found.values() if any(each["met"]) and not all(each["met"])]
