"""What people decide on the claims of a package: kept with author, time and reason."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from upriver.core.errors import DataError
from upriver.core.findings import Finding
from upriver.core.message import Message, listing
from upriver.data.region import Region
from upriver.data.update import Change, Update, update_package
from upriver.services.claim_catalogue import catalogue_of
from upriver.services.claim_changes import checked_changes
from upriver.services.claim_conflicts import Conflict, find_conflicts
from upriver.services.claim_entries import Entry, Waiting, entry_of
from upriver.services.claim_settling import Settled, settle
from upriver.services.record_claims import documents_of
from upriver.services.review_items import (
    CLAIM_FIELDS,
    Decision,
    ReviewItem,
    Verdict,
    after_decision,
    field_text,
    review_items,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

_RANGE = re.compile(r"(\d+)\.\.(\d+)")


@dataclass(frozen=True)
class Ruling:
    """What a person says of one claim.

    Parameters
    ----------
    claim : str
        Key of the claim.
    accepts : bool
        Whether he accepts it, perhaps with changes, or rejects it.
    changes : dict of str to str
        New content by field, keys of ``CLAIM_FIELDS`` and ``ENTRY_FIELDS``.
    reason : str
        Why; a rejection needs one.
    row : int, optional
        Row of the spreadsheet that says so.
    """

    claim: str
    accepts: bool
    changes: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    row: int | None = None


@dataclass(frozen=True)
class Review:
    """The claims of a package, as they stand.

    Parameters
    ----------
    region : Region
        The package.
    items : tuple of ReviewItem
        In the order of the table ``claims``.
    conflicts : dict of str to tuple of Conflict
        By claim.
    entries : dict of str to (Entry or Waiting)
        What each becomes when it is accepted, or what is missing for it.
    texts : dict of str to str
        Text by document; empty when it cannot be read any more.
    notes : dict of str to tuple of Message
        What was left out of a document's text, and what is odd about its file.
    """

    region: Region
    items: tuple[ReviewItem, ...]
    conflicts: Mapping[str, tuple[Conflict, ...]]
    entries: Mapping[str, Entry | Waiting]
    texts: Mapping[str, str]
    notes: Mapping[str, tuple[Message, ...]] = field(default_factory=dict)

    def waits(self, item: ReviewItem) -> bool:
        """Whether a claim is accepted and still lacks something to become a row.

        Parameters
        ----------
        item : ReviewItem
            One of its claims.

        Returns
        -------
        bool
            False for kinds that become no row.
        """
        entry = self.entries[item.claim]
        return item.is_accepted and isinstance(entry, Waiting) and entry.table != ""

    def item(self, claim: str) -> ReviewItem:
        """One claim.

        Parameters
        ----------
        claim : str
            Its key.

        Returns
        -------
        ReviewItem
            As it stands.

        Raises
        ------
        KeyError
            If the package has no such claim.
        """
        for item in self.items:
            if item.claim == claim:
                return item
        raise KeyError(claim)


@dataclass(frozen=True)
class Outcome:
    """What decisions have done.

    Parameters
    ----------
    decisions : tuple of Decision
        Those that were added.
    unchanged : tuple of str
        Claims that stood like that already; nothing was added for them.
    settled : Settled
        Rows that were entered, stood already, were withdrawn, or wait.
    review : Review
        The claims as they stand now.
    """

    decisions: tuple[Decision, ...]
    unchanged: tuple[str, ...]
    settled: Settled
    review: Review


def review(package: str | Path | Region) -> Review:
    """Claims of a package with decisions, conflicts and what they become.

    Parameters
    ----------
    package : str, Path or Region
        The package.

    Returns
    -------
    Review
        Empty when nothing was read into the package.

    Raises
    ------
    DataError
        If a table of the package cannot be used.
    """
    region = package if isinstance(package, Region) else Region.open(package)
    items = review_items(region)
    catalogue = catalogue_of(region, items)
    rows = region.table("documents").iter_rows(named=True) if region.has("documents") else ()
    read = {item.document for item in items}
    documents = {row["document"]: row for row in rows if row["document"] in read}
    found = documents_of(region.package, documents)
    return Review(
        region,
        items,
        find_conflicts(region, items, catalogue),
        {item.claim: entry_of(item, catalogue) for item in items},
        {key: document.text if document else "" for key, document in found.items()},
        {key: document.notes for key, document in found.items() if document and document.notes},
    )


def find_claims(items: Sequence[ReviewItem], words: Sequence[str]) -> tuple[str, ...]:
    """Claims that a person names.

    Parameters
    ----------
    items : sequence of ReviewItem
        All claims.
    words : sequence of str
        Keys, or the numbers at their ends, or stretches of numbers such as ``3..9``. A number
        must mean one claim only.

    Returns
    -------
    tuple of str
        Keys, each once.

    Raises
    ------
    DataError
        If a word means no claim or several; all of them are listed.
    """
    keys = [item.claim for item in items]
    numbered: dict[int, list[str]] = {}
    for key in keys:
        tail = key.rpartition("-")[2]
        if tail.isdigit():
            numbered.setdefault(int(tail), []).append(key)
    found: list[str] = []
    findings: list[Finding] = []
    for word in words:
        stretch = _RANGE.fullmatch(word)
        if word in keys:
            found.append(word)
            continue
        numbers = (
            range(int(stretch[1]), int(stretch[2]) + 1)
            if stretch
            else [int(word)] if word.isdecimal() else []
        )  # fmt: skip
        meant = [numbered.get(number, []) for number in numbers]
        if meant and all(len(each) == 1 for each in meant):
            found += [each[0] for each in meant]
        else:
            findings.append(_no_claim(word, [key for each in meant for key in each], keys))
    if findings:
        raise DataError(
            Message("Some claims cannot be found.", "有论断找不到。"),
            Message("Correct their keys:", "请改正编号："),
            findings=tuple(findings),
        )
    return tuple(dict.fromkeys(found))


def _no_claim(word: str, several: list[str], keys: list[str]) -> Finding:
    shown = listing(several if len(several) > 1 else keys) or "–"
    return Finding(
        "unknown-claim", "error",
        Message(
            f"{word!r} means no claim of the package, or more than one.",
            f"{word!r} 不对应数据包中唯一的一条论断。",
        ),
        Message(f"Write a key such as {shown}.", f"请写编号，如 {shown}。"),
        table="claims", value=word,
    )  # fmt: skip


def _needs(row: int | None, column: str, problem: Message, remedy: Message) -> Finding:
    return Finding("missing-value", "error", problem, remedy, row=row, column=column)


def _decision(
    item: ReviewItem, ruling: Ruling, changed: Mapping[str, str], *, author: str, time: str
) -> Decision | None:
    """The decision that a ruling makes; none when everything stands like that already."""
    verdict: Verdict = "accepted" if ruling.accepts else "rejected"
    if ruling.accepts and changed.keys() & CLAIM_FIELDS.keys():
        verdict = "corrected"
    stands = item.is_accepted if ruling.accepts else item.state == "rejected"
    if stands and not changed:
        return None
    before = {
        name: field_text(item.now, name) if name in CLAIM_FIELDS else item.entry.get(name, "")
        for name in changed
    }
    return Decision("", item.claim, verdict, author, time, ruling.reason.strip(), before, changed)


def _judge(
    state: Review, rulings: Sequence[Ruling], *, author: str, time: str
) -> tuple[list[Decision], list[str], list[Finding]]:
    """Decisions, claims that stand already, and everything that cannot be used."""
    catalogue = catalogue_of(state.region, state.items)
    known = {item.claim: item for item in state.items}
    seen: set[str] = set()
    decisions: list[Decision] = []
    unchanged: list[str] = []
    findings: list[Finding] = []
    for ruling in rulings:
        item = known.get(ruling.claim)
        if item is None:
            finding = _no_claim(ruling.claim, [], list(known))
            findings.append(replace(finding, row=ruling.row, column="claim", table=""))
            continue
        if ruling.claim in seen:
            findings.append(_needs(
                ruling.row, "claim",
                Message(f"{ruling.claim} is decided twice.", f"{ruling.claim} 被裁定了两次。"),
                Message("Keep one of the rows.", "请只保留其中一行。"),
            ))  # fmt: skip
        seen.add(ruling.claim)
        if not ruling.accepts and not ruling.reason.strip():
            findings.append(_needs(
                ruling.row, "reason",
                Message(
                    f"{ruling.claim}: a rejection needs a reason.",
                    f"{ruling.claim}：否决须写理由。",
                ),
                Message("Say why it is rejected.", "请说明为何否决。"),
            ))  # fmt: skip
        changed, found = checked_changes(item, ruling.changes, catalogue, row=ruling.row)
        findings += found
        decision = _decision(item, ruling, changed, author=author, time=time)
        if decision is None:
            unchanged.append(ruling.claim)
        else:
            decisions.append(decision)
    return decisions, unchanged, findings


def decide(
    package: str | Path, rulings: Sequence[Ruling], *, author: str, now: datetime
) -> Outcome:
    """Keep what a person decided, and let accepted claims become rows.

    Parameters
    ----------
    package : str or Path
        Folder of the package.
    rulings : sequence of Ruling
        What was decided, one a claim.
    author : str
        Who decided.
    now : datetime
        When, with its offset from UTC.

    Returns
    -------
    Outcome
        Decisions that were added, rows that were entered or withdrawn, claims that wait.

    Raises
    ------
    DataError
        If the author is not named or something that was decided cannot be used; then nothing
        is written and every finding is listed.
    OutputError
        If the package cannot be written to.

    Notes
    -----
    The table ``decisions`` only grows. The table ``claims`` is never changed: what stands now is
    the claim as it was read with all later corrections. A row of ``targets`` or ``observations``
    that was made from a claim follows its decisions; a row that a person wrote is never touched.
    """
    if not author.strip():
        raise DataError(
            Message("Nobody is named who decides.", "未说明由谁裁定。"),
            Message("Add --by NAME.", "请加 --by 姓名。"),
        )
    state = review(package)
    time = now.isoformat(timespec="seconds")
    decisions, unchanged, findings = _judge(state, rulings, author=author.strip(), time=time)
    if findings:
        raise DataError(
            Message(
                f"The decisions cannot be used ({len(findings)} finding(s)); nothing was written.",
                f"裁定无法采用（{len(findings)} 处问题）；未写入任何内容。",
            ),
            Message("Correct them:", "请逐一改正："),
            findings=tuple(findings),
        )
    region, items = state.region, state.items
    count = region.table("decisions").height if region.has("decisions") else 0
    decisions = [
        replace(decision, decision=f"D{count + number:05d}")
        for number, decision in enumerate(decisions, start=1)
    ]
    made = {decision.claim: decision for decision in decisions}
    items = tuple(
        after_decision(item, made[item.claim]) if item.claim in made else item for item in items
    )
    settled = settle(region, items, catalogue_of(region, items))
    tables: dict[str, Change] = dict(settled.tables)
    if decisions:
        rows: list[dict[str, Any]] = [decision.to_row() for decision in decisions]
        tables["decisions"] = Change(rows)
    if tables:
        region = Region(update_package(region.package, Update(tables)))
    return Outcome(tuple(decisions), tuple(unchanged), settled, review(region))
