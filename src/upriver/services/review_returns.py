"""Decisions taken back from a review sheet."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
from fastexcel import FastExcelError

from upriver.core.errors import DataError
from upriver.core.findings import Finding
from upriver.core.message import LANGUAGES, Message, listing
from upriver.data.package import decode_text
from upriver.services.claim_catalogue import catalogue_of
from upriver.services.claim_changes import checked_changes
from upriver.services.claim_words import VERDICTS, name_of_field, verdict_named, word_of
from upriver.services.review import Ruling
from upriver.services.review_items import CLAIM_FIELDS, STATES
from upriver.services.review_sheet import (
    DECISION,
    ENTRY_COLUMNS,
    FIRST_ROW,
    HEADINGS,
    REASON,
    ending_of,
    sheet_rows,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from upriver.services.review import Review
    from upriver.services.review_items import Decision, ReviewItem


def _read_tables(path: Path) -> list[pl.DataFrame]:
    """Sheets of a workbook in their order, or the one table of a CSV file."""
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
    if ending_of(path) == ".xlsx":
        try:
            sheets = pl.read_excel(
                path, sheet_id=0, infer_schema_length=0, drop_empty_rows=False,
                raise_if_empty=False,
            )  # fmt: skip
        except (FastExcelError, pl.exceptions.PolarsError) as reason:
            raise unreadable from reason
        return list(sheets.values())
    decoded = decode_text(path.read_bytes())
    if decoded is None or "\0" in decoded[0]:
        raise unreadable
    try:
        return [pl.read_csv(io.StringIO(decoded[0]), infer_schema=False)]
    except pl.exceptions.PolarsError as reason:
        raise unreadable from reason


def _columns(table: pl.DataFrame) -> dict[str, str]:
    """Column of the sheet by field, in either language."""
    known = {heading.to(each): name for name, heading in HEADINGS.items() for each in LANGUAGES}
    known |= {name: name for name in HEADINGS}
    return {known[c.strip()]: c for c in table.columns if c.strip() in known}


def _sheet(path: Path) -> tuple[pl.DataFrame, dict[str, str]]:
    """The sheet that holds claims and decisions, and its columns; sheets of notes may stand by."""
    tables = _read_tables(path)
    lacking: list[list[str]] = []
    for table in tables:
        columns = _columns(table)
        lacking.append([name for name in ("claim", DECISION) if name not in columns])
        if not lacking[-1]:
            return table, columns
    missing = [HEADINGS[name] for name in min(lacking, key=len, default=["claim", DECISION])]
    raise DataError(
        Message(
            f"{path.name} lacks the column {listing([each.en for each in missing])}.",
            f"{path.name} 缺少列 {listing([each.zh for each in missing])}。",
        ),
        Message("Keep the headings of the export.", "请保留导出时的表头。"),
    )


def _cell(value: object) -> str:
    text = "" if value is None else str(value).strip()
    # A spreadsheet turns 2027 into 2027.0 and 2024-05-31 into a day with a clock.
    text = re.sub(r"^(-?\d+)\.0$", r"\1", text)
    text = re.sub(r"^(\d{4}-\d\d-\d\d)[ T]00:00:00$", r"\1", text)
    return text[1:] if re.match(r"'(?:[=+@].|-[^\d])", text) else text


def read_sheet(path: str | Path, state: Review, *, author: str = "") -> tuple[Ruling, ...]:
    """Decisions that a person wrote into a review sheet.

    Parameters
    ----------
    path : str or Path
        The sheet, ``.xlsx`` or ``.csv``, headings in Chinese or English; columns in any order,
        others besides them.
    state : Review
        The claims as they stand.
    author : str
        Who decides.

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

    Notes
    -----
    A sheet that was written before somebody else decided does not undo that decision: a row that
    would change it is refused, a row that says the same or nothing is passed over.
    """
    path = Path(path)
    table, columns = _sheet(path)
    offered = {row["claim"]: row for row in sheet_rows(state, language="en")}
    items = {item.claim: item for item in state.items}
    catalogue = catalogue_of(state.region, state.items)
    rulings: list[Ruling] = []
    findings: list[Finding] = []
    for number, cells in enumerate(table.iter_rows(named=True), start=FIRST_ROW):
        row = {name: word_of(name, _cell(cells[column])) for name, column in columns.items()}
        said, item = verdict_named(row[DECISION]), items.get(row["claim"])
        old = offered.get(row["claim"], {})
        changes = {
            name: row[name]
            for name in (*CLAIM_FIELDS, *ENTRY_COLUMNS)
            if name in row and row[name] != old.get(name, "")
        }
        later = _decided_since(item, row)
        if not row[DECISION] and (later or not any(row.values())):
            continue  # what differs was decided elsewhere
        faults = _faults(row, said, changes, item)
        others = [each for each in later if each.author != author.strip()]
        if not faults and item and others and _undoes(item, said, changes):
            faults = [_overtaken(item, others[-1])]
        findings += [replace(each, row=number, column=columns[DECISION]) for each in faults]
        if faults and item and changes and said != "reject":
            findings += checked_changes(item, changes, catalogue, row=number)[1]
        elif said:
            given = {} if said == "reject" else changes
            rulings.append(
                Ruling(row["claim"], said != "reject", given, row.get(REASON, ""), number)
            )
    if findings:
        rows = len({each.row for each in findings})
        raise DataError(
            Message(
                f"{path.name}: {rows} row(s) cannot be used; nothing was written.",
                f"{path.name}：有 {rows} 行无法采用；未写入任何内容。",
            ),
            Message("Correct them:", "请逐一改正："),
            findings=tuple(findings),
        )
    return tuple(rulings)


def _decided_since(item: ReviewItem | None, row: Mapping[str, str]) -> tuple[Decision, ...]:
    """Decisions that were made after the sheet was written; none when the sheet cannot tell."""
    if item is None or "decided" not in row:
        return ()
    keys = [each.decision for each in item.decisions]
    return item.decisions[keys.index(row["decided"]) + 1 if row["decided"] in keys else 0 :]


def _undoes(item: ReviewItem, said: str | None, changes: Mapping[str, str]) -> bool:
    if said == "reject":
        return item.state != "rejected"
    return bool(changes) or not item.is_accepted


def _overtaken(item: ReviewItem, last: Decision) -> Finding:
    states = STATES[item.state]
    return Finding(
        "decided-since", "error",
        Message(
            f"{item.claim}: {last.author} decided it after this sheet was written "
            f"({last.decision}, {last.time[:10]}: {states.en}).",
            f"{item.claim}：导出本表之后，{last.author} 已作裁定"
            f"（{last.decision}，{last.time[:10]}：{states.zh}）。",
        ),
        Message(
            "Empty the decision to let it stand, or export anew and decide on what stands now.",
            "清空该行裁定即维持原裁定；如需改动，请重新导出后再裁定。",
        ),
    )  # fmt: skip


def _faults(
    row: Mapping[str, str], said: str | None, changes: Mapping[str, str], item: ReviewItem | None
) -> list[Finding]:
    """What is wrong with the decision of a row, before its cells are looked at."""
    claim = row["claim"]
    if row[DECISION] and said is None:
        words = list(VERDICTS.values())
        return [Finding(
            "bad-value", "error",
            Message(
                f"{claim}: wanted one of {', '.join(w.en for w in words)}, "
                f"got {row[DECISION]!r}.",
                f"{claim}：应为{'、'.join(w.zh for w in words)}之一，实际为 {row[DECISION]!r}。",
            ),
            Message("Correct it, or leave it empty.", "请改正，或留空。"),
            value=row[DECISION],
        )]  # fmt: skip
    if item and changes and not said:
        names = [name_of_field(name) for name in changes]
        return [Finding(
            "missing-value", "error",
            Message(
                f"{claim}: {', '.join(name.en for name in names)} was changed, but nothing is "
                "decided.",
                f"{claim}：改动了{'、'.join(name.zh for name in names)}，但未作裁定。",
            ),
            Message(
                "Write correct into Decision, or undo it.", "请在“裁定”列写“更正”，或撤销改动。"
            ),
        )]  # fmt: skip
    if said == "correct" and not changes and item and not item.is_accepted:
        return [Finding(
            "missing-value", "error",
            Message(
                f"{claim}: wanted a correction, but no cell was changed.",
                f"{claim}：应有更正，但没有改动任何单元格。",
            ),
            Message("Change a cell, or write accept.", "请改动单元格，或写“接受”。"),
        )]  # fmt: skip
    return []
