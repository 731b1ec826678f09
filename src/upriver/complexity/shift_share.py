"""How much of a place's growth is the nation's, its industries', and its own."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.complexity.matrix import read_years
from upriver.core.dims import INDUSTRY, PLACE, YEAR
from upriver.core.errors import DataError
from upriver.core.message import Message, listing
from upriver.core.numerics import divide

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ShiftShare:
    """Growth of every place and industry in parts that add up.

    Parameters
    ----------
    change : DataArray (place, industry), the unit of output
        Last less first year; the sum of ``national``, ``industry`` and ``regional``.
    national : DataArray (place, industry)
        What it would have been at the growth of all places and industries together.
    industry : DataArray (place, industry)
        What the industry's growth everywhere adds to that (industry mix).
    regional : DataArray (place, industry)
        What the place adds (competitive effect); the sum of ``competitive`` and ``allocation``.
    competitive : DataArray (place, industry)
        The place's advantage in the industry, were the place specialised in nothing.
    allocation : DataArray (place, industry)
        What it adds that the place is specialised where it is at an advantage.
    """

    change: xr.DataArray
    national: xr.DataArray
    industry: xr.DataArray
    regional: xr.DataArray
    competitive: xr.DataArray
    allocation: xr.DataArray


def shift_share(output: xr.DataArray) -> ShiftShare:
    """Split growth into the nation's, the industries' and the place's own.

    For each step from a year to the next, with ``g`` the growth of all, ``g_i`` of the industry
    everywhere and ``g_pi`` of the cell: ``g x_pi``, ``(g_i - g) x_pi``, ``(g_pi - g_i) x_pi``;
    the parts of the steps are added. With two years that is the classic form, with more the
    dynamic one.

    Parameters
    ----------
    output : DataArray (year, place, industry), any unit
        Jobs or output of all places that make up the nation, at least two years in order.

    Returns
    -------
    ShiftShare
        All parts in the unit of output.

    Raises
    ------
    LabelError
        If the dimensions are others.
    DataError
        If there are fewer than two years or they are not in order, a number is negative, or a
        cell is unknown.

    Notes
    -----
    It describes and does not explain: the regional part is whatever the rest leaves. A cell
    that starts from zero counts wholly as regional, and there as allocation. The nation is the sum
    of the places given: to compare places with it, add the rest of it as one more place.

    References
    ----------
    .. [1] Dunn, E. S. (1960). A statistical and analytical technique for regional analysis.
       Papers in Regional Science 6, 97-112.
    .. [2] Esteban-Marquillas, J. M. (1972). A reinterpretation of shift-share analysis. Regional
       and Urban Economics 2, 249-255.
    .. [3] Barff, R. A. and Knight, P. L. (1988). Dynamic shift-share analysis. Growth and Change
       19, 1-10.

    Examples
    --------
    >>> import xarray as xr
    >>> labels = {"year": [2010, 2020], "place": ["A", "B"], "industry": ["cars", "ships"]}
    >>> jobs = xr.DataArray([[[50.0, 50.0], [50.0, 50.0]], [[70.0, 50.0], [50.0, 50.0]]],
    ...     labels, ("year", "place", "industry"))
    >>> parts = shift_share(jobs)
    >>> parts.regional.sel(place="A").values.tolist()
    [10.0, 0.0]
    """
    x = _read(output)
    national, industry, competitive, allocation = (np.zeros(x.shape[1:]) for _ in range(4))
    for before, after in pairwise(x):
        all_growth = after.sum() / before.sum() - 1.0
        by_industry, then = after.sum(axis=0), before.sum(axis=0)
        own_growth = np.where(then > 0.0, divide(by_industry, then) - 1.0, all_growth)
        national += all_growth * before
        industry += (own_growth - all_growth) * before
        regional = after - before * (1.0 + own_growth)
        # What the cell would be, had the place the structure of all places together.
        even = before.sum(axis=1, keepdims=True) * then / before.sum()
        lead = np.where(before > 0.0, divide(regional, before), 0.0)
        competitive += even * lead
        allocation += regional - even * lead
    parts = {
        "change": x[-1] - x[0],
        "national": national,
        "industry": industry,
        "regional": competitive + allocation,
        "competitive": competitive,
        "allocation": allocation,
    }
    coords = {dim: output.coords[dim].values for dim in (PLACE, INDUSTRY)}
    attrs = {"units": str(output.attrs.get("units", ""))}
    return ShiftShare(
        **{
            name: xr.DataArray(values, coords, (PLACE, INDUSTRY), name, attrs)
            for name, values in parts.items()
        }
    )


def _read(output: xr.DataArray) -> Floats:
    x = read_years(output, name="output")
    years = output.coords[YEAR].values
    bad = np.argwhere(~(x >= 0.0) | np.isinf(x))
    if len(bad):
        cells = [
            f"{years[t]} {output.coords[PLACE].values[p]}, {output.coords[INDUSTRY].values[i]}"
            for t, p, i in bad
        ]
        raise DataError(
            Message(
                f"output must be known and at least 0 in every cell, but is not in "
                f"{listing(cells)}.",
                f"output 的每个单元格应为已知的非负数，{listing(cells)} 处不符。",
            ),
            Message(
                "Leave places or industries with gaps out, or merge them.",
                "请去掉或合并有缺口的地区或行业。",
            ),
        )
    if (x.sum(axis=(1, 2)) == 0.0).any():
        raise DataError(
            Message("A year has no output at all.", "某一年份完全没有产出。"),
            Message("Leave that year out.", "请去掉该年份。"),
        )
    return x
