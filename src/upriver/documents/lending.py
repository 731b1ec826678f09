"""Which indicator do the clauses before lend to a number: of a place, of a port, of a rate."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from upriver.documents.indicators import trim_indicator
from upriver.documents.lists import head_of
from upriver.documents.nouns import Item, is_owner
from upriver.documents.places import leading_place, place_named

if TYPE_CHECKING:
    from upriver.documents.spots import Spot

# 完成率, 占比: rates that say nothing without the thing before them.
_BARE_RATE = re.compile(
    "(?:任务|计划|年度计划|整体)?(?:完成率|达标率|合格率|覆盖率|普及率|利用率|使用率|占比|比重|投产率|开工率)"
)
_OF_PLAN = re.compile("(?:年度|全年|年)?[^，。；]{0,12}?(?P<plan>计划|任务|目标)(?:任务|目标)?的$")
_AMONG = re.compile("在(?P<whole>[^，。；]{2,16})中(?:的)?(?:占比|比重|占)")
_PROJECTS = re.compile("项目|工程|合同|协议|签约|开竣工")
INVESTMENT = re.compile(
    "(?:协议|合同|计划|估算)?(?:总投资|投资)额?|投资总额|(?:协议|合同)(?:总|投资)?(?:额|金额|资金)|到位资金|成交额"
)


def owned(items: tuple[Item, ...], earlier: tuple[Item, ...], *, kind: str) -> tuple[Item, ...]:
    """The indicator of the clause before, for a port or an airport that stands alone.

    Parameters
    ----------
    items : tuple of Item
        What the clause names, such as 上海港.
    earlier : tuple of Item
        What the clause before named, such as 集装箱吞吐量.
    kind : str
        Kind of the number's unit.

    Returns
    -------
    tuple of Item
        The indicator before with its owner; the items where they name their own.
    """
    if kind not in {"flow", "physical", "money", "ratio"} or not (len(items) == 1 and earlier):
        return items
    alone = is_owner(items[0].name) and not is_owner(earlier[0].name)
    return (Item(earlier[0].name, items[0].name),) if alone else items


def of_counted(items: tuple[Item, ...], memory_items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Investment of the projects that were counted before: 新开工项目115个，总投资197亿元.

    Parameters
    ----------
    items : tuple of Item
        What the clause names, such as 总投资.
    memory_items : tuple of Item
        What was counted in the clause before, such as 新开工项目.

    Returns
    -------
    tuple of Item
        Such as 新开工项目总投资; the items where they name their own.
    """
    if len(items) != 1 or len(memory_items) != 1 or not INVESTMENT.fullmatch(items[0].name):
        return items
    if not _PROJECTS.search(memory_items[0].name):
        return items
    return (items[0]._replace(name=f"{memory_items[0].name}{items[0].name}"),)


def with_places(items: tuple[Item, ...], earlier: tuple[Item, ...]) -> tuple[Item, ...]:
    """Items that name a region with the indicator that they share.

    Parameters
    ----------
    items : tuple of Item
        Such as 东部地区 and 西部地区.
    earlier : tuple of Item
        What the clause before named.

    Returns
    -------
    tuple of Item
        The region apart from the indicator: that of the last item, else the one before.
    """
    if len(items) == 1 and not 0 < leading_place(items[0].name) == len(items[0].name):
        return items
    lengths = [leading_place(item.name) for item in items]
    pure = [0 < length == len(item.name) for length, item in zip(lengths, items, strict=True)]
    if not any(pure):
        return items
    named = [
        item.name[length:]
        for length, item in zip(lengths, items, strict=True)
        if len(item.name) > length
    ]
    shared = named[-1] if named else earlier[0].name if earlier else ""
    if not shared:
        return items
    return tuple(
        Item(
            shared if is_pure else item.name[length:], item.subject, place_named(item.name[:length])
        )
        for item, length, is_pure in zip(items, lengths, pure, strict=True)
    )


def completed(spot: Spot, noun: str, earlier: tuple[Item, ...]) -> Item | None:
    """Indicator of a rate that leans on the thing before it.

    Parameters
    ----------
    spot : Spot
        The number.
    noun : str
        What its clause names.
    earlier : tuple of Item
        What the clause before named.

    Returns
    -------
    Item, optional
        Such as 公路投资年计划完成率 for 为年计划的94%; missing where the number names its own.
    """
    if spot.quantity.kind != "ratio" or not earlier:
        return None
    last = earlier[-1]
    among = _AMONG.search(spot.left)
    if among:
        return last._replace(name=f"{last.name}占{trim_indicator(among['whole'])}比重")
    plan = _OF_PLAN.search(spot.left) if spot.left.endswith("的") else None
    if plan:
        return last._replace(name=f"{last.name}{plan['plan']}完成率")
    bare = _BARE_RATE.fullmatch(
        noun or trim_indicator(spot.left) or spot.left.strip("，的为达到均 ")
    )
    if bare is None:
        return None
    thing = last.name.removesuffix(head_of(last.name)) or last.name
    return last._replace(name=f"{thing}{bare.group()}")
