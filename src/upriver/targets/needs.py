"""What would have to be entered, and where, so that a promise could be judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.core.errors import UnitError
from upriver.core.message import Message
from upriver.core.units import parse_unit
from upriver.targets.history import BOUNDS
from upriver.targets.pace import is_stock

if TYPE_CHECKING:
    from datetime import date

    from upriver.targets.derived import Measure
    from upriver.targets.records import Promise
    from upriver.targets.verdict import Assessment


def needs_of(
    promise: Promise, judged: Assessment, measure: Measure, *, place: str, as_of: date
) -> Message | None:
    """Rows of the package that would tell where a promise stands.

    Parameters
    ----------
    promise : Promise
        The target.
    judged : Assessment
        How it was judged.
    measure : Measure
        Its indicator.
    place : str
        Code of the place where it is measured.
    as_of : date
        Day of the judgement.

    Returns
    -------
    Message or None
        Table, row, unit and periods; None when a state was found.
    """
    if judged.state != "cannot_say":
        return None
    parts = [*_in_targets(promise, judged)]
    told = judged.missing == "deadline" and judged.newest is not None
    if judged.missing not in ("value", "unit") and not told:
        where = Message(
            f"table observations, indicator {measure.indicator}, place {place}: ",
            f"表 observations，指标 {measure.indicator}、地区 {place}：",
        )
        what = _what(promise, judged, as_of)
        other = _parts(promise, judged, measure)
        more, more_zh = (other.en, other.zh) if other else ("", "")
        parts.append(Message(f"{where.en}{what.en}{more}", f"{where.zh}{what.zh}{more_zh}"))
    en = "; ".join(part.en for part in parts)
    return Message(f"{en[0].upper()}{en[1:]}.", f"{'；'.join(part.zh for part in parts)}。")


def _in_targets(promise: Promise, judged: Assessment) -> list[Message]:
    """Columns of the row of the target that must be filled in."""
    unit = promise.indicator_unit
    wanted: list[Message] = []
    if judged.missing == "value":
        wanted.append(Message(f"value (in {promise.unit})", f"value（目标值，{promise.unit}）"))
    if judged.missing == "unit":
        wanted.append(Message(f"unit (fit for {unit})", f"unit（可换算为 {unit}）"))
    if judged.missing == "base" and promise.base_period is None:
        wanted.append(Message("base_period", "base_period（基期）"))
    if promise.deadline is None:
        wanted.append(Message("deadline", "deadline（期限）"))
    if not wanted:
        return []
    en = " and ".join(each.en for each in wanted)
    zh = "、".join(each.zh for each in wanted)
    row = promise.target
    return [Message(f"table targets, row {row}: {en}", f"表 targets，行 {row}：{zh}")]


def _what(promise: Promise, judged: Assessment, as_of: date) -> Message:
    """Which figures of the indicator."""
    newest = judged.newest
    last, before = _last_years(promise, as_of)
    unit, unit_zh = _unit(promise.indicator_unit)
    grows = promise.growth_kind not in ("share", "rank") and promise.indicator_unit != "%"
    if judged.goal.growth is not None:
        return Message(
            f"the growth on the year (yoy) of {last}, or levels{unit} of {before} and {last}",
            f"{last} 年同比增速（yoy），或 {before} 年与 {last} 年的水平值{unit_zh}",
        )
    if judged.missing == "base":
        base = promise.base_period
        if base is None:
            return Message(
                f"levels{unit} of the base year and of {last}",
                f"基期与 {last} 年的水平值{unit_zh}",
            )
        return Message(
            f"levels{unit} of {base.text} and {last}, or the growth on the year (yoy) since",
            f"{base.text} 年与 {last} 年的水平值{unit_zh}，或其后各年同比增速（yoy）",
        )
    if newest is not None and newest.comparator in BOUNDS:
        when = newest.period.text
        return Message(
            f"a number{unit} for {when} in place of the bound, or for a later year",
            f"{when} 的数值{unit_zh}以替换界限值，或以后某年的数值",
        )
    if newest is not None:
        year, one = newest.period.year, last if newest.period.year != last else before
        return Message(
            f"a number{unit} of a second year, such as {one}"
            + (f", or the growth on the year (yoy) of {year} or later" if grows else ""),
            f"另一年（如 {one} 年）的数值{unit_zh}"
            + (f"，或 {year} 年及以后某年的同比增速（yoy）" if grows else ""),
        )
    whole = not is_stock(promise.indicator_unit) and grows
    return Message(
        f"{'whole-year ' if whole else ''}numbers{unit} of {before} and {last}"
        + (", or one of them and a growth on the year (yoy)" if grows else ""),
        f"{before} 年与 {last} 年的{'全年' if whole else ''}数值{unit_zh}"
        + ("，或其中一年的数值与同比增速（yoy）" if grows else ""),
    )


def _parts(promise: Promise, judged: Assessment, measure: Measure) -> Message | None:
    """The two indicators of which a ratio is made, where the ratio itself was never observed."""
    if judged.newest is not None or not measure.numerator or not measure.denominator:
        return None
    if measure.denominator_place == "parent" or promise.growth_kind != "share":
        return None
    one, two = measure.numerator, measure.denominator
    return Message(
        f", or levels of {one} and {two} of the same years",
        f"，或同年的 {one} 与 {two} 水平值",
    )


def _unit(unit: str) -> tuple[str, str]:
    """Unit as it follows the word number; nothing for a pure number."""
    try:
        plain = not parse_unit(unit).powers and unit != "%"
    except UnitError:
        plain = False
    return ("", "") if plain else (f" in {unit}", f"（{unit}）")


def _last_years(promise: Promise, as_of: date) -> tuple[int, int]:
    """The newest whole year that counts, and the one before it."""
    last = as_of.year if (as_of.month, as_of.day) == (12, 31) else as_of.year - 1
    if promise.deadline is not None:
        last = min(last, promise.deadline.year)
    return last, last - 1
