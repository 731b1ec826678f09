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
    Answer = tuple[Reals, float]

SHARES = (0.1, 0.2, 0.4)  # of the fractions that are rounded in one step, dive by dive
PART = 0.2  # of all undertakings that are decided anew in one try
TRIES = 40
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
    none is left; where that breaks a rule, they are rounded down. Then a fifth of the
    undertakings, chosen at random, is set free at a time while the others stay; where their
    relaxed answer is worth more than the plan, it is rounded in the same way. With the same seed
    the same plans are tried; only ``seconds`` may cut them short.
    """
    end = time.monotonic() + seconds
    relaxation.run()
    if relaxation.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    relaxation.setOptionValue("solver", "simplex")
    dive = _Dive(matrix, relaxation)
    best = dive.from_relaxed()
    if best is None:
        return None
    groups, draw = _undertakings(matrix, dive.at), np.random.default_rng(seed)
    for _ in range(TRIES):
        if time.monotonic() > end:
            break
        free = np.isin(groups, np.flatnonzero(draw.random(groups.max() + 1) < PART))
        kept = np.round(best[0][dive.at])
        lower = np.where(free, dive.lower, kept)
        upper = np.where(free, dive.upper, kept)
        better = dive.between(lower, upper, share=SHARES[0], above=best[1])
        if better is not None:
            best = better
    columns = best[0].copy()
    columns[dive.at] = np.round(columns[dive.at])
    return columns


def _undertakings(matrix: Matrix, at: Positions) -> Positions:
    """Number of the project or candidate that each whole decision belongs to."""
    number = np.zeros(matrix.A.shape[1], dtype=np.int64)
    count = 0
    for positions in matrix.columns.values():
        if not matrix.whole[positions.values[positions.values >= 0]].any():
            continue
        last = [dim for dim in positions.dims if dim == "year"]
        rows = positions.transpose(..., *last).values
        for row in rows.reshape(-1, rows.shape[-1] if last else 1):
            number[row[row >= 0]] = count
            count += 1
    return number[at]


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
