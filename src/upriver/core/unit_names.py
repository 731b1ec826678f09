"""What a unit is called by a reader, and the number that goes with that name."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from upriver.core.message import Message

if TYPE_CHECKING:
    from upriver.core.message import Language

# Unit in the package: factor and name for readers, English then Chinese.
_UNITS: dict[str, tuple[tuple[float, str], tuple[float, str]]] = {
    "1e8 CNY": ((0.1, "CNY billion"), (1, "亿元")),
    "亿元": ((0.1, "CNY billion"), (1, "亿元")),
    "1e4 CNY": ((0.01, "CNY million"), (1, "万元")),
    "CNY": ((1, "CNY"), (1, "元")),
    "1e12 CNY": ((1, "CNY trillion"), (1, "万亿元")),
    "万亿元": ((1, "CNY trillion"), (1, "万亿元")),
    "ratio": ((100, "%"), (100, "%")),
    "percent": ((1, "%"), (1, "%")),
    "pp": ((1, "points"), (1, "个百分点")),
    "persons": ((1, "people"), (1, "人")),
    "1e4 persons": ((10, "thousand people"), (1, "万人")),
    "万人": ((10, "thousand people"), (1, "万人")),
    "passengers": ((1, "passengers"), (1, "人次")),
    "1e4 passengers": ((0.01, "million passengers"), (1, "万人次")),
    "万人次": ((0.01, "million passengers"), (1, "万人次")),
    "vehicles": ((1, "vehicles"), (1, "辆")),
    "1e4 vehicles": ((10, "thousand vehicles"), (1, "万辆")),
    "万辆": ((10, "thousand vehicles"), (1, "万辆")),
    "firms": ((1, "firms"), (1, "家")),
    "items": ((1, ""), (1, "个")),
    "routes": ((1, "routes"), (1, "条")),
    "flights": ((1, "flights"), (1, "班")),
    "flights/week": ((1, "flights a week"), (1, "班/周")),
    "t": ((1, "t"), (1, "吨")),
    "t/a": ((1, "t a year"), (1, "吨/年")),
    "1e4 t": ((10, "kt"), (1, "万吨")),
    "万吨": ((10, "kt"), (1, "万吨")),
    "1e8 t": ((100, "Mt"), (1, "亿吨")),
    "tce": ((1, "tce"), (1, "吨标准煤")),
    "1e4 tce": ((10, "ktce"), (1, "万吨标准煤")),
    "m3": ((1, "m³"), (1, "立方米")),
    "1e8 m3": ((0.1, "km³"), (1, "亿立方米")),
    "ug/m3": ((1, "µg/m³"), (1, "微克/立方米")),
    "km2": ((1, "km²"), (1, "平方公里")),
    "mu": ((1, "mu"), (1, "亩")),
    "1e4 mu": ((10, "thousand mu"), (1, "万亩")),
    "ha": ((1, "ha"), (1, "公顷")),
    "1e4 ha": ((10, "thousand ha"), (1, "万公顷")),
    "hm2": ((1, "ha"), (1, "公顷")),
    "places": ((1, ""), (1, "位")),
    "times": ((1, "times"), (1, "倍")),
    "GWh": ((1, "GWh"), (1, "GWh")),
    "kW": ((1, "kW"), (1, "千瓦")),
    "kWh": ((1, "kWh"), (1, "千瓦时")),
    "%": ((1, "%"), (1, "%")),
    "patents": ((1, "patents"), (1, "件")),
    "units": ((1, "units"), (1, "台")),
    "day": ((1, "days"), (1, "天")),
    "days": ((1, "days"), (1, "天")),
    "CNY/CNY": ((1, "CNY per CNY"), (1, "元/元")),
    "patents/1e4 person": ((1, "patents per 10,000 people"), (1, "件/万人")),
    "tce/1e4 CNY": ((1, "tce per CNY 10,000"), (1, "吨标准煤/万元")),
    "1": ((1, ""), (1, "")),
    "1e8 CNY/km2": ((0.1, "billion CNY per km²"), (1, "亿元/平方公里")),
    "1e4 CNY/person": ((10, "thousand CNY per person"), (1, "万元/人")),
}

_SCALES: dict[str, tuple[tuple[float, str], tuple[float, str]]] = {
    "1e3": ((1, "thousand"), (0.1, "万")),
    "1e4": ((10, "thousand"), (1, "万")),
    "1e6": ((1, "million"), (100, "万")),
    "1e8": ((100, "million"), (1, "亿")),
}

# Units of the tables in Chinese, where the size stays the same.
_SAME_SIZE = {unit: name for unit, (_, (factor, name)) in _UNITS.items() if factor == 1} | {
    "person": "人", "ratio": "比例", "a": "年",
}  # fmt: skip
_SIZES = {"1e3": "千", "1e4": "万", "1e6": "百万", "1e8": "亿"}
_SYMBOL = re.compile(
    rf"(?<!\w)(?:(?P<size>{'|'.join(_SIZES)}) )?"
    rf"(?P<unit>{'|'.join(sorted(map(re.escape, _SAME_SIZE), key=len, reverse=True))})(?!\w)"
)
UNIT = Message("Unit", "单位")
"""Heading of a column of units."""


def _known(unit: str, language: Language) -> tuple[float, str]:
    """Factor and name of a unit; one that is not listed keeps its symbol and gets a scale word."""
    zh = language == "zh"
    if unit in _UNITS:
        return _UNITS[unit][zh]
    scale, gap, base = unit.partition(" ")
    if gap and scale in _SCALES:
        factor, word = _SCALES[scale][zh]
        inner, name = _known(base, language)
        if inner == 1:
            return factor, f"{word}{name}" if zh else f"{word} {name}"
    return 1, unit


def unit_name(unit: str, language: Language) -> str:
    """Name of a unit in the reader's language.

    Parameters
    ----------
    unit : str
        The unit as the package writes it.
    language : {"en", "zh"}
        The reader's language.

    Returns
    -------
    str
        Its usual name; the unit itself when it has none here.

    Examples
    --------
    >>> unit_name("1e8 CNY", "zh"), unit_name("1e8 CNY", "en"), unit_name("1e4 kW", "en")
    ('亿元', 'CNY billion', 'thousand kW')
    """
    return _known(unit, language)[1]


def unit_word(unit: str, language: Language) -> str:
    """A unit in the reader's language that goes with the package's own number.

    Parameters
    ----------
    unit : str
        Such as ``1e8 CNY``.
    language : {"en", "zh"}
        The reader's language.

    Returns
    -------
    str
        The unit; the same where no other word is known.

    Examples
    --------
    >>> unit_word("1e4 CNY/person", "zh"), unit_word("1e4 CNY/person", "en")
    ('万元/人', '1e4 CNY/person')
    """
    if language == "en":
        return unit
    return _SYMBOL.sub(lambda met: f"{_SIZES.get(met['size'], '')}{_SAME_SIZE[met['unit']]}", unit)


def in_unit(value: float | None, unit: str, language: Language) -> float | None:
    """The number that goes with :func:`unit_name`.

    Parameters
    ----------
    value : float, optional
        In the package's unit.
    unit : str
        The unit as the package writes it.
    language : {"en", "zh"}
        The reader's language.

    Returns
    -------
    float, optional
        Missing when unknown.

    Examples
    --------
    >>> in_unit(250.0, "1e8 CNY", "en")
    25.0
    """
    if value is None or math.isnan(value):
        return None
    return value * _known(unit, language)[0]
