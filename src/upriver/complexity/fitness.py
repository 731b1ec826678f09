"""Fitness of places and complexity of industries by the nonlinear maps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import xarray as xr

from upriver.complexity.matrix import read_presence
from upriver.complexity.spectrum import spread
from upriver.core.dims import INDUSTRY, PLACE
from upriver.core.errors import DataError
from upriver.core.message import Message

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

TOLERANCE = 1e-10
MOST_UPDATES = 20_000
SHIFT = 1e-6
# A predicted crossing counts only when it stays far off for so many updates in a row.
CALM = 10
# Fitness that fades for ever would end in 1 / 0.
FAINT = 1e-280


class FitnessNumbers(NamedTuple):
    """What the maps end in, as bare arrays.

    Parameters
    ----------
    fitness : ndarray (place)
        Fitness.
    complexity : ndarray (industry)
        Complexity.
    updates : int
        Updates done.
    change : float
        Largest change of a fitness or complexity in the last update.
    converged : bool
        Whether the last update met the stop that was asked for.
    """

    fitness: Floats
    complexity: Floats
    updates: int
    change: float
    converged: bool


@dataclass(frozen=True, eq=False)
class Fitness:
    """Fitness and complexity, with how the search for them ended.

    Parameters
    ----------
    fitness : DataArray (place), ratio
        From 0; NaN for a place without presence.
    complexity : DataArray (industry), ratio
        From 0; NaN for an industry present nowhere.
    updates : int
        Updates done.
    change : float
        Largest change of a fitness or complexity in the last update.
    converged : bool
        Whether the last update met the tolerance, or with `crossing` that stop. With a fixed
        number of updates it tells whether the tolerance happened to be met.
    unknown_cells : int
        Cells that were unknown and counted as no presence.
    """

    fitness: xr.DataArray
    complexity: xr.DataArray
    updates: int
    change: float
    converged: bool
    unknown_cells: int


def fitness(
    presence: xr.DataArray,
    *,
    updates: int | None = None,
    tolerance: float = TOLERANCE,
    crossing: int | None = None,
    stable: bool = False,
    shift: float = SHIFT,
) -> Fitness:
    """Fitness of places and complexity of industries (Tacchella and others).

    ``F_c = sum_p M_cp Q_p``, ``Q_p = 1 / sum_c M_cp / F_c``, both from the values before and
    divided by their mean, starting at 1. The stable variant adds instead of dividing:
    ``F_c = shift + sum_p M_cp / P_p``, ``P_p = 1 + sum_c M_cp / F_c``, ``Q_p = 1 / (P_p - 1)``.

    Parameters
    ----------
    presence : DataArray (place, industry), ratio
        From the function of that name. Unknown cells count as no presence.
    updates : int, optional
        Do exactly that many updates. Without it the stop is `crossing` or `tolerance`.
    tolerance : float
        Stop when no fitness and no complexity changes by more.
    crossing : int, optional
        Stop when, at the present speed of change, no two places next to each other in rank
        will change their order within that many further updates.
    stable : bool
        Use the stable variant.
    shift : float
        What the stable variant adds to fitness (the square of the authors' ``delta``); with
        more industries than places results hardly depend on it.

    Returns
    -------
    Fitness
        Fitness, complexity, updates and convergence. The first variant's values have mean 1.

    Raises
    ------
    LabelError
        If dimensions differ.
    DataError
        If a cell is neither 0 nor 1 nor unknown, nothing is present, or a setting is not
        positive.

    Notes
    -----
    Whether the fitness of the weakest places stays above 0 depends on the shape of the matrix,
    not on the number of updates: with few presences far from the diagonal it fades for ever,
    and only the ranking settles. Then use `crossing` or `stable`. Numbers of published work
    depend on the number of updates; state it.

    References
    ----------
    .. [1] Tacchella, A. et al. (2012). A new metrics for countries' fitness and products'
       complexity. Scientific Reports 2, 723.
    .. [2] Pugliese, E., Zaccaria, A. and Pietronero, L. (2016). On the convergence of the
       fitness-complexity algorithm. European Physical Journal Special Topics 225, 1893-1911.
    .. [3] Servedio, V. D. P. et al. (2018). A new and stable estimation method of country
       economic fitness and product complexity. Entropy 20, 783.

    Examples
    --------
    >>> import xarray as xr
    >>> M = xr.DataArray([[1, 1, 1.0], [1, 1, 0], [1, 0, 0]],
    ...     {"place": list("ABC"), "industry": list("xyz")}, ("place", "industry"))
    >>> result = fitness(M, updates=2)
    >>> bool(result.fitness.sel(place="A") > result.fitness.sel(place="C"))
    True
    """
    M = read_presence(presence)
    unknown = int(np.isnan(M).sum())
    held = np.where(np.isnan(M), 0.0, M)
    rows, columns = held.sum(axis=1) > 0.0, held.sum(axis=0) > 0.0
    _refuse_settings(bool(rows.any()), updates, tolerance, crossing, shift)
    kept = held[np.ix_(rows, columns)]
    stop = Stop(updates, tolerance, crossing)
    found = stable_kernel(kept, stop=stop, shift=shift) if stable else fitness_kernel(kept, stop)
    return Fitness(
        _along(spread(found.fitness, rows), presence, PLACE, "fitness"),
        _along(spread(found.complexity, columns), presence, INDUSTRY, "complexity"),
        found.updates,
        found.change,
        found.converged,
        unknown,
    )


class Stop(NamedTuple):
    """When the maps stop.

    Parameters
    ----------
    updates : int, optional
        Exactly so many updates; nothing else is asked then.
    tolerance : float
        Largest change that counts as standing still.
    crossing : int, optional
        Updates ahead for which no change of order is predicted.
    """

    updates: int | None = None
    tolerance: float = TOLERANCE
    crossing: int | None = None

    @property
    def most(self) -> int:
        """Updates after which it ends in any case.

        Returns
        -------
        int
            A number of updates.
        """
        return MOST_UPDATES if self.updates is None else self.updates

    def met(self, change: float, calm: int) -> bool:
        """Whether the search stands still or its order has settled.

        Parameters
        ----------
        change : float
            Largest change of the last update.
        calm : int
            Updates in a row that predicted no change of order.

        Returns
        -------
        bool
            True when it does.
        """
        return change <= self.tolerance or calm >= CALM

    def reached(self, change: float, calm: int) -> bool:
        """Whether the search may end before the last update.

        Parameters
        ----------
        change : float
            Largest change of the last update.
        calm : int
            Updates in a row that predicted no change of order.

        Returns
        -------
        bool
            Never true with a fixed number of updates.
        """
        return self.updates is None and self.met(change, calm)

    def calm(self, before: Floats, after: Floats) -> bool:
        """Whether this update predicts no change of order for long enough.

        Parameters
        ----------
        before, after : ndarray (place)
            Fitness before and after the update.

        Returns
        -------
        bool
            Always false when no crossing was asked for.
        """
        return self.crossing is not None and crossing_time(before, after) > self.crossing


def fitness_kernel(M: Floats, stop: Stop | None = None) -> FitnessNumbers:
    """Fitness and complexity of a matrix without empty rows and columns.

    Parameters
    ----------
    M : ndarray (place, industry)
        Presence, 1 or 0.
    stop : Stop, optional
        When to stop; by default at the usual tolerance.

    Returns
    -------
    FitnessNumbers
        Fitness and complexity, each of mean 1.
    """
    stop = stop or Stop()
    F, Q = np.ones(M.shape[0]), np.ones(M.shape[1])
    change, calm, done = np.inf, 0, 0
    while done < stop.most and not stop.reached(change, calm):
        new_F, new_Q = M @ Q, 1.0 / ((1.0 / F) @ M)
        new_F, new_Q = np.maximum(new_F / new_F.mean(), FAINT), new_Q / new_Q.mean()
        change = _change(F, new_F, Q, new_Q)
        calm, done = (calm + 1 if stop.calm(F, new_F) else 0), done + 1
        F, Q = new_F, new_Q
    return FitnessNumbers(F, Q, done, change, stop.met(change, calm))


def stable_kernel(M: Floats, *, stop: Stop | None = None, shift: float = SHIFT) -> FitnessNumbers:
    """Fitness and complexity by the stable variant, without empty rows and columns.

    Parameters
    ----------
    M : ndarray (place, industry)
        Presence, 1 or 0.
    stop : Stop, optional
        When to stop; by default at the usual tolerance.
    shift : float
        What is added to fitness in each update.

    Returns
    -------
    FitnessNumbers
        Fitness and complexity, not divided by anything.
    """
    stop = stop or Stop()
    F, P = np.ones(M.shape[0]), np.ones(M.shape[1])
    change, calm, done = np.inf, 0, 0
    while done < stop.most and not stop.reached(change, calm):
        new_F = shift + M @ (1.0 / P)
        new_P = 1.0 + (1.0 / F) @ M
        # The two maps pull in opposite directions; their geometric mean stands still sooner.
        new_F, new_P = np.sqrt(new_F * F), np.sqrt(new_P * P)
        change = float(max(np.abs(new_F / F - 1.0).max(), np.abs(new_P / P - 1.0).max()))
        calm, done = (calm + 1 if stop.calm(F, new_F) else 0), done + 1
        F, P = new_F, new_P
    return FitnessNumbers(F, 1.0 / ((1.0 / F) @ M), done, change, stop.met(change, calm))


def crossing_time(before: Floats, after: Floats) -> float:
    """Updates until two neighbours in rank change their order, at the present speed.

    Parameters
    ----------
    before, after : ndarray (place)
        Fitness before and after one update, positive.

    Returns
    -------
    float
        Predicted updates, from 0; infinite when no neighbours approach each other.
    """
    level = np.log(after)
    speed = level - np.log(before)
    order = np.argsort(level, kind="stable")
    gap, closing = np.diff(level[order]), -np.diff(speed[order])
    near = (closing > 0.0) & (gap > 0.0)
    return float((gap[near] / closing[near]).min(initial=np.inf))


def _change(F: Floats, new_F: Floats, Q: Floats, new_Q: Floats) -> float:
    return float(max(np.abs(new_F - F).max(), np.abs(new_Q - Q).max()))


def _refuse_settings(
    present: bool, updates: int | None, tolerance: float, crossing: int | None, shift: float
) -> None:
    if not present:
        raise DataError(
            Message("Nothing is present in any place.", "所有地区均不具备任何行业。"),
            Message("Lower the threshold of presence.", "请降低具备行业的门槛。"),
        )
    given = {"updates": updates, "tolerance": tolerance, "crossing": crossing, "shift": shift}
    for name, value in given.items():
        if value is not None and not value > 0:
            raise DataError(
                Message(
                    f"{name} must be positive, got {value}.", f"{name} 应为正数，实际为 {value}。"
                ),
                Message("Leave it out for the usual value.", "省略即取常用值。"),
            )


def _along(values: Floats, presence: xr.DataArray, dim: str, name: str) -> xr.DataArray:
    coords = {dim: presence.coords[dim].values}
    return xr.DataArray(values, coords, (dim,), name, {"units": "ratio"})
