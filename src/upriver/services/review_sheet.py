"""Claims to a spreadsheet and decisions back from it."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
from fastexcel import FastExcelError
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from upriver.core.errors import DataError
from upriver.core.files import replacing
from upriver.core.findings import Finding
from upriver.core.message import LANGUAGES, Language, Message, listing
from upriver.data.package import decode_text
from upriver.services.claim_catalogue import catalogue_of, match_indicator, match_place
from upriver.services.claim_entries import Entry, entry_of
from upriver.services.claim_rows import context_of
from upriver.services.review import Ruling
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
_ENTRY_COLUMNS = ("code", "place", "name_en", "direction", "hard", "weight", "owner", "parent")
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
}
WORDS = {
    "accept": Message("accept", "接受"),
    "correct": Message("correct", "更正"),
    "reject": Message("reject", "否决"),
}
_WIDTHS = {"phrase": 60, "indicator": 28, "ambiguity": 40, "conflicts": 50, "becomes": 50}


def _headings() -> dict[str, Message]:
    """Columns in order: to be read, then to be written."""
    order = {name: _SHOWN[name] for name in ("claim", "state", "phrase")}
    order |= _OWN
    order |= CLAIM_FIELDS
    order |= {name: ENTRY_FIELDS[name] for name in _ENTRY_COLUMNS}
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
        }
        row |= {name: field_text(item.now, name) for name in CLAIM_FIELDS}
        row |= {name: item.entry.get(name, "") for name in _ENTRY_COLUMNS}
        if item.now.kind in {"statistic", "target"}:
            row["code"] = row["code"] or match_indicator(item, catalogue) or ""
            row["place"] = row["place"] or match_place(item, catalogue) or ""
        rows.append(row)
    return rows


def _ending(path: Path) -> str:
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
        if name in _OWN or name in CLAIM_FIELDS or name in _ENTRY_COLUMNS:
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
    _choices(sheet, names.index(DECISION) + 1, [w.to(language) for w in WORDS.values()], last)
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
    ending = _ending(path)
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


def _read_cells(path: Path) -> pl.DataFrame:
    if not path.is_file():
        raise DataError(
            Message(f"There is no file {path}.", f"文件 {path} 不存在。"),
            Message("Write one with --export first.", "请先用 --export 导出。"),
        )
    unreadable = DataError(
        Message(f"{path.name} is no readable review sheet.", f"{path.name} 不是可读的复核表。"),
        Message(
            "Save it again as .xlsx, or as .csv in UTF-8.",
            "请重新保存为 .xlsx，或 UTF-8 的 .csv。",
        ),
    )
    if _ending(path) == ".xlsx":
        try:
            return pl.read_excel(
                path, infer_schema_length=0, drop_empty_rows=False, raise_if_empty=False
            )
        except (FastExcelError, pl.exceptions.PolarsError) as reason:
            raise unreadable from reason
    decoded = decode_text(path.read_bytes())
    if decoded is None or "\0" in decoded[0]:
        raise unreadable
    try:
        return pl.read_csv(io.StringIO(decoded[0]), infer_schema=False)
    except pl.exceptions.PolarsError as reason:
        raise unreadable from reason


def _columns(table: pl.DataFrame, path: Path) -> dict[str, str]:
    """Column of the sheet by field, in either language."""
    known = {heading.to(each): name for name, heading in HEADINGS.items() for each in LANGUAGES}
    known |= {name: name for name in HEADINGS}
    found = {known[c.strip()]: c for c in table.columns if c.strip() in known}
    missing = [HEADINGS[name] for name in ("claim", DECISION) if name not in found]
    if missing:
        raise DataError(
            Message(
                f"{path.name} lacks the column {listing([each.en for each in missing])}.",
                f"{path.name} 缺少列 {listing([each.zh for each in missing])}。",
            ),
            Message("Keep the headings of the export.", "请保留导出时的表头。"),
        )
    return found


def _cell(value: object) -> str:
    text = "" if value is None else str(value).strip()
    # A spreadsheet turns 2027 into 2027.0 and 2024-05-31 into a day with a clock.
    text = re.sub(r"^(-?\d+)\.0$", r"\1", text)
    text = re.sub(r"^(\d{4}-\d\d-\d\d)[ T]00:00:00$", r"\1", text)
    return text[1:] if re.match(r"'(?:[=+@].|-[^\d])", text) else text


def _verdict(text: str) -> str | None:
    words = {word.to(each).casefold(): name for name, word in WORDS.items() for each in LANGUAGES}
    return words.get(text.casefold())


def read_sheet(path: str | Path, state: Review) -> tuple[Ruling, ...]:
    """Decisions that a person wrote into a review sheet.

    Parameters
    ----------
    path : str or Path
        The sheet, ``.xlsx`` or ``.csv``, headings in Chinese or English.
    state : Review
        The claims as they stand.

    Returns
    -------
    tuple of Ruling
        One for each row whose column ``decision`` is filled in. The columns of the claim and of
        its row are compared with what stands; where they differ they are corrections.

    Raises
    ------
    DataError
        If the sheet cannot be read, or rows of it cannot be used; every finding is listed with
        row, column, what was wanted and what came.
    """
    path = Path(path)
    table = _read_cells(path)
    columns = _columns(table, path)
    offered = {row["claim"]: row for row in sheet_rows(state, language="en")}
    rulings: list[Ruling] = []
    findings: list[Finding] = []
    for number, cells in enumerate(table.iter_rows(named=True), start=FIRST_ROW):
        row = {name: _cell(cells[column]) for name, column in columns.items()}
        said = _verdict(row[DECISION])
        old = offered.get(row["claim"], {})
        changes = {
            name: row[name]
            for name in (*CLAIM_FIELDS, *_ENTRY_COLUMNS)
            if name in row and row[name] != old.get(name, "")
        }
        finding = _fault(row, said, number, changes, is_known=bool(old))
        if finding:
            findings.append(finding)
        elif said:
            given = {} if said == "reject" else changes
            rulings.append(
                Ruling(row["claim"], said != "reject", given, row.get(REASON, ""), number)
            )
    if findings:
        raise DataError(
            Message(
                f"{path.name}: {len(findings)} row(s) cannot be used; nothing was written.",
                f"{path.name}：有 {len(findings)} 行无法采用；未写入任何内容。",
            ),
            Message("Correct them:", "请逐一改正："),
            findings=tuple(findings),
        )
    return tuple(rulings)


def _fault(
    row: dict[str, str], said: str | None, number: int, changes: dict[str, str], *, is_known: bool
) -> Finding | None:
    """What is wrong with a row before its cells are looked at, if anything."""
    if not any(row.values()):
        return None
    if row[DECISION] and said is None:
        words = [f"{word.en} ({word.zh})" for word in WORDS.values()]
        return Finding(
            "bad-value", "error",
            Message(
                f"{row['claim']}: wanted one of {', '.join(w.en for w in WORDS.values())}, "
                f"got {row[DECISION]!r}.",
                f"{row['claim']}：应为 {'、'.join(words)} 之一，实际为 {row[DECISION]!r}。",
            ),
            Message("Correct it, or leave it empty.", "请改正，或留空。"),
            row=number, column=DECISION, value=row[DECISION],
        )  # fmt: skip
    if is_known and changes and not said:
        return Finding(
            "missing-value", "error",
            Message(
                f"{row['claim']}: {', '.join(changes)} was changed, but nothing is decided.",
                f"{row['claim']}：改动了 {'、'.join(changes)}，但未作裁定。",
            ),
            Message(
                "Write correct into Decision, or undo it.", "请在“裁定”列写“更正”，或撤销改动。"
            ),
            row=number, column=DECISION,
        )  # fmt: skip
    if said == "correct" and not changes and is_known:
        return Finding(
            "missing-value", "error",
            Message(
                f"{row['claim']}: wanted a correction, but no cell was changed.",
                f"{row['claim']}：应有更正，但没有改动任何单元格。",
            ),
            Message("Change a cell, or write accept.", "请改动单元格，或写“接受”。"),
            row=number, column=DECISION,
        )  # fmt: skip
    return None
