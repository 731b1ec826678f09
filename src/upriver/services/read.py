"""Read documents into claims: the service behind the command and the page."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from upriver.core.errors import DocumentError
from upriver.core.message import Message
from upriver.core.processes import cores, map_in_order
from upriver.core.progress import silent
from upriver.documents.articles import split_articles
from upriver.documents.claims import KEYS, Claim
from upriver.documents.extract import extract_claims
from upriver.documents.reading import read_document
from upriver.services.document_files import find_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from upriver.core.progress import Progress
    from upriver.documents.reading import Document

_DATELINE = re.compile(
    r"(?:(?:发布|发文|成文|印发|来源|更新|刊发)?(?:时间|日期)[：:]\s*)"
    r"(?P<y>20\d\d)[-年/.](?P<m>\d{1,2})[-月/.](?P<d>\d{1,2})日?"
)
_DATE_LINE = re.compile(
    r"(?:[\u4e00-\u9fff]{0,16}[\s，,]*)?(?P<y>20\d\d)[-年/](?P<m>\d{1,2})[-月/](?P<d>\d{1,2})日?"
    r"(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?(?:\s*星期.)?"
)
_HEAD_LINES = 12
_BYTES_OF_A_POOL = 1_000_000  # below this, starting processes costs more than it saves
_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "document": pl.String, "kind": pl.String, "region": pl.String, "speaker": pl.String,
    "subject": pl.String, "indicator": pl.String, "comparator": pl.String, "value": pl.Float64,
    "value_high": pl.Float64, "unit": pl.String, "value_norm": pl.Float64,
    "value_norm_high": pl.Float64, "unit_norm": pl.String, "growth_kind": pl.String,
    "base": pl.String, "period": pl.String, "deadline": pl.String, "source_phrase": pl.String,
    "start": pl.Int64, "end": pl.Int64, "ambiguity": pl.List(pl.String),
    "confidence": pl.Float64, "members": pl.List(pl.String), "hard": pl.Boolean,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """One document that was read.

    Parameters
    ----------
    name : str
        Its identity among the documents of a run: the file's name, or the path where two
        files share a name.
    path : str
        The path as it was given.
    encoding : str
        The encoding that was found.
    form : str
        One of text, markdown, html, docx and pdf.
    date : date, optional
        The date that relative periods were resolved against.
    date_from : {"argument", "text", "unknown"}
        Where the date is from.
    title : str
        Headline of its first article, or empty.
    characters : int
        Length of its text.
    sha256 : str
        Digest of its text in UTF-8.
    notes : tuple of Message
        What was left out of the text, and what is odd about the file.
    """

    name: str
    path: str
    encoding: str
    form: str
    date: dt.date | None
    date_from: str
    title: str
    characters: int
    sha256: str
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """One document that could not be read.

    Parameters
    ----------
    path : str
        The path as it was given.
    problem : Message
        Why it could not be read.
    remedy : Message
        What to do next.
    """

    path: str
    problem: Message
    remedy: Message


@dataclass(frozen=True, slots=True)
class ReadResult:
    """Claims of one or more documents.

    Parameters
    ----------
    documents : tuple of ReadDocument
        In the order in which the paths were given.
    rows : tuple of (str, Claim)
        Name of the document and claim, in the order of the texts.
    failures : tuple of ReadFailure
        Documents that could not be read; the others were.
    """

    documents: tuple[ReadDocument, ...]
    rows: tuple[tuple[str, Claim], ...]
    failures: tuple[ReadFailure, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Claims of all documents.

        Returns
        -------
        tuple of Claim
            In the order of documents and texts.
        """
        return tuple(claim for _, claim in self.rows)

    def counts(self) -> dict[str, int]:
        """Number of claims of each document.

        Returns
        -------
        dict of str to int
            By name of the document, in the order of the paths.
        """
        found = Counter(name for name, _ in self.rows)
        return {document.name: found[document.name] for document in self.documents}

    def to_polars(self) -> pl.DataFrame:
        """Claims as a table.

        Returns
        -------
        polars.DataFrame
            One row a claim. A range is spread over ``value`` and ``value_high``; for all
            else the upper columns are null. Unknown is null.
        """
        return pl.DataFrame(
            [_row(name, claim) for name, claim in self.rows], schema=_SCHEMA, orient="row"
        )

    def to_json(self) -> str:
        """Claims as JSON lines.

        Returns
        -------
        str
            One object a line: ``document`` first, then the keys of
            ``upriver.documents.claims.KEYS`` in their order. Empty without claims.
        """
        lines = [
            json.dumps({"document": name, **claim.to_dict()}, ensure_ascii=False)
            for name, claim in self.rows
        ]
        return "".join(f"{line}\n" for line in lines)


