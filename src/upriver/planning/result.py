"""The plan as a reader gets it: frozen arrays with units, tables, prices and an own audit."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import xarray as xr

    from upriver.core.frames import Table
    from upriver.core.message import Message
    from upriver.data.provenance import Provenance
    from upriver.planning.audit import Audit
    from upriver.planning.records import SkippedPart
    from upriver.planning.settings import PlanSettings

TABLES = (
    "summary", "what_to_grow", "what_to_trade", "what_to_enter", "what_to_fund", "projects", "targets",
    "attainment", "money", "funds", "talent", "air", "pressure", "prices", "left_out",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Plan:
    """A plan. Money is in 1e8 CNY of base-year prices.

    Parameters
    ----------
    region : str
        Code of the region.
    name : Message
        Name of the region.
    base_year : int
        Year of the account and of its prices.
    years : tuple of int
        Years of the plan.
    settings : PlanSettings
        Choices of the planner.
    arrays : mapping of str to DataArray
        Every decision by name, with ``attrs["units"]``; parts that are off are absent.
    summary : Table
        One row a year: what the region makes, with and without the plan.
    what_to_grow : Table
        One row an industry and year.
    what_to_trade : Table
        One row a product and year.
    what_to_enter : Table
        One row a candidate node.
    what_to_fund : Table
        One row a project and year with spending.
    projects : Table
        One row a project.
    targets : Table
        One row a target, at its deadline.
    attainment : Table
        One row a target and year.
    money : Table
        One row a fund, use and year with spending.
    funds : Table
        One row a fund and year.
    talent : Table
        One row an occupation and year.
    air : Table
        One row a year.
    pressure : Table
        One row a stressor and year.
    prices : Table
        What one more unit of anything scarce is worth, in the year's own value.
    left_out : Table
        Targets and projects outside the plan, with the reason.
    skipped : tuple of SkippedPart
        Parts that are off.
    notes : tuple of Message
        What a reader should know.
    objective : float
        Present value that the plan maximises, 1e8 CNY.
    gain : float, optional
        Objective over that of business as usual, 1e8 CNY; priced shortfalls are not in it.
    gap_of_gain : float, optional
        How much of the gain the search left open at most.
    audit : Audit
        Own check of the answer.
    provenance : mapping of str to Provenance
        Where each block comes from.
    rests_on : Provenance, optional
        All blocks together.
    fingerprint : str
        Of the data package, or empty when it is not known.
    """

    region: str
    name: Message
    base_year: int
    years: tuple[int, ...]
    settings: PlanSettings
    arrays: Mapping[str, xr.DataArray]
    summary: Table
    what_to_grow: Table
    what_to_trade: Table
    what_to_enter: Table
    what_to_fund: Table
    projects: Table
    targets: Table
    attainment: Table
    money: Table
    funds: Table
    talent: Table
    air: Table
    pressure: Table
    prices: Table
    left_out: Table
    skipped: tuple[SkippedPart, ...]
    notes: tuple[Message, ...]
    objective: float
    gain: float | None
    gap_of_gain: float | None
    audit: Audit
    provenance: Mapping[str, Provenance]
    rests_on: Provenance | None
    fingerprint: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Plan as plain data, for JSON.

        Returns
        -------
        dict
            All tables as rows, notes in both languages, settings, audit and provenance.
        """
        return {
            "region": self.region,
            "fingerprint": self.fingerprint,
            "base_year": self.base_year,
            "years": list(self.years),
            "settings": self.settings.model_dump(),
            "objective": self.objective,
            "gain": self.gain,
            "gap_of_gain": self.gap_of_gain,
            **{name: getattr(self, name).to_dicts() for name in TABLES},
            "notes": [{"en": note.en, "zh": note.zh} for note in self.notes],
            "skipped": [
                {
                    "part": {"en": item.part.en, "zh": item.part.zh},
                    "reason": {"en": item.reason.en, "zh": item.reason.zh},
                    "tables": list(item.tables),
                }
                for item in self.skipped
            ],
            "audit": asdict(self.audit) | {"passed": self.audit.passed},
            "provenance": {name: part.to_dict() for name, part in self.provenance.items()},
            "rests_on": None if self.rests_on is None else self.rests_on.to_dict(),
        }
