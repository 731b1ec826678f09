"""Which team takes which challenge (揭榜挂帅), so that the most is expected of all together.

``max sum v a`` subject to ``sum over teams of a <= 1`` for every challenge,
``sum over challenges of load * a <= capacity`` for every team, ``a`` yes or no: the generalised
assignment problem.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr
from scipy.sparse import csr_array

from upriver.core.errors import DataError
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.message import Message, listing
from upriver.planning.coefficients import check_range
from upriver.planning.conflict import explain_groups
from upriver.planning.matrix import Matrix, numbered
from upriver.planning.rule_groups import RuleGroup
from upriver.planning.settings import PlanSettings
from upriver.planning.solve import solve_matrix

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.planning.audit import Audit

DIMS = ("team", "challenge")


@dataclass(frozen=True, eq=False)
class Assignment:
    """Who does what, and how much better any other choice could be.

    Parameters
    ----------
    assigned : DataArray (team, challenge), bool
        True where the team takes the challenge.
    team : DataArray (challenge)
        Team of each challenge; empty where nobody takes it.
    load : DataArray (team), unit of load
        What each team has to carry.
    value : float
        Sum of the values of what is assigned.
    bound : float
        No assignment is worth more than this.
    gap : float
        ``(bound - value) / |value|``; zero when the assignment is proven best.
    audit : Audit
        Own check of the answer.
    """

    assigned: xr.DataArray
    team: xr.DataArray
    load: xr.DataArray
    value: float
    bound: float
    gap: float
    audit: Audit


def assign_teams(
    value: xr.DataArray,
    load: xr.DataArray,
    capacity: xr.DataArray,
    *,
    every_challenge: bool = False,
    gap: float = 0.0,
    time_limit: float = 60.0,
    threads: int = 1,
    seed: int = 0,
) -> Assignment:
    """Best assignment of challenges to teams, with the proof of how good it is.

    Parameters
    ----------
    value : DataArray (team, challenge), any one unit
        What is expected of the team on the challenge, such as the value of the result times its
        chance. NaN where the team did not bid: that pair is never chosen. Costs are given as
        negative values, with ``every_challenge``.
    load : DataArray (team, challenge), any one unit
        What the challenge takes of the team: persons, months or money.
    capacity : DataArray (team), unit of load
        What each team has.
    every_challenge : bool
        Whether every challenge must have a team. Without it a challenge may stay open.
    gap : float
        Relative gap at which the search may stop; zero asks for the proven best.
    time_limit : float
        Seconds after which the best found so far is returned with its gap.
    threads, seed : int
        Of the solver.

    Returns
    -------
    Assignment
        Who does what, the load of each team, the value and its bound.

    Raises
    ------
    LabelError
        If dimensions or labels do not fit.
    DataError
        If a load or capacity that must be known is missing or negative, or a challenge that must
        have a team has no bid.
    InfeasibleError
        If not every challenge can have a team; the teams whose capacity is in the way are named.
    SolverError
        If nothing is found in time.

    Notes
    -----
    Values of pairs add up: what two teams would learn from each other, or two challenges of one
    team, is not in it. A team that takes part in a race (赛马) is a second challenge here.

    References
    ----------
    Osman, I. H. (1995). Heuristics for the generalised assignment problem. OR Spektrum 17,
    211-225. Chu, P. C. and Beasley, J. E. (1997). A genetic algorithm for the generalised
    assignment problem. Computers & Operations Research 24(1), 17-23.

    Examples
    --------
    >>> import xarray as xr
    >>> pairs = {"team": ["a", "b"], "challenge": ["x", "y"]}
    >>> value = xr.DataArray([[9.0, 8.0], [7.0, 1.0]], coords=pairs, dims=list(pairs))
    >>> room = xr.DataArray([1.0, 1.0], coords={"team": ["a", "b"]}, dims="team")
    >>> best = assign_teams(value, 0 * value + 1.0, room)
    >>> best.team.values.tolist(), best.value, best.gap
    (['b', 'a'], 15.0, 0.0)
    """
    _check(value, load, capacity, every_challenge=every_challenge)
    matrix = _matrix(value, load, capacity, every_challenge=every_challenge)
    check_range(matrix)
    settings = PlanSettings(
        compare=False, gap=gap, gap_of_gain=0.0, time_limit=time_limit, threads=threads, seed=seed
    )
    solution = solve_matrix(matrix, settings, searches_within=True)
    if solution is None:
        raise explain_groups(
            matrix, _groups(matrix, capacity), settings=settings, can_be_soft=False
        )
    chosen = solution.value("assigned")
    assert chosen is not None
    assigned = chosen.copy(data=chosen.values > 0.5)
    total = float(value.where(assigned, 0.0).sum())
    bound = max(solution.bound, total)  # the solver's bound may fall short by its tolerance
    return Assignment(
        assigned,
        _team_of(assigned),
        load.where(assigned, 0.0).sum("challenge"),
        total,
        bound,
        0.0 if solution.audit.gap <= 1e-9 else (bound - total) / max(abs(total), 1e-9),
        solution.audit,
    )


def _check(
    value: xr.DataArray, load: xr.DataArray, capacity: xr.DataArray, *, every_challenge: bool
) -> None:
    require_dims(value, DIMS, name="value")
    require_dims(load, DIMS, name="load")
    require_dims(capacity, DIMS[:1], name="capacity")
    require_same_labels(load, value, dims=DIMS, names=("load", "value"))
    require_same_labels(capacity, value, dims=DIMS[:1], names=("capacity", "value"))
    bid = np.isfinite(value.values)
    for name, wrong in (
        ("load", bid & ~(load.values >= 0)),
        ("capacity", ~(capacity.values >= 0)),
    ):
        if wrong.any():
            raise DataError(
                Message(
                    f"{name} is unknown or negative in {int(wrong.sum())} cells that are bid for.",
                    f"{name} 在 {int(wrong.sum())} 处有投标的单元未知或为负。",
                ),
                Message("Fill them; unknown is not zero.", "请补齐；未知不等于零。"),
            )
    alone = value.coords["challenge"].values[~bid.any(axis=0)].tolist()
    if every_challenge and alone:
        raise DataError(
            Message(f"No team bids for {listing(alone)}.", f"以下榜题无人揭榜：{listing(alone)}。"),
            Message(
                "Find a team, or leave every_challenge off.",
                "请寻找团队，或关闭 every_challenge。",
            ),
        )


def _matrix(
    value: xr.DataArray, load: xr.DataArray, capacity: xr.DataArray, *, every_challenge: bool
) -> Matrix:
    teams, challenges = value.shape
    team, challenge = (at.ravel() for at in np.indices(value.shape))
    bid = np.isfinite(value.values).ravel()
    pairs = np.arange(teams * challenges)
    used = np.where(bid, load.values.ravel(), 0.0)
    table = csr_array(
        (
            np.concatenate([np.ones(len(pairs)), used]),
            (np.concatenate([challenge, challenges + team]), np.concatenate([pairs, pairs])),
        ),
        shape=(challenges + teams, len(pairs)),
    )
    table.eliminate_zeros()
    return Matrix(
        table,
        np.concatenate(
            [np.full(challenges, 1.0 if every_challenge else -np.inf), np.full(teams, -np.inf)]
        ),
        np.concatenate([np.ones(challenges), capacity.values.astype(float)]),
        np.zeros(len(pairs)),
        bid.astype(float),
        np.where(bid, value.values.ravel(), 0.0).astype(float),
        np.ones(len(pairs), dtype=bool),
        {
            "one_team": numbered({"challenge": value.coords["challenge"].values.tolist()}),
            "capacity": numbered({"team": value.coords["team"].values.tolist()}, after=challenges),
        },
        {"assigned": numbered({dim: value.coords[dim].values.tolist() for dim in DIMS})},
    )


def _groups(matrix: Matrix, capacity: xr.DataArray) -> tuple[RuleGroup, ...]:
    found = []
    for team, room in zip(capacity.coords["team"].values, capacity.values, strict=True):
        size = max(float(room), 1.0)
        at = np.array([int(matrix.rows["capacity"].sel(team=team))])
        name = Message(f"the capacity of {team}", f"{team} 的能力")
        unit = str(capacity.attrs.get("units", ""))
        found.append(RuleGroup(str(team), name, at, np.array([size]), size, unit))
    return tuple(found)


def _team_of(assigned: xr.DataArray) -> xr.DataArray:
    names = assigned.coords["team"].values.astype(object)
    taken: npt.NDArray[np.bool_] = assigned.values
    who = np.where(taken.any(axis=0), names[taken.argmax(axis=0)], "")
    return xr.DataArray(
        who.astype(str),
        coords={"challenge": assigned.coords["challenge"].values.tolist()},
        dims="challenge",
    )
