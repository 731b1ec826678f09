"""How near a place is to an industry, from what it holds already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import xarray as xr

from upriver.complexity.matrix import OTHER, read_matrix, read_presence, read_proximity
from upriver.core.dims import INDUSTRY, PLACE
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.numerics import divide

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]


def density(
    presence: xr.DataArray, proximity: xr.DataArray, *, diagonal: Literal[0, 1] = 1
) -> xr.DataArray:
    """Share of what is near an industry that the place already has.

    ``d_pj = sum_i M_pi phi_ij / sum_i phi_ij``

    Parameters
    ----------
    presence : DataArray (place, industry), ratio
        From the function of that name.
    proximity : DataArray (industry, industry_to), ratio
        From the function of that name, or any other relatedness.
    diagonal : {0, 1}
        Whether an industry is its own neighbour. With 1 a place that has the industry scores a
        little higher.

    Returns
    -------
    DataArray (place, industry), ratio
        From 0 to 1. NaN for an industry without proximity and for a place of which nothing is
        known. Unknown cells are left out of both sums.

    Raises
    ------
    LabelError
        If dimensions or industries differ.
    DataError
        If a presence is neither 0 nor 1 nor unknown.

    Notes
    -----
    Places that hold much are near to everything: compare industries within a place with
    `relative_relatedness`.

    References
    ----------
    .. [1] Hidalgo, C. A., Klinger, B., Barabasi, A.-L. and Hausmann, R. (2007). The product
       space conditions the development of nations. Science 317, 482-487.
    """
    M = read_presence(presence)
    phi = read_proximity(presence, proximity)
    values = density_kernel(M, own_neighbour(phi, diagonal))
    return xr.DataArray(values, presence.coords, presence.dims, "density", {"units": "ratio"})


def distance(
    presence: xr.DataArray, proximity: xr.DataArray, *, diagonal: Literal[0, 1] = 1
) -> xr.DataArray:
    """Share of what is near an industry that the place has not.

    ``1 - density``

    Parameters
    ----------
    presence : DataArray (place, industry), ratio
        From the function of that name.
    proximity : DataArray (industry, industry_to), ratio
        From the function of that name, or any other relatedness.
    diagonal : {0, 1}
        Whether an industry is its own neighbour.

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
    near = density(presence, proximity, diagonal=diagonal)
    return xr.DataArray(1.0 - near.values, near.coords, near.dims, "distance", {"units": "ratio"})


def relative_relatedness(presence: xr.DataArray, density: xr.DataArray) -> xr.DataArray:
    """Density of an option beside the place's other options, in standard deviations.

    ``(d_pj - mean_p) / deviation_p`` over the industries that the place has not

    Parameters
    ----------
    presence : DataArray (place, industry), ratio
        From the function of that name.
    density : DataArray (place, industry), ratio
        From the function of that name.

    Returns
    -------
    DataArray (place, industry), ratio
        Above 0 the option is nearer than the place's average option. NaN where the place has
        the industry, presence or density is unknown, or all options of the place are equally
        near.

    Raises
    ------
    LabelError
        If dimensions or labels differ.
    DataError
        If a presence is neither 0 nor 1 nor unknown, or a density is negative.

    Notes
    -----
    The deviation is that of the population (divisor n).

    References
    ----------
    .. [1] Pinheiro, F. L., Hartmann, D., Boschma, R. and Hidalgo, C. A. (2022). The time and
       frequency of unrelated diversification. Research Policy 51, 104323.
    """
    M, d = read_presence(presence), read_matrix(density, name="density")
    require_same_labels(presence, density, dims=(PLACE, INDUSTRY), names=("presence", "density"))
    option = (M == 0.0) & ~np.isnan(d)
    count = option.sum(axis=1, keepdims=True)
    near = np.where(option, d, 0.0)
    mean = divide(near.sum(axis=1, keepdims=True), count)
    gap = np.where(option, d - mean, 0.0)
    spread = np.sqrt(divide((gap**2).sum(axis=1, keepdims=True), count))
    flat = spread <= 1e-12 * np.abs(near).max(axis=1, keepdims=True, initial=0.0)
    values = divide(gap, np.where(flat, 0.0, spread))
    values[~option] = np.nan
    attrs = {"units": "ratio"}
    return xr.DataArray(values, presence.coords, presence.dims, "relative_relatedness", attrs)


def local_relatedness(output: xr.DataArray, relatedness: xr.DataArray) -> xr.DataArray:
    """Mean relatedness of an industry to what the place does, weighted by size.

    ``l_pj = sum_i (x_pi / x_p) phi_ij``

    Parameters
    ----------
    output : DataArray (place, industry), any unit
        Output, jobs or counts; NaN where unknown.
    relatedness : DataArray (industry, industry_to), ratio
        From `weighted_correlation` or `proximity`.

    Returns
    -------
    DataArray (place, industry), ratio
        Within the range of the relatedness. The industry itself is counted. Unknown cells are
        left out of shares; NaN for a place without output, and for an industry without
        relatedness.

    Raises
    ------
    LabelError
        If dimensions or industries differ.
    DataError
        If an output is negative.

    References
    ----------
    .. [1] Davies, B. and Mare, D. C. (2021). Relatedness, complexity and local growth. Regional
       Studies 55, 479-494.
    """
    x = read_matrix(output, name="output")
    require_dims(relatedness, (INDUSTRY, OTHER), name="relatedness")
    phi = read_proximity(output, relatedness)
    known = np.where(np.isnan(x), 0.0, x)
    share = divide(known, known.sum(axis=1, keepdims=True))
    lost = np.isnan(phi)
    values = share @ np.where(lost, 0.0, phi)
    # What the place does but has no relatedness to the industry is left out of the mean.
    values = divide(values, share @ (~lost).astype(np.float64)) if lost.any() else values
    attrs = {"units": "ratio"}
    return xr.DataArray(values, output.coords, output.dims, "local_relatedness", attrs)


def own_neighbour(phi: Floats, diagonal: Literal[0, 1]) -> Floats:
    """Proximity in which an industry is its own neighbour or not, on bare numbers.

    Parameters
    ----------
    phi : ndarray (industry, industry)
        Proximity.
    diagonal : {0, 1}
        Whether to keep the diagonal.

    Returns
    -------
    ndarray (industry, industry)
        The same array, or a copy whose diagonal is 0 where it was known.
    """
    if diagonal:
        return phi
    out = phi.copy()
    own = np.diagonal(out)
    np.fill_diagonal(out, np.where(np.isnan(own), np.nan, 0.0))
    return out


def density_kernel(M: Floats, phi: Floats) -> Floats:
    """Density on bare numbers, for callers that hold the matrices already.

    Parameters
    ----------
    M : ndarray (place, industry)
        Presence, NaN for unknown.
    phi : ndarray (industry, other)
        Proximity, NaN for an industry without it.

    Returns
    -------
    ndarray (place, other)
        Density.
    """
    unknown = np.isnan(M)
    lost = np.isnan(phi)
    weights = np.where(lost, 0.0, phi) if lost.any() else phi
    near = np.where(unknown, 0.0, M) @ weights
    total = (~unknown).astype(np.float64) @ weights if unknown.any() else weights.sum(axis=0)
    out = divide(near, total)
    out[:, lost.all(axis=0)] = np.nan
    return out
