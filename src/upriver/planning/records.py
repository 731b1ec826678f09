"""The single things a plan decides on or answers to: projects, candidates, targets, notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from upriver.core.message import Message

ProjectKind = Literal["capacity", "route", "abatement"]
Measure = Literal["output", "value_added", "employment", "pressure", "air_services", "research"]
TargetKind = Literal["level", "share", "growth"]
USES = ("capacity", "projects", "entry", "research", "talent", "routes", "abatement")


@dataclass(frozen=True, slots=True)
class PlanProject:
    """A project that the plan may start.

    Parameters
    ----------
    project : str
        Its code.
    kind : {"capacity", "route", "abatement"}
        What it does. Projects that open a node of a chain are candidates instead.
    cost : float
        Total cost, 1e8 CNY.
    effect : float
        What it adds a year: output (1e8 CNY), freight (1e4 t) or pressure abated
        (the unit of the stressor in the inputs).
    lead_time : int
        Years from start to effect.
    running_cost : float
        Cost in each year after completion, 1e8 CNY.
    industry : str
        Industry whose capacity it adds, for capacity projects.
    stressor : str
        Stressor it abates, for abatement projects.
    node : str
        Node of a chain that must be open first, or empty.
    earliest, latest : int, optional
        First and last year it may start.
    requires : str
        Project that must be finished first, or empty.
    place : str
        Where it stands, or empty.
    attracts : mapping of str to float
        How many more may be recruited a year once it works, by occupation, 1e4 persons.
    presses : mapping of str to float
        What it takes or presses itself in every year from its start, by stressor, in the unit of
        the inputs; for a stressor that counts against capacity in place of its industry's mean.
    """

    project: str
    kind: ProjectKind
    cost: float
    effect: float
    lead_time: int
    running_cost: float = 0.0
    industry: str = ""
    stressor: str = ""
    node: str = ""
    earliest: int | None = None
    latest: int | None = None
    requires: str = ""
    place: str = ""
    attracts: Mapping[str, float] = field(default_factory=dict)
    presses: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A node of a chain without a local firm, which the plan may enter.

    Parameters
    ----------
    candidate : str
        Code: the project that would open it, or the node.
    node : str
        Code of the node.
    industry : str
        Industry the node belongs to, whose technology it shares.
    chain : str
        Chain the node stands on, or empty.
    scale : float
        Output a year at full scale, 1e8 CNY.
    capital : float
        Investment, 1e8 CNY.
    barrier : float
        Cost of learning the trade when nothing related is there, 1e8 CNY.
    lead_time : int
        Years from opening to the first output.
    relatedness : float
        Relatedness at the start, 0 to 1.
    neighbours : mapping of str to float
        What each other candidate adds to the relatedness once it is open.
    earliest, latest : int, optional
        First and last year it may open.
    is_project : bool
        Whether a project of the tables opens it.
    need : float, optional
        Share of its chain's cost that it stands for; unknown when absent.
    """

    candidate: str
    node: str
    industry: str
    chain: str
    scale: float
    capital: float
    barrier: float
    lead_time: int
    relatedness: float
    neighbours: Mapping[str, float]
    earliest: int | None = None
    latest: int | None = None
    is_project: bool = False
    need: float | None = None


@dataclass(frozen=True, slots=True)
class ResearchTask:
    """A research task that the plan may put out.

    Parameters
    ----------
    task : str
        Its code.
    cost : float
        Total cost of one team, 1e8 CNY.
    duration : int
        Years from start to result.
    success : float
        Chance that one team succeeds, above 0 and at most 1; teams succeed independently.
    teams : int
        Most teams at once: 1 for an open challenge (one team takes it), more for a race.
    value : float
        What a result is worth by itself, 1e8 CNY in the year of completion.
    after : tuple of str
        Tasks that must be done first.
    opens : tuple of str
        Candidates and projects that need its result.
    people : mapping of str to float
        People that one team takes while it works, by occupation, 1e4 persons.
    earliest, latest : int, optional
        First and last year it may start.
    """

    task: str
    cost: float
    duration: int
    success: float
    teams: int = 1
    value: float = 0.0
    after: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    people: Mapping[str, float] = field(default_factory=dict)
    earliest: int | None = None
    latest: int | None = None


