"""Whether the targets of a region and its districts are on course."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from upriver.core.frames import Table
from upriver.core.message import Message
from upriver.core.periods import parse_period
from upriver.core.progress import Progress, silent
from upriver.targets import STATE_NAMES, Assessment, Observed, Promise, State, assess

if TYPE_CHECKING:
    from upriver.data.provenance import Provenance
    from upriver.data.region import Region

Key = tuple[str, str]


@dataclass(frozen=True)
class ScoreRow:
    """One target and where it stands.

    Parameters
    ----------
    target, indicator, place : str
        Codes.
    name, place_name : Message
        Names of the indicator and the place.
    promise : Promise
        What was promised.
    hard : bool
        Whether the plan must meet it.
    owner : str
        Who answers for it.
    assessment : Assessment
        State, reason, newest observation and paces.
    """

    target: str
    indicator: str
    place: str
    name: Message
    place_name: Message
    promise: Promise
    hard: bool
    owner: str
    assessment: Assessment


@dataclass(frozen=True, eq=False)
class Scorecard:
    """All targets and where they stand.

    Parameters
    ----------
    region : str
        Code of the region.
    name : Message
        Its name.
    as_of : date, optional
        Day of the judgement; missing when nothing was observed.
    rows : tuple of ScoreRow
        In the order of the table ``targets``.
    table : Table
        The same, one row a target.
    counts : dict of str to int
        Number of targets by state.
    notes : tuple of Message
        What a reader should know.
    provenance : Provenance, optional
        Where the observations come from.
    """

    region: str
    name: Message
    as_of: date | None
    rows: tuple[ScoreRow, ...]
    table: Table
    counts: dict[State, int]
    notes: tuple[Message, ...]
    provenance: Provenance | None

    def to_dict(self) -> dict[str, Any]:
        """Scorecard as plain data, for JSON.

        Returns
        -------
        dict
            Rows of the table, counts, notes in both languages, provenance.
        """
        return {
            "region": self.region,
            "as_of": None if self.as_of is None else self.as_of.isoformat(),
            "counts": dict(self.counts),
            "targets": self.table.to_dicts(),
            "notes": [{"en": note.en, "zh": note.zh} for note in self.notes],
            "provenance": None if self.provenance is None else self.provenance.to_dict(),
        }


def track(region: Region, *, as_of: date | None = None, progress: Progress = silent) -> Scorecard:
    """Say of every target whether it is on course.

    Parameters
    ----------
    region : Region
        The data package.
    as_of : date, optional
        Day of the judgement. Default: the end of the newest observation, so that the same
        package always gives the same scorecard.
    progress : callable
        Told when it is done.

    Returns
    -------
    Scorecard
        One row a target; empty when the package has no targets.
    """
    seen = _observations(region)
    day = as_of or _newest_day(seen)
    rows = _rows(region, seen, day)
    progress("track", 1, 1)
    counts: dict[State, int] = dict.fromkeys(STATE_NAMES, 0)
    for row in rows:
        counts[row.assessment.state] += 1
    notes: tuple[Message, ...] = ()
    if not rows:
        notes = (Message("The package has no targets.", "数据包中没有目标。"),)
    return Scorecard(
        region=region.code,
        name=Message(region.name("en"), region.name("zh")),
        as_of=day,
        rows=rows,
        table=_table(rows),
        counts=counts,
        notes=notes,
        provenance=region.provenance("observations") if region.has("observations") else None,
    )


def _observations(region: Region) -> dict[Key, list[Observed]]:
    found: dict[Key, list[Observed]] = {}
    if not region.has("observations"):
        return found
    for row in region.table("observations").iter_rows(named=True):
        if row["value"] is None:
            continue
        item = Observed(
            parse_period(row["period"]),
            row["value"],
            row["unit"],
            row["growth_kind"],
            row["comparator"],
            row["status"],
            row["source"],
        )
        found.setdefault((row["indicator"], row["place"]), []).append(item)
    return found


def _newest_day(seen: dict[Key, list[Observed]]) -> date | None:
    ends = [item.period.end for items in seen.values() for item in items if item.period.end]
    return max(ends, default=None)


def _rows(
    region: Region, seen: dict[Key, list[Observed]], day: date | None
) -> tuple[ScoreRow, ...]:
    if not region.has("targets", "indicators"):
        return ()
    indicators = {row["indicator"]: row for row in region.table("indicators").iter_rows(named=True)}
    found = []
    for row in region.table("targets").iter_rows(named=True):
        indicator = indicators[row["indicator"]]
        promise = Promise(
            target=row["target"],
            comparator=row["comparator"],
            value=row["value"],
            unit=row["unit"],
            growth_kind=row["growth_kind"],
            higher=indicator["direction"] == "higher",
            indicator_unit=indicator["unit"],
            deadline=parse_period(row["deadline"]) if row["deadline"] else None,
            base_period=parse_period(row["base_period"]) if row["base_period"] else None,
            base_value=row["base_value"],
        )
        known = seen.get((row["indicator"], row["place"]), [])
        # Without any observation the day does not matter: nothing can be judged.
        judged = assess(promise, known, as_of=day or date.max)
        found.append(
            ScoreRow(
                row["target"],
                row["indicator"],
                row["place"],
                Message(indicator["name_en"], indicator["name_zh"]),
                Message(region.label(row["place"], "en"), region.label(row["place"], "zh")),
                promise,
                bool(row["hard"]),
                row["owner"] or "",
                judged,
            )
        )
    return tuple(found)


_TEXT = (
    "target", "indicator", "name_en", "name_zh", "place", "place_name_en", "place_name_zh",
    "comparator", "value", "unit", "growth_kind", "deadline", "hard", "goal", "goal_unit",
    "observed", "observed_unit", "period", "source", "status", "required_pace", "pace_so_far",
    "pace_unit", "state", "state_en", "state_zh", "reason_en", "reason_zh", "owner",
)  # fmt: skip
_NUMBERS = ("value", "goal", "observed", "required_pace", "pace_so_far")


def _table(rows: tuple[ScoreRow, ...]) -> Table:
    schema: dict[str, Any] = {
        name: pl.Float64 if name in _NUMBERS else pl.Boolean if name == "hard" else pl.String
        for name in _TEXT
    }
    return Table(pl.DataFrame([_flat(row) for row in rows], schema=schema, orient="row"), {})


def _flat(row: ScoreRow) -> dict[str, Any]:
    judged, promise = row.assessment, row.promise
    newest, pace = judged.newest, judged.required or judged.so_far
    unit = None if pace is None else ("ratio/a" if pace.proportional else f"{judged.goal.unit}/a")
    return {
        "target": row.target,
        "indicator": row.indicator,
        "name_en": row.name.en,
        "name_zh": row.name.zh,
        "place": row.place,
        "place_name_en": row.place_name.en,
        "place_name_zh": row.place_name.zh,
        "comparator": promise.comparator,
        "value": promise.value,
        "unit": promise.unit,
        "growth_kind": promise.growth_kind,
        "deadline": promise.deadline.text if promise.deadline else None,
        "hard": row.hard,
        "goal": judged.goal.value,
        "goal_unit": judged.goal.unit,
        "observed": newest.value if newest else None,
        "observed_unit": newest.unit if newest else None,
        "period": newest.period.text if newest else None,
        "source": newest.source if newest else None,
        "status": newest.status if newest else None,
        "required_pace": judged.required.value if judged.required else None,
        "pace_so_far": judged.so_far.value if judged.so_far else None,
        "pace_unit": unit,
        "state": judged.state,
        "state_en": STATE_NAMES[judged.state].en,
        "state_zh": STATE_NAMES[judged.state].zh,
        "reason_en": judged.reason.en,
        "reason_zh": judged.reason.zh,
        "owner": row.owner,
    }
