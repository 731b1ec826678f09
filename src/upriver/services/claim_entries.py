"""What an accepted claim becomes: a row of targets or observations, or what is missing for it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from upriver.core.errors import PeriodError, UnitError
from upriver.core.message import Message, listing
from upriver.core.periods import parse_period
from upriver.core.units import conversion_factor, parse_unit
from upriver.data.schema import table_specs
from upriver.services.claim_catalogue import (
    Catalogue,
    match_indicator,
    match_place,
    nearest_indicators,
    own_name,
)

if TYPE_CHECKING:
    from upriver.documents.claims import Claim
    from upriver.services.review_items import ReviewItem

TABLES = {"target": "targets", "statistic": "observations"}
CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
DIRECTIONS = {"higher": "higher", "lower": "lower", "越高越好": "higher", "越低越好": "lower"}
YES_NO = {"yes": True, "no": False, "true": True, "false": False, "是": True, "否": False}
_COMPARATORS = {
    "targets": {"=": "eq", ">": "gt", ">=": "ge", "<=": "le", "<": "lt", "x": "multiple",
                "rank": "rank", "~>": "gt", "~": "about"},
    "observations": {"=": "eq", ">": "gt", ">=": "ge", "<=": "le", "<": "lt", "~": "about",
                     "~>": "gt", "~<": "lt"},
}  # fmt: skip
# Kinds of growth whose value is in the unit of the indicator itself.
_OWN_UNIT = {"level", "share", "flow", "cumulative"}


@dataclass(frozen=True)
class Entry:
    """The row that a claim becomes.

    Parameters
    ----------
    table : {"targets", "observations"}
        Where it goes.
    row : dict
        Values by field.
    factor : float
        What the printed value was multiplied with.
    indicator : dict, optional
        Row of a new indicator, confirmed by a person.
    """

    table: str
    row: dict[str, Any]
    factor: float
    indicator: dict[str, Any] | None = None


@dataclass(frozen=True)
class Waiting:
    """Why a claim cannot become a row yet.

    Parameters
    ----------
    table : str
        Where it would go; empty for kinds that go nowhere.
    reasons : tuple of Message
        What is missing, and how to give it.
    candidates : tuple of str
        Codes of the indicators whose names are nearest.
    """

    table: str
    reasons: tuple[Message, ...]
    candidates: tuple[str, ...] = ()


@dataclass
class _Draft:
    """An entry while it is put together."""

    hints: bool
    reasons: list[Message] = field(default_factory=list)
    candidates: tuple[str, ...] = ()


def entry_of(item: ReviewItem, catalogue: Catalogue, *, hints: bool = False) -> Entry | Waiting:
    """What a claim becomes when it is accepted.

    Parameters
    ----------
    item : ReviewItem
        The claim as it stands.
    catalogue : Catalogue
        What the package knows.
    hints : bool
        Whether the indicators with the nearest names are looked up; that takes time.

    Returns
    -------
    Entry or Waiting
        The row, or everything that is missing for it. Nothing is guessed: a name that is no
        indicator's exact name, a period that is not stated and a unit of another kind wait
        for a person.
    """
    claim, table = item.now, TABLES.get(item.now.kind, "")
    if not table:
        reason = Message(
            "Only statistics and targets become rows; this is kept as a claim.",
            "只有统计与目标会成为表中的行；本条仅作为论断保存。",
        )
        return Waiting("", (reason,))
    draft = _Draft(hints=hints)
    place = match_place(item, catalogue)
    if place is None:
        draft.reasons.append(_no_place(item))
    indicator, fresh = _indicator(item, catalogue, draft)
    comparator = _comparator(claim, table, draft)
    growth = _growth_kind(claim, table, draft)
    if isinstance(claim.value, tuple):
        draft.reasons.append(_no_range())
    factor, unit = _unit(claim, indicator, draft)
    row: dict[str, Any] = {
        "indicator": indicator["indicator"] if indicator else "",
        "place": place,
        "comparator": comparator,
        "value": None if not isinstance(claim.value, int | float) else _times(claim.value, factor),
        "unit": unit,
        "growth_kind": growth,
        "status": "reported",
        "source": item.source,
        "claim": item.claim,
    }
    if not item.source:
        draft.reasons.append(_no_source(item))
    row |= _target_part(item, catalogue, row) if table == "targets" else _seen_part(claim, draft)
    if draft.reasons:
        return Waiting(table, tuple(draft.reasons), draft.candidates)
    return Entry(table, row, factor, fresh)


def _times(value: float, factor: float) -> float:
    return float(f"{value * factor:.15g}")


def _no_place(item: ReviewItem) -> Message:
    said = item.entry.get("place") or item.now.region or ""
    return Message(
        f"No place of the package is called {said!r}; give place=CODE.",
        f"数据包中没有名为 {said!r} 的地方；请给出 place=代码。",
    )


def _no_range() -> Message:
    return Message(
        "The tables hold one number, not a range; give value=NUMBER and comparator=SIGN.",
        "表中只能写一个数，不能写区间；请给出 value=数值 与 comparator=符号。",
    )


def _no_source(item: ReviewItem) -> Message:
    return Message(
        f"The document {item.document!r} names no source; fill in its column source.",
        f"文档 {item.document!r} 未注明出处；请在 documents 表中填写 source 列。",
    )


def _indicator(
    item: ReviewItem, catalogue: Catalogue, draft: _Draft
) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """Indicator of the row; the second is set when a person confirmed a new one."""
    code = match_indicator(item, catalogue)
    if code and code in catalogue.indicators:
        return catalogue.indicators[code], None
    name_en, direction = item.entry.get("name_en", ""), item.entry.get("direction", "")
    if name_en and not code:
        code = re.sub(r"[^a-z0-9]+", "_", name_en.casefold()).strip("_")
        if code in catalogue.indicators:
            draft.reasons.append(
                Message(
                    f"There is already an indicator {code!r}; give code=CODE.",
                    f"已有指标 {code!r}；请给出 code=代码。",
                )
            )
            return None, None
    if code and name_en and direction and item.now.indicator:
        fresh = {
            "indicator": code, "name_en": name_en,
            "name_zh": own_name(item.now),
            "unit": _unit_of_new(item.now), "direction": direction,
        }  # fmt: skip
        return fresh, fresh
    draft.candidates = nearest_indicators(item.now, catalogue) if draft.hints else ()
    draft.reasons.append(_no_indicator(item, draft.candidates, catalogue))
    return None, None


def _unit_of_new(claim: Claim) -> str:
    """Unit in which a new indicator is kept; that of a growth rate says nothing about it."""
    if claim.growth_kind not in _OWN_UNIT:
        return "%"
    try:
        return _known_unit(claim)[0]
    except UnitError:
        return "1"  # _unit refuses the claim for the same reason


def _no_indicator(item: ReviewItem, near: tuple[str, ...], catalogue: Catalogue) -> Message:
    name = own_name(item.now)
    shown = [f"{code} ({catalogue.indicators[code]['name_zh']})" for code in near]
    hint_en = f" Near: {', '.join(shown)}." if shown else ""
    hint_zh = f"相近的有：{'、'.join(shown)}。" if shown else ""
    return Message(
        f"No indicator is called '{name}'; give code=CODE, or confirm a new one with "
        f"name_en='...' direction=higher (or lower).{hint_en}",
        f"没有名为“{name}”的指标；请给出 code=代码，或用 name_en='…' direction=higher（或 lower）"
        f"确认新增。{hint_zh}",
    )


def _comparator(claim: Claim, table: str, draft: _Draft) -> str | None:
    known = _COMPARATORS[table]
    sign = claim.comparator
    if sign in known:
        return known[sign]
    if sign is None:
        draft.reasons.append(
            Message(
                f"The comparator is not known; give comparator= one of {listing(known, most=9)}.",
                f"比较符未知；请给出 comparator=，可选 {listing(known, most=9)}。",
            )
        )
    elif sign != "range":
        draft.reasons.append(
            Message(
                f"{table} has no comparator {sign!r}; give comparator= one of "
                f"{listing(known, most=9)}.",
                f"{table} 表没有比较符 {sign!r}；请给出 comparator=，可选 "
                f"{listing(known, most=9)}。",
            )
        )
    return None


def _growth_kind(claim: Claim, table: str, draft: _Draft) -> str | None:
    known = table_specs()[table].field("growth_kind").categories
    if claim.growth_kind in known:
        return claim.growth_kind
    draft.reasons.append(
        Message(
            f"{table} has no growth kind {claim.growth_kind!r}; it stays a claim, or give "
            f"growth_kind= one of {listing(known, most=9)}.",
            f"{table} 表没有增长口径 {claim.growth_kind!r}；本条仍只是论断，或给出 "
            f"growth_kind=，可选 {listing(known, most=9)}。",
        )
    )
    return None


def _unit(
    claim: Claim, indicator: dict[str, Any] | None, draft: _Draft
) -> tuple[float, str | None]:
    """What the printed value is multiplied with, and the unit that it then has."""
    try:
        unit, scale = _known_unit(claim)
        if indicator and claim.growth_kind in _OWN_UNIT:
            return scale * conversion_factor(unit, indicator["unit"]), indicator["unit"]
    except UnitError as error:
        draft.reasons.append(
            Message(
                f"{error.problem.en} Give unit=UNIT, or another code=CODE.",
                f"{error.problem.zh}请给出 unit=单位，或另一个 code=代码。",
            )
        )
        return 1.0, None
    return scale, unit


def _known_unit(claim: Claim) -> tuple[str, float]:
    """The printed unit; or the one without scale, as for billion yuan, and its factor."""
    try:
        return parse_unit(claim.unit or "").text, 1.0
    except UnitError:
        low, norm = claim.value, claim.value_norm
        if not isinstance(low, int | float) or not isinstance(norm, int | float) or not low:
            raise
        return parse_unit(claim.unit_norm or "").text, norm / low


def _parsed_period(text: str | None) -> str | None:
    try:
        return parse_period(text).text if text else None
    except PeriodError:
        return None


def _seen_part(claim: Claim, draft: _Draft) -> dict[str, Any]:
    period = _parsed_period(claim.period)
    if period is None:
        draft.reasons.append(
            Message(
                f"The period is not known ({claim.period or '–'}); give period=2023 or 2024-Q1.",
                f"期间未知（{claim.period or '–'}）；请给出 period=2023 或 2024-Q1。",
            )
        )
    if claim.value is None:
        draft.reasons.append(
            Message("The value is not known; give value=NUMBER.", "数值未知；请给出 value=数值。")
        )
    return {"period": period}


def _target_part(item: ReviewItem, catalogue: Catalogue, row: dict[str, Any]) -> dict[str, Any]:
    """What only a target has. An unknown deadline or base stays empty, and tracking says so."""
    said = item.entry
    deadline = _parsed_period(item.now.deadline)
    return {
        "target": _target_code(item, catalogue, row, deadline),
        "base_period": _parsed_period(item.now.base),
        "deadline": deadline,
        # What a person says wins; else what the document says (约束性, 预期性).
        "hard": YES_NO.get(said["hard"], False) if "hard" in said else bool(item.now.hard),
        "weight": float(said["weight"]) if "weight" in said else None,
        "parent": said.get("parent"),
        "owner": said.get("owner") or item.now.region,
    }


def _target_code(
    item: ReviewItem, catalogue: Catalogue, row: dict[str, Any], deadline: str | None
) -> str:
    """Code of a target: place, indicator and deadline; numbered when that one is taken."""
    stem = "-".join(filter(None, (row["place"], row["indicator"], deadline)))
    number, code = 1, stem
    while code in catalogue.targets and catalogue.targets[code].get("claim") != item.claim:
        number += 1
        code = f"{stem}-{number}"
    return code
