"""From scores to chances, learnt on options that the scoring model has not seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]

STEPS = 100
STILL = 1e-10


@dataclass(frozen=True, eq=False)
class Calibration:
    """A rising line from scores to log-odds.

    Parameters
    ----------
    slopes : ndarray (column)
        At least 0: a score that goes with fewer entries than a guess is not believed.
    intercept : float
        Log-odds at the score 0.
    """

    slopes: Floats
    intercept: float

    def __call__(self, scores: Floats) -> Floats:
        """Chances of scores.

        Parameters
        ----------
        scores : ndarray (option) or (option, column)
            Scores of new options.

        Returns
        -------
        ndarray (option)
            From 0 to 1.
        """
        odds = _columns(scores) @ self.slopes + self.intercept
        return np.asarray(expit(odds))


def calibrate(scores: Floats, entered: Flags) -> Calibration:
    """Line that makes the observed outcomes likeliest.

    Parameters
    ----------
    scores : ndarray (option) or (option, column)
        Scores by a model that has not seen these options. One column is Platt's line; the two
        of `rank_columns` are beta calibration.
    entered : ndarray (option)
        What became of them.

    Returns
    -------
    Calibration
        Slope 0 for a column that does not vary or points the wrong way; without any the base
        rate.

    References
    ----------
    .. [1] Platt, J. (1999). Probabilistic outputs for support vector machines. In Advances in
       Large Margin Classifiers, 61-74. MIT Press.
    .. [2] Kull, M., Silva Filho, T. and Flach, P. (2017). Beta calibration. Proceedings of
       Machine Learning Research 54, 623-631.
    """
    table = _columns(scores)
    middle, spread = table.mean(axis=0), table.std(axis=0)
    used = np.flatnonzero(spread > 1e-12)
    slopes, intercept = np.zeros(table.shape[1]), 0.0
    while True:
        scaled = (table[:, used] - middle[used]) / spread[used]
        weights = _likeliest(scaled, entered)
        bad = weights[:-1] <= 0.0
        if not bad.any():
            slopes[used] = weights[:-1] / spread[used]
            intercept = float(weights[-1] - slopes @ middle)
            return Calibration(slopes, intercept)
        used = used[~bad]


def _likeliest(scaled: Floats, entered: Flags) -> Floats:
    """Slopes and intercept of a logistic regression, by Newton's steps."""
    yes, no = int(entered.sum()), int((~entered).sum())
    x = np.hstack([scaled, np.ones((len(scaled), 1))])
    # Platt's targets keep the likelihood finite when the scores separate the outcomes.
    target = np.where(entered, (yes + 1.0) / (yes + 2.0), 1.0 / (no + 2.0))
    weights = np.zeros(x.shape[1])
    weights[-1] = np.log((yes + 1.0) / (no + 1.0))
    for _ in range(STEPS):
        chance = expit(x @ weights)
        slope = x.T @ (target - chance)
        bend = (x * (chance * (1.0 - chance))[:, None]).T @ x + 1e-9 * np.eye(x.shape[1])
        step = np.clip(np.linalg.solve(bend, slope), -2.0, 2.0)
        weights = weights + step
        if np.abs(step).max() < STILL:
            break
    return weights


def _columns(scores: Floats) -> Floats:
    return scores[:, None] if scores.ndim == 1 else scores


@dataclass(frozen=True, eq=False)
class Ranks:
    """Where a score stands among scores of options not seen in training.

    Parameters
    ----------
    reference : ndarray
        Those scores, ascending.
    """

    reference: Floats

    @classmethod
    def among(cls, scores: Floats) -> Ranks:
        """Ranks among some scores.

        Parameters
        ----------
        scores : ndarray
            Scores by a model that has not seen these options.

        Returns
        -------
        Ranks
            Ready to place new scores.
        """
        return cls(np.sort(scores))

    def __call__(self, scores: Floats) -> Floats:
        """Place new scores.

        Parameters
        ----------
        scores : ndarray
            Scores of new options.

        Returns
        -------
        ndarray
            Strictly between 0 and 1, ties in the middle.
        """
        below = np.searchsorted(self.reference, scores, side="left")
        upto = np.searchsorted(self.reference, scores, side="right")
        return np.asarray(((below + upto) / 2.0 + 0.5) / (len(self.reference) + 1.0))


def rank_columns(ranks: list[Floats]) -> Floats:
    """Average of several rankings, spread out so that `calibrate` can take it.

    Parameters
    ----------
    ranks : list of ndarray (option)
        Ranks between 0 and 1, one array a member.

    Returns
    -------
    ndarray (option, 2)
        ``log r`` and ``-log(1 - r)`` of the mean rank r; both rise with it.
    """
    mean = np.mean(ranks, axis=0)
    return np.stack([np.log(mean), -np.log1p(-mean)], axis=1)
