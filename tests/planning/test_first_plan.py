"""A plan before the search: whole, feasible, never above the best one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import xarray as xr

from planning_toy import BARE, plant, purse
from planning_whole import SETTINGS, YEARS, everything, with_makers
from upriver.planning import solve as module
from upriver.planning.engine import solver
from upriver.planning.first_plan import first_plan, next_plan
from upriver.planning.matrix import Matrix, to_matrix
from upriver.planning.model import build_model
from upriver.planning.program import Program
from upriver.planning.solve import solve_matrix


def knapsack(room: float) -> Matrix:
    """Worth 3, 4, 5 and weighing 2, 3, 4."""
    model = Program()
    item = {"item": ["a", "b", "c"]}

    def over(*values: float) -> xr.DataArray:
        return xr.DataArray(list(values), item, ("item",))

    taken = model.add_variables(name="taken", upper=over(1, 1, 1), integer=True)
    model.add_constraints((taken * over(2, 3, 4)).sum() <= room, name="weight")
    model.add_objective((taken * over(3, 4, 5)).sum())
    return to_matrix(model)


def begun(matrix: Matrix, *, seconds: float) -> np.ndarray | None:
    relaxation = solver(matrix, settings=BARE, relaxed=True)
    return first_plan(matrix, relaxation=relaxation, seconds=seconds)


@pytest.mark.parametrize(
    ("room", "worth"),
    [
        (6.0, 7.0),  # in fractions a, b and a quarter of c, which is rounded down
        (8.0, 7.0),  # three quarters of c: rounding up is too heavy, so it is rounded down
        (9.0, 12.0),
    ],
)
def test_a_dive_by_hand(room: float, worth: float) -> None:
    found = begun(knapsack(room), seconds=0.0)
    assert found is not None
    assert knapsack(room).cost @ found == pytest.approx(worth)


def test_nothing_to_begin_with_where_no_plan_is() -> None:
    matrix = knapsack(8.0)
    impossible = replace(matrix, row_lower=np.array([20.0]), row_upper=np.array([30.0]))
    assert begun(impossible, seconds=0.0) is None


def plan_matrix() -> Matrix:
    """Ten plants that share what is to be spent, and none is worth its share in full."""
    inputs = with_makers(everything())
    more = tuple(
        plant(f"plant{at}", cost=30.0 + 7 * at, effect=40.0 + 6 * at, industry="12"[at % 2])
        for at in range(10)
    )
    inputs = replace(inputs, rules=(), projects=(*inputs.projects, *more), money=purse(90.0, YEARS))
    return to_matrix(build_model(inputs, SETTINGS).model)


def test_the_first_plan_keeps_every_rule_and_the_same_seed_gives_it_again() -> None:
    matrix = plan_matrix()
    found, again = begun(matrix, seconds=60.0), begun(matrix, seconds=60.0)
    assert found is not None
    assert again is not None
    assert np.array_equal(found, again)
    whole = found[matrix.whole]
    assert np.array_equal(whole, np.round(whole))
    made = matrix.A @ found
    assert (made >= matrix.row_lower - 1e-6).all()
    assert (made <= matrix.row_upper + 1e-6).all()
    assert (found >= matrix.lower - 1e-9).all()
    assert (found <= matrix.upper + 1e-9).all()
    best = solve_matrix(matrix, SETTINGS)
    assert best is not None
    assert matrix.cost @ found <= best.objective + 1e-6


def budgets(seed: int) -> Matrix:
    """Thirty things to buy with five purses: random numbers, seeded."""
    draw = np.random.default_rng(seed)
    model = Program()
    item, purse_ = {"item": list(range(30))}, {"purse": list(range(5))}
    cost = xr.DataArray(draw.uniform(1, 9, (5, 30)), purse_ | item, ("purse", "item"))
    taken = model.add_variables(
        name="taken", upper=xr.DataArray(np.ones(30), item, ("item",)), integer=True
    )
    model.add_constraints((taken * cost).sum("item") <= 0.4 * cost.sum("item"), name="purses")
    model.add_objective((taken * xr.DataArray(draw.uniform(1, 9, 30), item, ("item",))).sum())
    return to_matrix(model)


def test_tries_make_it_better() -> None:
    """Never worse than the dives alone, better in some cases, and never above the optimum."""
    gains = []
    for seed in range(5):
        matrix = budgets(seed)
        dive, better = begun(matrix, seconds=0.0), begun(matrix, seconds=60.0)
        best = solve_matrix(matrix, BARE)
        assert dive is not None
        assert better is not None
        assert best is not None
        assert matrix.cost @ better <= best.objective + 1e-6
        gains.append(float(matrix.cost @ (better - dive)))
    assert min(gains) >= 0.0
    assert max(gains) > 0.1


def test_a_large_search_without_time_gives_the_plan_it_began_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    matrix = plan_matrix()
    began = begun(matrix, seconds=0.0)
    assert began is not None
    monkeypatch.setattr(module, "LARGE", 0)
    found = solve_matrix(matrix, SETTINGS.model_copy(update={"time_limit": 1e-6}))
    assert found is not None
    assert found.objective >= matrix.cost @ began - 1e-6
    assert found.bound >= found.objective - 1e-6
    assert found.audit.row_violation <= 1e-6


def test_the_next_plan_is_better_by_the_new_objective_and_keeps_the_old_worth() -> None:
    better = 0
    for seed in range(5):
        matrix = budgets(seed)
        begin = begun(matrix, seconds=0.0)
        assert begin is not None
        other = replace(matrix, cost=matrix.cost - 4.0 * begin)  # what is taken is worth less
        relaxation = solver(other, settings=BARE, relaxed=True)
        relaxation.run()
        least = 0.8 * float(matrix.cost @ begin)
        found = next_plan(
            other, begin, relaxation=relaxation, worth=matrix.cost, least=least, tries=20
        )
        assert np.abs(found - np.round(found)).max() <= 1e-6
        assert (matrix.A @ found <= matrix.row_upper + 1e-6).all()
        assert matrix.cost @ found >= least
        assert other.cost @ found >= other.cost @ begin
        better += other.cost @ found > other.cost @ begin + 0.1
    assert better > 0
