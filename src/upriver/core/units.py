"""Units are text such as ``1e4 CNY``, ``persons``, ``t/a`` or ``CNY/CNY``, and are checked.

A unit is an optional number, a product of symbols, and at most one ``/`` with another
product below it. Chinese unit names (``亿元``, ``万吨``, ``万人次``) are symbols too, so a table
may carry either form.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from upriver.core.errors import UnitError
from upriver.core.message import Message, listing

# symbol: (base dimension, factor to the base unit). Counted things differ in kind:
# a person is not a firm, so each counted noun is a dimension of its own.
SYMBOLS: dict[str, tuple[str, float]] = {
    "CNY": ("money", 1.0), "元": ("money", 1.0), "RMB": ("money", 1.0), "人民币": ("money", 1.0),
    "USD": ("dollar", 1.0), "美元": ("dollar", 1.0),
    "persons": ("person", 1.0), "person": ("person", 1.0), "人": ("person", 1.0),
    "passengers": ("passenger", 1.0), "人次": ("passenger", 1.0),
    "households": ("household", 1.0), "户": ("household", 1.0),
    "firms": ("firm", 1.0), "家": ("firm", 1.0),
    "items": ("item", 1.0), "个": ("item", 1.0), "项": ("item", 1.0),
    "patents": ("patent", 1.0), "件": ("patent", 1.0),
    "vehicles": ("vehicle", 1.0), "辆": ("vehicle", 1.0),
    "units": ("unit", 1.0), "台": ("unit", 1.0), "片": ("unit", 1.0), "套": ("unit", 1.0),
    "routes": ("route", 1.0), "条": ("route", 1.0),
    "flights": ("flight", 1.0), "班": ("flight", 1.0), "航班": ("flight", 1.0),
    "places": ("rank", 1.0), "位": ("rank", 1.0),
    "g": ("mass", 1e-6), "ug": ("mass", 1e-12), "微克": ("mass", 1e-12), "mg": ("mass", 1e-9),
    "kg": ("mass", 1e-3), "千克": ("mass", 1e-3), "公斤": ("mass", 1e-3),
    "t": ("mass", 1.0), "吨": ("mass", 1.0),
    "tce": ("coal equivalent", 1.0), "吨标准煤": ("coal equivalent", 1.0),
    "km": ("length", 1e3), "公里": ("length", 1e3), "千米": ("length", 1e3),
    "m": ("length", 1.0), "米": ("length", 1.0),
    "km2": ("area", 1e6), "平方公里": ("area", 1e6), "m2": ("area", 1.0), "平方米": ("area", 1.0),
    "ha": ("area", 1e4), "hm2": ("area", 1e4), "公顷": ("area", 1e4),
    "mu": ("area", 1e4 / 15), "亩": ("area", 1e4 / 15),
    "m3": ("volume", 1.0), "立方米": ("volume", 1.0),
    "Wh": ("energy", 1e-3), "kWh": ("energy", 1.0), "千瓦时": ("energy", 1.0),
    "MWh": ("energy", 1e3), "GWh": ("energy", 1e6), "TWh": ("energy", 1e9),
    "kW": ("power", 1.0), "千瓦": ("power", 1.0), "MW": ("power", 1e3), "GW": ("power", 1e6),
    "a": ("time", 1.0), "year": ("time", 1.0), "年": ("time", 1.0),
    "month": ("time", 1 / 12), "月": ("time", 1 / 12),
    "week": ("time", 7 / 365.25), "周": ("time", 7 / 365.25),
    "day": ("time", 1 / 365.25), "days": ("time", 1 / 365.25),
    "天": ("time", 1 / 365.25), "日": ("time", 1 / 365.25),
    "ratio": ("", 1.0), "%": ("", 0.01), "percent": ("", 0.01), "‰": ("", 0.001),
    "pp": ("", 0.01), "个百分点": ("", 0.01), "百分点": ("", 0.01),
    "times": ("", 1.0), "倍": ("", 1.0),
}  # fmt: skip
POINTS = frozenset({"pp", "个百分点", "百分点"})
"""Names of percentage points: a change of a share, never its level."""
SCALES: dict[str, float] = {"百": 1e2, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7,
                            "亿": 1e8, "百亿": 1e10, "千亿": 1e11, "万亿": 1e12}  # fmt: skip
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")


@dataclass(frozen=True)
class Unit:
    """A unit: a factor and the powers of its base dimensions.

    Parameters
    ----------
    text : str
        The unit as it was written.
    factor : float
        One such unit in base units.
    powers : tuple of (str, int)
        Base dimensions and their powers, sorted.
    """

    text: str
    factor: float
    powers: tuple[tuple[str, int], ...]


def _refuse(text: str, symbol: str) -> UnitError:
    near = [known for known in SYMBOLS if known.lower() == symbol.lower()] or [
        "CNY", "persons", "t",
    ]  # fmt: skip
    return UnitError(
        Message(
            f"Unknown unit {symbol!r} in {text!r}.", f"{text!r} 中的单位 {symbol!r} 无法识别。"
        ),
        Message(
            f"Write a unit such as {listing(near)}, '1e4 CNY' or 'CNY/CNY'.",
            f"请写成 {listing(near)}、'1e4 CNY' 或 'CNY/CNY' 这样的单位。",
        ),
    )


def _symbol(text: str, word: str) -> tuple[str, float]:
    """Base dimension and factor of one word, with a leading Chinese scale if it has one."""
    if word in SYMBOLS:
        return SYMBOLS[word]
    for scale in sorted(SCALES, key=len, reverse=True):
        if word.startswith(scale) and word[len(scale) :] in SYMBOLS:
            base, factor = SYMBOLS[word[len(scale) :]]
            return base, factor * SCALES[scale]
    raise _refuse(text, word)


@lru_cache(maxsize=4096)
def parse_unit(text: str) -> Unit:
    """Read a unit.

    Parameters
    ----------
    text : str
        For example ``"1e4 CNY"``, ``"persons"``, ``"CNY/CNY"``, ``"亿元"``, ``"1"``.

    Returns
    -------
    Unit
        Factor and dimensions.

    Raises
    ------
    UnitError
        If a symbol is unknown or the text is empty.

    Examples
    --------
    >>> parse_unit("1e4 CNY").factor
    10000.0
    >>> parse_unit("亿元") == parse_unit("亿元")
    True
    >>> parse_unit("t/1e4 CNY").powers
    (('mass', 1), ('money', -1))
    """
    stripped = text.strip()
    sides = stripped.split("/")
    if not stripped or len(sides) > 2 or not all(side.strip() for side in sides):
        raise _refuse(text, stripped)
    factor, powers = 1.0, Counter[str]()
    for sign, side in zip((1, -1), sides, strict=False):
        for word in side.replace("*", " ").replace("·", " ").split():
            if _NUMBER.fullmatch(word):
                factor *= float(word) ** sign
                continue
            leading = _NUMBER.match(word)
            if leading:
                factor *= float(leading.group()) ** sign
            bare = word[leading.end() :] if leading else word
            base, scale = _symbol(text, bare)
            factor *= scale**sign
            powers[base] += sign if base else 0
    kept = tuple(sorted((base, power) for base, power in powers.items() if base and power))
    return Unit(stripped, factor, kept)


def conversion_factor(unit_from: str, unit_to: str) -> float:
    """Number that turns a value in one unit into a value in another.

    Parameters
    ----------
    unit_from, unit_to : str
        Two units of the same kind.

    Returns
    -------
    float
        ``value_to = factor * value_from``.

    Raises
    ------
    UnitError
        If a unit is unknown or the two are of different kinds.

    Examples
    --------
    >>> conversion_factor("亿元", "1e4 CNY")
    10000.0
    """
    source, target = parse_unit(unit_from), parse_unit(unit_to)
    if source.powers != target.powers:
        raise UnitError(
            Message(
                f"Cannot convert {unit_from!r} to {unit_to!r}: they measure different things.",
                f"无法把 {unit_from!r} 换算为 {unit_to!r}：二者量纲不同。",
            ),
            Message("Correct the unit column.", "请改正单位列。"),
        )
    return source.factor / target.factor


def convert(value: float, unit_from: str, unit_to: str) -> float:
    """Value in another unit.

    Parameters
    ----------
    value : float
        The number.
    unit_from, unit_to : str
        Two units of the same kind.

    Returns
    -------
    float
        The number in ``unit_to``.

    Raises
    ------
    UnitError
        If a unit is unknown or the two are of different kinds.

    Examples
    --------
    >>> convert(7200, "亿元", "CNY")
    720000000000.0
    """
    return value * conversion_factor(unit_from, unit_to)
