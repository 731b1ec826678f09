"""The plan of several places as a reader gets it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import xarray as xr

    from upriver.core.frames import Table
    from upriver.core.message import Message
    from upriver.data.provenance import Provenance
    from upriver.planning.audit import Audit
    from upriver.planning.result import Plan
    from upriver.planning.settings import PlanSettings

TABLES = (
    "places", "growth", "trade", "routes", "grants", "commuters", "caps", "targets", "prices",
    "apart", "apart_trade",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class PlacesPlan:
    """A plan of several places together. Money is in 1e8 CNY of base-year prices.

    Parameters
    ----------
    names : mapping of str to Message
        Names of the places by code, in order.
    base_year : int
        Year of the accounts and of their prices.
    years : tuple of int
        Years of the plan.
    settings : PlanSettings
        Choices of the planner.
    plans : mapping of str to Plan
        The plan of every place inside the whole. Its prices are those of the whole; its trade
        with the other places is the market ``within``; what it was given from shared funds is
        money of its own there.
    arrays : mapping of str to DataArray
        Every decision by name, with ``attrs["units"]``; those of the places have the dimension
        ``place`` first, and are missing where a place has no such decision.
    places : Table
        One row a place and year: what it makes with and without the plan, what it trades and is
        given.
    growth : Table
        One row a place and industry: output in the base year and the last year, with and
        without the plan.
    trade : Table
        One row a place, product and year: what it sells to and buys from the others.
    routes : Table
        One row a way, product and year.
    grants : Table
        One row a shared fund, place and year: who pays for whom.
    commuters : Table
        One row a home, place of work, occupation and year.
    caps : Table
        One row a shared cap, place and year.
    targets : Table
        One row a promise of several places.
    prices : Table
        What one more unit of what is shared is worth, in the year's own value.
    apart : Table
        One row a place: its plan here beside its plan alone; empty unless it was asked for.
    apart_trade : Table
        One row a product: what the plans alone would sell each other, and buy.
    gains : mapping of str to float
        What each place gains against business as usual, 1e8 CNY in present value; empty
        without that comparison. The code ``""`` holds what belongs to no place.
    notes : tuple of Message
        What a reader should know.
    objective : float
        Present value that the plan maximises, 1e8 CNY.
    gain : float, optional
        Objective over that of business as usual; priced shortfalls are not in it.
    gap_of_gain : float, optional
        How much of the gain the search left open at most.
    audit : Audit
        Own check of the answer.
    rests_on : Provenance, optional
        The data of all places, the trade between them and what they share, together; that of one
        place stands in its plan.
    provenance : mapping of str to Provenance
        Where the trade between the places and what they share come from, block by block.
    """

    names: Mapping[str, Message]
    base_year: int
    years: tuple[int, ...]
    settings: PlanSettings
    plans: Mapping[str, Plan]
    arrays: Mapping[str, xr.DataArray]
    places: Table
    growth: Table
    trade: Table
    routes: Table
    grants: Table
    commuters: Table
    caps: Table
    targets: Table
    prices: Table
    apart: Table
    apart_trade: Table
    gains: Mapping[str, float]
    notes: tuple[Message, ...]
    objective: float
    gain: float | None
    gap_of_gain: float | None
    audit: Audit
    rests_on: Provenance | None = None
    provenance: Mapping[str, Provenance] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Plan as plain data, for JSON.

        Returns
        -------
        dict
            Numbers, all tables as rows, the plan of every place, notes in both languages,
            settings and audit.
        """
        return {
            "names": {code: {"en": name.en, "zh": name.zh} for code, name in self.names.items()},
            "base_year": self.base_year,
            "years": list(self.years),
            "settings": self.settings.model_dump(),
            "objective": self.objective,
            "gain": self.gain,
            "gap_of_gain": self.gap_of_gain,
            "gains": dict(self.gains),
            **{name: getattr(self, name).to_dicts() for name in TABLES},
            "plans": {code: plan.to_dict() for code, plan in self.plans.items()},
            "notes": [{"en": note.en, "zh": note.zh} for note in self.notes],
            "audit": asdict(self.audit) | {"passed": self.audit.passed},
            "rests_on": None if self.rests_on is None else self.rests_on.to_dict(),
            "provenance": {name: part.to_dict() for name, part in self.provenance.items()},
        }
