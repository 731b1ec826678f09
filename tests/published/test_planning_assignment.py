"""Generalised assignment: the instances of the literature, every one proven best.

gap1 to gap6: Osman (1995), OR Spektrum 17, 211-225; gapa and gapc: Chu and Beasley (1997),
Computers & Operations Research 24(1), 17-23; optima as listed with the data (OR-Library).
"""

from __future__ import annotations

import json

import numpy as np
import pytest
import xarray as xr

from shared_data import SHARED, needs_shared
from upriver.planning.assignment import assign_teams

pytestmark = [pytest.mark.shared, needs_shared]
FOLDER = SHARED / "data" / "planning"
FILES = ("gap1", "gap2", "gap3", "gap4", "gap5", "gap6", "gapa", "gapc")
SIZE = {"gapa": 6, "gapc": 6}


def instance(file: str, number: int) -> tuple[xr.DataArray, xr.DataArray, xr.DataArray]:
    """Values or costs, loads and capacities of one problem of a file."""
    numbers = iter((FOLDER / "gap" / f"{file}.txt").read_text(encoding="ascii").split())
    next(numbers)
    for _ in range(number + 1):
        teams, challenges = int(next(numbers)), int(next(numbers))
        cells = [float(next(numbers)) for _ in range(2 * teams * challenges + teams)]
    pairs = {
        "team": [f"t{at}" for at in range(teams)],
        "challenge": [f"c{at}" for at in range(challenges)],
    }
    value, load = np.array(cells[: 2 * teams * challenges]).reshape(2, teams, challenges)
    room = np.array(cells[2 * teams * challenges :])
    return (
        xr.DataArray(value, pairs, tuple(pairs)),
        xr.DataArray(load, pairs, tuple(pairs)),
        xr.DataArray(room, {"team": pairs["team"]}, ("team",)),
    )


@pytest.mark.parametrize(
    ("file", "number"), [(file, at) for file in FILES for at in range(SIZE.get(file, 5))]
)
def test_proven_best(file: str, number: int) -> None:
    wanted = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
    optimum = wanted["gap_published_optima"][file][number]
    value, load, room = instance(file, number)
    sign = -1.0 if file in SIZE else 1.0  # gapa and gapc give costs
    best = assign_teams(sign * value, load, room, every_challenge=True, time_limit=180.0)
    assert sign * best.value == optimum
    assert best.bound - best.value < 1.0  # whole numbers: nothing better lies between
    assert (best.assigned.sum("team") == 1).all()
    assert (best.load <= room).all()
    assert best.audit.passed
