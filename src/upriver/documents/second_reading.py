"""Which answers of a language model can stand: those whose words and numbers are in the text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from upriver.core.message import Message
from upriver.documents.claims import Claim
from upriver.documents.extract import extract_claims
from upriver.documents.growth import growth_kind
from upriver.documents.indicators import is_lower_better
from upriver.documents.numbers import narrow
from upriver.documents.quantities import find_quantities
from upriver.documents.reading import Document
from upriver.documents.times import find_times

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from upriver.documents.amounts import Quantity

MARK = "second-reading"
CONFIDENCE = 0.4  # below every claim of the rules that is not doubtful
KINDS = ("statistic", "target", "forecast")
LONGEST_PHRASE = 300


@dataclass(frozen=True, slots=True)
class Refusal:
    """One answer that was not accepted.

    Parameters
    ----------
    phrase : str
        The words it gave, shortened.
    reason : Message
        Why it cannot stand.
    """

    phrase: str
    reason: Message


@dataclass(frozen=True, slots=True)
class SecondReading:
    """What is left of a model's answers.

    Parameters
    ----------
    claims : tuple of Claim
        Claims that the rules had not found; all of them are marked ``second-reading``.
    known : int
        Answers that the rules had found already.
    refused : tuple of Refusal
        Answers that cannot stand.
    """

    claims: tuple[Claim, ...]
    known: int
    refused: tuple[Refusal, ...]


_NOT_THERE = Message(
    "The phrase does not stand in the text at the offset given.", "原文在所给位置上没有这句话。"
)
_NO_ANSWER = Message(
    "It names no phrase, offset and kind as was asked.", "未按要求给出短语、位置与类型。"
)
_NO_NUMBER = Message(
    "The rules read no number in the phrase, or several.", "规则在短语中读不出唯一的数值。"
)
_OTHER_NUMBER = Message(
    "The number it gives is not the one that the rules read in the phrase.",
    "所给数值与规则从短语中读出的不一致。",
)
_NO_INDICATOR = Message(
    "The indicator it gives does not stand in the phrase or the words before it.",
    "所给指标不在短语及其前文中。",
)


def _place_of(text: str, answer: Mapping[str, Any]) -> tuple[int, int] | None:
    """Span of the phrase; none unless it stands exactly there."""
    phrase, start = answer.get("source_phrase"), answer.get("start")
    if not isinstance(phrase, str) or isinstance(start, bool) or not isinstance(start, int):
        return None
    if not phrase.strip() or start < 0 or text[start : start + len(phrase)] != phrase:
        return None
    return start, start + len(phrase)


def _is_same(number: object, quantity: Quantity) -> bool:
    """Whether a number that was given is the one that was read, as printed or without scale."""
    if isinstance(number, bool) or not isinstance(number, int | float):
        return False
    read = (quantity.value, quantity.value_norm)
    return any(isinstance(each, int | float) and abs(each) == abs(number) for each in read)


def _quantities(phrase: str, today: date | None) -> tuple[Quantity, ...]:
    times = find_times(phrase, today=today)
    masks = tuple(sorted((time.start, time.end) for time in times))
    return tuple(q for q in find_quantities(phrase, masks=masks) if q.value is not None)


def _times_of(phrase: str, kind: str, today: date | None) -> tuple[str | None, str | None]:
    """Period and deadline that the phrase itself states."""
    stated = [time for time in find_times(phrase, today=today) if time.period]
    last = stated[-1].period if stated else None
    return (last, last) if kind == "target" else (last, None)


def _claim(
    document: Document, answer: Mapping[str, Any], span: tuple[int, int], today: date | None
) -> Claim | Message:
    """Claim of an answer, read by the rules from its phrase; or why there is none."""
    start, end = span
    phrase = narrow(document.text[start:end])
    kind, indicator = answer["kind"], answer.get("indicator")
    around = document.text[max(0, start - LONGEST_PHRASE) : end]
    if not isinstance(indicator, str) or not indicator or indicator not in around:
        return _NO_INDICATOR
    found = [q for q in _quantities(phrase, today) if _is_same(answer.get("value"), q)]
    if not _quantities(phrase, today):
        return _NO_NUMBER
    if len(found) != 1:
        return _OTHER_NUMBER
    quantity = found[0]
    left, right = phrase[: quantity.start], phrase[quantity.end :]
    growth = quantity.growth_kind or growth_kind(left, right, kind=quantity.kind)
    comparator = quantity.comparator
    if kind == "target" and comparator == "=":
        comparator = "<=" if is_lower_better(indicator) else ">="
    period, deadline = _times_of(phrase, kind, today)
    region = answer.get("region")
    known_region = region if isinstance(region, str) and region in document.text else None
    notes = [MARK, *quantity.notes]
    notes += [] if period else ["period-not-stated"]
    notes += [] if known_region else ["region-not-stated"]
    return Claim(
        kind=kind, region=known_region, speaker=None, subject=None, indicator=indicator,
        comparator=comparator, value=quantity.value, unit=quantity.unit or None,
        value_norm=quantity.value_norm, unit_norm=quantity.unit_norm or None,
        growth_kind=growth, base=None, period=period, deadline=deadline,
        source_phrase=document.text[start:end], start=start, end=end,
        ambiguity=tuple(dict.fromkeys(notes)), confidence=CONFIDENCE,
    )  # fmt: skip


def _is_known(claim: Claim, first: Sequence[Claim]) -> bool:
    return any(
        each.value_norm == claim.value_norm
        and each.unit_norm == claim.unit_norm
        and each.start < claim.end
        and claim.start < each.end
        for each in first
    )


def check_answers(
    document: Document,
    answers: Sequence[object],
    *,
    first: Sequence[Claim],
    date: date | None,
    region: str | None = None,
) -> SecondReading:
    """Keep what can stand of a model's answers.

    Parameters
    ----------
    document : Document
        The document that the model was shown.
    answers : sequence
        What it gave: objects with ``kind``, ``source_phrase``, ``start``, ``indicator``,
        ``value`` and perhaps ``region``. Whatever is not of this form is refused.
    first : sequence of Claim
        Claims of the rules.
    date : date, optional
        When the document was written.
    region : str, optional
        The place it is about.

    Returns
    -------
    SecondReading
        Claims that are new, how many were known, and what was refused with its reason.

    Notes
    -----
    The model only points. Its phrase must stand in the text at the offset that it gives; value,
    unit, comparator, growth and time are read from that phrase by the rules, and the value must
    be the one that the model gave. The indicator and the region must be words of the text. What
    the model says beyond that is dropped.

    Examples
    --------
    >>> text = "外贸方面，实绩企业那时便有31家。"
    >>> answer = {"kind": "statistic", "source_phrase": "实绩企业那时便有31家", "start": 5,
    ...           "indicator": "实绩企业", "value": 31}
    >>> reading = check_answers(Document("a", text), [answer, {**answer, "start": 6}],
    ...                         first=(), date=None)
    >>> [claim.value for claim in reading.claims], len(reading.refused)
    ([31], 1)
    """
    claims: list[Claim] = []
    refused: list[Refusal] = []
    known = 0
    for answer in answers:
        if not isinstance(answer, dict) or answer.get("kind") not in KINDS:
            refused.append(Refusal(_shown(answer), _NO_ANSWER))
            continue
        span = _place_of(document.text, answer)
        if span is None or span[1] - span[0] > LONGEST_PHRASE:
            refused.append(Refusal(_shown(answer), _NOT_THERE))
            continue
        claim = _claim(document, answer, span, date)
        if isinstance(claim, Message):
            refused.append(Refusal(_shown(answer), claim))
        elif _is_known(claim, [*first, *claims]):
            known += 1
        else:
            claims.append(_with_place(claim, document, date, region))
    return SecondReading(tuple(claims), known, tuple(refused))


def _with_place(claim: Claim, document: Document, date: date | None, region: str | None) -> Claim:
    """Claim with the region of the document where its phrase names none."""
    if claim.region or not region:
        return claim
    alone = Document(document.name, claim.source_phrase)
    own = {each.region for each in extract_claims(alone, date=date, region=region)}
    place = own.pop() if len(own) == 1 else region
    notes = tuple(note for note in claim.ambiguity if note != "region-not-stated")
    return replace(claim, region=place, ambiguity=notes)


def _shown(answer: object) -> str:
    phrase = answer.get("source_phrase") if isinstance(answer, dict) else answer
    text = str(phrase)
    return text if len(text) <= 40 else f"{text[:39]}…"