def _ends(value: object) -> tuple[float | None, float | None]:
    if isinstance(value, tuple):
        return float(value[0]), float(value[1])
    return (float(value), None) if isinstance(value, int | float) else (None, None)


def _row(name: str, claim: Claim) -> list[object]:
    plain = {"document": name, **{key: getattr(claim, key) for key in KEYS}}
    plain["value"], plain["value_high"] = _ends(claim.value)
    plain["value_norm"], plain["value_norm_high"] = _ends(claim.value_norm)
    plain |= {"ambiguity": list(claim.ambiguity), "members": list(claim.members)}
    return [plain[column] for column in _SCHEMA]


def find_date(text: str) -> dt.date | None:
    r"""Date of a document, when a dateline states it for certain.

    Parameters
    ----------
    text : str
        The document.

    Returns
    -------
    date, optional
        The date of a labelled dateline (发布时间：2024-05-31), or of a line at the head
        that holds nothing but a date. Missing when there is none, or when two disagree.

    Examples
    --------
    >>> find_date("新闻\n发布时间：2024-05-31\n今年一季度增长5%。")
    datetime.date(2024, 5, 31)
    >>> find_date("2024年5月31日，会议召开。") is None
    True
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()][:_HEAD_LINES]
    found: set[dt.date] = set()
    for line in lines:
        match = _DATELINE.search(line) or _DATE_LINE.fullmatch(line)
        if match is None:
            continue
        try:
            found.add(dt.date(int(match["y"]), int(match["m"]), int(match["d"])))
        except ValueError:
            continue
    return found.pop() if len(found) == 1 else None


def read_text(
    document: Document, *, path: str, date: dt.date | None, region: str | None
) -> tuple[ReadDocument, tuple[Claim, ...]]:
    """Claims of one document that is already in memory.

    Parameters
    ----------
    document : Document
        Its text and name.
    path : str
        Where it came from, to be shown.
    date : date, optional
        When it was written; else a certain dateline in the text counts.
    region : str, optional
        The place it is about.

    Returns
    -------
    document : ReadDocument
        What was read.
    claims : tuple of Claim
        In the order of the text.
    """
    dated = date or find_date(document.text)
    articles = split_articles(document.text, document.roles)
    claims = extract_claims(document, date=dated, region=region, articles=articles)
    facts = ReadDocument(
        name=document.name,
        path=path,
        encoding=document.encoding,
        form=document.form,
        date=dated,
        date_from="argument" if date else "text" if dated else "unknown",
        title=articles[0].title if articles else "",
        characters=len(document.text),
        sha256=hashlib.sha256(document.text.encode()).hexdigest(),
        notes=document.notes,
    )
    return facts, claims


Read = tuple[ReadDocument, tuple[Claim, ...]]
_Task = tuple[Path, str, "dt.date | None", "str | None"]


def _read_one(task: _Task) -> Read | ReadFailure:
    path, name, date, region = task
    try:
        document = read_document(path)
    except DocumentError as error:
        return ReadFailure(path.as_posix(), error.problem, error.remedy)
    named = replace(document, name=name)
    return read_text(named, path=path.as_posix(), date=date, region=region)


def _workers_for(files: Sequence[Path], workers: int | None) -> int:
    if workers is not None:
        return max(1, min(workers, len(files)))
    size = sum(path.stat().st_size for path in files if path.is_file())
    return 1 if size < _BYTES_OF_A_POOL else min(cores(), len(files))


def _collect(found: Iterable[Read | ReadFailure], *, total: int, progress: Progress) -> ReadResult:
    documents, failures = list[ReadDocument](), list[ReadFailure]()
    rows: list[tuple[str, Claim]] = []
    progress("read", 0, total)
    for done, one in enumerate(found, start=1):
        if isinstance(one, ReadFailure):
            failures.append(one)
        else:
            document, claims = one
            documents.append(document)
            rows.extend((document.name, claim) for claim in claims)
        progress("read", done, total)
    return ReadResult(tuple(documents), tuple(rows), tuple(failures))


def read_each(
    paths: Sequence[str | Path],
    *,
    date: dt.date | None = None,
    region: str | None = None,
    workers: int | None = None,
) -> Iterator[Read | ReadFailure]:
    """Read one document after the other, for archives whose claims do not fit into memory.

    Parameters
    ----------
    paths : sequence of str or Path
        As in `read`.
    date, region, workers : optional
        As in `read`.

    Returns
    -------
    iterator of (ReadDocument, tuple of Claim) or ReadFailure
        In the order of the paths; only a few documents are ahead of the caller.

    Raises
    ------
    DocumentError
        If no document is named.
    """
    return _read_files(find_files(paths), date=date, region=region, workers=workers)


def _read_files(
    files: Sequence[Path], *, date: dt.date | None, region: str | None, workers: int | None
) -> Iterator[Read | ReadFailure]:
    """Read the files in order; those of one name are told apart by their paths."""
    twice = {name for name, count in Counter(path.name for path in files).items() if count > 1}
    names = [path.as_posix() if path.name in twice else path.name for path in files]
    tasks = [(path, name, date, region) for path, name in zip(files, names, strict=True)]
    yield from map_in_order(_read_one, tasks, workers=_workers_for(files, workers))


def read(
    paths: Sequence[str | Path],
    *,
    date: dt.date | None = None,
    region: str | None = None,
    workers: int | None = None,
    progress: Progress = silent,
) -> ReadResult:
    """Read documents into claims.

    Parameters
    ----------
    paths : sequence of str or Path
        Documents, folders of documents, or patterns such as ``"2024/*.txt"``.
    date : date, optional
        When the documents were written. Without it, a dateline in the text counts when it
        is certain; else periods such as 今年 stay missing and say so in ``ambiguity``.
    region : str, optional
        The place they are about. Without it, the first place that each one names as a
        subject.
    workers : int, optional
        How many processes read. The result does not depend on it. Without it, one for
        little text and all cores for much.
    progress : Progress
        Called after each document with the step ``"read"``.

    Returns
    -------
    ReadResult
        Documents and claims, in the order of the paths. A document that cannot be read does
        not stop the others; it stands in ``failures``.

    Raises
    ------
    DocumentError
        If no document is named, or not one of them can be read.

    Notes
    -----
    A claim is what a text says, not what is true. See ``AMBIGUITIES`` in
    ``upriver.documents.claims`` for what can be uncertain.
    """
    files = find_files(paths)
    found = _read_files(files, date=date, region=region, workers=workers)
    result = _collect(found, total=len(files), progress=progress)
    if not result.documents:
        first, more = result.failures[0], len(result.failures) - 1
        raise DocumentError(
            Message(
                first.problem.en + (f" {more} more cannot be read either." if more else ""),
                first.problem.zh + (f"另有 {more} 个也无法读取。" if more else ""),
            ),
            first.remedy,
        )
    return result
