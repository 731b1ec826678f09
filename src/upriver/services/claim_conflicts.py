"""Which claims of a package cannot hold beside one another, or beside what stands in its tables."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import merge
from itertools import groupby, islice
from math import inf, isclose
from typing import TYPE_CHECKING, Any

from upriver.core.errors import PeriodError, UnitError
from upriver.core.message import Message
from upriver.core.periods import parse_period
from upriver.core.units import convert
from upriver.services.claim_catalogue import folded
from upriver.services.claim_entries import Entry, entry_of
from upriver.services.claim_rows import shown_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from upriver.data.region import Region
    from upriver.documents.claims import Claim
    from upriver.services.claim_catalogue import Catalogue
    from upriver.services.review_items import ReviewItem

MOST = 9  # other claims that are named beside one claim
ABOUT = 0.05  # 左右 and 约 are read as within five per cent
_SIGNS = {"eq": "=", "gt": ">", "ge": ">=", "le": "<=", "lt": "<", "about": "~"}
_DIFFERENT = {
    "value": Message("Another value for the same thing.", "同一事项，数值不同。"),
    "deadline": Message("The same value by another deadline.", "同一数值，期限不同。"),
    "reading": Message("Another reading of the same words.", "同一句话的另一种读法。"),
}


@dataclass(frozen=True)
class Side:
    """One side of a conflict.

    Parameters
    ----------
    key : str
        Claim, or ``targets:CODE`` or ``observations:indicator place period``.
    value : str
        Value with comparator and unit.
    time : str
        Period or deadline.
    phrase : str
        Exact words; empty for a row that was written by hand.
    date : str
        Date of the document or of the source; empty when unknown.
    source : str
        Title of the document or of the source.
    """

    key: str
    value: str
    time: str
    phrase: str
    date: str
    source: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A claim, and what it cannot stand beside.

    Parameters
    ----------
    what : {"value", "deadline", "reading"}
        In what they differ.
    mine, other : Side
        The claim, and the other claim or row.
    """

    what: str
    mine: Side
    other: Side

    @property
    def message(self) -> Message:
        """What is wrong, in both languages.

        Returns
        -------
        Message
            One sentence.
        """
        return _DIFFERENT[self.what]


def _bounds(value: Any, comparator: str | None) -> tuple[float, float] | None:
    """What a printed number leaves possible, rounding included."""
    if isinstance(value, tuple):
        return float(value[0]), float(value[1])
    if not isinstance(value, int | float):
        return None
    number = float(value)
    if comparator in {">", ">=", "~>"}:
        return number, inf
    if comparator in {"<", "<=", "~<"}:
        return -inf, number
    if comparator == "~":
        return number - abs(number) * ABOUT, number + abs(number) * ABOUT
    fraction = f"{number:.12g}".partition(".")[2]
    half = 0.5 * 10.0 ** -len(fraction) if "e" not in fraction else 0.0
    return number - half, number + half


def _scaled(bounds: tuple[float, float], factor: float) -> tuple[float, float]:
    low, high = bounds[0] * factor, bounds[1] * factor
    return (low, high) if low <= high else (high, low)


def _apart(one: tuple[float, float] | None, two: tuple[float, float] | None) -> bool:
    if one is None or two is None:
        return False
    low, high = max(one[0], two[0]), min(one[1], two[1])
    return low > high or (isclose(low, high, rel_tol=1e-12) and one[0] != two[0])


def _factor(claim: Claim) -> float:
    low = claim.value[0] if isinstance(claim.value, tuple) else claim.value
    norm = claim.value_norm[0] if isinstance(claim.value_norm, tuple) else claim.value_norm
    return norm / low if low and norm is not None else 1.0


def _possible(claim: Claim) -> tuple[float, float] | None:
    """What a claim leaves possible, in its unit without scale."""
    bounds = _bounds(claim.value, claim.comparator)
    return None if bounds is None else _scaled(bounds, _factor(claim))


def _period(text: str | None) -> str | None:
    if not text:
        return None
    try:
        return parse_period(text).text
    except PeriodError:
        return text


def _topic(claim: Claim) -> tuple[str | None, ...]:
    return (
        claim.kind, claim.region, claim.subject, folded(claim.indicator or ""),
        claim.growth_kind, claim.unit_norm,
    )  # fmt: skip


