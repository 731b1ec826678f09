"""Numbers of a list that leave their unit to the last one: 7.5、6.1个百分点."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from upriver.documents.amounts import Quantity, scale_factor, units
from upriver.documents.numbers import ARABIC_PATTERN, ENGLISH_SCALES, parse_numeral, times_scale
from upriver.documents.sentences import Cover

if TYPE_CHECKING:
    from collections.abc import Sequence

_DIGIT = re.compile(r"\d")
_JOINS = frozenset("、和及")
_LISTED = re.compile(r"(?P<n>\d+(?:\.\d+)?)(?P<s>[百千]?[万亿]{0,2})(?=[、和及])")
_FROM_TO = re.compile(
    rf"\bfrom (?P<n>{ARABIC_PATTERN})(?: (?P<s>{'|'.join(ENGLISH_SCALES)}))?"
    r"(?: in (?:19|20)\d\d)? to (?:[a-z]+ ){0,2}$"
)
_LIST_BEFORE = re.compile(r"(?<![\d.A-Za-z])(?:\d+(?:\.\d+)?[百千]?[万亿]{0,2}(?:、|和|及))+$")


def _same_unit(quantity: Quantity, match: re.Match[str]) -> Quantity:
    """The first number of "from 54 trillion to 82.7 trillion yuan"."""
    scale = match["s"] or ""
    value = parse_numeral(match["n"]) or 0
    word = quantity.unit.split()[-1]
    norm, factor, kind = units().get(word, (word, 1.0, "count"))
    return Quantity(
        match.start("n"), match.end("s") if scale else match.end("n"), value,
        f"{scale} {word}".strip(), times_scale(value, factor * ENGLISH_SCALES.get(scale, 1.0)),
        norm, kind, "=",
    )  # fmt: skip


def listed_amounts(
    found: Sequence[Quantity], text: str, masks: Sequence[tuple[int, int]]
) -> list[Quantity]:
    """Quantities that take their unit from the one at the end of their list.

    Parameters
    ----------
    found : sequence of Quantity
        Quantities with a unit of their own.
    text : str
        The paragraph.
    masks : sequence of (int, int)
        Stretches that are no quantities.

    Returns
    -------
    list of Quantity
        Those without a unit before them: 7.5 in 7.5、6.1个百分点, and 54 trillion in
        "from 54 trillion to 82.7 trillion yuan".
    """
    added: list[Quantity] = []
    cover: Cover | None = None
    is_from = "from " in text
    for quantity in found:
        if quantity.kind == "implied" or not quantity.unit or quantity.value is None:
            continue
        number = _DIGIT.search(text, quantity.start, quantity.end)
        if number is None:
            continue
        start = number.start()
        joined = text[start - 1 : start] in _JOINS
        if not (is_from or joined):
            continue
        if cover is None:
            taken = [(q.start, q.end) for q in found if q.kind != "implied"]
            cover = Cover([*masks, *taken])
        origin = _FROM_TO.search(text, max(0, start - 60), start) if is_from else None
        if origin and not cover.touches(origin.start("n"), origin.end("n")):
            added.append(_same_unit(quantity, origin))
        if joined:
            added += _before(quantity, text, start, cover)
    return added


def _before(quantity: Quantity, text: str, start: int, cover: Cover) -> list[Quantity]:
    """Numbers of the list that ends in a quantity whose digits begin at ``start``."""
    word = quantity.unit.lstrip("百千万亿")
    list_before = _LIST_BEFORE.search(text, max(0, start - 60), start)
    if list_before is None or word not in units():
        return []
    norm, factor, kind = units()[word]
    found: list[Quantity] = []
    for item in _LISTED.finditer(text, list_before.start(), start):
        if cover.touches(item.start("n"), item.end("n")):
            continue
        value = float(item["n"])
        value = int(value) if value.is_integer() else value
        scale = item["s"] or ""
        own = scale or quantity.unit[: len(quantity.unit) - len(word)]
        found.append(
            Quantity(
                item.start("n"), item.end("n") + len(scale), value, own + word,
                times_scale(value, factor * scale_factor(own)), norm, kind, "=",
            )
        )  # fmt: skip
    return found
