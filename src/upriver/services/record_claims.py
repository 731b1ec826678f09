"""Documents and their claims written into a package; what is there keeps its decisions."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from upriver.core.errors import DataError, DocumentError
from upriver.core.message import Message, listing
from upriver.core.progress import silent
from upriver.data.region import Region
from upriver.data.update import Change, Update, update_package
from upriver.documents.reading import document_from_bytes
from upriver.services.claim_catalogue import catalogue_of
from upriver.services.claim_conflicts import Conflict, find_conflicts
from upriver.services.claim_rows import claim_to_row
from upriver.services.review_items import ReviewItem, review_items

if TYPE_CHECKING:
    from collections.abc import Mapping

    from upriver.core.progress import Progress
    from upriver.data.package import Package
    from upriver.documents.reading import Document
    from upriver.services.read import ReadDocument, ReadFailure, ReadResult


_UNFIT = re.compile(r"[\s,;:=/\\'\"]+")
_CHINESE = re.compile("[\u3400-\u9fff]")
# What makes two readings the same reading, besides the document.
_IDENTITY = (
    "kind", "region", "subject", "indicator", "comparator", "value", "value_high", "unit",
    "growth_kind", "period", "deadline", "start", "end",
)  # fmt: skip


@dataclass(frozen=True)
class Recorded:
    """What reading into a package has written.

    Parameters
    ----------
    path : Path
        The package.
    documents : tuple of ReadDocument
        What was read.
    keys : dict of str to str
        Key in the package, by name of the document.
    items : tuple of ReviewItem
        The claims of these documents as they stand in the package.
    added : frozenset of str
        Those that are new; the others were there, with their decisions.
    conflicts : dict of str to tuple of Conflict
        By claim.
    texts : dict of str to str
        Text by key of the document.
    failures : tuple of ReadFailure
        Documents that could not be read.
    """

    path: Path
    documents: tuple[ReadDocument, ...]
    keys: Mapping[str, str]
    items: tuple[ReviewItem, ...]
    added: frozenset[str]
    conflicts: Mapping[str, tuple[Conflict, ...]]
    texts: Mapping[str, str]
    failures: tuple[ReadFailure, ...]


@dataclass
class _Plan:
    """Rows to be added while documents are gone through."""

    documents: dict[str, dict[str, Any]]
    sources: set[str]
    paths: set[str]
    known: dict[bytes, str]  # key of the document with these very bytes
    added: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: {"sources": [], "documents": [], "claims": []}
    )
    files: dict[str, bytes] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)


def place_of(region: Region, name: str) -> str:
    """Code of a place that a person names.

    Parameters
    ----------
    region : Region
        The package.
    name : str
        Code, or Chinese or English name.

    Returns
    -------
    str
        The code.

    Raises
    ------
    DataError
        If the package knows no such place, or several.
    """
    codes = catalogue_of(region).place_names.get(name.strip(), [])
    if len(codes) == 1:
        return codes[0]
    if codes:
        raise DataError(
            Message(
                f"--region {name!r} names {len(codes)} places of the package.",
                f"--region {name!r} 在数据包中对应 {len(codes)} 个地方。",
            ),
            Message(
                f"Write the code of one: {listing(codes)}.",
                f"请写其中一个的代码：{listing(codes)}。",
            ),
        )
    known = region.table("places").iter_rows(named=True) if region.has("places") else ()
    names = [row["name_zh"] for row in known]
    names = get_close_matches(name, names) or names
    add = Message(f"Add {name!r} to the table places", f"请把 {name!r} 加入 places 表")
    other = Message(
        f", or write the code or the name of a place, such as {listing(names)}.",
        f"，或写已有的地区代码或名称，如 {listing(names)}。",
    )
    raise DataError(
        Message(
            f"--region: the package knows no place {name!r}.",
            f"--region：数据包中没有地方 {name!r}。",
        ),
        Message(f"{add.en}{other.en if names else '.'}", f"{add.zh}{other.zh if names else '。'}"),
    )


def documents_of(
    package: Package, rows: Mapping[str, dict[str, Any]]
) -> dict[str, Document | None]:
    """Documents of a package, read again.

    Parameters
    ----------
    package : Package
        The package.
    rows : mapping of str to dict
        Rows of ``documents`` by key.

    Returns
    -------
    dict of str to (Document or None)
        By key; none where the file is absent or cannot be read.
    """
    found: dict[str, Document | None] = {}
    for key, row in rows.items():
        data = package.documents.get(row["path"] or "", b"")
        try:
            found[key] = document_from_bytes(data, name=row["path"] or key) if data else None
        except DocumentError:
            found[key] = None  # only the words around a phrase are lost; the claims are kept
    return found


def _plan_of(region: Region, sources: set[str]) -> _Plan:
    rows = region.table("documents").iter_rows(named=True) if region.has("documents") else ()
    documents = {row["document"]: row for row in rows}
    files = region.package.documents
    known: dict[bytes, str] = {}
    for key, row in documents.items():
        if row["path"] in files:
            known.setdefault(files[row["path"]], key)
    return _Plan(documents, sources, set(files), known)


def _free(name: str, taken: Mapping[str, object] | set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        path = PurePosixPath(name)
        free = f"{path.with_suffix('')}-{number}{path.suffix}"
    return free


def _register(plan: _Plan, read: ReadDocument, *, place: str | None, source: str) -> str:
    """Key of a document in the package; its rows are added when it is new."""
    data = Path(read.path).read_bytes()
    text = document_from_bytes(data, name=Path(read.path).name).text
    if hashlib.sha256(text.encode()).hexdigest() != read.sha256:
        raise DocumentError(
            Message(f"{read.path} was changed while it was read.", f"{read.path} 在读取时被改动。"),
            Message("Read it again.", "请重新读取。"),
        )
    if data in plan.known:
        plan.texts[plan.known[data]] = text
        return plan.known[data]
    stem = _UNFIT.sub("-", Path(read.path).stem).strip("-") or "document"
    key = _free(stem, plan.documents)
    path = _free(f"documents/{Path(read.path).name}", plan.paths)
    day = read.date.isoformat() if read.date else None
    title = read.title or Path(read.path).name
    if not source:
        source = _free(key, plan.sources)
        plan.sources.add(source)
        row = {"source": source, "title": title, "date": day, "kind": "document"}
        plan.added["sources"].append(row)
    language = "zh" if len(_CHINESE.findall(text)) * 4 > len(text.split()) else "en"
    row = {
        "document": key, "title": title, "date": day, "place": place, "path": path,
        "language": language, "source": source,
    }  # fmt: skip
    plan.files[path] = data
    plan.paths.add(path)
    plan.known[data] = key
    plan.documents[key] = row
    plan.texts[key] = text
    plan.added["documents"].append(row)
    return key


def _identity(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return (row["document"], *(row[name] for name in _IDENTITY))


def _add_claims(plan: _Plan, region: Region, result: ReadResult) -> frozenset[str]:
    """Rows of the claims that are new; those that stand there already are left alone."""
    old = list(region.table("claims").iter_rows(named=True)) if region.has("claims") else []
    known = {_identity(row) for row in old}
    number: dict[str, int] = {}
    for row in old:
        tail = row["claim"].rpartition("-")[2]
        last = int(tail) if tail.isdigit() else 0
        number[row["document"]] = max(last, number.get(row["document"], 0))
    for name, claim in result.rows:
        document = plan.keys[name]
        reader = "model" if "second-reading" in claim.ambiguity else "rules"
        row = claim_to_row(claim, key="", document=document, reader=reader)
        if _identity(row) in known:
            continue
        known.add(_identity(row))
        number[document] = number.get(document, 0) + 1
        row["claim"] = f"{document}-{number[document]:03d}"
        plan.added["claims"].append(row)
    return frozenset(row["claim"] for row in plan.added["claims"])


def record_claims(
    package: str | Path,
    result: ReadResult,
    *,
    place: str | None = None,
    source: str = "",
    progress: Progress = silent,
) -> Recorded:
    """Write documents and their claims into a package.

    Parameters
    ----------
    package : str or Path
        Folder of the package.
    result : ReadResult
        What was read.
    place : str, optional
        Code of the place that the documents are about.
    source : str
        Key of ``sources`` for new documents; each makes its own row without it.
    progress : Progress
        Told when the claims are written.

    Returns
    -------
    Recorded
        The claims as they stand, which of them are new, and what they conflict with.

    Raises
    ------
    DataError
        If the package cannot be used, or does not know the source.
    DocumentError
        If a document was changed after it was read.
    OutputError
        If the package cannot be written to.

    Notes
    -----
    Nothing is overwritten. A document with the same bytes is the same document, and a claim
    with the same words, place, value and time is the same claim: it keeps its decisions. What
    differs is put beside it.
    """
    region = Region.open(package)
    sources = catalogue_of(region).sources
    if source and source not in sources:
        raise DataError(
            Message(f"sources does not know {source!r}.", f"sources 表中没有 {source!r}。"),
            Message(
                f"Add it to sources, or write one of {listing(sources)}.",
                f"请补入 sources 表，或写 {listing(sources)} 之一。",
            ),
        )
    plan = _plan_of(region, set(sources))
    steps = len(result.documents) + 1  # the last one writes the tables and looks for conflicts
    progress("record", 0, steps)
    for done, read in enumerate(result.documents, start=1):
        plan.keys[read.name] = _register(plan, read, place=place, source=source)
        progress("record", done, steps)
    added = _add_claims(plan, region, result)
    tables = {name: Change(rows) for name, rows in plan.added.items() if rows}
    if tables:
        region = Region(update_package(region.package, Update(tables, plan.files)))
        tables.clear()  # of an archive these rows are hundreds of megabytes
        plan.added.clear()
    items = review_items(region)
    keys = set(plan.keys.values())
    conflicts = find_conflicts(region, items, catalogue_of(region))
    progress("record", steps, steps)
    return Recorded(
        Path(package),
        result.documents,
        plan.keys,
        tuple(item for item in items if item.document in keys),
        added,
        conflicts,
        plan.texts,
        result.failures,
    )
