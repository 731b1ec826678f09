"""English lists that are shared out: exports and imports grew by 5% and 6% respectively."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from upriver.documents.english import english_indicator
from upriver.documents.rules import has_latin

if TYPE_CHECKING:
    from upriver.documents.passages import Passage
    from upriver.documents.sentences import Sentence

_SHARED = re.compile("respectively", re.IGNORECASE)
_SPLIT = re.compile(r",\s*(?:and\s+)?|\s+and\s+")
# the added value of the primary: what leads the first item leads all.
_HEAD = re.compile(r"(?P<head>.*\bof (?:the |its )?)(?P<item>[^,]+)", re.DOTALL)


def _names(subject: str, count: int) -> tuple[str, ...]:
    """Items of a list of subjects, each with the head and the noun that they share."""
    items = [item.strip() for item in _SPLIT.split(subject) if item.strip()]
    if len(items) < count:
        return ()
    led = _HEAD.fullmatch(items[-count])
    head = led["head"] if led else ""
    items = [led["item"] if led else items[-count], *items[len(items) - count + 1 :]]
    last = items[-1].split()
    if len(last) > 1 and all(len(item.split()) == 1 for item in items[:-1]):
        items = [f"{item} {' '.join(last[1:])}" for item in items[:-1]] + items[-1:]
    return tuple(english_indicator(f"{head}{item}", "") for item in items)


def _of_sentence(passage: Passage, sentence: Sentence) -> dict[int, str]:
    numbers = passage.quantities_in(sentence.start, sentence.end)
    if len(numbers) < 2:
        return {}
    kinds = {number.kind for number in numbers}
    subject = passage.plain[sentence.start : numbers[0].start]
    verb = english_indicator(subject.rpartition(" and ")[2], "")
    at = subject.rfind(verb) if verb else -1
    names = _names(subject[: at + len(verb)], len(numbers)) if at >= 0 and len(kinds) == 1 else ()
    return dict(zip((number.start for number in numbers), names, strict=False))


def shared_out(passage: Passage) -> dict[int, str]:
    """Indicators of numbers that a sentence hands out one to one.

    Parameters
    ----------
    passage : Passage
        The paragraph.

    Returns
    -------
    dict of int to str
        Where a number begins, and what it measures; empty where no sentence says
        "respectively".
    """
    found: dict[int, str] = {}
    for match in _SHARED.finditer(passage.text) if has_latin(passage.text) else ():
        found |= _of_sentence(passage, passage.sentence_at(match.start()))
    return found