@dataclass(frozen=True, slots=True)
class PlanTarget:
    """A target in the plan's own quantities.

    Parameters
    ----------
    target : str
        Its code.
    measure : str
        Quantity of the plan: output, value added, employment, pressure, air services, research.
    kind : {"level", "share", "growth"}
        Level in ``year``; share of another scope in ``year``; growth on the year before.
    sense : {1, -1}
        1 when the plan must reach at least the value, -1 when at most.
    value : float
        Level in plan units, share (ratio) or growth (ratio).
    year : int
        Year in which it counts.
    weights : mapping of str to float
        Share of each industry that the scope covers.
    share_of : mapping of str to float
        The same for the denominator of a share.
    stressor : str
        Stressor, for the measure pressure.
    hard : bool
        Whether the plan must meet it.
    weight : float
        Weight of its shortfall.
    link : float
        Indicator over plan quantity in the base year; 1 when the tables cannot tell.
    published : float
        Value as promised.
    unit : str
        Unit of the promise.
    indicator : str
        Code of its indicator.
    plan_unit : str
        Unit of ``value`` when it is a level.
    """

    target: str
    measure: Measure
    kind: TargetKind
    sense: int
    value: float
    year: int
    weights: Mapping[str, float]
    share_of: Mapping[str, float] | None = None
    stressor: str = ""
    hard: bool = False
    weight: float = 1.0
    link: float = 1.0
    published: float = float("nan")
    unit: str = ""
    indicator: str = ""
    plan_unit: str = ""


@dataclass(frozen=True, slots=True)
class RuleTerm:
    """A decision of the plan in a rule of the planner's own.

    Parameters
    ----------
    variable : str
        Name of the decision: output, inflow, started, opened, people, money and so on.
    coefficient : float
        By what it is multiplied.
    at : mapping of str to str or int
        Labels by dimension; a dimension that is not named is summed.
    """

    variable: str
    coefficient: float
    at: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OwnRule:
    """A rule that a planner adds.

    Parameters
    ----------
    rule : str
        Its code.
    terms : tuple of RuleTerm
        What is added up.
    sense : {"<=", ">=", "="}
        How the sum is held against the bound.
    bound : float
        The bound.
    unit : str
        Unit of the bound, for its price.
    each_year : bool
        Whether it holds in every year; otherwise the years are added up.
    """

    rule: str
    terms: tuple[RuleTerm, ...]
    sense: Literal["<=", ">=", "="]
    bound: float
    unit: str = ""
    each_year: bool = False


@dataclass(frozen=True, slots=True)
class LimitSource:
    """Where the figure behind a limit is from.

    Parameters
    ----------
    status : str
        ``reported``, ``derived`` or ``assumed``; the least sure where several rows make it up.
    sources : tuple of str
        Keys of the sources.
    published : int, optional
        Year of the oldest of them.
    row : int, optional
        Row of its table as a spreadsheet shows it, where there is but one.
    """

    status: str
    sources: tuple[str, ...]
    published: int | None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A target, project, candidate or task that the plan does not contain, and why.

    Parameters
    ----------
    code : str
        Its code.
    kind : {"target", "project", "candidate", "task"}
        What it is.
    reason : Message
        Why it is outside the plan.
    """

    code: str
    kind: Literal["target", "project", "candidate", "task"]
    reason: Message


@dataclass(frozen=True, slots=True)
class SkippedPart:
    """A part of the model that is switched off for want of data.

    Parameters
    ----------
    part : Message
        Name of the part.
    reason : Message
        What is missing.
    tables : tuple of str
        Tables that would switch it on.
    """

    part: Message
    reason: Message
    tables: tuple[str, ...]
