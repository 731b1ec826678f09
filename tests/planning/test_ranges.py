"""How far a price holds, against ranges that can be read from the problem by hand.

The textbook economy of Miller and Blair with a cap is a fractional knapsack of final demand: sector
2 first (1 / .055446 = 18.04 a unit of emission), then sector 1. At a cap of 130 sector 2 is between
its bounds (.9 and 1.2 of 1700), so the price 18.0357142857 holds from .9 * 140 = 126, where nothing
can be cut, to where all of it is sold: 126 + .3 * 1700 * .0554455 = 154.277.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import xarray as xr
from scipy.sparse import csr_array

from planning_toy import BARE, DEMAND, EMISSIONS, FLOWS, OUTPUT, textbook
from upriver.planning import solve_plan, to_plan
from upriver.planning.matrix import Matrix, numbered
from upriver.planning.ranges import price_ranges
from upriver.planning.solve import solve_matrix
from upriver.planning.tables.limits import price_end

EMITTED = (EMISSIONS / OUTPUT) @ np.linalg.inv(np.eye(2) - FLOWS / OUTPUT)
SECOND = float(EMITTED[1])


def binding(cap: float) -> dict[str, object]:
    inputs = textbook(demand=0.9 * DEMAND, room=0.3 * DEMAND, cap=cap)
    (row,) = [
        row for row in to_plan(solve_plan(inputs, BARE)).limits.to_dicts() if row["kind"] == "cap"
    ]
    return row


def optimum(cap: float) -> float:
    inputs = textbook(demand=0.9 * DEMAND, room=0.3 * DEMAND, cap=cap)
    return solve_plan(inputs, BARE).solution.objective


def test_the_textbook_price_holds_between_its_two_ends() -> None:
    row = binding(130.0)
    assert row["price"] == pytest.approx(18.0357142857, rel=1e-9)
    assert row["holds_from"] == pytest.approx(126.0, rel=1e-9)
    assert row["holds_to"] == pytest.approx(126 + 0.3 * 1700 * SECOND, rel=1e-9)


def test_within_the_range_the_optimum_moves_by_the_price_and_beyond_it_by_less() -> None:
    row = binding(130.0)
    base = optimum(130.0)
    for cap in (row["holds_from"], 128.0, 140.0, row["holds_to"]):
        moved = base + row["price"] * (cap - 130.0)
        assert optimum(cap) == pytest.approx(moved, rel=1e-9)
    beyond = row["holds_to"] + 2.0
    assert optimum(beyond) < base + row["price"] * (beyond - 130.0) - 1.0


def test_use_and_headroom_are_those_of_the_limit() -> None:
    row = binding(130.0)
    assert (row["limit"], row["used"]) == (130.0, pytest.approx(130.0))
    assert row["left"] == pytest.approx(0.0, abs=1e-9)
    assert row["share"] == pytest.approx(1.0)
    wide = binding(400.0)
    assert wide["price"] == 0.0
    assert wide["left"] == pytest.approx(400.0 - 1.2 * 140.0)
    assert wide["share"] == pytest.approx(1.2 * 140.0 / 400.0)
    assert (wide["holds_from"], wide["holds_to"], wide["range_known"]) == (None, None, None)


def wyndor() -> Matrix:
    """Hillier and Lieberman's glass company: 3 x + 5 y, x <= 4, 2 y <= 12, 3 x + 2 y <= 18."""
    return Matrix(
        csr_array(np.array([[1.0, 0.0], [0.0, 2.0], [3.0, 2.0]])),
        np.full(3, -np.inf), np.array([4.0, 12.0, 18.0]),
        np.zeros(2), np.full(2, np.inf), np.array([3.0, 5.0]), np.zeros(2, dtype=bool),
        {"plant": numbered({"plant": ["1", "2", "3"]})}, {"made": numbered({"door": ["x", "y"]})},
    )  # fmt: skip


def test_ranges_of_the_glass_company_are_those_of_the_book() -> None:
    """Introduction to Operations Research, chapter on sensitivity: prices 0, 3/2, 1; right-hand
    sides may be 2 to no end, 6 to 18, 12 to 24."""
    solution = solve_matrix(wyndor(), BARE)
    assert solution is not None
    assert solution.objective == pytest.approx(36.0)
    assert solution.prices == pytest.approx([0.0, 1.5, 1.0])
    down, up = price_ranges(solution, np.arange(3), settings=BARE)
    assert np.array([4.0, 12.0, 18.0]) + down == pytest.approx([2.0, 6.0, 12.0])
    assert np.array([12.0, 18.0]) + up[1:] == pytest.approx([18.0, 24.0])
    assert up[0] == np.inf


def test_whole_decisions_stay_where_they_are() -> None:
    """With y held at 6 plant 2 has no price, and x alone answers for plant 3: 12 to 24."""
    matrix = replace(wyndor(), whole=np.array([False, True]))
    solution = solve_matrix(matrix, BARE)
    assert solution is not None
    down, up = price_ranges(solution, np.array([2]), settings=BARE)
    assert solution.prices[2] == pytest.approx(1.0)
    assert [18 + down[0], 18 + up[0]] == pytest.approx([12.0, 24.0])


def test_without_a_basis_nothing_is_said() -> None:
    solution = solve_matrix(wyndor(), BARE)
    assert solution is not None
    ends = price_ranges(replace(solution, basis=None), np.arange(3), settings=BARE)
    assert np.isnan(ends).all()


def test_ends_no_end_and_not_worked_out_are_told_apart() -> None:
    """Without a basis the cap of 130 still has its price, but nobody knows how far it holds."""
    row = binding(130.0)
    assert row["range_known"]
    assert price_end(row, "holds_from", "en") == pytest.approx(126.0)
    assert price_end(row | {"holds_to": None}, "holds_to", "zh") == "无界限"
    solved = solve_plan(textbook(demand=0.9 * DEMAND, room=0.3 * DEMAND, cap=130.0), BARE)
    lost = replace(solved, solution=replace(solved.solution, basis=None))
    (unknown,) = [each for each in to_plan(lost).limits.to_dicts() if each["kind"] == "cap"]
    assert unknown["price"] == pytest.approx(18.0357142857)
    assert unknown["range_known"] is False
    assert (unknown["holds_from"], unknown["holds_to"]) == (None, None)
    told = [price_end(unknown, "holds_to", language) for language in ("en", "zh")]
    assert told == ["not worked out", "未算出"]
    assert price_end(binding(400.0), "holds_to", "en") is None


def test_labels_find_the_row_of_their_limit() -> None:
    inputs = textbook(demand=0.9 * DEMAND, room=0.3 * DEMAND, cap=130.0, years=(2024, 2025))
    assert inputs.nature is not None
    caps = xr.DataArray(
        [[130.0, 400.0]], dims=("stressor", "year"), coords=inputs.nature.caps.coords
    )
    inputs = replace(inputs, nature=replace(inputs.nature, caps=caps))
    settings = BARE.model_copy(update={"last_year": 2025})
    rows = {
        row["year"]: row
        for row in to_plan(solve_plan(inputs, settings)).limits.to_dicts()
        if row["kind"] == "cap"
    }
    assert rows[2024]["holds_from"] == pytest.approx(126.0)
    assert rows[2025]["price"] == 0.0
