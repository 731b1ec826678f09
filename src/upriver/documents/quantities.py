"""How much: numbers with their unit and the words that say more than, about or at most."""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING

from upriver.documents.amounts import (
    Number,
    Quantity,
    is_article,
    scale_factor,
    scaled,
    split_scale,
    units,
)
from upriver.documents.bounds import bound_of, comparators
from upriver.documents.currencies import currency
from upriver.documents.growth import negative
from upriver.documents.listed_amounts import listed_amounts
from upriver.documents.numbers import (
    ENGLISH_SCALES,
    adjacent_range,
    parse_numeral,
    times_scale,
)
from upriver.documents.quantity_pattern import FOLK, first_sign, quantity_pattern, special_words
from upriver.documents.rules import rows, scan
from upriver.documents.sentences import Cover

if TYPE_CHECKING:
    from collections.abc import Iterable

_START = attrgetter("start")
_TO_ONE = re.compile("[:：∶]1(?![\\d.])")  # 2.2∶1以内
_MINUS = frozenset("-−－")
_SIGNED = re.compile(r"[\u4e00-\u9fff\s（(：:，,、；][-−－]$")
_REACHED = re.compile(r"(?:达到?|至|到|为)$")
_INNER = re.compile("[近超约]")
_MORE = re.compile("[余多][百千万亿]")
_BARE_SCALE = re.compile(r"[百千]?[万亿]+|[百千]")
_SCALE_SIGNS = frozenset("百千万亿")
_LEVEL = re.compile(
    r"(?P<scale>(?:[〇零一二两三四五六七八九十]+(?=[百千亿]))?[百千]?[万亿]{1,2}|\d+[万亿]{1,2})"
    r"(?:元)?(?=级|台阶|(?<!\d[万亿])(?<!\d[万亿]元)大关|(?<=[百千万]亿)(?:产业集群|产业园区?|园区|集群|产业[，。；、]))"
)
# 5万农户, 2000多万贫困人口: the noun itself is what is counted.
_INDEX = re.compile(  # 城乡收入比为2.02, 景气指数回升至101.5: numbers that have no unit
    r"(?:比|差距|比值|倍差|指数(?:（[A-Za-z]{2,6}）)?值?|系数|景气度|得分|密度|容积率|死亡率|利用效率(?:PUE|（PUE）)?|PUE值?|PMI|[A-Z]{2,4}值)(?:[由从]\d+(?:\.\d+)?)?(?:已|均|分别|约|同比|进一步|力争)*"
    r"(?:[由从]|为|是|达到?|升至|降至|增至|(?:缩小|扩大|提[高升]|下降|降低|上升|回升|回落|稳定|保持|控制)[到至在])?$"
)
_NUMBER_OF = re.compile(  # the number of firms rose to 3,000: the unit stands before the number
    r"(?i)\b(?:number of (?:(?!in\b|of\b|that\b|with\b)[a-z-]+ )*?(?P<noun>[a-z]+)"
    r"(?: per [\d,]+ [a-z]+)?|population)"
    r"(?: (?:in|of|that|with|has|had|have|will|is|was|were|are|expected|projected|set|to"
    r"|be)\b[^.,;\d]*?)?"
    r"(?: (?:[a-z]+ed|rose|grew|fell|risen|grown|rise|grow|reach|surpass|exceed|top|stand|stood"
    r"|hit|up|down))?"
    r"(?: (?:to|at|by|than|about|around|some|nearly|over|more)"
    r"| (?:to|be) [\d,.]+(?: in \d{4})?,?(?: up| down)? from)*\s*$"
)
_FORMS = re.compile("(?:培育|打造|建设|形成|建成|冲刺|迈向|构建|做大|首个)[^，。；一]{0,3}$")
_ALL_TENTHS = 10
# 正在向千亿级迈进: where something goes, not what it has reached.
_TOWARDS = re.compile("级?(?:规模|目标|产业|集群)?(?:迈进|进军|进发|挺进)")
# 收窄13.1个和13.0个百分点: the first number leaves its unit to the last one.
_POINTS_AHEAD = re.compile(r"(?:[、和及与](?:\d+(?:\.\d+)?个(?!百))?)+\d+(?:\.\d+)?个百分点")
_NAMED_NUMBER = re.compile(r"(?:[A-Za-z-]|\b[Tt]op |\b[Nn]o\. ?|(?<=[^.!?]\s)[A-Z][a-z]+ )$")
_LEVEL_END = re.compile("[万亿]元?(?:级|台阶|大关|产业|园区|集群)")


