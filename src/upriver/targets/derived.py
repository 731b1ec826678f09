"""Ratios worked out from their parts, where the package has the parts and not the ratio."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from upriver.core.errors import UnitError
from upriver.core.units import convert, parse_unit
from upriver.targets.history import BOUNDS
from upriver.targets.records import Observed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from upriver.core.message import Message

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Measure:
    """What an indicator is made of.

    Parameters
    ----------
    indicator : str
        Its code.
    name : Message
        Its name.
    unit : str
        Unit in which it is kept.
    higher : bool
        Whether more is better.
    numerator, denominator : str
        Indicators above and below the line of a ratio, or empty.
    denominator_place : str
        ``own`` or ``parent``; ``period`` for a share of the days of the period.
    part_of : str
        Indicator of which it is a part, or empty.
    """

    indicator: str
    name: Message
    unit: str
    higher: bool
    numerator: str = ""
    denominator: str = ""
    denominator_place: str = "own"
    part_of: str = ""


def ratio_observations(
    measure: Measure, place: str, seen: Mapping[Key, Sequence[Observed]], parents: Mapping[str, str]
) -> list[Observed]:
    """Values of a ratio in every period in which both its parts are numbers.

    Parameters
    ----------
    measure : Measure
        The ratio.
    place : str
        Where it is measured.
    seen : mapping of (indicator, place) to sequence of Observed
        All observations.
    parents : mapping of str to str
        Place to the place above it.

    Returns
    -------
    list of Observed
        Status ``derived``; the comparator is ``about`` when one of the parts is. Bounds give
        nothing.
    """
    if measure.numerator and measure.denominator_place == "period":
        return _of_period(measure, seen.get((measure.numerator, place), ()))
    if not measure.numerator or not measure.denominator:
        return []
    below = parents.get(place, "") if measure.denominator_place == "parent" else place
    whole = {
        item.period.text: item
        for item in seen.get((measure.denominator, below), ())
        if _is_number(item) and item.value != 0
    }
    found = []
    for item in seen.get((measure.numerator, place), ()):
        other = whole.get(item.period.text)
        if other is None or not _is_number(item):
            continue
        value = _quotient(item, other, measure.unit)
        if value is not None:
            share = not parse_unit(measure.unit).powers
            rough = "about" in (item.comparator, other.comparator)
            found.append(
                Observed(
                    item.period, value, measure.unit, "share" if share else "level",
                    "about" if rough else "eq", "derived", item.source,
                )
            )  # fmt: skip
    return found


def _of_period(measure: Measure, items: Sequence[Observed]) -> list[Observed]:
    """Share of the days of a period, such as days of good air."""
    found = []
    for item in items:
        days, length = in_unit(item, "days"), item.period.days
        if days is None or length is None or not _is_number(item):
            continue
        value = days / length / parse_unit(measure.unit).factor
        found.append(
            Observed(
                item.period, value, measure.unit, "share", item.comparator, "derived", item.source
            )
        )
    return found


def with_ratios(
    measures: Mapping[str, Measure],
    seen: Mapping[Key, Sequence[Observed]],
    parents: Mapping[str, str],
) -> dict[Key, list[Observed]]:
    """Observations with the ratios that nobody published added to them.

    Parameters
    ----------
    measures : mapping of str to Measure
        Indicators by code.
    seen : mapping of (indicator, place) to sequence of Observed
        All observations.
    parents : mapping of str to str
        Place to the place above it.

    Returns
    -------
    dict of (indicator, place) to list of Observed
        A published ratio of a period is never replaced.
    """
    full = {key: list(items) for key, items in seen.items()}
    for measure in measures.values():
        if not measure.numerator:
            continue
        for place in sorted({where for code, where in seen if code == measure.numerator}):
            have = full.setdefault((measure.indicator, place), [])
            known = {item.period.text for item in have if item.growth_kind in ("level", "share")}
            have += [
                item
                for item in ratio_observations(measure, place, seen, parents)
                if item.period.text not in known
            ]
    return {key: items for key, items in full.items() if items}


def _is_number(item: Observed) -> bool:
    return item.growth_kind in ("level", "share") and item.comparator not in BOUNDS


def _quotient(item: Observed, other: Observed, unit: str) -> float | None:
    above, below, wanted = parse_unit(item.unit), parse_unit(other.unit), parse_unit(unit)
    powers = dict(above.powers)
    for base, power in below.powers:
        powers[base] = powers.get(base, 0) - power
    left = tuple(sorted((base, power) for base, power in powers.items() if power))
    if left != wanted.powers:
        return None
    return item.value * above.factor / (other.value * below.factor) / wanted.factor


def in_unit(item: Observed, unit: str) -> float | None:
    """Figure of an observation in another unit.

    Parameters
    ----------
    item : Observed
        The observation.
    unit : str
        The unit.

    Returns
    -------
    float or None
        None when it measures something else.
    """
    try:
        return convert(item.value, item.unit, unit)
    except UnitError:
        return None
