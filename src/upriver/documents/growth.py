"""How is a number meant: a level, a growth, a share, a multiple, a flow."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from upriver.documents.numbers import times_scale
from upriver.documents.openings import first_signs
from upriver.documents.rules import alternation, has_latin, rows

if TYPE_CHECKING:
    from upriver.documents.amounts import Number, Quantity

_FALL_ZH = re.compile(
    r"(?:下降|减少|减产|减收|收窄|降低|回落|下滑|跌幅?|降幅|萎缩|缩减|负增长|压减|精简|压缩|缩短|比降|同降|放缓|放慢|减缓|趋缓|(?<![增节])减)(?:了|幅度|比例)?[均都]?(?:达到?|率)?$"
    r"|(?:降幅|跌幅|(?:下降|降低|减少|回落|下滑|下跌|压减|缩减)(?:幅度|比例|率))[均都]?为$"
)
# 获奖励的200项成果: what is counted is no subsidy.
THINGS = frozenset({"count", "physical"})
_FALLS = frozenset("降少产收窄低落滑跌幅缩长减简短了度达为率慢缓例到均都\n")
_LESS_BY = re.compile(
    "(?:较|比)[^，。；]{1,12}(?:低|少|慢)了?$|(?:低于|慢于|少于)[^，。；\\d]{2,12}$"
)
_FALL_BY = re.compile(
    r"(?i)\b(?:cut|reduc|lower)\w*\b[^,;]*\bby\s*$"
    r"|\b(?:decline|drop|fall|decrease|reduction) of\s*$"
)
_ONTO = re.compile(r"(?i)\bto\s*$")
_GROWTH_AT = re.compile(r"(?i)\b(?:growth|inflation)(?: rate)?\b[^,;]*\b(?:to|at|of|was|is)\s*$")
_SHARE_OF = re.compile(r"\s*of\b")
_RISE_IN_TIMES = re.compile(r"(?:增长|增加|提高|扩大|上涨|增幅|增速|提升|[比同]增)(?:了|达|为)?$")
_GROWTH_BEHIND = re.compile("的?增[长速幅]")
_LATIN = re.compile("[A-Za-z]")
_FLIP = {">": "<", ">=": "<=", "<": ">", "<=": ">=", "~>": "~<", "~<": "~>"}
_BASE_YEAR = re.compile(
    r"(?:较|比|对比)(?:[^，。；\d]{2,8}的)?(?P<year>(?:19|20)\d\d)年|(?:较|比)“?(?P<plan>十[三四五六]五)”?"
    r"|(?:from|over|compared (?:with|to)|than(?: in)?|those of|below|above|on) "
    r"(?P<en>(?:19|20)\d\d)(?! to)"
)
_BASED = re.compile("[较比foctba]")
_PULLS_DOWN = re.compile("下拉[^，。；\\d]{0,14}$")
_LESS = re.compile("[较比于]")
_PLAN_END = {"十三五": "2020", "十四五": "2025", "十五五": "2030", "十六五": "2035"}


def _english(role: str) -> str:
    return alternation(row["verb"] for row in rows("verbs") if row["role"] == role)


@lru_cache(maxsize=1)
def _falls() -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(?:{_english('fall')})(?: by)?(?: an? (?:annual )?average of)?\s*$")


@lru_cache(maxsize=1)
def _moves() -> re.Pattern[str]:
    return re.compile(
        rf"(?i)\b(?:{_english('rise')}|{_english('fall')}|cut|reduc\w+|lower(?:s|ed|ing)|increasing|raising|growth|gain"
        r"|year[- ]on[- ]year"
        r"|(?:more|less|higher|lower) than (?:a year|the year|last year|the previous))\b"
    )


@lru_cache(maxsize=3)
def _cues(group: str) -> tuple[tuple[re.Pattern[str], frozenset[str] | None, str, bool], ...]:
    """Cues of a group, each with the characters that it can begin with, when they are known."""
    return tuple(
        (re.compile(r["cue"]), first_signs(r["cue"]), r["growth_kind"], r["example"].isascii())
        for r in rows("growth")
        if r["applies"] in {group, "any"}
    )


@lru_cache(maxsize=1)
def _subsidies() -> re.Pattern[str]:
    return re.compile("|".join(r["cue"] for r in rows("growth") if r["growth_kind"] == "subsidy"))


def is_subsidy(left: str) -> bool:
    """Whether a number is a subsidy.

    Parameters
    ----------
    left : str
        The clause before it.

    Returns
    -------
    bool
        True for 给予, 补助 and the like, where no other cue goes before.

    Examples
    --------
    >>> is_subsidy("给予最高"), is_subsidy("产值增长")
    (True, False)
    """
    return _subsidies().search(left) is not None and growth_kind(left, "", kind="any") == "subsidy"


@lru_cache(maxsize=4096)
def _cued(context: str, group: str) -> str | None:
    """Growth kind of the first cue that the words hold."""
    latin = _LATIN.search(context) is not None
    signs = set(context)
    for pattern, first, name, is_english in _cues(group):
        if is_english and not latin:
            continue
        if (first is None or not first.isdisjoint(signs)) and pattern.search(context):
            return name
    return None


def growth_kind(left: str, right: str, *, kind: str) -> str:
    """How a quantity is meant.

    Parameters
    ----------
    left, right : str
        The clause before and behind it.
    kind : str
        Kind of its unit.

    Returns
    -------
    str
        Such as ``"yoy"``; a ratio without a cue is a share, anything else a level.

    Examples
    --------
    >>> growth_kind("全区研发投入年均增长", "", kind="ratio")
    'cagr'
    >>> growth_kind("货物吞吐量", "", kind="physical")
    'level'
    """
    group = kind if kind in {"ratio", "points"} else "level"
    english = (left + right).isascii()
    context = f"{left} {right}" if english else left
    if english and kind == "ratio":
        # unemployment fell to 5.1 percent, but GDP growth rose to 8.9 percent
        if _ONTO.search(left):
            return "yoy" if _GROWTH_AT.search(left) else "share"
        if _SHARE_OF.match(right):
            return "share"
    cued = _cued(context, group)
    if cued is not None and not (cued == "subsidy" and kind in THINGS):
        return cued
    if kind == "ratio" and english:
        moved = _moves().search(context) or _GROWTH_AT.search(left)
        return "yoy" if moved else "share"
    if kind == "ratio":
        return "yoy" if _GROWTH_BEHIND.match(right) else "share"
    return {"points": "delta_pp", "multiple": "multiple"}.get(kind, "level")


def is_fall(left: str) -> bool:
    """Whether the words before a number say that something falls by it.

    Parameters
    ----------
    left : str
        The clause before the number, without the comparator.

    Returns
    -------
    bool
        True for 下降, not for 下降到.

    Examples
    --------
    >>> is_fall("能耗累计下降"), is_fall("能耗下降到")
    (True, False)
    """
    if left[-1:] in _FALLS and _FALL_ZH.search(left):
        return True
    if "下拉" in left and _PULLS_DOWN.search(left):
        return True
    if _LESS.search(left) and _LESS_BY.search(left):
        return True
    return has_latin(left) and bool(_FALL_BY.search(left) or _falls().search(left))


def is_rise_in_times(left: str) -> bool:
    """Whether 倍 behind these words counts growth rather than a level.

    Parameters
    ----------
    left : str
        The clause before the number.

    Returns
    -------
    bool
        True for 增长三倍, not for 增长到三倍.

    Examples
    --------
    >>> is_rise_in_times("同比增长"), is_rise_in_times("增长到")
    (True, False)
    """
    return _RISE_IN_TIMES.search(left) is not None


def negative(quantity: Quantity) -> Quantity:
    """Quantity of a fall, with the comparator turned round.

    Parameters
    ----------
    quantity : Quantity
        The printed one.

    Returns
    -------
    Quantity
        The one with negative values.
    """
    return quantity._replace(
        value=_minus(quantity.value),
        value_norm=_minus(quantity.value_norm),
        comparator=_FLIP.get(quantity.comparator, quantity.comparator),
    )


def _minus(
    value: Number | tuple[Number, Number] | None,
) -> Number | tuple[Number, Number] | None:
    if value is None:
        return None
    if isinstance(value, tuple):
        return times_scale(value[1], -1), times_scale(value[0], -1)
    return times_scale(value, -1)


def base_of(left: str) -> str | None:
    """What a comparison refers to.

    Parameters
    ----------
    left : str
        The clause before the number.

    Returns
    -------
    str, optional
        A year; the last year of a five-year plan that is named.

    Examples
    --------
    >>> base_of("单位能耗较2022年累计下降")
    '2022'
    """
    match = _BASE_YEAR.search(left) if _BASED.search(left) else None
    if match is None:
        return None
    return match["year"] or match["en"] or _PLAN_END[match["plan"]]
