"""From the solver's answer to the frozen plan of several places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.core.message import Message
from upriver.data.provenance import Provenance
from upriver.planning import variables
from upriver.planning.assemble import to_plan
from upriver.planning.audit import TOLERANCE
from upriver.planning.places import columns
from upriver.planning.places.alone import apart_table, apart_trade_table
from upriver.planning.places.apart import solved_place
from upriver.planning.places.result import PlacesPlan
from upriver.planning.places.shared_tables import (
    caps_table,
    shared_prices_table,
    whole_targets_table,
)
from upriver.planning.places.tables import (
    commuters_table,
    grants_table,
    growth_table,
    places_table,
    routes_table,
    trade_table,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    import xarray as xr

    from upriver.planning.places.planner import SolvedPlaces
    from upriver.planning.planner import Solved

UNITS = variables.UNITS | columns.UNITS


def to_places_plan(solved: SolvedPlaces, *, rests_on: Provenance | None = None) -> PlacesPlan:
    """Turn an answer into a plan for readers.

    Parameters
    ----------
    solved : SolvedPlaces
        Decisions, prices and business as usual.
    rests_on : Provenance, optional
        Provenance of all data together. Default: that of the system.

    Returns
    -------
    PlacesPlan
        Arrays, tables, the plan of every place, notes and audit.
    """
    system, solution = solved.system, solved.solution
    gain = None if solved.usual is None else solution.gain_over(solved.usual)
    parts = {name: solved_place(solved, name) for name in system.names}
    plans = {name: to_plan(part, rests_on=_basis(part)) for name, part in parts.items()}
    return PlacesPlan(
        names={name: system.label(name) for name in system.names},
        base_year=system.first.base_year,
        years=system.first.years,
        settings=solved.settings,
        plans=plans,
        arrays=_arrays(solved),
        places=places_table(solved, plans),
        growth=growth_table(solved, plans),
        trade=trade_table(solved),
        routes=routes_table(solved),
        grants=grants_table(solved),
        commuters=commuters_table(solved),
        caps=caps_table(solved, parts),
        targets=whole_targets_table(solved, parts),
        prices=shared_prices_table(solved),
        apart=apart_table(solved, parts),
        apart_trade=apart_trade_table(solved),
        gains=place_gains(solved, parts),
        notes=_notes(solved),
        objective=solution.objective,
        gain=gain,
        gap_of_gain=solution.open_share(gain),
        audit=solution.audit,
        rests_on=rests_on or system.rests_on(),
        provenance=system.provenance,
    )


def _basis(part: Solved) -> Provenance | None:
    blocks = part.inputs.provenance
    return Provenance.combine(blocks.values()) if blocks else None


def place_gains(solved: SolvedPlaces, parts: Mapping[str, Solved]) -> dict[str, float]:
    """What every place gains against business as usual.

    Parameters
    ----------
    solved : SolvedPlaces
        A plan of several places.
    parts : mapping of str to Solved
        What the plan means for every place.

    Returns
    -------
    dict of str to float
        1e8 CNY in present value, priced shortfalls apart; ``""`` is what belongs to no place:
        cost of ways and commuting, overshoots of shared caps. Together they are the gain.
        Empty without business as usual.
    """
    if solved.usual is None:
        return {}
    found = {}
    for name, part in parts.items():
        assert part.usual is not None
        found[name] = part.solution.gain_over(part.usual)
    whole = solved.solution.gain_over(solved.usual)
    return found | {"": whole - sum(found.values())}


def _arrays(solved: SolvedPlaces) -> dict[str, xr.DataArray]:
    found = {}
    for name in solved.solution.matrix.columns:
        array = solved.solution.value(name)
        assert array is not None
        array.attrs = {"units": UNITS[name]}
        if UNITS[name] == "1e8 CNY":
            array.attrs["price_year"] = solved.system.first.base_year
        found[name] = array
    return found


def _notes(solved: SolvedPlaces) -> tuple[Message, ...]:
    system, notes = solved.system, list[Message]()
    if solved.settings.compare and solved.usual is None:
        notes.append(
            Message(
                "Business as usual has no solution with the trade of the base year: gains are "
                "unknown.",
                "按基年贸易的照常情景无可行解：增益未知。",
            )
        )
    lost = 0.0 if solved.usual is None else -solved.solution.gain_over(solved.usual)
    if lost > TOLERANCE * abs(solved.solution.objective):
        notes.append(
            Message(
                f"By value alone the plan of all places is worth {lost:,.0f} (1e8 CNY of present "
                "value) less than business as usual. The notes of each place say what for; "
                "promises and limits of the whole may be among the reasons.",
                f"仅按价值计，各地合计比照常情景少 {lost:,.0f} 亿元（现值）。原因见各地的附注，"
                "也可能是整体的承诺与上限所致。",
            )
        )
    if system.trade is None:
        notes.append(
            Message(
                "The trade between the places is unknown; all their sales go outside.",
                "地区间贸易未知；各地的全部外销均视为销往系统之外。",
            )
        )
    sight = solved.settings.places.foresight
    if sight is not None and sight < len(system.first.years):
        notes.append(
            Message(
                f"Planned one year after the other with {sight} years in sight; what seeing all "
                "years would add is unknown.",
                f"逐年滚动规划，每次可见 {sight} 年；若一次看到全部年份可多得多少，未知。",
            )
        )
    without = [system.label(name) for name, alone in solved.alone.items() if alone is None]
    if without:
        en, zh = ", ".join(name.en for name in without), "、".join(name.zh for name in without)
        notes.append(
            Message(
                f"There is no plan apart, with a part of what is shared, for {en}: promises and "
                "limits contradict each other.",
                f"{zh}若单独规划（得共用事项的一份）则承诺与上限相互矛盾，无可行规划。",
            )
        )
    if solved.solution.stopped:
        notes.append(
            Message(
                f"The search ended at its time limit of {solved.settings.time_limit:g} s with the "
                "best plan so far.",
                f"求解到达 {solved.settings.time_limit:g} 秒时限，给出当时最好的方案。",
            )
        )
    if not solved.solution.audit.passed:
        notes.append(
            Message("The own check of the answer failed; see audit.", "结果自检未通过；见 audit。")
        )
    return tuple(notes)
