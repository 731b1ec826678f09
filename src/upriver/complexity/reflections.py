"""Averages of averages: the method of reflections, to any number of steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import xarray as xr

from upriver.complexity.matrix import read_presence
from upriver.complexity.spectrum import FLAT, scaled, spread
from upriver.core.dims import INDUSTRY, PLACE
from upriver.core.errors import DataError
from upriver.core.message import Message

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

# What the programs that say "20 iterations" do: 18 for places, 19 for industries.
USUAL_STEPS = 18
STEP = "step"


@dataclass(frozen=True, eq=False)
class Reflections:
    """Averages of averages, step by step, and the index they end in.

    Parameters
    ----------
    places : DataArray (step, place), items
        ``k_c,n``: diversity at step 0, mean ubiquity of what the place holds at step 1, mean
        diversity of places alike at step 2, and so on.
    industries : DataArray (step, industry), items
        ``k_p,n``: ubiquity at step 0, mean diversity of its places at step 1, and so on.
    eci : DataArray (place), ratio
        ``k_c,n`` of the last step, to mean 0 and deviation 1.
    pci : DataArray (industry), ratio
        ``k_p,n+1``, one step further, scaled likewise.
    """

    places: xr.DataArray
    industries: xr.DataArray
    eci: xr.DataArray
    pci: xr.DataArray


def reflections(
    presence: xr.DataArray, *, steps: int = USUAL_STEPS, ddof: Literal[0, 1] = 1
) -> Reflections:
    """Method of reflections with a stated number of steps.

    ``k_c,n = sum_p M_cp k_p,n-1 / k_c,0``, ``k_p,n = sum_c M_cp k_c,n-1 / k_p,0``, from
    diversity ``k_c,0`` and ubiquity ``k_p,0``

    Parameters
    ----------
    presence : DataArray (place, industry), ratio
        From the function of that name. Unknown cells count as no presence.
    steps : int
        Reflections of the places, an even number of at least 2. The "20 iterations" of the R
        package economiccomplexity and of economic-complexity are 18 here.
    ddof : {0, 1}
        Divisor of the deviation is ``n - ddof``.

    Returns
    -------
    Reflections
        All averages and the index. NaN for an empty place or industry; the index is NaN when
        all places have one profile.

    Raises
    ------
    LabelError
        If dimensions differ.
    DataError
        If a cell is neither 0 nor 1 nor unknown, or `steps` is odd or below 2.

    Notes
    -----
    With more steps the index turns into that of `complexity_index`. The averages themselves
    approach one number for all, so their last digits tell nothing after some 40 steps; the
    index is computed apart and keeps its digits.

    References
    ----------
    .. [1] Hidalgo, C. A. and Hausmann, R. (2009). The building blocks of economic complexity.
       PNAS 106, 10570-10575, eqs. 1 to 4.

    Examples
    --------
    >>> import xarray as xr
    >>> M = xr.DataArray([[1, 1, 1.0], [1, 1, 0], [1, 0, 0]],
    ...     {"place": list("ABC"), "industry": list("xyz")}, ("place", "industry"))
    >>> reflections(M, steps=2).places.values[0].tolist()
    [3.0, 2.0, 1.0]
    """
    if steps < 2 or steps % 2:
        raise DataError(
            Message(
                f"steps must be an even number of at least 2, got {steps}.",
                f"steps 应为不小于 2 的偶数，实际为 {steps}。",
            ),
            Message(
                "Odd steps of places are ubiquities, not complexities.",
                "地区的奇数次反射是普遍性，而非复杂度。",
            ),
        )
    M = read_presence(presence)
    held = np.where(np.isnan(M), 0.0, M)
    rows, columns = held.sum(axis=1) > 0.0, held.sum(axis=0) > 0.0
    kept = held[np.ix_(rows, columns)]
    k, q = reflections_kernel(kept, steps=steps)
    d, u = kept.sum(axis=1), kept.sum(axis=0)
    places, industries = [d], [u]
    for _ in range(steps):
        k_next, q_next = (kept @ industries[-1]) / d, (places[-1] @ kept) / u
        places.append(k_next)
        industries.append(q_next)
    place, industry = presence.coords[PLACE].values, presence.coords[INDUSTRY].values
    step = np.arange(steps + 1)
    items, ratio = {"units": "items"}, {"units": "ratio"}
    return Reflections(
        xr.DataArray(
            np.stack([spread(values, rows) for values in places]),
            {STEP: step, PLACE: place},
            (STEP, PLACE),
            "reflections",
            items,
        ),
        xr.DataArray(
            np.stack([spread(values, columns) for values in industries]),
            {STEP: step, INDUSTRY: industry},
            (STEP, INDUSTRY),
            "reflections",
            items,
        ),
        xr.DataArray(spread(scaled(k, ddof), rows), {PLACE: place}, (PLACE,), "eci", ratio),
        xr.DataArray(
            spread(scaled(q, ddof), columns), {INDUSTRY: industry}, (INDUSTRY,), "pci", ratio
        ),
    )


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
    if not M.size:
        return np.full(M.shape[0], np.nan), np.full(M.shape[1], np.nan)
    d, u = M.sum(axis=1), M.sum(axis=0)
    share = d / d.sum()  # what averaging keeps: the mean weighted by diversity
    k = d - share @ d
    for _ in range(steps // 2):
        size = float(np.abs(k).max())
        if not size > FLAT * float(d.max()):
            break
        k = (M @ (((k / size) @ M) / u)) / d
        k = (k - share @ k) * float(d.max())
    if not np.abs(k).max() > FLAT * float(d.max()):
        k = np.full(k.shape, np.nan)
    return k, (k @ M) / u