def _range_or_number(match: re.Match[str]) -> tuple[Number | tuple[Number, Number] | None, str]:
    """Value and scale of a match with a numeral."""
    low, high, scale = match.group("low", "high", "scale")
    scale = scale or ""
    if high:
        head, tail = split_scale(high)
        first, first_scale = split_scale(low + (match["lowunit"] or "").replace("%", ""))
        one, two = parse_numeral(first), parse_numeral(head)
        scale = scale or tail
        if one is None or two is None:
            return None, scale
        if first_scale and first_scale != scale:
            one = times_scale(one, scale_factor(first_scale) / scale_factor(scale))
        return ((one, two) if one < two else None), scale
    pair = adjacent_range(low)
    if pair:
        return pair, scale
    head, tail = split_scale(low)
    if tail:
        return parse_numeral(head), tail + scale
    if low[0] in _SCALE_SIGNS and _BARE_SCALE.fullmatch(low):
        return 1, low + scale
    return parse_numeral(low), scale


def _ratio(match: re.Match[str], text: str) -> Quantity | None:
    """百分之五 and 三分之一."""
    if match["pct"]:
        value = parse_numeral(match["pct"])
    elif match["bottom"]:
        part, total = int(match["top"]), int(match["bottom"])
        value = float(f"{100 * part / total:.6g}") if 0 < part < total else None
    elif match["half"]:
        value = 50
    elif match["tens"]:
        tens, ones = parse_numeral(match["tens"]), parse_numeral(match["ones"])
        value = None if tens is None or ones is None else 10 * tens + ones
    else:
        top, bottom = parse_numeral(match["num"]), parse_numeral(match["den"])
        value = None if not top or not bottom else float(f"{100 * top / bottom:.6g}")
    if value is None:
        return None
    sign, start, end = bound_of(text, match.start(), match.end(), more=False)
    rough = match["half"] is not None
    return Quantity(
        start, end, value, "%", times_scale(value, 0.01), "ratio", "ratio",
        "~" if rough and sign == "=" else sign, han=True,
        notes=("share-in-words",) if rough else (),
    )  # fmt: skip


def _gap(match: re.Match[str], text: str) -> Quantity:
    """A number that the page lost or left open: xx亿元. Its value stays missing."""
    word = match["gapunit"] or ""
    norm, _, kind = units()[word] if word else ("", 1.0, "implied")
    sign, start, end = bound_of(text, match.start(), match.end(), more=False)
    unit = "%" if word == "成" else match["gapscale"] + word
    return Quantity(start, end, None, unit, None, norm, kind, sign, notes=("value-lost",))


