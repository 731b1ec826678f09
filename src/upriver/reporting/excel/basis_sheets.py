"""Sheets of a plan about what it rests on: data, assumptions, and what is not in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from upriver.core.message import Message, both_halves
from upriver.data.schema import table_specs
from upriver.reporting.excel.book import Column

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from upriver.core.message import Language
    from upriver.data.provenance import Provenance
    from upriver.planning.result import Plan
    from upriver.reporting.excel.book import Book
    from upriver.reporting.excel.placed import Placed

NAMES = {
    "basis": Message("Assumptions and sources", "假设与来源"),
    "notes": Message("Notes", "说明"),
}
BLOCKS = {
    "technology": Message("Technology", "投入结构"),
    "employment": Message("Employment", "就业"),
    "research": Message("Research", "研发"),
    "capacity": Message("Capacity", "产能"),
    "money": Message("Money", "资金"),
    "people": Message("People", "人才"),
    "air": Message("Air freight", "航空货运"),
    "candidates": Message("Nodes to enter", "可进入的环节"),
}
LEFT_OUT = {
    "target": Message("Target outside the plan", "规划外的目标"),
    "project": Message("Project outside the plan", "规划外的项目"),
    "candidate": Message("Node outside the plan", "规划外的环节"),
}


def basis_sheet(
    plans: Placed,
    book: Book,
    *,
    rests_on: Provenance | None,
    shared: Mapping[str, Provenance] | None = None,
) -> None:
    """Add the sheet with the status and sources of every block, and every setting.

    Parameters
    ----------
    plans : Placed
        The plans.
    book : Book
        Gets one sheet.
    rests_on : Provenance, optional
        All data together.
    shared : mapping of str to Provenance, optional
        Blocks that belong to no single place.
    """

    def _say(en: str, zh: str) -> str:
        return Message(en, zh).to(book.language)

    sheet = book.sheet(NAMES["basis"], _say("What the plan rests on", "规划的依据"))
    columns = [
        Column(_say("Data", "数据")),
        Column(_say("Reported", "已公布"), "share"),
        Column(_say("Derived", "推算"), "share"),
        Column(_say("Assumed", "假设"), "share"),
        Column(_say("Oldest", "最早"), "year"),
        Column(_say("Newest", "最新"), "year"),
        Column(_say("Figures", "数据个数"), "count"),
        Column(_say("Unknown", "未知"), "count"),
        Column(_say("Sources", "来源"), "long"),
    ]

    def _rows(plan: Plan) -> list[list[Any]]:
        parts = plan.provenance.items()
        rows = [[_block(name, book.language), *_basis(part)] for name, part in parts]
        own = plan.rests_on if plans.several else None
        return rows if own is None else [*rows, [together, *_basis(own)]]

    together = _say("All together", "全部")
    rows = plans.rows(_rows, book.language)
    front = [_say("All places", "各地合计")] if plans.several else []
    rows += [[*front, _block(name, book.language), *_basis(part)]
             for name, part in (shared or {}).items()]  # fmt: skip
    if rests_on is not None:
        rows.append([*front, together, *_basis(rests_on)])
    sheet.table(plans.columns(columns, book.language), rows, frozen=1)
    columns = [
        Column(_say("Setting", "设置")),
        Column(_say("Value", "取值"), "yes"),
        Column(_say("Default", "默认值"), "yes"),
        Column(_say("Chosen", "已改动"), "yes"),
        Column(_say("Meaning", "含义"), "text"),
    ]
    sheet.table(columns, list(_settings(plans.first.settings, book.language)))


def _block(name: str, language: Language) -> str:
    spec = table_specs().get(name)
    title = BLOCKS.get(name) or (spec.title if spec else Message(name, name))
    return title.to(language)


def _basis(part: Any) -> list[Any]:
    return [
        *(part.shares[status] for status in ("reported", "derived", "assumed")),
        part.oldest, part.newest, part.rows, part.unknown, ", ".join(part.sources),
    ]  # fmt: skip


def _settings(model: BaseModel, language: Language, prefix: str = "") -> Iterator[list[Any]]:
    """Name, value, default, whether it was changed, and meaning of every setting."""
    for name, field in type(model).model_fields.items():
        value, default = getattr(model, name), field.get_default(call_default_factory=True)
        if isinstance(value, BaseModel):
            yield from _settings(value, language, f"{prefix}{name}.")
            continue
        yield [prefix + name, _plain(value), _plain(default), value != default,
               both_halves(field.description or "").to(language)]  # fmt: skip


def _plain(value: Any) -> Any:
    """A number, yes or no, or text as it is; anything longer as text."""
    simple = value is None or isinstance(value, int | float | str)
    return value if simple else json.dumps(value, ensure_ascii=False)


def notes_sheet(plans: Placed, book: Book, notes: Sequence[Message] = ()) -> None:
    """Add the sheet with notes, parts that are off, and what is outside the plan.

    Parameters
    ----------
    plans : Placed
        The plans.
    book : Book
        Gets one sheet.
    notes : sequence of Message
        Of all places together.
    """

    def _say(en: str, zh: str) -> str:
        return Message(en, zh).to(book.language)

    language = book.language
    sheet = book.sheet(NAMES["notes"], _say("What a reader should know", "阅读须知"))

    def _rows(plan: Plan) -> list[list[Any]]:
        rows = [[_say("Note", "说明"), "", note.to(language)] for note in plan.notes]
        rows += [
            [_say("Part that is off", "未启用的部分"), each.part.to(language),
             each.reason.to(language)]
            for each in plan.skipped
        ]  # fmt: skip
        return rows + [
            [LEFT_OUT[row["kind"]].to(language), row[f"name_{language}"], row[f"reason_{language}"]]
            for row in plan.left_out.to_dicts()
        ]

    whole = [["", _say("Note", "说明"), "", note.to(language)] for note in notes]
    rows = [*whole, *plans.rows(_rows, language)]
    columns = [
        Column(_say("Kind", "类型")),
        Column(_say("Name", "名称")),
        Column(_say("What", "内容"), "long"),
    ]
    sheet.table(plans.columns(columns, language), rows, frozen=1)