def _between(one: ReviewItem, two: ReviewItem) -> str | None:
    """In what two claims on the same topic differ, if in anything."""
    first, second = one.now, two.now
    overlap = first.start < second.end and second.start < first.end
    same_words = one.document == two.document and overlap
    if first.kind == "statistic":
        period = _period(first.period)
        if period is None or period != _period(second.period):
            return None
        return "value" if _apart(_possible(first), _possible(second)) else None
    if first.kind == "target":
        if first.value_norm is None or second.value_norm is None:
            return None
        same = first.value_norm == second.value_norm
        due, other = _period(first.deadline), _period(second.deadline)
        if same:
            return "deadline" if due and other and due != other else None
        return "value" if due is not None and due == other and not same_words else None
    return None


def _claim_side(item: ReviewItem) -> Side:
    claim = item.now
    return Side(
        item.claim, shown_value(claim), claim.deadline or claim.period or "",
        claim.source_phrase, item.date, item.title or item.document,
    )  # fmt: skip


class _Sides:
    """Claims as sides of conflicts, each made once: a claim may stand in thousands of them."""

    def __init__(self) -> None:
        self._known: dict[str, Side] = {}

    def of(self, item: ReviewItem) -> Side:
        if item.claim not in self._known:
            self._known[item.claim] = _claim_side(item)
        return self._known[item.claim]


def _pairs(group: Sequence[ReviewItem]) -> Iterator[tuple[str, ReviewItem, ReviewItem]]:
    """What differs, the claim, and another claim on its topic.

    Claims that say the same are met once: a claim conflicts with the first of those which say
    otherwise, however many papers printed it.
    """
    alike: dict[tuple[object, ...], list[ReviewItem]] = {}
    words: dict[tuple[object, ...], list[ReviewItem]] = {}
    for item in group:
        claim, read = item.now, item.read
        said = (claim.value_norm, claim.comparator, claim.period, claim.deadline, claim.unit)
        alike.setdefault(said, []).append(item)
        spot = (item.document, read.start, read.end, read.value, read.unit, read.indicator)
        words.setdefault(spot, []).append(item)
    for again in words.values():
        for one in again:
            for two in again:
                if one is not two and _same_reading(one, two):
                    yield "reading", one, two
    statements = list(alike.values())
    shared: dict[tuple[str, object], list[int]] = {}
    for number, mine in enumerate(statements):
        for key in _comparable(mine[0].now):
            shared.setdefault(key, []).append(number)
    for number, mine in enumerate(statements):
        near = [shared[key] for key in _comparable(mine[0].now)]
        for one in mine:
            others = (statements[n] for n, _ in groupby(merge(*near)) if n != number)
            yield from islice(_otherwise(one, others), MOST)


def _comparable(claim: Claim) -> list[tuple[str, object]]:
    """What two claims on a topic must share, one of them at least, to be compared."""
    if claim.kind == "statistic":
        return [("period", _period(claim.period))] if claim.period else []
    if claim.kind == "target" and claim.value_norm is not None:
        due = [("deadline", _period(claim.deadline))] if claim.deadline else []
        return [("value", claim.value_norm), *due]
    return []


def _otherwise(
    one: ReviewItem, groups: Iterable[list[ReviewItem]]
) -> Iterator[tuple[str, ReviewItem, ReviewItem]]:
    """Claims that say otherwise than one, each statement once."""
    for others in groups:
        other = next((each for each in others if not _same_reading(one, each)), None)
        what = _between(one, other) if other else None
        if other and what:
            yield what, one, other


def _same_reading(one: ReviewItem, two: ReviewItem) -> bool:
    """Whether two claims read one number of one document, and differ in how."""
    first, second = one.read, two.read
    return (
        one.document == two.document
        and (first.start, first.end) == (second.start, second.end)
        and first.kind == second.kind
        and first.value == second.value
        and first.unit == second.unit
        and first.growth_kind == second.growth_kind
        and first.indicator == second.indicator
        and (first.period, first.deadline) != (second.period, second.deadline)
    )


