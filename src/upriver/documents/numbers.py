"""Which number does a numeral name: Arabic, Chinese, mixed, with 万 and 亿 tails."""

from __future__ import annotations

import re
from functools import lru_cache
from math import inf, isfinite

import cn2an

HAN = "〇零一二两三四五六七八九十百千"
SCALES: dict[str, float] = {"十": 1e1, "百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}
ENGLISH_SCALES: dict[str, float] = {
    "trillion": 1e12,
    "billion": 1e9,
    "million": 1e6,
    "thousand": 1e3,
}
ARABIC_PATTERN = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
# No numeral is longer; without bounds a page of 一 or 亿 would be read again and again.
HAN_PATTERN = f"[{HAN}]{{1,30}}(?:点[〇零一二三四五六七八九]+)?"
# 3.5亿, 1亿2000万, 三点五亿, 五千亿, 百亿; 一万二千 and 1万2千 are one number.
_BELOW_MYRIAD = f"(?:[零〇]?[一二两三四五六七八九][千百十][{HAN}]{{0,6}}|\\d[千百])(?!\\d)"
NUMERAL_PATTERN = (
    f"(?:{ARABIC_PATTERN}|{HAN_PATTERN})(?:[百千](?![克米瓦]))?[万亿]{{0,4}}"
    f"(?:(?<=亿)(?:{ARABIC_PATTERN}|{HAN_PATTERN})万|(?<=[{HAN}\\d]万){_BELOW_MYRIAD})?"
    "|(?<![万亿])[百千]?[万亿]{1,4}"
)
WIDE = dict(zip("０１２３４５６７８９％．～﹪〜︰", "0123456789%.~%~:", strict=True))
_WIDE_SIGN = re.compile(f"[{''.join(WIDE)}]")
# 二〇三五年: a year of this century in Chinese digits.
_HAN_YEAR = re.compile(r"二[〇零○][〇零○一二三四五六七八九]{2}(?=年)")
# 76·708万亿: a raised point between digits before a word or a sign is a decimal one.
_RAISED = re.compile(r"(?<=\d)·(?=\d{1,6}[%‰\u4e00-\u9fff])")
_HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_ADJACENT = re.compile(r"[一二两三四五六七八][二三四五六七八九]")
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_ARABIC = re.compile(ARABIC_PATTERN)


def narrow(text: str) -> str:
    """Text with full-width digits and signs made narrow, and 二〇三五年 as 2035年.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        The same text, character for character: its length stays.

    Examples
    --------
    >>> narrow("到二〇三五年")
    '到2035年'
    >>> narrow("增长６．５％")
    '增长6.5%'
    >>> narrow("达到7·5万亿元")
    '达到7.5万亿元'
    """
    # Most texts hold none; a table is slow on the many characters that stay as they are.
    if _WIDE_SIGN.search(text):
        for wide, plain in WIDE.items():
            text = text.replace(wide, plain)
    if "·" in text:
        text = _RAISED.sub(".", text)
    if _HAN_YEAR.search(text):
        text = _HAN_YEAR.sub(lambda match: match.group().translate(_HAN_DIGITS), text)
    return text


def whole(value: float) -> float | int:
    """Number without a fraction as an int.

    Parameters
    ----------
    value : float
        A number.

    Returns
    -------
    int or float
        The int, when nothing is lost.

    Examples
    --------
    >>> whole(25.0), whole(7.5)
    (25, 7.5)
    """
    return int(value) if float(value).is_integer() else value


def times_scale(value: float, scale: float) -> float | int:
    """Product that does not drag binary dust behind it.

    Parameters
    ----------
    value, scale : float
        A printed number and the factor of its unit.

    Returns
    -------
    int or float
        The product to 15 significant digits.

    Examples
    --------
    >>> times_scale(1216.95, 1e4), times_scale(23.1, 0.01)
    (12169500, 0.231)
    """
    return whole(float(f"{value * scale:.15g}"))


def _han_head(text: str) -> float | None:
    """Chinese numeral below 万, or None when the characters name no number."""
    integer, point, fraction = text.partition("点")
    if not integer:
        return None
    if all(sign in _DIGITS for sign in integer):
        # 三五 is no 35: digits stand alone or spell a year-like row, which is no quantity.
        if len(integer) > 1:
            return None
        value = float(_DIGITS[integer])
    else:
        written = integer.replace("两", "二").replace("〇", "零")
        if written[0] in "百千":
            written = f"一{written}"
        try:
            value = float(cn2an.cn2an(written, "normal"))
        except ValueError:
            return None
    if point:
        if not fraction:
            return None
        value += sum(_DIGITS[sign] / 10 ** (1 + place) for place, sign in enumerate(fraction))
    return value


def _head(text: str) -> float | None:
    if _ARABIC.fullmatch(text):
        return float(text.replace(",", ""))
    return _han_head(text)


@lru_cache(maxsize=8192)
def parse_numeral(text: str) -> float | int | None:
    """Number that a numeral names.

    Parameters
    ----------
    text : str
        A numeral such as ``"1,216.95"``, ``"三点五亿"``, ``"1亿2000万"`` or ``"千亿"``.

    Returns
    -------
    int or float, optional
        The number; missing when the characters name none.

    Notes
    -----
    The 万 and 亿 tails are split off before the head is converted, because the converter
    reads 三点五亿 wrongly. A row of digit characters such as 三五 is no number.

    Examples
    --------
    >>> parse_numeral("三点五亿"), parse_numeral("一百二十万"), parse_numeral("千亿")
    (350000000, 1200000, 100000000000)
    >>> parse_numeral("三五") is None
    True
    """
    narrowed = narrow(text.strip())
    high, billion, low = narrowed.rpartition("亿")
    if billion and low:
        parts = parse_numeral(high + "亿"), parse_numeral(low)
        return None if None in parts else whole(sum(part for part in parts if part is not None))
    scale, head = 1.0, narrowed
    while head and head[-1] in "万亿":
        scale, head = scale * SCALES[head[-1]], head[:-1]
    if not head:
        return whole(scale) if 1 < scale < inf else None
    if head[-1] in "百千" and (len(head) == 1 or _ARABIC.fullmatch(head[:-1])):
        scale, head = scale * SCALES[head[-1]], head[:-1] or "1"
    myriad, found, rest = head.rpartition("万")
    if found:
        first, last = _head(myriad), parse_numeral(rest.lstrip("零〇"))
        value = None if first is None or last is None else first * 1e4 + last
    else:
        value = _head(head)
    if value is None or not isfinite(value * scale):
        return None  # a row of hundreds of digits
    return times_scale(value, scale)


def adjacent_range(text: str) -> tuple[int, int] | None:
    """Range named by two neighbouring digits, such as 三五 in 三五家.

    Parameters
    ----------
    text : str
        Two Chinese digits.

    Returns
    -------
    tuple of int, optional
        Both ends; missing unless the second is the greater one, by at most two.

    Examples
    --------
    >>> adjacent_range("七八"), adjacent_range("五三") is None
    ((7, 8), True)
    """
    if len(text) != 2 or not _ADJACENT.fullmatch(text):
        return None
    low, high = _DIGITS[text[0]], _DIGITS[text[1]]
    return (low, high) if 0 < high - low <= 2 else None
