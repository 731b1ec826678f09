"""Observations that contradict each other: two sources, or growth that its levels refute."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from upriver.core.message import Message
from upriver.targets.contradictions.records import Contradiction, Register, row_of
from upriver.targets.derived import in_unit
from upriver.targets.history import BOUNDS
from upriver.targets.wording import bound_said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from upriver.targets.derived import Measure
    from upriver.targets.records import Observed

CLOSE = 0.005  # two sources may round differently
POINTS = 0.02  # growth and levels may differ by this: prices, revisions, rounding


def observation_contradictions(register: Register) -> list[Contradiction]:
    """Observations against observations.

    Parameters
    ----------
    register : Register
        All observations.

    Returns
    -------
    list of Contradiction
        By indicator and place.
    """
    found: list[Contradiction] = []
    for (indicator, place), items in sorted(register.seen.items()):
        measure = register.measures.get(indicator)
        if measure is not None:
            found += _sources(measure, place, items, register)
            found += _growth(measure, place, items, register)
    return found


def _sources(
    measure: Measure, place: str, items: Sequence[Observed], register: Register
) -> Iterator[Contradiction]:
    where = register.place(place)
    for one, two in combinations(items, 2):
        if (one.period.text, one.growth_kind) != (two.period.text, two.growth_kind):
            continue
        apart = _apart(one, two)
        if not apart:
            continue
        unit = one.unit
        value = in_unit(two, unit)
        left, right = row_of(measure.indicator, place, one), row_of(measure.indicator, place, two)
        first = bound_said(one.comparator, one.value, unit)
        second = bound_said(two.comparator, two.value, two.unit)
        yield Contradiction(
            "sources-disagree", "note", left, right, one.value, value, unit,
            Message(
                f"{measure.name.en}, {where.en}, {one.period.text}: {first.en} ({one.source}), "
                f"{second.en} ({two.source}).",
                f"{measure.name.zh}，{where.zh}，{one.period.text}：{first.zh}（{one.source}），"
                f"{second.zh}（{two.source}）。",
            ),
            Message(
                "Both are kept; say which definition each has.", "二者均保留；请注明各自口径。"
            ),
        )  # fmt: skip


def _apart(one: Observed, two: Observed) -> bool:
    """Whether two figures cannot both be right."""
    other = in_unit(two, one.unit)
    if other is None:
        return False
    bounds = [item.comparator in BOUNDS for item in (one, two)]
    room = CLOSE * max(abs(one.value), abs(other))
    room *= 10 if "about" in (one.comparator, two.comparator) else 1
    if not any(bounds):
        return abs(one.value - other) > room
    if all(bounds):
        return False
    number, bound, side = (
        (one.value, other, two.comparator) if bounds[1] else (other, one.value, one.comparator)
    )
    return number < bound - room if side in ("ge", "gt") else number > bound + room


def _growth(
    measure: Measure, place: str, items: Sequence[Observed], register: Register
) -> Iterator[Contradiction]:
    where = register.place(place)
    levels = {
        item.period.text: item
        for item in items
        if item.growth_kind == "level" and item.comparator not in BOUNDS
    }
    for item in items:
        if item.growth_kind != "yoy":
            continue
        now, before = levels.get(item.period.text), _year_before(item, levels)
        rate = in_unit(item, "ratio")
        if now is None or before is None or rate is None or before.value <= 0:
            continue
        value = in_unit(now, before.unit)
        if value is None:
            continue
        led = value / before.value - 1
        if _fits(item.comparator, rate, led):
            continue
        left = row_of(measure.indicator, place, item)
        right = f"{row_of(measure.indicator, place, before)}, {now.period.text}"
        yield Contradiction(
            "growth-and-levels", "note", left, right, rate, led, "ratio",
            Message(
                f"{measure.name.en}, {where.en}: {rate:+.1%} was published for {item.period.text}, "
                f"the levels of {before.period.text} and {now.period.text} give {led:+.1%}.",
                f"{measure.name.zh}，{where.zh}：{item.period.text} 公布增速 {rate:+.1%}，"
                f"按 {before.period.text} 与 {now.period.text} 的水平值为 {led:+.1%}。",
            ),
            Message(
                "Growth in constant prices or a revised base explain such a gap; else correct "
                "one.",
                "可比价增速或基数修订会造成差异；否则请更正其一。",
            ),
        )  # fmt: skip


def _year_before(item: Observed, levels: dict[str, Observed]) -> Observed | None:
    for other in levels.values():
        if other.period.year == item.period.year - 1 and other.period.is_comparable(item.period):
            return other
    return None


def _fits(comparator: str, rate: float, led: float) -> bool:
    room = POINTS + 0.1 * abs(rate)
    if comparator in ("ge", "gt"):
        return led >= rate - room
    if comparator in ("le", "lt"):
        return led <= rate + room
    return abs(rate - led) <= room
