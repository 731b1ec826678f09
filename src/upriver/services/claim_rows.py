"""Claims as rows of a package, and the words that stand around their phrases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from upriver.documents.claims import KEYS, Claim

if TYPE_CHECKING:
    from upriver.documents.claims import Kind, Value

READERS = ("rules", "model")
_PAIRS = ("value", "value_norm")
_LISTS = ("ambiguity", "members")
_VALUELESS = frozenset({"system", "event", "plan"})
_BETWEEN = "; "


@dataclass(frozen=True)
class Context:
    """A phrase with the words around it.

    Parameters
    ----------
    before, phrase, after : str
        Words before it, the phrase itself, words behind it, on one line.
    """

    before: str
    phrase: str
    after: str

    def __str__(self) -> str:
        return f"{self.before}【{self.phrase}】{self.after}"


def context_of(text: str, claim: Claim, *, width: int = 16) -> Context:
    """Words around the phrase of a claim.

    Parameters
    ----------
    text : str
        The document; empty when it cannot be read any more.
    claim : Claim
        Its phrase and offsets.
    width : int
        How many characters are shown on each side at most.

    Returns
    -------
    Context
        The phrase alone when the text does not hold it where the claim says.

    Examples
    --------
    >>> from upriver.documents.extract import extract_claims
    >>> from upriver.documents.reading import Document
    >>> text = "据介绍，去年出口额达50亿元。预计今年更多。"
    >>> claim = extract_claims(Document("a", text), date=None, region=None)[0]
    >>> str(context_of(text, claim, width=4))
    '据介绍，【去年出口额达50亿元】。预计今'
    """
    phrase = " ".join(claim.source_phrase.split())
    if text[claim.start : claim.end] != claim.source_phrase:
        return Context("", phrase, "")
    before = " ".join(text[max(claim.start - width, 0) : claim.start].split())
    after = " ".join(text[claim.end : claim.end + width].split())
    return Context(before, phrase, after)


def ends_of(value: Value) -> tuple[float | None, float | None]:
    """Lower and upper end of a value.

    Parameters
    ----------
    value : number or pair of numbers, optional
        A value of a claim.

    Returns
    -------
    tuple of float
        The upper end is missing for a single number, both for no number.
    """
    if isinstance(value, tuple):
        return float(value[0]), float(value[1])
    return (None, None) if value is None else (float(value), None)


def _value(low: float | None, high: float | None) -> Value:
    if low is None:
        return None
    plain: list[float | int] = [
        int(end) if end == int(end) else end for end in (low, high) if end is not None
    ]
    return plain[0] if len(plain) == 1 else (plain[0], plain[1])


def claim_to_row(claim: Claim, *, key: str, document: str, reader: str) -> dict[str, Any]:
    """Claim as a row of the table ``claims``.

    Parameters
    ----------
    claim : Claim
        The claim.
    key : str
        Its key in the package.
    document : str
        Key of its document.
    reader : {"rules", "model"}
        Who found it.

    Returns
    -------
    dict
        Values by field.
    """
    row: dict[str, Any] = {"claim": key, "document": document}
    row |= {name: getattr(claim, name) for name in KEYS}
    for name in _PAIRS:
        row[name], row[f"{name}_high"] = ends_of(getattr(claim, name))
    for name in _LISTS:
        row[name] = _BETWEEN.join(getattr(claim, name)) or None
    row["reader"] = reader
    return row


def row_to_claim(row: dict[str, Any]) -> Claim:
    """Claim that a row of the table ``claims`` holds.

    Parameters
    ----------
    row : dict
        Values by field.

    Returns
    -------
    Claim
        The claim as it was read.
    """
    # Packages that an earlier release wrote have no column for what it did not read.
    plain: dict[str, Any] = {name: row.get(name) for name in KEYS}
    for name in _PAIRS:
        plain[name] = _value(row[name], row[f"{name}_high"])
    plain["kind"] = cast("Kind", row["kind"])
    for name in _LISTS:
        plain[name] = tuple(plain[name].split(_BETWEEN)) if plain[name] else ()
    plain["confidence"] = row["confidence"] if row["confidence"] is not None else 0.0
    return Claim(**plain)


def shown_value(claim: Claim) -> str:
    """Value of a claim as it was printed, with its comparator and unit.

    Parameters
    ----------
    claim : Claim
        The claim.

    Returns
    -------
    str
        Never rounded for the eye; ``"?"`` where a value belongs and is not known.

    Examples
    --------
    >>> from upriver.documents.extract import extract_claims
    >>> from upriver.documents.reading import Document
    >>> text = "出口额超过7200亿元。"
    >>> shown_value(extract_claims(Document("a", text), date=None, region=None)[0])
    '> 7,200 亿元'
    """
    if claim.kind in _VALUELESS:
        return ""
    low, high = ends_of(claim.value)
    number = "?" if low is None else f"{_value(low, None):,}"
    if high is not None:
        number = f"{number}–{_value(high, None):,}"
    sign = claim.comparator if claim.comparator not in {None, "=", "range"} else ""
    return " ".join(filter(None, (sign, number, claim.unit)))