def _plain(match: re.Match[str], text: str) -> Quantity | None:
    """Numeral with unit."""
    value, scale = _range_or_number(match)
    if value is None:
        return None
    low, zh, en, folk, over, per, english, plus = match.group(
        "low", "zh", "en", "folk", "over", "per", "escale", "more"
    )
    word = zh or en or ""
    if word == "个" and _POINTS_AHEAD.match(text, match.end()):
        word = "个百分点"
    norm, factor, kind = units()[word] if word else ("", 1.0, "implied")
    if match["many"]:
        word, english = match["many"], match["mscale"]
        norm, factor, kind = units().get(word, (word, 1.0, "count"))
    if folk is not None:
        noun = min(
            (name for name in FOLK if name in text[match.end() :][:8]),
            key=text[match.end() :].find,
        )
        norm, kind = FOLK[noun], "count"
    start, end = match.start(), match.end()
    ratio = _TO_ONE.match(text, end) if not word and not scale else None
    end = ratio.end() if ratio else end
    more = bool(plus or over or _MORE.search(text, start, end))
    sign, start, end = bound_of(text, start, end, more=more)
    if not word and not scale:
        counted = _NUMBER_OF.search(text, max(0, start - 90), start)
        if counted:
            noun = "people" if counted["noun"] is None else counted["noun"]
            plain = (noun, 1.0, "count") if match["low"].isascii() else ("", 1.0, "implied")
            norm, factor, kind = units().get(noun, plain)
        elif not _INDEX.search(text, max(0, start - 16), start):
            return None
    is_bare = low[0] in _SCALE_SIGNS and not match["high"] and bool(_BARE_SCALE.fullmatch(low))
    if is_bare and sign == "=" and not more and not _REACHED.search(text, max(0, start - 2), start):
        return None  # 千家, 万户: set phrases
    notes: tuple[str, ...] = ()
    per = per or ""
    norm += per
    printed = scale + (english + " " if english else "") + word + per
    if folk is not None:
        printed += norm
    if word == "成":
        value, printed, factor = scaled(value, 10), "%", 0.01
    factor *= scale_factor(scale) * ENGLISH_SCALES.get(english or "", 1.0)
    if isinstance(value, tuple):
        sign = "range" if sign == "=" else sign
    han = not low[0].isdigit()
    return Quantity(
        start, end, value, printed, scaled(value, factor), norm, kind, sign, han=han, notes=notes
    )


def _magnitude(match: re.Match[str], text: str) -> Quantity | None:
    """万亿级 and its like: an order of magnitude, read as a lower bound of money."""
    value = parse_numeral(match["scale"])
    if value is None or value < 1e9 or _TOWARDS.match(text, match.end()):
        return None
    head, tail = split_scale(match["scale"])
    bare = not tail
    shown = 1 if bare else parse_numeral(head)
    unit = (match["scale"] if bare else tail) + "元"
    sign, start, end = bound_of(text, match.start(), match.end(), more=False)
    if not text.startswith(("级", "台阶", "大关"), match.end()) and not _FORMS.search(
        text, max(0, match.start() - 6), match.start()
    ):
        return None  # 千亿园区 names an aim only where one is formed
    return Quantity(
        start, end, shown, unit, value, "元", "money", ">" if sign == ">" else ">=", han=True,
        notes=("magnitude-only",),
    )  # fmt: skip


def _named(match: re.Match[str], text: str) -> Quantity:
    row = rows("multiples")[int(str(match.lastgroup)[1:])]
    value = float(row["value"])
    shown = int(value) if value == int(value) else value
    norm, factor, kind = units().get(row["unit"], ("", 1.0, "word"))
    sign, start, end = bound_of(text, match.start(), match.end(), more=False)
    inner = _INNER.search(match.group())
    if text.startswith("多", end):
        sign, end = "~>", end + 1
    elif inner and "番" in match.group():
        sign = comparators()[inner.group()]
    return Quantity(
        start, end, shown, row["unit"], times_scale(value, factor), norm, kind,
        row["comparator"] if sign == "=" else sign,
        han=True, growth_kind=row["growth_kind"], notes=(row["ambiguity"],),
    )  # fmt: skip


def _uncovered(match: re.Match[str], cover: Cover) -> re.Match[str] | None:
    """A match outside of masks: from 705,000 in 2021 to 825,000, without the year."""
    named = match["many"] or match["en"]  # 40,000 5G stations: the name in it hides no number
    if not cover.touches(match.start(), match.end("low") if named else match.end()):
        return match
    again = quantity_pattern().match(match.string, match.start("high")) if match["high"] else None
    return None if again is None or cover.touches(again.start(), again.end()) else again


