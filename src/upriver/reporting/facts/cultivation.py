"""What to do with each industry of the region, how sure that is, and what decided it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.complexity.cultivation import CLASSES
from upriver.reporting.facts.plain import Facts, pair, plain, rests_on, row, said

if TYPE_CHECKING:
    from upriver.core.frames import Table
    from upriver.services.diagnose import Diagnosis

CODES = tuple(each.cultivation for each in CLASSES)
# Methods of a forecast of entries, in the order of the table.
METHODS = ("ensemble", "logit", "boosting", "forest", "density", "level")
SCORES = (
    "auc", "auc_low", "auc_high", "average_precision", "base_rate", "precision_at_top", "lift",
    "ece",
)  # fmt: skip


def cultivation_facts(diagnosis: Diagnosis) -> Facts | None:
    """Facts of the cultivation classes.

    Parameters
    ----------
    diagnosis : Diagnosis
        Of the region.

    Returns
    -------
    dict, optional
        Keys ``classes industries unjudged backtest no_backtest horizon level note
        provenance``. Industries by class, the surest first, then the largest; those without a
        class are in ``unjudged``, by reason. Missing when nothing was judged and no reason
        given.
    """
    records = diagnosis.industries.to_dicts()
    chances = _by_industry(diagnosis.chances, "cultivation", "chance")
    names = {str(each["industry"]): pair(each) for each in records}
    pulls = _pulls(diagnosis.pulls, names)
    judged = [
        _industry(each, chances.get(str(each["industry"]), {}), pulls)
        for each in records
        if each.get("cultivation")
    ]
    judged.sort(key=_order)
    unjudged = _unjudged(records)
    if not judged and not unjudged:
        return None
    backtest = _backtest(diagnosis.backtest)
    return {
        "classes": [
            {
                "code": each.cultivation,
                "name": said(each.name),
                "meaning": said(each.meaning),
                "count": sum(one["cultivation"] == each.cultivation for one in judged),
            }
            for each in CLASSES
        ],
        "industries": judged,
        "unjudged": unjudged,
        "backtest": backtest,
        "no_backtest": None if backtest else _no_forecast(diagnosis),
        "horizon": diagnosis.horizon,
        "level": plain(diagnosis.level),
        "note": said(diagnosis.uncertainty_note) if diagnosis.uncertainty_note else None,
        "provenance": rests_on(diagnosis.provenance.get("specialisation")),
    }


def _industry(record: dict[str, object], chances: Facts, pulls: dict[str, list[Facts]]) -> Facts:
    code = str(record["industry"])
    numbers = row(
        record,
        "value_added", "rca", "rca_low", "rca_high", "density", "density_low", "density_high",
        "pci", "pci_low", "pci_high", "presence", "momentum", "entry_chance", "jumped",
        "comparable", "outlook_gain",
    )  # fmt: skip
    if numbers["presence"]:
        numbers["outlook_gain"] = None  # what is held already opens nothing further
    return {
        "code": code,
        "name": pair(record),
        "cultivation": record["cultivation"],
        "chance": plain(record.get("cultivation_chance")),
        "chances": {each: chances.get(each) for each in CODES},
        "reason": pair(record, "reason"),
        "pulls": pulls.get(code, []),
        **numbers,
    }


def _order(each: Facts) -> tuple[int, float, float, str]:
    chance = round(each["chance"] or 0.0, 2)
    return CODES.index(each["cultivation"]), -chance, -(each["value_added"] or 0.0), each["code"]


def _by_industry(table: Table, key: str, value: str) -> dict[str, Facts]:
    found: dict[str, Facts] = {}
    for each in table.to_dicts():
        found.setdefault(str(each["industry"]), {})[each[key]] = plain(each[value])
    return found


def _pulls(table: Table, names: dict[str, dict[str, str]]) -> dict[str, list[Facts]]:
    """Held industries near to each one, nearest first."""
    return {
        code: [
            {"code": held, "name": names.get(held, {"en": held, "zh": held}), "proximity": near}
            for held, near in sorted(each.items(), key=lambda pull: (-pull[1], pull[0]))
        ]
        for code, each in _by_industry(table, "held", "proximity").items()
    }


def _unjudged(records: list[dict[str, object]]) -> list[Facts]:
    """Industries without a class, by reason, the reason of most of them first."""
    groups: dict[tuple[str, str], list[dict[str, str]]] = {}
    for each in records:
        reason = pair(each, "unjudged")
        if reason["en"]:
            groups.setdefault((reason["en"], reason["zh"]), []).append(pair(each))
    return [
        {"reason": {"en": en, "zh": zh}, "names": names}
        for (en, zh), names in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    ]


def _backtest(table: Table | None) -> list[Facts] | None:
    if table is None:
        return None
    rows = [
        {"method": each["method"], **row(each, *SCORES)}
        for each in table.to_dicts()
        if each["method"] in METHODS
    ]
    rows.sort(key=lambda each: METHODS.index(each["method"]))
    return rows or None


def _no_forecast(diagnosis: Diagnosis) -> Facts | None:
    """Why there is no forecast of entries, where the diagnosis says so."""
    reasons = [each.reason for each in diagnosis.skipped if "production" in each.tables]
    return said(reasons[0]) if reasons else None
