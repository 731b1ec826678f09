"""The claims of a package with what people decided on them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import TYPE_CHECKING, Any, Literal

from upriver.core.findings import Finding
from upriver.core.message import Message
from upriver.core.unit_names import UNIT
from upriver.data.conform import HEADER_ROWS
from upriver.data.refusals import unfit_table
from upriver.documents.quantities import find_quantities
from upriver.services.claim_rows import row_to_claim

if TYPE_CHECKING:
    from collections.abc import Mapping

    from upriver.data.region import Region
    from upriver.documents.claims import Claim, Value

Verdict = Literal["accepted", "corrected", "rejected"]
State = Literal["open", "accepted", "corrected", "rejected"]

STATES: dict[State, Message] = {
    "open": Message("open", "待裁定"),
    "accepted": Message("accepted", "已接受"),
    "corrected": Message("corrected", "已更正"),
    "rejected": Message("rejected", "已否决"),
}
KINDS: dict[str, Message] = {
    "statistic": Message("statistic", "统计"),
    "target": Message("target", "目标"),
    "ranking": Message("ranking", "位次"),
    "forecast": Message("forecast", "预测"),
    "plan": Message("plan", "计划"),
    "event": Message("event", "事件"),
    "enumeration": Message("list", "列举"),
    "system": Message("system", "体系"),
}
# What a person may correct of the claim itself, and what he may say of the row it becomes.
CLAIM_FIELDS: dict[str, Message] = {
    "kind": Message("Kind", "类型"),
    "region": Message("Region", "地区"),
    "speaker": Message("Speaker", "讲话人"),
    "subject": Message("Subject", "主体"),
    "indicator": Message("Indicator", "指标"),
    "comparator": Message("Comparator", "比较"),
    "value": Message("Value", "数值"),
    "unit": UNIT,
    "growth_kind": Message("Growth kind", "增长口径"),
    "base": Message("Base", "基期"),
    "period": Message("Period", "期间"),
    "deadline": Message("Deadline", "期限"),
}
ENTRY_FIELDS: dict[str, Message] = {
    "code": Message("Indicator code", "指标代码"),
    "place": Message("Place code", "地区代码"),
    "name_en": Message("English name of a new indicator", "新指标的英文名"),
    "direction": Message("Direction of a new indicator", "新指标的方向"),
    "hard": Message("Hard target", "刚性目标"),
    "weight": Message("Weight of a soft target", "软目标的权重"),
    "owner": Message("Who answers for it", "责任单位"),
    "parent": Message("Target it serves", "上级目标"),
}


@dataclass(frozen=True)
class Decision:
    """One decision of a person on a claim.

    Parameters
    ----------
    decision : str
        Its key.
    claim : str
        Key of the claim.
    verdict : {"accepted", "corrected", "rejected"}
        What was decided.
    author : str
        Who decided.
    time : str
        When, with the offset from UTC.
    reason : str
        Why, or empty.
    before, after : dict of str to str
        Fields that it changed, as text.
    """

    decision: str
    claim: str
    verdict: Verdict
    author: str
    time: str
    reason: str
    before: Mapping[str, str]
    after: Mapping[str, str]

    def to_row(self) -> dict[str, Any]:
        """Decision as a row of the table ``decisions``.

        Returns
        -------
        dict
            Values by field; the changed fields are JSON objects.
        """
        return {
            "decision": self.decision,
            "claim": self.claim,
            "verdict": self.verdict,
            "author": self.author,
            "time": self.time,
            "reason": self.reason or None,
            "before": _object(self.before),
            "after": _object(self.after),
        }


def _object(fields: Mapping[str, str]) -> str | None:
    return json.dumps(dict(fields), ensure_ascii=False) if fields else None


@dataclass(frozen=True)
class ReviewItem:
    """A claim of a package, as it was read and as it stands now.

    Parameters
    ----------
    claim : str
        Its key.
    document : str
        Key of its document.
    title, date, source : str
        Title and date of the document, and the key of its source; empty when unknown.
    read : Claim
        As it was read; this never changes.
    now : Claim
        With the corrections of people.
    state : {"open", "accepted", "corrected", "rejected"}
        What the last decision said.
    decisions : tuple of Decision
        All of them, oldest first.
    entry : dict of str to str
        What a person said of the row that it becomes: keys of ``ENTRY_FIELDS``.
    reader : {"rules", "model"}
        Who found it.
    """

    claim: str
    document: str
    title: str
    date: str
    source: str
    read: Claim
    now: Claim
    state: State
    decisions: tuple[Decision, ...] = ()
    entry: Mapping[str, str] = field(default_factory=dict)
    reader: str = "rules"

    @property
    def is_accepted(self) -> bool:
        """Whether a person accepted it, with or without corrections.

        Returns
        -------
        bool
            False as long as nobody decided.
        """
        return self.state in {"accepted", "corrected"}


def field_text(claim: Claim, name: str) -> str:
    """Field of a claim as a person writes it.

    Parameters
    ----------
    claim : Claim
        The claim.
    name : str
        A key of ``CLAIM_FIELDS``.

    Returns
    -------
    str
        Empty for unknown; a range is written ``5..10``.
    """
    value = getattr(claim, name)
    if value is None:
        return ""
    return "..".join(str(end) for end in value) if isinstance(value, tuple) else str(value)


def parse_value(text: str) -> Value:
    """Value that a person wrote.

    Parameters
    ----------
    text : str
        A number such as ``1,216.95``, a range such as ``5..10``, or nothing.

    Returns
    -------
    number or pair of numbers, optional
        Missing for an empty text.

    Raises
    ------
    ValueError
        If it is neither.

    Examples
    --------
    >>> parse_value("5..10"), parse_value("1,216.95"), parse_value("")
    ((5, 10), 1216.95, None)
    """
    if not text:
        return None
    numbers = [float(part.replace(",", "").replace("，", "")) for part in text.split("..")]
    if len(numbers) > 2 or not all(isfinite(number) for number in numbers):
        raise ValueError(text)
    ends = [int(number) if number == int(number) else number for number in numbers]
    return ends[0] if len(ends) == 1 else (ends[0], ends[1])


def _normalised(value: Value, unit: str | None) -> tuple[Value, str | None]:
    """Value in the unit without scale, as the grammar reads that unit."""
    if value is None or not unit:
        return value, unit
    head, slash, per = unit.partition("/")
    found = find_quantities(f"1{head}")
    if len(found) != 1 or found[0].unit != head or not isinstance(found[0].value_norm, int | float):
        return value, unit
    factor = found[0].value_norm

    def scaled(number: float) -> float | int:
        product = float(f"{number * factor:.15g}")
        return int(product) if product == int(product) else product

    norm = f"{found[0].unit_norm}{slash}{per}"
    if isinstance(value, tuple):
        return (scaled(value[0]), scaled(value[1])), norm
    return scaled(value), norm


def corrected(claim: Claim, changes: Mapping[str, str]) -> Claim:
    """Claim with the corrections of a person.

    Parameters
    ----------
    claim : Claim
        As it stands.
    changes : mapping of str to str
        New content by field; fields that are no part of a claim are passed over.

    Returns
    -------
    Claim
        The normalised value follows the value and its unit.
    """
    own: dict[str, Any] = {
        name: text or None for name, text in changes.items() if name in CLAIM_FIELDS
    }
    if "value" in own:
        own["value"] = parse_value(changes["value"])
    if {"value", "unit"} & set(own):
        value, unit = own.get("value", claim.value), own.get("unit", claim.unit)
        own["value_norm"], own["unit_norm"] = _normalised(value, unit)
    return replace(claim, **own) if own else claim


def _fields_of(text: str | None, row: int, column: str) -> dict[str, str]:
    """Fields of a decision; a table that a person has edited may hold anything."""
    try:
        fields = json.loads(text or "{}")
        if not isinstance(fields, dict) or not fields.keys() <= {*CLAIM_FIELDS, *ENTRY_FIELDS}:
            raise ValueError(text)
        for name, content in fields.items():
            if not isinstance(content, str):
                raise ValueError(content)
            if name in {"value", "weight"}:
                parse_value(content)
    except ValueError as reason:
        finding = Finding(
            "bad-value", "error",
            Message(
                f"Wanted a JSON object of fields of a claim, got {text!r}.",
                f"应为论断字段的 JSON 对象，实际为 {text!r}。",
            ),
            Message(
                "Restore the row; decisions are added with upriver review, never edited.",
                "请恢复该行；裁定只用 upriver review 添加，不作改动。",
            ),
            table="decisions", row=row, column=column, value=text or "",
        )  # fmt: skip
        raise unfit_table(finding.table, (finding,)) from reason
    return fields


def read_decisions(region: Region) -> tuple[Decision, ...]:
    """Every decision that a package keeps.

    Parameters
    ----------
    region : Region
        The package.

    Returns
    -------
    tuple of Decision
        In the order in which they were made.

    Raises
    ------
    DataError
        If the table cannot be used.
    """
    if not region.has("decisions"):
        return ()
    return tuple(
        Decision(
            row["decision"], row["claim"], row["verdict"], row["author"], row["time"],
            row["reason"] or "",
            _fields_of(row["before"], number, "before"), _fields_of(row["after"], number, "after"),
        )
        for number, row in enumerate(
            region.table("decisions").iter_rows(named=True), start=HEADER_ROWS
        )
    )  # fmt: skip


def review_items(region: Region) -> tuple[ReviewItem, ...]:
    """Claims of a package with the decisions on them.

    Parameters
    ----------
    region : Region
        The package.

    Returns
    -------
    tuple of ReviewItem
        In the order of the table ``claims``; empty when there are none.

    Raises
    ------
    DataError
        If a table cannot be used.
    """
    if not region.has("claims", "documents"):
        return ()
    made: dict[str, list[Decision]] = {}
    for decision in read_decisions(region):
        made.setdefault(decision.claim, []).append(decision)
    documents = {row["document"]: row for row in region.table("documents").iter_rows(named=True)}
    items = []
    for row in region.table("claims").iter_rows(named=True):
        about = documents.get(row["document"], {})
        item = ReviewItem(
            row["claim"], row["document"], about.get("title") or "", about.get("date") or "",
            about.get("source") or "", row_to_claim(row), row_to_claim(row), "open",
            reader=row["reader"] or "rules",
        )  # fmt: skip
        for decision in made.get(row["claim"], []):
            item = after_decision(item, decision)
        items.append(item)
    return tuple(items)


def after_decision(item: ReviewItem, decision: Decision) -> ReviewItem:
    """A claim as it stands after one more decision.

    Parameters
    ----------
    item : ReviewItem
        As it stands.
    decision : Decision
        The next decision on it.

    Returns
    -------
    ReviewItem
        With the corrections and the new state.
    """
    entry = {**item.entry, **{k: v for k, v in decision.after.items() if k in ENTRY_FIELDS}}
    changed = any(each.after.keys() & CLAIM_FIELDS.keys() for each in (*item.decisions, decision))
    state: State = decision.verdict
    if state != "rejected":
        state = "corrected" if changed else "accepted"
    return replace(
        item,
        now=corrected(item.now, decision.after),
        state=state,
        decisions=(*item.decisions, decision),
        entry={name: text for name, text in entry.items() if text},
    )
