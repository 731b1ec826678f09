"""From inputs and scenarios to one plan: what to start now, and what to adapt later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr
from scipy.sparse import csr_array

from upriver.core.errors import InfeasibleError
from upriver.core.message import Message
from upriver.core.progress import silent
from upriver.planning.conflict import explain_conflict
from upriver.planning.input_findings import require_plannable
from upriver.planning.matrix import to_matrix
from upriver.planning.model import build_model
from upriver.planning.scenarios.changes import Scenario, apply_changes, check_scenarios
from upriver.planning.scenarios.joint import join_blocks, same_rules
from upriver.planning.scenarios.success import crossed, entry_chances, success_scenarios
from upriver.planning.scenarios.surprises import protect, undertaking_surprises
from upriver.planning.scenarios.tables import to_scenario_plan
from upriver.planning.scenarios.two_stage import solve_two_stage
from upriver.planning.scenarios.worth import worth_of_knowing
from upriver.planning.solve import solve_matrix
from upriver.planning.stages import require_weighted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor

    from upriver.core.progress import Progress
    from upriver.data.provenance import Provenance
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.matrix import Matrix
    from upriver.planning.scenarios.choices import ScenarioSettings
    from upriver.planning.scenarios.result import ScenarioPlan
    from upriver.planning.settings import PlanSettings

LISTED = ("started", "opened", "task_started")
PREPARED = ("expansion", "replacement", "recruited", "retrained")
KNOWN_IN = 2  # years of the plan before the scenario is known, unless the planner says otherwise
STEPS = 5


@dataclass(frozen=True)
class _Futures:
    inputs: dict[str, PlanInputs]
    blocks: dict[str, Matrix]
    probability: dict[str, float]


def plan_scenarios(
    inputs: PlanInputs,
    settings: PlanSettings,
    scenarios: Sequence[Scenario],
    *,
    choices: ScenarioSettings,
    rests_on: Provenance | None = None,
    executor: Executor | None = None,
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
    executor : Executor, optional
        Solves single scenarios elsewhere; any object with ``map``.
    progress : Progress
        Called after each step.

    Returns
    -------
    ScenarioPlan
        Common decisions, outcomes by scenario, and what knowing would be worth.

    Raises
    ------
    DataError
        If probabilities do not add up to one, or a change does not fit the plan.
    LabelError
        If a change names something that the plan does not know.
    InfeasibleError
        If a scenario has no plan, or no common start suits all of them.
    PlanningError
        If coefficients differ by more than eight orders of magnitude, or the objective is
        lexicographic.
    SolverError
        If no plan is found in time.
    """
    require_weighted(settings, Message("A plan for scenarios", "分情景的规划"))
    chosen = settings.model_copy(update={"whole_decisions": choices.whole_decisions})
    check_scenarios(scenarios)
    cases = _with_chances(inputs, scenarios, choices=choices, seed=settings.seed)
    futures = _futures(inputs, chosen, cases, choices=choices)
    progress("plan.scenarios", 1, STEPS)
    first = next(iter(futures.blocks.values()))
    known = inputs.years[min(KNOWN_IN, len(inputs.years) - 1)]
    known = known if choices.known_from is None else choices.known_from
    joint = join_blocks(
        futures.blocks,
        probability=futures.probability,
        shared=_shared(first, known_from=known, fixed_list=choices.fixed_list),
    )
    longer = chosen.model_copy(update={"time_limit": chosen.time_limit * len(cases)})
    plain = solve_two_stage(joint, longer, level=choices.level)
    if plain is None:
        raise _no_plan(futures, chosen)
    progress("plan.scenarios", 2, STEPS)
    cautious = plain
    if choices.caution > 0:
        careful = solve_two_stage(joint, longer, caution=choices.caution, level=choices.level)
        assert careful is not None  # the same rules as before
        cautious = careful
    progress("plan.scenarios", 3, STEPS)
    worth = None
    if choices.worth:
        worth = worth_of_knowing(joint, chosen, recourse=plain.expected, executor=executor)
    progress("plan.scenarios", 4, STEPS)
    return to_scenario_plan(
        futures.inputs,
        usual=inputs,
        scenarios=cases,
        settings=chosen,
        choices=choices.model_copy(update={"known_from": known}),
        found=cautious,
        plain=plain,
        worth=worth,
        rests_on=rests_on,
    )


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
    blocks = {name: to_matrix(build_model(one, settings).model) for name, one in changed.items()}
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
    return _Futures(changed, blocks, {item.scenario: item.probability for item in scenarios})


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


def _no_plan(futures: _Futures, settings: PlanSettings) -> InfeasibleError:
    """Error that names the scenario without a plan, or says that the common start is to blame."""
    for name, block in futures.blocks.items():
        if solve_matrix(block, settings) is not None:
            continue
        own = futures.inputs[name]
        built = build_model(own, settings)
        reason = explain_conflict(own, built, to_matrix(built.model), settings=settings)
        return InfeasibleError(
            Message(
                f"In scenario {name}: {reason.problem.en}",
                f"情景 {name} 中：{reason.problem.zh}",
            ),
            reason.remedy,
            conflict=reason.conflict,
            relaxation=reason.relaxation,
        )
    return InfeasibleError(
        Message(
            "Every scenario has a plan of its own, but no common start suits them all.",
            "各情景单独均有可行规划，但没有适合所有情景的共同起步方案。",
        ),
        Message(
            "Make hard targets or caps soft, or set known_from to an earlier year.",
            "请将刚性目标或上限改为软约束，或将 known_from 提前。",
        ),
    )
