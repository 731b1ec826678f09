"""What a city or country lends its places: its caps, funds and targets count for all of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from upriver.core.errors import DataError
from upriver.core.message import Message
from upriver.planning.objective import base_value_added
from upriver.planning.places.lent_money import lent_funds
from upriver.planning.places.system import SharedCap, WholeTarget

if TYPE_CHECKING:
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.places.system import PlaceSystem, SharedFund


def with_whole(system: PlaceSystem, whole: PlanInputs) -> tuple[PlaceSystem, tuple[Message, ...]]:
    """Give places the caps, funds and targets of what they are part of.

    Parameters
    ----------
    system : PlaceSystem
        Places that are planned together.
    whole : PlanInputs
        Data of what they are part of.

    Returns
    -------
    system : PlaceSystem
        With what is common to all places.
    notes : tuple of Message
        How much of the whole the places are, and what could not be held against them.

    Raises
    ------
    DataError
        If a fund of the whole has the code of one of a place.
    """
    notes = [_coverage(system, whole)]
    caps = _shared_caps(system, whole, notes)
    funds = _shared_funds(system, whole, notes)
    labels = {**whole.labels, **system.labels}
    labels |= {cap.cap: whole.label(cap.stressor) for cap in caps}
    targets = []
    for target in whole.targets:
        try:
            replace(system, targets=(WholeTarget(target),))
        except DataError:
            notes.append(_left_out(whole, target.target))
        else:
            targets.append(WholeTarget(target))
    shared = {"caps": caps, "money": funds, "targets": targets}
    basis = {name: whole.provenance[name] for name, there in shared.items()
             if there and name in whole.provenance}  # fmt: skip
    done = replace(
        system, caps=caps, funds=funds, targets=tuple(targets), labels=labels,
        provenance={**system.provenance, **basis},
    )  # fmt: skip
    return done, tuple(notes)


def _shared_caps(
    system: PlaceSystem, whole: PlanInputs, notes: list[Message]
) -> tuple[SharedCap, ...]:
    """Caps of the whole; hard and soft years of one stressor are two caps."""
    caps: list[SharedCap] = []
    if whole.nature is None:
        return ()
    limits, binding = whole.nature.caps, whole.nature.hard
    for code in limits.indexes["stressor"].tolist():
        cap, hard = limits.sel(stressor=code), binding.sel(stressor=code)
        known = cap.notnull()
        if not bool(known.any()):
            continue
        if not _have_stressor(system, code, whole.nature.units[code]):
            notes.append(_left_out(whole, code))
            continue
        for must, name in ((True, code), (False, f"{code} (soft)")):
            chosen = cap.where(known & (hard == must)).dropna("year")
            if chosen.size:
                limit = dict(zip(chosen.indexes["year"].tolist(), chosen.values.tolist(),
                                 strict=True))  # fmt: skip
                caps.append(SharedCap(name, code, limit, hard=must))
    return tuple(caps)


def _shared_funds(
    system: PlaceSystem, whole: PlanInputs, notes: list[Message]
) -> tuple[SharedFund, ...]:
    money = whole.money
    if money is None:
        return ()
    if any(one.money is None for one in system.places.values()):
        notes.append(
            Message(
                "The funds of the whole are left out: some place has no funds, its money is not "
                "limited.",
                "未计入整体资金：有的地方没有资金表，其资金不受限制。",
            )
        )
        return ()
    return lent_funds(money)


def _have_stressor(system: PlaceSystem, code: str, unit: str) -> bool:
    return all(
        one.nature is not None
        and code in one.nature.intensity.indexes["stressor"]
        and one.nature.units[code] == unit
        for one in system.places.values()
    )


def _left_out(whole: PlanInputs, code: str) -> Message:
    label = whole.label(code)
    return Message(
        f"{label.en} of the whole is left out: some place has no figures for it.",
        f"未计入整体的“{label.zh}”：有的地方没有相应数据。",
    )


def _coverage(system: PlaceSystem, whole: PlanInputs) -> Message:
    part = sum(base_value_added(one) for one in system.places.values())
    share = part / base_value_added(whole)
    return Message(
        f"The places make {share:.1%} of the value added of {whole.label(whole.region).en} in "
        f"{whole.base_year}; its caps, funds and targets are held against the places alone.",
        f"{whole.base_year} 年各地合计占{whole.label(whole.region).zh}增加值的 {share:.1%}；"
        "其上限、资金与目标仅与这些地方对照。",
    )
