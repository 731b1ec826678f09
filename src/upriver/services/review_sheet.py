"""Claims to a spreadsheet, in which a person decides."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from upriver.core.errors import DataError
from upriver.core.files import replacing
from upriver.core.message import Language, Message
from upriver.services.claim_catalogue import catalogue_of, match_indicator, match_place
from upriver.services.claim_entries import Entry, entry_of
from upriver.services.claim_rows import context_of
from upriver.services.claim_words import VERDICTS, shown_word
from upriver.services.review_items import CLAIM_FIELDS, ENTRY_FIELDS, STATES, field_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from upriver.services.review import Review
    from upriver.services.review_items import ReviewItem

ENDINGS = (".xlsx", ".csv")
FIRST_ROW = 2  # below the headings
# What a person writes. All other columns are for reading and are passed over on the way back.
DECISION, REASON = "decision", "reason"
_OWN = {
    DECISION: Message("Decision", "裁定"),
    REASON: Message("Reason", "理由"),
}
ENTRY_COLUMNS = ("code", "place", "name_en", "direction", "hard", "weight", "owner", "parent")
_SHOWN: dict[str, Message] = {
    "claim": Message("Claim", "论断编号"),
    "state": Message("State", "状态"),
    "phrase": Message("Phrase in context", "上下文"),
    "ambiguity": Message("What is uncertain", "存疑之处"),
    "conflicts": Message("Conflicts", "冲突"),
    "becomes": Message("Becomes", "将成为"),
    "document": Message("Document", "文档"),
    "date": Message("Date", "日期"),
    "confidence": Message("Confidence", "置信度"),
    "reader": Message("Found by", "读出者"),
    "decided": Message("Last decision", "最近裁定"),  # as of the export: a later one is seen
}
_WIDTHS = {"phrase": 60, "indicator": 28, "ambiguity": 40, "conflicts": 50, "becomes": 50}


def _headings() -> dict[str, Message]:
    """Columns in order: to be read, then to be written."""
    order = {name: _SHOWN[name] for name in ("claim", "state", "phrase")}
    order |= _OWN
    order |= CLAIM_FIELDS
    order |= {name: ENTRY_FIELDS[name] for name in ENTRY_COLUMNS}
    return order | {name: text for name, text in _SHOWN.items() if name not in order}


HEADINGS = _headings()


def _conflicts(state: Review, item: ReviewItem, language: Language) -> str:
    lines = [
        f"{each.message.to(language)} {each.other.key}: {each.other.value} {each.other.time} "
        f"{each.other.phrase} ({each.other.date} {each.other.source})"
        for each in state.conflicts.get(item.claim, ())
    ]
    return "\n".join(" ".join(line.split()) for line in lines)


def sheet_rows(state: Review, *, language: Language) -> list[dict[str, str]]:
    """Claims as rows of a spreadsheet.

    Parameters
    ----------
    state : Review
        The claims as they stand.
    language : {"en", "zh"}
        Language of the notes.

    Returns
    -------
    list of dict
        One row a claim, all cells as text; ``decision`` is empty where nobody decided. The codes
        of indicator and place are filled in where the names leave no doubt.
    """
    catalogue = catalogue_of(state.region, state.items)
    rows = []
    for item in state.items:
        entry = entry_of(item, catalogue, hints=True)
        becomes = (
            entry.table
            if isinstance(entry, Entry)
            else " ".join(reason.to(language) for reason in entry.reasons)
        )
        row = {
            "claim": item.claim,
            "state": STATES[item.state].to(language),
            "phrase": str(context_of(state.texts.get(item.document, ""), item.read)),
            DECISION: "",
            REASON: "",
            "ambiguity": " ".join(note.to(language) for note in item.now.notes()),
            "conflicts": _conflicts(state, item, language),
            "becomes": becomes,
            "document": item.title or item.document,
            "date": item.date,
            "confidence": f"{item.now.confidence:g}",
            "reader": item.reader,
            "decided": item.decisions[-1].decision if item.decisions else "",
        }
        row |= {
            name: shown_word(name, field_text(item.now, name), language) for name in CLAIM_FIELDS
        }
        row |= {name: item.entry.get(name, "") for name in ENTRY_COLUMNS}
        if item.now.kind in {"statistic", "target"}:
            row["code"] = row["code"] or match_indicator(item, catalogue) or ""
            row["place"] = row["place"] or match_place(item, catalogue) or ""
        rows.append(row)
    return rows


def ending_of(path: Path) -> str:
    """Ending of a review sheet.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    str
        ``.xlsx`` or ``.csv``.

    Raises
    ------
    DataError
        If it is another one.
    """
    if path.suffix.lower() not in ENDINGS:
        raise DataError(
            Message(
                f"{path.name}: a review sheet ends in .xlsx or .csv.",
                f"{path.name}：复核表的扩展名应为 .xlsx 或 .csv。",
            ),
            Message("Name it for example claims.xlsx.", "例如 claims.xlsx。"),
        )
    return path.suffix.lower()


def _choices(sheet: Any, column: int, words: Sequence[str], last: int) -> None:
    choice = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
    letter = sheet.cell(1, column).column_letter
    choice.add(f"{letter}{FIRST_ROW}:{letter}{max(last, FIRST_ROW)}")
    sheet.add_data_validation(choice)


def _workbook(rows: Sequence[dict[str, str]], language: Language) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # a new workbook has one sheet
    sheet.title = "claims"
    names = list(HEADINGS)
    for number, name in enumerate(names, start=1):
        cell = sheet.cell(1, number, HEADINGS[name].to(language))
        cell.font = Font(bold=True)
        if name in _OWN or name in CLAIM_FIELDS or name in ENTRY_COLUMNS:
            cell.fill = PatternFill("solid", fgColor="FFF2CC")  # what may be written
        sheet.column_dimensions[cell.column_letter].width = _WIDTHS.get(name, 14)
    for place, row in enumerate(rows, start=FIRST_ROW):
        for number, name in enumerate(names, start=1):
            cell = sheet.cell(place, number)
            cell.value = row[name] or None
            cell.data_type = "s" if row[name] else "n"  # text, or = and 2024-05 would be changed
            cell.number_format = "@"
            cell.alignment = Alignment(wrap_text=name in _WIDTHS, vertical="top")
    last = len(rows) + 1
    _choices(sheet, names.index(DECISION) + 1, [w.to(language) for w in VERDICTS.values()], last)
    _choices(sheet, names.index("direction") + 1, ["higher", "lower"], last)
    _choices(sheet, names.index("hard") + 1, ["yes", "no"], last)
    sheet.freeze_panes = sheet.cell(FIRST_ROW, names.index(DECISION) + 1)
    sheet.auto_filter.ref = sheet.dimensions
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def export_sheet(state: Review, path: str | Path, *, language: Language) -> Path:
    """Write the claims of a package to a spreadsheet.

    Parameters
    ----------
    state : Review
        The claims as they stand.
    path : str or Path
        A file ending in ``.xlsx`` or ``.csv``. One that stands there is not overwritten.
    language : {"en", "zh"}
        Language of headings and notes.

    Returns
    -------
    Path
        Where it was written.

    Raises
    ------
    DataError
        If the ending is another one, or there is a file already.
    OutputError
        If the place cannot be written to.
    """
    path = Path(path)
    ending = ending_of(path)
    if path.exists():
        raise DataError(
            Message(f"There is already a file {path}.", f"文件 {path} 已存在。"),
            Message(
                "Choose another name; it may hold decisions.", "请换一个名称；其中可能已有裁定。"
            ),
        )
    rows = sheet_rows(state, language=language)
    if ending == ".xlsx":
        content = _workbook(rows, language)
    else:
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow([heading.to(language) for heading in HEADINGS.values()])
        writer.writerows([_guarded(row[name]) for name in HEADINGS] for row in rows)
        content = text.getvalue().encode("utf-8-sig")  # the mark tells Excel that it is UTF-8
    with replacing(path) as temporary:
        temporary.write_bytes(content)
    return path


def _guarded(text: str) -> str:
    """A cell that a spreadsheet program takes for text, not for a formula."""
    return f"'{text}" if re.match(r"[=+@].|-[^\d]", text) else text
