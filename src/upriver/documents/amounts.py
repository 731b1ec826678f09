"""An amount in words of a text: its value, its unit and the scale between the two."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from upriver.documents.numbers import parse_numeral, times_scale
from upriver.documents.rules import rows

Number = float | int
_SCALED = re.compile(r"(.*?[^百千万亿])([百千]?[万亿]+|(?<=\d)[百千])")
_MYRIADS = re.compile("[万亿]")
_SCALES = frozenset("百千万亿")
_COUNTING = frozenset({"ratio", "money", "multiple", "points"})


class Quantity(NamedTuple):
    """A number in words of the text.

    Parameters
    ----------
    start, end : int
        Offsets in the paragraph, comparator words included.
    value : number or pair of numbers, optional
        Printed value; missing where it is only named.
    unit : str
        Printed unit, with its scale, such as ``"亿元"``.
    value_norm : number or pair of numbers, optional
        Value in ``unit_norm``.
    unit_norm : str
        Unit without scale.
    kind : str
        Kind of the unit: ratio, points, multiple, money, count, flow, physical, time.
    comparator : str
        ``= > >= < <= ~ ~> ~< x range``.
    han : bool
        Whether the numeral is Chinese.
    growth_kind : str, optional
        Given where the words fix it, such as 全覆盖 (share) and 翻番 (multiple).
    notes : tuple of str
        What is uncertain.
    """

    start: int
    end: int
    value: Number | tuple[Number, Number] | None
    unit: str
    value_norm: Number | tuple[Number, Number] | None
    unit_norm: str
    kind: str
    comparator: str
    han: bool = False
    growth_kind: str | None = None
    notes: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def units() -> dict[str, tuple[str, float, str]]:
    """Units of the grammar.

    Returns
    -------
    dict of str to tuple
        Printed unit to its unit without scale, its factor and its kind.
    """
    return {row["unit"]: (row["norm"], float(row["factor"]), row["kind"]) for row in rows("units")}


@lru_cache(maxsize=1)
def article_units() -> frozenset[str]:
    """Chinese units that make words, not counts, of 一 and 两.

    Returns
    -------
    frozenset of str
        Such as 个 and 次, not 倍 and 元.
    """
    return frozenset(
        row["unit"] for row in rows("units")
        if row["language"] == "zh" and row["kind"] not in _COUNTING and float(row["factor"]) <= 1
    )  # fmt: skip


def is_article(quantity: Quantity) -> bool:
    """Whether a Chinese numeral with its unit is a word: 一家, 两个.

    Parameters
    ----------
    quantity : Quantity
        The quantity.

    Returns
    -------
    bool
        True up to two, unless its unit counts even them.
    """
    if quantity.kind in _COUNTING:
        return False
    norm = quantity.value_norm
    return not isinstance(norm, tuple) and norm is not None and norm <= 2


def scaled(value: Number | tuple[Number, Number], factor: float) -> Number | tuple[Number, Number]:
    """Value in a unit that is ``factor`` times as large.

    Parameters
    ----------
    value : number or pair of numbers
        A printed value.
    factor : float
        Factor of its unit.

    Returns
    -------
    number or pair of numbers
        The product.
    """
    if isinstance(value, tuple):
        return times_scale(value[0], factor), times_scale(value[1], factor)
    return times_scale(value, factor)


@lru_cache(maxsize=4096)
def split_scale(numeral: str) -> tuple[str, str]:
    """Head and scale of a numeral, so that 3.5亿 stays 3.5 in printed units of 亿.

    Parameters
    ----------
    numeral : str
        A numeral.

    Returns
    -------
    tuple of str
        Head and scale; the scale is empty where the numeral has none.

    Examples
    --------
    >>> split_scale("3.5亿"), split_scale("三千亿"), split_scale("120")
    (('3.5', '亿'), ('三千', '亿'), ('120', ''))
    """
    match = _SCALED.fullmatch(numeral) if numeral[-1:] in _SCALES else None
    if match is None or _MYRIADS.search(match.group(1)):
        return numeral, ""
    if match.group(2)[0] in "百千" and not match.group(1)[-1].isdigit():
        return match.group(1) + match.group(2)[0], match.group(2)[1:]
    return match.group(1), match.group(2)


def scale_factor(scale: str) -> float:
    """Number that a scale such as 万 or 百亿 stands for.

    Parameters
    ----------
    scale : str
        The scale, or nothing.

    Returns
    -------
    float
        1 for nothing.
    """
    return float(parse_numeral(scale) or 1) if scale else 1.0
