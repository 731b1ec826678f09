"""Whether what a person wrote about a claim can be used, and if not, what was wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.core.errors import PeriodError, UnitError
from upriver.core.findings import Finding
from upriver.core.message import Message, listing
from upriver.core.periods import parse_period
from upriver.core.units import parse_unit
from upriver.data.schema import table_specs
from upriver.services.claim_entries import CODE, DIRECTIONS, YES_NO
from upriver.services.claim_words import field_named, heading_of, period_of, word_of
from upriver.services.review_items import (
    CLAIM_FIELDS,
    ENTRY_FIELDS,
    KINDS,
    ReviewItem,
    field_text,
    parse_value,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from upriver.services.claim_catalogue import Catalogue

COMPARATORS = ("=", ">", ">=", "<", "<=", "~", "~>", "~<", "x", "range", "rank", "by")
GROWTH_KINDS = tuple(
    dict.fromkeys(
        (
            "level", "yoy", "cagr", "vs_base", "share", "delta_pp", "pp_per_year", "flow",
            "cumulative", "per_year", "daily", "multiple", "rank", "duration", "elimination",
            "change", "grade", "subsidy", "count", "ordinal", "max", "unique", "milestone",
            *table_specs()["targets"].field("growth_kind").categories,
            *table_specs()["observations"].field("growth_kind").categories,
        )
    )
)  # fmt: skip


class _NotWanted(Exception):  # noqa: N818 - never leaves this module
    """What was wanted instead of what came."""

    def __init__(self, wanted: Message) -> None:
        super().__init__(wanted.en)
        self.wanted = wanted


def _one_of(field: str, known: object) -> Callable[[str, Catalogue], str]:
    names = list(known)  # type: ignore[call-overload]

    def chosen(written: str, _: Catalogue) -> str:
        text = word_of(field, written)
        if text not in names:
            shown = listing(names, most=14)
            raise _NotWanted(Message(f"one of {shown}", f"以下之一：{shown}"))
        return text

    return chosen


def _number(text: str, _: Catalogue) -> str:
    try:
        parse_value(text)
    except ValueError as reason:
        wanted = Message(
            "a number such as 36, or a range such as 5..10", "数字，如 36；或区间，如 5..10"
        )
        raise _NotWanted(wanted) from reason
    return text.replace(",", "").replace("，", "")


def _period(text: str, _: Catalogue) -> str:
    try:
        return parse_period(period_of(text)).text if text else ""
    except PeriodError as reason:
        wanted = Message(
            "a period such as 2024, 2024-Q1, 2024-05 or 2024-01..2024-04",
            "期间，如 2024、2024年5月、2024-Q1、2024-01..2024-04",
        )
        raise _NotWanted(wanted) from reason


def _unit(text: str, _: Catalogue) -> str:
    try:
        return parse_unit(text).text if text else ""
    except UnitError as reason:
        wanted = Message("a unit such as 1e8 CNY, % or t", "单位，如 亿元、%、1e8 CNY、t")
        raise _NotWanted(wanted) from reason


def _code(text: str, _: Catalogue) -> str:
    if text and not CODE.fullmatch(text):
        wanted = Message(
            "a code of letters, digits and _, such as goods_sales",
            "由字母、数字与 _ 组成的代码，如 goods_sales",
        )
        raise _NotWanted(wanted)
    return text


def _place(text: str, catalogue: Catalogue) -> str:
    codes = [text] if text in catalogue.places else catalogue.place_names.get(text, [])
    if text and len(codes) != 1:
        shown = listing(catalogue.places)
        wanted = Message(f"a place of the package, such as {shown}", f"数据包中的地方，如 {shown}")
        raise _NotWanted(wanted)
    return codes[0] if text else ""


def _direction(text: str, _: Catalogue) -> str:
    if text and text not in DIRECTIONS:
        raise _NotWanted(Message("higher or lower", "higher（越高越好）或 lower（越低越好）"))
    return DIRECTIONS.get(text, "")


def _yes_no(text: str, _: Catalogue) -> str:
    if text and text.casefold() not in YES_NO:
        raise _NotWanted(Message("yes or no", "yes（是）或 no（否）"))
    return "" if not text else "yes" if YES_NO[text.casefold()] else "no"


def _weight(text: str, _: Catalogue) -> str:
    try:
        weight = parse_value(text)
    except ValueError:
        weight = -1.0
    if isinstance(weight, tuple) or (weight is not None and weight < 0):
        raise _NotWanted(Message("a number from 0 up, such as 0.2", "不小于 0 的数，如 0.2"))
    return "" if weight is None else f"{weight:g}"


def _parent(text: str, catalogue: Catalogue) -> str:
    if text and text not in catalogue.targets:
        shown = listing(catalogue.targets)
        wanted = Message(f"a target of the package, such as {shown}", f"数据包中的目标，如 {shown}")
        raise _NotWanted(wanted)
    return text


_READ: dict[str, Callable[[str, Catalogue], str]] = {
    "kind": _one_of("kind", KINDS),
    "comparator": _one_of("comparator", COMPARATORS),
    "growth_kind": _one_of("growth_kind", GROWTH_KINDS),
    "value": _number,
    "unit": _unit,
    "period": _period,
    "deadline": _period,
    "code": _code,
    "place": _place,
    "direction": _direction,
    "hard": _yes_no,
    "weight": _weight,
    "parent": _parent,
}


def _unknown_field(name: str, row: int | None) -> Finding:
    fields = {**CLAIM_FIELDS, **ENTRY_FIELDS}
    shown = "、".join(f"{key}（{text.zh}）" for key, text in fields.items())
    return Finding(
        "unknown-field", "error",
        Message(f"A claim has no field {name!r}.", f"论断没有字段 {name!r}。"),
        Message(f"Write one of {', '.join(fields)}.", f"请写以下之一：{shown}。"),
        row=row, column=name,
    )  # fmt: skip


def checked_changes(
    item: ReviewItem, changes: Mapping[str, str], catalogue: Catalogue, *, row: int | None = None
) -> tuple[dict[str, str], list[Finding]]:
    """What a person's words change of a claim.

    Parameters
    ----------
    item : ReviewItem
        The claim as it stands.
    changes : mapping of str to str
        New content by field, as it was written; empty takes a content away.
    catalogue : Catalogue
        What the package knows.
    row : int, optional
        Row of the spreadsheet, for the findings.

    Returns
    -------
    changed : dict of str to str
        Fields whose content differs from what stands, in canonical form.
    findings : list of Finding
        Everything that cannot be used: the field, what was wanted, what came.
    """
    changed: dict[str, str] = {}
    findings: list[Finding] = []
    for given, written in changes.items():
        name, text = field_named(given), written.strip()
        if name not in CLAIM_FIELDS and name not in ENTRY_FIELDS:
            findings.append(_unknown_field(name, row))
            continue
        try:
            text = _READ[name](text, catalogue) if name in _READ else text
        except _NotWanted as reason:
            findings.append(
                Finding(
                    "bad-value", "error",
                    Message(
                        f"{item.claim}: wanted {reason.wanted.en}, got {written!r}.",
                        f"{item.claim}：应为{reason.wanted.zh}，实际为 {written!r}。",
                    ),
                    Message("Correct it.", "请改正。"),
                    row=row, column=heading_of(name) if row else name, value=written,
                )
            )  # fmt: skip
            continue
        stands = field_text(item.now, name) if name in CLAIM_FIELDS else item.entry.get(name, "")
        same = parse_value(text) == item.now.value if name == "value" else text == stands
        if not same:
            changed[name] = text
    return changed, findings
