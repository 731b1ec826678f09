"""What do the rows of a table say: statistics and targets with unit and time from its header."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from upriver.documents.amounts import Quantity, scale_factor, scaled
from upriver.documents.drafts import Draft
from upriver.documents.growth import growth_kind, is_fall, negative
from upriver.documents.numbers import parse_numeral
from upriver.documents.places import Place, place_named
from upriver.documents.quantities import find_quantities
from upriver.documents.table_columns import (
    Column,
    is_yearly,
    known_unit,
    read_header,
    split_unit,
    unit_of_title,
)
from upriver.documents.times import find_times

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from upriver.documents.articles import Paragraph
    from upriver.documents.contexts import Setting

_CELL = re.compile(
    r"(?P<open>[\[【［〔]?)\s*(?P<sign>≥|≤|>=|<=|>|<|＞|＜|≧|≦|不低于|不少于|不高于|不超过|超过|高于|低于|约"
    r"|at least|at most|over|about|below)?\s*"
    r"(?P<number>[-－−]?\d[\d,，]*(?:\.\d+)?(?:\s*[—–\-~～至]\s*\d[\d,]*(?:\.\d+)?)?)\s*"
    r"(?P<unit>[^\d\s\]】］〕]{0,8}?)\s*(?P<hedge>左右|以上|以内|以下)?\s*[\]】］〕]?\s*(?P<hedge2>左右|以上|以内|以下)?"
)
_FIGURE = re.compile(r"(?:^|\s)[-－−]?\d[\d,，.]*%?(?:\s|$)")  # 亿元 32: two cells run together
_SIGNS = {
    "≥": "不低于", ">=": "不低于", "≧": "不低于", "at least": "不低于", "不少于": "不低于",
    ">": "超过", "＞": "超过", "over": "超过", "高于": "超过",
    "≤": "不高于", "<=": "不高于", "≦": "不高于", "at most": "不高于", "不超过": "不高于",
    "<": "低于", "＜": "低于", "below": "低于", "about": "约",
}  # fmt: skip
_NUMBERED = re.compile(
    r"^(?:[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）.．、]\s*|[①-⑳]\s*|其中[：:，]?\s*)+"
)
_MARKS = re.compile(r"[*＊①-⑳]+$")
_HARD = re.compile(r"(?i)约束|binding|mandatory|hard")
_SOFT = re.compile(r"(?i)预期|指导|引导|expected|anticipated|indicative|soft")
_TOWN = re.compile(r"(?![全各本])[\u4e00-\u9fff]{2,8}[市区县旗州]")
_LONGEST_CAPTION = 60
_LONGEST_GAP = 30
_MINUS = re.compile("[-−－]")
_CUMULATED = frozenset(["[", "【", "［", "〔"])


@dataclass(frozen=True)
class Cell:
    """A cell of a row.

    Parameters
    ----------
    words : str
        Its words.
    start, end : int
        Their offsets in the paragraph.
    """

    words: str
    start: int
    end: int


def cells_of(text: str) -> tuple[Cell, ...]:
    """Cells of a row.

    Parameters
    ----------
    text : str
        The row, with ``|`` between its cells, or tabs.

    Returns
    -------
    tuple of Cell
        Empty ones included.

    Examples
    --------
    >>> [cell.words for cell in cells_of("增加值 | 亿元 |  | 90")]
    ['增加值', '亿元', '', '90']
    """
    found: list[Cell] = []
    at = 0
    for part in text.split("\t" if "\t" in text and "|" not in text else "|"):
        words = part.strip()
        start = at + len(part) - len(part.lstrip())
        found.append(Cell(words, start, start + len(words)))
        at += len(part) + 1
    return tuple(found)


class TableReader:
    """Reads the tables of an article, row by row, in the order of its paragraphs.

    Parameters
    ----------
    today : date, optional
        Date of the document.
    """

    def __init__(self, today: date | None) -> None:
        self._today = today
        self._columns: tuple[Column, ...] | None = None
        self._head: tuple[str, ...] = ()
        self._caption = ""

    def pass_by(self, paragraph: Paragraph) -> None:
        """Words between tables: short ones entitle the next one or part this one.

        Parameters
        ----------
        paragraph : Paragraph
            A paragraph that is no row.
        """
        text = paragraph.text
        if self._columns is not None and len(text) <= _LONGEST_GAP:
            return
        self._columns = None
        self._head = ()
        if len(text) <= _LONGEST_GAP:
            # A title in two lines, the second of them the unit.
            self._caption = f"{self._caption[-_LONGEST_CAPTION:]} {text}"
        else:
            self._caption = text if len(text) <= _LONGEST_CAPTION else ""

    def read(self, paragraph: Paragraph, setting: Setting) -> tuple[Draft, ...]:
        """Claims of a row.

        Parameters
        ----------
        paragraph : Paragraph
            The row.
        setting : Setting
            What holds there.

        Returns
        -------
        tuple of Draft
            One a figure. Empty for a header, and where the cells do not fit the header.
        """
        cells = cells_of(paragraph.text)
        year = self._year(setting)
        header = read_header([cell.words for cell in cells], today=self._today, year=year)
        if header is not None and not self._holds_figures(cells):
            self._columns, self._head = header, tuple(cell.words for cell in cells)
            return ()
        if self._columns is None:
            return ()
        fitted = self._fit(cells)
        return tuple(self._drafts(fitted, paragraph, setting)) if fitted else ()

    def _year(self, setting: Setting) -> int | None:
        times = find_times(self._caption, today=self._today, year=setting.year)
        told = [time.year for time in times if time.year and time.role in {"in", "asof", "by"}]
        return told[0] if told else setting.year

    def _holds_figures(self, cells: tuple[Cell, ...]) -> bool:
        """Whether a row under a header holds figures: 项目 2024 is a header, 15 is none."""
        plain = [cell for cell in cells if _CELL.fullmatch(cell.words)]
        years = [cell for cell in plain if re.fullmatch(r"(?:19|20)\d\d年?", cell.words)]
        return self._columns is not None and len(plain) > len(years)

    def _fit(self, cells: tuple[Cell, ...]) -> tuple[Cell, ...] | None:
        """Cells under their columns; a first cell that spans rows is only in the first of them."""
        columns = self._columns or ()
        if len(cells) == len(columns) - 1 and columns[0].kind == "other":
            cells = (Cell("", 0, 0), *cells)
        if len(cells) != len(columns):
            return None
        for cell, column in zip(cells, columns, strict=True):
            if (
                column.kind == "unit"
                and cell.words not in _NO_UNIT
                and (_CELL.fullmatch(cell.words) or _FIGURE.search(cell.words))
            ):
                return None  # a figure under "unit": the columns are shifted
        return cells

    def _drafts(
        self, cells: tuple[Cell, ...], paragraph: Paragraph, setting: Setting
    ) -> Iterator[Draft]:
        columns = self._columns or ()
        by_kind = {column.kind: cell for column, cell in zip(columns, cells, strict=True)}
        named = by_kind["indicator"].words if "indicator" in by_kind else ""
        name, unit = split_unit(_MARKS.sub("", _NUMBERED.sub("", named)))
        place = _place(by_kind["place"].words) if "place" in by_kind else None
        if ("place" in by_kind and place is None) or (not name and place is None):
            return
        stated = by_kind["unit"].words if "unit" in by_kind else ""
        unit = (stated if stated not in _NO_UNIT else unit) or unit_of_title(self._caption)
        hard = _hard(by_kind["attribute"].words) if "attribute" in by_kind else None
        told: str | None = None
        for column, cell in zip(columns, cells, strict=True):
            if column.kind not in {"value", "growth"}:
                continue
            period = column.period or (told if column.kind == "growth" else self._period(setting))
            if cell.words[:1] in _CUMULATED and column.span:
                period = column.span
            told = period if column.kind == "value" else told
            draft = _figure(cell, column, name=name, unit=unit, length=len(paragraph.text))
            if draft is None:
                continue
            aims = column.is_aim or (hard is not None and period is None)
            yield draft._replace(
                kind="target" if aims else "statistic",
                place=place, period=period, hard=hard if aims else None,
                deadline=period.rpartition("..")[2] if aims and period else None,
                ambiguity=(*draft.ambiguity, *(() if period else ("period-not-stated",))),
            )  # fmt: skip

    def _period(self, setting: Setting) -> str | None:
        """Time of the whole table: that of its title, else that of its section."""
        times = find_times(self._caption, today=self._today, year=setting.year)
        period = next((t.period for t in times if t.period and t.role in {"in", "by"}), None)
        if period is None and setting.section:
            period = setting.section.period
        return period or (str(setting.year) if setting.year else None)


_NO_UNIT = frozenset({"", "—", "-", "–", "/", "--", "——"})


def _hard(words: str) -> bool | None:
    if _HARD.search(words):
        return True
    return False if _SOFT.search(words) else None


def _place(words: str) -> Place | None:
    """Place of a row; totals are none."""
    known = place_named(words)
    if known is not None:
        return known
    return Place(words, "district", "") if _TOWN.fullmatch(words) else None


def _quantity(match: re.Match[str], unit: str) -> Quantity | None:
    """Figure of a cell with its unit, read as in prose."""
    number = match["number"].replace("，", ",").replace("－", "-").replace("−", "-")
    is_minus = number.startswith("-")
    words = number.lstrip("-")
    sign = _SIGNS.get(match["sign"] or "", match["sign"] or "")
    hedge = match["hedge"] or match["hedge2"] or ""
    found = find_quantities(f"{sign}{words}{unit}{hedge}")
    if len(found) == 1 and found[0].start == 0 and found[0].unit.replace(" ", "") == unit:
        quantity = found[0]
    else:
        value = parse_numeral(words)
        scale = re.match(r"[百千]?[万亿]+", unit)
        if value is None or not unit:
            return None
        factor = scale_factor(scale.group()) if scale else 1.0
        norm = unit[scale.end() :] if scale else unit
        bound = {"不低于": ">=", "超过": ">", "不高于": "<=", "低于": "<", "约": "~"}.get(sign, "=")
        bound = {"左右": "~", "以上": ">=", "以内": "<=", "以下": "<="}.get(hedge, bound)
        quantity = Quantity(0, 0, value, unit, scaled(value, factor), norm, "physical", bound)
    return negative(quantity) if is_minus else quantity


def _figure(cell: Cell, column: Column, *, name: str, unit: str, length: int) -> Draft | None:
    """Figure of one cell; missing where the cell holds none, or none with a unit."""
    match = _CELL.fullmatch(cell.words)
    if match is None:
        return None
    printed = match["unit"] if known_unit(match["unit"]) and match["unit"] else ""
    if match["unit"] and not printed:
        return None
    shown = "%" if column.kind == "growth" and not printed else printed or column.unit or unit
    quantity = _quantity(match, shown)
    if quantity is None:
        return None
    indicator = name or column.name
    if column.kind == "growth":
        kind = "cagr" if is_yearly(column) else "yoy"
        indicator = name or re.sub("(?:同比)?(?:增长|增速|增幅)$", "", column.name)
    else:
        kind = growth_kind(indicator, "", kind=quantity.kind)
    fallen = is_fall(re.sub("率$|幅度?$", "", indicator))
    if fallen and quantity.kind in {"ratio", "points"} and not _MINUS.match(match["number"]):
        quantity, kind = negative(quantity), "change" if kind == "share" else kind
    if match["open"] in _CUMULATED:
        kind = "cumulative" if quantity.kind != "ratio" else "change"
    return Draft(
        "statistic", 0, length, cell.start, cell.end, indicator, quantity.comparator,
        quantity.value, quantity.unit or None, quantity.value_norm, quantity.unit_norm or None,
        kind, ambiguity=(*quantity.notes, "read-from-table"), is_dated=True,
    )  # fmt: skip
