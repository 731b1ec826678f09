"""Amounts by the day, the week, the year or the acre: what stands behind the stroke of a unit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from upriver.documents.amounts import Quantity
    from upriver.documents.memory import Memory
    from upriver.documents.spots import Spot

_RATE = re.compile(
    r"(?P<day>日均|每天|每日|daily|per day)|(?P<week>每周|weekly|per week)|(?P<month>每月|月均"
    r"|per month)|(?P<year>每年|年均(?!浓度|值|气温|降水)|each year|per year|annually)"
)
_MAY_RATE = re.compile("[每均]|daily|per |weekly|each|annually")
_AREA_RATE = re.compile("(?:每|平均每|亩均)?(?P<area>(?<=每)亩|(?<=每)公顷|亩(?=均|产))")
_TOTAL = re.compile(
    "共|累计|总|全|截至|其中|单日|最高|[一二三四五两]年内|(?<!每)年(?=产|出栏|供|处理|发电|销)"
)
# 每周50班，通达100个国家: what is reached is a stock, whatever the thing before does a week.
_STOCK = re.compile("(?:国家|地区|城市|港口|机场|航点|网点|站点)")
_RATE_UNITS = {"day": "日", "week": "周", "month": "月", "year": "年"}


def per_time(quantity: Quantity, spot: Spot, memory: Memory, growth: str) -> tuple[Quantity, str]:
    """Unit of a rate: 班/周, 个/年, 公斤/亩; a clause beside it keeps the rate.

    Parameters
    ----------
    quantity : Quantity
        As it is printed.
    spot : Spot
        Where it stands.
    memory : Memory
        What the numbers before said; the rate of this one is kept in it.
    growth : str
        How the number is meant.

    Returns
    -------
    tuple of (Quantity, str)
        With the time or the area in its unit, and how it is meant.
    """
    if quantity.kind in {"ratio", "points", "multiple", "word"} or growth == "subsidy":
        return quantity, growth
    rate = _RATE.search(spot.whole_left) if _MAY_RATE.search(spot.whole_left) else None
    area = _AREA_RATE.search(spot.whole_left) if quantity.kind == "physical" else None
    per = _RATE_UNITS[str(rate.lastgroup)] if rate else area and area["area"]
    kept = not (_TOTAL.search(spot.whole_left) or _STOCK.match(spot.right))
    if per is None and memory.rate and kept:
        per = memory.rate if memory.rate_at == spot.clause.start or memory.follows(spot) else None
        growth = "daily" if per == "日" and growth == "level" else growth
    memory.rate, memory.rate_at = per or "", spot.clause.start
    if not per or "/" in quantity.unit:
        return quantity, growth
    unit, norm = f"{quantity.unit}/{per}", f"{quantity.unit_norm}/{per}"
    return quantity._replace(unit=unit, unit_norm=norm), growth
