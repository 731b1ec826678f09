"""Where in a clause does a number stand, and does it state anything there."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from upriver.documents.indicators import implied_unit, noun_after, trim_indicator
from upriver.documents.rules import has_latin
from upriver.documents.sentences import FAR

if TYPE_CHECKING:
    from upriver.documents.amounts import Quantity
    from upriver.documents.passages import Passage
    from upriver.documents.sentences import Span

_PARTED = re.compile("[，。；、：]")
_TWO_SIGNS = re.compile(r"[\u4e00-\u9fff]{2}")
_SCOPE = re.compile(
    "[^，。；]{1,12}中(?:排名|排|位列|位居|居|列)|[^，。；\\d]{1,10}的?第\\d+[位名]"
)
_FLATTENED = re.compile(r"\d[.\d]*\s+$")
_WITHIN = re.compile("(?:用|以|通过|经过|花|再用|未来|连续|持续|已连)$")
_SUPPOSED = ("如果", "假如", "假设", "假定", "倘若", "要是")
_SEVERAL = re.compile("(?:一批|若干|多个|一系列|数个|[一两二三四五六七八九]个)$")
_THERE_ARE = re.compile("(?:有|其中|共)$")
_COUNTED_CLASS = re.compile("级(?:[、和]|以上)")  # 1个五千亿级、3个千亿级产业集群
_DURATION = re.compile(
    r"时间|时长|小时数|时数|工期|年限|寿命|周期|期限|耗时|用时|历时|天数|时限|压缩|缩短|提前|办结|年龄|里程|(?:增加|减少|延长)了?$"
    r"|(?i:life expectancy|years? of (?:education|schooling)|lifespan|\bage\b)"
)
# 由2020年的54.2%提高到62.1%: the first number is the base of the second.
_FROM = re.compile(
    r"[由从](?:最初|原来|原先|过去|开始|当时|(?:(?:19|20)\d\d年?|[上去前今]年|“?十[三四五六]五”?)"
    r"[^，。；、\d]{0,4}?)?\s*(?:年?[初末底])?\s*的?\s*$|\bfrom\s*$"
)
_JUST_FROM = re.compile(r"\s*from\s*")
_ORIGIN = re.compile("[由从f]")
_UP_FROM = re.compile(r"(?i)\b(?:up|down|rising|increased?|decreased?|compared) (?:from|with)\s*$")
_ONTO = re.compile(
    r"(?:进一步|稳步|大幅|快速)?(?:提高|提升|上升|攀升|跃升|增加|增长|扩大|拓展|下降|降低|降|减少|回落|压缩|压减|缩短|缩小|优化|调整|升|增|变)"
    r"(?:为|[到至]|(?=\s{4}))|[到至]|\s*to\b"
)
# What a class of size is put on: 百亿级企业5家, 亿元以上项目200个, 5个千亿级产业.
_CLASSED = re.compile(
    r"(?:及?以上|及?以下)?级?(?:及?以上|及?以下)?(?:的)?(?P<noun>[^，。；、：\d]{0,10}?"
    r"(?:企业|公司|项目|产业|集群|园区|平台|强[县镇区]|品牌|产品|单品|市场|机场|商圈|街区|基地|主体|客户|订单|大户|商品"
    r"|乡镇|[县镇村](?=仅|有|达|已|共|增|\d|[xX×])))"
)


@dataclass(slots=True)
class Spot:
    """A quantity in its clause.

    Parameters
    ----------
    quantity : Quantity
        The quantity.
    clause : Span
        Its clause.
    left, right : str
        Words to the quantities before and behind it; phrases of time are blank.
    whole_left : str
        Words from the beginning of the clause.
    index, count : int
        Which one of how many in the clause.
    printed_left, printed_right : str
        As ``left`` and ``right``, with the phrases of time.
    has_latin : bool
        Whether Latin words stand in the paragraph: without them no rule of English applies.
    is_origin : bool
        Whether it is where another number comes from: 54.2% in 由54.2%提高到62.1%.
    """

    quantity: Quantity
    clause: Span
    left: str
    whole_left: str
    right: str
    index: int
    count: int
    printed_left: str
    printed_right: str
    has_latin: bool
    is_origin: bool = False


def _is_class(passage: Passage, quantity: Quantity, others: list[Quantity]) -> bool:
    """Whether a size only names the class of what is counted beside it."""
    if "magnitude-only" in quantity.notes and _SEVERAL.search(
        passage.plain, max(0, quantity.start - 4), quantity.start
    ):
        return True
    if len(others) == 1:
        return False
    if "magnitude-only" in quantity.notes and _COUNTED_CLASS.match(passage.plain, quantity.end):
        return any(other.kind == "count" and other.end == quantity.start for other in others)
    if quantity.kind not in {"money", "physical", "ratio"} and quantity.unit_norm != "人次":
        return False
    text = passage.plain
    behind = _CLASSED.match(text, quantity.end)
    if behind is None:
        return False
    for other in others:
        if other.kind != "count" or other is quantity:
            continue
        if other.end <= quantity.start and not _PARTED.search(text, other.end, quantity.start):
            return quantity.start - other.end <= 14
        last = behind.end()
        if last <= other.start <= last + 8 and not _PARTED.search(text, last, other.start):
            return True
    return False


def _is_base(spot: Spot) -> bool:
    """Whether a number is where another one comes from: 由54.2%提高到62.1%."""
    if spot.has_latin and _UP_FROM.search(spot.left):
        return True
    if _ORIGIN.search(spot.printed_left) is None:
        return False
    return bool(_FROM.search(spot.printed_left) and _ONTO.match(spot.right.lstrip()))


def _is_left(spot: Spot) -> bool:
    """Whether a number is where the one before comes from: to £29,425 from £21,178."""
    return spot.has_latin and spot.index > 0 and _JUST_FROM.fullmatch(spot.left) is not None


def _is_count_of_days(spot: Spot) -> bool:
    """其中6天单日客流突破20万: days on which something held."""
    quantity = spot.quantity
    return (
        quantity.kind == "time"
        and quantity.unit == "天"
        and not quantity.han
        and _THERE_ARE.search(spot.left) is not None
        and _TWO_SIGNS.match(spot.right) is not None
    )


def _is_duration(spot: Spot) -> bool:
    """Whether a stretch of time is what is stated: 工期12个月, 35天超过15万人次."""
    if _is_count_of_days(spot) or spot.right.startswith("禁"):
        return True
    if spot.quantity.han or _WITHIN.search(spot.left):
        return False  # 用5年左右时间: how long it may take
    return _DURATION.search(f"{spot.whole_left}{spot.right}") is not None


def _is_condition(spot: Spot) -> bool:
    """Whether a number is supposed, not stated: 如果产值达到500亿元, 对营业收入突破10亿元的企业."""
    opening = spot.whole_left.lstrip()
    if opening.startswith(("对", "凡")) and spot.right.startswith("的"):
        return True
    return opening.startswith(_SUPPOSED) and not opening.startswith("如果说")


def _is_statistic(spot: Spot) -> bool:
    """Whether a quantity states a number of something, rather than being part of a phrase."""
    quantity = spot.quantity
    if _is_condition(spot):
        return False
    if _FLATTENED.search(spot.left):
        return False  # a row of a table whose lines were lost
    if quantity.kind == "time":
        return _is_duration(spot)
    if (
        quantity.han
        and quantity.kind in {"count", "flow"}
        and not isinstance(quantity.value, tuple)
    ):
        value = quantity.value_norm
        assert not isinstance(value, tuple)  # excluded by the line above
        if value is not None and value < 10:
            return implied_unit(noun_after(spot.right)[-4:]) != "" and quantity.unit != "大"
    if ("中" in spot.right or "第" in spot.right) and _SCOPE.match(spot.right):
        return False  # 在168个重点城市中排名: how many there are to compare with
    if quantity.unit == "大":
        return noun_after(spot.right) != ""
    bare = quantity.unit == quantity.unit_norm == ""
    if bare and quantity.growth_kind is None and quantity.kind != "implied":
        return False
    return not (quantity.kind == "word" and not trim_indicator(spot.left))


def _by_clause(passage: Passage) -> list[tuple[Span, list[Quantity]]]:
    """Clauses that hold quantities, and these."""
    found: list[tuple[Span, list[Quantity]]] = []
    for quantity in passage.quantities:
        clause = passage.clause_at(quantity.start)
        if not clause.start <= quantity.start < clause.end:
            continue
        if found and found[-1][0] is clause:
            found[-1][1].append(quantity)
        else:
            found.append((clause, [quantity]))
    return found


def find_spots(passage: Passage) -> list[Spot]:
    """Quantities of a paragraph that state something, with the words beside them.

    Parameters
    ----------
    passage : Passage
        The paragraph.

    Returns
    -------
    list of Spot
        In the order of the text. What only names a class (百亿级企业5家) is left out and
        belongs to the words beside the number.
    """
    found: list[Spot] = []
    latin = has_latin(passage.text)
    for clause, every in _by_clause(passage):
        inside = [q for q in every if not _is_class(passage, q, every)]
        last, base = clause.start, ""
        for index, quantity in enumerate(inside):
            later = inside[index + 1].start if index + 1 < len(inside) else clause.end
            first = max(last, quantity.start - FAR)
            later = min(later, quantity.end + FAR)
            spot = Spot(
                quantity,
                clause,
                base + passage.plain[first : quantity.start],
                passage.plain[max(clause.start, quantity.start - FAR) : quantity.start],
                passage.plain[quantity.end : later],
                index,
                len(inside),
                base + passage.text[first : quantity.start],
                passage.text[quantity.end : later],
                latin,
            )
            if _is_base(spot):
                lead = _FROM.search(spot.printed_left) or _UP_FROM.search(spot.left)
                assert lead is not None  # what makes it a base
                base, last = spot.left[: lead.start()], quantity.end
                if quantity.kind != "time" or _DURATION.search(base):
                    printed = spot.printed_left[: len(base)]
                    origin = replace(
                        spot, left=base, printed_left=printed, right="", is_origin=True
                    )
                    found.append(origin)
            elif _is_statistic(spot):
                found.append(replace(spot, is_origin=True) if _is_left(spot) else spot)
                base, last = "", quantity.end
    return found
