"""UTOPIA, the reference case of OSeMOSYS: least discounted cost 29446.86269.

Howells, M. et al. (2011), OSeMOSYS: the open source energy modeling system, Energy Policy 39(10),
5850-5870; data and answer as published with the model (long form). Twenty-one years of building
capacity with lives, salvage, fuels that are made from one another, a reserve and a store.
"""

from __future__ import annotations

import json

import pytest

from shared_data import SHARED, needs_shared
from upriver.planning.coefficients import check_range
from upriver.planning.settings import PlanSettings
from upriver.planning.solve import solve_matrix
from utopia import Data, energy_model

FOLDER = SHARED / "data" / "planning"


@pytest.mark.shared
@needs_shared
def test_least_cost_and_what_is_built() -> None:
    matrix = energy_model(Data(FOLDER / "osemosys" / "utopia.txt"))
    check_range(matrix)
    solution = solve_matrix(matrix, PlanSettings(compare=False))
    assert solution is not None
    assert -solution.objective == pytest.approx(29446.86269, rel=1e-8)
    assert solution.audit.passed
    wanted = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))["utopia"]
    capacity = solution.value("capacity")
    built = solution.value("built")
    assert capacity is not None
    assert built is not None
    # What was built and still lives in the last year; levels at no cost are not unique.
    lives = {"E01": 40, "E31": 100, "RHE": 30, "SRE": 50, "TXD": 15}
    for tech, life in lives.items():
        alive = [year for year in built.coords["year"].values if 2010 - int(year) < life]
        total = float(built.sel(tech=tech, year=alive).sum())
        assert total == pytest.approx(wanted["accumulated_new_capacity_2010"][tech], abs=1e-5)
