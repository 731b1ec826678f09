"""Leaving out places and industries that are too small to judge, and saying which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.complexity.matrix import read_matrix
from upriver.complexity.presence import presence
from upriver.complexity.specialisation import rca
from upriver.core.dims import INDUSTRY, PLACE
from upriver.core.frames import Table, rows_to_table

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

LIMITS = ("size", "count")


@dataclass(frozen=True, eq=False)
class Filtered:
    """What is left of a matrix, and what was left out.

    Parameters
    ----------
    output : DataArray (place, industry)
        The rest, unchanged cell by cell.
    removed : Table
        ``dimension label reason value limit round``: each unit that was left out, because of
        its ``size`` (sum of known cells) or its ``count`` (industries held, or places that hold
        it), the number and the limit, and the round in which it went.
    rounds : int
        Rounds until nothing more had to go.
    """

    output: xr.DataArray
    removed: Table
    rounds: int


def without_small(
    output: xr.DataArray,
    *,
    least_place: float = 0.0,
    least_industry: float = 0.0,
    least_diversity: int = 0,
    least_ubiquity: int = 0,
    threshold: float = 1.0,
) -> Filtered:
    """Leave out places and industries below given limits, until none is below them.

    Parameters
    ----------
    output : DataArray (place, industry), any unit
        Output, jobs or counts; NaN where unknown.
    least_place, least_industry : float
        Least sum of the known cells of a place, and of an industry, in the unit of output.
    least_diversity : int
        Least number of industries that a place holds.
    least_ubiquity : int
        Least number of places that hold an industry.
    threshold : float
        Location quotient from which an industry is held; quotients are those of what is left.

    Returns
    -------
    Filtered
        The rest, which may be empty, and everything that went.

    Raises
    ------
    LabelError
        If the dimensions are others.
    DataError
        If a number is negative, or the threshold is not positive.

    Notes
    -----
    Leaving out an industry makes places smaller, and the other way round; so it is repeated.
    All units that are too small at the start of a round go together, so that the order of labels
    does not matter. What follows from the rest is about the rest: quotients change when units
    go. To keep the quotients of the whole, compute them first and select.
    """
    x = read_matrix(output, name="output")
    labels = {dim: output.coords[dim].values for dim in (PLACE, INDUSTRY)}
    kept = {dim: np.ones(len(labels[dim]), dtype=bool) for dim in labels}
    size = {PLACE: least_place, INDUSTRY: least_industry}
    count = {PLACE: float(least_diversity), INDUSTRY: float(least_ubiquity)}
    rows: list[dict[str, object]] = []
    rounds = 0
    while True:
        rest = x[np.ix_(kept[PLACE], kept[INDUSTRY])]
        found = _numbers(rest, threshold)
        gone = False
        for dim in (PLACE, INDUSTRY):
            where = np.flatnonzero(kept[dim])
            for reason, limits in zip(LIMITS, (size, count), strict=True):
                numbers = found[dim, reason]
                for at in np.flatnonzero((numbers < limits[dim]) & kept[dim][where]):
                    kept[dim][where[at]] = False
                    gone = True
                    rows.append(
                        {
                            "dimension": dim,
                            "label": str(labels[dim][where[at]]),
                            "reason": reason,
                            "value": float(numbers[at]),
                            "limit": float(limits[dim]),
                            "round": rounds + 1,
                        }
                    )
        if not gone:
            break
        rounds += 1
    left = output.isel({dim: np.flatnonzero(kept[dim]) for dim in kept})
    columns = {"dimension": str, "label": str, "reason": str,
               "value": float, "limit": float, "round": int}  # fmt: skip
    return Filtered(left, rows_to_table(rows, columns), rounds)


def _numbers(rest: Floats, threshold: float) -> dict[tuple[str, str], Floats]:
    """Size and count of each unit of what is left."""
    known = np.where(np.isnan(rest), 0.0, rest)
    coords = {PLACE: [str(k) for k in range(rest.shape[0])],
              INDUSTRY: [str(k) for k in range(rest.shape[1])]}  # fmt: skip
    array = xr.DataArray(rest, coords, (PLACE, INDUSTRY))
    held = presence(rca(array), threshold=threshold).values if rest.size else rest
    held = np.where(np.isnan(held), 0.0, held)
    return {
        (PLACE, "size"): known.sum(axis=1),
        (PLACE, "count"): held.sum(axis=1),
        (INDUSTRY, "size"): known.sum(axis=0),
        (INDUSTRY, "count"): held.sum(axis=0),
    }
