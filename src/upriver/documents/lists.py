"""Which items does a list of indicators hold, and which head do they share."""

from __future__ import annotations

import re
from functools import lru_cache

from upriver.documents.rules import alternation, rows

_SPLIT = re.compile(
    r"、|以及|(?<=”)(?=“)|(?<=[\u4e00-\u9fff）)”])(?:和|与|(?<![普涉危])及)(?=[\u4e00-\u9fff“])(?![格时早])"
)
# 汽车、电子、材料三大产业产值: how many there are is no part of the last one.
_HOW_MANY = re.compile(
    "(?<=[\u4e00-\u9fff]{2})[两三四五六七八九十]大(?:主导|支柱|重点|优势|新兴)?(?=产业|行业)"
)
# 第一、二、三产业增加值: numbers that share all that follows the last of them.
_ORDINAL = re.compile(r"第?[一二三四五六七八九十](?:类|级|档)?")
_SHORT = 2


@lru_cache(maxsize=1)
def _head() -> re.Pattern[str]:
    words = alternation(row["head"] for row in rows("measures"))
    return re.compile(f"(?:{words})$")


def head_of(indicator: str) -> str:
    """Head noun of an indicator: what is measured of the thing.

    Parameters
    ----------
    indicator : str
        The indicator.

    Returns
    -------
    str
        The longest head of the table ``measures`` that ends it; empty when there is none.

    Examples
    --------
    >>> head_of("光伏组件产量"), head_of("规模以上工业企业")
    ('产量', '')
    """
    match = _head().search(indicator)
    return match.group() if match else ""


def split_list(words: str, *, count: int | None = None) -> tuple[str, ...]:
    """Items of an enumerated indicator, each with the head that the last one carries.

    Parameters
    ----------
    words : str
        Such as 财政总收入、一般公共预算收入.
    count : int, optional
        How many items there are, when it is known: 医药材及药品 can be one or two.

    Returns
    -------
    tuple of str
        The items.

    Examples
    --------
    >>> split_list("财政总收入、一般公共预算收入")
    ('财政总收入', '一般公共预算收入')
    >>> split_list("新能源汽车、锂离子电池和光伏组件产量")
    ('新能源汽车产量', '锂离子电池产量', '光伏组件产量')
    >>> split_list("旅客、货邮吞吐量")
    ('旅客吞吐量', '货邮吞吐量')
    """
    items = _parts(_HOW_MANY.sub("", words) if count else words, count)
    # 对东盟、欧盟进出口: what leads the first item leads all.
    if items and items[0].startswith("对"):
        items = tuple(item if item.startswith("对") else f"对{item}" for item in items)
    return tuple(_completed(item, items[-1]) for item in items) or (words,)


def _parts(words: str, count: int | None) -> tuple[str, ...]:
    if count is not None:
        listed = [part.strip() for part in words.split("、") if part.strip()]
        if len(listed) >= count:
            return tuple(listed)
        *first, last = listed or [words]
        both = [part.strip() for part in _SPLIT.split(last) if part.strip()]
        if len(first) + len(both) == count:
            return (*first, *both)
    return tuple(part.strip() for part in _SPLIT.split(words) if part.strip())


def _completed(item: str, last: str) -> str:
    """Item with the head of the last one, when it has none of its own."""
    if item is last or head_of(item):
        return item
    if _ORDINAL.fullmatch(item):
        ordinal = _ORDINAL.match(last)
        return item + last[ordinal.end() :] if ordinal else item
    head = head_of(last)
    if not head:
        return item
    # 城镇、农村居民收入: a two-character modifier stands for one of the same length.
    return item + (last[len(item) :] if len(item) <= _SHORT else head)


def with_head_of(indicator: str, earlier: str) -> str:
    """Indicator completed from its sibling in the clause before.

    Parameters
    ----------
    indicator : str
        Such as 电子信息制造业.
    earlier : str
        Such as 汽车制造业增加值.

    Returns
    -------
    str
        Such as 电子信息制造业增加值; unchanged when the two are no siblings.

    Examples
    --------
    >>> with_head_of("电子信息制造业", "汽车制造业增加值")
    '电子信息制造业增加值'
    >>> with_head_of("新增贷款", "汽车制造业增加值")
    '新增贷款'
    """
    head = head_of(earlier)
    thing = earlier[: len(earlier) - len(head)]
    if not head or not thing or head_of(indicator) or indicator[-1:] != thing[-1:]:
        return indicator
    return indicator + head
