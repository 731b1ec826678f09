"""How much money: amounts behind a sign, such as £195m, S$8.5 billion and US$1.24 trillion."""

from __future__ import annotations

import re

from upriver.documents.amounts import Quantity
from upriver.documents.bounds import bound_of
from upriver.documents.numbers import ENGLISH_SCALES, parse_numeral, times_scale

SHORT_SCALES = {
    "tn": "trillion",
    "bn": "billion",
    "mn": "million",
    "m": "million",
    "k": "thousand",
}
_CURRENCIES = {"$": "美元", "US$": "美元", "USD": "美元", "£": "英镑", "€": "欧元"}
# S$12 billion: what stands before the dollar sign says whose it is.
_DOLLARS = {"S": "新加坡元", "A": "澳元", "C": "加元", "HK": "港元", "NZ": "新西兰元"}
_WHOSE = re.compile("(?<![A-Za-z])(?:HK|NZ|[SAC])$")


def currency(match: re.Match[str], text: str) -> Quantity:
    """Amount behind a sign of currency.

    Parameters
    ----------
    match : re.Match
        A match with the groups ``cur``, ``cnum``, ``cscale`` and ``cshort``.
    text : str
        The paragraph.

    Returns
    -------
    Quantity
        The amount, with the sign as it is printed.
    """
    value = parse_numeral(match["cnum"].replace(" ", "")) or 0
    scale = match["cscale"] or SHORT_SCALES.get(match["cshort"] or "", "")
    start = match.start()
    whose = _WHOSE.search(text, max(0, start - 3), start) if match["cur"] == "$" else None
    unit = _DOLLARS[whose.group()] if whose else _CURRENCIES.get(match["cur"], "元")
    start = whose.start() if whose else start
    sign, start, end = bound_of(text, start, match.end(), more=False)
    printed = f"{whose.group() if whose else ''}{match['cur']} {scale}".strip()
    norm = times_scale(value, ENGLISH_SCALES.get(scale, 1.0))
    return Quantity(start, end, value, printed, norm, unit, "money", sign)