def find_quantities(text: str, *, masks: Iterable[tuple[int, int]] = ()) -> tuple[Quantity, ...]:
    """Quantities of a paragraph.

    Parameters
    ----------
    text : str
        A paragraph with narrow digits.
    masks : iterable of (int, int)
        Stretches that are no quantities, such as dates and flight numbers. They are asked
        for once, and only when there is a number that they can hide.

    Returns
    -------
    tuple of Quantity
        In the order of the text; they do not overlap.

    Notes
    -----
    一家 and 两个 are articles in prose, not counts; they are left out. So are vague
    numbers such as 数十 and 几百.

    Examples
    --------
    >>> [(q.value, q.unit, q.comparator, q.value_norm) for q in
    ...  find_quantities("超过7200亿元，约六成，5～10家，近三倍")]
    ... # doctest: +NORMALIZE_WHITESPACE
    [(7200, '亿元', '>', 720000000000), (60, '%', '~', 0.6), ((5, 10), '家', 'range', (5, 10)),
     (3, '倍', '~<', 3)]
    """
    numbers = list(scan(quantity_pattern(), text, first=first_sign()))
    words = list(special_words().finditer(text))
    large = "亿" in text or "万" in text
    levels = list(_LEVEL.finditer(text)) if large and _LEVEL_END.search(text) else []
    if not (numbers or words or levels):
        return ()
    masked = tuple(masks)
    found = [quantity for match in levels if (quantity := _magnitude(match, text))]
    cover = Cover([*masked, *((quantity.start, quantity.end) for quantity in found)])
    for met in numbers:
        match = _uncovered(met, cover)
        quantity = None if match is None else _read(match, text)
        if quantity is not None:
            found.append(quantity)
    found = [
        q for q in found if q.kind != "implied" or not text.startswith("、", q.end)
    ] + listed_amounts(found, text, masked)
    if words:
        # the first half of 2024 is a time, not a share
        cover = Cover([*masked, *((quantity.start, quantity.end) for quantity in found)])
        found += [
            _named(match, text) for match in words if not cover.touches(match.start(), match.end())
        ]
    return tuple(sorted(found, key=_START))


def _read(match: re.Match[str], text: str) -> Quantity | None:
    """Quantity of a match; missing where it is none."""
    found = _unsigned(match, text)
    at = match.start()
    if found is None or found.value is None or text[at - 1 : at] not in _MINUS or at < 2:
        return found
    if found.kind not in {"ratio", "points", "money"} or not _SIGNED.search(text, at - 2, at):
        return found  # 3%-5%, a model such as A-20
    return negative(found)._replace(start=at - 1)


def _unsigned(match: re.Match[str], text: str) -> Quantity | None:
    if match["low"] is not None:
        start = match.start()
        if _is_vague(text, start) or text.endswith(("per ", "the top "), 0, start):
            return None
        quantity = None if _is_no_amount(match, text) else _plain(match, text)
        return None if quantity and quantity.han and is_article(quantity) else quantity
    if match["gap"]:
        return _gap(match, text)
    return currency(match, text) if match["cnum"] else _ratio(match, text)


def _is_no_amount(match: re.Match[str], text: str) -> bool:
    """2023成都…, which is no share; Phase 2 works, G20 leaders, the top 10 brands."""
    if match["many"]:
        return _NAMED_NUMBER.search(text, max(0, match.start() - 30), match.start()) is not None
    return match["zh"] == "成" and (parse_numeral(match["low"]) or 0) > _ALL_TENTHS


def _is_vague(text: str, start: int) -> bool:
    """数十家, 几百人: a scale without a number; a digit after 数 is one, as in 天数326天."""
    few = text.endswith(("几", "数", "若"), 0, start) and not text[start].isdigit()
    return few or text.endswith("第", 0, start)
