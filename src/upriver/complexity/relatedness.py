"""How near industries are to each other, and how near a place is to an industry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.complexity.matrix import OTHER, read_presence, read_proximity
from upriver.core.dims import INDUSTRY
from upriver.core.numerics import divide

if TYPE_CHECKING:
    import numpy.typing as npt


def proximity(presence: xr.DataArray) -> xr.DataArray:
    """Smaller of the two chances to find one industry where the other is present.

    ``phi_ij = sum_p M_pi M_pj / max(u_i, u_j)`` with ``u`` the ubiquity

    Parameters
    ----------
    presence : DataArray (place, industry), ratio
        From the function of that name; NaN where unknown.

    Returns
    -------
    DataArray (industry, industry_to), ratio
        From 0 to 1, symmetric, 1 on the diagonal. NaN in the row and column of an industry
        that is present nowhere. A pair is judged on the places where both are known.

    Raises
    ------
    LabelError
        If the dimensions are others.
    DataError
        If a cell is neither 0 nor 1 nor unknown.

    Notes
    -----
    Few places make few distinct values: with 30 places a proximity of 0.5 may rest on one
    of two. It tells what is found together, not why.

    References
    ----------
    .. [1] Hidalgo, C. A., Klinger, B., Barabasi, A.-L. and Hausmann, R. (2007). The product
       space conditions the development of nations. Science 317, 482-487.

    Examples
    --------
    >>> import xarray as xr
    >>> M = xr.DataArray([[1.0, 1.0], [1.0, 0.0]],
    ...     {"place": ["A", "B"], "industry": ["cars", "ships"]}, ("place", "industry"))
    >>> proximity(M).values.tolist()
    [[1.0, 0.5], [0.5, 1.0]]
    """
    phi = _proximity_kernel(read_presence(presence))
    labels = presence.coords[INDUSTRY].values
    coords = {INDUSTRY: labels, OTHER: labels}
    return xr.DataArray(phi, coords, (INDUSTRY, OTHER), "proximity", {"units": "ratio"})


def density(presence: xr.DataArray, proximity: xr.DataArray) -> xr.DataArray:
    """Share of what is near an industry that the place already has.

    ``d_pj = sum_i M_pi phi_ij / sum_i phi_ij``

    Parameters
    ----------
    presence : DataArray (place, industry), ratio
        From the function of that name.
    proximity : DataArray (industry, industry_to), ratio
        From the function of that name, or any other relatedness.

    Returns
    -------
    DataArray (place, industry), ratio
        From 0 to 1. The industry itself counts with its proximity of 1, so a place that has
        it scores a little higher. NaN for an industry without proximity and for a place of
        which nothing is known. Unknown cells are left out of both sums.

    Raises
    ------
    LabelError
        If dimensions or industries differ.
    DataError
        If a presence is neither 0 nor 1 nor unknown.

    References
    ----------
    .. [1] Hidalgo, C. A., Klinger, B., Barabasi, A.-L. and Hausmann, R. (2007). The product
       space conditions the development of nations. Science 317, 482-487.
    """
    M = read_presence(presence)
    phi = read_proximity(presence, proximity)
    values = density_kernel(M, phi)
    return xr.DataArray(values, presence.coords, presence.dims, "density", {"units": "ratio"})


def distance(presence: xr.DataArray, proximity: xr.DataArray) -> xr.DataArray:
    """Share of what is near an industry that the place has not.

    ``1 - density``

    Parameters
    ----------
    presence : DataArray (place, industry), ratio
        From the function of that name.
    proximity : DataArray (industry, industry_to), ratio
        From the function of that name, or any other relatedness.

    Returns
    -------
    DataArray (place, industry), ratio
        From 0 (near) to 1 (far); NaN as in `density`.

    Raises
    ------
    LabelError
        If dimensions or industries differ.
    DataError
        If a presence is neither 0 nor 1 nor unknown.

    References
    ----------
    .. [1] Hausmann, R. et al. (2014). The Atlas of Economic Complexity. MIT Press, p. 54.
    """
    near = density(presence, proximity)
    return xr.DataArray(1.0 - near.values, near.coords, near.dims, "distance", {"units": "ratio"})


def density_kernel(
    M: npt.NDArray[np.float64], phi: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Density on bare numbers, for callers that hold the matrices already.

    Parameters
    ----------
    M : ndarray (place, industry)
        Presence, NaN for unknown.
    phi : ndarray (industry, industry)
        Proximity, NaN for an industry without it.

    Returns
    -------
    ndarray (place, industry)
        Density.
    """
    unknown = np.isnan(M)
    lost = np.isnan(phi)
    lost_any = bool(lost.any())
    weights = np.where(lost, 0.0, phi) if lost_any else phi
    near = np.where(unknown, 0.0, M) @ weights
    total = (~unknown).astype(np.float64) @ weights if unknown.any() else weights.sum(axis=0)
    out = divide(near, total)
    if lost_any:
        out[:, lost.all(axis=0)] = np.nan
    return out


def _proximity_kernel(M: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    unknown = np.isnan(M)
    held = np.where(unknown, 0.0, M)
    count = held.sum(axis=0)
    nowhere = count == 0.0
    phi = held.T @ held
    if unknown.any():
        given = held.T @ (~unknown).astype(np.float64)
        most = np.maximum(given, given.T)
        # A pair that is nowhere known together cannot be judged.
        most[most == 0.0] = np.nan
    else:
        most = np.maximum(count[:, None], count[None, :])
        most[np.ix_(nowhere, nowhere)] = np.nan
    np.divide(phi, most, out=phi)
    phi[nowhere, :] = np.nan
    phi[:, nowhere] = np.nan
    return phi
