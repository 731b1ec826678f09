"""How far an industry gathers in few places, beyond what their size explains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.complexity.matrix import read_matrix, read_weights
from upriver.core.dims import INDUSTRY, PLACE
from upriver.core.errors import DataError, LabelError
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.message import Message, listing
from upriver.core.numerics import divide

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class LocationCurve:
    """Points of the curve that a locational Gini measures.

    Parameters
    ----------
    places : tuple of str
        Places by rising share of the industry over share of size.
    size : ndarray
        Cumulated shares of size, from 0 to 1; one longer than the places.
    industry : ndarray
        Cumulated shares of the industry, from 0 to 1.
    """

    places: tuple[str, ...]
    size: Floats
    industry: Floats


def hoover_index(output: xr.DataArray, *, size: xr.DataArray | None = None) -> xr.DataArray:
    """Share of an industry that would have to move to be spread like size.

    ``H_i = sum_p |s_ip - w_p| / 2``

    Parameters
    ----------
    output : DataArray (place, industry), any unit
        Output, jobs or counts; NaN where unknown.
    size : DataArray (place), any unit, optional
        Population or area; default the known output of all industries.

    Returns
    -------
    DataArray (industry), ratio
        From 0 (spread like size) to 1. NaN for an industry with an unknown cell or without
        output.

    Raises
    ------
    LabelError
        If dimensions or places differ.
    DataError
        If a number is negative, or a size is unknown.

    References
    ----------
    .. [1] Hoover, E. M. (1936). The measurement of industrial localization. Review of Economics
       and Statistics 18, 162-171.
    """
    share, weight = _read(output, size)
    return _industry(0.5 * np.abs(share - weight[:, None]).sum(axis=0), output, "hoover_index")


def locational_gini(output: xr.DataArray, *, size: xr.DataArray | None = None) -> xr.DataArray:
    """Gini coefficient of an industry's places, each weighing as much as its size.

    One less twice the area below the curve of cumulated shares, places by rising location
    quotient.

    Parameters
    ----------
    output : DataArray (place, industry), any unit
        Output, jobs or counts; NaN where unknown.
    size : DataArray (place), any unit, optional
        Population or area; default the known output of all industries.

    Returns
    -------
    DataArray (industry), ratio
        From 0 (spread like size) to less than 1; NaN as in `hoover_index`.

    Raises
    ------
    LabelError
        If dimensions or places differ.
    DataError
        If a number is negative, or a size is unknown.

    Notes
    -----
    Krugman's own figure is half of it. One large plant makes an industry look gathered:
    `ellison_glaeser` takes that out.

    References
    ----------
    .. [1] Krugman, P. (1991). Geography and Trade. MIT Press, appendix D.
    """
    share, weight = _read(output, size)
    _, across, up = _curves(share, weight)
    values = 1.0 - ((up[1:] + up[:-1]) * np.diff(across, axis=0)).sum(axis=0)
    return _industry(np.where(np.abs(values) < 1e-15, 0.0, values), output, "locational_gini")


def location_curve(
    output: xr.DataArray, *, industry: str, size: xr.DataArray | None = None
) -> LocationCurve:
    """Curve of an industry's cumulated shares against those of size.

    Parameters
    ----------
    output : DataArray (place, industry), any unit
        Output, jobs or counts.
    industry : str
        One of the industries, known everywhere.
    size : DataArray (place), any unit, optional
        Population or area; default the known output of all industries.

    Returns
    -------
    LocationCurve
        Points to draw; on the diagonal the industry is spread like size.

    Raises
    ------
    LabelError
        If dimensions or places differ, or the industry does not exist.
    DataError
        If the industry is unknown in a place or has no output, or a size is unknown.

    References
    ----------
    .. [1] Hoover, E. M. (1936). The measurement of industrial localization. Review of Economics
       and Statistics 18, 162-171.
    """
    share, weight = _read(output, size)
    industries = output.coords[INDUSTRY].values.tolist()
    if industry not in industries:
        raise LabelError(
            Message(
                f"industry {industry!r} is not in output, which has {listing(industries)}.",
                f"output 中没有行业 {industry!r}，只有 {listing(industries)}。",
            ),
            Message("Name one of them.", "请从中指定一个。"),
        )
    column = industries.index(industry)
    if np.isnan(share[:, column]).any():
        raise DataError(
            Message(
                f"{industry} is unknown in a place, or has no output.",
                f"{industry} 在某地区未知，或没有产出。",
            ),
            Message("Choose another industry.", "请另选行业。"),
        )
    order, across, up = _curves(share[:, [column]], weight)
    places = output.coords[PLACE].values[order[:, 0]]
    return LocationCurve(tuple(places.tolist()), across[:, 0], up[:, 0])


def ellison_glaeser(
    output: xr.DataArray, *, firm_herfindahl: xr.DataArray, size: xr.DataArray | None = None
) -> xr.DataArray:
    """How far an industry gathers beyond the chance placing of its plants.

    ``g_i = (G_i - (1 - X) H_i) / ((1 - X)(1 - H_i))`` with ``G_i = sum_p (s_ip - w_p)^2``,
    ``X = sum_p w_p^2``

    Parameters
    ----------
    output : DataArray (place, industry), any unit
        Jobs, as a rule; NaN where unknown.
    firm_herfindahl : DataArray (industry), ratio
        Sum of the squared shares of the industry's plants, ``H_i``.
    size : DataArray (place), any unit, optional
        Default the known output of all industries.

    Returns
    -------
    DataArray (industry), ratio
        0 when plants stand as darts thrown at the map, above 0.05 strongly gathered, below 0
        dispersed. NaN for a single plant, and as in `hoover_index`.

    Raises
    ------
    LabelError
        If dimensions or labels differ.
    DataError
        If a number is negative, a size is unknown, or a Herfindahl index is not from 0 to 1.

    References
    ----------
    .. [1] Ellison, G. and Glaeser, E. L. (1997). Geographic concentration in U.S. manufacturing
       industries: a dartboard approach. Journal of Political Economy 105, 889-927, eq. 5.
    """
    share, weight = _read(output, size)
    require_dims(firm_herfindahl, (INDUSTRY,), name="firm_herfindahl")
    require_same_labels(
        output, firm_herfindahl, dims=(INDUSTRY,), names=("output", "firm_herfindahl")
    )
    H = np.asarray(firm_herfindahl.values, dtype=np.float64)
    odd = (H < 0.0) | (H > 1.0)
    if odd.any():
        where = listing(output.coords[INDUSTRY].values[odd].tolist())
        raise DataError(
            Message(
                f"firm_herfindahl must be from 0 to 1, but is not at {where}.",
                f"firm_herfindahl 应在 0 到 1 之间，{where} 处不符。",
            ),
            Message("Sum squared shares, not percentages.", "请用份额（而非百分数）的平方和。"),
        )
    G = ((share - weight[:, None]) ** 2).sum(axis=0)
    room = 1.0 - float((weight**2).sum())
    return _industry(divide(G - room * H, room * (1.0 - H)), output, "ellison_glaeser")


def _read(output: xr.DataArray, size: xr.DataArray | None) -> tuple[Floats, Floats]:
    """Shares of the places in each industry, and their weights."""
    x = read_matrix(output, name="output")
    if size is None:
        weight = np.where(np.isnan(x), 0.0, x).sum(axis=1)
    else:
        weight = read_weights(size, beside=output, dim=PLACE, name="size")
    return divide(x, x.sum(axis=0, keepdims=True)), divide(weight, weight.sum())


def _curves(share: Floats, weight: Floats) -> tuple[npt.NDArray[np.intp], Floats, Floats]:
    """Places by rising quotient, and cumulated weights and shares, a column an industry."""
    ratio = np.where(weight[:, None] > 0.0, divide(share, weight[:, None]), np.inf)
    order = np.argsort(ratio, axis=0, kind="stable")
    start = np.zeros((1, share.shape[1]))
    across = np.concatenate([start, np.cumsum(weight[order], axis=0)])
    up = np.concatenate([start, np.cumsum(np.take_along_axis(share, order, axis=0), axis=0)])
    return order, across, up


def _industry(values: Floats, output: xr.DataArray, name: str) -> xr.DataArray:
    coords = {INDUSTRY: output.coords[INDUSTRY].values}
    return xr.DataArray(values, coords, (INDUSTRY,), name, {"units": "ratio"})
