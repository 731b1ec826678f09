"""What was read in the documents, with the exact words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.documents.claims import AMBIGUITIES
from upriver.reporting.facts.plain import Facts, plain, said

if TYPE_CHECKING:
    from upriver.documents.claims import Claim
    from upriver.services.read import ReadDocument, ReadResult

KINDS = ("target", "statistic", "ranking", "forecast", "plan", "event", "enumeration", "system")
MOST = 30  # statements shown of one document
SIGNS = {"=": "", ">": ">", ">=": "≥", "<": "<", "<=": "≤", "~": "≈", "~>": "≳", "~<": "≲",
         "x": "×", "range": "", "rank": "No. "}  # fmt: skip


def claims_facts(reading: ReadResult) -> Facts | None:
    """Facts of the documents that were read.

    Parameters
    ----------
    reading : ReadResult
        Documents and claims.

    Returns
    -------
    dict, optional
        Keys ``count documents``; targets and figures come before names. Missing when
        nothing was read.
    """
    if not reading.rows:
        return None
    return {
        "count": len(reading.rows),
        "documents": [_document(each, reading) for each in reading.documents],
    }


def _document(document: ReadDocument, reading: ReadResult) -> Facts:
    own = [claim for name, claim in reading.rows if name == document.name]
    ordered = sorted(own, key=lambda claim: (_rank(claim), claim.start))
    return {
        "title": document.title or document.name,
        "date": document.date.isoformat() if document.date else None,
        "count": len(own),
        "more": max(0, len(own) - MOST),
        "claims": [_claim(claim) for claim in ordered[:MOST]],
    }


def _rank(claim: Claim) -> tuple[int, bool]:
    kind = KINDS.index(claim.kind) if claim.kind in KINDS else len(KINDS)
    return kind, claim.value is None


def _claim(claim: Claim) -> Facts:
    doubts = [said(AMBIGUITIES[key]) for key in claim.ambiguity if key in AMBIGUITIES]
    where = [part for part in (claim.region, claim.subject) if part]
    return {
        "phrase": claim.source_phrase,
        "language": "zh-CN"
        if any("\u4e00" <= sign <= "\u9fff" for sign in claim.source_phrase)
        else "en",
        "kind": claim.kind,
        "indicator": claim.indicator,
        "about": "·".join(where),
        "value": _value(claim),
        "period": claim.deadline or claim.period,
        "doubt": {
            "en": " ".join(doubt["en"] for doubt in doubts),
            "zh": "".join(doubt["zh"] for doubt in doubts),
        },
        "confidence": plain(claim.confidence),
    }


def _value(claim: Claim) -> str | None:
    if claim.value is None:
        return None
    ends = claim.value if isinstance(claim.value, tuple) else (claim.value,)
    digits = "–".join(f"{end:,.10g}" for end in ends)
    unit = claim.unit or ""
    gap = " " if unit[:1].isascii() and unit[:1].isalpha() else ""
    return f"{SIGNS.get(claim.comparator or '', '')}{digits}{gap}{unit}"
