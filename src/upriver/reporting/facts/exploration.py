"""What surrounds the plan, as facts: exchangeable decisions, the two books, short sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.planning.near_optimal import VERDICTS
from upriver.reporting.facts.plain import Facts, label, pair, plain, row, said

if TYPE_CHECKING:
    from upriver.data.region import Region
    from upriver.services.explore import Exploration

MOST = 5  # other plans shown one by one


def exploration_facts(exploration: Exploration, region: Region) -> Facts:
    """Facts of an exploration.

    Parameters
    ----------
    exploration : Exploration
        Of the region.
    region : Region
        The package, for names.

    Returns
    -------
    dict
        Keys ``near together front foresight skipped``; all but the last may be None.
    """
    return {
        "near": _near(exploration),
        "together": _together(exploration),
        "front": _front(exploration, region),
        "foresight": _foresight(exploration),
        "skipped": [said(each) for each in exploration.skipped],
    }


def _near(exploration: Exploration) -> Facts | None:
    """Decisions by verdict, and the first other plans."""
    near = exploration.near
    if near is None:
        return None
    rows = near.decisions.to_dicts()
    return {
        "slack": plain(near.slack),
        "count": near.count,
        "verdicts": [
            {
                "verdict": verdict,
                "members": [
                    {"name": pair(each), **row(each, "kind", "in_plan", "share", "loss")}
                    for each in rows
                    if each["verdict"] == verdict
                ],
            }
            for verdict in VERDICTS
        ],
        "plans": [
            {
                **row(each, "plan", "kept", "added", "dropped"),
                "added_names": pair(each, "added"),
                "dropped_names": pair(each, "dropped"),
            }
            for each in near.alternatives.to_dicts()[1 : MOST + 1]
        ],
    }


def _together(exploration: Exploration) -> Facts | None:
    """Promises that are missed or that cost something, and the pairs that clash."""
    found = exploration.together
    if found is None:
        return None
    return {
        "promises": [
            {
                "name": pair(each),
                "way": pair(each, "way") if each["way_en"] else None,
                **row(each, "kind", "year", "missed", "least", "value_lost"),
            }
            for each in found.promises.to_dicts()
            if each["missed"] or each["least"]
        ],
        "kept": sum(not each["missed"] for each in found.promises.to_dicts()),
        "pairs": [
            {"name": pair(each), "other": pair(each, "other_name"), **row(each, "missed")}
            for each in found.pairs.to_dicts()
        ],
    }


def _front(exploration: Exploration, region: Region) -> Facts | None:
    if exploration.front is None:
        return None
    return {
        "stressors": [label(region, code) for code in exploration.front.stressors],
        "points": [
            row(each, "point", "pressure", "given_up", "price")
            for each in exploration.front.table.to_dicts()
        ],
        "gain": plain(exploration.plan.gain),
    }


def _foresight(exploration: Exploration) -> list[Facts] | None:
    if exploration.foresight is None:
        return None
    return [
        row(each, "window", "lost", "share_of_gain", "projects", "entries", "promises", "nature")
        for each in exploration.foresight.table.to_dicts()
    ]
