"""From a table as somebody wrote it to the table as the spec wants it, with all findings."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import polars as pl

from upriver.core.errors import PeriodError, UnitError
from upriver.core.findings import Finding
from upriver.core.message import Message, listing
from upriver.core.periods import parse_period
from upriver.core.units import parse_unit

if TYPE_CHECKING:
    from upriver.data.schema import FieldSpec, TableSpec

HEADER_ROWS = 2  # the first data row stands in row 2 of a spreadsheet
OWN_COLUMN = ("x_", "note", "备注", "说明")
_TRUE = {"true", "yes", "1", "是", "y", "t"}
_FALSE = {"false", "no", "0", "否", "n", "f"}
_DTYPES: dict[str, type[pl.DataType]] = {
    "string": pl.String, "number": pl.Float64, "integer": pl.Int64, "boolean": pl.Boolean,
    "year": pl.Int64, "period": pl.String, "date": pl.String, "unit": pl.String,
}  # fmt: skip
_WANTED: dict[str, Message] = {
    "number": Message("a number", "数字"),
    "integer": Message("a whole number", "整数"),
    "year": Message("a year such as 2023", "年份，如 2023"),
    "boolean": Message("true or false", "是或否"),
    "date": Message("a date such as 2024-05-31", "日期，如 2024-05-31"),
}


def empty_table(spec: TableSpec) -> pl.DataFrame:
    """Build a table without rows.

    Parameters
    ----------
    spec : TableSpec
        The table.

    Returns
    -------
    polars.DataFrame
        All columns with their types.
    """
    return pl.DataFrame(schema={field.name: _DTYPES[field.type] for field in spec.fields})


def match_columns(raw: pl.DataFrame, spec: TableSpec) -> tuple[dict[str, str], list[Finding]]:
    """Map each column of a file to a field, and say which could not be mapped.

    Parameters
    ----------
    raw : polars.DataFrame
        The table as it was written; columns in Chinese or English.
    spec : TableSpec
        What it should be.

    Returns
    -------
    mapping : dict of str to str
        Field by column of the file.
    findings : list of Finding
        Unknown, repeated and missing columns.
    """
    known = {field.name: field.name for field in spec.fields}
    for field in spec.fields:
        known |= dict.fromkeys(field.aliases, field.name)
    folded = {name.casefold(): target for name, target in known.items()}
    mapping: dict[str, str] = {}
    findings: list[Finding] = []
    for column in raw.columns:
        name = column.strip()
        target = known.get(name) or folded.get(name.casefold())
        if target is None:
            if not name.casefold().startswith(OWN_COLUMN):
                findings.append(_unknown_column(spec, name, list(known)))
        elif target in mapping.values():
            findings.append(
                Finding(
                    "repeated-column", "error",
                    Message(f"Two columns mean {target}.", f"有两列都表示 {target}。"),
                    Message("Keep one of them.", "请只保留其中一列。"),
                    table=spec.name, column=name,
                )
            )  # fmt: skip
        else:
            mapping[column] = target
    findings.extend(
        Finding(
            "missing-column", "error",
            Message(
                f"The column {field.name} ({field.description.en}) is missing.",
                f"缺少列 {field.name}（{field.description.zh}）。",
            ),
            Message(
                f"Add it; it may also be called {listing(field.aliases) or field.name}.",
                f"请补上该列；列名也可写作 {listing(field.aliases) or field.name}。",
            ),
            table=spec.name, column=field.name,
        )
        for field in spec.fields
        if field.required and field.name not in mapping.values()
    )  # fmt: skip
    return mapping, findings


def _unknown_column(spec: TableSpec, name: str, known: list[str]) -> Finding:
    near = difflib.get_close_matches(name, known, n=1)
    hint_en = f"Did you mean {near[0]!r}? " if near else ""
    hint_zh = f"是否想写 {near[0]!r}？" if near else ""
    return Finding(
        "unknown-column", "error",
        Message(f"{spec.name} has no column {name!r}.", f"表 {spec.name} 没有列 {name!r}。"),
        Message(
            f"{hint_en}Rename it, or begin its name with x_ to keep a column of your own. "
            f"Known: {listing(spec.names, most=20)}.",
            f"{hint_zh}请改名；自己的列请以 x_ 开头。可用列：{listing(spec.names, most=20)}。",
        ),
        table=spec.name, column=name,
    )  # fmt: skip


def _bad_cells(
    spec: TableSpec, field: FieldSpec, raw: pl.Series, bad: pl.Series, wanted: Message, code: str
) -> list[Finding]:
    rows = bad.arg_true().to_list()
    return [
        Finding(
            code, "error",
            Message(
                f"Wanted {wanted.en}, got {raw[row]!r}.", f"应为{wanted.zh}，实际为 {raw[row]!r}。"
            ),
            Message("Correct the cell; leave it empty if unknown.", "请改正；未知则留空。"),
            table=spec.name, row=row + HEADER_ROWS, column=field.name, value=str(raw[row]),
        )
        for row in rows
    ]  # fmt: skip


def _cast_text(raw: pl.Series, field: FieldSpec) -> pl.Series:
    """Cast a column of text; what cannot be read becomes null and is found by the caller."""
    if field.type == "boolean":
        low = raw.str.to_lowercase()
        return (
            pl.select(
                pl.when(low.is_in(list(_TRUE))).then(True).when(low.is_in(list(_FALSE))).then(False)
            )
            .to_series()
            .cast(pl.Boolean)
        )
    plain = raw.str.replace_all("[,，]", "")
    if field.type == "number":
        cast = plain.cast(pl.Float64, strict=False)
        return cast.set(cast.is_nan() | cast.is_infinite(), None)
    if field.type in ("integer", "year"):
        whole = plain.cast(pl.Float64, strict=False)
        cast = whole.set((whole != whole.round(0)) | ~whole.is_finite(), None).cast(pl.Int64)
        if field.type == "year":
            cast = cast.set((cast < 1000) | (cast > 3000), None)
        return cast
    if field.type == "date":
        return raw.str.to_date("%Y-%m-%d", strict=False).dt.to_string("%Y-%m-%d")
    return raw


def _parsed(spec: TableSpec, field: FieldSpec, raw: pl.Series) -> tuple[pl.Series, list[Finding]]:
    """Check periods and units by their distinct spellings."""
    findings: list[Finding] = []
    canonical: dict[str, str | None] = {}
    for text in raw.drop_nulls().unique(maintain_order=True).to_list():
        try:
            canonical[text] = (
                parse_period(text).text if field.type == "period" else parse_unit(text).text
            )
        except (PeriodError, UnitError) as reason:
            canonical[text] = None
            findings.extend(
                Finding(
                    f"bad-{field.type}", "error", reason.problem, reason.remedy,
                    table=spec.name, row=row + HEADER_ROWS, column=field.name, value=text,
                )
                for row in (raw == text).arg_true().to_list()
            )  # fmt: skip
    return raw.replace_strict(canonical, default=None, return_dtype=pl.String), findings


def _category(spec: TableSpec, field: FieldSpec, raw: pl.Series) -> tuple[pl.Series, list[Finding]]:
    spelled = {code.casefold(): code for code in field.categories}
    for code, others in field.categories.items():
        spelled |= {other.casefold(): code for other in others}
    mapped = raw.str.to_lowercase().replace_strict(spelled, default=None, return_dtype=pl.String)
    allowed = ", ".join(
        code if not others else f"{code} ({others[0]})" for code, others in field.categories.items()
    )
    wanted = Message(f"one of {allowed}", f"以下之一：{allowed}")
    bad = raw.is_not_null() & mapped.is_null()
    return mapped, _bad_cells(spec, field, raw, bad, wanted, "bad-category")


def _column(spec: TableSpec, field: FieldSpec, raw: pl.Series) -> tuple[pl.Series, list[Finding]]:
    if field.type == "string" and raw.dtype.is_numeric() and not field.categories:
        finding = Finding(
            "codes-as-numbers", "error",
            Message(
                f"Codes came as numbers, such as {listing(raw.drop_nulls().head(2))}.",
                f"代码被存成了数字，如 {listing(raw.drop_nulls().head(2))}。",
            ),
            Message(
                "Save the column as text, so that '01' keeps its zero.",
                "请把该列存为文本，以保留 '01' 的前导零。",
            ),
            table=spec.name, column=field.name,
        )  # fmt: skip
        return raw.cast(pl.String), [finding]
    text = raw.cast(pl.String).str.strip_chars()
    text = text.set(text == "", None)
    if field.categories:
        cast, findings = _category(spec, field, text)
        if field.type == "integer":
            cast = cast.cast(pl.Int64)
    elif field.type in ("period", "unit"):
        cast, findings = _parsed(spec, field, text)
    else:
        cast = _cast_text(text, field)
        bad = text.is_not_null() & cast.is_null()
        wanted = _WANTED.get(field.type, Message("text", "文本"))
        findings = _bad_cells(spec, field, text, bad, wanted, "wrong-type")
    if field.minimum is not None:
        below = (cast < field.minimum).fill_null(value=False)
        wanted = Message(f"at least {field.minimum:g}", f"不小于 {field.minimum:g} 的数")
        findings += _bad_cells(spec, field, text, below, wanted, "below-minimum")
    if field.required:
        findings += [
            Finding(
                "missing-value", "error",
                Message(f"{field.name} is empty.", f"{field.name} 为空。"),
                Message("Fill it in; every row needs it.", "请填写；每一行都需要。"),
                table=spec.name, row=row + HEADER_ROWS, column=field.name,
            )
            for row in text.is_null().arg_true().to_list()
        ]  # fmt: skip
    return cast.alias(field.name), findings


def conform(raw: pl.DataFrame, spec: TableSpec) -> tuple[pl.DataFrame, tuple[Finding, ...]]:
    """Bring a table to its spec: names, categories, types.

    Parameters
    ----------
    raw : polars.DataFrame
        The table as it was written; columns in Chinese or English.
    spec : TableSpec
        What it should be.

    Returns
    -------
    table : polars.DataFrame
        Columns of the spec in their order; a cell that could not be read is null.
    findings : tuple of Finding
        Everything that was wrong, by column and row.
    """
    mapping, findings = match_columns(raw, spec)
    back = {target: column for column, target in mapping.items()}
    columns: list[pl.Series] = []
    for field in spec.fields:
        if field.name in back:
            column, found = _column(spec, field, raw[back[field.name]])
            findings += found
        else:
            column = pl.Series(field.name, [None] * raw.height, dtype=_DTYPES[field.type])
        columns.append(column.cast(_DTYPES[field.type]).alias(field.name))
    return pl.DataFrame(columns), tuple(findings)
