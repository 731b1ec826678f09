"""Accepted claims put into targets and observations, and taken out again when they are rejected."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import isclose
from typing import TYPE_CHECKING, Any

from upriver.core.errors import UnitError
from upriver.core.message import Message
from upriver.core.units import convert
from upriver.data.update import Change
from upriver.services.claim_catalogue import Catalogue, folded
from upriver.services.claim_entries import Entry, Waiting, entry_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from upriver.data.region import Region
    from upriver.services.review_items import ReviewItem

_TABLES = ("targets", "observations")
_OBSERVED_KEY = ("indicator", "place", "period", "growth_kind", "source")
_SAME_TARGET = ("indicator", "place", "growth_kind", "comparator", "deadline")


@dataclass(frozen=True)
class Settled:
    """What decisions do to the tables.

    Parameters
    ----------
    entered : dict of str to str
        Row that a claim became, such as ``targets:CODE``, by claim.
    standing : dict of str to str
        Row that said the same before, by claim; it is not written twice.
    withdrawn : dict of str to str
        Row that was taken away, by claim.
    waiting : dict of str to Waiting
        Accepted claims that lack something, by claim.
    tables : dict of str to Change
        What is to be written.
    """

    entered: Mapping[str, str]
    standing: Mapping[str, str]
    withdrawn: Mapping[str, str]
    waiting: Mapping[str, Waiting]
    tables: Mapping[str, Change]


@dataclass
class _Work:
    """Rows of both tables while claims are gone through."""

    rows: dict[str, list[dict[str, Any]]]
    owners: frozenset[str]
    entered: dict[str, str] = field(default_factory=dict)
    standing: dict[str, str] = field(default_factory=dict)
    withdrawn: dict[str, str] = field(default_factory=dict)
    waiting: dict[str, Waiting] = field(default_factory=dict)
    added: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: {"indicators": [], "targets": [], "observations": []}
    )
    gone: dict[str, set[str]] = field(
        default_factory=lambda: {"targets": set(), "observations": set()}
    )


def row_name(table: str, row: Mapping[str, Any]) -> str:
    """Name of a row for a reader.

    Parameters
    ----------
    table : {"targets", "observations"}
        Where it stands.
    row : mapping
        Values by field.

    Returns
    -------
    str
        ``targets:CODE`` or ``observations:indicator place period growth_kind``.
    """
    if table == "targets":
        return f"targets:{row['target']}"
    parts = (row["indicator"], row["place"], row["period"], row["growth_kind"])
    return f"observations:{' '.join(parts)}"


def _same_value(row: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if row["value"] is None or other["value"] is None:
        return row["value"] is other["value"]
    try:
        converted = convert(other["value"], other["unit"], row["unit"])
    except UnitError:
        return False
    return isclose(row["value"], converted, rel_tol=1e-9)


def _twin(work: _Work, entry: Entry) -> tuple[dict[str, Any] | None, bool]:
    """Row that says the same, or holds the key of an observation; and whether it agrees."""
    names = _SAME_TARGET if entry.table == "targets" else _OBSERVED_KEY
    for row in work.rows[entry.table]:
        if all(row[name] == entry.row[name] for name in names):
            agrees = _same_value(entry.row, row)
            if entry.table == "targets" and not agrees:
                continue
            return row, agrees and row["comparator"] == entry.row["comparator"]
    return None, False


def _equal_row(mine: Mapping[str, Any], old: Mapping[str, Any]) -> bool:
    return all(old.get(name) == value for name, value in mine.items())


def _taken(entry: Entry, row: dict[str, Any]) -> Waiting:
    return Waiting(
        entry.table,
        (
            Message(
                f"The same source already says {row['value']:,.12g} {row['unit']} there; correct "
                "the period or the indicator, or reject one of them.",
                f"同一出处在该处已有 {row['value']:,.12g} {row['unit']}；"
                "请更正期间或指标，或否决其一。",
            ),
        ),
    )


def _take_out(work: _Work, claim: str) -> None:
    """Take the row of a claim out of the tables."""
    for table in _TABLES:
        for row in work.rows[table]:
            if row["claim"] == claim:
                work.gone[table].add(claim)
                work.withdrawn[claim] = row_name(table, row)
        work.rows[table] = [row for row in work.rows[table] if row["claim"] != claim]


def _settle_one(work: _Work, item: ReviewItem, catalogue: Catalogue) -> Catalogue:
    """Put one claim where it belongs; the catalogue knows its new indicator and target."""
    entry = entry_of(item, catalogue, hints=True) if item.is_accepted else None
    if isinstance(entry, Entry) and any(
        row["claim"] == item.claim and _equal_row(entry.row, row) for row in work.rows[entry.table]
    ):
        return catalogue
    if item.claim in work.owners:
        _take_out(work, item.claim)
    if entry is None:
        return catalogue
    if isinstance(entry, Waiting):
        if entry.table:
            work.waiting[item.claim] = entry
        return catalogue
    twin, agrees = _twin(work, entry)
    if twin is not None and agrees:
        work.standing[item.claim] = row_name(entry.table, twin)
        return catalogue
    if twin is not None:
        work.waiting[item.claim] = _taken(entry, twin)
        return catalogue
    work.rows[entry.table].append(entry.row)
    work.added[entry.table].append(entry.row)
    work.entered[item.claim] = row_name(entry.table, entry.row)
    if entry.table == "targets":
        targets = {**catalogue.targets, entry.row["target"]: entry.row}
        catalogue = replace(catalogue, targets=targets)
    if entry.indicator:
        work.added["indicators"].append(entry.indicator)
        catalogue = _knowing(catalogue, entry.indicator)
    return catalogue


def _knowing(catalogue: Catalogue, indicator: dict[str, Any]) -> Catalogue:
    code = indicator["indicator"]
    names = {name: list(codes) for name, codes in catalogue.names.items()}
    for name in (code, folded(indicator["name_zh"]), folded(indicator["name_en"])):
        if code not in names.setdefault(name, []):
            names[name].append(code)
    return replace(catalogue, indicators={**catalogue.indicators, code: indicator}, names=names)


def settle(region: Region, items: Iterable[ReviewItem], catalogue: Catalogue) -> Settled:
    """What the tables need so that they agree with the decisions.

    Parameters
    ----------
    region : Region
        The package.
    items : iterable of ReviewItem
        All its claims, as they stand after the decisions.
    catalogue : Catalogue
        What the package knows.

    Returns
    -------
    Settled
        Rows to add and to take away. Rows that were written by hand are never touched.
    """
    rows = {
        table: list(region.table(table).iter_rows(named=True)) if region.has(table) else []
        for table in _TABLES
    }
    work = _Work(rows, frozenset(row["claim"] for each in rows.values() for row in each))
    for item in items:
        catalogue = _settle_one(work, item, catalogue)
    withdrawn = {claim: name for claim, name in work.withdrawn.items() if claim not in work.entered}
    tables: dict[str, Change] = {}
    for name, added in work.added.items():
        gone = frozenset(work.gone.get(name, ()))
        if added or gone:
            tables[name] = Change(added, ("claim", gone) if gone else ("", frozenset()))
    return Settled(work.entered, work.standing, withdrawn, work.waiting, tables)
