"""What the model is made from: labelled arrays and records, nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from upriver.core.message import Message
from upriver.planning.input_checks import require_fitting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from upriver.data.provenance import Provenance
    from upriver.planning.parts import (
        AirInputs,
        CapacityInputs,
        Economy,
        MoneyInputs,
        NatureInputs,
        PeopleInputs,
    )
    from upriver.planning.records import (
        Candidate,
        LeftOut,
        LimitSource,
        OwnRule,
        PlanProject,
        PlanTarget,
        ResearchTask,
        SkippedPart,
    )


@dataclass(frozen=True, eq=False)
class PlanInputs:
    """Everything the model is built from.

    Parameters
    ----------
    region : str
        Code of the region.
    base_year : int
        Year of the account and of its prices.
    years : tuple of int
        Years of the plan, without gaps.
    economy : Economy
        Account and demand.
    capacity, money, people, air, nature : optional
        Parts that are off when missing.
    projects : tuple of PlanProject
        What may be started.
    candidates : tuple of Candidate
        What may be entered.
    tasks : tuple of ResearchTask
        What may be researched.
    targets : tuple of PlanTarget
        What was promised, in plan quantities.
    rules : tuple of OwnRule
        What the planner has added.
    left_out : tuple of LeftOut
        Targets and projects outside the plan, with the reason.
    skipped : tuple of SkippedPart
        Parts that are off.
    notes : tuple of Message
        What a reader should know about the data.
    provenance : mapping of str to Provenance
        Where each block comes from.
    limit_sources : mapping of (kind, code, year) to LimitSource
        Where the figure behind each limit is from; without a year for all years together.
    labels : mapping of str to Message
        Names of all codes.
    fingerprint : str
        Of the data package, or empty.

    Raises
    ------
    LabelError
        If dimensions or labels of the arrays do not fit.
    DataError
        If a figure that must be known is missing, the years have gaps, or research tasks wait
        for what is not there or for one another in a circle.
    """

    region: str
    base_year: int
    years: tuple[int, ...]
    economy: Economy
    capacity: CapacityInputs | None = None
    money: MoneyInputs | None = None
    people: PeopleInputs | None = None
    air: AirInputs | None = None
    nature: NatureInputs | None = None
    projects: tuple[PlanProject, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    tasks: tuple[ResearchTask, ...] = ()
    targets: tuple[PlanTarget, ...] = ()
    rules: tuple[OwnRule, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    skipped: tuple[SkippedPart, ...] = ()
    notes: tuple[Message, ...] = ()
    provenance: Mapping[str, Provenance] = field(default_factory=dict)
    limit_sources: Mapping[tuple[str, str, int | None], LimitSource] = field(default_factory=dict)
    labels: Mapping[str, Message] = field(default_factory=dict)
    fingerprint: str = ""

    def __post_init__(self) -> None:
        require_fitting(self)

    @cached_property
    def industries(self) -> list[str]:
        """Codes of the industries, in order.

        Returns
        -------
        list of str
            The labels of ``economy.output``.
        """
        return [str(code) for code in self.economy.output.coords["industry"].values]

    @cached_property
    def products(self) -> list[str]:
        """Codes of the products, in order.

        Returns
        -------
        list of str
            The labels of ``economy.inflow_share``.
        """
        return [str(code) for code in self.economy.inflow_share.coords["product"].values]

    def label(self, code: str) -> Message:
        """Name of a code in both languages.

        Parameters
        ----------
        code : str
            Any code of the inputs.

        Returns
        -------
        Message
            Its name, or the code itself.
        """
        return self.labels.get(code, Message(code, code))
