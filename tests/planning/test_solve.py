"""The answer is checked by the model's own numbers, not by the solver's word."""

from dataclasses import replace
from types import SimpleNamespace

import highspy
import numpy as np
import pytest
import xarray as xr
from scipy.sparse import diags_array

import upriver.planning.solve as module
from planning_toy import BARE, DEMAND, promise, textbook
from upriver.core.errors import InfeasibleError
from upriver.planning import solve_plan, to_plan
from upriver.planning.coefficients import row_factors
from upriver.planning.matrix import to_matrix
from upriver.planning.model import build_model
from upriver.planning.program import Program
from upriver.planning.solve import audited, solve_matrix

CAPPED = textbook(demand=0.9 * DEMAND, room=0.3 * DEMAND, cap=130)


@pytest.fixture(scope="module")
def right() -> module.Solution:
    solution = solve_matrix(to_matrix(build_model(CAPPED, BARE).model), BARE)
    assert solution is not None
    return solution


def check(solution: module.Solution, **changes: object) -> module.Audit:
    given = {"columns": solution.columns, "prices": solution.prices,
             "objective": solution.objective} | changes  # fmt: skip
    return audited(solution.matrix, given["columns"], prices=given["prices"],
                   objective=given["objective"])  # fmt: skip


def test_a_right_answer_passes(right: module.Solution) -> None:
    audit = check(right)
    assert audit.passed
    assert audit.row_violation < 1e-9
    assert audit.duality_gap < 1e-9


def test_a_row_that_does_not_hold_is_seen(right: module.Solution) -> None:
    """An "optimal" answer with violations of a few parts in a thousand, as one PDLP gave."""
    audit = check(right, columns=right.columns * (1 + 3e-3))
    assert audit.row_violation == pytest.approx(3e-3, rel=1)
    assert not audit.passed


def test_wrong_prices_are_seen(right: module.Solution) -> None:
    assert check(right, prices=right.prices * 0.9).duality_gap > 1e-3
    assert not check(right, prices=np.zeros_like(right.prices)).passed


@pytest.mark.parametrize("unit", [1.0, 2.0**-12])
def test_a_price_without_a_limit_is_judged_at_the_size_of_its_row(
    right: module.Solution, unit: float
) -> None:
    """A price of nought that came out below it, of a rule in the model's unit and in a large one."""
    matrix = right.matrix
    row = int(np.flatnonzero(np.isneginf(matrix.row_lower) & (right.prices == 0.0))[0])
    sizes = np.ones(len(right.prices))
    sizes[row] = unit
    told = replace(
        matrix, A=(diags_array(sizes) @ matrix.A).tocsr(),
        row_lower=matrix.row_lower * sizes, row_upper=matrix.row_upper * sizes,
    )  # fmt: skip
    for slip, passes in ((5e-7, True), (5e-4, False)):
        prices = right.prices / sizes
        prices[row] = -slip * row_factors(told)[row]
        audit = audited(told, right.columns, prices=prices, objective=right.objective)
        assert audit.passed == passes


def test_an_answer_that_is_not_best_is_seen(right: module.Solution) -> None:
    """It satisfies every row, and still its value does not meet that of the prices."""
    worse = solve_matrix(
        replace(right.matrix, cost=-right.matrix.cost), BARE.model_copy(update={"compare": False})
    )
    assert worse is not None
    audit = check(right, columns=worse.columns, objective=-worse.objective)
    assert audit.row_violation < 1e-9
    assert not audit.passed


def test_a_value_that_is_made_up_is_seen(right: module.Solution) -> None:
    assert not check(right, objective=right.objective * (1 + 1e-6)).passed


def test_a_solver_that_lies_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says "optimal" and hands back decisions that are off by a thousandth."""
    honest = module.solver

    class Liar:
        def __init__(self, engine: highspy.Highs) -> None:
            self._engine = engine

        def __getattr__(self, name: str) -> object:
            return getattr(self._engine, name)

        def getSolution(self) -> object:
            true = self._engine.getSolution()
            return SimpleNamespace(
                col_value=np.array(true.col_value) * 1.001,
                row_dual=true.row_dual,
                col_dual=true.col_dual,
            )

    monkeypatch.setattr(module, "solver", lambda *args, **more: Liar(honest(*args, **more)))
    plan = to_plan(solve_plan(CAPPED, BARE))
    assert not plan.audit.passed
    assert plan.to_dict()["audit"]["passed"] is False
    assert any("own check of the answer failed" in note.en for note in plan.notes)
    assert any("自检未通过" in note.zh for note in plan.notes)


@pytest.fixture
def busy_solver() -> None:
    """Something else in the process has started the solver with its own number of threads."""
    other = highspy.Highs()
    other.setOptionValue("output_flag", False)
    other.resetGlobalScheduler(True)
    other.setOptionValue("threads", 2)
    other.addVar(0.0, 1.0)
    other.run()


@pytest.mark.usefixtures("busy_solver")
def test_another_user_of_the_solver_does_no_harm() -> None:
    assert solve_plan(CAPPED, BARE).solution.objective == pytest.approx(1917.142857, abs=5e-7)


@pytest.mark.usefixtures("busy_solver")
def test_nor_to_the_explanation_of_a_conflict() -> None:
    targets = (promise(2100.0, year=2024, hard=True),)
    with pytest.raises(InfeasibleError, match="VA"):
        solve_plan(replace(textbook(), targets=targets), BARE)


def knapsack() -> Program:
    """Worth 3, 4, 5 and weighing 2, 3, 4 with room for 6: 8 at best, 8.25 in fractions."""
    model = Program()
    item = {"item": ["a", "b", "c"]}
    room = xr.DataArray([1.0, 1.0, 1.0], item, ("item",))
    taken = model.add_variables(name="taken", upper=room, integer=True)
    weight = xr.DataArray([2.0, 3.0, 4.0], item, ("item",))
    model.add_constraints((taken * weight).sum() <= 6.0, name="weight")
    model.add_objective((taken * xr.DataArray([3.0, 4.0, 5.0], item, ("item",))).sum())
    return model


def test_a_large_model_has_the_same_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Interior points for plans; whole decisions stay whole."""
    matrix = to_matrix(knapsack())
    monkeypatch.setattr(module, "LARGE", 0)
    whole = solve_matrix(matrix, BARE)
    parts = solve_matrix(replace(matrix, whole=matrix.whole & False), BARE)
    assert whole is not None
    assert parts is not None
    assert whole.objective == pytest.approx(8.0)
    assert parts.objective == pytest.approx(8.25)
    assert whole.audit.passed
    assert parts.audit.passed
    assert solve_plan(CAPPED, BARE).solution.objective == pytest.approx(1917.142857, abs=5e-7)
