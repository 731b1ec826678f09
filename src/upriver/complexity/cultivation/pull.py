"""Which industries of a place pull another one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from upriver.complexity.matrix import OTHER
from upriver.core.dims import INDUSTRY
from upriver.core.labels import require_dims, require_same_labels

if TYPE_CHECKING:
    import xarray as xr


@dataclass(frozen=True, slots=True)
class Pull:
    """A held industry that is near to another one.

    Parameters
    ----------
    industry : str
        The held industry.
    proximity : float
        Its proximity to the other.
    share : float
        Its share of the proximity of all held industries to the other, 0 to 1.
    """

    industry: str
    proximity: float
    share: float


def pulling_industries(
    presence: xr.DataArray, proximity: xr.DataArray, *, most: int = 3
) -> dict[str, tuple[Pull, ...]]:
    """For each industry the held ones that are nearest to it.

    Parameters
    ----------
    presence : DataArray (industry), ratio
        What one place holds: 1, 0, or NaN for unknown.
    proximity : DataArray (industry, industry_to), ratio
        From `proximity`.
    most : int
        How many.

    Returns
    -------
    dict of str to tuple of Pull
        Nearest first, equal ones by code; an industry does not pull itself. Empty for an
        industry without proximity and in a place that holds nothing.

    Raises
    ------
    LabelError
        If dimensions or industries differ.
    """
    require_dims(presence, (INDUSTRY,), name="presence")
    require_dims(proximity, (INDUSTRY, OTHER), name="proximity")
    require_same_labels(presence, proximity, dims=(INDUSTRY,), names=("presence", "proximity"))
    labels = presence.coords[INDUSTRY].values.tolist()
    near = np.where(np.isnan(proximity.values), 0.0, proximity.values)
    near = near * (presence.values == 1.0)[:, None]
    np.fill_diagonal(near, 0.0)
    total = near.sum(axis=0)
    by_code = np.argsort(np.array(labels), kind="stable")
    pulls = {}
    for column, label in enumerate(labels):
        order = by_code[np.argsort(-near[by_code, column], kind="stable")][:most]
        pulls[label] = tuple(
            Pull(labels[row], float(near[row, column]), float(near[row, column] / total[column]))
            for row in order
            if near[row, column] > 0.0
        )
    return pulls
