"""Challenges to teams, compared with every possible choice."""

from itertools import product

import numpy as np
import pytest
import xarray as xr

from upriver.core.errors import DataError, InfeasibleError
from upriver.planning.assignment import assign_teams

TEAMS, CHALLENGES = ["red", "blue", "green"], ["a", "b", "c", "d"]
PAIRS = {"team": TEAMS, "challenge": CHALLENGES}


def pairs(values: object) -> xr.DataArray:
    return xr.DataArray(np.array(values, dtype=float), PAIRS, tuple(PAIRS))


def room(values: object) -> xr.DataArray:
    return xr.DataArray(np.array(values, dtype=float), {"team": TEAMS}, ("team",))


VALUE = pairs([[9, 6, 3, 7], [8, 7, 5, 2], [4, np.nan, 6, 6]])
LOAD = pairs([[3, 2, 2, 3], [2, 2, 2, 2], [1, 1, 2, 2]])
ROOM = room([4, 3, 2])


def by_trying(*, every: bool) -> float:
    best = -np.inf
    for choice in product((None, 0, 1, 2), repeat=4):
        if every and None in choice:
            continue
        load, value = np.zeros(3), 0.0
        for challenge, team in enumerate(choice):
            if team is not None:
                load[team] += LOAD.values[team, challenge]
                value += VALUE.values[team, challenge]
        if (load <= ROOM.values).all() and np.isfinite(value):
            best = max(best, value)
    return best


@pytest.mark.parametrize("every", [False, True])
def test_no_other_choice_is_better(every: bool) -> None:
    if every and not np.isfinite(by_trying(every=True)):
        with pytest.raises(InfeasibleError, match="capacity of"):
            assign_teams(VALUE, LOAD, ROOM, every_challenge=True)
        return
    best = assign_teams(VALUE, LOAD, ROOM, every_challenge=every)
    assert best.value == by_trying(every=every)
    assert best.gap == 0.0
    assert (best.load <= ROOM).all()


def test_a_team_that_did_not_bid_is_not_chosen() -> None:
    alone = VALUE.where(VALUE.coords["challenge"] != "b")
    assert assign_teams(alone, LOAD, ROOM).team.sel(challenge="b") == ""


def test_too_little_room_for_all_names_the_teams() -> None:
    with pytest.raises(InfeasibleError, match="the capacity of red") as caught:
        assign_teams(VALUE, LOAD, room([1, 1, 1]), every_challenge=True)
    assert "soft" not in str(caught.value)
    assert set(caught.value.conflict) <= set(TEAMS)


def test_a_challenge_without_bid_is_named() -> None:
    with pytest.raises(DataError, match="No team bids for 'b'"):
        assign_teams(
            VALUE.where(VALUE.coords["challenge"] != "b"), LOAD, ROOM, every_challenge=True
        )


def test_an_unknown_load_of_a_bid_is_refused() -> None:
    hole = LOAD.copy()
    hole.loc["red", "a"] = np.nan
    with pytest.raises(DataError, match="load is unknown or negative in 1 cells"):
        assign_teams(VALUE, hole, ROOM)
