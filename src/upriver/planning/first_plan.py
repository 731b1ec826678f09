"""A good plan before the search: the relaxed answer rounded little by little, then better parts.

A search by branch and bound begins with the bound; on a large city it then has plans that leave a
sixth of the gain to find for minutes. Rounding costs a few warm steps of the simplex method each.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import highspy
import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.planning.matrix import Matrix

    Reals = npt.NDArray[np.float64]
    Positions = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]
    Answer = tuple[Reals, float]

SHARES = (0.1, 0.2, 0.4)  # of the fractions that are rounded in one step, dive by dive
PART = 0.2  # of all undertakings that are decided anew in one try
DOUBTFUL = 0.3  # of those on which the plan and the relaxed answer differ
YEARS = 3  # in which all undertakings are decided anew in one try
IDLE = 40  # tries in a row that bring nothing
WHOLE = 1e-6


def first_plan(
    matrix: Matrix, *, relaxation: highspy.Highs, seconds: float, seed: int = 0
) -> Reals | None:
    """A plan near the relaxed answer.

    Parameters
    ----------
    matrix : Matrix
        The model.
    relaxation : highspy.Highs
        With the same model, whole decisions as fractions; not run yet. It is used up.
    seconds : float
        No try begins later.
    seed : int
        Of the choice of undertakings.

    Returns
    -------
    ndarray or None
        Value of every decision, whole where it must be; None where rounding led nowhere.

    Notes
    -----
    A dive fixes what is whole and rounds the fractions that are nearest to a whole number, until
    none is left; where that breaks a rule, they are rounded down. Then a part of the decisions is
    set free at a time while the others stay: a fifth of the undertakings, or, in turn after tries
    that brought nothing, all of them in three years, or a third of those on which the plan and
    the relaxed answer differ. Where the relaxed
    answer of that part is worth more than the plan, it is rounded in the same way. It ends after
    forty tries in a row that bring nothing. With the same seed the same plans are tried; only
    ``seconds`` may cut them short.
    """
    end = time.monotonic() + seconds
    relaxation.run()
    if relaxation.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    relaxation.setOptionValue("solver", "simplex")
    dive = _Dive(matrix, relaxation)
    relaxed = np.array(relaxation.getSolution().col_value)[dive.at]
    best = dive.from_relaxed()
    if best is None:
        return None
    parts, idle = _Parts(matrix, dive.at, seed=seed), 0
    while idle < IDLE and time.monotonic() < end:
        kept = np.round(best[0][dive.at])
        free = parts.draw(idle, away=np.abs(relaxed - kept) > WHOLE)
        lower = np.where(free, dive.lower, kept)
        upper = np.where(free, dive.upper, kept)
        better = dive.between(lower, upper, share=SHARES[0], above=best[1])
        idle = idle + 1 if better is None else 0
        best = best if better is None else better
    columns = best[0].copy()
    columns[dive.at] = np.round(columns[dive.at])
    return columns


def next_plan(
    matrix: Matrix,
    begin: Reals,
    *,
    relaxation: highspy.Highs,
    worth: Reals,
    least: float,
    tries: int,
    seed: int = 0,
) -> Reals:
    """A plan that is better by the objective of a model, found from another one by parts.

    Parameters
    ----------
    matrix : Matrix
        The model, with the objective that is now asked for.
    begin : ndarray
        Every decision of a plan of that model.
    relaxation : highspy.Highs
        With the same model, whole decisions as fractions, solved. It is used up.
    worth : ndarray
        Coefficients of another objective, of which a plan must keep so much.
    least : float
        How much of it.
    tries : int
        How often a fifth of the undertakings is decided anew.
    seed : int
        Of the choice of undertakings.

    Returns
    -------
    ndarray
        Value of every decision; those of ``begin`` where nothing better is found.
    """
    dive = _Dive(matrix, relaxation)
    parts = _Parts(matrix, dive.at, seed=seed)
    best = begin, float(matrix.cost @ begin)
    none: Flags = np.zeros(len(dive.at), dtype=bool)
    for _ in range(tries):
        kept = np.round(best[0][dive.at])
        free = parts.draw(0, away=none)
        lower, upper = np.where(free, dive.lower, kept), np.where(free, dive.upper, kept)
        found = dive.between(lower, upper, share=SHARES[0], above=best[1])
        if found is not None and float(worth @ found[0]) >= least:
            best = found
    return best[0]


class _Parts:
    """Whole decisions that are taken anew together, the others staying as they are."""

    def __init__(self, matrix: Matrix, at: Positions, *, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        undertaking, year = (np.zeros(matrix.A.shape[1], dtype=np.int64) for _ in range(2))
        count = 0
        for positions in matrix.columns.values():
            if not matrix.whole[positions.values[positions.values >= 0]].any():
                continue
            last = [dim for dim in positions.dims if dim == "year"]
            cells = positions.transpose(..., *last).values
            for row in cells.reshape(-1, cells.shape[-1] if last else 1):
                undertaking[row[row >= 0]] = count
                year[row[row >= 0]] = np.flatnonzero(row >= 0)
                count += 1
        self.undertaking, self.year, self.count = undertaking[at], year[at], count

    def draw(self, idle: int, *, away: Flags) -> Flags:
        """A fifth of the undertakings; when that fails, some years of all, and those in doubt."""
        chosen = self.random.random(self.count)
        first = self.random.integers(self.year.max() + 1)
        if idle % 4 == 1:
            window: Flags = (self.year >= first) & (self.year < first + YEARS)
            return window
        if idle % 4 == 3:
            doubtful = np.bincount(self.undertaking, weights=away, minlength=self.count) > 0
            return np.isin(self.undertaking, np.flatnonzero(doubtful & (chosen < DOUBTFUL)))
        return np.isin(self.undertaking, np.flatnonzero(chosen < PART))


class _Dive:
    """Rounding by and by, from any bounds of the whole decisions."""

    def __init__(self, matrix: Matrix, engine: highspy.Highs) -> None:
        self.engine = engine
        self.at: Positions = np.flatnonzero(matrix.whole)
        self.lower, self.upper = matrix.lower[self.at], matrix.upper[self.at]

    def from_relaxed(self) -> Answer | None:
        """The best of some dives from the relaxed answer."""
        found: Answer | None = None
        basis = self.engine.getBasis()
        for share in SHARES:
            self.engine.setBasis(basis)
            answer = self.between(
                self.lower, self.upper, share=share, above=-np.inf if found is None else found[1]
            )
            found = found if answer is None else answer
        return found

    def between(self, lower: Reals, upper: Reals, *, share: float, above: float) -> Answer | None:
        """Decisions between bounds that are worth more than a number; None where there are none."""
        value = self._solved(lower, upper)
        while value is not None and value > above:
            columns = np.array(self.engine.getSolution().col_value)
            here = columns[self.at]
            open_ = lower < upper
            away = np.abs(here - np.round(here))
            between = np.flatnonzero(open_ & (away > WHOLE))
            if not between.size:
                return columns, value
            count = int(np.ceil(share * between.size))
            nearest = between[np.argsort(away[between], kind="stable")][:count]
            settled = np.flatnonzero(open_ & (away <= WHOLE))
            steps = (
                (np.concatenate([settled, nearest]), np.round(here)),
                (nearest, np.floor(here)),
                (between, np.floor(here)),
            )
            for fixed, to in steps:
                low, high = lower.copy(), upper.copy()
                low[fixed] = high[fixed] = to[fixed]
                value = self._solved(low, high)
                if value is not None:
                    lower, upper = low, high
                    break
        return None

    def _solved(self, lower: Reals, upper: Reals) -> float | None:
        """Objective under new bounds; None where no decision keeps the rules."""
        self.engine.changeColsBounds(len(self.at), self.at.astype(np.int32), lower, upper)
        self.engine.run()
        if self.engine.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return float(self.engine.getInfo().objective_function_value)
