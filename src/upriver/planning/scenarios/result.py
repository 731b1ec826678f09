"""The plan under scenarios as a reader gets it: frozen arrays, tables and four numbers."""

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
    from upriver.planning.scenarios.choices import ScenarioSettings
    from upriver.planning.settings import PlanSettings

TABLES = (
    "outcomes", "first_stage", "differences", "targets", "stages", "stage_outcomes",
    "without_plan",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class ScenarioPlan:
    """A plan for a future that is not known. Money is in 1e8 CNY of base-year prices.

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
    known_from : int
        Year from which the scenario is known.
    settings : PlanSettings
        Choices of the planner.
    choices : ScenarioSettings
        How the plan deals with scenarios.
    arrays : mapping of str to DataArray
        Every decision by name, with the dimension ``scenario`` first and ``attrs["units"]``.
    outcomes : Table
        One row a scenario: its chance and what the plan brings in it.
    first_stage : Table
        What is decided before the scenario is known.
    differences : Table
        What is done otherwise from one scenario to another once it is known.
    targets : Table
        One row a target and scenario.
    stages : Table
        One row an aim, as its mean over the scenarios, for a lexicographic objective; empty for
        a weighted one.
    stage_outcomes : Table
        One row an aim and scenario; empty for a weighted objective.
    without_plan : Table
        Scenarios that have no plan and are not in this one, with what contradicts what and the
        way out. Chances in ``outcomes`` are then those of the others among themselves.
    expected : float
        Expected objective of the plan; with a lexicographic objective the expected value,
        without any price of missing a promise.
    worst : float
        Mean objective of the worst outcomes (CVaR at ``choices.level``).
    caution_price : float
        Expected objective that caution costs; 0 without caution.
    perfect_information : float, optional
        What it would be worth to know the scenario now (EVPI); None for a lexicographic
        objective, whose aims are compared in ``stages``.
    stochastic_solution : float, optional
        What it is worth to plan for scenarios instead of their mean (VSS); infinite when the
        plan for the mean breaks a rule in some scenario.
    notes : tuple of Message
        What a reader should know.
    audit : Audit
        Own check of the answer.
    rests_on : Provenance, optional
        Provenance of the plan and of the scenarios together.
    """

    region: str
    name: Message
    base_year: int
    years: tuple[int, ...]
    known_from: int
    settings: PlanSettings
    choices: ScenarioSettings
    arrays: Mapping[str, xr.DataArray]
    outcomes: Table
    first_stage: Table
    differences: Table
    targets: Table
    stages: Table
    stage_outcomes: Table
    without_plan: Table
    expected: float
    worst: float
    caution_price: float
    perfect_information: float | None
    stochastic_solution: float | None
    notes: tuple[Message, ...]
    audit: Audit
    rests_on: Provenance | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plan as plain data, for JSON.

        Returns
        -------
        dict
            Numbers, all tables as rows, notes in both languages, settings and audit. What is
            infinite is null, and a note says so.
        """
        worth = self.stochastic_solution
        return {
            "region": self.region,
            "base_year": self.base_year,
            "years": list(self.years),
            "known_from": self.known_from,
            "settings": self.settings.model_dump(),
            "choices": self.choices.model_dump(),
            "expected": self.expected,
            "worst": self.worst,
            "caution_price": self.caution_price,
            "perfect_information": self.perfect_information,
            "stochastic_solution": worth if worth != float("inf") else None,
            **{name: getattr(self, name).to_dicts() for name in TABLES},
            "notes": [{"en": note.en, "zh": note.zh} for note in self.notes],
            "audit": asdict(self.audit) | {"passed": self.audit.passed},
            "rests_on": None if self.rests_on is None else self.rests_on.to_dict(),
        }
