"""The promises: where each stands, how far it has come, and where the plan leads."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import polars as pl

from upriver.core.errors import UnitError
from upriver.core.periods import parse_period
from upriver.core.units import conversion_factor
from upriver.reporting.facts.plain import Facts, plain, rests_on, said
from upriver.targets import RULES, is_met, is_stock

if TYPE_CHECKING:
    from upriver.data.region import Region
    from upriver.services.track import Scorecard, ScoreRow
    from upriver.targets import Outlook, Pace

DAYS = 365.25
BOUNDS = ("ge", "gt", "le", "lt")
# The worst first: they need a decision.
STATES = ("off_course", "behind", "on_course", "reached", "cannot_say")


def targets_facts(scorecard: Scorecard, region: Region, *, plan: Facts | None = None) -> Facts:
    """Facts of the scorecard.

    Parameters
    ----------
    scorecard : Scorecard
        Of the region.
    region : Region
        The package, for the first observation of each indicator.
    plan : dict, optional
        Facts of the plan, for what it reaches.

    Returns
    -------
    dict
        Keys ``rows counts contradictions statements as_of notes provenance``; the worst first.
        ``progress`` is the share of the way from the start to the promise at the newest
        observation, ``expected`` the share of the time, ``planned_progress`` the share where
        the plan leads. ``source`` and ``status`` are of the newest observation. ``forecast`` is
        the median and the interval at the deadline, ``chance`` the probability of keeping the
        promise.
    """
    planned = plan["targets"] if plan else {}
    rows = [
        _row(each, scorecard, region, planned.get(each.target)) | _origin(each, region)
        for each in scorecard.rows
    ]
    _tell_apart(rows)
    rows.sort(key=_urgency)
    return {
        "rows": rows,
        "counts": {state: sum(row["state"] == state for row in rows) for state in STATES},
        "contradictions": [
            {
                "rule": said(RULES[each.rule]),
                "severity": each.severity,
                "problem": said(each.problem),
                "remedy": said(each.remedy),
            }
            for each in scorecard.contradictions
        ],
        "statements": [
            {
                "state": each.state,
                "since": each.since or None,
                "until": each.until or None,
                "reason": said(each.reason),
            }
            for each in scorecard.windows
        ],
        "as_of": scorecard.as_of.isoformat() if scorecard.as_of else None,
        "notes": [said(note) for note in scorecard.notes],
        "provenance": rests_on(scorecard.provenance),
    }


def _tell_apart(rows: list[Facts]) -> None:
    """Put the code of the target behind labels that stand more than once."""
    often = Counter(row["label"]["en"] for row in rows)
    for row in rows:
        if often[row["label"]["en"]] > 1:
            en, zh, code = row["label"]["en"], row["label"]["zh"], row["code"]
            row["label"] = {"en": f"{en} ({code})", "zh": f"{zh}（{code}）"}


def _origin(each: ScoreRow, region: Region) -> Facts:
    """Who answers for the promise, and where the last figure is from."""
    newest = each.assessment.newest
    named = {"owner": each.owner or None, "parent": each.parent or None}
    if newest is None:
        return {**named, "status": None, "source": None}
    record = region.table("sources").filter(pl.col("source") == newest.source).to_dicts()
    title = (record[0]["title"] or newest.source) if record else newest.source
    day = (record[0]["date"] if record else None) or ""
    source = (
        {"en": f"{title}, {day}", "zh": f"{title}，{day}"}
        if day
        else dict.fromkeys(("en", "zh"), title)
    )
    return {**named, "status": newest.status, "source": source}


def _urgency(each: Facts) -> tuple[Any, ...]:
    """The worst state first, then what can be told at all, then the least likely."""
    chance = 2.0 if each["chance"] is None else each["chance"]
    return STATES.index(each["state"]), chance, each["deadline"] or "~", each["code"]


def _row(each: ScoreRow, scorecard: Scorecard, region: Region, planned: Facts | None) -> Facts:
    promise, judged = each.promise, each.assessment
    newest, goal = judged.newest, judged.goal
    start = _start(each, region)
    reached = (
        _converted(planned["value"], planned["unit"], goal.unit)
        if planned and goal.growth is None
        else None
    )
    latest = _converted(newest.value, newest.unit, goal.unit) if newest else None
    return {
        "code": each.target,
        "label": _label(each, own=each.place == scorecard.region),
        "state": judged.state,
        "comparator": promise.comparator,
        "value": plain(promise.value),
        "unit": promise.unit,
        "growth_kind": promise.growth_kind,
        "deadline": promise.deadline.text.removeprefix("..") if promise.deadline else None,
        "hard": each.hard,
        "latest": plain(newest.value) if newest else None,
        "latest_unit": newest.unit if newest else promise.unit,
        "latest_comparator": newest.comparator if newest else "eq",
        "latest_period": newest.period.text if newest else None,
        "years_old": plain(each.age_days / DAYS) if each.age_days is not None else None,
        "stale": bool(each.stale),
        "gap": plain(each.gap),
        "forecast": _forecast(judged.outlook, growth=goal.value is None),
        "chance": plain(judged.outlook.chance) if judged.outlook else None,
        "chance_bound": judged.outlook.bound if judged.outlook else "eq",
        "evidence": each.evidence,
        "missing": judged.missing or "nothing",
        "needs": said(each.needs) if each.needs else None,
        "goal": plain(goal.value),
        "required": _pace(judged.required),
        "pace": _pace(judged.so_far),
        "goal_unit": goal.unit,
        "planned": plain(planned["value"]) if planned else None,
        "planned_unit": planned["unit"] if planned else promise.unit,
        "planned_met": planned["met"] if planned else None,
        "progress": _way(start, goal.value, latest),
        "expected": _expected(each, start),
        "planned_progress": _way(start, goal.value, reached),
        "reason": said(judged.reason),
    }


def _label(each: ScoreRow, *, own: bool) -> dict[str, str]:
    """Name of the indicator, with the district it is promised for."""
    name, place = said(each.name), said(each.place_name)
    if own:
        return name
    return {"en": f"{place['en']}: {name['en']}", "zh": f"{place['zh']}：{name['zh']}"}


def _pace(pace: Pace | None) -> Facts | None:
    return {"value": plain(pace.value), "proportional": pace.proportional} if pace else None


def _forecast(outlook: Outlook | None, *, growth: bool) -> Facts | None:
    if outlook is None:
        return None
    return {
        "center": plain(outlook.center),
        "lower": plain(outlook.lower),
        "upper": plain(outlook.upper),
        "growth": growth,
    }


def _converted(value: float | None, unit_from: str, unit_to: str) -> float | None:
    if value is None:
        return None
    try:
        return value * conversion_factor(unit_from, unit_to)
    except UnitError:
        return None


def _start(each: ScoreRow, region: Region) -> tuple[int, float] | None:
    """Year and value from which the way is counted: the stated base, or the first observation.

    None when that one kept the promise already: then there is no way to go.
    """
    promise, judged = each.promise, each.assessment
    newest = judged.newest
    if newest is None or judged.goal.value is None or newest.comparator in BOUNDS:
        return None
    if promise.base_value is not None and promise.base_period:
        return promise.base_period.year, promise.base_value
    seen = region.table("observations").filter(
        (pl.col("indicator") == each.indicator)
        & (pl.col("place") == each.place)
        & (pl.col("growth_kind") == newest.growth_kind)
        & pl.col("value").is_not_null()
        & ~pl.col("comparator").is_in(BOUNDS)
    )
    found: list[tuple[int, str, float]] = []
    for row in seen.iter_rows(named=True):
        period = parse_period(row["period"])
        value = _converted(row["value"], row["unit"], judged.goal.unit)
        alike = is_stock(row["unit"]) or period.is_comparable(newest.period)
        if value is not None and alike and period.year < newest.period.year:
            found.append((period.year, row["source"], value))
    if not found or is_met(promise, min(found)[2], judged.goal.value):
        return None
    return min(found)[0], min(found)[2]


def _way(start: tuple[int, float] | None, goal: float | None, value: float | None) -> float | None:
    """Share of the way from the start to the promise."""
    if start is None or goal is None or value is None or goal == start[1]:
        return None
    share: float | None = plain((value - start[1]) / (goal - start[1]))
    return share


def _expected(each: ScoreRow, start: tuple[int, float] | None) -> float | None:
    """Share of the time gone at the newest observation."""
    newest, deadline = each.assessment.newest, each.promise.deadline
    if start is None or newest is None or deadline is None or deadline.year <= start[0]:
        return None
    gone = (newest.period.year - start[0]) / (deadline.year - start[0])
    share: float | None = plain(min(max(gone, 0.0), 1.0))
    return share
