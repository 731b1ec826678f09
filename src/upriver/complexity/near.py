"""Density and outlook of one presence matrix, on bare numbers, without proximities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from upriver.complexity.levels import by_cheapest, by_known_pair

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from upriver.complexity.convention import Convention
    from upriver.complexity.levels import Block

    Floats = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Nearness:
    """A presence matrix, turned and sorted for sums over proximities.

    Parameters
    ----------
    shape : tuple of int and int
        Places and industries.
    order : ndarray (present industry)
        Columns of the industries that are present somewhere, by rising ubiquity.
    ubiquity : ndarray (present industry)
        Where each of them is present.
    held : ndarray (present industry, place)
        Their presence, 0 where unknown.
    known : ndarray (present industry, place) or None
        1 where known; None when only whole places or industries are unknown.
    lost_places : ndarray (place)
        Places of which nothing is known.
    convention : Convention
        Diagonal, kind of gain and its share.
    """

    shape: tuple[int, int]
    order: npt.NDArray[np.intp]
    ubiquity: Floats
    held: Floats
    known: Floats | None
    lost_places: Flags
    convention: Convention

    @staticmethod
    def of(held: Flags, lost: Flags, ubiquity: Floats, convention: Convention) -> Nearness:
        """Sort a matrix.

        Parameters
        ----------
        held : ndarray (place, industry)
            Where it is present.
        lost : ndarray (place, industry)
            Where it is unknown.
        ubiquity : ndarray (industry)
            Column sums of `held`.
        convention : Convention
            How to count.

        Returns
        -------
        Nearness
            A copy.
        """
        present = np.flatnonzero(ubiquity)
        order = present[np.argsort(ubiquity[present], kind="stable")]
        lost_places: Flags = np.asarray(lost.all(axis=1))
        lost_industries = lost.all(axis=0)
        whole = np.count_nonzero(lost_places) * held.shape[1]
        whole += np.count_nonzero(lost_industries) * np.count_nonzero(~lost_places)
        known = None
        if np.count_nonzero(lost) > whole:
            known = np.ascontiguousarray(~lost[:, order].T).astype(np.float64)
        turned = np.ascontiguousarray(held.T)[order].astype(np.float64)
        shape = (held.shape[0], held.shape[1])
        return Nearness(shape, order, ubiquity[order], turned, known, lost_places, convention)

    def _blocks(self, factors: Floats | None = None) -> Iterator[Block]:
        if not self.order.size:
            return iter(())
        if self.known is not None:
            return by_known_pair(self.held, self.known, factors)
        return by_cheapest(self.held, self.ubiquity, factors)

    def density(self) -> tuple[Floats, Floats]:
        """Share of what is near an industry that the place has.

        Returns
        -------
        density : ndarray (industry, place)
            NaN for industries without proximity and places of which nothing is known.
        total : ndarray (present industry)
            Sum of the proximities of each, sorted; NaN where there are none.
        """
        places, industries = self.shape
        density = np.full((industries, places), np.nan)
        total = np.empty(len(self.order))
        for block in self._blocks():
            sums, judged = block.sums, block.judged
            total[block.rows] = block.total
            if self.convention.diagonal == 0:
                sums -= block.held
                judged = judged - block.known
                total[block.rows] -= 1.0
                # A single proximity is at least 1 / places; what is smaller is rounding.
                sums[sums < 0.5 / places] = 0.0
            judged = np.where(judged < 0.5 / places, np.nan, judged)
            sums /= judged
            density[self.order[block.rows]] = sums
        total[total < 0.5 / places] = np.nan
        density[:, self.lost_places] = np.nan
        return density, total

    def outlook(self, density: Floats, total: Floats, complexity: Floats) -> tuple[Floats, Floats]:
        """Complexity within reach, and what one more industry adds to it.

        Parameters
        ----------
        density : ndarray (industry, place)
            From the method of that name.
        total : ndarray (present industry)
            From there too.
        complexity : ndarray (industry)
            Price of each industry.

        Returns
        -------
        index : ndarray (place)
            NaN for a place of which nothing is known.
        gain : ndarray (industry, place)
            0 where the place has the industry; NaN where that is unknown.
        """
        places, industries = self.shape
        worth = complexity[self.order]
        target = self.convention.gain_share == "target"
        factors = worth if target else worth / total
        factors = np.where(np.isnan(factors), 0.0, factors)
        worth = np.where(np.isnan(worth), 0.0, worth)
        gain, index = np.full((industries, places), np.nan), np.zeros(places)
        for block in self._blocks(factors):
            missing = block.known - block.held
            found = block.judged - block.sums
            if self.convention.diagonal == 0:
                found -= factors[block.rows, None] * missing
            columns = self.order[block.rows]
            ahead = missing * density[columns]
            ahead[np.isnan(ahead)] = 0.0
            index += worth[block.rows] @ ahead
            if target:
                found /= total[block.rows, None]
            found *= missing
            if self.convention.gain == "net":
                found -= ahead * worth[block.rows, None]
            if self.known is not None:
                found[block.known == 0.0] = np.nan
            gain[columns] = found
        gain[:, self.lost_places] = np.nan
        index[self.lost_places] = np.nan
        return index, gain
