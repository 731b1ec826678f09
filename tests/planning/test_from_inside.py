"""Answers of interior points alone: the same value, prices of the right sign, own check."""

from __future__ import annotations

from dataclasses import replace

import highspy
import numpy as np
import pytest
from pydantic import ValidationError

import upriver.planning.engine as engine_module
from places_toy import SETTINGS, furnished, hills, plain, trade
from planning_toy import BARE, DEMAND, textbook
from upriver.core.errors import PlanningError, SolverError
from upriver.planning import solve_plan, to_plan
from upriver.planning.matrix import to_matrix
from upriver.planning.model import build_model
from upriver.planning.places import PlaceSystem, build_places
from upriver.planning.settings import PlanSettings
from upriver.planning.solve import solve_matrix

CAPPED = textbook(demand=0.9 * DEMAND, room=0.3 * DEMAND, cap=130)
INSIDE = BARE.model_copy(update={"clean_basis": False})


def has_hipo() -> bool:
    engine = highspy.Highs()
    engine.setOptionValue("output_flag", False)
    return bool(engine.setOptionValue("solver", "hipo") == highspy.HighsStatus.kOk)


def test_value_and_prices_are_those_of_a_corner() -> None:
    matrix = to_matrix(build_model(CAPPED, BARE).model)
    corner, inside = solve_matrix(matrix, BARE), solve_matrix(matrix, INSIDE)
    assert corner is not None
    assert inside is not None
    assert inside.objective == pytest.approx(corner.objective, rel=1e-7)
    assert inside.audit.passed
    assert inside.basis is None
    price = inside.price("cap")
    assert price is not None
    assert float(price.max()) > 0.0  # more room is worth something
    np.testing.assert_allclose(price, corner.price("cap"), rtol=1e-5)


def test_several_places_have_the_same_value_from_inside() -> None:
    system = PlaceSystem({"plain": furnished(plain()), "hills": furnished(hills())}, trade=trade())
    matrix = build_places(system, SETTINGS).coupled.matrix
    inside = solve_matrix(matrix, SETTINGS.model_copy(update={"clean_basis": False}))
    corner = solve_matrix(matrix, SETTINGS)
    assert corner is not None
    assert inside is not None
    assert inside.audit.passed
    assert inside.objective == pytest.approx(corner.objective, rel=1e-7)


def test_first_derivatives_find_the_same_value() -> None:
    matrix = to_matrix(build_model(CAPPED, BARE).model)
    corner = solve_matrix(matrix, BARE)
    found = solve_matrix(matrix, INSIDE.model_copy(update={"linear_method": "pdlp"}))
    assert corner is not None
    assert found is not None
    assert found.audit.passed
    assert found.objective == pytest.approx(corner.objective, rel=1e-6)


def test_first_derivatives_are_refused_where_they_cannot_serve() -> None:
    with pytest.raises(ValidationError, match="linear_method pdlp needs clean_basis"):
        PlanSettings(linear_method="pdlp", whole_decisions=False)
    with pytest.raises(ValidationError, match="linear_method 为 pdlp 时"):
        PlanSettings(linear_method="pdlp", clean_basis=False)
    PlanSettings(linear_method="pdlp", clean_basis=False, whole_decisions=False)


def test_a_contradiction_has_no_answer() -> None:
    matrix = to_matrix(build_model(CAPPED, BARE).model)
    lower = np.where(np.isfinite(matrix.row_upper), matrix.row_upper + 1.0, matrix.row_lower)
    impossible = replace(matrix, row_lower=lower, row_upper=np.maximum(lower, matrix.row_upper))
    assert solve_matrix(impossible, BARE) is None
    assert solve_matrix(impossible, INSIDE) is None


def test_a_value_without_end_is_named() -> None:
    matrix = to_matrix(build_model(CAPPED, BARE).model)
    free = replace(
        matrix, row_lower=np.full_like(matrix.row_lower, -np.inf),
        row_upper=np.full_like(matrix.row_upper, np.inf),
    )  # fmt: skip
    with pytest.raises(PlanningError, match="The value of the plan has no end"):
        solve_matrix(free, INSIDE)


def test_an_answer_that_fails_the_own_check_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The solver itself is unsure, and its numbers are not those of a best plan."""
    matrix = to_matrix(build_model(CAPPED, BARE).model)
    monkeypatch.setattr(
        engine_module.Engine, "getModelStatus", lambda _: highspy.HighsModelStatus.kUnknown
    )
    sure = solve_matrix(matrix, INSIDE)
    assert sure is not None  # unsure, but right: the own check decides
    honest = engine_module.Engine.getSolution

    def off(engine: highspy.Highs) -> highspy.HighsSolution:
        solution = honest(engine)
        solution.row_dual = [1.01 * price for price in solution.row_dual]
        return solution

    monkeypatch.setattr(engine_module.Engine, "getSolution", off)
    with pytest.raises(SolverError, match="No plan was found"):
        solve_matrix(matrix, INSIDE)


def test_a_method_that_is_not_there_is_named_with_its_extra(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The solver says no by its status alone, and would go on with another method."""
    honest = engine_module.Engine.setOptionValue

    def without_hipo(engine: highspy.Highs, name: str, value: object) -> highspy.HighsStatus:
        if value == "hipo":
            return highspy.HighsStatus.kError
        return honest(engine, name, value)

    monkeypatch.setattr(engine_module.Engine, "setOptionValue", without_hipo)
    matrix = to_matrix(build_model(CAPPED, BARE).model)
    with pytest.raises(SolverError, match=r"does not have the method 'hipo'") as caught:
        solve_matrix(matrix, INSIDE.model_copy(update={"linear_method": "hipo"}))
    assert "upriver[hipo]" in caught.value.remedy.en
    assert "upriver[hipo]" in caught.value.remedy.zh


@pytest.mark.skipif(not has_hipo(), reason="the extra hipo is not installed")
def test_both_methods_of_interior_points_agree() -> None:
    matrix = to_matrix(build_model(CAPPED, BARE).model)
    one, other = (
        solve_matrix(matrix, INSIDE.model_copy(update={"linear_method": method}))
        for method in ("ipx", "hipo")
    )
    assert one is not None
    assert other is not None
    assert other.audit.passed
    assert other.objective == pytest.approx(one.objective, rel=1e-7)
    np.testing.assert_allclose(other.price("cap"), one.price("cap"), rtol=1e-5)


@pytest.mark.parametrize("objective", ["weighted", "lexicographic"])
def test_a_plan_from_inside_has_all_its_tables(objective: str) -> None:
    """Only how far the prices hold is unknown."""
    settings = INSIDE.model_copy(update={"objective": objective})
    inside = to_plan(solve_plan(CAPPED, settings))
    corner = to_plan(solve_plan(CAPPED, settings.model_copy(update={"clean_basis": True})))
    assert inside.audit.passed
    assert inside.objective == pytest.approx(corner.objective, rel=1e-6)
    ours, theirs = inside.limits.to_dicts(), corner.limits.to_dicts()
    assert [row["code"] for row in ours] == [row["code"] for row in theirs]
    assert all(row["holds_from"] is None for row in ours)
    assert any(row["holds_from"] is not None for row in theirs)
