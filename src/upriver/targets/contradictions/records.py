"""The register of promises, and one contradiction with both rows, the numbers and the rule."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from upriver.core.message import Message
from upriver.core.units import parse_unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from upriver.targets.derived import Key, Measure
    from upriver.targets.records import Observed, Promise
    from upriver.targets.verdict import Assessment

Rule = Literal[
    "opposed-promises", "falling-promises", "level-and-growth", "share-out-of-range",
    "part-above-whole", "already-met", "beyond-all-seen",
    "districts-above-city", "district-above-city", "later-than-parent", "owner-unknown",
    "sources-disagree", "growth-and-levels",
]  # fmt: skip
RULES: dict[Rule, Message] = {
    "opposed-promises": Message(
        "Two promises of one indicator, place and deadline must be able to hold together.",
        "同一指标、地区、期限的两项目标应能同时成立。",
    ),
    "falling-promises": Message(
        "What shall rise is not promised lower for a later year.",
        "应上升的指标，较晚期限的目标不应低于较早期限的目标。",
    ),
    "level-and-growth": Message(
        "A promised level and a promised growth must lead to the same figure.",
        "承诺的水平与承诺的增速应推得同一数值。",
    ),
    "share-out-of-range": Message(
        "A share lies between 0 and 100 percent.", "占比应在 0 至 100% 之间。"
    ),
    "part-above-whole": Message("A part is not larger than its whole.", "部分不得大于其总量。"),
    "already-met": Message(
        "A promise asks for more than what was already seen when it still lay ahead.",
        "目标应高于期限之前已达到的水平。",
    ),
    "beyond-all-seen": Message(
        "The speed that is still needed was seen of no indicator of its kind.",
        "所需进度超过包内同类指标出现过的最快进度。",
    ),
    "districts-above-city": Message(
        "What districts promise or show adds up to no more than the city's own figure.",
        "各区县目标或数值之和不应超过全市。",
    ),
    "district-above-city": Message(
        "What one district promises is no more than what the city promises.",
        "单个区县的目标不应超过全市目标。",
    ),
    "later-than-parent": Message(
        "What serves another promise is due no later than it.",
        "下级目标的期限不应晚于上级目标。",
    ),
    "owner-unknown": Message("A promise has an owner.", "目标应有责任单位。"),
    "sources-disagree": Message(
        "Two sources give one figure for one indicator, place and period.",
        "同一指标、地区、期间，不同出处的数值应一致。",
    ),
    "growth-and-levels": Message(
        "Published growth agrees with the levels of both years.",
        "公布的增速应与两年的水平值相符。",
    ),
}


@dataclass(frozen=True, slots=True)
class Registered:
    """One promise of the register.

    Parameters
    ----------
    code, place : str
        Its key, and who promised.
    measure : Measure
        What it is about.
    promise : Promise
        What was promised.
    assessment : Assessment
        Where it stands.
    parent, owner : str
        Promise that it serves, and who answers for it; empty when not stated.
    """

    code: str
    place: str
    measure: Measure
    promise: Promise
    assessment: Assessment
    parent: str = ""
    owner: str = ""

    @property
    def title(self) -> Message:
        """Name of the indicator and key of the promise.

        Returns
        -------
        Message
            For example ``Farming (TL-farm)``.
        """
        name = self.measure.name
        return Message(f"{name.en} ({self.code})", f"{name.zh}（{self.code}）")

    @property
    def due(self) -> date | None:
        """Day by which it is due.

        Returns
        -------
        date, optional
            Missing when not stated.
        """
        return self.promise.deadline.end if self.promise.deadline else None

    @property
    def level(self) -> float | None:
        """Level that it asks for, in the unit of the indicator.

        Returns
        -------
        float, optional
            Missing for growth without a base.
        """
        return self.assessment.goal.value


@dataclass(frozen=True, slots=True)
class Register:
    """Everything that is held against each other.

    Parameters
    ----------
    promises : tuple of Registered
        The promises.
    measures : mapping of str to Measure
        Indicators by code.
    seen : mapping of (indicator, place) to sequence of Observed
        Observations as published.
    parents : mapping of str to str
        Place to the place above it.
    districts : frozenset of str
        Places that do not overlap: only they are added up.
    places : mapping of str to Message
        Names of the places.
    """

    promises: tuple[Registered, ...]
    measures: Mapping[str, Measure]
    seen: Mapping[Key, Sequence[Observed]]
    parents: Mapping[str, str]
    districts: frozenset[str]
    places: Mapping[str, Message] = field(default_factory=dict)

    def place(self, code: str) -> Message:
        """Name of a place.

        Parameters
        ----------
        code : str
            Its code.

        Returns
        -------
        Message
            The code itself when the place has no name.
        """
        return self.places.get(code, Message(code, code))


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two rows that do not go together.

    Parameters
    ----------
    rule : str
        Name of the rule that they break.
    severity : {"warning", "note"}
        Whether it is impossible, or only remarkable.
    left, right : str
        The rows: codes of targets, or indicator, place, period and source of an observation.
    left_value, right_value : float, optional
        Their figures in ``unit``.
    unit : str
        Unit of both.
    problem : Message
        The figures in words.
    remedy : Message
        What to do.
    """

    rule: Rule
    severity: Literal["warning", "note"]
    left: str
    right: str
    left_value: float | None
    right_value: float | None
    unit: str
    problem: Message
    remedy: Message


ADDITIVE = {"money", "mass", "vehicle", "passenger", "person", "firm", "item", "patent", "unit",
            "coal equivalent", "energy", "power", "household", "volume", "area"}  # fmt: skip


def adds_up(unit: str) -> bool:
    """Whether figures of districts add up to the city's.

    Parameters
    ----------
    unit : str
        Unit of the indicator.

    Returns
    -------
    bool
        True for money, goods, people and firms; false for ratios, ranks, routes and densities.

    Examples
    --------
    >>> adds_up("1e8 CNY"), adds_up("%"), adds_up("1e4 CNY/person")
    (True, False, False)
    """
    powers = parse_unit(unit).powers
    return len(powers) == 1 and powers[0][0] in ADDITIVE and powers[0][1] == 1


def row_of(indicator: str, place: str, item: Observed) -> str:
    """Name of a row of observations.

    Parameters
    ----------
    indicator, place : str
        Its codes.
    item : Observed
        The observation.

    Returns
    -------
    str
        Indicator, place, period and source, as they stand in the table.
    """
    parts = (indicator, place, item.period.text, item.growth_kind, item.source)
    return " ".join(part for part in parts if part)
