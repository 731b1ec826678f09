"""What is remembered of many replicates: tails of large measures, all of small ones."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from upriver.complexity.intervals import Tails, bounds

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.complexity.engine import KernelMeasures

    Floats = npt.NDArray[np.float64]


class Tally:
    """Measures of replicates, taken in from several threads.

    Parameters
    ----------
    shape : tuple of int
        Places and industries.
    replicates : int
        How many there will be.
    level : float
        Chance that the bounds shall have.
    kept : list of int
        Rows of the places all of whose draws are remembered.
    """

    def __init__(
        self, *, shape: tuple[int, ...], replicates: int, level: float, kept: list[int]
    ) -> None:
        places, industries = shape
        self.replicates, self._level, self._rows = replicates, level, kept
        self._rca, self._density = (Tails((places, industries), replicates, level) for _ in "ab")
        self.present = np.zeros((places, industries), dtype=np.int32)
        self.eci, self.outlook = (np.full((replicates, places), np.nan) for _ in "ab")
        self.pci = np.full((replicates, industries), np.nan)
        size = (replicates, len(kept), industries)
        self.kept_rca, self.kept_density, self.kept_gain = (np.full(size, np.nan) for _ in "abc")
        self._done = 0
        self._lock = Lock()

    def add(self, number: int, found: KernelMeasures) -> int:
        """Take in one replicate.

        Parameters
        ----------
        number : int
            Which one.
        found : KernelMeasures
            Its measures.

        Returns
        -------
        int
            How many have been taken in.
        """
        # A unit that vanishes from a replicate holds nothing there.
        rca, density = np.nan_to_num(found.rca), np.nan_to_num(found.density)
        self.eci[number], self.pci[number] = found.eci, found.pci
        self.outlook[number] = found.outlook_index
        lost = np.isnan(found.rca[self._rows])
        self.kept_rca[number] = found.rca[self._rows]
        self.kept_density[number] = np.where(lost, np.nan, density[self._rows])
        self.kept_gain[number] = found.outlook_gain[self._rows]
        self._rca.add(rca)
        self._density.add(density)
        with self._lock:
            self.present += found.presence == 1.0
            self._done += 1
            return self._done

    def rca_bounds(self) -> tuple[Floats, Floats]:
        """Bounds of the quotients.

        Returns
        -------
        lower, upper : ndarray (place, industry)
            Also where the quotient is unknown, without meaning there.
        """
        return self._rca.bounds()

    def density_bounds(self) -> tuple[Floats, Floats]:
        """Bounds of the densities.

        Returns
        -------
        lower, upper : ndarray (place, industry)
            Also where the density is unknown, without meaning there.
        """
        return self._density.bounds()

    def bounds_of(self, draws: Floats) -> tuple[Floats, Floats]:
        """Bounds of a measure that is remembered as a whole.

        Parameters
        ----------
        draws : ndarray (replicate, ...)
            Its draws.

        Returns
        -------
        lower, upper : ndarray
            NaN where most draws are missing.
        """
        return bounds(draws, self._level)


def ranks(scores: Floats) -> Floats:
    """Ranks along the last axis, the largest first.

    Parameters
    ----------
    scores : ndarray (..., unit)
        NaN for missing.

    Returns
    -------
    ndarray (..., unit)
        From 1; equal scores share the best rank of theirs; NaN where the score is missing.
    """
    flat = scores.reshape(-1, scores.shape[-1])
    out = np.full(flat.shape, np.nan)
    for row, given in enumerate(flat):
        known = np.isfinite(given)
        ordered = np.sort(-given[known])
        out[row, known] = np.searchsorted(ordered, -given[known], side="left") + 1.0
    return out.reshape(scores.shape)
