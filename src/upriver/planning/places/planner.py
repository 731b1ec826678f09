"""From places and what they share to one plan: build, couple, solve, explain failure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from upriver.core.message import Message
from upriver.core.progress import silent
from upriver.planning.faults import refuse_errors
from upriver.planning.input_findings import input_findings
from upriver.planning.matrix import to_matrix
from upriver.planning.model import build_model
from upriver.planning.places.alone import plan_alone
from upriver.planning.places.base_trade import base_trade, outside_inputs
from upriver.planning.places.conflict import explain_places
from upriver.planning.places.coupling import couple
from upriver.planning.places.rolling import roll_places
from upriver.planning.solve import solve_matrix
from upriver.planning.usual import usual_matrix, usual_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from upriver.core.progress import Progress
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.matrix import Matrix
    from upriver.planning.model import PlanModel
    from upriver.planning.places.base_trade import BaseTrade
    from upriver.planning.places.coupling import Coupled
    from upriver.planning.places.system import PlaceSystem
    from upriver.planning.planner import Solved
    from upriver.planning.settings import PlanSettings
    from upriver.planning.solve import Solution

STEPS = 5


@dataclass(frozen=True)
class BuiltPlaces:
    """A joint model that is ready to be solved.

    Parameters
    ----------
    system : PlaceSystem
        Places that are planned together.
    inputs : mapping of str to PlanInputs
        Data of every place, with markets outside the system only.
    models : mapping of str to PlanModel
        Model of every place.
    base : BaseTrade
        Trade of the base year.
    coupled : Coupled
        The joint model.
    """

    system: PlaceSystem
    inputs: Mapping[str, PlanInputs]
    models: Mapping[str, PlanModel]
    base: BaseTrade
    coupled: Coupled


@dataclass(frozen=True)
class SolvedPlaces:
    """A plan of several places and what would happen without it.

    Parameters
    ----------
    built : BuiltPlaces
        The joint model with its data.
    settings : PlanSettings
        Choices of the planner.
    solution : Solution
        Decisions and prices.
    usual : Solution, optional
        Business as usual of all places; their trade goes on.
    usual_coupled : Coupled, optional
        The model of business as usual.
    alone : mapping of str to Solved or None
        Every place planned alone; None where it has no plan. Empty unless it was asked for.
    """

    built: BuiltPlaces
    settings: PlanSettings
    solution: Solution
    usual: Solution | None
    usual_coupled: Coupled | None
    alone: Mapping[str, Solved | None] = field(default_factory=dict)

    @property
    def system(self) -> PlaceSystem:
        """Places that are planned together.

        Returns
        -------
        PlaceSystem
            As given.
        """
        return self.built.system


def build_places(system: PlaceSystem, settings: PlanSettings) -> BuiltPlaces:
    """Build the joint model of several places.

    Parameters
    ----------
    system : PlaceSystem
        Places that are planned together.
    settings : PlanSettings
        Choices of the planner.

    Returns
    -------
    BuiltPlaces
        The joint model with its data.

    Raises
    ------
    DataError
        If the data hold what no plan can be made from, all of it listed with its place; or if
        the trade is more than the accounts contain.
    PlanningError
        If coefficients of a row differ by more than eight orders of magnitude.
    """
    doubts = _require_plannable(system, settings)
    base = base_trade(system)
    inputs = {
        name: replace(own, notes=(*own.notes, *doubts[name]))
        for name in system.names
        for own in (outside_inputs(system, name, base=base),)
    }
    models = {name: build_model(own, settings) for name, own in inputs.items()}
    blocks = {name: to_matrix(model.model, alone=False) for name, model in models.items()}
    coupled = couple(system, blocks, inputs, base=base, settings=settings)
    return BuiltPlaces(system, inputs, models, base, coupled)


def _require_plannable(system: PlaceSystem, settings: PlanSettings) -> dict[str, list[Message]]:
    """Refuse data with errors, of all places at once; doubts by place."""
    found = {
        name: input_findings(inputs, settings=settings) for name, inputs in system.places.items()
    }
    refuse_errors(
        tuple(
            replace(each, table=f"{name}: {each.table}")
            for name, findings in found.items()
            for each in findings
        )
    )
    return {
        name: [Message(each.render("en"), each.render("zh")) for each in findings]
        for name, findings in found.items()
    }


def usual_places(built: BuiltPlaces, settings: PlanSettings) -> Coupled:
    """Business as usual of several places, from the model of their plan.

    Parameters
    ----------
    built : BuiltPlaces
        The joint model with its data.
    settings : PlanSettings
        Choices of the planner.

    Returns
    -------
    Coupled
        Without projects, entries, recruiting, won markets and promises; shared caps bend at a
        price. No place turns to the others more than it did, but it may turn away as it may
        in the plan; shared money goes on.
    """
    system = built.system
    blocks: dict[str, Matrix] = {
        name: usual_matrix(block, built.inputs[name])
        for name, block in built.coupled.blocks.items()
    }
    without = replace(
        system, targets=(), caps=tuple(replace(cap, hard=False) for cap in system.caps)
    )
    chosen = usual_settings(settings)
    return couple(without, blocks, built.inputs, base=built.base, settings=chosen, rising=False)


def solve_places(
    system: PlaceSystem, settings: PlanSettings, *, progress: Progress = silent
) -> SolvedPlaces:
    """Find the best plan of several places together.

    Parameters
    ----------
    system : PlaceSystem
        Places that are planned together.
    settings : PlanSettings
        Choices of the planner; the group ``places`` says how trade may shift.
    progress : Progress
        Called after each step.

    Returns
    -------
    SolvedPlaces
        Decisions, prices and business as usual; see `to_places_plan`.

    Raises
    ------
    DataError
        If the data hold what no plan can be made from, all of it listed with its place; or if
        the trade is more than the accounts contain.
    InfeasibleError
        If targets and limits contradict each other; the conflict is named with its place.
    PlanningError
        If coefficients differ by more than eight orders of magnitude.
    SolverError
        If no plan is found in time.
    """
    built = build_places(system, settings)
    progress("plan.build", 1, STEPS)
    usual, usual_coupled = None, None
    if settings.compare:
        usual_coupled = usual_places(built, settings)
        usual = solve_matrix(usual_coupled.matrix, usual_settings(settings))
    progress("plan.compare", 2, STEPS)
    solution = _solved(built, settings, usual=usual, progress=progress)
    if solution is None:
        apart = couple(
            system, built.coupled.blocks, built.inputs, base=built.base, settings=settings,
            apart=True,
        )  # fmt: skip
        raise explain_places(system, built.inputs, built.models, apart, settings=settings)
    progress("plan.solve", 3, STEPS)
    asked = settings.places.apart and len(system.names) > 1 and not _rolling(built, settings)
    alone = plan_alone(system, settings) if asked else {}
    return SolvedPlaces(built, settings, solution, usual, usual_coupled, alone)


def _rolling(built: BuiltPlaces, settings: PlanSettings) -> bool:
    """Whether years are planned one after the other; a plan of all years is no measure of it."""
    sight = settings.places.foresight
    return sight is not None and sight < len(built.system.first.years)


def _solved(
    built: BuiltPlaces, settings: PlanSettings, *, usual: Solution | None, progress: Progress
) -> Solution | None:
    """The plan of all years at once, or of some years in sight after the other."""
    matrix, sight = built.coupled.matrix, settings.places.foresight
    if sight is None or not _rolling(built, settings):
        return solve_matrix(matrix, settings, usual=usual.objective if usual else None)

    def _until(seen: PlaceSystem) -> Matrix:
        return build_places(seen, settings).coupled.matrix

    return roll_places(
        built.system, matrix, settings, window=sight, model=_until, progress=progress
    )
