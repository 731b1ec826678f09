"""A search that runs out of time gives the best plan so far, and says how far it may be off."""

from __future__ import annotations

from dataclasses import replace

import highspy
import numpy as np
import pytest
from scipy.sparse import csr_array

from plan_toy import SETTINGS, plan_inputs
from upriver.core.errors import SolverError
from upriver.planning import OwnRule, RuleTerm, engine, solve, solve_plan, to_plan
from upriver.planning.matrix import Matrix, to_matrix
from upriver.planning.model import build_model
from upriver.planning.settings import PlanSettings

TIME_IS_UP = highspy.HighsModelStatus.kTimeLimit


class OutOfTime(engine.Engine):
    """A search that says its time is up, whatever the machine's speed."""

    found = True  # whether it has a plan by then

    def run(self) -> highspy.HighsStatus:
        self._whole = any(
            kind == highspy.HighsVarType.kInteger for kind in self.getLp().integrality_
        )
        if self._whole and not self.found:
            self.setOptionValue("time_limit", 0.0)
        return super().run()

    def getModelStatus(self) -> highspy.HighsModelStatus:
        return TIME_IS_UP if self._whole else super().getModelStatus()


@pytest.fixture(params=[True, False], ids=["with a plan", "before any plan"])
def out_of_time(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    monkeypatch.setattr(engine, "Engine", OutOfTime)
    monkeypatch.setattr(OutOfTime, "found", request.param)
    return bool(request.param)


def test_the_best_plan_so_far_comes_with_its_gap(out_of_time: bool) -> None:
    plan = to_plan(solve_plan(plan_inputs(), SETTINGS))
    assert plan.audit.passed
    assert np.isfinite(plan.audit.gap)
    note = next(note for note in plan.notes if "time limit" in note.en)
    assert f"{plan.audit.gap:.2%}" in note.en
    assert f"{plan.audit.gap:.2%}" in note.zh
    assert "秒时限" in note.zh
    started = sum(row["started"] for row in plan.projects.to_dicts())
    assert (started > 0) == out_of_time


def test_the_gap_is_no_less_than_the_truth(monkeypatch: pytest.MonkeyPatch) -> None:
    best = solve_plan(plan_inputs(), SETTINGS).solution
    monkeypatch.setattr(engine, "Engine", OutOfTime)
    monkeypatch.setattr(OutOfTime, "found", False)
    solution = solve_plan(plan_inputs(), SETTINGS).solution
    assert solution.stopped
    assert solution.objective < best.objective <= solution.bound + 1e-6
    assert solution.audit.gap == pytest.approx(
        (solution.bound - solution.objective) / solution.objective
    )


def test_a_search_that_ends_says_nothing_of_time() -> None:
    plan = to_plan(solve_plan(plan_inputs(), SETTINGS))
    assert not any("time limit" in note.en for note in plan.notes)


def test_what_must_start_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    matrix = to_matrix(build_model(plan_inputs(), SETTINGS).model)
    lower = matrix.lower.copy()
    last = matrix.columns["started"].sel(project="a", year=2026).item()
    lower[last] = 1.0
    monkeypatch.setattr(engine, "Engine", OutOfTime)
    monkeypatch.setattr(OutOfTime, "found", False)
    solution = solve.solve_matrix(replace(matrix, lower=lower), SETTINGS)
    assert solution is not None
    assert solution.columns[last] == 1.0


def test_without_any_plan_the_time_limit_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """To start nothing breaks the rule that something be started."""
    term = RuleTerm("started", 1.0, {"project": "a", "year": 2026})
    inputs = replace(plan_inputs(), rules=(OwnRule("begin", (term,), ">=", 1.0),))
    monkeypatch.setattr(engine, "Engine", OutOfTime)
    monkeypatch.setattr(OutOfTime, "found", False)
    with pytest.raises(SolverError, match="No plan was found within"):
        solve_plan(inputs, SETTINGS)


def knapsack() -> Matrix:
    """Thirty things, of which three tight limits let some through."""
    rng = np.random.default_rng(4)
    weight = rng.uniform(1.0, 9.0, (3, 30))
    return Matrix(
        csr_array(weight), np.full(3, -np.inf), weight.sum(axis=1) / 3, np.zeros(30), np.ones(30),
        weight.mean(axis=0) + rng.uniform(0.0, 1.0, 30), np.ones(30, dtype=bool), {}, {},
    )  # fmt: skip


def test_a_wide_gap_of_the_objective_does_not_leave_much_of_the_gain() -> None:
    """The search may leave a tenth of the objective, and no more than 5 % of a small gain."""
    matrix = knapsack()
    loose = PlanSettings(gap=0.1, gap_of_gain=0.0)
    first = solve.solve_matrix(matrix, loose, usual=0.0)
    assert first is not None
    usual = 0.95 * first.objective
    assert first.bound - first.objective > 0.05 * (first.objective - usual), "else nothing is shown"
    found = solve.solve_matrix(
        matrix, loose.model_copy(update={"gap_of_gain": 0.05}), usual=usual
    )  # fmt: skip
    assert found is not None
    assert found.bound - found.objective <= 0.05 * (found.objective - usual)
    nothing = solve.solve_matrix(
        matrix, loose.model_copy(update={"gap_of_gain": 0.05}), usual=2.0 * first.bound
    )  # fmt: skip
    assert nothing is not None
    assert nothing.objective == pytest.approx(first.objective), "no gain, no share of it"