def _row_side(table: str, row: dict[str, Any], catalogue: Catalogue) -> Side:
    if table == "targets":
        key, time = f"targets:{row['target']}", row["deadline"] or ""
    else:
        key = f"observations:{row['indicator']} {row['place']} {row['period']}"
        time = row["period"]
    source = catalogue.sources.get(row["source"], {})
    sign = {"eq": ""}.get(row["comparator"], _SIGNS.get(row["comparator"], row["comparator"]))
    value = " ".join(filter(None, (sign, f"{row['value']:,.12g}", row["unit"])))
    return Side(
        key, value, time, catalogue.phrases.get(row["claim"], ""),
        source.get("date") or "", source.get("title") or row["source"],
    )  # fmt: skip


def _with_row(claim: Claim, entry: Entry, row: dict[str, Any]) -> str | None:
    """In what a claim differs from a row on the same indicator and place, if in anything."""
    mine = entry.row
    if row["value"] is None or mine["value"] is None or row["growth_kind"] != mine["growth_kind"]:
        return None
    try:
        other = convert(row["value"], row["unit"], mine["unit"])
        one = convert(1.0, row["unit"], mine["unit"])
    except UnitError:
        return None
    if entry.table == "targets":
        same = isclose(other, mine["value"], rel_tol=1e-9)
        due, theirs = _period(mine["deadline"]), _period(row["deadline"])
        if same:
            return "deadline" if due and theirs and due != theirs else None
        return "value" if due is not None and due == theirs else None
    if _period(row["period"]) != _period(mine["period"]):
        return None
    ours = _bounds(claim.value, claim.comparator)
    seen = _bounds(row["value"], _SIGNS.get(row["comparator"]))
    if ours is None or seen is None:
        return None
    return "value" if _apart(_scaled(ours, entry.factor), _scaled(seen, one)) else None


def find_conflicts(
    region: Region, items: Sequence[ReviewItem], catalogue: Catalogue
) -> dict[str, tuple[Conflict, ...]]:
    """Claims that differ from one another or from the tables.

    Parameters
    ----------
    region : Region
        The package.
    items : sequence of ReviewItem
        All its claims; rejected ones are left out.
    catalogue : Catalogue
        What the package knows.

    Returns
    -------
    dict of str to tuple of Conflict
        By claim; claims without a conflict are absent.

    Notes
    -----
    Two statistics conflict when they are of one indicator, subject, place, period and kind of
    growth, and no number fits both: 超过300 and 310 agree, 301 and 310 conflict. A printed number
    stands for what rounds to it, and 约 for five per cent to either side. Two targets conflict
    when they share the deadline and differ in the value, or share the value and differ in the
    deadline: 35 % by 2025 and 36 % by 2027 are two steps of one path. Without a period or a
    deadline nothing is compared. At most nine other claims are named beside a claim.
    """
    found: dict[str, list[Conflict]] = {}
    topics: dict[tuple[str | None, ...], list[ReviewItem]] = {}
    for item in items:
        if item.state != "rejected" and item.now.indicator:
            topics.setdefault(_topic(item.now), []).append(item)
    sides = _Sides()
    for group in topics.values():
        for what, one, two in _pairs(group):
            found.setdefault(one.claim, []).append(Conflict(what, sides.of(one), sides.of(two)))
    rows = _rows_by_topic(region)
    for item in items:
        entry = entry_of(item, catalogue) if item.state != "rejected" else None
        if not isinstance(entry, Entry):
            continue
        topic = (entry.table, entry.row["indicator"], entry.row["place"])
        for row in rows.get(topic, ()):
            differs = None if row["claim"] == item.claim else _with_row(item.now, entry, row)
            met = {each.other.key for each in found.get(item.claim, ())}
            if differs and row["claim"] not in met:  # a row made from a claim is met as that claim
                there = _row_side(entry.table, row, catalogue)
                found.setdefault(item.claim, []).append(Conflict(differs, sides.of(item), there))
    return {key: tuple(each) for key, each in found.items()}


def _rows_by_topic(region: Region) -> dict[tuple[str, str, str], list[dict[str, Any]]]:
    found: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    tables: Iterable[str] = ("targets", "observations")
    for table in tables:
        if region.has(table):
            for row in region.table(table).iter_rows(named=True):
                found.setdefault((table, row["indicator"], row["place"]), []).append(row)
    return found
