"""Figures that contradict what they mean: shares above one, parts above their whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.core.figures import said
from upriver.core.message import Message
from upriver.core.units import parse_unit
from upriver.targets.contradictions.records import Contradiction, Register, Registered, row_of
from upriver.targets.derived import in_unit
from upriver.targets.history import BOUNDS
from upriver.targets.verdict import sense

if TYPE_CHECKING:
    from collections.abc import Iterator

    from upriver.targets.records import Observed

EDGE = 1e-9
CORRECT = Message("Correct the figure, its unit or its kind.", "请更正数值、单位或口径。")
SAME = Message(
    "Look whether both are of one definition, place and period; otherwise correct one.",
    "请核对二者的口径、地区与期间；不一致则更正其一。",
)


def definition_contradictions(register: Register) -> list[Contradiction]:
    """Shares and parts, promised and seen.

    Parameters
    ----------
    register : Register
        All promises and observations.

    Returns
    -------
    list of Contradiction
        Promises first.
    """
    found: list[Contradiction] = []
    for each in register.promises:
        found += _promised_share(each)
        found += _promised_part(each, register)
    for (indicator, place), items in sorted(register.seen.items()):
        for item in items:
            found += _seen_share(indicator, place, item)
            found += _seen_part(indicator, place, item, register)
    return found


def _is_share(unit: str, growth_kind: str) -> bool:
    return growth_kind == "share" and not parse_unit(unit).powers


def _outside(percent: float) -> bool:
    return percent > 100 + EDGE or percent < -EDGE


def _promised_share(each: Registered) -> Iterator[Contradiction]:
    promise = each.promise
    if promise.value is None or not _is_share(promise.unit, promise.growth_kind):
        return
    percent = promise.value * parse_unit(promise.unit).factor * 100
    if _outside(percent) or (percent >= 100 and promise.comparator == "gt"):
        yield Contradiction(
            "share-out-of-range", "warning", each.code, "", percent, 100.0, "%",
            Message(
                f"{each.title.en} asks for a share of {percent:g}%.",
                f"{each.title.zh}要求占比为 {percent:g}%。",
            ),
            CORRECT,
        )  # fmt: skip


def _seen_share(indicator: str, place: str, item: Observed) -> Iterator[Contradiction]:
    if not _is_share(item.unit, item.growth_kind):
        return
    percent = item.value * parse_unit(item.unit).factor * 100
    if _outside(percent):
        row = row_of(indicator, place, item)
        yield Contradiction(
            "share-out-of-range", "warning", row, "", percent, 100.0, "%",
            Message(f"{row} is a share of {percent:g}%.", f"{row} 的占比为 {percent:g}%。"),
            CORRECT,
        )  # fmt: skip


def _promised_part(each: Registered, register: Register) -> Iterator[Contradiction]:
    """A part that is promised to be at least more than its whole is promised to be at most.

    Where both ask for more, the whole may exceed its promise; the part above it is still
    remarkable, and is a note.
    """
    whole_code = each.measure.part_of
    if not whole_code or each.level is None or each.due is None:
        return
    for other in register.promises:
        same = (other.measure.indicator, other.place, other.due) == (
            whole_code, each.place, each.due,
        )  # fmt: skip
        if not same or other.level is None or sense(each.promise) < 0:
            continue
        whole = _in(other.level, other.measure.unit, each.measure.unit)
        if whole is None or each.level <= whole * (1 + EDGE):
            continue
        part, all_of = said(each.level, each.measure.unit), said(whole, each.measure.unit)
        yield Contradiction(
            "part-above-whole", "warning" if sense(other.promise) < 0 else "note",
            each.code, other.code, each.level, whole, each.measure.unit,
            Message(
                f"{each.title.en} asks for {part.en} of a part, {other.title.en} for "
                f"{all_of.en} of its whole.",
                f"{each.title.zh}要求部分达到 {part.zh}，{other.title.zh}要求总量为 {all_of.zh}。",
            ),
            SAME,
        )  # fmt: skip


def _in(value: float, unit: str, wanted: str) -> float | None:
    one, two = parse_unit(unit), parse_unit(wanted)
    return value * one.factor / two.factor if one.powers == two.powers else None


def _seen_part(
    indicator: str, place: str, item: Observed, register: Register
) -> Iterator[Contradiction]:
    measure = register.measures.get(indicator)
    if measure is None or not measure.part_of or item.growth_kind not in ("level", "share"):
        return
    if item.comparator in ("le", "lt"):
        return
    for other in register.seen.get((measure.part_of, place), ()):
        same = other.period.text == item.period.text and other.growth_kind == item.growth_kind
        if not same or other.comparator in BOUNDS:
            continue
        whole, part = in_unit(other, measure.unit), in_unit(item, measure.unit)
        if whole is None or part is None or part <= whole * (1 + EDGE):
            continue
        left, right = row_of(indicator, place, item), row_of(measure.part_of, place, other)
        small, large = said(part, measure.unit), said(whole, measure.unit)
        yield Contradiction(
            "part-above-whole", "warning", left, right, part, whole, measure.unit,
            Message(
                f"{left} is {small.en}, its whole {right} is {large.en}.",
                f"{left} 为 {small.zh}，其总量 {right} 为 {large.zh}。",
            ),
            SAME,
        )  # fmt: skip
