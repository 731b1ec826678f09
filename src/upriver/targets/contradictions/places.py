"""What districts promise and show, held against the city they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.core.figures import said
from upriver.core.message import Message
from upriver.core.units import parse_unit
from upriver.targets.contradictions.records import Contradiction, Register, Registered, adds_up
from upriver.targets.derived import in_unit
from upriver.targets.verdict import sense

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from upriver.targets.records import Observed

EDGE = 1e-9
SAME = Message(
    "Look whether both count the same; otherwise settle it between city and districts.",
    "请核对口径是否一致；否则由市与区县协调。",
)


def place_contradictions(register: Register) -> list[Contradiction]:
    """Districts against the city.

    Parameters
    ----------
    register : Register
        All promises and observations.

    Returns
    -------
    list of Contradiction
        Sums of promises, single promises, deadlines, owners, then sums of observations.

    Notes
    -----
    Only places that do not overlap are added up. A sum of some districts above the city's own
    figure is impossible, whatever the others do; a sum below says nothing, since not every
    district is in the package.
    """
    found: list[Contradiction] = []
    for city in register.promises:
        found += _promised(city, register)
    for each in register.promises:
        found += _deadline(each, register)
        found += _owner(each)
    found += _observed(register)
    return found


def _promised(city: Registered, register: Register) -> Iterator[Contradiction]:
    if city.level is None or city.due is None or not adds_up(city.measure.unit):
        return
    below = [
        each
        for each in register.promises
        if each.code != city.code
        and each.level is not None
        and each.due == city.due
        and register.parents.get(each.place) == city.place
        and (each.measure.indicator == city.measure.indicator or each.parent == city.code)
        and parse_unit(each.measure.unit).powers == parse_unit(city.measure.unit).powers
        and sense(each.promise) == sense(city.promise)
    ]
    unit = city.measure.unit
    apart = [each for each in below if each.place in register.districts]
    total = sum(_level(each, unit) for each in apart)
    when = city.promise.deadline.text if city.promise.deadline else "-"
    wanted = said(city.level, unit)
    if len(apart) > 1 and total > city.level * (1 + EDGE):
        codes = ", ".join(each.code for each in apart)
        added = said(total, unit)
        yield Contradiction(
            "districts-above-city", "warning", codes, city.code, total, city.level, unit,
            Message(
                f"{len(apart)} districts promise {added.en} for {when} ({codes}), the city "
                f"{wanted.en} ({city.title.en}).",
                f"{len(apart)} 个区县 {when} 的目标合计 {added.zh}（{codes}），"
                f"全市为 {wanted.zh}（{city.title.zh}）。",
            ),
            SAME,
        )  # fmt: skip
    for each in below:
        own = _level(each, unit)
        if own > city.level * (1 + EDGE):
            figure = said(own, unit)
            yield Contradiction(
                "district-above-city", "warning", each.code, city.code, own, city.level, unit,
                Message(
                    f"{each.title.en} asks for {figure.en} of a part by {when}, "
                    f"{city.title.en} only for {wanted.en} of the whole.",
                    f"{each.title.zh}要求下级地区 {when} 达到 {figure.zh}，而"
                    f"{city.title.zh}要求全域仅为 {wanted.zh}。",
                ),
                SAME,
            )  # fmt: skip


def _level(each: Registered, unit: str) -> float:
    assert each.level is not None
    return each.level * parse_unit(each.measure.unit).factor / parse_unit(unit).factor


def _deadline(each: Registered, register: Register) -> Iterator[Contradiction]:
    above = next((other for other in register.promises if other.code == each.parent), None)
    if above is None or each.due is None or above.due is None or each.due <= above.due:
        return
    yield Contradiction(
        "later-than-parent", "warning", each.code, above.code,
        float(each.due.year), float(above.due.year), "year",
        Message(
            f"{each.title.en} is due {each.due}, {above.title.en}, which it serves, {above.due}.",
            f"{each.title.zh}的期限为 {each.due}，其上级目标{above.title.zh}为 {above.due}。",
        ),
        Message("Move one of the deadlines.", "请调整其中一个期限。"),
    )  # fmt: skip


def _owner(each: Registered) -> Iterator[Contradiction]:
    if each.owner:
        return
    yield Contradiction(
        "owner-unknown", "note", each.code, "", None, None, "",
        Message(f"{each.title.en} has no owner.", f"{each.title.zh}没有责任单位。"),
        Message("Name who answers for it.", "请注明责任单位。"),
    )  # fmt: skip


def _observed(register: Register) -> Iterator[Contradiction]:
    """Districts that show more together than the city shows."""
    for (indicator, place), items in sorted(register.seen.items()):
        measure = register.measures.get(indicator)
        if measure is None or not adds_up(measure.unit):
            continue
        below = sorted(code for code in register.districts if register.parents.get(code) == place)
        for item in items:
            if item.growth_kind != "level" or item.comparator in ("ge", "gt"):
                continue
            whole = in_unit(item, measure.unit)
            parts = {
                code: value
                for code in below
                if (value := _shown(register.seen.get((indicator, code), ()), item, measure.unit))
                is not None
            }
            total = sum(parts.values())
            if whole is None or not parts or total <= whole * 1.005:
                continue
            added, own = said(total, measure.unit), said(whole, measure.unit)
            codes = ", ".join(parts)
            yield Contradiction(
                "districts-above-city", "warning", f"{indicator} {codes} {item.period.text}",
                f"{indicator} {place} {item.period.text} {item.source}", total, whole,
                measure.unit,
                Message(
                    f"{measure.name.en}, {item.period.text}: {len(parts)} district(s) show "
                    f"{added.en} together, the city {own.en}.",
                    f"{measure.name.zh}，{item.period.text}：{len(parts)} 个区县合计 {added.zh}，"
                    f"全市为{own.zh}。",
                ),
                SAME,
            )  # fmt: skip


def _shown(items: Sequence[Observed], city: Observed, unit: str) -> float | None:
    """Least that a district shows for the period of the city's figure."""
    found = [
        value
        for item in items
        if item.period.text == city.period.text and item.growth_kind == "level"
        and item.comparator not in ("le", "lt")
        and (value := in_unit(item, unit)) is not None
    ]  # fmt: skip
    return min(found, default=None)
