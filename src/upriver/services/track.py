"""Whether the targets of a region and its districts are on course, and what contradicts what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from upriver.core.message import Message
from upriver.core.progress import Progress, silent
from upriver.services.account_levels import account_levels
from upriver.services.promise_register import (
    Key,
    districts_of,
    measures_of,
    observations_of,
    parents_of,
    pools_of,
    promise_of,
    statements_of,
)
from upriver.services.scorecard_tables import contradiction_table, score_table, window_table
from upriver.targets import (
    STATE_NAMES,
    Assessment,
    Contradiction,
    Evidence,
    Observed,
    Pools,
    Promise,
    Register,
    Registered,
    State,
    Window,
    assess,
    definition_contradictions,
    in_unit,
    needs_of,
    observation_contradictions,
    place_contradictions,
    promise_contradictions,
    window_of,
    with_ratios,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from upriver.core.frames import Table
    from upriver.data.provenance import Provenance
    from upriver.data.region import Region
    from upriver.targets import Measure

# Days after which a figure is stale: its cadence and half a year for publishing it.
LATE = 183
CADENCE_DAYS = {"year": 366, "half": 184, "quarter": 92, "month": 31}


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
    owner, parent : str
        Who answers for it, and the target it serves; empty when not stated.
    cadence : str
        How often it is measured: ``year half quarter month``.
    assessment : Assessment
        State, reason, newest observation, paces and forecast.
    age_days : int, optional
        Days from the newest observation to the day of the judgement.
    needs : Message, optional
        Rows of the package that would tell where it stands; missing when it has a state.
    """

    target: str
    indicator: str
    place: str
    name: Message
    place_name: Message
    promise: Promise
    hard: bool
    owner: str
    parent: str
    cadence: str
    assessment: Assessment
    age_days: int | None
    needs: Message | None = None

    @property
    def gap(self) -> float | None:
        """What is still missing to the goal, in the unit of the indicator.

        Returns
        -------
        float, optional
            Goal minus newest figure; missing for growth, without a figure, or when the figure is
            only a bound.
        """
        goal, newest = self.assessment.goal, self.assessment.newest
        if goal.value is None or newest is None or newest.comparator not in ("eq", "about"):
            return None
        value = in_unit(newest, goal.unit)
        return None if value is None else goal.value - value

    @property
    def stale(self) -> bool | None:
        """Whether the newest figure is older than its cadence and half a year.

        Returns
        -------
        bool, optional
            Missing without a figure.
        """
        if self.age_days is None:
            return None
        return self.age_days > CADENCE_DAYS[self.cadence] + LATE

    @property
    def evidence(self) -> Evidence:
        """What the forecast rests on.

        Returns
        -------
        str
            ``none`` without a forecast.
        """
        return self.assessment.outlook.evidence if self.assessment.outlook else "none"


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
    contradictions : tuple of Contradiction
        What cannot be true together.
    windows : tuple of Window
        Statements without an end, and when each held.
    pools : Pools
        Speeds of the indicators of the package, behind the probabilities.
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
    contradictions: tuple[Contradiction, ...]
    windows: tuple[Window, ...]
    pools: Pools
    notes: tuple[Message, ...]
    provenance: Provenance | None

    def contradiction_table(self) -> Table:
        """Contradictions as a table.

        Returns
        -------
        Table
            Both rows, both figures, the rule, and what to do.
        """
        return contradiction_table(self.contradictions)

    def window_table(self) -> Table:
        """Statements as a table.

        Returns
        -------
        Table
            What was said, when it held, and the figures.
        """
        return window_table(self.windows)

    def to_dict(self) -> dict[str, Any]:
        """Scorecard as plain data, for JSON.

        Returns
        -------
        dict
            Rows of the tables, counts, notes in both languages, provenance.
        """
        return {
            "region": self.region,
            "as_of": None if self.as_of is None else self.as_of.isoformat(),
            "counts": dict(self.counts),
            "targets": self.table.to_dicts(),
            "contradictions": self.contradiction_table().to_dicts(),
            "statements": self.window_table().to_dicts(),
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

    Notes
    -----
    A ratio that nobody published is worked out from its parts (``numerator`` and
    ``denominator`` of its indicator) and is marked as derived. A level that nobody published is
    taken from the base-year account, with the doubt that the published ones show.
    """
    published = observations_of(region)
    day = as_of or _newest_day(published)
    measures, parents = measures_of(region), parents_of(region)
    seen = with_ratios(measures, published, parents)
    # Without any observation the day does not matter: nothing can be judged.
    until = day or date.max
    pools = pools_of(measures, seen, as_of=until)
    for key, items in account_levels(region, seen).items():
        seen[key] = [*seen.get(key, ()), *items]
    rows = _rows(region, measures, seen, pools, until)
    counts: dict[State, int] = dict.fromkeys(STATE_NAMES, 0)
    for row in rows:
        counts[row.assessment.state] += 1
    register = Register(
        tuple(_registered(row, measures) for row in rows),
        measures,
        _until(published, until),
        parents,
        districts_of(region),
        {
            row["place"]: Message(row["name_en"], row["name_zh"])
            for row in region.table("places").iter_rows(named=True)
        },
    )
    found = [
        *promise_contradictions(register, pools),
        *definition_contradictions(register),
        *place_contradictions(register),
        *observation_contradictions(register),
    ]
    windows = tuple(
        window_of(
            statement,
            [item for item in seen.get(key, ()) if not item.period.is_open],
            as_of=until,
        )
        for key, statement in statements_of(region, measures, published)
    )
    progress("track", 1, 1)
    return Scorecard(
        region=region.code,
        name=Message(region.name("en"), region.name("zh")),
        as_of=day,
        rows=rows,
        table=score_table(rows),
        counts=counts,
        contradictions=tuple(sorted(found, key=lambda each: each.severity == "note")),
        windows=windows,
        pools=pools,
        notes=_notes(rows, pools),
        provenance=region.provenance("observations") if region.has("observations") else None,
    )


def _newest_day(seen: Mapping[Key, list[Observed]]) -> date | None:
    ends = [item.period.end for items in seen.values() for item in items if item.period.end]
    return max(ends, default=None)


def _until(seen: Mapping[Key, list[Observed]], day: date) -> dict[Key, list[Observed]]:
    return {
        key: [item for item in items if item.period.end is None or item.period.end <= day]
        for key, items in seen.items()
    }


def _rows(
    region: Region,
    measures: Mapping[str, Measure],
    seen: Mapping[Key, list[Observed]],
    pools: Pools,
    day: date,
) -> tuple[ScoreRow, ...]:
    if not region.has("targets", "indicators"):
        return ()
    found = []
    for row in region.table("targets").iter_rows(named=True):
        measure = measures[row["indicator"]]
        promise = promise_of(row, measure)
        known = seen.get((row["indicator"], row["place"]), [])
        judged = assess(promise, known, as_of=day, pools=pools)
        end = judged.newest.period.end if judged.newest else None
        found.append(
            ScoreRow(
                row["target"],
                row["indicator"],
                row["place"],
                measure.name,
                Message(region.label(row["place"], "en"), region.label(row["place"], "zh")),
                promise,
                bool(row["hard"]),
                row["owner"] or "",
                row["parent"] or "",
                row["cadence"] or "year",
                judged,
                None if end is None else (day - end).days,
                needs_of(promise, judged, measure, place=row["place"], as_of=day),
            )
        )
    return tuple(found)


def _registered(row: ScoreRow, measures: Mapping[str, Measure]) -> Registered:
    return Registered(
        row.target, row.place, measures[row.indicator], row.promise, row.assessment, row.parent,
        row.owner,
    )  # fmt: skip


def _notes(rows: tuple[ScoreRow, ...], pools: Pools) -> tuple[Message, ...]:
    if not rows:
        return (Message("The package has no targets.", "数据包中没有目标。"),)
    notes = []
    if pools.growth is not None:
        pool = pools.growth
        notes.append(
            Message(
                f"Probabilities of levels rest on {len(pool.rates)} yearly speeds of "
                f"{pool.indicators} indicators of this package: {pool.mean:+.1%} a year in "
                f"the middle, {pool.within:.1%} from year to year.",
                f"水平值的达成概率以本数据包 {pool.indicators} 个指标的 {len(pool.rates)} 个"
                f"年度增速为据：中位数每年 {pool.mean:+.1%}，年际波动 {pool.within:.1%}。",
            )
        )
    if pools.points is not None:
        pool = pools.points
        notes.append(
            Message(
                f"Probabilities of shares rest on {len(pool.rates)} yearly changes of "
                f"{pool.indicators} shares: {pool.mean:+.2f} points a year in the middle, "
                f"{pool.within:.2f} from year to year.",
                f"占比的达成概率以 {pool.indicators} 个占比指标的 {len(pool.rates)} 个"
                f"年度变化为据：中位数每年 {pool.mean:+.2f} 个百分点，"
                f"年际波动 {pool.within:.2f} 个百分点。",
            )
        )
    return tuple(notes)
