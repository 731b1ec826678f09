"""Read documents into claims: the service behind the command and the page."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from upriver.core.errors import DocumentError
from upriver.core.message import Message
from upriver.core.progress import silent
from upriver.documents.articles import split_articles
from upriver.documents.claims import KEYS, Claim
from upriver.documents.extract import extract_claims
from upriver.documents.reading import FORMS, read_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "document": pl.String, "kind": pl.String, "region": pl.String, "speaker": pl.String,
    "subject": pl.String, "indicator": pl.String, "comparator": pl.String, "value": pl.Float64,
    "value_high": pl.Float64, "unit": pl.String, "value_norm": pl.Float64,
    "value_norm_high": pl.Float64, "unit_norm": pl.String, "growth_kind": pl.String,
    "base": pl.String, "period": pl.String, "deadline": pl.String, "source_phrase": pl.String,
    "start": pl.Int64, "end": pl.Int64, "ambiguity": pl.List(pl.String), "confidence": pl.Float64,
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
        One of text, markdown and html.
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


@dataclass(frozen=True, slots=True)
class ReadResult:
    """Claims of one or more documents.

    Parameters
    ----------
    documents : tuple of ReadDocument
        In the order in which the paths were given.
    rows : tuple of (str, Claim)
        Name of the document and claim, in the order of the texts.
    """

    documents: tuple[ReadDocument, ...]
    rows: tuple[tuple[str, Claim], ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Claims of all documents.

        Returns
        -------
        tuple of Claim
            In the order of documents and texts.
        """
        return tuple(claim for _, claim in self.rows)

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
    plain["ambiguity"] = list(claim.ambiguity)
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
    claims = extract_claims(document, date=dated, region=region)
    articles = split_articles(document.text, document.roles)
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
    )
    return facts, claims


def _read_one(
    path: Path, name: str, date: dt.date | None, region: str | None
) -> tuple[ReadDocument, tuple[Claim, ...]]:
    document = read_document(path)
    named = replace(document, name=name)
    return read_text(named, path=path.as_posix(), date=date, region=region)


def _collect(
    found: Iterable[tuple[ReadDocument, tuple[Claim, ...]]],
    documents: list[ReadDocument],
    rows: list[tuple[str, Claim]],
    *,
    total: int,
    progress: Progress,
) -> None:
    for done, (document, claims) in enumerate(found, start=1):
        documents.append(document)
        rows.extend((document.name, claim) for claim in claims)
        progress("read", done, total)


def _files(paths: Sequence[str | Path]) -> tuple[Path, ...]:
    """Files that are named, and the documents of folders that are named, sorted."""
    found: list[Path] = []
    for given in paths:
        path = Path(given)
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in FORMS and p.is_file())
            if not inside:
                raise DocumentError(
                    Message(
                        f"The folder {path} holds no document.", f"目录 {path} 中没有可读的文件。"
                    ),
                    Message(
                        f"Put files ending in {', '.join(FORMS)} there, or name the files.",
                        f"请放入扩展名为 {'、'.join(FORMS)} 的文件，或直接给出文件名。",
                    ),
                )
            found += inside
        else:
            found.append(path)
    if not found:
        raise DocumentError(
            Message("paths names no document.", "paths 没有给出任何文件。"),
            Message("Give at least one file or folder.", "请至少给出一个文件或目录。"),
        )
    return tuple(dict.fromkeys(found))


def read(
    paths: Sequence[str | Path],
    *,
    date: dt.date | None = None,
    region: str | None = None,
    workers: int = 1,
    progress: Progress = silent,
) -> ReadResult:
    """Read documents into claims.

    Parameters
    ----------
    paths : sequence of str or Path
        Text, Markdown or HTML files, or folders of such files.
    date : date, optional
        When the documents were written. Without it, a dateline in the text counts when it
        is certain; else periods such as 今年 stay missing and say so in ``ambiguity``.
    region : str, optional
        The place they are about. Without it, the first place that each one names as a
        subject.
    workers : int
        How many processes read. The result does not depend on it.
    progress : Progress
        Called after each document with the step ``"read"``.

    Returns
    -------
    ReadResult
        Documents and claims, in the order of the paths.

    Raises
    ------
    DocumentError
        If no document is named, or one cannot be read.

    Notes
    -----
    A claim is what a text says, not what is true. See ``AMBIGUITIES`` in
    ``upriver.documents.claims`` for what can be uncertain.
    """
    files = _files(paths)
    twice = {name for name, count in Counter(path.name for path in files).items() if count > 1}
    names = [path.as_posix() if path.name in twice else path.name for path in files]
    documents: list[ReadDocument] = []
    rows: list[tuple[str, Claim]] = []
    if workers > 1 and len(files) > 1:
        with ProcessPoolExecutor(max_workers=min(workers, len(files))) as pool:
            total = len(files)
            found = pool.map(_read_one, files, names, [date] * total, [region] * total)
            _collect(found, documents, rows, total=total, progress=progress)
    else:
        found = (_read_one(p, n, date, region) for p, n in zip(files, names, strict=True))
        _collect(found, documents, rows, total=len(files), progress=progress)
    return ReadResult(tuple(documents), tuple(rows))
