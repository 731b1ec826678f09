"""Business as usual cut out of the plan's matrix is the one that is built anew, cell by cell."""

from dataclasses import replace

import numpy as np
import pytest

import upriver as up
from planning_toy import BARE, capacity, plant, promise, purse, textbook
from planning_whole import SETTINGS, everything
from upriver.planning.inputs import PlanInputs
from upriver.planning.matrix import to_matrix
from upriver.planning.model import build_model
from upriver.planning.reading.region import read_inputs
from upriver.planning.settings import PlanSettings
from upriver.planning.usual import business_as_usual, usual_matrix, usual_settings


def compare(inputs: PlanInputs, settings: PlanSettings) -> None:
    cut = usual_matrix(to_matrix(build_model(inputs, settings).model), inputs)
    plain = usual_settings(settings)
    built = to_matrix(build_model(business_as_usual(inputs), plain).model)
    assert abs(cut.A - built.A).max() == 0
    assert cut.A.nnz == built.A.nnz
    for name in ("row_lower", "row_upper", "lower", "upper", "cost", "whole"):
        np.testing.assert_array_equal(getattr(cut, name), getattr(built, name), err_msg=name)
    for kind in ("rows", "columns"):
        ours, theirs = getattr(cut, kind), getattr(built, kind)
        assert set(ours) == set(theirs), kind
        for name, positions in theirs.items():
            np.testing.assert_array_equal(ours[name].values, positions.values, err_msg=name)
            assert ours[name].dims == positions.dims


def test_the_bundled_region() -> None:
    settings = PlanSettings()
    compare(read_inputs(up.examples.chongqing(), settings), settings)


@pytest.mark.parametrize("settings", [SETTINGS, SETTINGS.model_copy(
    update={"carry_over": False, "salvage": 0.9, "keep_sales": 0.0})])  # fmt: skip
def test_every_part_on(settings: PlanSettings) -> None:
    compare(everything(), settings)


@pytest.mark.parametrize("part", ["capacity", "money", "people", "air", "nature"])
def test_a_part_off(part: str) -> None:
    inputs = replace(everything(), **{part: None})
    if part == "nature":
        inputs = replace(inputs, projects=inputs.projects[:2])
    if part == "air":
        inputs = replace(inputs, projects=(inputs.projects[0], inputs.projects[2]))
    compare(inputs, SETTINGS)


@pytest.mark.parametrize("changes", [{}, {"targets": (promise(2000.0, year=2024),)},
                                     {"projects": (plant("a", cost=1.0, effect=1.0),)}])  # fmt: skip
def test_little_on(changes: dict[str, object]) -> None:
    compare(replace(textbook(cap=130.0, room=20.0), **changes), BARE)
    inputs = replace(
        textbook(years=(2024, 2025)), capacity=capacity(), money=purse(5.0, (2024, 2025))
    )
    compare(replace(inputs, **changes), BARE.model_copy(update={"last_year": 2025}))
