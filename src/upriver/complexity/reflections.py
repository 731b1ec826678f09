"""Averages of averages: the method of reflections, to any number of steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from upriver.complexity.spectrum import FLAT

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

# What the programs that say "20 iterations" do: 18 for places, 19 for industries.
USUAL_STEPS = 18


def reflections_kernel(M: Floats, *, steps: int = USUAL_STEPS) -> tuple[Floats, Floats]:
    """Reflections of places and industries, less what they all share.

    ``k_c,n = sum_p M_cp k_p,n-1 / k_c,0``, ``k_p,n = sum_c M_cp k_c,n-1 / k_p,0``

    Parameters
    ----------
    M : ndarray (place, industry)
        Presence, 1 or 0, without empty rows and columns.
    steps : int
        Reflections of the places, an even number; 0 leaves diversity.

    Returns
    -------
    tuple of ndarray (place) and ndarray (industry)
        ``k_c,n`` and ``k_p,n+1`` up to a constant and a positive factor, NaN when the places
        have no structure left.

    Notes
    -----
    Step by step the plain averages approach one number for all; after some 40 steps what
    tells places apart is below rounding. Here that common number is taken off and the rest
    stretched at each step, so any number of steps keeps all its digits.
    """
    d, u = M.sum(axis=1), M.sum(axis=0)
    share = d / d.sum()  # what averaging keeps: the mean weighted by diversity
    k = d - share @ d
    for _ in range(steps // 2):
        size = float(np.abs(k).max())
        if not size > FLAT * float(d.max()):
            break
        k = (M @ (((k / size) @ M) / u)) / d
        k = (k - share @ k) * float(d.max())
    k = k / float(np.abs(k).max()) if np.abs(k).max() > FLAT * float(d.max()) else k * np.nan
    return k, (k @ M) / u
