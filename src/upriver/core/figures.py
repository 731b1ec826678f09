"""How a number is written for a reader: fixed digits, his unit, and a dash for the unknown."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

from upriver.core.message import Message
from upriver.core.unit_names import in_unit, unit_name

if TYPE_CHECKING:
    from upriver.core.message import Language

UNKNOWN = "–"
SMALL_MONEY = {"en": 1e-3, "zh": 0.1}  # 1e8 CNY below which a smaller unit reads better
_MINUS = "\u2212"


def number(value: float | None, digits: int | None = None, *, significant: int = 3) -> str:
    """A number with separators.

    Parameters
    ----------
    value : float, optional
        Missing or NaN is unknown.
    digits : int, optional
        Digits behind the point. Default: as many as ``significant`` asks for.
    significant : int
        Digits that count, where ``digits`` is not given; no more than that many behind the point.

    Returns
    -------
    str
        For example ``1,234`` or ``0.56``; a dash when unknown.

    Examples
    --------
    >>> number(1234.5), number(0.5614), number(None)
    ('1,234', '0.561', '–')
    """
    if value is None or math.isnan(value):
        return UNKNOWN
    size = abs(value)
    if digits is None:
        first = math.floor(math.log10(size)) if size else significant
        digits = min(max(significant - 1 - first, 0), significant)
        text = f"{size:,.{digits}f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
    else:
        text = f"{size:,.{digits}f}"
    negative = value < 0 and any(sign in "123456789" for sign in text)
    return f"{_MINUS}{text}" if negative else text


def percent(value: float | None, digits: int = 0) -> str:
    """A share as a percentage.

    Parameters
    ----------
    value : float, optional
        A ratio; missing or NaN is unknown.
    digits : int
        Digits behind the point.

    Returns
    -------
    str
        For example ``12%``; a dash when unknown. What is not nought is not shown as nought.

    Examples
    --------
    >>> percent(0.123), percent(0.004), percent(None)
    ('12%', '<1%', '–')
    """
    if value is None or math.isnan(value):
        return UNKNOWN
    step = 10.0**-digits
    if 0 < abs(value) * 100 < step / 2:
        least = f"{step:.{digits}f}%"
        return f"<{least}" if value > 0 else f">{_MINUS}{least}"
    return f"{number(value * 100, digits)}%"


def quantity(value: float | None, unit: str, language: Language, *, significant: int = 3) -> str:
    """A number with its unit, for a sentence or a cell that mixes units.

    Parameters
    ----------
    value : float, optional
        In the package's unit.
    unit : str
        The unit as the package writes it.
    language : {"en", "zh"}
        The reader's language.
    significant : int
        Digits that count.

    Returns
    -------
    str
        For example ``CNY 25 billion`` or ``250 亿元``; a dash when unknown.

    Examples
    --------
    >>> quantity(0.36, "ratio", "en"), quantity(90, "1e8 CNY", "zh"), quantity(90, "1e8 CNY", "en")
    ('36%', '90 亿元', 'CNY 9 billion')
    >>> quantity(100, "1e4 vehicles", "en"), quantity(3213, "1e4 persons", "en")
    ('1 million vehicles', '32.1 million people')
    """
    shown = in_unit(value, unit, language)
    if shown is None:
        return UNKNOWN
    if unit in {"1e8 CNY", "亿元"}:
        return money(value, language, significant=significant)
    name = unit_name(unit, language)
    if name.startswith("thousand ") and abs(shown) >= 1e3:
        shown, name = shown / 1e3, f"million {name[len('thousand ') :]}"
    told = number(shown, significant=significant)
    if name == "%":
        return f"{told}%"
    if name.startswith("CNY ") and "per" not in name:
        return f"CNY {told} {name[4:]}"
    return f"{told} {name}".strip()


def said(value: float | None, unit: str) -> Message:
    """A number with its unit, for a sentence on one figure: four digits count.

    Parameters
    ----------
    value : float, optional
        In the package's unit.
    unit : str
        The unit as the package writes it.

    Returns
    -------
    Message
        For example ``CNY 720 billion`` and ``7,200 亿元``; a dash when unknown.

    Examples
    --------
    >>> said(7200.0, "1e8 CNY").en, said(7200.0, "1e8 CNY").zh, said(71.67, "%").en
    ('CNY 720 billion', '7,200 亿元', '71.67%')
    """
    return Message(
        quantity(value, unit, "en", significant=4), quantity(value, unit, "zh", significant=4)
    )


def one(unit: str, language: Language) -> str:
    """One of a unit, behind a stroke.

    Parameters
    ----------
    unit : str
        The unit as the package writes it.
    language : {"en", "zh"}
        The reader's language.

    Returns
    -------
    str
        Its name, with a number only where the reader's unit is of another size.

    Examples
    --------
    >>> one("1e4 t", "zh"), one("1e4 t", "en")
    ('万吨', '10 kt')
    """
    return (
        unit_name(unit, language)
        if in_unit(1.0, unit, language) == 1.0
        else quantity(1.0, unit, language)
    )


def move(down: float | None, up: float | None, unit: str, language: Language) -> str:
    """How far something may move, down and up.

    Parameters
    ----------
    down, up : float, optional
        In the package's unit; missing where nothing ends the move.
    unit : str
        The unit as the package writes it.
    language : {"en", "zh"}
        The reader's language.

    Returns
    -------
    str
        For example ``−0.5 … +12 t``; an infinite end is ``∞``.

    Examples
    --------
    >>> move(-0.5, 12, "t", "en"), move(None, 3, "t", "zh"), move(0, 1.5, "1e8 CNY", "zh")
    ('−0.5 … +12 t', '−∞ … +3 吨', '0 … +1.5 亿元')
    """
    ends = []
    for sign, value in ((_MINUS, down), ("+", up)):
        shown = in_unit(value, unit, language)
        if value is None or shown is None:
            ends.append(f"{sign}∞")
        elif abs(value) <= (1e-8 if unit == "1e8 CNY" else 0.0):  # less than a yuan is nothing
            ends.append("0")
        elif unit == "1e8 CNY":
            ends.append(f"{sign}{money(abs(value), language)}")
        else:
            ends.append(f"{sign}{number(abs(shown))}")
    told = f"{ends[0]} … {ends[1]}"
    return told if unit == "1e8 CNY" else f"{told} {unit_name(unit, language)}".strip()


def money(value: float | None, language: Language, *, significant: int = 3) -> str:
    """An amount for a sentence, in the size a reader would use.

    Parameters
    ----------
    value : float, optional
        In 1e8 CNY.
    language : {"en", "zh"}
        The reader's language.
    significant : int
        Digits that count.

    Returns
    -------
    str
        For example ``CNY 3.01 trillion`` or ``3.01 万亿元``; a dash when unknown.

    Examples
    --------
    >>> money(30145.8, "en"), money(30145.8, "zh"), money(0.4, "en")
    ('CNY 3.01 trillion', '3.01 万亿元', 'CNY 40 million')
    >>> money(0.00002, "en"), money(0.0278, "zh"), money(0.00000004, "zh")
    ('CNY 2,000', '278 万元', '4 元')
    """
    if value is None or math.isnan(value):
        return UNKNOWN
    size, count = abs(value), partial(number, significant=significant)
    if 0 < size < SMALL_MONEY[language]:
        whole = value * 1e8
        if language == "en":
            return f"CNY {count(whole)}"
        return f"{count(whole / 1e4)} 万元" if size >= 1e-4 else f"{count(whole)} 元"
    if language == "zh":
        return f"{count(value / 1e4)} 万亿元" if size >= 1e4 else f"{count(value)} 亿元"
    if size >= 1e4:
        return f"CNY {count(value / 1e4)} trillion"
    return f"CNY {count(value / 10)} billion" if size >= 10 else f"CNY {count(value * 100)} million"
