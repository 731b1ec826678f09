"""A search that runs out of time gives the best plan so far, and says how far it may be off."""

from __future__ import annotations

from dataclasses import replace

import highspy
import numpy as np
import pytest

from plan_toy import SETTINGS, plan_inputs
from upriver.core.errors import SolverError
from upriver.planning import OwnRule, RuleTerm, engine, solve, solve_plan, to_plan
from upriver.planning.matrix import to_matrix
from upriver.planning.model import build_model

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
