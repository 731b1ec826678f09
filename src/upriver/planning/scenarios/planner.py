"""From inputs and scenarios to one plan: what to start now, and what to adapt later."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr
from scipy.sparse import csr_array

from upriver.core.progress import silent, watching
from upriver.planning.input_findings import require_plannable
from upriver.planning.matrix import to_matrix
from upriver.planning.model import build_model
from upriver.planning.scenarios.changes import Scenario, apply_changes, check_scenarios
from upriver.planning.scenarios.joint import join_blocks, same_rules
from upriver.planning.scenarios.lost import (
    LostScenario,
    all_lost,
    explain_scenario,
    explain_start,
)
from upriver.planning.scenarios.success import crossed, entry_chances, success_scenarios
from upriver.planning.scenarios.surprises import protect, undertaking_surprises
from upriver.planning.scenarios.tables import to_scenario_plan
from upriver.planning.scenarios.two_stage import solve_two_stage
from upriver.planning.scenarios.worth import solve_alone, worth_of_knowing
from upriver.planning.stages import VALUE, stages

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from upriver.core.processes import Mapper
    from upriver.core.progress import Progress, Search
    from upriver.data.provenance import Provenance
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.matrix import Matrix
    from upriver.planning.scenarios.aims import Order
    from upriver.planning.scenarios.choices import ScenarioSettings
    from upriver.planning.scenarios.joint import Joint
    from upriver.planning.scenarios.result import ScenarioPlan
    from upriver.planning.scenarios.two_stage import TwoStage
    from upriver.planning.settings import PlanSettings

LISTED = ("started", "opened", "task_started")
PREPARED = ("expansion", "replacement", "recruited", "retrained")
KNOWN_IN = 2  # years of the plan before the scenario is known, unless the planner says otherwise
STEPS = 5
_NONE_LOST: tuple[LostScenario, ...] = ()


@dataclass(frozen=True)
class _Futures:
    scenarios: tuple[Scenario, ...]
    inputs: dict[str, PlanInputs]
    blocks: dict[str, Matrix]
    orders: dict[str, Order]

    def without(self, lost: Sequence[LostScenario]) -> _Futures:
        """The other scenarios, their chances raised in proportion to add up to one."""
        gone = {each.scenario.scenario for each in lost}
        left = [item for item in self.scenarios if item.scenario not in gone]
        total = sum(item.probability for item in left)
        codes = [item.scenario for item in left]
        return _Futures(
            tuple(replace(item, probability=item.probability / total) for item in left),
            {code: self.inputs[code] for code in codes},
            {code: self.blocks[code] for code in codes},
            {code: order for code, order in self.orders.items() if code in codes},
        )


def plan_scenarios(
    inputs: PlanInputs,
    settings: PlanSettings,
    scenarios: Sequence[Scenario],
    *,
    choices: ScenarioSettings,
    rests_on: Provenance | None = None,
    executor: Mapper | None = None,
    progress: Progress = silent,
) -> ScenarioPlan:
    """Find the plan that does best over all scenarios.

    Projects, entries and research that start, capacity that is added and people who are recruited
    before the scenario is known are one decision; everything else adapts to the scenario.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan, as in the tables.
    settings : PlanSettings
        Choices of the planner. ``whole_decisions`` is taken from ``choices``; the time limit
        holds for one scenario, and for all together it is multiplied by their number.
    scenarios : sequence of Scenario
        Ways in which the future may turn out, with probabilities that add up to 1.
    choices : ScenarioSettings
        How the plan deals with them.
    rests_on : Provenance, optional
        Provenance of the plan and of the scenarios together.
    executor : Mapper, optional
        Solves single scenarios elsewhere or side by side; any object with ``map``.
    progress : Progress
        Called after each step.

    Returns
    -------
    ScenarioPlan
        Common decisions, outcomes by scenario, and what knowing would be worth. Scenarios
        without a plan are left out and explained in ``without_plan``; the plan is then for the
        others.

    Raises
    ------
    DataError
        If probabilities do not add up to one, or a change does not fit the plan.
    LabelError
        If a change names something that the plan does not know.
    InfeasibleError
        If no scenario has a plan, or no common start suits those that have one; every conflict
        is named with its scenario.
    PlanningError
        If coefficients differ by more than eight orders of magnitude.
    SolverError
        If no plan is found in time.
    """
    chosen = settings.model_copy(update={"whole_decisions": choices.whole_decisions})
    check_scenarios(scenarios)
    cases = _with_chances(inputs, scenarios, choices=choices, seed=settings.seed)
    futures = _futures(inputs, chosen, cases, choices=choices)
    progress("plan.scenarios", 1, STEPS)
    known = inputs.years[min(KNOWN_IN, len(inputs.years) - 1)]
    known = known if choices.known_from is None else choices.known_from
    dated = choices.model_copy(update={"known_from": known})
    watch = watching(progress, "plan.scenarios")
    longer = chosen.model_copy(update={"time_limit": chosen.time_limit * len(cases)})
    joint = _joint(futures, dated)
    plain, lost = solve_two_stage(joint, longer, level=choices.level, watch=watch), _NONE_LOST
    if plain is None:
        futures, joint, plain, lost = _without_lost(
            futures, joint, chosen, choices=dated, longer=longer, executor=executor, watch=watch
        )
    progress("plan.scenarios", 2, STEPS)
    cautious = plain
    if choices.caution > 0:
        careful = solve_two_stage(
            joint, longer, caution=choices.caution, level=choices.level, watch=watch
        )
        assert careful is not None  # the same rules as before
        cautious = careful
    progress("plan.scenarios", 3, STEPS)
    worth = None
    if choices.worth:
        worth = worth_of_knowing(
            joint, chosen, recourse=plain.expected, executor=executor, watch=watch
        )
    progress("plan.scenarios", 4, STEPS)
    return to_scenario_plan(
        futures.inputs,
        usual=inputs,
        scenarios=futures.scenarios,
        settings=chosen,
        choices=dated,
        found=cautious,
        plain=plain,
        worth=worth,
        lost=lost,
        rests_on=rests_on,
    )


def _joint(futures: _Futures, choices: ScenarioSettings) -> Joint:
    assert choices.known_from is not None
    first = next(iter(futures.blocks.values()))
    return join_blocks(
        futures.blocks,
        probability={item.scenario: item.probability for item in futures.scenarios},
        shared=_shared(first, known_from=choices.known_from, fixed_list=choices.fixed_list),
        orders=futures.orders,
    )


def _without_lost(
    futures: _Futures,
    joint: Joint,
    settings: PlanSettings,
    *,
    choices: ScenarioSettings,
    longer: PlanSettings,
    executor: Mapper | None,
    watch: Callable[[Search], None] | None,
) -> tuple[_Futures, Joint, TwoStage, tuple[LostScenario, ...]]:
    """Plan for the scenarios that have one, with the reasons of those that have none.

    Every scenario is tried, so that all that is wrong is told at once.
    """
    alone = solve_alone(joint, settings, executor=executor, watch=watch)
    lost = tuple(
        explain_scenario(
            item, futures.inputs[item.scenario], futures.blocks[item.scenario], settings=settings
        )
        for item, found in zip(futures.scenarios, alone, strict=True)
        if found is None
    )
    if len(lost) == len(futures.scenarios):
        raise all_lost(lost)
    if lost:
        futures = futures.without(lost)
        joint = _joint(futures, choices)
        plain = solve_two_stage(joint, longer, level=choices.level, watch=watch)
        if plain is not None:
            return futures, joint, plain, lost
    raise explain_start(futures.scenarios, futures.inputs, joint, settings=settings, lost=lost)


def _with_chances(
    inputs: PlanInputs, scenarios: Sequence[Scenario], *, choices: ScenarioSettings, seed: int
) -> tuple[Scenario, ...]:
    """Scenarios, each with the draws of success and failure."""
    if choices.draws == 0:
        return tuple(scenarios)
    chances = entry_chances(inputs, most=choices.entry_chance, exponent=choices.entry_exponent)
    what = dict.fromkeys(chances, "entry_effect")
    for item in inputs.projects:
        chances[item.project] = choices.project_chance
        what[item.project] = "project_effect"
    drawn = success_scenarios(
        chances, what=what, draws=choices.draws, rng=np.random.default_rng(seed)
    )
    return crossed(scenarios, drawn)


def _futures(
    inputs: PlanInputs,
    settings: PlanSettings,
    scenarios: Sequence[Scenario],
    *,
    choices: ScenarioSettings,
) -> _Futures:
    changed = {item.scenario: apply_changes(inputs, item) for item in scenarios}
    for one in changed.values():
        require_plannable(one, settings)
    blocks, orders = {}, {}
    for name, one in changed.items():
        built = build_model(one, settings)
        blocks[name] = to_matrix(built.model)
        order = stages(one, built, blocks[name], settings=settings, base=inputs)
        if order:
            orders[name] = order
            value = next(each.weights for each in order if each.name == VALUE)
            blocks[name] = replace(blocks[name], cost=value)
    if choices.surprises > 0:
        pattern = _pattern(list(blocks.values())) if same_rules(blocks) else None
        blocks = {
            name: protect(
                block,
                undertaking_surprises(block, loss=choices.loss, pattern=pattern),
                budget=choices.surprises,
            )
            for name, block in blocks.items()
        }
    return _Futures(tuple(scenarios), changed, blocks, orders)


def _pattern(blocks: list[Matrix]) -> csr_array:
    """Cells that are not zero in at least one scenario."""
    found = abs(blocks[0].A)
    for block in blocks[1:]:
        found = found + abs(block.A)
    return csr_array(found)


def _shared(block: Matrix, *, known_from: int, fixed_list: bool) -> dict[str, xr.DataArray]:
    """Cells of the decisions that are taken before the scenario is known."""
    found = {}
    for name in (*LISTED, *PREPARED):
        if name in block.columns:
            cells = block.columns[name]
            early = (cells.coords["year"] < known_from).broadcast_like(cells)
            found[name] = xr.ones_like(early) if fixed_list and name in LISTED else early
    return found
