"""What does a column of a table hold, by its heading: indicator, unit, value, growth, attribute."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from upriver.core.periods import parse_period
from upriver.documents.amounts import units
from upriver.documents.times import find_times

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from upriver.documents.moments import Time

ColumnKind = Literal["indicator", "place", "unit", "attribute", "value", "growth", "other"]

_KINDS: tuple[tuple[ColumnKind, re.Pattern[str]], ...] = (
    ("unit", re.compile(r"(?i)(?:计量)?单位|units?")),
    ("attribute", re.compile(r"(?i)(?:指标)?(?:属性|性质|类型)|type|nature|attribute")),
    ("indicator", re.compile(
        r"(?i)(?:主要|具体|核心)?指标(?:名称|内容)?|项目(?:名称)?"
        r"|(?:key |main )?indicators?|items?|measures?"
    )),
    ("place", re.compile(
        r"(?i)地区|区县|县区|县（?市、?区）?|城市|市州|盟市|区域|region|city|county|province|place"
    )),
    ("growth", re.compile(
        r"(?i)\D*(?:年均|年平均|同比|比上年|较上年|增长|增速|增幅|growth|increase"
        r"|year[- ]on[- ]year|change).*"
    )),
    ("value", re.compile(
        r"(?i).*(?:(?:19|20)\d\d|数值|完成值?|实际值?|绝对[数量额]|现状值?|基期|目标值?|预期值?|总量|本[月年期]|累计"
        r"|[一二三四1-4]季度|[上下]半年|\d月|values?|actual|baseline|targets?)"
        r".*"
    )),
)  # fmt: skip
_AIM = re.compile(r"(?i)目标|预期|计划|规划|targets?|goals?|planned")
_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?!\d)年?(?![—–\-~～至\d])")
# 2025年 2030年: two headings run together, of which nobody can tell whose a figure is.
_TWO_YEARS = re.compile(r"(?:19|20)\d\d年?\s+(?:19|20)\d\d")
_YEARLY = re.compile(r"(?i)年均|年平均|average annual|annual average|per year")
_UNIT_IN_BRACKETS = re.compile(r"\s*[（(\[](?P<unit>[^（）()\[\]]{1,12})[）)\]]\s*$")
_UNIT_OF_TITLE = re.compile(
    r"(?:计量)?单位[：:]\s*(?P<unit>[^\s，。；、）)]{1,10})|(?i:unit:)\s*(?P<en>[a-z %]{1,24})"
)
_SPACES = re.compile(r"\s+")


class Column(NamedTuple):
    """A column of a table.

    Parameters
    ----------
    kind : str
        What it holds.
    name : str
        Its heading without unit.
    unit : str
        Unit that the heading states, or empty.
    period : str, optional
        Time that the heading states.
    is_aim : bool
        Whether its figures are aimed at.
    span : str, optional
        Years from the first one of the table to that of the column, for what adds up.
    """

    kind: ColumnKind
    name: str
    unit: str = ""
    period: str | None = None
    is_aim: bool = False
    span: str | None = None


def known_unit(words: str) -> bool:
    """Whether words are a unit of measurement.

    Parameters
    ----------
    words : str
        Such as 亿元, %, 万人次 or 个/万人.

    Returns
    -------
    bool
        True for a unit of the grammar, with or without a scale, and for a rate of two.

    Examples
    --------
    >>> known_unit("亿元"), known_unit("%"), known_unit("名称")
    (True, True, False)
    """
    plain = re.sub(r"^[百千]?[万亿]+", "", words.strip()) or "元"
    first, slash, _ = plain.partition("/")
    return plain in units() or (bool(slash) and first in units())


def split_unit(words: str) -> tuple[str, str]:
    """Name and the unit in brackets behind it.

    Parameters
    ----------
    words : str
        A cell.

    Returns
    -------
    tuple of str
        The name and the unit; the unit is empty where there is none.

    Examples
    --------
    >>> split_unit("地区生产总值（亿元）"), split_unit("研发强度（全社会）")
    (('地区生产总值', '亿元'), ('研发强度（全社会）', ''))
    """
    found = _UNIT_IN_BRACKETS.search(words)
    if found is None or not known_unit(found["unit"]):
        return words.strip(), ""
    return words[: found.start()].strip(), found["unit"].strip()


def unit_of_title(words: str) -> str:
    """Unit that the words above a table state for all of it.

    Parameters
    ----------
    words : str
        Such as 表1 主要指标 单位：亿元.

    Returns
    -------
    str
        The unit, or empty.
    """
    found = _UNIT_OF_TITLE.search(words)
    unit = (found["unit"] or found["en"] or "").strip() if found else ""
    return unit if known_unit(unit) else ""


def _time(words: str, today: date | None, year: int | None) -> Time | None:
    """Time that a heading states; a bare year is one."""
    found = _YEAR.search(words)
    times = find_times(words, today=today, year=year)
    if times and times[0].period:
        return times[0]
    if found is None:
        return None
    from_year = find_times(f"{found['year']}年", today=today)
    return from_year[0] if from_year else None


def _column(cell: str, today: date | None, year: int | None) -> Column:
    name, unit = split_unit(cell)
    plain = _SPACES.sub("", name) if not name.isascii() else name
    kind: ColumnKind = next((k for k, pattern in _KINDS if pattern.fullmatch(plain)), "other")
    if _TWO_YEARS.search(name):
        kind = "other"
    if kind not in {"value", "growth"}:
        return Column(kind, plain, unit)
    time = _time(plain, today, year)
    aim = _AIM.search(plain) is not None
    return Column(kind, plain, unit, time.period if time else None, aim)


def read_header(
    cells: Sequence[str], *, today: date | None, year: int | None
) -> tuple[Column, ...] | None:
    """Columns of a table, when a row is its header.

    Parameters
    ----------
    cells : sequence of str
        The cells of the row.
    today : date, optional
        Date of the document.
    year : int, optional
        Year that the table is about.

    Returns
    -------
    tuple of Column, optional
        Missing unless one column names indicators or places and another one holds values.

    Notes
    -----
    Where no heading speaks of an aim, the last year is one in a table with a column of
    attributes (预期性, 约束性) or when it is not over; so are years to come behind the first
    one. A yearly growth beside an aim is an aim.
    """
    columns = [_column(cell, today, year) for cell in cells]
    kinds = [column.kind for column in columns]
    if not {"indicator", "place"} & set(kinds) or not {"value", "growth"} & set(kinds):
        return None
    dated = [i for i, column in enumerate(columns) if column.kind == "value" and column.period]
    if dated and not any(columns[i].is_aim for i in dated):
        for i in dated:
            is_last = i == dated[-1] and (i > dated[0] or "attribute" in kinds)
            ahead = _is_ahead(columns[i], today)
            is_aim = (is_last and "attribute" in kinds) or (ahead and (is_last or i > dated[0]))
            columns[i] = columns[i]._replace(is_aim=is_aim)
    columns = [column._replace(span=_span(columns, column)) for column in columns]
    aims = [column for column in columns if column.kind == "value" and column.is_aim]
    if aims:
        columns = [
            column._replace(is_aim=True, period=aims[-1].span, span=aims[-1].span)
            if column.kind == "growth" and _YEARLY.search(column.name)
            else column
            for column in columns
        ]
    return tuple(columns)


def _is_ahead(column: Column, today: date | None) -> bool:
    end = parse_period(column.period).end if column.period else None
    return end is not None and today is not None and end > today


def _span(columns: Sequence[Column], column: Column) -> str | None:
    """Years behind the first one of the table, up to that of a column."""
    years = [int(c.period[:4]) for c in columns if c.kind == "value" and c.period]
    if column.period is None or not years:
        return None
    last = int(column.period[:4])
    first = min(years)
    return f"{first + 1}..{last}" if first + 1 < last else f"..{last}"


def is_yearly(column: Column) -> bool:
    """Whether a column holds yearly averages.

    Parameters
    ----------
    column : Column
        The column.

    Returns
    -------
    bool
        True for 年均增长.
    """
    return _YEARLY.search(column.name) is not None
