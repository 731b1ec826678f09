"""The documents that lie inside a package, read into claims."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from upriver.core.errors import DataError
from upriver.core.message import Message, listing
from upriver.core.progress import silent
from upriver.documents.reading import document_from_bytes
from upriver.services.read import ReadDocument, ReadResult, read_text

if TYPE_CHECKING:
    from upriver.core.progress import Progress
    from upriver.data.region import Region
    from upriver.documents.claims import Claim


def read_package_documents(region: Region, *, progress: Progress = silent) -> ReadResult | None:
    """Read the documents that the table ``documents`` of a package names.

    Parameters
    ----------
    region : Region
        The package.
    progress : callable
        Told after each document, step ``"read"``.

    Returns
    -------
    ReadResult, optional
        Claims in the order of the table; missing when the package names no document.

    Raises
    ------
    DataError
        If a named file is not in the package.
    DocumentError
        If a document cannot be read.
    """
    if not region.has("documents"):
        return None
    rows = region.table("documents").drop_nulls("path")
    files = region.package.documents
    absent = [path for path in rows["path"] if path not in files]
    if absent:
        raise DataError(
            Message(
                f"documents names files that are not in the package: {listing(absent)}.",
                f"documents 表指向包中不存在的文件：{listing(absent)}。",
            ),
            Message(
                "Put them below documents/, or take the rows away.",
                "请将文件放入 documents/ 目录，或删去这些行。",
            ),
        )
    documents: list[ReadDocument] = []
    claims: list[tuple[str, Claim]] = []
    for done, row in enumerate(rows.iter_rows(named=True), start=1):
        read = document_from_bytes(files[row["path"]], name=row["path"])
        document = replace(read, name=row["document"])
        facts, found = read_text(
            document,
            path=row["path"],
            date=date.fromisoformat(row["date"]) if row["date"] else None,
            region=region.label(row["place"], "zh") if row["place"] else None,
        )
        documents.append(facts)
        claims += [(facts.name, claim) for claim in found]
        progress("read", done, rows.height)
    return ReadResult(tuple(documents), tuple(claims)) if documents else None
