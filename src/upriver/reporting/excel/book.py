"""A workbook whose numbers are numbers, whose totals are formulas, and whose bytes repeat."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import TYPE_CHECKING, Any, Literal

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from upriver.core.unit_names import unit_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from upriver.core.message import Language, Message

Kind = Literal["text", "long", "amount", "share", "year", "count", "price", "yes"]
FORMATS: dict[Kind, str] = {
    "amount": "#,##0.00", "share": "0.0%", "year": "0", "count": "#,##0", "price": "#,##0.0000",
}  # fmt: skip
WIDTHS: dict[Kind, float] = {
    "text": 26, "long": 70, "amount": 14, "share": 11, "year": 9, "count": 10, "price": 14,
    "yes": 9,
}  # fmt: skip
MADE = datetime(1980, 1, 1)  # Excel knows no time zones; the same each time
HEAD = PatternFill("solid", fgColor="1F6F6B")
BUILDING = PatternFill("solid", fgColor="F2B880")
RUNNING = PatternFill("solid", fgColor="D6EDE5")
TOTAL_LINE = Border(top=Side("thin"))


@dataclass(frozen=True)
class Column:
    """A column of a sheet.

    Parameters
    ----------
    heading : str
        In the reader's language.
    kind : str
        A key of ``WIDTHS``; it sets format and width.
    unit : str
        Stands in the heading.
    total : bool
        Whether the total row adds the column up.
    """

    heading: str
    kind: Kind = "text"
    unit: str = ""
    total: bool = False


class Say:
    """Both halves of a text in, one out.

    Parameters
    ----------
    language : {"en", "zh"}
        The reader's language.

    Examples
    --------
    >>> Say("zh")("Year", "年份")
    '年份'
    """

    def __init__(self, language: Language) -> None:
        self.language: Language = language

    def __call__(self, en: str, zh: str) -> str:
        """The reader's half.

        Parameters
        ----------
        en, zh : str
            The text in both languages.

        Returns
        -------
        str
            One of them.
        """
        return zh if self.language == "zh" else en


class Book:
    """A workbook in one language.

    Parameters
    ----------
    language : {"en", "zh"}
        The reader's language.
    title : str
        Title in the properties of the file.
    """

    def __init__(self, language: Language, *, title: str) -> None:
        self.language: Language = language
        self._workbook = Workbook()
        self._workbook.remove(self._workbook.worksheets[0])
        self._workbook.calculation.fullCalcOnLoad = True
        about = self._workbook.properties
        about.creator, about.title = "upriver", title
        about.created = about.modified = MADE

    def sheet(self, name: Message, title: str) -> SheetWriter:
        """A new sheet.

        Parameters
        ----------
        name : Message
            On its tab.
        title : str
            In its first row.

        Returns
        -------
        SheetWriter
            To be filled from above.
        """
        found = self._workbook.create_sheet(name.to(self.language))
        return SheetWriter(found, self.language, title)

    def content(self) -> bytes:
        """The file.

        Returns
        -------
        bytes
            The same content gives the same bytes: neither the time nor the clock of the archive
            is in them.
        """
        made, fixed = io.BytesIO(), io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            ExcelWriter(self._workbook, archive).write_data()
        with zipfile.ZipFile(made) as old, zipfile.ZipFile(fixed, "w") as new:
            for name in sorted(old.namelist()):
                part = zipfile.ZipInfo(name, MADE.timetuple()[:6])
                part.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(part, old.read(name))
        return fixed.getvalue()


class SheetWriter:
    """A sheet that is filled from above, block by block.

    Parameters
    ----------
    sheet : Worksheet
        Empty.
    language : {"en", "zh"}
        The reader's language.
    title : str
        In the first row.
    """

    def __init__(self, sheet: Worksheet, language: Language, title: str) -> None:
        self.language: Language = language
        self._sheet = sheet
        self._row = 1
        self._text(1, title).font = Font(bold=True, size=14)
        self._row = 2
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True

    def note(self, text: str) -> None:
        """One line of text.

        Parameters
        ----------
        text : str
            In the reader's language.
        """
        self._text(1, text).font = Font(italic=True, color="666666")
        self._row += 1

    def table(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Any]],
        *,
        total: str = "",
        frozen: int = 0,
        shares: Sequence[int] = (),
    ) -> tuple[int, int]:
        """A table below what is there.

        Parameters
        ----------
        columns : sequence of Column
            From the left.
        rows : sequence of sequence
            Cells; None is left empty. A text that begins with ``=SUM(`` is a formula, with
            ``{row}`` for its row; no other text is.
        total : str
            Word in front of the total row; without it there is none.
        frozen : int
            Columns from the left that stay in view, with the rows down to the headings.
        shares : sequence of int
            Numbers of rows whose amounts are shares.

        Returns
        -------
        tuple of int
            First and last row of the sheet that hold cells of the table, the total apart.
        """
        self._row += 1
        for at, column in enumerate(columns, start=1):
            self._heading(at, column)
        if frozen:
            self._sheet.freeze_panes = self._sheet.cell(self._row + 1, frozen + 1)
        self._row += 1
        first = self._row
        for number, row in enumerate(rows):
            for at, (column, value) in enumerate(zip(columns, row, strict=True), start=1):
                kind = "share" if number in shares and column.kind == "amount" else column.kind
                self._cell(at, value, kind)
            self._row += 1
        last = self._row - 1
        if total and rows:
            self._total(columns, total, first, last)
        self._row += 1
        return first, last

    def shade(self, row: int, column: int, *, running: bool) -> None:
        """Mark a year of a project.

        Parameters
        ----------
        row, column : int
            Of the sheet.
        running : bool
            Whether it works already; otherwise it is being built.
        """
        self._sheet.cell(row, column).fill = RUNNING if running else BUILDING

    def _heading(self, at: int, column: Column) -> None:
        unit = unit_word(column.unit, self.language)
        left, right = ("（", "）") if self.language == "zh" else (" (", ")")
        cell = self._text(at, f"{column.heading}{left}{unit}{right}" if unit else column.heading)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        letter = get_column_letter(at)
        wide = self._sheet.column_dimensions[letter]
        known = wide.width if letter in self._sheet.column_dimensions else 0
        wide.width = max(WIDTHS[column.kind], known if wide.customWidth else 0)

    def _cell(self, at: int, value: Any, kind: Kind) -> None:
        if value is None or (isinstance(value, float) and not isfinite(value)):
            return
        if isinstance(value, bool):
            self._text(at, ("是" if value else "否") if self.language == "zh" else "yes" if value
                       else "no")  # fmt: skip
        elif isinstance(value, str) and value.startswith("=SUM("):
            cell = self._sheet.cell(self._row, at, value.format(row=self._row))
            cell.number_format = FORMATS[kind]
        elif isinstance(value, str):
            cell = self._text(at, value)
            cell.alignment = Alignment(wrap_text=kind == "long", vertical="top")
        else:
            cell = self._sheet.cell(self._row, at, value)
            cell.number_format = FORMATS.get(kind, "General")

    def _total(self, columns: Sequence[Column], word: str, first: int, last: int) -> None:
        for at, column in enumerate(columns, start=1):
            if column.total:
                letter = get_column_letter(at)
                cell = self._sheet.cell(self._row, at, f"=SUM({letter}{first}:{letter}{last})")
                cell.number_format = FORMATS[column.kind]
            else:
                cell = self._text(at, word if at == 1 else "")
            cell.font, cell.border = Font(bold=True), TOTAL_LINE
        self._row += 1

    def _text(self, at: int, text: str) -> Any:
        """A cell that is text whatever it begins with, so that a name is never run as a formula."""
        cell = self._sheet.cell(self._row, at)
        if text:
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
            cell.data_type = "s"
        return cell


def shade_years(
    sheet: SheetWriter,
    rows: Sequence[dict[str, Any]],
    years: Sequence[int],
    *,
    row: int,
    column: int,
) -> None:
    """Mark the years in which undertakings are built and run, as in a Gantt chart.

    Parameters
    ----------
    sheet : SheetWriter
        The sheet.
    rows : sequence of dict
        With started, year and finished, in the order of the sheet.
    years : sequence of int
        Of the columns.
    row, column : int
        Where the first row and the first year stand.
    """
    for number, each in enumerate(rows):
        for place, year in enumerate(years):
            if each["started"] and year >= each["year"]:
                sheet.shade(row + number, column + place, running=year >= each["finished"])
